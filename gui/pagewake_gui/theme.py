"""How the window looks: one frozen value of colours, turned into a palette, a style sheet and chart pens.

Every colour of the window is named here and nowhere else. Text on its background has a contrast of 4.5 or more in
both themes (tests measure it). States are never told by colour alone: each has a shape too, see `STATE_SHAPES`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from PySide6.QtGui import QColor, QPalette


class Scheme(StrEnum):
    """Which theme the user wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Theme:
    """Colours as `#rrggbb`, by what they are for."""

    dark: bool
    window: str
    surface: str
    """Cards, tables, charts."""
    raised: str
    """What lies on a surface: headers, hovered rows."""
    line: str
    scroll: str
    """The handles of scroll bars: 3 to 1 on what lies behind them."""
    text: str
    muted: str
    accent: str
    on_accent: str
    selected: str
    """Behind selected rows and brushed ranges."""
    progress: str
    """What is done of a bar; text stands on it."""
    good: str
    warn: str
    bad: str
    info: str
    unknown: str
    full: str
    differential: str
    incremental: str
    gap: str

    def colour(self, name: str) -> QColor:
        """The colour of that name. Raises AttributeError for a name that no theme has."""
        return QColor(getattr(self, name))


LIGHT = Theme(
    dark=False,
    window="#f3f4f6",
    surface="#ffffff",
    raised="#e9ebef",
    line="#cfd4dc",
    scroll="#868e9a",
    text="#1b1f26",
    muted="#555e6c",
    accent="#1f5fbf",
    on_accent="#ffffff",
    selected="#d3e3fb",
    progress="#9fc5f8",
    good="#1c6e4a",
    warn="#8a5300",
    bad="#b3261e",
    info="#1f5fbf",
    unknown="#646c79",
    full="#1f4e8c",
    differential="#6a4ba3",
    incremental="#1c7a78",
    gap="#b3261e",
)

DARK = Theme(
    dark=True,
    window="#14171c",
    surface="#1c2027",
    raised="#282e38",
    line="#3b434f",
    scroll="#6a7482",
    text="#e6e9ee",
    muted="#a3acba",
    accent="#7fb2ff",
    on_accent="#0c1420",
    selected="#2b4266",
    progress="#34609e",
    good="#5fcf9a",
    warn="#f0b454",
    bad="#ff8a80",
    info="#7fb2ff",
    unknown="#a3acba",
    full="#8fbcff",
    differential="#c3a6ff",
    incremental="#63d3cf",
    gap="#ff8a80",
)

FIGURE_PIXELS = 16
"""The size of figures that are links."""

STATE_SHAPES = {"good": "●", "warn": "▲", "bad": "■", "info": "◆", "unknown": "○"}
"""The shape that stands for a state wherever its colour does."""


def palette_of(theme: Theme) -> QPalette:
    """The palette that every standard widget draws with."""
    palette = QPalette()
    role = QPalette.ColorRole
    for where, name in (
        (role.Window, "window"),
        (role.WindowText, "text"),
        (role.Base, "surface"),
        (role.AlternateBase, "window"),
        (role.Text, "text"),
        (role.Button, "raised"),
        (role.ButtonText, "text"),
        (role.BrightText, "bad"),
        (role.Highlight, "selected"),
        (role.HighlightedText, "text"),
        (role.ToolTipBase, "raised"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "muted"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.Light, "surface"),
        (role.Midlight, "raised"),
        (role.Mid, "line"),
        (role.Dark, "line"),
    ):
        palette.setColor(where, theme.colour(name))
    for where in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, theme.colour("muted"))
    return palette


def _drawing(name: str, theme: Theme) -> str:
    """A drawing in the colours of a theme, as a style sheet names it: these know no `currentColor`."""
    file = files("pagewake_resources").joinpath("icons", f"{name}-{'dark' if theme.dark else 'light'}.svg")
    return f'url("{str(file).replace(chr(92), "/")}")'


