"""The release as its users get it: what is in the archives, and what works once the wheel is installed."""

import ast
import re
import tarfile
import tomllib
import zipfile
from pathlib import Path

from tests.packaging.conftest import ROOT, Built, Installed, must, run

PACKAGES = {"pagewake": "core", "pagewake_gui": "gui", "pagewake_resources": "resources"}
BESIDE = {"dist-info", "data"}
"""Endings of the directories of a wheel that are not packages."""
LIBRARY = "pagewake/kernels/_pagewake_kernels."


def source_files() -> dict[str, Path]:
    """Every file of the three packages by its name in the wheel; compiled files are not source."""
    files = {}
    for package, root in PACKAGES.items():
        for path in (ROOT / root / package).rglob("*"):
            name = path.relative_to(ROOT / root).as_posix()
            if path.is_file() and "__pycache__" not in path.parts and not name.startswith(LIBRARY):
                files[name] = path
    return files


def test_wheel_is_the_source_tree_and_the_kernels(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as wheel:
        names = [name for name in wheel.namelist() if name.split("/")[0].rsplit(".", 1)[-1] not in BESIDE]
        content = {name: wheel.read(name) for name in names}
    libraries = {name for name in content if name.startswith(LIBRARY)}
    source = {name: path.read_bytes() for name, path in source_files().items()}
    assert content.keys() - libraries == source.keys()
    assert [name for name in source if content[name] != source[name]] == []
    assert len(libraries) == 1


def test_wheel_puts_three_packages_into_site_packages(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as wheel:
        top = {name.split("/")[0] for name in wheel.namelist()}
    assert {name for name in top if name.rsplit(".", 1)[-1] not in BESIDE} == set(PACKAGES)
    # Compiled code: the name of the wheel must keep it away from machines that cannot load it.
    assert not built.wheel.name.endswith("-any.whl")


def test_wheel_makes_the_window_a_program_of_the_desktop(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as wheel:
        shared = {name.partition(".data/data/")[2] for name in wheel.namelist() if ".data/" in name}
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]
    assert shared == set(wanted["shared-data"].values())


def test_wheel_carries_the_licence(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as wheel:
        (licence,) = (name for name in wheel.namelist() if name.endswith("/LICENSE"))
        assert wheel.read(licence) == (ROOT / "LICENSE").read_bytes()


def test_source_archive_has_what_a_rebuild_needs(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "packaging/build_kernels.py", "pw", "constraints.txt", "LICENSE"} <= names
    assert not [name for name in names if name.startswith(f"core/{LIBRARY}") or "__pycache__" in name]


def test_command_runs_from_another_directory(installed: Installed) -> None:
    declared = ast.literal_eval(
        (ROOT / "core/pagewake/__init__.py").read_text().rpartition("__version__ = ")[2]
    )
    assert declared in must([installed.command("pagewake"), "--version"], installed.elsewhere)
    assert list(installed.elsewhere.iterdir()) == []


def test_commands_and_options_of_the_readme_exist(installed: Installed) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    lines = re.findall(r"^ *(pagewake [^#\n]+)|`(pagewake [^`]+)`", readme, re.MULTILINE)
    wrong = []
    for words in sorted({tuple((fenced or inline).split()[1:]) for fenced, inline in lines}):
        names = [word for word in words if re.fullmatch(r"[a-z]+", word)][:2]
        group = names[:1] if names[0] not in ("repo", "wal", "source") else names
        shown = run([installed.command("pagewake"), *group, "--help"], installed.elsewhere)
        wrong += [(words, "no such command")] if shown.returncode else []
        options = {word for word in words if word.startswith("--")}
        wrong += [(words, option) for option in options if option not in shown.stdout]
    assert len(lines) > 8
    assert wrong == []


def test_core_runs_without_qt(installed: Installed) -> None:
    loaded = installed.python(
        "import pagewake.cli, sys; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    assert not {"PySide6", "shiboken6", "pyqtgraph", "pagewake_gui"} & set(loaded.split())


def test_plugins_load(installed: Installed) -> None:
    code = (
        "from importlib.metadata import entry_points as e\n"
        "for group in ('pagewake.engines', 'pagewake.stores'):\n"
        "    print(*[f'{p.name}={p.load() is not None}' for p in e(group=group)])"
    )
    assert sorted(installed.python(code).split()) == ["file=True", "neuroquantum=True", "postgres=True"]


def test_kernels_of_the_wheel_are_the_compiled_ones(installed: Installed) -> None:
    where = installed.python("import pagewake.kernels as k; print(k.__file__)").strip()
    libraries = list(Path(where).parent.glob("_pagewake_kernels.*"))
    assert len(libraries) == 1
    installed.python(f"import ctypes; ctypes.CDLL({str(libraries[0])!r})")


def test_no_two_distributions_share_a_top_level_name(installed: Installed) -> None:
    code = "import importlib.metadata as m, json; print(json.dumps(m.packages_distributions()))"
    owners = {name: set(found) for name, found in ast.literal_eval(installed.python(code)).items()}
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}
    assert {name for name, found in owners.items() if found == {"pagewake"}} == set(PACKAGES)


def test_without_its_packages_the_window_says_which_to_install(installed: Installed) -> None:
    done = run([installed.command("pagewake-gui")], installed.elsewhere, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 3
    assert done.stdout == ""
    assert "pip install 'pagewake[gui]'" in done.stderr


def test_demonstration_runs_from_the_wheel(installed: Installed, tmp_path: Path) -> None:
    place = tmp_path / "a demo"
    printed = must(
        [installed.command("pagewake"), "demo", "--no-window", "--dir", place], installed.elsewhere
    )
    assert printed.strip()
    assert list(installed.elsewhere.iterdir()) == []
