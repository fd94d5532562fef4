"""What time it is, for whoever deletes because of it: this machine's clock, as far as the store's own bears it out.

A clock that runs ahead would end every grace period early. The store says when it wrote an object, on many stores by
a clock of its own (a bucket, a network file system). Whoever prunes holds a lock that was written a moment ago: it
cannot be much later than that. Where the store has no other clock than this machine, nothing is won and nothing lost:
there nothing in the repository tells a leap ahead from a machine that was off, and a backup that is taken right after
the leap bears it out. The agent, which removes without being told each time, therefore waits: see `agent.leaps`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from pagewake.clock import now as clock_now
from pagewake.repository.locks import BEAT_SECONDS, CLOCK_SKEW, LOCKS_PREFIX
from pagewake.repository.repository import Repository

_ALLOWED = CLOCK_SKEW + timedelta(seconds=BEAT_SECONDS)


def present(repository: Repository) -> datetime:
    """The time now, for the holder of a lock. Raises StoreError."""
    written = [info.modified for info in repository.store.list(LOCKS_PREFIX)]
    now = clock_now()
    return min(now, max(written) + _ALLOWED) if written else now
