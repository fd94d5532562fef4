"""What a copy would do, from rows alone: for histories of every kind, and for each thing that is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.repository.rows import EPOCH, MODEST, row

from pagewake.copying.plan import Act, Holdings, in_order, plan_source, same_backup
from pagewake.model import Backup, BackupStatus, BackupType, TimelineSpan


def backup(number: int, parent: int | None = None, *, started: int | None = None, pages: int = 1) -> Backup:
    """Backup `number` of a source, which needs the WAL of its own hour."""
    begun = EPOCH + timedelta(hours=number if started is None else started)
    return Backup(
        id=f"20300101T000000Z-{number:06x}",
        source="shop",
        type=BackupType.FULL if parent is None else BackupType.INCREMENTAL,
        parent=None if parent is None else f"20300101T000000Z-{parent:06x}",
        timeline=1,
        start_lsn=number * 10,
        stop_lsn=number * 10 + 10,
        stop_timeline=1,
        started=begun,
        finished=begun + timedelta(minutes=5),
        status=BackupStatus.OK,
        engine="neuroquantum",
        system_identifier="abc",
        pages=pages,
        files=1,
        logical_bytes=1,
        bytes_read=1,
        bytes_written=1,
        findings=0,
    )


def log(*numbers: int, tag: str = "") -> tuple[msgspec.Struct, ...]:
    return tuple(row(number * 10, number * 10 + 10, tag=tag) for number in numbers)


def needs(*backups: Backup) -> dict[str, object]:
    return {one.id: (row(one.start_lsn, one.stop_lsn),) for one in backups}


NUMBERS = st.frozensets(st.integers(0, 12))


@MODEST
@given(here=NUMBERS, there=NUMBERS, trash=NUMBERS, wal=NUMBERS, wal_there=NUMBERS, chosen=NUMBERS | st.none())
def test_what_is_lacking_is_copied_and_nothing_else(
    here: frozenset[int],
    there: frozenset[int],
    trash: frozenset[int],
    wal: frozenset[int],
    wal_there: frozenset[int],
    chosen: frozenset[int] | None,
) -> None:
    backups = [backup(number) for number in sorted(here)]
    ids = None if chosen is None else {backup(number).id for number in chosen}
    plan = plan_source(
        "shop",
        Holdings(tuple(backups), rows=log(*sorted(wal))),  # type: ignore[arg-type]
        Holdings(
            tuple(map(backup, there)),
            tuple(map(backup, trash - there)),
            log(*sorted(wal_there)),  # type: ignore[arg-type]
        ),
        {
            one.id: (row(one.start_lsn, one.stop_lsn),) if one.start_lsn // 10 in wal else "a gap"
            for one in backups
        },
        ids,
    )
    wanted = here if chosen is None else here & chosen
    assert [step.backup for step in plan.backups] == [one for one in backups if one.start_lsn // 10 in wanted]
    for step in plan.backups:
        number = step.backup.start_lsn // 10
        if number in there | trash:
            assert step.act is Act.THERE
        else:
            assert step.act is (Act.COPY if number in wal else Act.REFUSED)
            assert step.reason
    copied = {step.backup.start_lsn // 10 for step in plan.to_copy}
    offered = wal if chosen is None else wal & copied
    assert plan.wal == log(*sorted(offered - wal_there))
    assert plan.wal_there == len(offered & wal_there)
    assert plan.wal_refused == ()


@MODEST
@given(st.permutations(range(8)), st.data())
def test_parents_come_first_whatever_the_clock_said(clock: list[int], data: st.DataObject) -> None:
    made = [
        backup(number, data.draw(st.none() | st.integers(0, number - 1)) if number else None, started=hour)
        for number, hour in enumerate(clock)
    ]
    order = [one.id for one in in_order(data.draw(st.permutations(made)))]
    assert sorted(order) == [one.id for one in made]
    for one in made:
        if one.parent is not None:
            assert order.index(one.parent) < order.index(one.id)


def test_parents_that_go_round_in_a_circle_are_all_listed() -> None:
    first, second = backup(1, 2), backup(2, 1)
    assert {one.id for one in in_order([first, second])} == {first.id, second.id}


def test_other_content_under_a_known_id() -> None:
    mine, theirs = backup(1), backup(1, pages=7)
    plan = plan_source("shop", Holdings((mine,), rows=log(1)), Holdings((theirs,)), needs(mine))  # type: ignore[arg-type]
    assert plan.backups[0].act is Act.REFUSED and "other content" in plan.backups[0].reason
    assert same_backup(mine, replace(mine, protected=True))


def test_wal_that_contradicts_costs_the_backups_that_need_it() -> None:
    ones = (backup(1), backup(2))
    for there in (log(1, tag="x"), (msgspec.structs.replace(log(1, tag="x")[0], name=log(1)[0].name),)):  # type: ignore[attr-defined]
        plan = plan_source("shop", Holdings(ones, rows=log(1, 2)), Holdings(rows=there), needs(*ones))  # type: ignore[arg-type]
        assert [step.act for step in plan.backups] == [Act.REFUSED, Act.COPY]
        assert [one.row for one in plan.wal_refused] == list(log(1))
        assert plan.wal == log(2)


def test_wal_that_was_removed_there_is_brought_only_for_a_backup() -> None:
    one = backup(2)
    there = Holdings(expired=(TimelineSpan(1, 0, 50),))
    plan = plan_source("shop", Holdings((one,), rows=log(1, 2, 3, 7)), there, needs(one))  # type: ignore[arg-type]
    assert plan.wal == log(2, 7) and plan.wal_removed == 2


def test_wal_that_the_other_store_lost_is_brought_again() -> None:
    lost = frozenset({(1, log(1)[0].name)})  # type: ignore[attr-defined]
    plan = plan_source("shop", Holdings(rows=log(1)), Holdings(rows=log(1), lost=lost), {})  # type: ignore[arg-type]
    assert plan.wal == log(1)


def test_what_is_lost_or_in_the_trash_here_is_not_offered() -> None:
    first, second = log(1, 2)
    here = Holdings(
        rows=(first, second),  # type: ignore[arg-type]
        lost=frozenset({(1, first.name)}),  # type: ignore[attr-defined]
        trashed_wal=frozenset({(1, second.name)}),  # type: ignore[attr-defined]
    )
    assert plan_source("shop", here, Holdings(), {}).wal == ()


def test_another_database_and_an_unreadable_manifest() -> None:
    one = backup(1)
    other = Holdings((replace(backup(5), system_identifier="xyz"),))
    plan = plan_source("shop", Holdings((one,), rows=log(1)), other, needs(one))  # type: ignore[arg-type]
    assert (
        plan.backups[0].act is Act.REFUSED and plan.wal == () and "another database" in plan.backups[0].reason
    )
    unreadable = Holdings(unreadable=frozenset({one.id}))
    plan = plan_source("shop", Holdings((one,), rows=log(1)), unreadable, needs(one))  # type: ignore[arg-type]
    assert plan.backups[0].act is Act.REFUSED and "cannot be read" in plan.backups[0].reason


def test_a_timeline_s_history_goes_with_what_is_chosen() -> None:
    one, history = backup(2), row(0, 0, name="00000001.history")
    plan = plan_source("shop", Holdings((one,), rows=(history, *log(1, 2))), Holdings(), needs(one), {one.id})  # type: ignore[arg-type]
    assert plan.wal == (history, *log(2))
