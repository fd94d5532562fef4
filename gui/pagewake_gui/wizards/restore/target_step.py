"""Step 2: the moment to restore to, whether it can be reached, and which commits it takes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QTabWidget, QVBoxLayout, QWidget

from pagewake.insight.commits import Commit
from pagewake.insight.targets import Reachable, Where, reachable
from pagewake.model import RestoreTarget, TargetKind
from pagewake.restore.plan import describe_target
from pagewake_gui.formats import zone_named
from pagewake_gui.widgets.basics import Card, StateLabel, button, clear, row
from pagewake_gui.widgets.choices import Choice
from pagewake_gui.wizards.restore.commits_panel import CommitsPanel
from pagewake_gui.wizards.restore.draft import Draft, exact_text, inclusive
from pagewake_gui.wizards.restore.step import Facts, Step
from pagewake_gui.wizards.restore.target_tabs import (
    LatestTab,
    ListTab,
    MomentTab,
    Tab,
    TextTab,
    TimelineTab,
)
from pagewake_gui.words import told

ASK_MS = 200
PANE_EDGE = 2
POINT_KINDS = (TargetKind.TIME, TargetKind.LSN, TargetKind.XID, TargetKind.NAME)


class ShownTabs(QTabWidget):
    """Tabs that are as high as the one that is shown, and not as the highest."""

    def sizeHint(self) -> QSize:
        return self._with_height(super().sizeHint(), QWidget.sizeHint)

    def minimumSizeHint(self) -> QSize:
        return self._with_height(super().minimumSizeHint(), QWidget.minimumSizeHint)

    def hasHeightForWidth(self) -> bool:
        return self.currentWidget() is not None

    def heightForWidth(self, width: int) -> int:
        """The bar, and the page that is shown with its lines wrapped to that width."""
        shown = self.currentWidget()
        inner = shown.heightForWidth(width) if shown.hasHeightForWidth() else shown.sizeHint().height()
        return self.tabBar().sizeHint().height() + PANE_EDGE + inner

    def _with_height(self, whole: QSize, of: Callable[[QWidget], QSize]) -> QSize:
        shown = self.currentWidget()
        if shown is not None:
            whole.setHeight(self.tabBar().sizeHint().height() + of(shown).height() + PANE_EDGE)
        return whole


class TargetStep(Step):
    """The target."""

    name = "target"

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        self._reach: Reachable | None = None
        self._showing = False
        self._shown_source = ""
        self.tabs = ShownTabs()
        self.tabs.setAccessibleName(self.tr("Ways to name the moment"))
        self.ways: dict[str, Tab] = {}
        self._kinds: dict[str, TargetKind] = {}
        self._make_ways()
        self.tabs.currentChanged.connect(lambda _: self._fit_tabs())
        self.tabs.currentChanged.connect(lambda _: self._take())
        self.tabs.tabBarClicked.connect(lambda _: QTimer.singleShot(0, self, self._focus_way))
        self._fit_tabs()
        self.with_it = Choice(self.tr("Include what happened at that moment"))
        self.without_it = Choice(self.tr("Stop just before it"))
        self.with_it.setChecked(True)
        group = QButtonGroup(self)
        for one in (self.with_it, self.without_it):
            group.addButton(one)
            one.toggled.connect(lambda _: self._take())
        self.state = StateLabel(wrap=True)
        self.facts = Facts()
        self._nearest = QVBoxLayout()
        self.commits = CommitsPanel(draft)
        self.commits.chosen.connect(self._take_commit)
        ways = Card(self.tr("The moment to restore to"))
        ways.body.addWidget(self.tabs)
        ways.body.addLayout(row(self.with_it, self.without_it, 1, spacing=20))
        self._card = Card(self.tr("What that means"))
        for part in (self.state, self.facts):
            self._card.body.addWidget(part)
        self._card.body.addLayout(self._nearest)
        self._card.body.addWidget(self.commits)
        self.body.addWidget(ways)
        self.body.addWidget(self._card)
        self.body.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ASK_MS)
        self._timer.timeout.connect(self._ask_for_commits)
        draft.target_changed.connect(self.show_draft)

    @property
    def title(self) -> str:
        return self.tr("Target")

    @property
    def first(self) -> QWidget | None:
        return self.tabs.tabBar()

    def problem(self) -> str:
        way = self._way()
        if way is not None and way.chosen() is None:
            return way.problem()
        if self.draft.target is None:
            return self.tr("Choose a moment.")
        if self._reach is not None and not self._reach.ok:
            return self.tr("This moment cannot be restored: choose one of the nearest, or another.")
        return ""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.draft.target is not None:
            self._timer.start()

    def enter(self) -> None:
        self._show_source()
        if self.draft.target is None:
            self._take()
        self.show_draft()

    def show_draft(self) -> None:
        target = self.draft.target
        state = self.draft.state
        self._reach = reachable(state.timeline, target) if state is not None and target is not None else None
        self._showing = True
        if target is not None:
            for way in self.ways.values():
                way.show_chosen(target, self.draft.backup)
            if not self._fits(target):
                self.tabs.setCurrentWidget(self._way_of(target))
            self.without_it.setChecked(target.exclusive)
            self.with_it.setChecked(not target.exclusive)
        self._showing = False
        points = target is not None and target.kind in POINT_KINDS
        for one in (self.with_it, self.without_it):
            one.setVisible(points)
        self._card.setVisible(target is not None)
        if target is not None:
            self._show_meaning(target)
            if self.isVisible():
                self._timer.start()
        self.changed.emit()

    # --- the tabs

    def _make_ways(self) -> None:
        draft = self.draft
        decimal = self.tr("A position in the log, such as 9041, 0x2351 or 16/B374D848.")
        order = self.tr(
            "The end of that transaction. Ids are given out when transactions begin; what counts is the order in which "
            "they commit: transactions with larger ids may be in, and with smaller ids be missing."
        )
        for name, title, kind, way in (
            ("timeline", self.tr("Timeline"), TargetKind.TIME, TimelineTab(draft)),
            ("time", self.tr("Date and time"), TargetKind.TIME, MomentTab(draft)),
            ("lsn", self.tr("LSN"), TargetKind.LSN, TextTab(draft, TargetKind.LSN, decimal)),
            ("xid", self.tr("Transaction"), TargetKind.XID, TextTab(draft, TargetKind.XID, order)),
            ("name", self.tr("Named point"), TargetKind.NAME, ListTab(draft, TargetKind.NAME)),
            ("latest", self.tr("Latest"), TargetKind.LATEST, LatestTab(draft)),
            (
                "backup",
                self.tr("End of a backup"),
                TargetKind.IMMEDIATE,
                ListTab(draft, TargetKind.IMMEDIATE),
            ),
        ):
            self.ways[name], self._kinds[name] = way, kind
            self.tabs.addTab(way, title)
            way.edited.connect(self._take)

    def _fit_tabs(self) -> None:
        """Have the tabs be as high as the one that is shown, and not as the highest."""
        kind = QSizePolicy.Policy
        for way in self.ways.values():
            shown = way is self.tabs.currentWidget()
            way.setSizePolicy(kind.Preferred, kind.Preferred if shown else kind.Ignored)
        self.tabs.setSizePolicy(kind.Preferred, kind.Maximum)
        self.tabs.updateGeometry()

    def _focus_way(self) -> None:
        """Who clicked a tab wants to type; who came by arrow keys goes on with them."""
        way = self._way()
        if way is not None and way.first is not None:
            way.first.setFocus()

    def _show_source(self) -> None:
        """Show the source's timeline, and the ways that its engine knows."""
        state = self.draft.state
        if state is None:
            return
        self._showing = True
        for number, (name, way) in enumerate(self.ways.items()):
            self.tabs.setTabVisible(number, self._kinds[name] in state.engine.targets)
            way.show_timeline(state.timeline)
        if self._shown_source != state.name:
            self._shown_source = state.name
            if self.draft.target is None:
                self.tabs.setCurrentWidget(self.ways["latest"])
        self._showing = False

    def _way(self) -> Tab | None:
        return next((way for way in self.ways.values() if way is self.tabs.currentWidget()), None)

    def _way_of(self, target: RestoreTarget) -> Tab:
        names = {TargetKind.TIME: "time", TargetKind.IMMEDIATE: "backup"}
        return self.ways[names.get(target.kind, target.kind.value)]

    def _fits(self, target: RestoreTarget) -> bool:
        """Whether the tab that is shown can show the target."""
        way = self._way()
        return any(one is way and self._kinds[name] is target.kind for name, one in self.ways.items())

    def _take(self) -> None:
        """What the shown tab names is the target now."""
        way = self._way()
        if self._showing or way is None:
            return
        chosen = way.chosen()
        if chosen is None:
            self.draft.set_target(None)
            self.changed.emit()
            return
        target, backup = chosen
        wanted = inclusive(target, self.without_it.isChecked())
        if (wanted, backup) == (self.draft.target, self.draft.backup):
            self.show_draft()  # the same moment, perhaps in another zone
        self.draft.set_target(wanted, backup)

    def _take_commit(self, commit: Commit) -> None:
        state = self.draft.state
        several = state is not None and len(state.timeline.lanes) > 1
        target = RestoreTarget(
            TargetKind.LSN, commit.lsn, self.without_it.isChecked(), commit.timeline if several else None
        )
        self.draft.set_target(target)

    # --- what it means

    def _show_meaning(self, target: RestoreTarget) -> None:
        rows = [(self.tr("Target"), told(describe_target(target, self.draft.lsn_text)))]
        moment, how = self._moment_of(target)
        if moment is not None:
            zone = self._zone_name()
            if how:  # to the second: what lies between two records is not known better
                moment = moment.replace(microsecond=0)
            rows.append((self.tr("In UTC"), how + exact_text(moment.astimezone(UTC))))
            if zone != "UTC":
                shown = exact_text(moment.astimezone(zone_named(zone)))
                name = self.tr("local time") if zone == "local" else zone
                rows.append((self.tr("In {0}").format(name), how + shown))
        self.facts.show_rows(rows)
        clear(self._nearest)
        reach = self._reach
        assert reach is not None
        texts = {
            Where.INSIDE: ("good", self.tr("It can be restored.")),
            Where.UNKNOWN: ("info", self.tr("The log is searched for it when the restore is planned.")),
            Where.EARLIER: (
                "bad",
                self.tr(
                    "It is before the first restorable moment: a backup can only be restored to moments after its end."
                ),
            ),
            Where.LATER: (
                "bad",
                self.tr("It is after the last archived moment: nothing is known of what followed."),
            ),
            Where.BETWEEN: (
                "bad",
                self.tr("It is in a gap: {0}.").format(
                    told(reach.reason) or self.tr("no backup and WAL reach it")
                ),
            ),
            Where.NOWHERE: ("bad", self.tr("Nothing of this source can be restored to such a target.")),
        }
        self.state.show_state(*texts[reach.where])
        for one, text in (
            (reach.before, self.tr("Take the last one before: {0}")),
            (reach.after, self.tr("Take the first one after: {0}")),
        ):
            if one is not None:
                made = button(text.format(self._target_text(one)), partial(self._take_nearest, one))
                self._nearest.addLayout(row(made, 1))

    def _take_nearest(self, target: RestoreTarget) -> None:
        self.draft.set_target(replace(target, exclusive=False))

    def _target_text(self, target: RestoreTarget) -> str:
        if isinstance(target.value, datetime):
            return exact_text(target.value.astimezone(zone_named(self._zone_name())))
        return self.tr("LSN {0}").format(self.draft.lsn_text(int(str(target.value))))

    def _zone_name(self) -> str:
        way = self.ways["time"]
        assert isinstance(way, MomentTab)
        return way.fields.zone_name

    def _moment_of(self, target: RestoreTarget) -> tuple[datetime | None, str]:
        """When it was, and a word before it where that is not exact."""
        if isinstance(target.value, datetime):
            return target.value, ""
        state = self.draft.state
        if state is not None and isinstance(target.value, int):
            times = [state.timeline.clock(lane.index).time(target.value) for lane in state.timeline.lanes]
            known = [time for time in times if time == time]
            if known:
                return datetime.fromtimestamp(known[0], UTC), self.tr("about ")
        if state is not None and target.kind is TargetKind.NAME:
            points = state.timeline.restore_points
            meant = (one for one in points if target.timeline in (None, one.timeline))
            return next((one.time for one in meant if one.name == target.value), None), ""
        newest = state.overview.newest if state is not None else None
        if newest is not None and target.kind is TargetKind.LATEST:
            return newest.time, ""
        return None, ""

    def _ask_for_commits(self) -> None:
        state, target = self.draft.state, self.draft.target
        if state is not None and target is not None:
            self.commits.ask(state.timeline, target, self.draft.backup)
