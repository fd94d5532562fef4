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


PLANTED = [
    ("core/pagewake/blocks.py", "import PySide6.QtCore", "pagewake.blocks -> PySide6"),
    ("core/pagewake/model.py", "import pagewake_gui.app", "pagewake.model -> pagewake_gui.app"),
    (
        "core/pagewake/stores/base.py",
        "import pagewake.repository.planted",
        "pagewake.stores.base -> pagewake.repository.planted",
    ),
    (
        "core/pagewake/engines/base.py",
        "import pagewake.stores.base",
        "pagewake.engines.base -> pagewake.stores.base",
    ),
    (
        "core/pagewake/stores/base.py",
        "import pagewake.engines.base",
        "pagewake.stores.base -> pagewake.engines.base",
    ),
    ("core/pagewake/errors.py", "import pagewake.model", "pagewake.errors -> pagewake.model"),
    (
        "core/pagewake/engines/one/a.py",
        "import pagewake.engines.two.b",
        "pagewake.engines.one.a -> pagewake.engines.two.b",
    ),
    (
        "gui/pagewake_gui/app.py",
        "import pagewake.stores.base",
        "pagewake_gui.app -> pagewake.stores.base",
    ),
]
"""A module, the import that it must not have, and how it is told."""

CONTRACTS = (
    "nothing in the core knows a face or Qt",
    "arrows point down",
    "engines do not know each other",
    "the window opens no data file and no store itself",
)


def test_the_tree_keeps_its_contracts(tree: Path) -> None:
    """Also with the modules that the violations need: it is not those that are told."""
    add_modules(tree)
    done = lint(tree)
    assert done.returncode == 0, done.stdout
    assert all(f"{name} KEPT" in done.stdout for name in CONTRACTS), done.stdout


def test_each_planted_violation_is_told(tree: Path) -> None:
    add_modules(tree)
    for module, line, _ in PLANTED:
        plant(tree, module, line)
    done = lint(tree)
    assert done.returncode == 1, done.stdout
    assert all(f"{name} BROKEN" in done.stdout for name in CONTRACTS), done.stdout
    assert not [told for _, _, told in PLANTED if told not in done.stdout], done.stdout


def test_a_module_without_a_layer_is_told(tree: Path) -> None:
    plant(tree, "core/pagewake/planted.py", "import os")
    done = lint(tree)
    assert done.returncode == 1, done.stdout
    assert "pagewake.planted" in done.stdout
