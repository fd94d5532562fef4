"""Keeping objects locked for as long as was promised.

An object is locked when it is written, for one and a half times the days that are promised and one day more. A chunk
that a later backup uses again is as old as its first use, so that its lock has to be renewed: after a backup, once
in a quarter of the days, every object that is there is locked as if it were written now. So nothing that a backup
uses has less than the promise left when the backup is made. `.pagewake-locks` is as old as the last renewal.

What an expiry and a prune removed is hidden below a delete marker and no longer renewed: its last version ends with
its lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import chain
from typing import Final

from pagewake.errors import ObjectMissing
from pagewake.jobs import Job, WorkerPool
from pagewake.stores.base import ObjectInfo
from pagewake.stores.s3.abilities import MARKER
from pagewake.stores.s3.creating import server_time
from pagewake.stores.s3.requests import Requests
from pagewake.stores.s3.sending import SHORT_LIVED, checksum, locked_until

RENEWED: Final = ".pagewake-locks"
_AT_ONCE: Final = 8
_DUE: Final = 0.25
"""A renewal is due when so much of the promised days is over."""


def renew_all(requests: Requests, listing: Callable[[], Iterator[ObjectInfo]], days: int, job: Job) -> int:
    """Renew the locks of all that `listing` gives, if that is due; how many. Raises StoreError, Cancelled."""
    if not _due(requests, days):
        return 0
    until = locked_until(days)

    def renew(key: str) -> bool:
        retention = {"Mode": "COMPLIANCE", "RetainUntilDate": until}
        try:
            requests.ask("PutObjectRetention", requests.place.prefix + key, Retention=retention)
        except ObjectMissing:
            return False  # deleted meanwhile
        job.advance(1)
        return True

    lasting = (info.key for info in listing() if not info.key.startswith(SHORT_LIVED))
    keys = chain((MARKER,), lasting)
    with job.phase("renew locks", None, "objects"):
        renewed = sum(WorkerPool(_AT_ONCE, name="locks").map_ordered(renew, keys, job))
    requests.ask("PutObject", requests.place.prefix + RENEWED, Body=b"", **checksum(b"", crc=False))
    return renewed


def _due(requests: Requests, days: int) -> bool:
    try:
        answer = requests.head(requests.place.prefix + RENEWED)
    except ObjectMissing:
        return True
    return bool(server_time(answer) - answer["LastModified"] >= timedelta(days=days * _DUE))
