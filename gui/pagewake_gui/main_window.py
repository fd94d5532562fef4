"""The main window: navigation on the left, the source and the search above, one page, the jobs and a line below."""

from __future__ import annotations

import os
from functools import partial

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from pagewake.desk.places import resolve_repository
from pagewake.desk.snapshot import RepositorySnapshot
from pagewake_gui.announcing import Announcer
from pagewake_gui.context import Context
from pagewake_gui.icons import icon
from pagewake_gui.leaving import Leaving
from pagewake_gui.out_of_reach import OutOfReach
from pagewake_gui.page_actions import add_page_actions
from pagewake_gui.pages import PAGES
from pagewake_gui.repair_actions import RepairActions
from pagewake_gui.selection import Selection
from pagewake_gui.server_zone import ServerZoneFollower
from pagewake_gui.views.base import View
from pagewake_gui.views.failed import failed_cover
from pagewake_gui.views.welcome import WelcomeView
from pagewake_gui.widgets.basics import CoveredStack, button, label, row, scrolled
from pagewake_gui.widgets.elided import ElidedLabel
from pagewake_gui.widgets.empty import EmptyState
from pagewake_gui.widgets.job_strip import JobStrip
from pagewake_gui.widgets.notice_board import NoticeBoard
from pagewake_gui.window_commands import WindowCommands
from pagewake_gui.window_state import PAGE, keep_page, last_page, restore_page
from pagewake_gui.wizards.restore.opening import RestoreWindows
from pagewake_gui.work_actions import WorkActions
from pagewake_gui.workspace import State

PAGES_WITHOUT_REPOSITORY = ("jobs", "settings")


