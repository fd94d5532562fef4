"""Where the bench keeps what is made once (data directories, WAL) and what lives for one run."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.postgres.installations import Installation, account, all_installations
from tests.postgres.servers import Rig, Server, copy_tree, own

MEBIBYTE = 1 << 20
PROBE_FILES = 200
QUICK_CPU = 0.0001
"""Seconds of processor time that making a file takes at most where nothing is the matter (it is a fifth of that)."""
SETTLED_WITHIN = 420.0
PROGRAMS = {"initdb", "postgres", "pgbench", "pg_basebackup", "pg_waldump", "pg_checksums"}


def default_cache() -> Path:
    """$PAGEWAKE_BENCH, or a cache of the system (where we are root) or of the user."""
    if named := os.environ.get("PAGEWAKE_BENCH"):
        return Path(named)
    return Path("/var/cache/pagewake/bench") if os.geteuid() == 0 else Path.home() / ".cache/pagewake/bench"


@dataclass(frozen=True)
class Bench:
    """What a run of the bench is about: sizes in bytes, how many rounds, where things lie."""

    cache: Path
    rig: Rig
    data_size: int
    wal_size: int
    rounds: int

    def installation(self, major: int) -> Installation | None:
        """The first installation of a major (Debian's before others) with all programs; None where there is none."""
        of_major = (found for found in all_installations() if found.major == major)
        return next((found for found in of_major if found.tools >= PROGRAMS), None)

    def made(self, name: str) -> Path:
        """The directory of something that is made once; its size is part of its name."""
        return self.cache / name

    @contextmanager
    def making(self, name: str) -> Iterator[Path | None]:
        """A new directory that gets its name when it is complete; None where it is there already."""
        final = self.made(name)
        if final.exists():
            yield None
            return
        self.cache.mkdir(parents=True, exist_ok=True)
        fresh = final.with_name(f"{name}.{os.getpid()}")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o755)
        own(fresh)
        try:
            yield fresh
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        fresh.rename(final)

    def server(self, installation: Installation, data: Path, **overrides: str) -> Server:
        """A started server on a copy of a data directory made once, warm in the page cache."""
        copy = self.rig.directory("b")
        copy_tree(data, copy)
        server = self.rig.adopt(installation, copy, **overrides)
        server.start()
        return server

    def settle(self) -> str:
        """Wait until a file is made as quickly as usual; an empty text, or that it was not so in the end.

        ext4 without a journal gives no inode away again that was freed in the last minutes, and looks at every one
        of them whenever it makes a file. What the bench has removed before then costs a tool that makes 1,600
        files three times the work that it has with them, and one that makes ten nothing.
        """
        if self.rounds == 1:  # nobody looks at the figures
            return ""
        deadline = time.monotonic() + SETTLED_WITHIN
        while (cost := self._cost_of_a_file()) > QUICK_CPU:
            if time.monotonic() > deadline:
                return f"making a file takes {cost * 1e6:.0f} microseconds here: who makes many is shown too slow"
            time.sleep(5)
        return ""

    def _cost_of_a_file(self) -> float:
        # They stay until the end: removing them would be what is waited for.
        place, begun = self.rig.directory("q"), time.process_time()
        for number in range(PROBE_FILES):
            (place / str(number)).touch()
        return (time.process_time() - begun) / PROBE_FILES

    def finish(self, server: Server) -> None:
        """Stop a server in good order and give its room back."""
        server.stop("fast")
        shutil.rmtree(server.data)


def server_user() -> dict[str, object]:
    """Keywords for `subprocess` that run a peer as the user that PostgreSQL's programs insist on."""
    return account().popen


def tree_size(directory: Path) -> int:
    """The bytes of all files below a directory; links count as nothing."""
    total = 0
    for place, _directories, files in os.walk(directory):
        total += sum(os.lstat(os.path.join(place, name)).st_size for name in files)
    return total
