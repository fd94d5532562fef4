"""What writers that died left in a store: objects that were begun and never finished. They are in no listing.

They take space (an upload without an end is billed like an object) and nothing needs them. Stores remove them when
somebody streams an object, as soon as they are old enough that nobody can still be writing them; here is what a check
shows of them, and what removes them without waiting for the next backup.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from heapq import nlargest
from typing import Final

from pagewake.errors import StoreError, StoreUnavailable
from pagewake.jobs import Job
from pagewake.model import Finding, Severity
from pagewake.stores.base import Store, Unfinished, UnfinishedStore
from pagewake.stores.protecting import innermost
from pagewake.units import size_text

SHOWN: Final = 100
"""No more are named, the oldest first; the rest is counted."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LeftUnfinished:
    """All that is unfinished in a store: `count` of them with `size` bytes, of which `old` with `old_size` are due.

    `shown` are the oldest. `unknown` says why nobody could look, if so.
    """

    shown: tuple[Unfinished, ...] = ()
    count: int = 0
    size: int = 0
    old: int = 0
    old_size: int = 0
    grace: timedelta = timedelta()
    unknown: str = ""

    @property
    def grace_text(self) -> str:
        """`48 h`."""
        return f"{round(self.grace / timedelta(hours=1))} h"

    def findings(self) -> list[Finding]:
        """What a check says of it. Nothing is wrong: it only takes space."""
        if self.unknown:
            text = f"Whether writers left unfinished objects behind cannot be told: {self.unknown}."
            advice = "Let it list uploads (s3:ListBucketMultipartUploads), or the directory .tmp of a local repository."
            return [Finding(Severity.INFO, "unfinished-unknown", "", text, advice)]
        if not self.count:
            return []
        every, size, grace = self.count, size_text(self.size), self.grace_text
        if not self.old:
            text = (
                f"Objects that were begun and not finished: {every}, {size}. They are recent, and may be of something "
                "that is running."
            )
            return [Finding(Severity.INFO, "unfinished-objects", "", text)]
        old, old_size = self.old, size_text(self.old_size)
        text = (
            f"Objects that were begun and not finished: {every}, {size}. Older than {grace}, and needed by nothing: "
            f"{old}, {old_size}."
        )
        advice = "pagewake repo check --repair and pagewake prune remove the old ones."
        return [Finding(Severity.INFO, "unfinished-objects", "", text, advice)]


def look_for_unfinished(store: Store, job: Job) -> LeftUnfinished:
    """What is unfinished in a store, wrapped or not. Takes memory for those that are shown only.

    Raises StoreUnavailable, Cancelled.
    """
    inner = innermost(store)
    if not isinstance(inner, UnfinishedStore):
        return LeftUnfinished()
    grace = inner.unfinished_grace
    count = size = old = old_size = 0

    def tallied() -> Iterator[Unfinished]:
        nonlocal count, size, old, old_size
        for one in inner.unfinished():
            job.check()
            count, size = count + 1, size + (one.size or 0)
            if one.age >= grace:
                old, old_size = old + 1, old_size + (one.size or 0)
            yield one

    try:
        shown = nlargest(SHOWN, tallied(), key=lambda one: (one.age, one.name))
    except StoreUnavailable:
        raise
    except StoreError as error:
        return LeftUnfinished(grace=grace, unknown=error.what)
    return LeftUnfinished(tuple(shown), count, size, old, old_size, grace)


def sweep_unfinished(store: Store) -> int:
    """Remove what is older than the store's grace; how many that were. Raises StoreError."""
    inner = innermost(store)
    return inner.sweep() if isinstance(inner, UnfinishedStore) else 0


def sweep_quietly(store: Store) -> int:
    """The same for somebody who came for something else: what the store refuses spoils nothing."""
    try:
        return sweep_unfinished(store)
    except StoreError as error:
        _log.info("unfinished objects were not looked for: %s", error)
        return 0
