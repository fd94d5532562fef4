"""How long a restore will take: a range, and what it is based on. Pure.

The best basis is what was measured here: drills and proven restores wrote, recovered and looked at whole databases;
verifications of every byte at least read them from this store. Where nothing was measured, a rate is assumed and the
estimate says so. The WAL to be replayed counts as much as pages of its size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from pagewake.repository.evidence import Evidence
from pagewake.restore.planning import RestorePlan
from pagewake.restore.record import LEVEL
from pagewake.units import counted, rate_text, time_left_text

ASSUMED_RATE = 100e6
"""Bytes a second where nothing was measured: a slow disk, or a store at the end of a line of a gigabit."""
SAMPLES = 5
_SPREAD = 1.3
_ASSUMED_SPREAD = 2.5
_SHORTEST_MS = 20
_DATA_LEVEL = "data"


class Basis(StrEnum):
    """What an estimate is based on."""

    DRILLS = "drills"
    """Restores of this source that were proven."""
    READING = "reading"
    """Verifications that read every byte of this repository."""
    ASSUMED = "assumed"


@dataclass(frozen=True)
class Estimate:
    """A restore takes `low` to `high` seconds, at `rate` bytes a second over `samples` measurements."""

    low: float
    high: float
    basis: Basis
    rate: float
    samples: int
    limit: int | None = None
    """The bandwidth that the restore keeps, in bytes a second."""

    def within(self, bandwidth: int | None, plan: RestorePlan) -> Estimate:
        """The same under a bandwidth: at least what it takes to read the pages, and at most the WAL with them."""
        if bandwidth is None:
            return self
        least, most = plan.stored_bytes / bandwidth, (plan.stored_bytes + plan.wal_bytes) / bandwidth
        return replace(self, low=max(self.low, least), high=max(self.high, most), limit=bandwidth)

    @property
    def text(self) -> str:
        """`2 to 3 min (61.0 MiB/s in 2 proven restores)`."""
        rate = rate_text(self.rate)
        based = {
            Basis.DRILLS: f"{rate} in {counted(self.samples, 'proven restore')}",
            Basis.READING: f"{rate} when every byte was read, {counted(self.samples, 'time')}; writing not measured",
            Basis.ASSUMED: f"nothing was measured yet, {rate} assumed",
        }
        limit = f"; at most {rate_text(self.limit)} are read" if self.limit is not None else ""
        return f"{time_left_text(self.low, self.high)} ({based[self.basis]}{limit})"


def estimate_restore(plan: RestorePlan, evidence: Sequence[Evidence]) -> Estimate:
    """How long a plan will take. `evidence` is all that is on record, oldest first."""
    work = plan.bytes + plan.wal_bytes
    newest = [
        record
        for record in reversed(evidence)
        if record.ok and record.bytes_checked and record.duration_ms >= _SHORTEST_MS
    ]
    drills = _rates(one for one in newest if one.level == LEVEL and one.source == plan.source)
    if drills:
        return _measured(work, Basis.DRILLS, drills)
    reading = _rates(one for one in newest if one.level == _DATA_LEVEL and one.source in ("", plan.source))
    if reading:
        return _measured(work, Basis.READING, reading)
    low, high = work / (ASSUMED_RATE * _ASSUMED_SPREAD), work / ASSUMED_RATE * _ASSUMED_SPREAD
    return Estimate(low, high, Basis.ASSUMED, ASSUMED_RATE, 0)


def _rates(records: Iterable[Evidence]) -> list[float]:
    return [one.bytes_checked / (one.duration_ms / 1000) for one in islice(records, SAMPLES)]


def _measured(work: int, basis: Basis, rates: Sequence[float]) -> Estimate:
    """From the fastest to the slowest measurement, a little wider: the next time may be neither."""
    middle = sorted(rates)[len(rates) // 2]
    spread = _SPREAD if basis is Basis.DRILLS else _ASSUMED_SPREAD
    return Estimate(work / (max(rates) * _SPREAD), work / min(rates) * spread, basis, middle, len(rates))
