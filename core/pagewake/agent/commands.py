"""The command line of each of the agent's jobs: what a person would type. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from pagewake.config import SourceSettings
from pagewake.model import Backup
from pagewake.schedule import Due, Task


def arguments(
    due: Due, repository: str, source: SourceSettings | None, backups: Sequence[Backup]
) -> list[str]:
    """What to call `pagewake` with. `backups` are those of the source that are kept, oldest first.

    A verification by restoring takes the newest backup, any other one all of them: they share most of their content,
    which is read once.
    """
    where = ["--repo", repository]
    if source is None:
        return ["prune", *where]
    match due.task:
        case Task.BACKUP:
            return ["backup", source.name, *where, "--type", due.type]
        case Task.COPY:
            return ["repo", "copy", repository, source.copy.to, "--source", source.name]
        case Task.VERIFY:
            level = source.verify.level
            chosen = backups[-1:] if level == "restore" else backups
            scratch = (
                ["--scratch", source.drill.scratch] if level == "restore" and source.drill.scratch else []
            )
            return ["verify", *(backup.id for backup in chosen), *where, "--level", level, *scratch]
        case Task.DRILL:
            scratch = ["--scratch", source.drill.scratch] if source.drill.scratch else []
            return ["restore", *where, "--source", source.name, "--latest", "--drill", *scratch]
        case Task.EXPIRE:
            return ["expire", *where, "--source", source.name]
        case Task.PRUNE:
            return ["prune", *where]


def receiver_arguments(source: SourceSettings, repository: str) -> list[str]:
    """What to call `pagewake` with to keep receiving a source's WAL."""
    return ["wal", "receive", source.name, "--repo", repository, "--quiet"]
