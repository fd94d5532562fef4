"""A language that nobody speaks: English with marked vowels and a third longer. What is not in it went past `tr`."""

from __future__ import annotations

import dataclasses
import enum
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTabWidget,
    QWidget,
)

from pagewake_gui.recognising import catalogue

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))
from core_texts import CATALOGUE, core_texts
from translations import Message, current

__all__ = ["CATALOGUE", "core_texts"]

MARKED = str.maketrans("aeiouAEIOU", "àéîöûÀÉÎÖÛ")
_PLACES = re.compile(r"(\{[^}]*\}|%n|%\d|&)")
_WORD = re.compile(r"[A-Za-z]*[aeiouAEIOU][A-Za-z]*")
# What is never translated: units, names of things, and what is typed.
NAMES = re.compile(
    "UTC|LSN|WAL|XID|[KMGTP]iB|min|CSV|JSON|PNG|SVG|TOML|Ctrl|Alt|Shift|Esc|Home|Return|Enter"
    "|[Pp]agewake|NeuroQuantumDB|PostgreSQL|Cividis|Viridis"
)
QT_OWN = ("ScrollLeftButton", "ScrollRightButton")
"""Buttons that Qt makes and names itself: its own translations speak for them."""


def pseudo(text: str) -> str:
    """The text in that language; what is filled in stays as it is."""
    parts = _PLACES.split(text)
    marked = "".join(part if number % 2 else part.translate(MARKED) for number, part in enumerate(parts))
    return marked + "~" * max(1, len(text) // 3)


class PseudoTranslator(QTranslator):
    """Translates exactly the texts that lupdate finds: one that is composed at run time is not among them."""

    def __init__(self, known: Iterable[Message]) -> None:
        super().__init__()
        self._known = {(message.context, message.source) for message in known}

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: Any, source: Any, disambiguation: Any = None, n: int = -1) -> str:
        context = context if isinstance(context, str) else bytes(context).decode()
        source = source if isinstance(source, str) else bytes(source).decode()
        return pseudo(source) if (context, source) in self._known else source


@cache
def _known() -> tuple[Message, ...]:
    """What lupdate finds; it reads all of the source, once a run."""
    return tuple(current("de"))


def pseudo_translator() -> PseudoTranslator:
    return PseudoTranslator(_known())


def data_texts(value: Any, depth: int = 8) -> Iterator[str]:
    """Every text that is data: names and ids. Sentences of the core are none: the window translates them."""
    if depth == 0 or value is None:
        return
    if isinstance(value, enum.Enum):
        yield str(value.value)
    elif isinstance(value, str):
        if " " not in value or not any(not found.weak for found in catalogue().readings(value)):
            yield value
    elif isinstance(value, Path):
        yield str(value)
    elif isinstance(value, datetime | int | float | bytes):
        return
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from data_texts(key, depth - 1)
            yield from data_texts(one, depth - 1)
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from data_texts(one, depth - 1)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from data_texts(getattr(value, field.name, None), depth - 1)


def untranslated(text: str, data: Iterable[str]) -> list[str]:
    """The words of a text that are English and neither data nor names."""
    folded = text.lower()  # to compile a pattern for each of 600 time zones takes longer than to look first
    for known in data:
        if len(known) > 2 and known.lower() in folded:
            text = re.sub(re.escape(known), " ", text, flags=re.IGNORECASE)
            folded = text.lower()
    text = re.sub(r"0x[0-9a-fA-F]+|[0-9A-F]+/[0-9A-F]+|\S*/\S*", " ", text)
    words = re.findall(r"[^\W\d_]+", text)
    return [word for word in words if len(word) > 2 and _WORD.fullmatch(word) and not NAMES.fullmatch(word)]


def texts_of(root: QWidget) -> Iterator[tuple[str, str]]:
    """(where, text) of everything that can be read in a window, whether it is visible now or not.

    A widget names what in it is data in its property `verbatim`: zones, types of records.
    """
    for widget in [root, *root.findChildren(QWidget)]:
        if widget.objectName() in QT_OWN:
            continue
        names = sorted(widget.property("verbatim") or (), key=len, reverse=True)
        data = re.compile("|".join(map(re.escape, names))) if names else None
        for where, text in _texts_of_one(widget):
            yield where, data.sub(" ", text) if data is not None else text
    for action in root.findChildren(QAction):
        if isinstance(action.parent(), QWidget):  # a scene has some of its own, which nobody sees
            yield f"action {action.objectName()}", action.text()


def _texts_of_one(widget: QWidget) -> Iterator[tuple[str, str]]:
    where = f"{type(widget).__name__} {widget.objectName()}".strip()
    if isinstance(widget, QLabel | QAbstractButton):
        yield where, widget.text()
    if isinstance(widget, QGroupBox):
        yield where, widget.title()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield f"{where} (placeholder)", widget.placeholderText()
    if isinstance(widget, QComboBox):
        for number in range(widget.count()):
            yield f"{where} (item)", widget.itemText(number)
    if isinstance(widget, QTabWidget):
        for number in range(widget.count()):
            yield f"{where} (tab)", widget.tabText(number)
    if isinstance(widget, QTableView) and (model := widget.model()) is not None:
        for number in range(model.columnCount()):
            yield f"{where} (column)", str(model.headerData(number, Qt.Orientation.Horizontal) or "")
    yield f"{where} (tip)", widget.toolTip()
    yield f"{where} (accessible name)", widget.accessibleName()
    yield f"{where} (accessible description)", widget.accessibleDescription()


def clipped(root: QWidget) -> Iterator[tuple[str, str]]:
    """(where, text) of the labels and buttons that do not have the room that their text takes."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton) or not widget.text():
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            short = widget.height() + 2 < widget.heightForWidth(widget.width())
        else:
            short = widget.width() + 2 < widget.minimumSizeHint().width()
        if short:
            yield f"{type(widget).__name__} {widget.objectName()}".strip(), widget.text()
