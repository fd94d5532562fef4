"""The words of verifications: checks, levels, results, severities, each with its shape where it has one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from pagewake.insight.matrix import Check, Result
from pagewake.model import Severity
from pagewake_gui.theme import STATE_SHAPES

translate = QCoreApplication.translate
SEVERITIES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.INFO: "info"}


def type_text(type_: str) -> str:
    """The type of a backup."""
    texts: dict[str, Callable[[], str]] = {
        "full": lambda: translate("EvidenceWords", "■ full"),
        "differential": lambda: translate("EvidenceWords", "◆ differential"),
        "incremental": lambda: translate("EvidenceWords", "● incremental"),
    }
    return texts[type_]() if type_ in texts else type_


def result_text(result: Result) -> str:
    """What came of a check."""
    texts = {
        Result.GOOD: translate("EvidenceWords", "good"),
        Result.BAD: translate("EvidenceWords", "bad"),
        Result.NEVER: translate("EvidenceWords", "never"),
    }
    return texts[result]


def level_text(level: str) -> str:
    """How deep a verification looked."""
    texts = {
        "structure": translate("EvidenceWords", "structure"),
        "data": translate("EvidenceWords", "data"),
        "restore": translate("EvidenceWords", "restore"),
        "drill": translate("EvidenceWords", "drill"),
        "repair": translate("EvidenceWords", "page repair"),
    }
    return texts.get(level, level)


def severity_text(severity: Severity) -> str:
    """How much a finding matters."""
    texts = {
        Severity.ERROR: translate("EvidenceWords", "error"),
        Severity.WARNING: translate("EvidenceWords", "warning"),
        Severity.INFO: translate("EvidenceWords", "note"),
    }
    return f"{STATE_SHAPES[SEVERITIES[severity]]} {texts[severity]}"


def check_title(check: Check) -> str:
    """The name of a check."""
    titles = {
        Check.STRUCTURE: translate("EvidenceWords", "Structure"),
        Check.DATA: translate("EvidenceWords", "Data"),
        Check.WAL: translate("EvidenceWords", "WAL"),
        Check.RESTORE: translate("EvidenceWords", "Restore"),
        Check.DRILL: translate("EvidenceWords", "Drill"),
    }
    return titles[check]


def check_meaning(check: Check) -> str:
    """What a check says when it is good."""
    meanings = {
        Check.STRUCTURE: translate("EvidenceWords", "Everything that the backup names is there."),
        Check.DATA: translate(
            "EvidenceWords", "Every byte that it needs was read and compared with its hash."
        ),
        Check.WAL: translate("EvidenceWords", "The WAL that makes it consistent is there, without a gap."),
        Check.RESTORE: translate(
            "EvidenceWords", "It was restored to the moment it became consistent, and looked at."
        ),
        Check.DRILL: translate("EvidenceWords", "It was restored to a chosen target, and looked at."),
    }
    return meanings[check]
