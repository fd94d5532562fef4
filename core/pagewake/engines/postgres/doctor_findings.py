"""Findings of the check of a server, in few words."""

from __future__ import annotations

from pagewake.model import Finding, Severity


def info(code: str, object_name: str, message: str, advice: str = "") -> Finding:
    """A prerequisite that is met, or something worth knowing."""
    return Finding(Severity.INFO, code, object_name, message, advice)


def warning(code: str, object_name: str, message: str, advice: str = "") -> Finding:
    """Backups can be made, and something is worse than it should be."""
    return Finding(Severity.WARNING, code, object_name, message, advice)


def error(code: str, object_name: str, message: str, advice: str = "") -> Finding:
    """No backup can be made."""
    return Finding(Severity.ERROR, code, object_name, message, advice)
