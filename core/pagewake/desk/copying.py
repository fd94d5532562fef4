"""Copying between two repositories as faces ask for it: the other one opened, or made first where it is not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pagewake.desk.creating import NewRepository, create_repository
from pagewake.desk.opening import open_repository
from pagewake.desk.places import RepositoryPlace
from pagewake.errors import PassphraseError, RepositoryMissing
from pagewake.jobs import Job
from pagewake.units import counted, size_text

if TYPE_CHECKING:
    from pagewake.copying.planning import Choice
    from pagewake.copying.report import CopyReport
    from pagewake.credentials import PassphraseSource, Secret
    from pagewake.desk.work import Work
    from pagewake.jobs import CancelToken
    from pagewake.repository.repository import Repository


def open_target(
    place: RepositoryPlace,
    passphrase: Callable[[], Secret | None],
    settings_file: Path,
    *,
    create: bool = False,
    encrypt: bool = False,
    codec: str = "lz4",
    keep: PassphraseSource | None = None,
    dry_run: bool = False,
    bandwidth: int | None = None,
    token: CancelToken | None = None,
) -> tuple[Repository, bool]:
    """The repository to copy into, and whether it was made for that (with `dry_run`: whether it would be).

    `create` makes one where there is none, encrypted with the passphrase if `encrypt`; a dry run makes none, and gives
    an empty one that is nowhere. `keep` is where the passphrase is kept. Raises what opening and creating raise.
    """
    try:
        return open_repository(place, passphrase, bandwidth=bandwidth, token=token), False
    except RepositoryMissing:
        if not create:
            raise
    if dry_run:
        return _nowhere(encrypt=encrypt), True
    secret = passphrase() if encrypt else None
    if encrypt and secret is None:
        raise PassphraseError("a passphrase is needed, and nobody is there to ask")
    new = NewRepository(
        place.location,
        codec=codec,
        passphrase=secret,
        keep=keep if encrypt else None,
        recovery=False,
        options=place.options,
    )
    create_repository(new, settings_file, Job("init"))
    return open_repository(place, lambda: secret, bandwidth=bandwidth, token=token), True


def copy_to(
    place: RepositoryPlace, choice: Choice, *, dry_run: bool = False, read_back: bool = False
) -> Work[CopyReport]:
    """Copy out of the repository that is open into the one at a place, whose passphrase is where the settings say.

    What could not be copied is reported with the job.
    """

    def work(repository: Repository, job: Job) -> CopyReport:
        from pagewake.copying.run import run_copy
        from pagewake.credentials import find_passphrase

        other = open_repository(
            place,
            lambda: find_passphrase(place.passphrase),
            bandwidth=place.bandwidth,
            token=job.token,
        )
        try:
            report = run_copy(repository, other, choice, job, dry_run=dry_run, read_back=read_back)
        finally:
            other.close()
        stretches = counted(report.wal_copied, "stretch", "stretches")
        size = size_text(report.bytes_written)
        if report.done:
            job.say(f"{counted(len(report.copied), 'backup')} and {stretches} of WAL copied, {size} stored")
        return report

    return work


def _nowhere(*, encrypt: bool) -> Repository:
    """An empty repository in memory, for plans."""
    from pagewake.repository.keys import ScryptCost
    from pagewake.repository.repository import Repository
    from pagewake.stores.memory import MemoryStore

    return Repository.create(
        MemoryStore(), passphrase="nowhere" if encrypt else None, cost=ScryptCost(n=2, r=1)
    )
