"""Which blocks are read, how they are cut into tasks, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import blake3
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.fake import BAD, verdict

from pagewake.backup.mapping import plan_files
from pagewake.backup.reading import (
    PageStorer,
    ReadTask,
    Selection,
    blocks_to_read,
    chunk_blocks,
    groups_of,
    tasks_of,
)
from pagewake.blocks import ChangeSet, RelationChanges
from pagewake.engines.base import SourceFile
from pagewake.jobs import Job
from pagewake.repository.file_table import FileRecord
from pagewake.repository.layers import REGION_BLOCKS

PAGE, CHUNK = 4096, 512 << 10
NOTHING = ChangeSet({})


@given(
    named=st.sets(st.integers(0, 40)),
    limit=st.none() | st.integers(0, 45),
    first_block=st.sampled_from([0, 8, 16]),
    blocks=st.integers(0, 20),
    parent=st.integers(0, 20),
)
def test_blocks_to_read_are_those_that_the_parent_cannot_answer_for(
    named: set[int], limit: int | None, first_block: int, blocks: int, parent: int
) -> None:
    file = SourceFile("f", blocks * PAGE, PAGE, "r", first_block)
    changes = RelationChanges(np.array(sorted(named), np.uint32), np.ones(len(named), np.uint32), limit)
    expected = [
        block
        for block in range(blocks)
        if block >= parent
        or first_block + block in named
        or (limit is not None and first_block + block >= limit)
    ]
    assert listed(blocks_to_read(file, changes, parent), file) == expected
    assert blocks_to_read(file, changes, parent).count(file) == len(expected)
    unchanged = listed(blocks_to_read(file, None, parent), file)
    assert unchanged == list(range(min(parent, blocks), blocks))


def listed(selection: Selection, file: SourceFile) -> list[int]:
    return selection.within(0, file.blocks).tolist()


def test_a_file_that_the_parent_cannot_answer_for_is_read_whole() -> None:
    class Table:
        def get(self, path: str) -> FileRecord | None:
            return {
                "base/1/10": FileRecord("base/1/10", 8 * PAGE, PAGE, 0o600, "1/10", 0, [()]),
                "partial": FileRecord("partial", 2 * PAGE + 1, PAGE, 0o600, "p", 0, [()]),
                "settings": FileRecord("settings", 100, PAGE, 0o600, None, 0, [()]),
            }.get(path)

    def planned(file: SourceFile, changes: ChangeSet = NOTHING, **more: Any) -> list[int] | None:
        table: Any = Table()
        (plan,) = plan_files([file], table, changes, **more)
        assert (plan.blocks is None) == (plan.parent is None)
        return None if plan.blocks is None else listed(plan.blocks, file)

    same = SourceFile("base/1/10", 9 * PAGE, PAGE, "1/10", 0)
    assert planned(same) == [8]
    assert planned(same, bad={"base/1/10": [(2, 3)], "other": [(1, 1)]}) == [2, 3, 8]
    assert planned(replace(same, whole=True)) is None, "not all of its changes are in the log"
    assert planned(same, ChangeSet({}, frozenset({"base/1"}))) is None, "copied in unseen"
    assert planned(SourceFile("base/1/10", 9 * PAGE, PAGE, "1/11", 0)) is None, "another relation"
    assert planned(SourceFile("base/1/10", 9 * PAGE, PAGE, "1/10", 8)) is None, "another segment"
    assert planned(SourceFile("base/1/10", 9 * PAGE, 2 * PAGE, "1/10", 0)) is None, "other pages"
    assert planned(SourceFile("base/1/12", 9 * PAGE, PAGE, "1/12", 0)) is None, "new"
    assert planned(SourceFile("settings", 100, PAGE)) is None, "no log speaks of it"
    assert planned(SourceFile("partial", 4 * PAGE, PAGE, "p", 0)) == [2, 3], "only part of block 2 is known"


@given(st.sets(st.integers(0, 2 * REGION_BLOCKS + 500), max_size=60), st.sampled_from([512, 4096, 1 << 20]))
def test_tasks_hold_every_block_once_and_no_region_border(wanted: set[int], page: int) -> None:
    edges = {REGION_BLOCKS - 1, REGION_BLOCKS, 2 * REGION_BLOCKS - 1, 2 * REGION_BLOCKS}
    blocks = np.array(sorted(wanted | edges), np.int64)
    file = SourceFile("f", (2 * REGION_BLOCKS + 501) * page, page, "r")
    seen: list[int] = []
    for task in tasks_of(file, Selection(blocks, file.blocks), CHUNK):
        run_blocks = [first + i for first, count in task.runs.tolist() for i in range(count)]
        assert {block // REGION_BLOCKS for block in run_blocks} == {task.region}
        assert len(run_blocks) <= 4 * chunk_blocks(page, CHUNK)
        seen += run_blocks
    assert seen == blocks.tolist()


def test_a_whole_file_is_cut_at_the_same_blocks_every_time() -> None:
    for blocks in (0, 1, 511, 512, 513, REGION_BLOCKS, REGION_BLOCKS + 1):
        tasks = list(tasks_of(SourceFile("f", blocks * PAGE, PAGE, "r"), None, CHUNK))
        assert [first for task in tasks for first, _ in task.runs.tolist()] == list(range(0, blocks, 512))
        assert sum(count for task in tasks for _, count in task.runs.tolist()) == blocks


class Pages:
    """A file in memory as a session: `again` is what a second read of a page gives."""

    def __init__(self, content: bytes, again: bytes | None = None) -> None:
        self.content = content
        self.again = again
        self.reads: list[list[list[int]]] = []

    def reader(self) -> Pages:
        return self

    def read(self, file: SourceFile, runs: Any, into: memoryview) -> int:
        content = self.content if self.again is None or not self.reads else self.again
        self.reads.append(runs.tolist())
        done = 0
        for first, count in runs.tolist():
            part = content[first * file.page_size : (first + count) * file.page_size]
            into[done : done + len(part)] = part
            done += len(part)
            if len(part) < count * file.page_size:
                break
        return done

    def check(self, file: SourceFile, blocks: Any, pages: memoryview) -> Any:
        return verdict(pages, file.page_size)

    def close(self) -> None:
        pass


class Chunks(dict[bytes, bytes]):
    def add_all(self, raws: Sequence[memoryview]) -> list[bytes]:
        ids = [blake3.blake3(raw).digest() for raw in raws]
        self.update(zip(ids, map(bytes, raws), strict=True))
        return ids


def stored(session: Pages, task: ReadTask) -> tuple[dict[int, bytes], Any]:
    chunks, page = Chunks(), task.file.page_size
    source: Any = session
    result = PageStorer(source, chunks, Job(), CHUNK).store(task)
    pages = {
        int(block): chunks[result.chunks[chunk]][index * page : (index + 1) * page]
        for block, chunk, index in zip(result.blocks, result.chunk_of, result.index, strict=True)
    }
    assert all(pages.values())
    assert not set(pages) & set(result.zeros.tolist())
    pages.update((int(block), bytes(page)) for block in result.zeros)
    return pages, result


@settings(max_examples=60)
@given(
    values=st.lists(st.sampled_from([0, 0, 1, 2, 3]), min_size=1, max_size=40),
    missing=st.integers(0, 700),
    chosen=st.none() | st.sets(st.integers(0, 39), min_size=1),
)
def test_what_was_read_is_what_lies_in_chunks(
    values: list[int], missing: int, chosen: set[int] | None
) -> None:
    """Zero pages, short reads and partial pages included; the file may be shorter than it was listed."""
    page = 64
    content = b"".join(bytes([value]) * page for value in values)
    file = SourceFile("f", len(content), page, "r")
    there = content[: max(0, len(content) - missing)]
    blocks = None if chosen is None else np.array(sorted(b for b in chosen if b < len(values)), np.int64)
    padded = there.ljust(len(content), b"\0")
    for task in tasks_of(file, None if blocks is None else Selection(blocks, file.blocks), CHUNK):
        pages, result = stored(Pages(there), task)
        wanted = list(range(len(values))) if blocks is None else blocks.tolist()
        assert sorted(pages) == wanted
        first_missing = next((b for b in wanted if len(there) < (b + 1) * page), None)
        for block in wanted:
            expected = padded[block * page : (block + 1) * page]
            assert pages[block] == expected, (block, first_missing)
        assert result.bytes_read <= len(there)


def task_of(pages: int, page: int = 64) -> ReadTask:
    (task,) = tasks_of(SourceFile("f", pages * page, page, "r"), None, CHUNK)
    return task


def test_a_bad_page_is_read_once_more() -> None:
    good = b"".join(bytes([value]) * 64 for value in (1, 2, 3, 4))
    torn = bytearray(good)
    torn[64] = torn[192] = BAD
    session = Pages(bytes(torn), again=good)
    pages, result = stored(session, task_of(4))
    assert result.bad == ()
    assert b"".join(pages[block] for block in range(4)) == good
    assert session.reads == [[[0, 4]], [[1, 1]], [[3, 1]]]


def test_a_page_that_is_bad_both_times_is_kept_as_it_was_read_and_named() -> None:
    content = bytearray(b"\1" * 256)
    content[128] = BAD
    pages, result = stored(Pages(bytes(content)), task_of(4))
    assert result.bad == ((2, "it begins badly"),)
    assert pages[2] == bytes(content[128:192])


def test_a_bad_page_that_was_cut_off_meanwhile_is_zeros() -> None:
    content = bytearray(b"\1" * 256)
    content[192] = BAD
    _, result = stored(Pages(bytes(content), again=bytes(content[:192])), task_of(4))
    assert result.bad == ()
    assert result.zeros.tolist() == [3]
    half, _ = stored(Pages(bytes(content), again=bytes(content[:192]) + b"\5" * 10), task_of(4))
    assert half[3] == b"\5" * 10 + bytes(54)


def test_files_that_no_log_speaks_of_are_not_judged() -> None:
    session = Pages(bytes([BAD]) * 64)
    (task,) = tasks_of(SourceFile("settings", 64, 64), None, CHUNK)
    _, result = stored(session, task)
    assert result.bad == ()
    assert len(session.reads) == 1


class Many(Pages):
    """Several files as a session that reads small ones at once: `there` by path, `broken` paths have a bad page."""

    def __init__(self, there: dict[str, bytes], broken: frozenset[str] = frozenset()) -> None:
        super().__init__(b"")
        self.there = there
        self.broken = broken
        self.calls: list[list[str]] = []
        self.alone: list[str] = []

    def read(self, file: SourceFile, runs: Any, into: memoryview) -> int:
        self.alone.append(file.path)
        self.content = self.there.get(file.path, b"")
        return super().read(file, runs, into)

    def read_files(self, reader: Any, files: Sequence[SourceFile], into: memoryview) -> Any:
        self.calls.append([file.path for file in files])
        into[:] = b"\xee" * len(into)  # what it holds of a file that is not fine means nothing
        fine, at = [], 0
        for file in files:
            data, size = self.there.get(file.path, b""), file.blocks * file.page_size
            into[at : at + min(len(data), size)] = data[:size]
            fine.append(len(data) >= size and file.path not in self.broken)
            at += size
        return np.array(fine)


@settings(max_examples=60, deadline=None)
@given(
    files=st.lists(
        st.tuples(
            st.integers(0, 5),  # pages as listed
            st.sampled_from([0, 0, 0, 1, 64, 100]),  # bytes cut off since
            st.sampled_from(["as listed", "as listed", "zero page", "bad page", "no relation"]),
        ),
        max_size=30,
    )
)
def test_small_files_read_at_once_become_what_they_become_one_by_one(
    files: list[tuple[int, int, str]],
) -> None:
    page, there, listed_files, broken = 64, {}, [], set()
    for number, (pages, cut, kind) in enumerate(files):
        path = f"base/{number}"
        content = bytearray(b"".join(bytes([1 + (number + block) % 7]) * page for block in range(pages)))
        if kind == "zero page":
            content[:page] = bytes(len(content[:page]))
        if kind == "bad page":
            broken.add(path)
        there[path] = bytes(content[: max(0, len(content) - cut)])
        listed_files.append(SourceFile(path, len(content), page, None if kind == "no relation" else path))

    def outcome(session: Pages) -> tuple[dict[bytes, bytes], list[Any]]:
        chunks, source = Chunks(), session
        tasks = [task for file in listed_files for task in tasks_of(file, None, CHUNK)]
        storer = PageStorer(source, chunks, Job(), CHUNK)  # type: ignore[arg-type]
        return chunks, [
            (
                result.task.file.path,
                result.blocks.tolist(),
                result.chunk_of.tolist(),
                result.index.tolist(),
                result.chunks,
                result.zeros.tolist(),
                result.pages_read,
                result.bytes_read,
                result.bad,
            )
            for result in storer.store_all(tasks)
        ]

    class OneByOne(Many):
        read_files = None  # type: ignore[assignment]

    together = Many(there, frozenset(broken))
    assert outcome(together) == outcome(OneByOne(there))
    asked = [path for call in together.calls for path in call]
    fine = [
        path
        for path, (pages, cut, kind) in zip(there, files, strict=True)
        if pages and not cut and kind == "as listed"
    ]
    assert set(together.alone).isdisjoint(set(fine) & set(asked)), "what is fine is read once"
    assert set(asked) <= {file.path for file in listed_files if file.relation is not None}


def test_groups_are_small_relations_of_one_page_size_in_the_order_of_the_tasks() -> None:
    def file(name: str, pages: int, page: int = PAGE, relation: bool = True) -> SourceFile:
        return SourceFile(name, pages * page, page, name if relation else None)

    files = [
        file("a", 1), file("b", 128), file("settings", 1, relation=False), file("c", 1), file("d", 2),
        file("e", 2, 2 * PAGE), file("large", 129), *(file(f"x{n}", 100) for n in range(7)),
    ]  # fmt: skip
    tasks = [task for one in files for task in tasks_of(one, None, CHUNK)]
    groups = [[task.file.path for task in group] for group in groups_of(tasks, CHUNK)]
    assert groups == [
        ["a", "b"], ["settings"], ["c", "d"], ["e"], ["large"], [f"x{n}" for n in range(5)], ["x5", "x6"]
    ]  # fmt: skip
    assert not any(task.is_whole_relation for task in tasks_of(files[0], Selection(np.array([0]), 1), CHUNK))
