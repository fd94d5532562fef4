"""How `pagewake wal get` answers: from a spool of what was fetched ahead, or from the repository."""

from __future__ import annotations

from contextlib import closing
from itertools import islice
from pathlib import Path

from pagewake.archive.spool import Spool
from pagewake.cli.repositories import opened_repository
from pagewake.cli.session import Session
from pagewake.desk.places import RepositoryPlace
from pagewake.engines import registry
from pagewake.errors import DiskFull
from pagewake.repository.descriptor import read_descriptor

ENGINE = "postgres"
"""The engine whose names of WAL say what comes next."""


def get_now(
    session: Session, place: RepositoryPlace, source: str, name: str, destination: Path
) -> int | None:
    """Fetch a piece and nothing else; its size, None where there is none. Raises as `fetch_wal`."""
    from pagewake.archive.fetch import fetch_wal

    return fetch_wal(opened_repository(session, place), source, name, destination)


def get_ahead(
    session: Session,
    place: RepositoryPlace,
    source: str,
    name: str,
    destination: Path,
    root: Path,
    count: int,
) -> bool:
    """Take a piece out of the spool below `root`, or fetch it; then have those that come next fetched.

    Raises as `fetch_wal`.
    """
    from pagewake.archive.prefetch import WAIT_SECONDS, leave_behind, pieces_ahead

    # The spool belongs to the repository that lies there now, not to one that once did.
    with closing(place.open_store()) as store:
        spool = Spool(root, read_descriptor(store).id, source)
    spool.wait_for(name, WAIT_SECONDS)
    size = spool.take(name, destination)
    if size is None:
        try:
            size = get_now(session, place, source, name, destination)
        except DiskFull:  # the spool takes room that the answer needs more
            spool.clear()
            size = get_now(session, place, source, name, destination)
    if size is None:
        spool.clear()
        return False
    wanted = list(islice(registry.engine(ENGINE).following(name, size), pieces_ahead(count, size)))
    if len(spool.held() & set(wanted)) <= len(wanted) // 2:
        leave_behind(spool, wanted, lambda: opened_repository(session, place), source)
    return True
