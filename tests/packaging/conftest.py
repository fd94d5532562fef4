"""One build of the source archive and of the wheel for all tests of a run, and environments made from it."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(command: Sequence[str | Path], cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command outside the project's own environment; the caller looks at the exit status."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))
    }
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**clean, "UV_PYTHON_DOWNLOADS": "never", **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def must(command: Sequence[str | Path], cwd: Path) -> str:
    """Run a command that has to succeed and return what it printed."""
    done = run(command, cwd)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def uv(*arguments: str | Path, cwd: Path) -> str:
    return must([sys.executable, "-m", "uv", *arguments], cwd)


@dataclass(frozen=True)
class Built:
    """What a release consists of."""

    sdist: Path
    wheel: Path


@dataclass(frozen=True)
class Installed:
    """An environment that holds the wheel and nothing of the source tree."""

    directory: Path
    elsewhere: Path
    """An empty directory to run commands from."""

    def command(self, name: str) -> Path:
        return self.directory / "bin" / name

    def python(self, code: str) -> str:
        return must([self.command("python"), "-I", "-c", code], self.elsewhere)


@pytest.fixture(scope="session")
def shared_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory that all xdist workers of this run have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def built(shared_directory: Path) -> Built:
    """The source archive and the wheel made from it (never from the tree, whose kernels are in use)."""
    target = shared_directory / "dist"
    with open(shared_directory / "dist.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            fresh = shared_directory / "dist.new"
            uv("build", "--quiet", "--out-dir", fresh, ROOT, cwd=ROOT)
            fresh.rename(target)
    (sdist,) = target.glob("pagewake-*.tar.gz")
    (wheel,) = target.glob("pagewake-*.whl")
    return Built(sdist, wheel)


@pytest.fixture(scope="session")
def installed(built: Built, shared_directory: Path) -> Installed:
    """The wheel with what the core needs and no extra, in an environment of its own."""
    target, elsewhere = shared_directory / "a core only", shared_directory / "elsewhere"
    with open(shared_directory / "core.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not elsewhere.exists():
            uv("venv", "--quiet", "--python", sys.executable, target, cwd=shared_directory)
            constraints = ROOT / "constraints.txt"
            uv(
                "pip",
                "install",
                "--quiet",
                "--python",
                target,
                "-c",
                constraints,
                built.wheel,
                cwd=shared_directory,
            )
            elsewhere.mkdir()
    return Installed(target, elsewhere)
