"""Databases as the original engine leaves them, made with this project's encoder, and the truth about them.

No database id, no flushed checkpoints, aborts without CLRs, pages flushed or not, uncommitted ones too; group
commit that puts records into old segments; counters that start again.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.neuroquantum.logs import LogMaker, data_of, page_file, tx

from pagewake.engines.neuroquantum import pages as page_format
from pagewake.engines.neuroquantum.layout import segment_name

State = tuple[bytes, ...]
SIZE = 4032
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment(nanoseconds: int) -> datetime:
    """A record's time, rounded down as targets are."""
    return EPOCH + timedelta(microseconds=nanoseconds // 1000)


@dataclass
class Point:
    """A commit: its transaction, its LSN, its time and the state that it leaves."""

    tx: bytes
    lsn: int
    time: datetime
    state: State


@dataclass
class Original:
    """One database of the original. `states` holds, by LSN, what a restore to it has to give."""

    directory: Path
    seed: int = 0
    page_count: int = 4
    per_segment: int = 12
    maker: LogMaker = field(default_factory=LogMaker)
    states: dict[int, State] = field(default_factory=dict)
    points: list[Point] = field(default_factory=list)
    segments: list[list[bytes]] = field(default_factory=lambda: [[]])

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.memory = [bytearray(SIZE) for _ in range(self.page_count)]
        self.state: State = tuple(map(bytes, self.memory))
        self.next_tx = 1000 * (self.seed + 1)
        self.placed = 0
        self.restarted = 0
        self.file = page_file(self.directory / "data" / "test.db", self.page_count)
        (self.directory / "wal").mkdir(parents=True, exist_ok=True)

    def work(self, transactions: int) -> None:
        """Transactions that commit or abort; now and then a checkpoint and a flush."""
        for _ in range(transactions):
            self.transaction("abort" if self.chance.random() < 0.2 else "commit")
            if self.chance.random() < 0.1:
                self._note(self.maker.checkpoint([self.next_tx - 1], flushed=False))
            if self.chance.random() < 0.2:
                self.flush()
        self.write()

    def transaction(self, end: str, *, flush: bool = False) -> int:
        """One transaction that ends as told (`commit`, `abort`, `open`); returns the LSN of its last record."""
        number, self.next_tx = self.next_tx, self.next_tx + 1
        before = [bytes(page) for page in self.memory]
        self._note(self.maker.begin(number))
        for _ in range(self.chance.randint(1, 3)):
            page, at = self.chance.randrange(self.page_count), self.chance.randrange(SIZE - 32)
            new = self.chance.randbytes(self.chance.randint(1, 32))
            old = bytes(self.memory[page][at : at + len(new)])
            self._note(self.maker.update(number, page + 1, at, old, new))
            self.memory[page][at : at + len(new)] = new
        if flush:
            self.flush()
        if end == "commit":
            self.state = tuple(map(bytes, self.memory))
            time = moment(self.maker.now_ns)
            self._note(self.maker.commit(number))
            self.points.append(Point(tx(number), self.maker.lsn - 1, time, self.state))
        elif end == "abort":
            self._note(self.maker.abort(number))
            self.memory = [bytearray(page) for page in before]
        return self.maker.lsn - 1

    def crash(self) -> None:
        """Die, and be recovered when started again: what was open is undone, which the original does not log."""
        self.memory = [bytearray(page) for page in self.state]
        self.flush()
        self.maker.pause(2)

    def restart(self, lsn: int) -> None:
        """Start again with a counter that takes LSNs from `lsn` on a second time. `states` begin anew."""
        self.crash()
        self._place()
        self.maker = LogMaker(lsn=lsn, now_ns=self.maker.now_ns)
        self.placed = 0
        self.states, self.points = {}, []

    def group_commit_restart(self) -> None:
        """Start again as group commit does: the next records go to the ends of the old segments, one each."""
        self._place()
        self.crash()
        self.restarted = 1

    def flush(self) -> None:
        """Write the pages as they are, uncommitted changes and all."""
        with self.file.open("r+b") as file:
            for number, data in enumerate(self.memory, 1):
                page = page_format.new_page(number)
                page[page_format.HEADER_SIZE :] = data
                page_format.seal(page)
                file.seek(number * page_format.PAGE_SIZE)
                file.write(page)

    def write(self) -> None:
        """Bring the segments on disk up to what was logged."""
        self._place()
        for number, frames in enumerate(self.segments):
            path = self.directory / "wal" / segment_name(number)
            if frames or path.exists():
                path.write_bytes(b"".join(frames))

    def _place(self) -> None:
        for frame in self.maker.frames[self.placed :]:
            if self.restarted and self.restarted < len(self.segments):
                self.segments[self.restarted].append(frame)
                self.restarted += 1
                continue
            self.restarted = 0
            if len(self.segments[-1]) >= self.per_segment:
                self.segments.append([])
            self.segments[-1].append(frame)
        self.placed = len(self.maker.frames)

    def _note(self, lsn: int) -> None:
        for one in range(lsn, self.maker.lsn):
            self.states[one] = self.state


def state_of(directory: Path, page_count: int = 4) -> State:
    """What a restored database holds."""
    return tuple(data_of(directory / "data" / "test.db", number) for number in range(1, page_count + 1))
