"""The heat map of one source: which blocks changed, when, how often; from the database down to a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from pagewake.desk.commands import heatmap_command
from pagewake.desk.heat import HeatSheet, HeatStanding, update_heat
from pagewake.desk.snapshot import RepositorySnapshot
from pagewake.insight.heat_index import IndexUnusable
from pagewake_gui.charts.heat_overlay import Blocks
from pagewake_gui.context import Context
from pagewake_gui.formats import plural
from pagewake_gui.job_center import JobSpec
from pagewake_gui.selection import LsnRange, PageBrush, Selection
from pagewake_gui.views import heat_covers as covers
from pagewake_gui.views.base import View
from pagewake_gui.views.heat_controls import HeatControls
from pagewake_gui.views.heat_details import HeatDetails
from pagewake_gui.views.heat_export import HeatExport
from pagewake_gui.views.heat_feed import HeatFeed
from pagewake_gui.views.heat_hand import HeatHand
from pagewake_gui.views.heat_head import HeatHead
from pagewake_gui.views.heat_links import HeatLinks
from pagewake_gui.views.heat_menu import HeatMenus
from pagewake_gui.views.heat_pane import MAP, HeatPane
from pagewake_gui.views.heat_relations import HeatRelations
from pagewake_gui.views.heat_tips import HeatTips
from pagewake_gui.views.lane_parts import no_history
from pagewake_gui.widgets.basics import CoveredStack, button, clear, label, row
from pagewake_gui.widgets.elided import ElidedLabel
from pagewake_gui.widgets.empty import EmptyState
from pagewake_gui.widgets.zoom_trail import ZoomTrail

SIDE = 380
"""How wide the relations are at first, in pixels."""


class HeatmapView(View):
    """Relations at the left, the map in the middle, what is selected below the relations."""

    name = "heatmap"
    icon = "heatmap"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.feed = HeatFeed(context, self)
        self.controls = HeatControls()
        self.pane = HeatPane(context, self.feed)
        self.relations = HeatRelations(context)
        self.details = HeatDetails(context)
        self.links = HeatLinks(context, self)
        self.hand = HeatHand(self)
        self.menus = HeatMenus(self)
        self.tips = HeatTips(context, self.pane.image, lambda: self._shown_source, self.hand.brush_of)
        self.standing: HeatStanding | None = None
        self._shown_source = ""
        self._relation: str | None = None
        self._building = ""
        self._reveal: PageBrush | None = None
        self._behind = label("", "warn")
        self._behind_button = button(self.tr("Update"), self.build)
        self._crumbs = row(spacing=4)
        self._back = button(self.tr("Back"), self.pane.image.go_back)
        self._back.setToolTip(self.tr("To where you were before (Alt+Left)"))
        self.trail = ZoomTrail()
        self.trail.chosen.connect(self.pane.image.go_back_to)
        self.export = HeatExport(self)
        self._stack = CoveredStack()
        self._lay_out()
        self._connect()
        self.restyle()

    # --- what the window tells

    def show_snapshot(self, snapshot: RepositorySnapshot | None) -> None:
        state = self.source
        if snapshot is None or state is None:
            self.feed.close()
            self._shown_source = ""
            self._set_cover(no_history(self.context))
            return
        self.controls.show_backups(state.timeline.kept, self.context.formats)
        if state.name != self._shown_source:
            self.feed.close()
            self._shown_source, self._relation = state.name, None
            self.pane.image.history.clear()
            self.pane.image.tiles.clear()
            self._set_cover(EmptyState(self.tr("Looking at the heat map")))
        self.feed.look(state.name)

    def show_selection(self, selection: Selection, origin: object) -> None:
        if origin is not self.links:
            self.controls.follow(selection.lsn)
        self.hand.show(selection.pages)

    def bring(self, about: object) -> None:
        if isinstance(about, PageBrush):
            self.context.selection.change(self, pages=about)
            self._reveal = about
            self._show_revealed()
        elif isinstance(about, LsnRange):
            self.context.selection.change(None, lsn=about)
        elif isinstance(about, tuple) and len(about) == 2:
            self.controls.show_pair(str(about[0]), str(about[1]))

    def restyle(self) -> None:
        self.pane.restyle()
        self.relations.restyle()
        self.details.restyle()

    # --- the index

    def build(self) -> None:
        """Build the index, or bring it up to date; a job like any other."""
        source, place = self._shown_source, self.context.workspace.place
        if not source or self._building or place is None:
            return
        spec = JobSpec(
            "index",
            self.tr("Build the heat map"),
            source,
            self.context.workspace.with_repository(
                lambda repository, job: update_heat(repository, source, job)
            ),
            heatmap_command(place, source),
            place.location,
        )
        self._building = self.context.jobs.submit(spec, self._built, self._not_built).id
        self._behind_button.setEnabled(False)
        if self.feed.sheet is None:
            self._set_cover(covers.being_built(lambda: self.context.jobs.cancel(self._building)))

    def _built(self, nothing: object) -> None:
        self._building = ""
        self._behind_button.setEnabled(True)
        if self._shown_source:
            self.feed.close()
            self.feed.look(self._shown_source)

    def _not_built(self, error: Exception) -> None:
        self._building = ""
        self._behind_button.setEnabled(True)
        if self._shown_source:
            self.feed.look(self._shown_source)
        self.feed.failed.emit(error)

    def _known(self, standing: HeatStanding) -> None:
        self.standing = standing
        missing = standing.state.missing
        behind = standing.usable and not standing.state.fresh
        self._behind.setText(
            self.tr("▲ %n stretch(es) of WAL not counted yet", "", missing) if behind else ""
        )
        self._behind.setVisible(behind)
        self._behind_button.setVisible(behind)
        if standing.usable:
            if self.feed.sheet is None:
                self._ask()
        elif self._building:
            return
        elif not standing.has_wal:
            self._set_cover(covers.without_wal(partial(self.context.navigator.open, "backups")))
        else:
            self._set_cover(covers.to_be_built(standing, self.context.formats, self.build))

    def _ask(self) -> None:
        question = self.controls.question()
        if question is not None and self._shown_source and self.standing is not None and self.standing.usable:
            self.feed.ask(self._shown_source, question)
        else:
            self.controls.playback.stop()

    def _opened(self, sheet: HeatSheet) -> None:
        self._set_cover(None)
        self.tips.forget()
        self.controls.offer_aggregates(len(sheet.aggregates) > 1)
        first, end = self._scope_of(sheet)
        self.pane.show_sheet(sheet)
        image = self.pane.image
        if image.scope != (first, end) or image.grid is None:
            image.set_scope(first, end, remember=False)
        self.relations.show_sheet(sheet)
        self._show_crumbs()
        self.hand.show(self.context.selection.now.pages)
        self._show_revealed()
        self.controls.playback.arrived()

    def _failed(self, error: Exception) -> None:
        self.controls.playback.stop()
        if isinstance(error, IndexUnusable):  # somebody removed or rebuilt it meanwhile
            self.feed.look(self._shown_source)
            return
        if self.feed.sheet is not None:
            self.context.notices.fail(error, self.tr("Reading the heat map"))
            return
        self._set_cover(covers.failed(error, lambda: self.feed.look(self._shown_source)))

    # --- drilling

    def open_relation(self, number: int, block: int | None = None) -> None:
        """Look at one relation, with a block in sight."""
        sheet = self.feed.sheet
        if sheet is None:
            return
        self._relation = sheet.row.keys[number]
        first, length = int(sheet.row.first[number]), int(sheet.row.blocks[number])
        self.pane.set_mode(MAP)
        self.pane.image.set_scope(first, first + length, show=None if block is None else first + block)

    def open_database(self) -> None:
        """Look at all relations."""
        sheet = self.feed.sheet
        if sheet is not None:
            self._relation = None
            self.pane.image.set_scope(*self._scope_of(sheet))

    def _scope_of(self, sheet: HeatSheet) -> Blocks:
        number = sheet.row.index_of(self._relation) if self._relation is not None else None
        if number is None:
            self._relation = None
            return 0, max(sheet.row.present_length or sheet.row.length, 1)
        first = int(sheet.row.first[number])
        return first, first + int(sheet.row.blocks[number])

    def _scope_changed(self) -> None:
        sheet = self.feed.sheet
        if sheet is None:
            return
        first, end = self.pane.image.scope
        place = sheet.row.at(first)
        whole = place is None or end - first != int(sheet.row.blocks[place[0]])
        self._relation = None if whole or place is None else sheet.row.keys[place[0]]
        self.relations.select(None if whole or place is None else place[0])
        self._show_crumbs()
        self.pane.scope_changed()

    def _open_blocks(self, blocks: Blocks) -> None:
        sheet, grid = self.feed.sheet, self.pane.image.grid
        inside = sheet.row.within(*blocks) if sheet is not None else []
        if not inside or grid is None or sheet is None:
            return
        number, first, last = inside[0]
        if self._relation is None and len(sheet.row.keys) > 1:
            self.open_relation(number, first)
        elif first == last:
            self.inspect(PageBrush(sheet.row.keys[number], first, first + 1))
        else:
            self.pane.image.zoom(2, QPointF(self.pane.image.point_of(blocks[0])))

    def inspect(self, brush: PageBrush) -> None:
        """Open the page inspector on the first of some blocks."""
        self.context.navigator.open("page", brush)

    def _show_revealed(self) -> None:
        sheet, brush = self.feed.sheet, self._reveal
        number = sheet.row.index_of(brush.relation) if sheet is not None and brush is not None else None
        if brush is not None and number is not None:
            self._reveal = None
            self.open_relation(number, brush.first)
            self.hand.show(brush)
            self.links.explain(brush)

    # --- what the user wants

    def _wished(self, name: str) -> None:
        if name == "clear":
            self.context.selection.clear()
        elif self.pane.image.selected:
            self.pane.image.reveal(self.pane.image.selected[0])

    def _toggle_table(self) -> None:
        self.pane.toggle_table().setFocus()

    # --- inside

    def _connect(self) -> None:
        toggle = QShortcut(QKeySequence("T"), self)
        toggle.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        toggle.activated.connect(self._toggle_table)
        self.feed.standing_known.connect(self._known)
        self.feed.sheet_opened.connect(self._opened)
        self.feed.failed.connect(self._failed)
        self.controls.asked.connect(self._ask)
        self.controls.redrawn.connect(lambda: self.pane.set_drawing(self.controls.drawing))
        self.pane.picked.connect(self.hand.pick)
        self.pane.brushed.connect(self.hand.brush)
        self.pane.cells_picked.connect(self.hand.pick_all)
        self.pane.opened.connect(self._open_blocks)
        self.pane.menu_asked.connect(self.menus.show_cell)
        self.pane.table.set_menu(self.menus.fill_rows)
        self.pane.times.menu_asked.connect(self.menus.show_about)
        self.relations.menu_asked.connect(self.menus.fill_relation)
        self.relations.treemap.menu_asked.connect(self.menus.show_relation)
        self.pane.hovered.connect(self.tips.show)
        self.pane.relation_picked.connect(self.hand.pick_time)
        self.pane.image.scope_changed.connect(self._scope_changed)
        self.pane.image.moved.connect(self._show_trail)
        self.pane.image.wished.connect(self._wished)
        self.relations.chosen.connect(self.open_relation)
        self.relations.opened.connect(self.open_relation)
        self.details.page_asked.connect(lambda: self._on_brush(self.inspect))
        self.details.link_asked.connect(lambda: self._on_brush(self.links.link))
        self.details.backup_asked.connect(partial(self.context.navigator.open, "backups"))

    def _on_brush(self, act: Callable[[PageBrush], None]) -> None:
        brush = self.context.selection.now.pages
        if brush is not None:
            act(brush)

    def _lay_out(self) -> None:
        side = QSplitter(Qt.Orientation.Vertical)
        side.addWidget(self.relations)
        side.addWidget(self.details)
        side.setStretchFactor(0, 3)
        side.setStretchFactor(1, 2)
        side.setSizes([460, 300])
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(6)
        self._behind.hide()
        self._behind_button.hide()
        place = row(self._back, spacing=6)
        place.addLayout(self._crumbs)
        place.addWidget(self.trail)
        place.addStretch(1)
        ways = row(self._behind, self._behind_button, *self.pane.modes, self.export, spacing=6)
        column.addWidget(HeatHead(place, ways))
        column.addWidget(self.pane, 1)
        whole = QSplitter(Qt.Orientation.Horizontal)
        whole.addWidget(side)
        whole.addWidget(middle)
        whole.setStretchFactor(1, 1)
        whole.setChildrenCollapsible(False)
        whole.setSizes([SIDE, 3 * SIDE])
        shown = QWidget()
        lines = QVBoxLayout(shown)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(10)
        lines.addWidget(self.controls)  # over both sides: in one of them they would take five lines
        lines.addWidget(whole, 1)
        self._stack.addWidget(shown)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 12, 14, 8)
        outer.addWidget(self._stack)

    def _show_crumbs(self) -> None:
        clear(self._crumbs)
        sheet = self.feed.sheet
        home = button(self._shown_source, self.open_database, "link", self.tr("All relations"))
        self._crumbs.addWidget(home)
        number = sheet.row.index_of(self._relation) if sheet is not None and self._relation else None
        if sheet is not None and number is not None:
            self._crumbs.addWidget(label("▸", "muted"))
            self._crumbs.addWidget(ElidedLabel(sheet.row.names[number], "heading"))

    def _show_trail(self) -> None:
        image = self.pane.image
        first, end = image.scope

        def text(seen: int) -> str:
            if seen >= end - first:
                return self.tr("everything")
            return self.tr("{0} block(s)", "", plural(seen)).format(self.context.formats.count(seen))

        self._back.setEnabled(bool(image.history))
        self.trail.show_steps(
            [(step, text(seen)) for step, seen in image.trail()], text(image.blocks_in_sight())
        )

    def _set_cover(self, cover: QWidget | None) -> None:
        self._stack.set_cover(cover)
        if cover is not None:
            self._stack.setCurrentWidget(cover)
        else:
            self._stack.setCurrentIndex(0)
