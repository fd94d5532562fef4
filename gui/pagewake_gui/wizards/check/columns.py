"""The columns of a check: what was found, which pages of which backups it costs, and what a repair does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from pagewake.checking.affected import AffectedBackup
from pagewake.checking.plan import Step
from pagewake.model import Finding
from pagewake_gui.context import Context
from pagewake_gui.evidence_words import SEVERITIES, severity_text
from pagewake_gui.models.columns import Align, Column

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Lost:
    """Blocks `first` to `last` of a file of a backup are lost; of an unreadable backup nobody knows which."""

    backup: str
    source: str
    file: str
    first: int
    last: int
    older: str
    newer: str
    unreadable: str = ""

    @property
    def blocks(self) -> int:
        """How many blocks it speaks of."""
        return 0 if self.unreadable else self.last - self.first + 1


def lost_rows(affected: Sequence[AffectedBackup]) -> list[Lost]:
    """What is lost, range by range."""
    rows = []
    for one in affected:
        if one.unreadable:
            rows.append(Lost(one.backup, one.source, "", 0, 0, "", "", one.unreadable))
        rows += [
            Lost(one.backup, one.source, file.path, part.first, part.last, part.older, part.newer)
            for file in one.files
            for part in file.ranges
        ]
    return rows


def unnamed_ranges(affected: Sequence[AffectedBackup]) -> int:
    """How many files and ranges were counted and not named."""
    return sum(one.more_files + sum(file.more_ranges for file in one.files) for one in affected)


def finding_columns(context: Context, found: Sequence[Finding]) -> list[Column]:
    """Findings: how bad, what, what it means, what to do."""
    theme, words = context.theme, context.words
    return [
        Column(
            "severity",
            translate("CheckWindow", "Severity"),
            [one.severity for one in found],
            severity_text,
            colour=lambda severity: theme.colour(SEVERITIES[severity]),
            width=100,
        ),
        Column(
            "object",
            translate("CheckWindow", "Object"),
            [one.object_name for one in found],
            words,
            width=230,
            least=120,
        ),
        Column(
            "message",
            translate("CheckWindow", "What is wrong"),
            [one.message for one in found],
            words,
            width=330,
            least=160,
        ),
        Column(
            "advice",
            translate("CheckWindow", "What to do"),
            [one.advice for one in found],
            words,
            width=330,
            least=120,
        ),
        Column("code", translate("CheckWindow", "Code"), [one.code for one in found], width=140, least=80),
    ]


def lost_columns(context: Context, rows: Sequence[Lost]) -> list[Column]:
    """Which pages of which backups are lost, and which other backup has a version of them."""
    formats = context.formats

    def blocks(one: Lost) -> str:
        if one.unreadable:
            return translate("CheckWindow", "unknown: {0}").format(context.words(one.unreadable))
        if one.first == one.last:
            return formats.count(one.first)
        return translate("CheckWindow", "{0} to {1}").format(
            formats.count(one.first), formats.count(one.last)
        )

    def other(id: str) -> str:
        return id or translate("CheckWindow", "none")

    return [
        Column(
            "backup", translate("CheckWindow", "Backup"), [one.backup for one in rows], width=210, least=120
        ),
        Column("file", translate("CheckWindow", "File"), [one.file for one in rows], width=190, least=130),
        Column(
            "blocks",
            translate("CheckWindow", "Blocks"),
            rows,
            blocks,
            key=lambda one: one.first,
            tip=blocks,
            width=120,
        ),
        Column(
            "count",
            translate("CheckWindow", "Lost"),
            [one.blocks for one in rows],
            formats.count,
            Align.RIGHT,
            width=60,
        ),
        Column(
            "older",
            translate("CheckWindow", "Older version in"),
            [one.older for one in rows],
            other,
            width=210,
            least=120,
        ),
        Column(
            "newer",
            translate("CheckWindow", "Newer version in"),
            [one.newer for one in rows],
            other,
            width=210,
            least=120,
        ),
        Column("source", translate("CheckWindow", "Source"), [one.source for one in rows], width=90),
    ]


def step_columns(context: Context, steps: Sequence[Step]) -> list[Column]:
    """What a repair does, with what, and why."""
    words = context.words
    return [
        Column(
            "object",
            translate("CheckWindow", "Object"),
            [one.object_name for one in steps],
            words,
            width=260,
            least=130,
        ),
        Column(
            "what",
            translate("CheckWindow", "What is done with it"),
            [one.what for one in steps],
            words,
            width=360,
            least=180,
        ),
        Column(
            "why", translate("CheckWindow", "Why"), [one.why for one in steps], words, width=320, least=120
        ),
    ]
