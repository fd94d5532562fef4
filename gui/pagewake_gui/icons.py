"""Icons: one SVG each, drawn in the colours of the theme, so that they are right in light and dark."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_SIZES = (16, 20, 24, 32, 48, 64)


def icon(name: str, colour: str) -> QIcon:
    """The icon of that name; every `currentColor` in it becomes `colour` (`#rrggbb`)."""
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_pixmap(name, colour, size))
    return made


@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, size: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_svg(name).replace("currentColor", colour).encode()))
    image = QImage(QSize(size, size), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return QPixmap.fromImage(image)


@lru_cache(maxsize=64)
def _svg(name: str) -> str:
    return files("pagewake_resources").joinpath("icons", f"{name}.svg").read_text("utf-8")
