"""Puts a look on the application: palette, style sheet, font, motion; follows the system's choice of light or dark."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pagewake.config import WindowSettings
from pagewake_gui.context import Appearance
from pagewake_gui.motion import STILL, reduce_motion, usual_effects
from pagewake_gui.theme import DARK, LIGHT, Scheme, Theme, palette_of, style_sheet

_SMALLEST, _LARGEST = 7, 32


def theme_for(scheme: Scheme, application: QApplication) -> Theme:
    """The theme that a scheme means at this moment."""
    if scheme is Scheme.SYSTEM:
        dark = application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if scheme is Scheme.DARK else LIGHT


def dress(application: QApplication, appearance: Appearance, scheme: Scheme = Scheme.SYSTEM) -> None:
    """Apply the look now and whenever it or the system's scheme changes."""
    usual, effects = application.font().pointSize(), usual_effects()

    def apply() -> None:
        look = appearance.look
        application.setPalette(palette_of(look.theme))
        reduce_motion(application, effects, reduced=look.reduced_motion)
        sheet = style_sheet(look.theme)
        application.setStyleSheet(f"{sheet}\n{STILL}" if look.reduced_motion else sheet)
        font = application.font()
        font.setPointSize(min(max(look.font_size, _SMALLEST), _LARGEST) if look.font_size else usual)
        application.setFont(font)

    def follow() -> None:
        appearance.change(theme=theme_for(appearance.look.scheme, application))

    appearance.change(scheme=scheme, theme=theme_for(scheme, application))
    appearance.changed.connect(apply)
    application.styleHints().colorSchemeChanged.connect(lambda _: follow())
    apply()


def use_window_settings(appearance: Appearance, settings: WindowSettings) -> None:
    """Look as the settings file says: theme, zone, font, motion."""
    scheme = Scheme(settings.theme)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    appearance.change(
        scheme=scheme,
        theme=theme_for(scheme, application),
        zone=settings.zone,
        font_size=settings.font_size,
        reduced_motion=settings.reduced_motion,
    )
