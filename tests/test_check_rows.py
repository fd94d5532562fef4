"""Rows of proofs stay within bounds, and their sums are the truth."""

from __future__ import annotations

import tracemalloc

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from pagewake.check_rows import MOST_LISTED, MOST_SUMS, RowBook, bounded_rows, objects_with
from pagewake.model import CheckResult, CheckRow

ROWS = st.builds(
    CheckRow,
    st.sampled_from(["table-rows", "btree-index", "module"]),
    st.text(max_size=8),
    st.sampled_from(list(CheckResult)),
    st.integers(0, 1 << 40),
    st.floats(0, 100),
    st.text(max_size=8),
    st.sampled_from(["", "shop", "stock"]),
    st.integers(1, 5),
    st.sampled_from(["", "a", "b"]),
)


def totals(rows: tuple[CheckRow, ...] | list[CheckRow]) -> dict[tuple[str, CheckResult], tuple[int, int]]:
    found: dict[tuple[str, CheckResult], tuple[int, int]] = {}
    for row in rows:
        objects, count = found.get((row.name, row.result), (0, 0))
        found[row.name, row.result] = objects + row.objects, count + row.count
    return found


@given(st.lists(ROWS, max_size=60), st.integers(0, 10))
def test_nothing_is_lost_where_rows_are_summed_up(rows: list[CheckRow], most: int) -> None:
    kept = bounded_rows(rows, most)
    assert totals(kept) == totals(rows)
    again = bounded_rows(kept, most)
    assert totals(again) == totals(rows)
    assert len(again) <= len(kept)
    for result in CheckResult:
        assert (
            len([row for row in kept if row.objects == 1 and row.object_name and row.result is result])
            <= most
        )


def test_a_hundred_thousand_relations_take_no_more_room_than_a_thousand() -> None:
    book = RowBook()

    def add(numbers: range) -> None:
        for number in numbers:
            result = CheckResult.BAD if number % 10 == 9 else CheckResult.GOOD
            book.add(CheckRow("table-rows", f"public.t{number}", result, 7, 0.001, "", f"db{number % 3}"))

    add(range(96_000))
    tracemalloc.start()
    add(range(96_000, 100_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    rows = book.rows()
    assert peak < 64 << 10
    assert len(rows) == 2 * (MOST_LISTED + 3)
    assert objects_with(rows, CheckResult.BAD) == 10_000 and objects_with(rows, CheckResult.GOOD) == 90_000
    sums = [row for row in rows if row.objects > 1]
    assert {row.database for row in sums} == {"db0", "db1", "db2"}
    assert all("not listed one by one" in row.message for row in sums)
    assert rows[0].result is CheckResult.BAD and rows[0].object_name == "public.t9"
    assert len(msgspec.json.encode(rows)) < 1 << 20


def test_ten_thousand_databases_are_summed_up_together() -> None:
    book = RowBook(most=0)
    for number in range(10_000):
        book.add(
            CheckRow("database", "", CheckResult.GOOD, 1, 0, "", f"db{number}", backup=f"b{number % 2000}")
        )
    rows = book.rows()
    assert len(rows) <= MOST_SUMS + 1
    assert sum(row.objects for row in rows) == 10_000
