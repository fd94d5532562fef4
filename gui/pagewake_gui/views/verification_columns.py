"""The columns of findings and of the history of verifications."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from pagewake.model import Finding
from pagewake.repository.evidence import Evidence
from pagewake_gui.context import Context
from pagewake_gui.evidence_words import SEVERITIES, level_text, severity_text
from pagewake_gui.models.columns import Align, Column
from pagewake_gui.theme import STATE_SHAPES

translate = QCoreApplication.translate


def finding_columns(context: Context, found: Sequence[tuple[Finding, Evidence | None]]) -> list[Column]:
    """Findings, each with the record that it stands in; without one it was seen when the repository was opened."""
    theme = context.theme

    def said(finding: tuple[str, str]) -> str:
        return " ".join(filter(None, map(context.words, finding)))

    formats = context.formats
    return [
        Column(
            "severity",
            translate("VerificationView", "Severity"),
            [f.severity for f, _ in found],
            severity_text,
            colour=lambda severity: theme.colour(SEVERITIES[severity]),
            width=110,
        ),
        Column(
            "when",
            translate("VerificationView", "Seen"),
            [r.when if r else None for _, r in found],
            lambda when: formats.moment(when) if when else translate("VerificationView", "now"),
            key=lambda when: when.timestamp() if when else float("inf"),
            width=200,
        ),
        Column("code", translate("VerificationView", "Code"), [f.code for f, _ in found], width=140),
        Column(
            "object",
            translate("VerificationView", "Object"),
            [f.object_name for f, _ in found],
            context.words,
            width=280,
            least=120,
        ),
        Column(
            "message",
            translate("VerificationView", "What it means, and what to do"),
            [(f.message, f.advice) for f, _ in found],
            said,
            key=" ".join,
            tip=said,
        ),
    ]


def history_columns(context: Context, records: Sequence[Evidence]) -> list[Column]:
    """Records of verifications."""
    theme, formats = context.theme, context.formats
    return [
        Column(
            "when",
            translate("VerificationView", "When"),
            [r.when for r in records],
            formats.moment,
            width=200,
        ),
        Column(
            "level", translate("VerificationView", "Level"), [r.level for r in records], level_text, width=110
        ),
        Column(
            "ok",
            translate("VerificationView", "Result"),
            [r.ok for r in records],
            lambda ok: (
                f"{STATE_SHAPES['good']} {translate('VerificationView', 'good')}"
                if ok
                else f"{STATE_SHAPES['bad']} {translate('VerificationView', 'damage found')}"
            ),
            colour=lambda ok: theme.colour("good" if ok else "bad"),
            width=140,
        ),
        Column(
            "scope",
            translate("VerificationView", "Scope"),
            [scope_text(r) for r in records],
            width=220,
            least=120,
        ),
        Column(
            "bytes_checked",
            translate("VerificationView", "Compared"),
            [r.bytes_checked for r in records],
            formats.size,
            Align.RIGHT,
            width=100,
        ),
        Column(
            "duration",
            translate("VerificationView", "Took"),
            [r.duration_ms / 1000 for r in records],
            formats.duration,
            Align.RIGHT,
            width=90,
        ),
        Column(
            "checks",
            translate("VerificationView", "Checks"),
            [(r.checked, r.failed) for r in records],
            lambda of: _checks_text(context, *of),
            Align.RIGHT,
            key=lambda of: of[1] * 2**32 + of[0],
            width=120,
        ),
        Column(
            "target",
            translate("VerificationView", "Restored to"),
            [r.target for r in records],
            width=180,
            least=100,
        ),
        Column(
            "version",
            translate("VerificationView", "Version"),
            [r.pagewake_version for r in records],
            width=90,
        ),
        Column("id", translate("VerificationView", "Record"), [r.id for r in records], width=210, least=90),
    ]


def _checks_text(context: Context, checked: int, failed: int) -> str:
    """How many checks a proof consists of, and how many failed; nothing where there are none."""
    count = context.formats.count
    if not checked:
        return ""
    if not failed:
        return count(checked)
    return translate("VerificationView", "{0}, {1} failed").format(count(checked), count(failed))


def scope_text(record: Evidence) -> str:
    """What a record is about."""
    if record.whole:
        return translate("VerificationView", "everything")
    if len(record.backups) == 1:
        return record.backups[0]
    if not record.backups:
        return record.source
    return translate("VerificationView", "%n backup(s)", "", len(record.backups))
