"""Whether a place can hold a repository: tried before anything is made, with a result that says what was found."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pagewake.desk.places import RepositoryPlace
from pagewake.errors import ObjectCorrupt, RepositoryMissing, RepositoryTooNew, UsageError
from pagewake.jobs import Job

if TYPE_CHECKING:
    from pagewake.stores.base import Store


class Content(StrEnum):
    """What lies at a place."""

    EMPTY = "empty"
    REPOSITORY = "repository"
    SOMETHING_ELSE = "something-else"


@dataclass(frozen=True)
class Probe:
    """What was found out. `server` is None for a place that is no bucket: there is nothing to find out."""

    location: str
    content: Content
    server: ServerProbe | None

    @property
    def usable(self) -> bool:
        """Whether a repository can be made there."""
        return self.content is Content.EMPTY

    def document(self) -> dict[str, Any]:
        """The same for JSON."""
        server = asdict(self.server) if self.server is not None else None
        return {
            "location": self.location,
            "content": str(self.content),
            "usable": self.usable,
            "server": server,
        }


@dataclass(frozen=True)
class ServerProbe:
    """What a server of S3 was found to do, and how objects will be kept there."""

    conditional_create: bool
    """It refuses to overwrite when asked to; else Pagewake takes care of that itself, with more requests."""
    checksums: bool
    """It takes and checks CRC-32; else MD5 is sent."""
    delete_many: bool
    storage_class: str | None
    sse: str | None
    object_lock: int | None
    """Days."""


def probe(place: RepositoryPlace, job: Job) -> Probe:
    """Write, overwrite, read, list and delete a small object; leaves nothing behind.

    Raises StoreError, which says what is missing (the bucket, a right, the clock ...), UsageError, Cancelled.
    """
    from pagewake.stores.base import PatientStore

    store = place.open_store()
    if isinstance(store, PatientStore):
        store.heed(job.token)
    try:
        with job.phase("try the store", None, ""):
            server = _tried(store)
            return Probe(store.location, _content(store), server)
    finally:
        store.close()


def rescue_place(
    place: RepositoryPlace, before: datetime, job: Job, *, dry_run: bool = False
) -> tuple[int, int]:
    """Make what was current in a bucket at a moment current again; how many objects that were, and their bytes.

    Raises UsageError where that cannot be, StoreError, Cancelled.
    """
    from pagewake.stores.base import PatientStore

    store = place.open_store()
    try:
        if isinstance(store, PatientStore):
            from pagewake.stores.s3.store import S3Store

            store.heed(job.token)
            if isinstance(store, S3Store):
                return store.rescue(before, job, dry_run=dry_run)
        raise UsageError("only buckets keep older versions of objects", object_name=place.location)
    finally:
        store.close()


def _tried(store: Store) -> ServerProbe | None:
    from pagewake.stores.base import PreparedStore

    if not isinstance(store, PreparedStore):  # nothing has to be found out: and boto3 may not be there
        return None
    from pagewake.stores.s3.store import S3Store

    if not isinstance(store, S3Store):
        return None
    found = store.try_out()
    return ServerProbe(
        found.conditional_put and found.conditional_complete,
        found.checksums,
        found.delete_many,
        found.storage_class,
        found.sse,
        found.object_lock,
    )


def _content(store: Store) -> Content:
    from pagewake.repository.descriptor import read_descriptor

    try:
        read_descriptor(store)
    except RepositoryMissing:
        return Content.SOMETHING_ELSE if any(True for _ in store.list()) else Content.EMPTY
    except (RepositoryTooNew, ObjectCorrupt):  # a repository all the same
        return Content.REPOSITORY
    return Content.REPOSITORY
