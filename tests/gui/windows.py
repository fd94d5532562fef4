"""The actions that open a window of their own."""

from __future__ import annotations

WINDOWS = (
    "backup.take",
    "compare.open",
    "help.about",
    "help.shortcuts",
    "page.inspect",
    "page.repair",
    "palette.open",
    "prune.run",
    "repository.check",
    "repository.copy",
    "repository.create",
    "repository.keys",
    "source.add",
    "verify.run",
)
"""All but the wizards of restores, which are opened in other ways as well."""
RESTORES = ("restore.drill", "restore.open")
