"""What a contestant took, by the clock and by the processor, and how busy everybody else was meanwhile."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Sample:
    """One run. `size` is the bytes that the run is about (read, or made: its row says), `other` the cores that
    were busy with something else.
    """

    wall: float = 0.0
    cpu: float = 0.0
    other: float = 0.0
    size: int = 0


@dataclass(frozen=True)
class Contestant:
    """One way to do a thing. `run` measures it; what must not be measured it does before and afterwards.

    `prepare` is called with the number of the round right before each run.
    """

    name: str
    run: Callable[[], Sample]
    prepare: Callable[[int], None] = lambda number: None


class ContestantFailed(Exception):
    """A program ended with another exit status than 0; carries what it said."""


@contextmanager
def measured(server: int | None = None) -> Iterator[Sample]:
    """Measure what happens inside: this process, children that ended, and the server with this pid."""
    sample = Sample()
    begun, own, busy = time.perf_counter(), _own_cpu(server), _busy()
    yield sample
    sample.wall = time.perf_counter() - begun
    sample.cpu = _own_cpu(server) - own
    sample.other = max(0.0, (_busy() - busy - sample.cpu) / max(sample.wall, 0.01))


def run_command(
    command: Sequence[str | Path],
    *,
    server: int | None = None,
    output: Path | None = None,
    environment: Mapping[str, str] | None = None,
    popen: Mapping[str, Any] | None = None,
) -> Sample:
    """Run a program to its end and measure it, its children and the server. Raises ContestantFailed."""
    target = open(output, "wb") if output else None  # noqa: SIM115
    try:
        with measured(server) as sample:
            done = subprocess.run(
                list(map(str, command)),
                cwd="/",
                env=dict(environment) if environment is not None else None,
                stdin=subprocess.DEVNULL,
                stdout=target or subprocess.PIPE,
                stderr=subprocess.PIPE,
                check=False,
                **(popen or {}),
            )
    finally:
        if target:
            target.close()
    if done.returncode != 0:
        said = (done.stdout or b"") + done.stderr
        raise ContestantFailed(f"{' '.join(map(str, command))}\n{said.decode(errors='replace')[-3000:]}")
    return sample


def interleaved(contestants: Sequence[Contestant], rounds: int) -> dict[str, list[Sample]]:
    """Every contestant once a round, in an order that is turned from round to round."""
    found: dict[str, list[Sample]] = {contestant.name: [] for contestant in contestants}
    for number in range(rounds):
        turn = number % len(contestants)
        for contestant in (*contestants[turn:], *contestants[:turn]):
            contestant.prepare(number)
            found[contestant.name].append(contestant.run())
            print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return found


@dataclass(frozen=True)
class Comparison:
    """One line of the table: us beside a peer, with what is to be reached.

    `what` is `wall` or `cpu` (seconds for each byte, so that sizes may differ), or `size`. The ratio is how many
    times more the peer took in the same round.
    """

    row: str
    ours: str
    peer: str
    what: str
    floor: float | None
    target: float | None
    samples: Mapping[str, Sequence[Sample]]

    @property
    def ratios(self) -> list[float]:
        """The ratio of each round, ascending."""
        pairs = zip(self.samples[self.ours], self.samples[self.peer], strict=True)
        return sorted(_cost(peer, self.what) / _cost(ours, self.what) for ours, peer in pairs)


@dataclass(frozen=True)
class Figure:
    """One line of the table that compares with nothing: a value, and what it must not exceed or fall short of."""

    row: str
    value: float
    unit: str
    floor: float
    target: float
    at_most: bool = False
    note: str = ""


@dataclass
class Outcome:
    """What one row of the bench gave: lines for the table, or why it was left out."""

    lines: list[Comparison | Figure] = field(default_factory=list)
    skipped: str = ""
    notes: list[str] = field(default_factory=list)


def tree_cpu(pid: int) -> float:
    """Processor seconds of a process, its children that ended, and those that live."""
    total = _stat_cpu(pid)
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                parent = int(_stat_fields(int(entry.name))[1])
            except (OSError, IndexError):  # it has ended meanwhile
                continue
            if parent == pid:
                total += _stat_cpu(int(entry.name))
    return total


def _cost(sample: Sample, what: str) -> float:
    if what == "size":
        return max(1, sample.size)
    seconds = sample.wall if what == "wall" else max(sample.cpu, 1 / TICKS)
    return seconds / max(1, sample.size)


def _own_cpu(server: int | None) -> float:
    total = 0.0
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        usage = resource.getrusage(who)
        total += usage.ru_utime + usage.ru_stime
    return total + (tree_cpu(server) if server is not None else 0.0)


def _busy() -> float:
    """Seconds that all processors together were busy since the machine was started."""
    user, nice, system, _idle, _wait, irq, soft, *_ = map(int, Path("/proc/stat").read_text().split()[1:9])
    return (user + nice + system + irq + soft) / TICKS


def _stat_fields(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the state on (the name before it may hold anything)."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _stat_cpu(pid: int) -> float:
    try:
        fields = _stat_fields(pid)
    except OSError:  # it has ended meanwhile, and its parent counts it
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS
