"""The screens of a repository that is full: pages with something chosen, their tables, menus, dialogs, notices."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from stage import Stage
from take_pictures import build_heat_map, select_newest

if TYPE_CHECKING:
    from pagewake_gui.main_window import MainWindow

DIALOGS = (
    "backup.take",
    "verify.run",
    "repository.copy",
    "repository.check",
    "prune.run",
    "help.shortcuts",
    "help.about",
    "source.add",
    "repository.create",
    "repository.open",
)
TYPED = {
    "en": ("incremental", "0/3000000", "nothing is called so"),
    "de": ("inkrementell", "0/3000000", "nichts heißt so"),
}


def pages(stage: Stage, window: MainWindow, group: str) -> None:
    """All pages as they are."""
    from pagewake_gui.pages import PAGES

    for page in PAGES:
        window.open_page(page.name)
        stage.settle(window.context, 0.3)
        stage.take(window.context, window, f"{group}-{page.name}")


def selected(stage: Stage, window: MainWindow, group: str) -> None:
    """Pages that show the details of the newest backup; the second half of the settings."""
    from PySide6.QtWidgets import QScrollArea

    for page in ("timeline", "lsn", "backups", "verification"):
        window.open_page(page)
        select_newest(window)
        stage.take(window.context, window, f"{group}-{page}-selected")
    window.context.selection.clear()
    window.open_page("settings")
    settings: Any = window.view("settings")
    settings._toggle_limit("backups")
    settings._toggle_source("ledger")
    stage.settle(window.context, 0.3)
    for number, area in enumerate(settings.findChildren(QScrollArea)[:1]):
        bar = area.verticalScrollBar()
        for part in (1, 2):
            bar.setValue(bar.maximum() * part // 2)
            stage.take(window.context, window, f"{group}-settings-open-{number + part}")
    settings._toggle_limit("backups")
    settings._toggle_source("ledger")


def tables(stage: Stage, window: MainWindow, group: str) -> None:
    """The charts as tables, a bar of the WAL chosen, and the help of a chart."""
    context = window.context
    for page in ("timeline", "lsn", "wal"):
        window.open_page(page)
        view: Any = window.view(page)
        stage.settle(context, 0.3)
        view.toggle_table()
        stage.settle(context, 0.3)
        stage.take(context, window, f"{group}-{page}-table")
        view.toggle_table()
    view.chart.picked.emit([2])
    stage.settle(context, 0.6)
    stage.take(context, window, f"{group}-wal-chosen")
    view.chart.picked.emit([])
    window.open_page("timeline")
    for one in stage.opened(context, window.view("timeline").tools.help.click):  # type: ignore[attr-defined]
        stage.take(context, one, f"{group}-chart-help")
        one.close()


def popups(stage: Stage, window: MainWindow, group: str) -> None:
    """The menus of pages: exports, what can be done with a backup, with a chart, with a table; and where to save."""
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QMenu

    from pagewake_gui.widgets.export import ExportButton
    from pagewake_gui.widgets.table import Table

    context = window.context
    for page in ("timeline", "heatmap", "wal"):
        window.open_page(page)
        stage.settle(context, 0.3)
        export: Any = next(one for one in window.view(page).findChildren(ExportButton) if one.isVisible())
        menu: QMenu = export.menu()
        menu.popup(export.mapToGlobal(export.rect().bottomLeft()))
        stage.take(context, menu, f"{group}-menu-export-{page}")
        menu.close()
    stage.dialog(context, menu.actions()[0].trigger, f"{group}-save")
    for page in ("timeline", "backups", "verification"):
        window.open_page(page)
        select_newest(window)
        view: Any = window.view(page)
        if page == "timeline":
            chart, columns = view.chart, view.data.timeline.backup_columns
            last = len(columns) - 1
            at = chart.point_of(float(view.data.place[last]), int(columns.lane[last]))
            thing = chart.thing_at(at)
            asked = partial(chart.menu_asked.emit, thing, chart.mapToGlobal(at))
        else:
            table = next(one for one in view.findChildren(Table) if one.isVisible())
            asked = partial(table.customContextMenuRequested.emit, QPoint(80, 12))
        for one in stage.opened(context, asked):
            stage.take(context, one, f"{group}-menu-{page}")
            one.close()
    context.selection.clear()


def heat_map(stage: Stage, window: MainWindow, group: str) -> None:
    """The heat map once it was built: the map, its table, over time, and played from backup to backup."""
    from pagewake.insight.heat_values import Metric
    from pagewake_gui.views.heat_texts import METRICS

    context = window.context
    window.open_page("heatmap")
    stage.settle(context, 0.5)
    build_heat_map(window)
    stage.take(context, window, f"{group}-heatmap-built")
    view: Any = window.view("heatmap")
    for number, mode in list(enumerate(view.pane.modes))[::-1]:
        mode.click()
        stage.settle(context, 0.8)
        if number:
            stage.take(context, window, f"{group}-heatmap-mode{number}")
    choice = view.controls.metric_choice
    choice.setCurrentIndex([metric for metric, _ in METRICS].index(Metric.CHANGED_BETWEEN))
    stage.settle(context, 1.0)
    view.controls.playback.earlier.click()
    stage.settle(context, 1.0)
    stage.take(context, window, f"{group}-heatmap-playback")
    choice.setCurrentIndex(0)
    stage.settle(context, 0.5)


def dialogs(stage: Stage, window: MainWindow, group: str) -> None:
    """What opens by an action, and the palette with something typed."""
    from PySide6.QtWidgets import QLineEdit

    context = window.context
    for name in DIALOGS:
        for one in stage.opened(context, context.actions.get(name).trigger):
            stage.take(context, one, f"{group}-dialog-{name}")
            one.close()
    for one in stage.opened(context, context.actions.get("palette.open").trigger):
        stage.take(context, one, f"{group}-dialog-palette")
        field = one.findChild(QLineEdit)
        assert field is not None
        for number, text in enumerate(TYPED[stage.name[:2]]):
            field.setText(text)
            stage.settle(context, 0.3)
            stage.take(context, one, f"{group}-dialog-palette-{number}")
        one.close()


def beside(stage: Stage, window: MainWindow, group: str) -> None:
    """The page inspector, and two backups compared."""
    context = window.context
    select_newest(window)
    snapshot = context.workspace.snapshot
    assert snapshot is not None
    backups = snapshot.sources[0].timeline.backups
    for one in stage.opened(context, context.actions.get("page.inspect").trigger):
        inspector: Any = one
        stage.take(context, one, f"{group}-inspector-empty")
        inspector.show_page("postgres.public.account:0" if group == "postgres" else "pages:1")
        stage.settle(context, 1.0)
        stage.take(context, one, f"{group}-inspector")
        one.close()
    context.selection.change(window, backups=(backups[0].id, backups[-1].id))
    for one in stage.opened(context, context.actions.get("compare.open").trigger):
        stage.settle(context, 0.6)
        stage.take(context, one, f"{group}-compare")
        one.close()
    context.selection.clear()


def told(stage: Stage, window: MainWindow, group: str) -> None:
    """Notes, errors, a crash."""
    from pagewake.errors import StoreUnavailable
    from pagewake_gui.dialogs.crash import CrashDialog

    context = window.context
    window.open_page("overview")
    context.notices.fail(
        StoreUnavailable("the store does not answer", object_name="s3://shop-backups/main"),
        "Backing up shop failed",
    )
    stage.settle(context, 0.2)
    stage.take(context, window, f"{group}-notice-error")
    context.notices.offer(
        "2 backups were put into the trash. They are kept for 7 days.", "Undo", lambda: None
    )
    context.notices.say("Written: /srv/reports/ledger.pdf")
    stage.settle(context, 0.2)
    stage.take(context, window, f"{group}-notice-undo")
    crash = CrashDialog(
        RuntimeError("index 3 is out of range"),
        "Traceback (most recent call last):\n" + "  File ...\n" * 12,
        "/home/dba/.local/state/pagewake/crashes/20261122.txt",
        2,
        window,
    )
    crash.show()
    stage.settle(context, 0.2)
    stage.take(context, crash, f"{group}-crash")
    crash.close()


def expired(stage: Stage, window: MainWindow, group: str) -> None:
    """A policy that would let backups go, what is asked before that, and the trash with them in it."""
    from pagewake.config_values import Retention

    context = window.context
    window.open_page("retention")
    view: Any = window.view("retention")
    strict = Retention(keep_last=2, keep_full=0, keep_within=None, daily=0, weekly=0, monthly=0, window=None)
    view.editor.set_retention(strict)
    stage.wait(context, lambda: view.plan is not None and len(view.plan.expired) > 0, 10)
    stage.settle(context, 0.3)
    stage.take(context, window, f"{group}-retention-strict")
    for one in stage.opened(context, view.expire.click):
        confirm: Any = one
        stage.take(context, one, f"{group}-retention-confirm")
        confirm.button.click()
    stage.wait(context, lambda: not context.jobs.active)
    stage.settle(context, 1.0)
    view.tabs.setCurrentIndex(1)
    stage.settle(context, 0.3)
    stage.take(context, window, f"{group}-retention-trash")
    window.open_page("timeline")
    stage.settle(context, 0.3)
    stage.take(context, window, f"{group}-timeline-trash")
