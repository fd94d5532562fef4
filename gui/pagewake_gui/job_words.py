"""How the standing of a job is told: in words, in a state of the theme, and what was wrong on the way."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pagewake.desk.journal import Standing
from pagewake_gui.job_center import JobEntry
from pagewake_gui.theme import STATE_SHAPES

translate = QCoreApplication.translate
LEVEL_STATES = {"error": "bad", "warning": "warn", "info": "unknown"}


def standing_text(entry: JobEntry) -> str:
    """The standing of a job in words. Success is only said of one that ended well and found nothing wrong."""
    if entry.stopping:
        return translate("JobWords", "stopping")
    if entry.pausing:
        return translate("JobWords", "paused")
    if entry.standing is Standing.DONE and problems(entry):
        return translate("JobWords", "done, with findings")
    texts = {
        Standing.WAITING: translate("JobWords", "waiting"),
        Standing.RUNNING: translate("JobWords", "running"),
        Standing.DONE: translate("JobWords", "done"),
        Standing.CANCELLED: translate("JobWords", "cancelled"),
        Standing.FAILED: translate("JobWords", "failed"),
        Standing.INTERRUPTED: translate("JobWords", "interrupted"),
        Standing.ABANDONED: translate("JobWords", "abandoned"),
    }
    return texts[entry.standing]


def standing_state(entry: JobEntry) -> str:
    """The state of the theme that stands for it."""
    if entry.standing is Standing.DONE and problems(entry):
        return "bad" if errors(entry) else "warn"
    if entry.pausing and not entry.stopping:
        return "unknown"
    states = {
        Standing.WAITING: "unknown",
        Standing.RUNNING: "info",
        Standing.DONE: "good",
        Standing.CANCELLED: "unknown",
        Standing.FAILED: "bad",
        Standing.INTERRUPTED: "warn",
        Standing.ABANDONED: "warn",
    }
    return states[entry.standing]


def level_text(level: str) -> str:
    """A level of a job's log in shape and word."""
    texts = {
        "error": translate("JobDetail", "error"),
        "warning": translate("JobDetail", "warning"),
        "info": translate("JobDetail", "info"),
    }
    return f"{STATE_SHAPES[LEVEL_STATES.get(level, 'unknown')]} {texts.get(level, level)}"


def problems(entry: JobEntry) -> int:
    """How many findings a job has, errors and warnings. From the log, which earlier runs have, too."""
    return sum(level in ("error", "warning") for _, level, _ in entry.log)


def errors(entry: JobEntry) -> int:
    """How many of them are errors."""
    return sum(level == "error" for _, level, _ in entry.log)
