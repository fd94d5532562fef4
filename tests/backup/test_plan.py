"""Which type, on which parent, and why: as tables, and as a property that nothing unproven is ever built on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.repository.rows import at, backup, row

from pagewake.backup.judging import judge_parent
from pagewake.backup.plan import (
    BackupPolicy,
    Candidate,
    Situation,
    choose_type,
    format_problem,
    identity_problem,
    parent_for,
)
from pagewake.blocks import RelationChanges, WalSummary
from pagewake.errors import ObjectCorrupt, ObjectMissing, ParentUnusable
from pagewake.model import Backup, BackupType, Finding, Identity, Severity, TimelineSpan, WalPosition
from pagewake.repository.bad_pages import bad_blocks, bad_page_findings, bad_ranges
from pagewake.repository.history import history_of
from pagewake.repository.manifest import MORE_FINDINGS
from pagewake.repository.stretches import StretchRow

IDENTITY = Identity("neuroquantum", "1", "abc", 4096)
DAY = 86400.0


def made(type_: BackupType, start: int, *, days: float = 0, pages: int = 0) -> Backup:
    return replace(
        backup(start, start + 1, finished=days * DAY, name=f"{type_.value}-{start}"), type=type_, pages=pages
    )


FULL, INCREMENTAL = made(BackupType.FULL, 1), made(BackupType.INCREMENTAL, 5, pages=30)
DIFFERENTIAL = made(BackupType.DIFFERENTIAL, 7, pages=40)


def situation(backups: Sequence[Backup], *, days: float = 1, unprovable: str = "") -> Situation:
    return Situation(at(days * DAY), IDENTITY, WalPosition(1, 20), backups, unprovable)


def usable(parent: Backup, changed: int = 10, total: int = 100) -> Candidate:
    return Candidate(parent, "", changed, total)


@pytest.mark.parametrize(
    ("requested", "facts", "candidate", "expected", "demoted", "words"),
    [
        ("full", situation([FULL]), usable(FULL), "full", False, "was asked for"),
        ("auto", situation([]), None, "full", False, "first backup"),
        ("incremental", situation([]), None, "full", True, "first backup"),
        ("differential", situation([]), None, "full", True, "first backup"),
        ("auto", situation([FULL]), usable(FULL), "incremental", False, "10 of 100 blocks changed"),
        ("incremental", situation([FULL]), usable(FULL, 99), "incremental", False, "99 of 100"),
        ("differential", situation([FULL, INCREMENTAL]), usable(FULL), "differential", False, "full-1"),
        ("auto", situation([FULL], days=6.9), usable(FULL), "incremental", False, "log proves"),
        (
            "auto",
            situation([FULL], days=7),
            usable(FULL),
            "full",
            False,
            "7 d 00 h old and one is due every 7d",
        ),
        ("incremental", situation([FULL], days=70), usable(FULL), "incremental", False, "log proves"),
        ("auto", situation([FULL]), usable(FULL, 50), "incremental", False, "50 of 100"),
        ("auto", situation([FULL]), usable(FULL, 51), "full", False, "51 % of all blocks changed"),
        ("auto", situation([FULL, INCREMENTAL]), usable(INCREMENTAL, 45), "incremental", False, "45"),
        ("auto", situation([FULL, *[INCREMENTAL] * 2]), usable(INCREMENTAL, 40), "incremental", False, "40"),
        (
            "auto",
            situation([FULL, *[INCREMENTAL] * 2]),
            usable(INCREMENTAL, 41),
            "full",
            False,
            "101 % as many",
        ),
        ("auto", situation([FULL, DIFFERENTIAL, DIFFERENTIAL]), usable(FULL, 40), "incremental", False, "40"),
        ("auto", situation([INCREMENTAL]), usable(INCREMENTAL), "full", False, "no full backup"),
        ("auto", situation([FULL], unprovable="No."), usable(FULL), "full", False, "proven complete: No."),
        (
            "incremental",
            situation([FULL], unprovable="No."),
            usable(FULL),
            "full",
            True,
            "proven complete: No.",
        ),
        ("differential", situation([FULL]), Candidate(FULL, "a gap"), "full", True, "no differential can be"),
        ("auto", situation([FULL]), Candidate(FULL, "a gap"), "full", False, "no incremental can be"),
    ],
)
def test_the_type_and_its_reason(
    requested: str, facts: Situation, candidate: Candidate | None, expected: str, demoted: bool, words: str
) -> None:
    plan = choose_type(requested, facts, candidate, BackupPolicy())
    assert (plan.type.value, plan.demoted) == (expected, demoted)
    assert words in plan.reason
    assert plan.parent is (None if expected == "full" or candidate is None else candidate.parent)


def test_a_differential_without_a_full_backup_is_refused() -> None:
    with pytest.raises(ParentUnusable, match="no full backup"):
        choose_type("differential", situation([INCREMENTAL]), None, BackupPolicy())


def test_what_a_backup_builds_on() -> None:
    backups = [FULL, INCREMENTAL, DIFFERENTIAL]
    assert parent_for(BackupType.INCREMENTAL, backups) is DIFFERENTIAL
    assert parent_for(BackupType.DIFFERENTIAL, backups) is FULL
    assert parent_for(BackupType.DIFFERENTIAL, backups[1:]) is None
    assert parent_for(BackupType.INCREMENTAL, []) is None


def test_a_parent_of_another_database_is_named() -> None:
    assert identity_problem(FULL, IDENTITY) == ""
    assert "another database (system identifier abc)" in identity_problem(
        FULL, replace(IDENTITY, system_identifier="xyz")
    )
    assert "of a neuroquantum database" in identity_problem(FULL, replace(IDENTITY, engine="postgres"))


# --- judging ------------------------------------------------------------------------------------------------

ROWS = [row(1, 10), row(10, 20)]


def summary(
    held: StretchRow, *breakers: str, limit: int | None = None, blocks: Sequence[int] = (1, 2, 6)
) -> WalSummary:
    changes = RelationChanges(np.array(blocks, np.uint32), np.ones(len(blocks), np.uint32), limit)
    return WalSummary(1, held.first_lsn, held.end_lsn, relations={"pages": changes}, breakers=breakers)


def test_pages_of_another_format_are_not_built_upon() -> None:
    with_checksums, without = (
        replace(IDENTITY, page_format=text) for text in ("checksums on", "checksums off")
    )
    assert format_problem(FULL, with_checksums, with_checksums) == ""
    assert "(checksums on, now checksums off)" in format_problem(FULL, with_checksums, without)


def test_the_log_between_the_two_starts_is_folded() -> None:
    asked = []
    judged = judge_parent(
        backup(12, 13),
        situation([]),
        history_of(ROWS),
        lambda r: asked.append(r) or summary(r),
        {"pages": 100},
    )
    assert asked == ROWS[1:], "what was changed before the parent began is in it"
    assert (judged.candidate.problem, judged.candidate.changed_blocks) == ("", 3)
    assert judged.candidate.total_blocks == 100


def test_what_a_dropped_relation_had_is_not_read() -> None:
    """Dropping a small table is no reason to read a large database."""
    judged = judge_parent(
        backup(12, 13), situation([]), history_of(ROWS), lambda r: summary(r, limit=0), {"others": 1000}
    )
    assert judged.candidate.changed_blocks == 0
    cut = judge_parent(
        backup(12, 13),
        situation([]),
        history_of(ROWS),
        lambda r: summary(r, limit=5),
        {"pages": 8, "others": 1000},
    )
    assert cut.candidate.changed_blocks == 2 + 3, "two named ones before the limit, three from it on"


@pytest.mark.parametrize(
    ("parent", "usable"),
    [
        (backup(2, 10), True),
        (backup(2, 12), True),  # all that it holds came before the fork
        (backup(2, 13), False),
        (backup(11, 25), False),  # behind where this replay begins, but on the line that was left
        (backup(2, 15, stop_timeline=2), True),  # a standby that followed its primary
        (backup(13, 15, timeline=2), True),
        (backup(13, 25, timeline=2), True),  # a standby that has made no restart point since
    ],
)
def test_what_was_read_past_a_fork_is_not_built_upon(parent: Backup, usable: bool) -> None:
    """Its pages may be of the line that was left, of which the log on this one does not speak."""
    rows = [row(1, 10), row(10, 30), row(12, 20, timeline=2, origin=TimelineSpan(1, 1, 12))]
    facts = replace(situation([]), redo=WalPosition(2, 20))
    judged = judge_parent(parent, facts, history_of(rows), summary, {"pages": 100})
    assert (judged.candidate.problem == "") == usable
    assert usable or "ended after timeline 2 had left timeline 1" in judged.candidate.problem


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("identity", "another database"),
        ("gap", "is missing: never archived"),
        ("later", "does not come after"),
        ("breaker", "the log was switched off"),
        ("corrupt", "summary x: damaged"),
        ("vanished", "gone"),
        ("unnamed", "more bad pages than it names"),
    ],
)
def test_what_proves_nothing(case: str, words: str) -> None:
    def read(held: StretchRow) -> WalSummary:
        if case == "corrupt":
            raise ObjectCorrupt("damaged", object_name="summary x")
        if case == "vanished":
            raise ObjectMissing("gone")
        return summary(held, *(["the log was switched off"] if case == "breaker" else []))

    facts = situation([])
    if case == "identity":
        facts = replace(facts, identity=replace(IDENTITY, system_identifier="xyz"))
    parent = backup(25, 26) if case == "later" else backup(2, 3)
    rows = [row(1, 10), row(15, 20)] if case == "gap" else ROWS
    findings = [Finding(Severity.WARNING, MORE_FINDINGS, "", "")] if case == "unnamed" else []
    judged = judge_parent(parent, facts, history_of(rows), read, {"pages": 100}, findings)
    assert words in judged.candidate.problem
    assert not judged.changes.relations
    for type_ in ("auto", "incremental", "differential"):
        assert choose_type(type_, facts, judged.candidate, BackupPolicy()).type is BackupType.FULL


@given(
    requested=st.sampled_from(["auto", "full", "incremental", "differential"]),
    unprovable=st.sampled_from(["", "the log does not say"]),
    problem=st.sampled_from(["", "a gap"]),
    changed=st.integers(0, 100),
    backups=st.lists(st.sampled_from([FULL, INCREMENTAL, DIFFERENTIAL]), max_size=4),
    days=st.floats(0, 20),
)
def test_nothing_unproven_is_built_on(
    requested: str, unprovable: str, problem: str, changed: int, backups: list[Backup], days: float
) -> None:
    wanted = BackupType.INCREMENTAL if requested == "auto" else BackupType(requested)
    parent = parent_for(wanted, backups)
    candidate = Candidate(parent, problem, changed, 100) if parent else None
    facts = situation(backups, days=days, unprovable=unprovable)
    try:
        plan = choose_type(requested, facts, candidate, BackupPolicy())
    except ParentUnusable:
        assert requested == "differential"
        assert backups
        assert parent is None
        return
    assert plan.reason
    if plan.type is BackupType.FULL:
        assert plan.parent is None
        assert plan.demoted == (requested in ("incremental", "differential"))
    else:
        assert plan.type is wanted
        assert (unprovable, problem) == ("", "")
        assert plan.parent is parent
        assert not plan.demoted


# --- bad pages ----------------------------------------------------------------------------------------------


@given(
    st.dictionaries(st.integers(0, 300), st.sampled_from(["torn", "zero"]), max_size=40), st.text(min_size=1)
)
def test_bad_pages_are_found_again_in_their_findings(bad: dict[int, str], path: str) -> None:
    findings = list(bad_page_findings(path, sorted(bad.items())))
    assert len(findings) <= len(bad)
    ranges = bad_ranges(findings)
    assert ranges is not None
    assert bad_blocks(ranges.get(path, ()), 10**6).tolist() == sorted(bad)
    assert bad_blocks(ranges.get(path, ()), 100).tolist() == [block for block in sorted(bad) if block < 100]


def test_findings_that_were_cut_short_are_not_relied_on() -> None:
    (whole,) = bad_page_findings("x" * 30, [(3, "torn")])
    assert bad_ranges([whole]) == {"x" * 30: [(3, 3)]}
    assert bad_ranges([replace(whole, object_name=whole.object_name[:-2])]) is None
    assert bad_ranges([replace(whole, object_name=("x" * 3000 + " block 3")[:2000])]) is None
    hostile = replace(whole, object_name="x blocks 0 to 9999999999")
    ranges = bad_ranges([hostile])
    assert ranges is not None
    assert len(bad_blocks(ranges["x"], 50)) == 50
