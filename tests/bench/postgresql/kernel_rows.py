"""Rows about the kernels alone: walking WAL, its change list, checking pages, and how soon the first byte is parsed.

Ours run in this process, on bytes read from the page cache in pieces; peers are programs of their own.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tests.bench.postgresql.datasets import SEGMENT, WalSet, data_directory, wal_set_a, wal_set_b
from tests.bench.postgresql.measuring import (
    Comparison,
    Contestant,
    Figure,
    Outcome,
    Sample,
    interleaved,
    measured,
    run_command,
)
from tests.bench.postgresql.ours import environment
from tests.bench.postgresql.peers import MISSING_15
from tests.bench.postgresql.place import MEBIBYTE, Bench, server_user, tree_size
from tests.postgres.installations import Installation

from pagewake.engines.postgres.segments import parse_segment_name, read_header, segment_name
from pagewake.kernels import KERNELS
from pagewake.kernels.wal import WalLayout, WalStop

PIECE = MEBIBYTE
"""Fed to the walker at once: smaller pays for calls, larger leaves the processor's caches."""
CHECKED = 4 * MEBIBYTE
SEGMENT_BLOCKS = 131072
RELATION_FILE = re.compile(r"([1-9]\d*)(_fsm|_vm|_init)?(?:\.(\d+))?")
TEXT_SHARE = 16
"""The text of pg_waldump is compared on one part in so many of the set: it takes too long."""


def wal_scan(bench: Bench) -> Outcome:
    """Walk WAL and collect its block set, beside `pg_waldump --quiet`, which collects nothing."""
    installation = bench.installation(15)
    if installation is None:
        return Outcome(skipped=MISSING_15)
    outcome = Outcome()
    for wal in (wal_set_b(bench, installation), wal_set_a(bench, installation)):
        contestants = [
            Contestant("1 thread", lambda wal=wal: _in_process(wal.size, lambda: scan(wal.segments, 1))),
            Contestant("2 threads", lambda wal=wal: _in_process(wal.size, lambda: scan(wal.segments, 2))),
            Contestant("summaries", lambda wal=wal: _in_process(wal.size, lambda: summaries(wal.segments))),
            Contestant("pg_waldump -q", lambda wal=wal: _waldump(wal, "--quiet")),
        ]
        samples = interleaved(contestants, bench.rounds)
        goals = {
            "1 thread": (1.8, 2.3) if wal.name == "B" else (1.1, 1.4),
            "2 threads": (3.0, 4.0) if wal.name == "B" else (1.7, 2.2),
            "summaries": (None, None),
        }
        for ours, (floor, target) in goals.items():
            row = f"WAL scan {wal.name}, {ours}"
            outcome.lines.append(Comparison(row, ours, "pg_waldump -q", "wall", floor, target, samples))
    return outcome