def style_sheet(theme: Theme) -> str:
    """What the palette cannot say: cards, headings, navigation, buttons. Widgets are named by their `role`."""
    up, down, back, forward, tick = (
        _drawing(name, theme) for name in ("up", "down", "back", "forward", "tick")
    )
    return f"""
    QToolTip {{ color: {theme.text}; background: {theme.raised}; border: 1px solid {theme.line}; padding: 4px; }}
    *[role="card"] {{ background: {theme.surface}; border: 1px solid {theme.line}; border-radius: 6px; }}
    *[role="alert"] {{ background: {theme.surface}; border: 1px solid {theme.line}; border-left: 4px solid {theme.bad};
        border-radius: 6px; }}
    *[role="bar"] {{ background: {theme.surface}; border-bottom: 1px solid {theme.line}; }}
    *[role="strip"] {{ background: {theme.surface}; border-top: 1px solid {theme.line}; }}
    *[role="navigation"] {{ background: {theme.surface}; border-right: 1px solid {theme.line}; }}
    *[role="title"] {{ font-size: 20px; font-weight: 600; }}
    *[role="heading"] {{ font-size: 14px; font-weight: 600; }}
    *[role="figure"] {{ font-size: 22px; font-weight: 600; }}
    *[role="step-now"] {{ background: {theme.selected}; border-radius: 4px; }}
    *[role="strong"] {{ font-weight: 600; }}
    *[role="muted"] {{ color: {theme.muted}; }}
    *[role="good"] {{ color: {theme.good}; font-weight: 600; }}
    *[role="warn"] {{ color: {theme.warn}; font-weight: 600; }}
    *[role="bad"] {{ color: {theme.bad}; font-weight: 600; }}
    *[role="info"] {{ color: {theme.info}; font-weight: 600; }}
    *[role="unknown"] {{ color: {theme.unknown}; font-weight: 600; }}
    *[role="key"] {{ font-family: monospace; font-size: 20px; font-weight: 600; }}
    *[role="code"] {{ font-family: monospace; }}
    QPushButton, QToolButton[role="button"] {{ padding: 5px 12px; min-height: 18px; border: 1px solid {theme.line};
        border-radius: 4px; background: {theme.raised}; color: {theme.text}; }}
    QToolButton[role="button"] {{ padding: 4px 12px; }}
    QPushButton:hover, QToolButton[role="button"]:hover {{ border-color: {theme.accent}; }}
    QPushButton:focus, QToolButton[role="button"]:focus {{ border: 2px solid {theme.accent}; padding: 4px 11px; }}
    QToolButton[role="button"]:focus {{ padding: 3px 11px; }}
    QPushButton:checked, QToolButton[role="button"]:checked {{ background: {theme.selected};
        border-color: {theme.accent}; }}
    QToolButton[role="button"]:checked {{ font-weight: 600; }}
    QPushButton:disabled, QToolButton[role="button"]:disabled {{ color: {theme.muted}; background: {theme.window}; }}
    QPushButton[role="primary"] {{ background: {theme.accent}; color: {theme.on_accent}; border-color: {theme.accent};
        font-weight: 600; }}
    QPushButton[role="primary"]:focus {{ border: 2px solid {theme.text}; }}
    QPushButton[role="primary"]:disabled {{ background: {theme.raised}; color: {theme.muted};
        border-color: {theme.line}; }}
    QPushButton[role="danger"] {{ color: {theme.bad}; border-color: {theme.bad}; }}
    QPushButton[role="danger"]:disabled {{ color: {theme.muted}; border-color: {theme.line}; }}
    QPushButton[role="link"] {{ border: none; background: transparent; color: {theme.accent}; padding: 2px;
        min-height: 20px; text-align: left; text-decoration: underline; }}
    QPushButton[role="figure-link"] {{ border: none; background: transparent; color: {theme.accent}; padding: 1px 0;
        min-height: 22px; text-align: left; font-size: {FIGURE_PIXELS}px; font-weight: 600; }}
    QPushButton[role="figure-link"]:hover {{ text-decoration: underline; }}
    QPushButton[role="figure-link"]:focus {{ border: 1px dashed {theme.accent}; padding: 0; }}
    QPushButton[role="link"]:focus {{ border: 1px dashed {theme.accent}; padding: 1px; }}
    *[role="navigation"] QToolButton {{ border: none; border-radius: 4px; padding: 7px 10px; text-align: left;
        background: transparent; color: {theme.text}; }}
    *[role="navigation"] QToolButton:hover {{ background: {theme.raised}; }}
    *[role="navigation"] QToolButton:checked {{ background: {theme.selected}; font-weight: 600; }}
    *[role="navigation"] QToolButton:focus {{ border: 2px solid {theme.accent}; padding: 5px 8px; }}
    QToolButton[role="button"]::menu-indicator {{ image: {down}; subcontrol-origin: border;
        subcontrol-position: right center; right: 8px; width: 12px; height: 12px; }}
    QToolButton[role="button"][popupMode="2"], QToolButton[role="button"][popupMode="2"]:focus {{
        padding-right: 26px; }}
    QAbstractSpinBox {{ min-height: 19px; padding: 3px 4px; border: 1px solid {theme.line}; border-radius: 4px;
        background: {theme.surface}; color: {theme.text}; }}
    QAbstractSpinBox:hover {{ border-color: {theme.accent}; }}
    QAbstractSpinBox:focus {{ border: 2px solid {theme.accent}; padding: 2px 3px; }}
    QAbstractSpinBox:disabled {{ color: {theme.muted}; background: {theme.window}; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 24px; border: none;
        border-left: 1px solid {theme.line}; background: {theme.raised}; subcontrol-origin: border; }}
    QAbstractSpinBox::up-button {{ subcontrol-position: top right; margin: 1px 1px 0 0; border-top-right-radius: 3px; }}
    QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; margin: 0 1px 1px 0;
        border-bottom-right-radius: 3px; }}
    QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{ background: {theme.selected}; }}
    QAbstractSpinBox::up-arrow {{ image: {up}; width: 10px; height: 10px; }}
    QAbstractSpinBox::down-arrow {{ image: {down}; width: 10px; height: 10px; }}
    QComboBox {{ min-height: 22px; padding: 3px 8px; border: 1px solid {theme.line}; border-radius: 4px;
        background: {theme.raised}; color: {theme.text}; }}
    QComboBox:editable {{ background: {theme.surface}; }}
    QComboBox:hover {{ border-color: {theme.accent}; }}
    QComboBox:focus {{ border: 2px solid {theme.accent}; padding: 2px 7px; }}
    QComboBox:disabled {{ color: {theme.muted}; background: {theme.window}; }}
    QComboBox::drop-down {{ border: none; width: 22px; }}
    QComboBox::down-arrow {{ image: {down}; width: 12px; height: 12px; }}
    QComboBox QAbstractItemView {{ background: {theme.surface}; color: {theme.text}; border: 1px solid {theme.line};
        selection-background-color: {theme.selected}; selection-color: {theme.text}; }}
    QListWidget::item {{ padding: 4px 6px; }}
    QLineEdit, QPlainTextEdit, QTextEdit {{
        background: {theme.surface}; color: {theme.text}; border: 1px solid {theme.line}; border-radius: 4px;
        padding: 4px 6px; placeholder-text-color: {theme.muted};
        selection-background-color: {theme.selected}; selection-color: {theme.text}; }}
    QLineEdit {{ min-height: 20px; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{
        border: 2px solid {theme.accent}; padding: 3px 5px; }}
    QComboBox QLineEdit, QAbstractSpinBox QLineEdit, QComboBox QLineEdit:focus, QAbstractSpinBox QLineEdit:focus {{
        border: none; padding: 0; min-height: 0; background: transparent; }}
    QRadioButton, QCheckBox {{ min-height: 22px; padding-left: 3px; border: 1px solid transparent; outline: none; }}
    QRadioButton::indicator, QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {theme.muted};
        background: {theme.surface}; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    QCheckBox::indicator {{ border-radius: 3px; }}
    QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {theme.accent};
        background: {theme.on_accent}; }}
    QCheckBox::indicator:checked {{ background: {theme.accent}; border: 1px solid {theme.accent}; image: {tick}; }}
    QRadioButton::indicator:disabled, QCheckBox::indicator:disabled {{ border-color: {theme.line}; }}
    QRadioButton::indicator:checked:disabled {{ border-color: {theme.muted}; }}
    QCheckBox::indicator:checked:disabled {{ background: {theme.muted}; }}
    QTableView, QTreeView, QListView {{ background: {theme.surface}; alternate-background-color: {theme.window};
        border: 1px solid {theme.line}; border-radius: 4px; gridline-color: {theme.line}; padding: 1px;
        outline: 1px solid {theme.muted};
        selection-background-color: {theme.selected}; selection-color: {theme.text}; }}
    QTableView::item {{ padding: 0 5px; }}
    QTreeView::item {{ padding: 2px 4px; }}
    QTableView:focus, QTreeView:focus, QListView:focus {{ border: 2px solid {theme.accent}; padding: 0; }}
    QMenu {{ background: {theme.surface}; color: {theme.text}; border: 1px solid {theme.line}; padding: 4px; }}
    QMenu::item {{ padding: 5px 22px 5px 12px; min-height: 16px; border-radius: 3px; }}
    QMenu::item:selected {{ background: {theme.selected}; }}
    QMenu::item:disabled {{ color: {theme.muted}; }}
    QMenu::separator {{ height: 1px; background: {theme.line}; margin: 4px 6px; }}
    QFileDialog {{ backward-icon: {back}; forward-icon: {forward}; filedialog-parent-directory-icon: {up}; }}
    QHeaderView::section {{ background: {theme.raised}; color: {theme.text}; border: none;
        border-right: 1px solid {theme.line}; border-bottom: 1px solid {theme.line}; padding: 5px 8px;
        font-weight: 600; }}
    QHeaderView::up-arrow, QHeaderView::down-arrow {{ subcontrol-position: top center; width: 9px; height: 9px; }}
    QHeaderView::up-arrow {{ image: {up}; }}
    QHeaderView::down-arrow {{ image: {down}; }}
    QTabBar::tab {{ padding: 7px 10px; color: {theme.muted}; border: none; border-bottom: 2px solid transparent; }}
    QTabBar::tab:selected {{ color: {theme.text}; border-bottom: 2px solid {theme.accent}; }}
    QTabBar::scroller {{ width: 52px; }}
    QTabBar QToolButton {{ border: 1px solid {theme.line}; border-radius: 4px; background: {theme.raised};
        min-width: 22px; min-height: 22px; }}
    QTabBar::tab:focus {{ color: {theme.accent}; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {theme.line}; }}
    QProgressBar {{ border: 1px solid {theme.line}; border-radius: 4px; background: {theme.raised}; text-align: center;
        color: {theme.text}; min-height: 16px; }}
    QProgressBar::chunk {{ background: {theme.progress}; border-radius: 3px; }}
    QSplitter::handle {{ background: {theme.line}; }}
    QScrollArea {{ border: none; background: transparent; }}
    QScrollBar {{ border: none; background: transparent; }}
    QScrollBar:vertical {{ width: 14px; }}
    QScrollBar:horizontal {{ height: 14px; }}
    QScrollBar::handle {{ background: {theme.scroll}; border-radius: 4px; margin: 3px; }}
    QScrollBar::handle:vertical {{ min-height: 32px; }}
    QScrollBar::handle:horizontal {{ min-width: 32px; }}
    QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {theme.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QAbstractScrollArea::corner {{ background: transparent; }}
    """
