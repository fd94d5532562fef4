"""The import contracts of pyproject.toml hold, and each one notices the violation that it is there for."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.packaging.conftest import ROOT, run


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the three packages and their configuration."""
    for name in ("core", "gui", "resources"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    code = "from importlinter.cli import lint_imports_command as c; c(['--no-logo', '--no-cache'])"
    paths = ":".join(str(tree / name) for name in ("core", "gui", "resources"))
    return run([sys.executable, "-c", code], tree, PYTHONPATH=paths)


def plant(tree: Path, name: str, line: str) -> None:
    """Add an import to a module, which is made if it is missing."""
    path = tree / name
    path.parent.mkdir(parents=True, exist_ok=True)
    for package in path.relative_to(tree / path.relative_to(tree).parts[0]).parents[:-1]:
        (tree / path.relative_to(tree).parts[0] / package / "__init__.py").touch()
    with path.open("a") as file:
        file.write(f"\n{line}\n")


def add_modules(tree: Path) -> None:
    """What violations need, and what is none itself."""
    plant(tree, "core/pagewake/repository/planted.py", "")
    plant(tree, "core/pagewake/engines/two/b.py", "")


@pytest.mark.parametrize("more", [False, True], ids=["as it is", "with modules for the violations"])
def test_the_tree_keeps_its_contracts(tree: Path, more: bool) -> None:
    if more:
        add_modules(tree)
    done = lint(tree)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("core/pagewake/blocks.py", "import PySide6.QtCore", "nothing in the core knows a face or Qt"),
        ("core/pagewake/model.py", "import pagewake_gui.app", "nothing in the core knows a face or Qt"),
        ("core/pagewake/stores/base.py", "import pagewake.repository.planted", "arrows point down"),
        ("core/pagewake/engines/base.py", "import pagewake.stores.base", "arrows point down"),
        ("core/pagewake/stores/base.py", "import pagewake.engines.base", "arrows point down"),
        ("core/pagewake/errors.py", "import pagewake.model", "arrows point down"),
        ("core/pagewake/planted.py", "import os", "arrows point down"),
        ("core/pagewake/engines/one/a.py", "import pagewake.engines.two.b", "engines do not know each other"),
        (
            "gui/pagewake_gui/app.py",
            "import pagewake.stores.base",
            "the window opens no data file and no store",
        ),
    ],
)
def test_a_planted_violation_is_found(tree: Path, module: str, line: str, contract: str) -> None:
    add_modules(tree)
    plant(tree, module, line)
    done = lint(tree)
    assert done.returncode == 1, done.stdout
    broken = [text for text in done.stdout.splitlines() if " BROKEN" in text]
    assert [text for text in broken if contract in text], done.stdout
