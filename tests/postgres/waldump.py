"""What pg_waldump and pg_walsummary say, parsed: the oracles for reading WAL."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.postgres.installations import Installation, account
from tests.postgres.servers import run_tool

_LINE = re.compile(
    r"rmgr: (\w+)\s+len \(rec/tot\):\s*\d+/\s*(\d+), tx:\s*(\d+), lsn: (\w+/\w+), prev (\w+/\w+), "
    r"desc: (UNKNOWN \(\w+\)|\S*)"
)
_BLOCK = re.compile(r"blkref #\d+: rel (\d+)/(\d+)/(\d+)(?: fork (main|fsm|vm|init))? blk (\d+)")
_SUMMARY = re.compile(r"TS (\d+), DB (\d+), REL (\d+), FORK (\w+): (limit|blocks?) (\d+)(?:\.\.(\d+))?")
_SUFFIX = {"": "", "main": "", "fsm": "_fsm", "vm": "_vm", "init": "_init"}


@dataclass(frozen=True)
class Dumped:
    """One record as pg_waldump prints it."""

    lsn: int
    length: int
    type: str
    xid: int
    prev: int
    blocks: tuple[tuple[str, int], ...]


def number(text: str) -> int:
    """An LSN from `X/X`."""
    high, low = text.split("/")
    return int(high, 16) << 32 | int(low, 16)


def dump(installation: Installation, first: Path, last: Path) -> Iterator[Dumped]:
    """The records of the segments from one file to another. An error at the end of the log is expected."""
    with subprocess.Popen(
        [installation.tool("pg_waldump"), str(first), str(last)],
        cwd="/",
        env=installation.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        errors="replace",
        **account().popen,  # type: ignore[call-overload]
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            found = _LINE.match(line)
            assert found is not None, line
            manager, length, xid, lsn, prev, desc = found.groups()
            blocks = tuple(
                (f"{ts}/{db}/{rel}{_SUFFIX[fork]}", int(block))
                for ts, db, rel, fork, block in _BLOCK.findall(line)
            )
            yield Dumped(number(lsn), int(length), f"{manager}/{desc}", int(xid), number(prev), blocks)


def summary(installation: Installation, path: Path) -> tuple[dict[str, int], dict[str, set[int]]]:
    """The limits and the blocks in a file of pg_wal/summaries."""
    done = run_tool(installation, "pg_walsummary", path)
    limits: dict[str, int] = {}
    blocks: dict[str, set[int]] = {}
    for line in done.stdout.splitlines():
        found = _SUMMARY.fullmatch(line)
        assert found is not None, line
        key = f"{found[1]}/{found[2]}/{found[3]}{_SUFFIX[found[4]]}"
        if found[5] == "limit":
            limits[key] = int(found[6])
        else:
            blocks.setdefault(key, set()).update(range(int(found[6]), int(found[7] or found[6]) + 1))
    return limits, blocks
