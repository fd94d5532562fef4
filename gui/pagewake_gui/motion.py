"""How much moves on the screen, as the settings say: Qt's own effects, and bars that do not know their end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QProgressBar

EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)
STILL = "QAbstractScrollArea, QScrollBar, QComboBox { widget-animation-duration: 0; }"
"""What a style sheet says so that bars and trees change at once."""
_REDUCED = "pagewakeReducedMotion"


def usual_effects() -> tuple[Qt.UIEffect, ...]:
    """The effects that the desktop has switched on."""
    return tuple(effect for effect in EFFECTS if QApplication.isEffectEnabled(effect))


def reduce_motion(application: QApplication, usual: tuple[Qt.UIEffect, ...], *, reduced: bool) -> None:
    """Nothing slides or fades, or all that `usual` names does."""
    application.setProperty(_REDUCED, reduced)
    for effect in EFFECTS:
        QApplication.setEffectEnabled(effect, effect in usual and not reduced)


def show_busy(bar: QProgressBar) -> None:
    """Show that something goes on whose end is not known: a bar that runs, or an empty one where nothing is to move."""
    application = QApplication.instance()
    if application is None or not application.property(_REDUCED):
        bar.setRange(0, 0)
        return
    bar.setRange(0, 1)
    bar.reset()  # below its minimum: a bar that stands at 0 would claim a percentage
