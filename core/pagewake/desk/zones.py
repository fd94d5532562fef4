"""The time zone of the server that a source is on, as its newest backup says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pagewake.desk.sources import engine_named
from pagewake.jobs import Job
from pagewake.repository.repository import Repository

_NOT_ITS_OWN = frozenset({"localtime", "posixrules", "Factory", "local", "server"})
"""Names that mean another zone on every machine."""


@dataclass(frozen=True)
class ServerZone:
    """`name` is a name of the zone database, or empty where the zone is not known: `problem` says why then.

    `here`: the database has no server of its own, and its zone is that of the machine that it is on.
    """

    source: str
    name: str = ""
    here: bool = False
    problem: str = ""


def server_zone(source: str) -> Callable[[Repository, Job], ServerZone]:
    """What the newest backup of a source says of its server's zone. Raises what reading the repository raises."""

    def work(repository: Repository, job: Job) -> ServerZone:
        backups = repository.backups(source)
        if not backups:
            return ServerZone(source, problem="it has no backup that could say so")
        repository.load_index(job)
        manifest = repository.manifest(backups[-1].id)
        name = engine_named(backups[-1].engine).time_zone(repository.file_reader(manifest))
        if name is None:
            return ServerZone(source, problem=f"backup {backups[-1].id} does not say")
        if not name:
            return ServerZone(source, here=True)
        if not _is_known(name):
            return ServerZone(source, problem=f"it is called {name}, which means nothing on this machine")
        return ServerZone(source, name)

    return work


def _is_known(name: str) -> bool:
    try:
        return name not in _NOT_ITS_OWN and bool(ZoneInfo(name).key)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
