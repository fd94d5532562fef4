"""The pages of the window, in the order of the navigation. A page's module is loaded when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

if TYPE_CHECKING:
    from pagewake_gui.context import Context
    from pagewake_gui.views.base import View


@dataclass(frozen=True)
class Page:
    """One page. `title` is in English; `title_text` translates it."""

    name: str
    title: str
    icon: str
    view: str
    """`module:class` below pagewake_gui.views."""
    per_source: bool = True

    @property
    def title_text(self) -> str:
        """The title in the user's language."""
        return QCoreApplication.translate("Pages", self.title)

    def make(self, context: Context) -> View:
        """Load and make the view."""
        module, _, name = self.view.partition(":")
        maker: Callable[[Context], View] = getattr(import_module(f"pagewake_gui.views.{module}"), name)
        return maker(context)


PAGES: tuple[Page, ...] = (
    Page("overview", str(QT_TRANSLATE_NOOP("Pages", "Overview")), "overview", "overview:OverviewView", False),
    Page("timeline", str(QT_TRANSLATE_NOOP("Pages", "Timeline")), "timeline", "timeline:TimelineView"),
    Page("lsn", str(QT_TRANSLATE_NOOP("Pages", "LSN ranges")), "lsn", "lsn:LsnView"),
    Page("heatmap", str(QT_TRANSLATE_NOOP("Pages", "Heat map")), "heatmap", "heatmap:HeatmapView"),
    Page("backups", str(QT_TRANSLATE_NOOP("Pages", "Backups")), "backups", "backups:BackupsView"),
    Page(
        "verification",
        str(QT_TRANSLATE_NOOP("Pages", "Verification")),
        "verification",
        "verification:VerificationView",
    ),
    Page("wal", str(QT_TRANSLATE_NOOP("Pages", "WAL")), "wal", "wal:WalView"),
    Page("retention", str(QT_TRANSLATE_NOOP("Pages", "Retention")), "retention", "retention:RetentionView"),
    Page("jobs", str(QT_TRANSLATE_NOOP("Pages", "Jobs")), "jobs", "jobs:JobsView", False),
    Page("settings", str(QT_TRANSLATE_NOOP("Pages", "Settings")), "settings", "settings:SettingsView", False),
)
