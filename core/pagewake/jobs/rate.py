"""How fast work goes, and how long the rest takes as a range that can be believed.

The rate is taken over a sliding window of one-second buckets. The window keeps a minimum of time and a
minimum of work, so that a store that works in bursts (nothing for ten seconds, then 80 MB) does not make the
figures jump.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

BUCKET_SECONDS = 1.0
MINIMUM_BUCKETS = 20
MAXIMUM_BUCKETS = 900
MINIMUM_BYTES = 100_000_000
SHORTEST_ELAPSED = 3.0
SMALLEST_FRACTION = 0.02


@dataclass
class _Bucket:
    begin: float
    work: int = 0


class RateMeter:
    """Work per second over the recent past. Not thread-safe: its owner locks."""

    def __init__(self, now: float, *, minimum_work: int = 0) -> None:
        self._begin = now
        self._minimum_work = minimum_work
        self._buckets: deque[_Bucket] = deque([_Bucket(now)])
        self._work = 0

    def add(self, amount: int, now: float) -> None:
        """Count work done at `now` (monotonic seconds)."""
        newest = self._buckets[-1]
        if now - newest.begin >= BUCKET_SECONDS:
            newest = _Bucket(now)
            self._buckets.append(newest)
            self._drop_old()
        newest.work += amount
        self._work += amount

    def _drop_old(self) -> None:
        buckets = self._buckets
        while len(buckets) > MINIMUM_BUCKETS and (
            self._work - buckets[0].work >= self._minimum_work or len(buckets) > MAXIMUM_BUCKETS
        ):
            self._work -= buckets.popleft().work

    def rate(self, now: float) -> float | None:
        """Work per second over the window up to `now`; None before one full bucket has passed."""
        elapsed = now - self._buckets[0].begin
        return self._work / elapsed if elapsed >= BUCKET_SECONDS else None

    def uncertainty(self, now: float) -> float:
        """How far the rate may be off, as a fraction: two standard errors, within 5 % and 50 %."""
        rates = [bucket.work for bucket in self._buckets]
        last = max(now - self._buckets[-1].begin, 0.0)
        if last < BUCKET_SECONDS and len(rates) > 1:
            rates.pop()  # the bucket that is still filling says nothing about the spread
        mean = sum(rates) / len(rates)
        if mean <= 0 or len(rates) < 2:
            return 0.5
        variance = sum((rate - mean) ** 2 for rate in rates) / (len(rates) - 1)
        return min(max(2 * math.sqrt(variance / len(rates)) / mean, 0.05), 0.5)


def time_left(
    *, done: int, total: int | None, elapsed: float, meter: RateMeter, now: float
) -> tuple[float, float] | None:
    """Seconds until `done` reaches `total`, as (low, high); None while nothing honest can be said.

    The range spans the recent rate and the average since the beginning, widened by the recent rate's
    uncertainty.
    """
    if not total or not 0 <= done < total or elapsed < SHORTEST_ELAPSED or done < total * SMALLEST_FRACTION:
        return None
    recent, average = meter.rate(now), done / elapsed
    if not recent:
        return None
    spread = meter.uncertainty(now)
    rest = total - done
    return rest / (max(recent, average) * (1 + spread)), rest / (min(recent, average) * (1 - spread))
