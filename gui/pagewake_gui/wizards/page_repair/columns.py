"""The columns of a page repair: each page before it, where it comes from, and after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from pagewake.lsn import LsnStyle
from pagewake.restore.block_plan import KeptVersion
from pagewake.restore.block_planning import BlocksPlan
from pagewake.restore.blocks import BlocksReport
from pagewake.restore.undo import PageState, UndoPlan, UndoReport
from pagewake_gui.context import Context
from pagewake_gui.models.columns import Align, Column
from pagewake_gui.theme import STATE_SHAPES
from pagewake_gui.views.page_columns import state_text

translate = QCoreApplication.translate
_STATES_OF_UNDO = {PageState.REPAIRED: "info", PageState.BEFORE: "good", PageState.BEYOND: "bad"}


def state_of(said: str | None) -> str:
    """The state of the theme for how a page is."""
    if not said:
        return "unknown"
    return "good" if said == "sound" else "bad"


def plan_columns(context: Context, plan: BlocksPlan, style: LsnStyle) -> list[Column]:
    """Each page as it is now, and as the backup holds it."""
    versions = plan.choice.versions
    columns = _places(versions, context)
    if plan.present:
        columns.append(_verdict(context, "present", translate("PageRepair", "Now"), plan.present))
    return [*columns, *_kept(versions, style)]


def result_columns(context: Context, report: BlocksReport, style: LsnStyle) -> list[Column]:
    """Each page before and after, and whether it was written."""
    plan, versions = report.plan, report.plan.choice.versions
    done = {(one.file, one.block) for one in report.written}
    columns = _places(versions, context)
    if plan.present:
        columns.append(_verdict(context, "before", translate("PageRepair", "Before"), plan.present))
    after = report.after or (None,) * len(versions)
    columns.append(_verdict(context, "after", translate("PageRepair", "After"), after))
    columns.append(
        Column(
            "written",
            translate("PageRepair", "Written"),
            [(one.file, one.block) in done for one in versions],
            lambda was: (
                translate("PageRepair", "yes") if was else translate("PageRepair", "no, it was right")
            ),
            width=120,
        )
    )
    return [*columns, *_kept(versions, style)]


def _places(versions: Sequence[KeptVersion], context: Context) -> list[Column]:
    return _named([one.file for one in versions], [one.block for one in versions], context)


def _named(files: Sequence[str], blocks: Sequence[int], context: Context) -> list[Column]:
    return [
        Column("file", translate("PageRepair", "File"), files, width=200, least=100),
        Column(
            "block", translate("PageRepair", "Block"), blocks, context.formats.count, Align.RIGHT, width=80
        ),
    ]


def _kept(versions: Sequence[KeptVersion], style: LsnStyle) -> list[Column]:
    return [
        Column(
            "kept_state",
            translate("PageRepair", "In the backup"),
            [one.state for one in versions],
            state_text,
            width=130,
        ),
        Column(
            "kept_lsn",
            translate("PageRepair", "Page LSN there"),
            [one.lsn for one in versions],
            lambda lsn: "-" if lsn is None else style.text(lsn),
            Align.RIGHT,
            key=lambda lsn: -1 if lsn is None else lsn,
            width=130,
        ),
        Column(
            "backup",
            translate("PageRepair", "Backup"),
            [one.backup for one in versions],
            width=210,
            least=100,
        ),
    ]


def _verdict(context: Context, name: str, title: str, values: Sequence[str | None]) -> Column:
    theme = context.theme
    say = _said(context)

    def colour(value: str | None) -> QColor | None:
        return theme.colour(state_of(value))

    return Column(
        name, title, values, say, tip=say, colour=colour, key=lambda one: one or "", width=190, least=110
    )


def _said(context: Context) -> Callable[[str | None], str]:
    def said(value: str | None) -> str:
        shape = STATE_SHAPES[state_of(value)]
        if not value:
            return f"{shape} {translate('PageRepair', 'not looked at')}"
        head, colon, why = value.partition(": ")
        texts = {
            "sound": translate("PageRepair", "sound"),
            "damaged": translate("PageRepair", "damaged"),
            "beyond the end": translate("PageRepair", "beyond the end of the file"),
        }
        word = texts.get(head, head)
        return f"{shape} {word}: {context.words(why)}" if colon else f"{shape} {word}"

    return said


def undo_columns(context: Context, plan: UndoPlan) -> list[Column]:
    """Each page that a repair overwrote, as it is now and as it was saved."""
    blocks = plan.blocks
    return [
        *_named([one.file for one in blocks], [one.block for one in blocks], context),
        Column(
            "state",
            translate("PageRepair", "Is"),
            [one.state for one in blocks],
            lambda state: context.words(state.value),
            tip=lambda state: context.words(state.value),
            colour=lambda state: context.theme.colour(_STATES_OF_UNDO.get(state, "warn")),
            width=190,
            least=110,
        ),
        _verdict(context, "present", translate("PageRepair", "Now"), [one.present or None for one in blocks]),
        _verdict(context, "saved", translate("PageRepair", "Saved"), [one.saved for one in blocks]),
    ]


def undone_columns(context: Context, report: UndoReport) -> list[Column]:
    """Each page of an undo, and whether it was put back."""
    blocks = report.plan.blocks
    done = {(one.file, one.block) for one in report.written}
    return [
        *_named([one.file for one in blocks], [one.block for one in blocks], context),
        _verdict(
            context, "before", translate("PageRepair", "Before"), [one.present or None for one in blocks]
        ),
        _verdict(context, "after", translate("PageRepair", "After"), [one.saved for one in blocks]),
        Column(
            "written",
            translate("PageRepair", "Put back"),
            [(one.file, one.block) in done for one in blocks],
            lambda was: (
                translate("PageRepair", "yes") if was else translate("PageRepair", "no, it was there already")
            ),
            width=150,
        ),
    ]
