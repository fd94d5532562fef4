"""Small repositories with real logs of both engines: two timelines, many commits, and a list that knows all of them."""

from __future__ import annotations

import copy
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.neuroquantum.logs import LogMaker, tx
from tests.postgres.wal_writer import WalWriter

from pagewake.engines import neuroquantum, postgres
from pagewake.engines.base import Engine, WalPiece, WalSpan
from pagewake.engines.neuroquantum.stretches import stretch_name
from pagewake.engines.postgres.segments import segment_name
from pagewake.insight.timeline import SourceTimeline, source_timeline
from pagewake.model import Identity, TimelineSpan
from pagewake.repository.repository import Repository
from pagewake.stores.memory import MemoryStore

MIB = 1 << 20
SOURCE = "shop"
START = datetime(2030, 1, 1, tzinfo=UTC)
PG_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Known:
    """One commit that was written."""

    timeline: int
    lsn: int
    end_lsn: int
    time: datetime
    xid: str


@dataclass
class Rig:
    """A repository with the log of one database, and every commit of it by timeline, in log order."""

    engine: Engine
    repository: Repository
    commits: dict[int, list[Known]]
    fork: int
    spans: list[tuple[WalSpan, bytes]] = field(default_factory=list)

    def timeline(self) -> SourceTimeline:
        return source_timeline(self.repository, self.engine, SOURCE)

    def line(self, number: int) -> list[Known]:
        """The commits on the way to a timeline, in log order."""
        if number == 1:
            return self.commits[1]
        return [one for one in self.commits[1] if one.lsn < self.fork] + self.commits[2]

    def add(self, piece: WalPiece, identity: Identity) -> None:
        assert self.repository.wal.add(SOURCE, piece, identity)


def neuroquantum_rig(seed: int = 1) -> Rig:
    """Forty transactions on timeline 1, a fork in the middle, thirty on timeline 2; times go back now and then."""
    chance = random.Random(seed)
    rig = Rig(neuroquantum.ENGINE, Repository.create(MemoryStore()), {1: [], 2: []}, 0)
    maker = LogMaker()
    maker.now_ns = int(START.timestamp()) * 10**9

    def write(timeline: int, numbers: range) -> None:
        for number in numbers:
            maker.begin(number)
            maker.update(number, number % 9, 0, b"", b"x" * chance.randrange(50))
            maker.now_ns += 1000 * chance.choice([0, 1, 500_000, 500_000, 3_000_000, -700_000])
            time = START + timedelta(microseconds=maker.now_ns // 1000 - int(START.timestamp()) * 10**6)
            lsn = maker.commit(number)
            known = Known(timeline, lsn, lsn + 1, time, str(UUID(bytes=tx(number))))
            rig.commits[timeline].append(known)

    write(1, range(20))
    rig.fork = maker.lsn
    child = copy.deepcopy(maker)
    write(1, range(20, 40))
    _archive_frames(rig, 1, maker.frames, 1, None, chance)
    maker = child
    write(2, range(50, 80))
    _archive_frames(rig, 2, maker.frames[rig.fork - 1 :], rig.fork, TimelineSpan(1, 1, rig.fork), chance)
    return rig


def _archive_frames(
    rig: Rig,
    timeline: int,
    frames: list[bytes],
    first: int,
    origin: TimelineSpan | None,
    chance: random.Random,
) -> None:
    at = 0
    while at < len(frames):
        size = chance.randrange(1, 12)
        data, low = b"".join(frames[at : at + size]), first + at
        end = low + len(frames[at : at + size])
        span = WalSpan(stretch_name(timeline, low, end), timeline, low, end, len(data), b"", origin)
        summary = rig.engine.summarise(data, span)
        rig.add(WalPiece(span.name, timeline, low, end, data, summary, origin), _who("neuroquantum"))
        rig.spans.append((span, data))
        at, origin = at + size, None


def postgres_rig(seed: int = 1) -> Rig:
    """Some segments of 1 MiB on timeline 1, a fork inside one, some more on timeline 2."""
    chance = random.Random(seed)
    rig = Rig(postgres.ENGINE, Repository.create(MemoryStore()), {1: [], 2: []}, 0)
    wal = WalWriter(segment_size=MIB)
    clock = [START]

    def write(timeline: int, numbers: range) -> None:
        for number in numbers:
            wal.append(21, 0, main=bytes(chance.choice([10, 9000, 70_000, 300_000])), xid=number)
            if not number % 5:  # have the commit run over the end of the segment
                while wal.position % MIB < MIB - 8192:
                    wal.fill_page()
                wal.fill_page(leave=40)
            clock[0] += timedelta(microseconds=chance.choice([0, 1, 500_000, 2_000_000, -700_000]))
            at = (clock[0] - PG_EPOCH) // timedelta(microseconds=1)
            dropped = [(1663, 5, 16384 + one) for one in range(8)]
            placed = wal.commit(at, xid=number, dropped=dropped)
            rig.commits[timeline].append(Known(timeline, placed.lsn, placed.end_lsn, clock[0], str(number)))

    write(1, range(700, 716))
    wal.append(21, 0, main=bytes(10), xid=1)
    rig.fork = wal.position
    child, then = copy.deepcopy(wal), clock[0]
    write(1, range(716, 730))
    wal.switch()
    _archive_segments(rig, wal, 1, wal.start, None)
    wal, clock[0] = child, then
    wal.timeline = 2
    write(2, range(800, 815))
    wal.switch()
    _archive_segments(rig, wal, 2, rig.fork, TimelineSpan(1, MIB, rig.fork))
    return rig


def _archive_segments(
    rig: Rig, wal: WalWriter, timeline: int, first: int, origin: TimelineSpan | None
) -> None:
    data = wal.segments()
    before = None
    for start in range(first - first % MIB, wal.start + len(data), MIB):
        content = data[start - wal.start :][:MIB]
        low, end = max(start, first), start + MIB
        name = segment_name(timeline, start // MIB, MIB)
        span = WalSpan(name, timeline, low, end, len(content), b"", origin)
        summary = rig.engine.summarise(content, span, before)
        rig.add(WalPiece(name, timeline, low, end, content, summary, origin), _who("postgres"))
        rig.spans.append((span, content))
        before, origin = content, None


def _who(engine: str) -> Identity:
    return Identity(engine, "1", "4711", 8192)


RIGS: dict[str, Any] = {"neuroquantum": neuroquantum_rig, "postgres": postgres_rig}
