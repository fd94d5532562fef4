"""The kernels as releases build them, with zig: for the oldest C library that a wheel promises, and tested as such."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = shutil.ignore_patterns("__pycache__", "_pagewake_kernels.*", ".build-*")

pytestmark = pytest.mark.torture


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """What of the project the kernels and their tests need, without a library."""
    if importlib.util.find_spec("ziglang") is None:
        pytest.skip("the ziglang package is not installed (./pw torture installs it)")
    for name in ("core", "packaging", "tests/kernels"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=SKIPPED)
    for name in ("pyproject.toml", "tests/postgres/wal_writer.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.timeout(900)
@pytest.mark.parametrize("arguments", [["--compiler", "zig"], ["--target", "linux-x86_64"]], ids=" ".join)
def test_kernels_built_with_zig_pass_their_tests(tree: Path, arguments: list[str]) -> None:
    if arguments[0] == "--target" and (sys.platform, os.uname().machine) != ("linux", "x86_64"):
        pytest.skip("the library of this target does not load here")
    environment = {**os.environ, "PAGEWAKE_KERNELS": "native", "ZIG_GLOBAL_CACHE_DIR": str(tree / "zig")}
    # Behind the copy, what is on the path now: zig may have been installed anywhere.
    environment["PYTHONPATH"] = os.pathsep.join([str(tree / "core"), str(tree), *sys.path[1:]])

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], cwd=tree, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
        return done.stdout

    built = Path(run("packaging/build_kernels.py", *arguments).splitlines()[-1])
    assert built.parent == tree / "core/pagewake/kernels"
    loaded = run("-c", "from pagewake.kernels import KERNELS, native; print(KERNELS.name, native.LIBRARY)")
    assert loaded == f"native {built}\n"
    # The same code for an older C library: that it loads and computes is enough.
    chosen = ["tests/kernels"] if arguments[0] == "--compiler" else ["tests/kernels/test_pg_pages.py"]
    told = run("-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", *chosen)
    assert " passed" in told
    assert "not built" not in told
