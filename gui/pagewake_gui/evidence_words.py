"""The words of verifications: checks, levels, results, severities, each with its shape where it has one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from pagewake.insight.backup_search import ENGLISH, Vocabulary
from pagewake.insight.columns import StateCode
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


def state_text(state: StateCode) -> str:
    """What is known of a backup."""
    texts = {
        StateCode.OK: translate("EvidenceWords", "not verified"),
        StateCode.WARNINGS: translate("EvidenceWords", "bad pages"),
        StateCode.UNUSABLE: translate("EvidenceWords", "unusable"),
        StateCode.VERIFIED: translate("EvidenceWords", "verified"),
        StateCode.DAMAGED: translate("EvidenceWords", "damaged"),
        StateCode.TRASH: translate("EvidenceWords", "in the trash"),
    }
    return texts[state]


def search_words() -> Vocabulary:
    """What backups are called in a search: in English, and in the language of the window."""
    types = {type_text(name).split()[-1].casefold(): code for name, code in ENGLISH.types.items()}
    states = {state_text(code).casefold(): code for code in StateCode}
    days = {
        translate("EvidenceWords", "today").casefold(): 0,
        translate("EvidenceWords", "yesterday").casefold(): 1,
    }
    held = frozenset({translate("EvidenceWords", "held").casefold()})
    silent = frozenset(
        {
            translate("EvidenceWords", "backup").casefold(),
            translate("EvidenceWords", "backups").casefold(),
        }
    )
    return ENGLISH.joined(Vocabulary(types, states, days, held, silent))


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
