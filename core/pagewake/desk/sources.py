"""Which sources a repository knows, and the engines of what lies in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pagewake.errors import UsageError

if TYPE_CHECKING:
    from pagewake.engines.base import Engine
    from pagewake.lsn import LsnStyle
    from pagewake.repository.repository import Repository


def engine_named(name: str) -> Engine:
    """The engine that a backup or a stretch of WAL is of."""
    from pagewake.engines import registry

    return registry.engine(name)


def engine_of(repository: Repository, source: str) -> Engine:
    """The engine of a source that the repository knows, by its newest backup or by its WAL."""
    backups = repository.backups(source)
    return engine_named(backups[-1].engine if backups else repository.wal.rows(source)[-1].engine)


def sources_of(repository: Repository) -> list[str]:
    """Every source that the repository knows, by a backup or by WAL alone, in alphabetical order."""
    return sorted({entry.source for entry in repository.backups()} | set(repository.wal.sources()))


def style_of(engine: str) -> LsnStyle:
    """How the people of an engine write LSNs; for an engine that is not installed, as plain numbers."""
    from pagewake.engines import registry

    return registry.lsn_style(engine)


def only_source(repository: Repository, wanted: str | None, *, backup: str | None = None) -> str:
    """The source that a command is about: the named one, a backup's, or the only one there is.

    Raises UsageError where that is not clear.
    """
    known = sources_of(repository)
    if wanted is not None:
        if wanted not in known:
            raise UsageError(
                f"there is no source {wanted!r} in this repository",
                advice=f"It knows: {', '.join(known) or 'none'}.",
            )
        return wanted
    if backup is not None:
        return repository.manifest(backup).backup.source
    if len(known) == 1:
        return known[0]
    if not known:
        raise UsageError(
            "the repository holds no backup yet", advice="Take one: pagewake backup SOURCE --repo REPO"
        )
    raise UsageError("the repository holds several sources", advice=f"Give --source: {', '.join(known)}.")
