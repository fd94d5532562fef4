"""The script `pw`: what it says, what it checks, and that its environment survives whatever happens to it."""

import ast
import os
import shutil
import signal
import subprocess
import sys
import time
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest
from tests.packaging.conftest import ROOT, run

TINY = """\
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"
[project]
name = "pagewake"
version = "1"
[project.optional-dependencies]
dev = []
[tool.hatch.build.targets.wheel]
packages = ["core/pagewake"]
"""


@pytest.fixture(scope="module")
def pw() -> ModuleType:
    """The script as a module."""
    loader = SourceFileLoader("pw", str(ROOT / "pw"))
    spec = spec_from_loader("pw", loader)
    assert spec is not None
    module = module_from_spec(spec)
    exec(loader.source_to_code((ROOT / "pw").read_bytes(), str(ROOT / "pw")), module.__dict__)
    return module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project small enough to be set up again and again, in a place with spaces in its name."""
    tree = tmp_path / "a small project"
    (tree / "core/pagewake").mkdir(parents=True)
    (tree / "core/pagewake/__init__.py").write_text("")
    (tree / "pyproject.toml").write_text(TINY)
    (tree / "constraints.txt").write_text("")
    shutil.copy(ROOT / "pw", tree)
    return tree


ASK = ("run", "python", "-c", "import pagewake; print(pagewake.__file__)")


def pw_in(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, project / "pw", *arguments], project.parent)


def start(project: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, str(project / "pw"), *ASK]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=project.parent
    )


def test_usage_names_every_verb_in_one_line_each(pw: ModuleType) -> None:
    done = run([sys.executable, ROOT / "pw", "--help"], ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    for verb, function in pw.VERBS.items():
        (line,) = (line for line in done.stdout.splitlines() if line.split()[:1] == [verb])
        assert line.endswith(function.__doc__)
        assert len(line) <= 110


@pytest.mark.parametrize(
    "arguments", [[], ["frobnicate"], ["lint", "frobnicate"], ["bench", "frobnicate"], ["run"]]
)
def test_wrong_usage_is_exit_2_before_anything_is_set_up(arguments: list[str], project: Path) -> None:
    done = pw_in(project, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "pw" in done.stderr
    assert not (project / ".venv").exists()


def test_an_older_python_is_told_politely() -> None:
    source = (ROOT / "pw").read_text("utf-8")
    ast.parse(source, feature_version=(3, 6))
    pretend = "import sys; sys.version_info = (3, 9, 1); sys.argv = ['pw', 'demo']; exec(open('pw').read())"
    done = run([sys.executable, "-c", pretend], ROOT)
    assert done.returncode == 2
    assert "needs Python 3.11 or newer; this is 3.9" in done.stderr
    assert "Traceback" not in done.stderr


def test_qt_is_kept_off_a_screen_that_is_not_there(pw: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert pw.environment()["QT_QPA_PLATFORM"] == "offscreen"
    monkeypatch.setenv("QT_QPA_PLATFORM", "minimal")
    assert pw.environment()["QT_QPA_PLATFORM"] == "minimal"
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert "QT_QPA_PLATFORM" not in pw.environment()


def test_what_is_compiled_is_kept_for_the_next_command(
    pw: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert "PYTHONDONTWRITEBYTECODE" not in pw.environment()


def test_libraries_of_qt_matter_only_with_the_window(pw: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setattr(pw, "QT_OFFSCREEN", {"libc.so.6": "libc6", "libabsent.so.9": "libabsent9"})
    monkeypatch.setattr(pw, "QT_SCREEN", {"libabsent-screen.so.9": "libabsent-screen9"})
    assert pw.missing_packages("dev") == []
    assert pw.missing_packages("gui,dev") == ["libabsent9"]
    monkeypatch.setenv("DISPLAY", ":0")
    assert pw.missing_packages("gui,dev") == ["libabsent9", "libabsent-screen9"]
    assert pw.apt_line(["a", "b"]) == "apt-get install -y --no-install-recommends a b"


def test_a_server_to_test_on_is_installed_without_a_database(
    pw: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_commands: list[list[str]] = []
    said: list[str] = []
    allowed = tmp_path / "createcluster.d/pagewake.conf"
    monkeypatch.setattr(pw, "SERVERS", str(tmp_path / "postgresql"))
    monkeypatch.setattr(pw, "CREATE_CLUSTER", allowed)
    monkeypatch.setattr(pw, "missing_packages", lambda extras: [])
    monkeypatch.setattr(
        pw, "captured", lambda command, variables=None: (run_commands.append(command), True, "")[1:]
    )
    monkeypatch.setattr(pw, "say", said.append)
    monkeypatch.setattr(pw.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(pw.os, "geteuid", lambda: 0)
    pw.provide_system_packages(False)
    assert (run_commands, said) == ([], [])  # nobody but the tests needs one
    pw.provide_system_packages(True)
    assert [command[-1] for command in run_commands] == ["postgresql"]
    assert allowed.read_text() == "create_main_cluster = false\n"
    (tmp_path / "postgresql/15/bin").mkdir(parents=True)
    (tmp_path / "postgresql/15/bin/initdb").touch()
    pw.provide_system_packages(True)
    assert len(run_commands) == 1


def test_what_the_kernels_are_made_from_decides_about_an_update(
    pw: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pw, "ROOT", tmp_path)
    seen = {pw.fingerprint()}
    for name in (
        "pyproject.toml",
        "constraints.txt",
        "packaging/build_kernels.py",
        f"{pw.KERNELS}/src/walk.c",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for content in ("", "changed"):
            path.write_text(content)
            seen.add(pw.fingerprint())
    assert len(seen) == 9
    (tmp_path / pw.KERNELS / "surface.py").write_text("not an input")
    assert pw.fingerprint() in seen


@pytest.mark.torture
def test_two_at_once_from_nothing_then_silence(project: Path) -> None:
    both = [start(project), start(project)]
    results = [(*process.communicate(timeout=100), process.returncode) for process in both]
    expected = str(project / "core/pagewake/__init__.py")
    assert [(output.strip(), status) for output, _, status in results] == [(expected, 0)] * 2, results
    said = "".join(messages for _, messages, _ in results)
    assert said.count("pw: setting up .venv") == 1
    assert said.count("waiting for another pw") == 1
    third = pw_in(project, *ASK)
    assert (third.stdout.strip(), third.stderr, third.returncode) == (expected, "", 0)


@pytest.mark.torture
def test_a_failed_installation_is_shown_in_full(project: Path) -> None:
    (project / "pyproject.toml").write_text(TINY.replace('"hatchling.build"', '"hatchling.absent"'))
    done = pw_in(project, *ASK)
    assert done.returncode == 3
    assert "hatchling.absent" in done.stderr
    assert "--- with uv" in done.stderr
    assert "--- with pip" in done.stderr


@pytest.mark.torture
@pytest.mark.timeout(600)
def test_the_environment_survives_whatever_happens_to_it(project: Path) -> None:
    venv = project / ".venv"
    process = start(project)
    while not (venv / "pw-stamp.json").exists():
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.communicate()

    def says(expected: str) -> None:
        done = pw_in(project, *ASK)
        assert done.returncode == 0, done.stderr
        assert done.stderr.startswith(f"pw: {expected}") if expected else done.stderr == ""

    says("setting up")  # killed half-way
    says("")
    (venv / "bin/python").unlink()
    says("setting up")  # its Python has gone
    for path in venv.glob("lib/*/site-packages/*pagewake*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    says("setting up")  # packages have gone
    (venv / "pw-stamp.json").write_text("{")
    says("updating")  # an environment that somebody else made
    (project / "constraints.txt").write_text("six==1.17.0\n")
    says("updating")
    says("")
    shutil.rmtree(venv)
    venv.mkdir()
    (venv / "rubbish").touch()
    says("setting up")
    assert not (venv / "rubbish").exists()
    moved = project.rename(project.with_name("moved"))
    assert pw_in(moved, *ASK).stderr.startswith("pw: setting up")
    assert os.path.realpath(pw_in(moved, *ASK).stdout.strip()) == str(moved / "core/pagewake/__init__.py")
