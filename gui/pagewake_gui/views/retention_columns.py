"""The decisions of a retention policy as columns of a table, and restorable time in words."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from pagewake.desk.snapshot import SourceState
from pagewake.expire.plan import ExpirePlan
from pagewake.model import Window
from pagewake_gui.context import Context
from pagewake_gui.evidence_words import type_text
from pagewake_gui.formats import Formats
from pagewake_gui.models.columns import Align, Column
from pagewake_gui.widgets.window_bars import spans_of

GOES, STAYS, HELD = range(3)
translate = QCoreApplication.translate


def decision_columns(plan: ExpirePlan, source: SourceState | None, context: Context) -> list[Column]:
    """One row a backup: whether it stays, and why."""
    formats, theme = context.formats, context.theme
    decisions = plan.decisions
    colours = {HELD: QColor(theme.info), STAYS: QColor(theme.text), GOES: QColor(theme.warn)}
    words = {
        HELD: translate("RetentionView", "◆ is held"),
        STAYS: translate("RetentionView", "● stays"),
        GOES: translate("RetentionView", "▲ would go"),
    }
    lsn = source.engine.lsn_style.text if source is not None else str
    return [
        Column(
            "keep",
            translate("RetentionView", "Decision"),
            [GOES if not one.keep else HELD if one.backup.protected else STAYS for one in decisions],
            words.__getitem__,
            colour=colours.__getitem__,
            width=110,
        ),
        Column(
            "finished",
            translate("RetentionView", "Finished"),
            [one.backup.finished for one in decisions],
            formats.moment,
            width=190,
        ),
        Column(
            "reasons",
            translate("RetentionView", "Why"),
            ["; ".join(map(context.words, one.reasons)) for one in decisions],
            lambda text: text or translate("RetentionView", "no rule keeps it"),
            width=330,
            least=220,
        ),
        Column(
            "type",
            translate("RetentionView", "Type"),
            [one.backup.type.value for one in decisions],
            type_text,
            width=112,
        ),
        Column(
            "bytes_written",
            translate("RetentionView", "Stored"),
            [one.backup.bytes_written for one in decisions],
            formats.size,
            Align.RIGHT,
            width=90,
        ),
        Column(
            "stop_lsn",
            translate("RetentionView", "Stop LSN"),
            [one.backup.stop_lsn for one in decisions],
            lsn,
            Align.RIGHT,
        ),
        Column(
            "id",
            translate("RetentionView", "Backup"),
            [one.backup.id for one in decisions],
            width=210,
            least=90,
        ),
    ]


def total(windows: tuple[Window, ...]) -> timedelta:
    """How much time windows cover."""
    return timedelta(seconds=sum(end - begin for begin, end in spans_of(windows)))


def hours(span: timedelta, formats: Formats) -> str:
    """In hours, as restorable time is promised; shorter ones as they are."""
    seconds = span.total_seconds()
    if seconds < 3600:
        return formats.duration(seconds)
    return translate("RetentionView", "{0} h").format(formats.locale.toString(seconds / 3600, "f", 1))