def change_list(bench: Bench) -> Outcome:
    """The distinct blocks of dense WAL, beside `pg_waldump -b` and a script that reads its text."""
    installation = bench.installation(15)
    if installation is None:
        return Outcome(skipped=MISSING_15)
    wal = wal_set_b(bench, installation)
    head = wal.head(wal.size // TEXT_SHARE)
    found: dict[str, set[tuple[str, int]]] = {}

    def text() -> Sample:
        with measured() as sample:
            found["text"] = _blocks_of_text(head)
        sample.size = head.size
        return sample

    contestants = [
        Contestant("1 thread", lambda: _in_process(wal.size, lambda: scan(wal.segments, 1))),
        Contestant("pg_waldump -b + script", text),
    ]
    samples = interleaved(contestants, bench.rounds)
    ours = _as_names(scan(head.segments, 1))
    if ours != found["text"]:
        raise AssertionError(f"{len(ours ^ found['text'])} blocks differ from what pg_waldump names")
    outcome = Outcome(notes=[f"change list: {len(ours):,} distinct blocks, the same as pg_waldump names"])
    peer = "pg_waldump -b + script"
    outcome.lines.append(Comparison("change list B", "1 thread", peer, "wall", 30, 50, samples))
    return outcome


def page_checks(bench: Bench) -> Outcome:
    """Check every page of a data directory at rest, beside `pg_checksums --check`."""
    installation = bench.installation(15)
    if installation is None:
        return Outcome(skipped=MISSING_15)
    data = data_directory(bench, installation)
    size = tree_size(data / "base") + tree_size(data / "global")
    command = [installation.tool("pg_checksums"), "--check", "-D", str(data)]

    def peer() -> Sample:
        sample = run_command(command, environment=installation.environment, popen=server_user())
        sample.size = size
        return sample

    contestants = [
        Contestant("1 thread", lambda: _in_process(size, lambda: check_pages(data, 1))),
        Contestant("2 threads", lambda: _in_process(size, lambda: check_pages(data, 2))),
        Contestant("pg_checksums", peer),
    ]
    samples = interleaved(contestants, bench.rounds)
    outcome = Outcome()
    for ours, floor, target in (("1 thread", 1.2, 1.5), ("2 threads", 1.7, 2.2)):
        row = f"page checks, {ours}"
        outcome.lines.append(Comparison(row, ours, "pg_checksums", "wall", floor, target, samples))
    return outcome


def first_byte(bench: Bench) -> Outcome:
    """From the start of a process to a WAL segment that has been parsed: `pagewake wal inspect --stats`."""
    installation = bench.installation(15)
    if installation is None:
        return Outcome(skipped=MISSING_15)
    segment = wal_set_a(bench, installation).segments[0]
    command = [sys.executable, "-P", "-m", "pagewake", "wal", "inspect", str(segment), "--stats", "--json"]
    times = sorted(run_command(command, environment=environment()).wall for _ in range(max(5, bench.rounds)))
    note = f"16 MB and the answer included; {times[0]:.3f}-{times[-1]:.3f}"
    figure = Figure("start to WAL parsed", statistics.median(times), " s", 0.3, 0.2, at_most=True, note=note)
    return Outcome([figure])


# --- what is measured


def scan(segments: Sequence[Path], threads: int) -> NDArray[Any]:
    """Walk consecutive segments in as many parts as threads; the distinct blocks.

    A record that runs over the end of a part is finished there.
    """
    share = -(-len(segments) // threads)
    parts = [(segments[at : at + share], segments[at + share :]) for at in range(0, len(segments), share)]
    with ThreadPoolExecutor(threads) as pool:
        tables = list(pool.map(_walk, *zip(*parts, strict=True)))
    return tables[0] if len(tables) == 1 else _merged(np.concatenate(tables))


def _merged(blocks: NDArray[Any]) -> NDArray[Any]:
    """The distinct ones of some blocks, by relation fork and number; counts are left out.

    There are few tablespaces, databases and forks, so one after the other is looked at; what is left of a block then
    fits into one number, and sorting plain numbers is quick.
    """
    parts = []
    while len(blocks):
        mine = np.ones(len(blocks), np.bool_)
        for name in ("tablespace", "database", "fork"):
            mine &= blocks[name] == blocks[name][0]
        keys = blocks["relation"][mine].astype(np.uint64) << np.uint64(32) | blocks["block"][mine]
        keys.sort()
        keys = keys[np.concatenate(([True], keys[1:] != keys[:-1]))]
        found = np.zeros(len(keys), blocks.dtype)
        for name in ("tablespace", "database", "fork"):
            found[name] = blocks[name][0]
        found["relation"], found["block"] = keys >> np.uint64(32), keys & np.uint64(0xFFFFFFFF)
        parts.append(found)
        blocks = blocks[~mine]
    return np.concatenate(parts)


def _walk(segments: Sequence[Path], rest: Sequence[Path]) -> NDArray[Any]:
    """The distinct blocks of one part."""
    with open(segments[0], "rb") as file:
        header = read_header(file.read(8192))
    layout = WalLayout(header.magic, header.segment_size, header.system_identifier)
    number = parse_segment_name(segments[0].name, header.segment_size).number
    start = number * header.segment_size
    walker = KERNELS.wal_walker(layout, start, exact=False)
    buffer = memoryview(bytearray(PIECE))
    lsn = start
    for path in segments:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            for offset in range(0, header.segment_size, PIECE):
                got = os.preadv(descriptor, [buffer], offset)
                stop = walker.feed(buffer[:got], lsn)
                if stop is not WalStop.MORE:
                    raise AssertionError(f"{path}: {stop.description}")
                lsn += got
        finally:
            os.close(descriptor)
    if rest and walker.pending is not None:
        with open(rest[0], "rb") as file:
            while walker.pending is not None and walker.pending < start + len(segments) * SEGMENT:
                piece = file.read(8192)
                walker.feed(piece, lsn)
                lsn += len(piece)
    blocks = walker.blocks()
    return blocks.copy()


def scan_range(wal: Path, first: int, end: int, segment_size: int) -> NDArray[Any]:
    """The distinct blocks that the records of a live pg_wal name from one LSN up to another."""
    header = read_header((wal / segment_name(1, first // segment_size, segment_size)).read_bytes()[:8192])
    layout = WalLayout(header.magic, header.segment_size, header.system_identifier)
    walker = KERNELS.wal_walker(layout, first, exact=True)
    lsn = first // 8192 * 8192
    for number in range(first // segment_size, (end - 1) // segment_size + 1):
        data = (wal / segment_name(1, number, segment_size)).read_bytes()
        stop = walker.feed(memoryview(data)[lsn % segment_size :], lsn)
        lsn = (number + 1) * segment_size
    if walker.end_lsn < end:
        raise AssertionError(f"the walk ended at {walker.end_lsn:X} of {end:X}: {stop.description}")
    return walker.blocks().copy()


def summaries(segments: Sequence[Path]) -> int:
    """Summarise segment after segment, as archiving does; the records found."""
    from pagewake.engines.postgres.summaries import summarise

    records, before = 0, None
    for path in segments:
        data = path.read_bytes()
        header = read_header(data)
        place = parse_segment_name(path.name, header.segment_size)
        first = place.number * header.segment_size
        summary = summarise(data, first, first + len(data), place.timeline, name=path.name, before=before)
        records += summary.records
        before = data
    return records


def check_pages(data: Path, threads: int) -> int:
    """Check every page of every relation file; returns how many. Raises AssertionError for a bad one."""
    tasks = list(_pieces(data))
    with ThreadPoolExecutor(threads) as pool:
        queue = iter(tasks)
        counts = pool.map(lambda _: _check(queue), range(threads))
        return sum(counts)


def _pieces(data: Path) -> list[tuple[str, int, int, int]]:
    """Path, first block in its relation, offset and size of every piece to check."""
    pieces = []
    for place, _directories, names in os.walk(data):
        if not re.fullmatch(r"global|base/\d+", os.path.relpath(place, data)):
            continue
        for name in names:
            if (named := RELATION_FILE.fullmatch(name)) is None:
                continue
            path, first = os.path.join(place, name), int(named[3] or 0) * SEGMENT_BLOCKS
            size = os.lstat(path).st_size
            for at in range(0, size, CHECKED):
                pieces.append((path, first + at // 8192, at, min(CHECKED, size - at)))
    return pieces


def _check(queue: object) -> int:
    buffer, count = memoryview(bytearray(CHECKED)), 0
    opened, descriptor = "", -1
    for path, first, offset, size in queue:  # type: ignore[attr-defined]
        if path != opened:
            if descriptor >= 0:
                os.close(descriptor)
            opened, descriptor = path, os.open(path, os.O_RDONLY)
        got = os.preadv(descriptor, [buffer[:size]], offset)
        blocks = np.arange(first, first + got // 8192)
        bad, _faults = KERNELS.check_pg_pages(buffer[:got], blocks, checksums=True)
        if len(bad):
            raise AssertionError(f"{path}: {len(bad)} bad pages")
        count += len(blocks)
    if descriptor >= 0:
        os.close(descriptor)
    return count


def _in_process(size: int, work: Callable[[], object]) -> Sample:
    with measured() as sample:
        work()
    sample.size = size
    return sample


def _waldump(wal: WalSet, *options: str) -> Sample:
    first, last = wal.range
    command = [wal.installation.tool("pg_waldump"), *options, "-p", str(wal.segments[0].parent), first, last]
    sample = _run_to_end_of_wal(command, wal.installation)
    sample.size = wal.size
    return sample


def _run_to_end_of_wal(command: list[str], installation: Installation) -> Sample:
    """pg_waldump ends with an error where the last record goes on in a segment that is not there."""
    with measured() as sample:
        done = subprocess.run(
            command, env=installation.environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    if done.returncode != 0 and b"could not find file" not in done.stderr:
        raise AssertionError(done.stderr.decode(errors="replace"))
    return sample


_REFERENCE = re.compile(rb"rel (\d+/\d+/\d+)(?: fork (\w+))? blk (\d+)")


def _blocks_of_text(wal: WalSet) -> set[tuple[str, int]]:
    """What the usual script does: the text of pg_waldump, line by line, into a set."""
    first, last = wal.range
    command = [wal.installation.tool("pg_waldump"), "--bkp-details", "-p", str(wal.segments[0].parent)]
    found: set[tuple[bytes, bytes, bytes]] = set()
    with subprocess.Popen(
        [*command, first, last],
        env=wal.installation.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            found.update(_REFERENCE.findall(line))
    return {
        (rel.decode() + ("" if fork in (b"", b"main") else f"_{fork.decode()}"), int(block))
        for rel, fork, block in found
    }


def _as_names(blocks: NDArray[Any]) -> set[tuple[str, int]]:
    forks = ("", "_fsm", "_vm", "_init")
    columns = (blocks[name].tolist() for name in ("tablespace", "database", "relation", "fork", "block"))
    return {
        (f"{tablespace}/{database}/{relation}{forks[fork]}", block)
        for tablespace, database, relation, fork, block in zip(*columns, strict=True)
    }
