"""What becomes of a pack: every rule alone, and the rule of many small ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pagewake.expire.fates import MERGE_FROM, Circumstances, Fate, PackUse

NOW = datetime(2026, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)
LARGE = 64 << 20
QUIET = Circumstances(NOW, DAY, None, {}, (), (), ())


@pytest.mark.parametrize(
    ("live", "known", "fate"),
    [
        (0, {}, Fate.CONDEMN),
        (10, {}, Fate.STAY),
        (2, {}, Fate.COPY_OUT),
        (0, {"young": {"a"}}, Fate.STAY),
        (2, {"young": {"a"}}, Fate.STAY),
        (2, {"suspects": {"a"}}, Fate.STAY),
        (0, {"suspects": {"a"}}, Fate.CONDEMN),
        (2, {"missing": {"a"}}, Fate.STAY),
        (0, {"missing": {"a"}}, Fate.CONDEMN),
        (1, {"condemned": {"a": NOW - 9 * DAY}}, Fate.SPARE),
        (0, {"condemned": {"a": NOW - DAY / 2}}, Fate.WAIT),
        (0, {"condemned": {"a": NOW - DAY}}, Fate.DELETE),
        (0, {"condemned": {"a": NOW - 2 * DAY}, "oldest_running": NOW - DAY}, Fate.DELETE),
        (0, {"condemned": {"a": NOW - 2 * DAY}, "oldest_running": NOW - 2 * DAY}, Fate.WAIT),
        (0, {"condemned": {"a": NOW - 2 * DAY}, "young": {"a"}}, Fate.DELETE),
    ],
)
def test_a_pack_of_ten_chunks(live: int, known: dict[str, object], fate: Fate) -> None:
    use = PackUse("a", LARGE, LARGE // 10 * live, live)
    assert replace(QUIET, **known).fate_of(use, 10) is fate  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [MERGE_FROM - 1, MERGE_FROM])
def test_many_small_packs_become_few(number: int) -> None:
    uses = [(PackUse(f"p{one}", 1000, 1000, 3), 3) for one in range(number)]
    kept_back = [(PackUse("young", 1000, 1000, 3), 3), (PackUse("suspect", 1000, 1000, 3), 3)]
    seen = replace(QUIET, young={"young"}, suspects={"suspect"}).fates([*uses, *kept_back])
    assert len(seen[Fate.COPY_OUT]) == (number if number == MERGE_FROM else 0)
    assert sum(map(len, seen.values())) - len(seen[Fate.COPY_OUT]) == number + 2
