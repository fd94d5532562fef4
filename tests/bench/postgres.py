"""`./pw bench postgres`: Pagewake beside the tools that people use, on the same PostgreSQL data, in the same rounds.

Peers are pg_waldump, pg_checksums, pgBackRest, pg_basebackup and, with PostgreSQL 18, its own incremental backup and
pg_combinebackup. One that is missing is left out, with the line that brings it. Data is made once and kept in a cache
directory (`--cache DIR`). How to read the table: docs/performance.md.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.postgresql import kernel_rows, pipeline_rows
from tests.bench.postgresql.coverage_row import coverage
from tests.bench.postgresql.disk import AS_IS, AUTO, CHOICES, JOURNALED, NoDisk, has_journal, journaled_disk
from tests.bench.postgresql.measuring import Figure, Outcome
from tests.bench.postgresql.place import MEBIBYTE, Bench, default_cache
from tests.bench.postgresql.table import lines_of, missed, text_of
from tests.postgres.servers import Rig

ROWS: dict[str, Callable[[Bench], Outcome]] = {
    "wal-scan": kernel_rows.wal_scan,
    "change-list": kernel_rows.change_list,
    "page-checks": kernel_rows.page_checks,
    "first-byte": kernel_rows.first_byte,
    "coverage": coverage,
    "full": pipeline_rows.full_backup,
    "full-cold": pipeline_rows.full_backup_cold,
    "incremental": pipeline_rows.incremental,
    "restore": pipeline_rows.restore,
    "native": pipeline_rows.native_incremental,
}

ON_DISK = ("full", "full-cold", "incremental", "native")
"""The rows in which servers and backups flush what they write."""
JOURNALED_ALONE = ("native",)
"""Those that are given a journal where the cache's disk has none and nobody says otherwise: in `native` the peer makes
1,600 files, which costs where there is no journal what it costs on no database server."""


def main(arguments: list[str] | None = None) -> int:
    """Run the rows asked for and print the table; 1 where a floor was missed."""
    options = _options(arguments)
    if options.quick:
        options.size, options.wal, options.rounds = 32, 32, 1
    outcomes: list[Outcome] = []
    options.cache.mkdir(parents=True, exist_ok=True)
    captions: dict[str, list[str]] = {}
    for name in options.rows or ROWS:
        begun = time.monotonic()
        print(f"{name} ", end="", file=sys.stderr, flush=True)
        try:
            with _bench(options, name) as (bench, disk):
                outcome = ROWS[name](bench)
                captions.setdefault(disk, []).append(name)
        except NoDisk as why:
            outcome = Outcome(skipped=f"no file system with a journal can be had here: {why}")
        print(f"{name}: {time.monotonic() - begun:.0f} s", file=sys.stderr)
        outcomes.append(outcome)
        if outcome.skipped:
            print(f"left out: {name}: {outcome.skipped}")
    print(f"{options.size} MB of data, {options.wal} MiB of WAL, {options.rounds} rounds")
    for disk, names in captions.items():
        if rows := [name for name in names if name in ON_DISK]:
            print(f"{', '.join(rows)}: {disk}")
    print(text_of(lines_of(outcomes)))
    for outcome in outcomes:
        notes = [f"{line.row}: {line.note}" for line in outcome.lines if isinstance(line, Figure)]
        for note in (*notes, *outcome.notes):
            print(note)
    below = missed(outcomes)
    if below and not options.quick:
        print(f"\nBelow their floor: {', '.join(below)}")
        return 1
    return 0


@contextmanager
def _bench(options: argparse.Namespace, row: str) -> Iterator[tuple[Bench, str]]:
    """What a row runs with, and in words the disk that it runs on. Raises NoDisk where one was asked for."""
    cache: Path = options.cache.absolute()
    sizes = (options.size * 1_000_000, options.wal * MEBIBYTE)
    # Beside the cache, on a disk: in memory every flush is free, and the peers flush thousands of small files.
    place, disk = cache, f"on the disk of {cache}, as it is"
    rows = {JOURNALED: ON_DISK, AUTO: JOURNALED_ALONE, AS_IS: ()}[options.disk]
    with ExitStack() as stack:
        if not has_journal(cache):
            disk += " (ext4 without a journal)"
            if row in rows:
                try:
                    place = stack.enter_context(journaled_disk(cache, sizes[0]))
                    disk = f"on an ext4 with a journal, in an image on {cache}, for everybody"
                except NoDisk as why:
                    if options.disk == JOURNALED:
                        raise
                    disk += f", because no other can be had: {why}"
        yield Bench(cache, stack.enter_context(Rig(place=place)), *sizes, options.rounds), disk


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="pw bench postgres", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=2400, metavar="MB", help="Size of the data directory.")
    parser.add_argument("--wal", type=int, default=1600, metavar="MIB", help="Size of each set of WAL.")
    parser.add_argument("--rounds", type=int, default=5, help="How often each contestant runs.")
    parser.add_argument("--rows", nargs="+", choices=list(ROWS), metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--cache", type=Path, default=default_cache(), help="Where data is kept.")
    parser.add_argument(
        "--disk",
        choices=CHOICES,
        default=AUTO,
        help=f"{JOURNALED}: {', '.join(ON_DISK)} run on an ext4 with a journal, made for them, where the cache's disk "
        f"is one without; {AUTO}: {', '.join(JOURNALED_ALONE)} alone, if that can be; {AS_IS}: none.",
    )
    parser.add_argument(
        "--quick", action="store_true", help="Tiny data and one round: tries the bench itself."
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