class MainWindow(QMainWindow):
    """Shows one page of `PAGES` at a time, at first `page`; makes each when it is first asked for."""

    def __init__(self, context: Context, page: str = PAGES[0].name) -> None:
        super().__init__()
        self.context = context
        self.setObjectName("main")
        self.setAcceptDrops(True)
        self._views: dict[str, View] = {}
        self._frames: dict[str, QScrollArea] = {}
        self._page = next((one for one in PAGES if one.name == page), PAGES[0])
        self._stack = CoveredStack()
        self._bar = self._make_bar()
        self._notices = NoticeBoard(self.tr("Close"))
        self.out_of_reach = OutOfReach(context)
        self._strip = JobStrip(context)
        self._line = label("", "muted")
        self._line.setContentsMargins(10, 3, 10, 3)
        self._line.setAccessibleName(self.tr("Status"))
        self._buttons: dict[str, QToolButton] = {}
        self._lay_out(self._make_navigation())
        self.work = WorkActions(context, self)
        self.leaving = Leaving(context, self)
        self.announcer = Announcer(context, self, self.leaving)
        context.jobs.changed.connect(lambda _: self._mark_jobs())
        self._add_actions()
        self.commands = WindowCommands(context, self)
        workspace = context.workspace
        workspace.state_changed.connect(lambda _: self._show_state())
        workspace.snapshot_changed.connect(self._show_snapshot)
        workspace.stale.connect(self._show_stale)
        context.navigator.asked.connect(self.open_page)
        context.notices.said.connect(self._say)
        context.notices.hovered.connect(self._say)
        context.notices.failed.connect(self._notices.show_error)
        context.notices.offered.connect(self._notices.offer)
        context.selection.changed.connect(lambda selection, _: self._show_source(selection.source))
        context.appearance.changed.connect(self._restyle)
        self.server_zone = ServerZoneFollower(context, self)
        self._restyle()
        self.open_page(self._page.name)
        self._show_state()
        self.resize(1440, 900)
        self.setMinimumSize(800, 560)

    # --- pages

    def open_page(self, name: str, about: object = None) -> None:
        """Show the page of that name, and in it what `about` is."""
        page = next((page for page in PAGES if page.name == name), None)
        if page is None:
            return
        self._page = page
        view = self.view(name)
        self._buttons[name].setChecked(True)
        self._show_page()
        self._sources.setVisible(page.per_source and self._sources.count() > 0)
        self._heading.setText(page.title_text)
        if about is not None:
            view.bring(about)

    def view(self, name: str) -> View:
        """The view of a page, made now if it was not."""
        if name not in self._views:
            view = next(page for page in PAGES if page.name == name).make(self.context)
            self._views[name] = view
            self._stack.addWidget(self._framed(name, view))
            view.show_snapshot(self.context.workspace.snapshot)
            restore_page(name, view)
        return self._views[name]

    def _framed(self, name: str, view: View) -> QScrollArea:
        """A page in a frame that scrolls it on screens that are too small for it, rather than squeezing its parts."""
        frame = scrolled(view)
        frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._frames[name] = frame
        return frame

    @property
    def page(self) -> str:
        """The name of the page that is shown."""
        return self._page.name

    # --- the parts

    def _make_navigation(self) -> QWidget:
        frame = QFrame()
        frame.setProperty("role", "navigation")
        frame.setFixedWidth(176)
        column = QVBoxLayout(frame)
        column.setContentsMargins(8, 10, 8, 10)
        column.setSpacing(2)
        group = QButtonGroup(self)
        for page in PAGES:
            made = QToolButton()
            made.setText(page.title_text)
            made.setCheckable(True)
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            made.setFixedWidth(160)
            made.setFocusPolicy(
                Qt.FocusPolicy.TabFocus
            )  # a click shows a page; the frame is for those who tab
            made.setObjectName(f"navigate.{page.name}")
            made.setAccessibleName(page.title_text)
            made.clicked.connect(partial(self.open_page, page.name))
            group.addButton(made)
            column.addWidget(made)
            self._buttons[page.name] = made
        column.addStretch(1)
        return frame

    def _make_bar(self) -> QWidget:
        frame = QFrame()
        frame.setProperty("role", "bar")
        layout = QHBoxLayout(frame)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(10)
        self._heading = label("", "title")
        self._repository = ElidedLabel(role="muted")
        self._sources = QComboBox()
        self._sources.setAccessibleName(self.tr("Source"))
        self._sources.setMinimumWidth(160)
        self._sources.activated.connect(lambda _: self._choose_source(self._sources.currentText()))
        self._sources.hide()
        self._lock = label("", "warn")
        self._search = button(
            self.tr("Search  (Ctrl+K)"), lambda: self.context.actions.get("palette.open").trigger()
        )
        self._stale = button(self.tr("New data: refresh"), self.context.workspace.refresh)
        self._stale.hide()
        layout.addLayout(
            row(self._heading, self._sources, 1, self._stale, self._lock, self._repository, self._search), 1
        )
        self.bar = layout
        return frame

    def _lay_out(self, navigation: QWidget) -> None:
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._bar)
        middle.addLayout(self.out_of_reach)
        middle.addLayout(self._notices)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self._strip)
        middle.addWidget(self._line)
        whole = QHBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(navigation)
        whole.addLayout(middle, 1)
        centre = QWidget()
        centre.setLayout(whole)
        self.setCentralWidget(centre)
        centre.setFocus()  # else the window opens with the first of the navigation framed

    def _add_actions(self) -> None:
        actions = self.context.actions
        for number, page in enumerate(PAGES, 1):
            actions.add(
                f"go.{page.name}",
                self.tr("Go to {0}").format(page.title_text),
                partial(self.open_page, page.name),
                shortcut=f"Ctrl+{number}" if number <= 9 else "",
            )
        actions.add("view.refresh", self.tr("Refresh"), self.context.workspace.refresh, shortcut="F5")
        actions.add("selection.clear", self.tr("Clear the selection"), self.context.selection.clear)
        actions.add("app.quit", self.tr("Quit"), self.close, shortcut="Ctrl+Q")
        self.restores = RestoreWindows(self.context, self)
        self.repairs = RepairActions(self.context, self)
        add_page_actions(self.context, self)
        actions.changed.connect(self._take_actions)
        self._take_actions()

    def _take_actions(self) -> None:
        """Have every registered action's shortcut work in the whole window."""
        known = set(self.actions())
        self.addActions([action for action in self.context.actions if action not in known])

    # --- what is shown

    def _show_state(self) -> None:
        workspace = self.context.workspace
        cover: QWidget | None = None
        if workspace.state is State.CLOSED:
            cover = self._welcome()
        elif workspace.state is State.OPENING:
            place = workspace.place
            cover = EmptyState(
                self.tr("Opening the repository"),
                place.location if place else "",
                (self.tr("Cancel"), workspace.close),
            )
        elif workspace.state is State.FAILED and workspace.error is not None:
            cover = failed_cover(self.context, workspace.error)
        self._set_cover(cover)
        title = workspace.place.name or workspace.place.location if workspace.place else ""
        self.setWindowTitle(
            f"{title} - Pagewake" + (self.tr(" (read-only)") if workspace.read_only else "")
            if title
            else "Pagewake"
        )
        self._repository.setText(title)
        self._lock.setText(self.tr("▲ read-only") if workspace.read_only else "")

    def _welcome(self) -> QWidget:
        """What is shown while no repository is open."""
        return WelcomeView(self.context)

    def _set_cover(self, cover: QWidget | None) -> None:
        self._stack.set_cover(cover)
        self.view(self._page.name)  # it is made now if it was not
        self._show_page()

    def _show_page(self) -> None:
        """Bring the page to the front; where it needs a repository and there is none, the cover."""
        cover, name = self._stack.cover, self._page.name
        self._stack.setCurrentWidget(
            self._frames[name] if cover is None or name in PAGES_WITHOUT_REPOSITORY else cover
        )

    def _show_snapshot(self, snapshot: RepositorySnapshot | None) -> None:
        names = [state.name for state in snapshot.sources] if snapshot else []
        self._sources.clear()
        self._sources.addItems(names)
        chosen = self.context.selection.now.source
        if chosen not in names:
            self._choose_source(names[0] if names else "")
        self._show_source(self.context.selection.now.source)
        self._sources.setVisible(self._page.per_source and bool(names))

    def _choose_source(self, name: str) -> None:
        if name != self.context.selection.now.source:
            self.context.selection.propose(Selection(name), self)
            for view in self._views.values():
                view.show_snapshot(self.context.workspace.snapshot)

    def _show_source(self, name: str) -> None:
        index = self._sources.findText(name)
        if index >= 0:
            self._sources.setCurrentIndex(index)

    def _show_stale(self, stale: bool) -> None:
        self._stale.setVisible(stale)

    def _say(self, text: str) -> None:
        self._line.setText(text)

    def _restyle(self) -> None:
        colour = self.context.theme.text
        for page in PAGES:
            self._buttons[page.name].setIcon(icon(page.icon, colour))

    # --- the window itself

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.context.selection.clear()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if len(event.mimeData().urls()) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        place = event.mimeData().urls()[0].toLocalFile()
        if place:
            self.context.workspace.open(resolve_repository(place, self.context.workspace.settings))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leaving.may_close():
            event.ignore()
            return
        self.save_state()
        super().closeEvent(event)
        self.leaving.closed()

    def leave(self) -> None:
        """Close without asking: the system ends the program."""
        self.leaving.sure = True
        self.close()

    def _mark_jobs(self) -> None:
        """Say on the navigation how many failures nobody has looked at."""
        page = next((page for page in PAGES if page.name == "jobs"), None)
        if page is None:
            return
        unseen = self.announcer.unseen
        shown = self.tr("{0} ■ {1}").format(page.title_text, unseen) if unseen else page.title_text
        self._buttons["jobs"].setText(shown)
        told = self.tr("%n failure(s) not looked at", "", unseen)
        self._buttons["jobs"].setAccessibleName(f"{page.title_text}: {told}" if unseen else page.title_text)

    def bring_forward(self, token: str = "") -> None:
        """Come to the front; `token` is what lets a window do so where the desktop guards that (Wayland)."""
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def save_state(self) -> None:
        """Keep size, place and page for the next time, and how every page was left."""
        kept = QSettings()
        for name, view in self._views.items():
            keep_page(name, view)
        kept.setValue("window/geometry", self.saveGeometry())
        kept.setValue(PAGE, self._page.name)

    def restore_state(self) -> None:
        """Be as large and where the window was, on its page; what is no longer on any screen is moved by Qt."""
        kept = QSettings()
        geometry = kept.value("window/geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        self.open_page(last_page() or self._page.name)
