"""The windows that show pages: the page inspector and the comparison of two backups, opened from anywhere."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from pagewake_gui.context import Context
from pagewake_gui.selection import PageBrush
from pagewake_gui.workspace import State

translate = QCoreApplication.translate


def add_page_actions(context: Context, window: QWidget) -> None:
    """Register `page.inspect` and `compare.open`, and answer links to `page` and `compare`.

    A link to `page` is about a `PageBrush` or text such as `public.orders:17`; one to `compare` about the ids of two
    backups, the older first.
    """

    def inspect(about: object = None) -> None:
        from pagewake_gui.views.page_inspector import PageInspector

        source = context.selection.now.source
        brush = about if isinstance(about, PageBrush) else context.selection.now.pages
        made = PageInspector(context, source, window)
        if isinstance(about, str):
            made.show_page(about)
        elif brush is not None:
            made.show_page(f"{brush.relation}:{brush.first}")
        made.show()
        made.address.setFocus()

    def compare(about: object = None) -> None:
        from pagewake_gui.views.compare import CompareWindow

        chosen = about if isinstance(about, tuple) else oldest_first(context)
        made = CompareWindow(context, context.selection.now.source, window)
        made.show()
        made.choose(*(str(one) for one in chosen[:2])) if len(chosen) == 2 else made.choose()

    def oldest_first(context: Context) -> tuple[str, ...]:
        """The selected backups in the order in which they were taken, whatever order a table has."""
        snapshot, selection = context.workspace.snapshot, context.selection.now
        state = snapshot.source(selection.source) if snapshot is not None else None
        every = state.timeline.backups if state is not None else ()
        return tuple(backup.id for backup in every if backup.id in selection.backups)

    def asked(name: str, about: object) -> None:
        if name == "page" and context.workspace.state is State.OPEN:
            inspect(about)
        elif name == "compare" and context.workspace.state is State.OPEN:
            compare(about)

    actions = context.actions
    actions.add(
        "page.inspect",
        translate("PageActions", "Inspect a page"),
        inspect,
        shortcut="Ctrl+Shift+P",
        hint=translate("PageActions", "Show every kept version of one page, and the WAL that touched it."),
    )
    actions.add(
        "compare.open",
        translate("PageActions", "Compare two backups"),
        compare,
        shortcut="Ctrl+Shift+D",
        hint=translate("PageActions", "Show what changed from one backup to another."),
    )

    def allow() -> None:
        closed = context.workspace.state is not State.OPEN
        reason = translate("PageActions", "No repository is open.") if closed else ""
        actions.allow("page.inspect", reason)
        snapshot = context.workspace.snapshot
        state = snapshot.source(context.selection.now.source) if snapshot is not None else None
        few = state is None or len(state.timeline.backups) < 2
        too_few = translate("PageActions", "Two backups of one source are needed.") if few else ""
        actions.allow("compare.open", reason or too_few)

    context.workspace.state_changed.connect(lambda _: allow())
    context.workspace.snapshot_changed.connect(lambda _: allow())
    context.selection.changed.connect(lambda *_: allow())
    context.navigator.asked.connect(asked)
    allow()
