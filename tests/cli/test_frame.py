"""The frame of the command line: help, exit statuses, streams, and errors as their readers see them."""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from tests.cli.conftest import environment

from pagewake import __version__
from pagewake.cli.app import COMMANDS, app
from pagewake.cli.framework import Group, LazyCommand
from pagewake.desk import crash_report
from pagewake.engines.neuroquantum.database import Database, Options
from pagewake.errors import PageCorrupt

Run = Callable[..., Any]


def every_command(group: Group, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found.append(((*path, name), command))
        if isinstance(command, Group):
            found += every_command(command, (*path, name))
    return found


COMMANDS_BY_PATH = every_command(app)  # type: ignore[arg-type]


def test_the_version(pagewake: Run) -> None:
    assert pagewake("--version").out == f"pagewake {__version__}\n"
    assert pagewake("--version", "--json").document == {"version": __version__}


def test_starting_is_quick_and_imports_nothing_heavy() -> None:
    program = (
        "import sys; sys.argv = ['pagewake', '--version']\n"
        "try:\n from pagewake.cli import main; main()\nexcept SystemExit as end: assert end.code == 0\n"
        "heavy = {'numpy', 'cryptography', 'rich', 'msgspec', 'tomlkit', 'blake3', 'zstandard', 'lz4',\n"
        "  'pagewake.kernels', 'pagewake.config', 'pagewake.jobs', 'asyncio', 'logging'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    path = os.pathsep.join(sys.path)
    subprocess.run(
        [sys.executable, "-c", program], check=True, env={**os.environ, "PYTHONPATH": path}, timeout=60
    )


HEAVY = {
    *(
        "_hashlib",
        "certifi",
        "csv",
        "cryptography",
        "email",
        "http.client",
        "importlib.metadata",
        "psycopg",
        "rich",
    ),
    *("importlib.resources", "numpy.fft", "numpy.ma", "numpy.polynomial", "numpy.random", "socket", "ssl"),
    *("pagewake.kernels.reference", "pagewake.demo", "tomlkit", "urllib.request", "zipfile", "zstandard"),
}
"""What a command that works on local files has no use for: each of them takes milliseconds to import."""
NO_REPOSITORY = HEAVY | {"msgspec", "pagewake.repository", "pagewake.insight", "pagewake.config", "tempfile"}


def test_commands_import_what_they_use(tmp_path: Path, process: Run) -> None:
    """An archive command is a process for each segment: what it imports is most of what it costs."""
    database, repository, restored = tmp_path / "database", tmp_path / "repository", tmp_path / "restored"
    Database.create(database, pages=[bytes(4032) * 4]).close()
    for number in range(30):
        with (
            Database.open(database, options=Options(segment_size=2000)) as opened,
            opened.begin() as transaction,
        ):
            transaction.write(1, number, b"changed")
    assert process("repo", "init", str(repository)).status == 0
    segment = sorted((database / "wal").iterdir())[0]
    place = ["--repo", str(repository), "--source", "s"]
    for arguments, unused in (
        (["wal", "inspect", str(segment), "--stats"], NO_REPOSITORY),
        (["wal", "push", str(segment), *place], HEAVY | {"pagewake.insight", "pagewake.restore"}),
        (["backup", str(database), *place], HEAVY | {"pagewake.restore", "pagewake.verify"}),
        (["restore", "--to", str(restored), *place], HEAVY | {"pagewake.cli.commands.backup"}),
        (
            ["list", "--repo", str(repository)],
            HEAVY | {"pagewake.restore", "pagewake.engines.postgres.source"},
        ),
    ):
        program = (
            "import sys; from pagewake.cli.entry import run\n"
            f"assert run({arguments!r}) == 0\n"
            f"print('imported', *sorted({unused!r} & set(sys.modules)), file=sys.stderr)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PAGEWAKE_KERNELS": "native"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stderr.splitlines()[-1] == "imported", (arguments, done.stderr)


def test_starting_costs_few_interpreter_starts(process: Run) -> None:
    # A ratio of processor times, because milliseconds depend on the machine and on what else it does.
    def best(*words: str) -> float:
        times = []
        for _ in range(5):
            started = subprocess.Popen([sys.executable, *words], env=environment(), stdout=subprocess.DEVNULL)
            _, status, used = os.wait4(started.pid, 0)
            started.returncode = os.waitstatus_to_exitcode(status)
            assert started.returncode == 0
            times.append(used.ru_utime + used.ru_stime)
        return min(times)

    assert best("-m", "pagewake", "--version") < 2.5 * best("-c", "import click")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_in_the_help_is_one_sentence(name: str) -> None:
    lazy: LazyCommand = COMMANDS[name]
    assert lazy.summary.endswith(".")
    assert lazy.load().name == name


@pytest.mark.parametrize(
    ("path", "command"),
    COMMANDS_BY_PATH,
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_every_command_has_help_and_the_common_options(
    pagewake: Run, path: tuple[str, ...], command: click.Command
) -> None:
    done = pagewake(*path, "--help")
    assert done.status == 0
    assert done.err == ""
    assert done.out.startswith(f"Usage: pagewake {' '.join(path)} ")
    for option in ("--json", "--quiet", "--verbose", "--config FILE"):
        assert option in done.out
    assert max(map(len, done.out.splitlines())) <= 80
    assert command.help
    assert all(parameter.help for parameter in command.params if isinstance(parameter, click.Option))


def test_help_lists_every_command_in_the_order_of_use(pagewake: Run) -> None:
    out = pagewake("--help").out
    places = [out.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)
    assert "0 done, 1 a check found something wrong" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["complete"], "there is no command 'complete'. Did you mean 'completion'?"),
        (["zzz"], "there is no command 'zzz'"),
        (["completion"], "missing argument"),
        (["completion", "ksh"], "'ksh' is not one of 'bash', 'fish', 'zsh'"),
        (["completion", "bash", "x"], "unexpected extra argument"),
        (["--colour"], "no such option"),
        (["source", "ad"], "Did you mean 'add'?"),
    ],
)
def test_wrong_usage_is_status_2_and_says_what(pagewake: Run, arguments: list[str], message: str) -> None:
    done = pagewake(*arguments)
    assert done.status == 2
    assert done.out == ""
    flat = " ".join(done.err.split())
    assert flat.startswith("Error PW-100: ")
    assert message.lower() in flat.lower()
    assert "--help" in flat
    as_json = pagewake(*arguments, "--json")
    assert as_json.status == 2
    error = as_json.document["error"]
    assert set(error) == {"code", "message", "object", "meaning", "advice"}
    assert error["code"] == "PW-100"


def test_no_command_shows_the_help_and_is_wrong_usage(pagewake: Run) -> None:
    done = pagewake()
    assert (done.status, done.out) == (2, "")
    assert "Usage: pagewake" in done.said
    assert pagewake("source").status == 2
    assert pagewake("--json").document["error"]["message"] == "missing command"


def test_settings_that_are_wrong_are_named_with_their_line(pagewake: Run, tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    config.write_text("[sources.shop]\nlocation = 7\n")
    done = pagewake("source", "list", "--config", str(config))
    assert done.status == 2
    assert "line 2" in done.said
    assert "PW-101" in done.err
    missing = pagewake("source", "list", "--json", "--config", str(tmp_path / "none.toml"))
    assert missing.document["error"]["code"] == "PW-101"
    assert missing.document["error"]["object"].endswith("none.toml")


def test_unknown_keys_are_mentioned_and_quiet_is_quiet(pagewake: Run, tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    config.write_text("[sources.shop]\nlocation = '/srv/shop'\nretension = '7d'\n")
    assert "sources.shop.retension" in pagewake("--config", str(config), "source", "list").err
    quiet = pagewake("source", "list", "--config", str(config), "--quiet")
    assert quiet.err == ""
    assert "shop" in quiet.out


def test_listing_the_sources(pagewake: Run, tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    config.write_text(
        "[repositories.main]\nlocation = '/backup'\n"
        "[sources.shop]\nlocation = '/srv/shop'\nrepository = 'main'\n"
    )
    done = pagewake("source", "list", "--config", str(config))
    header, row = done.out.splitlines()
    assert header.split() == ["Name", "Engine", "Repository", "Schedule", "Location"]
    assert re.split(r"\s{2,}", row) == ["shop", "?", "main", "full 7d, incremental 1h", "/srv/shop"]
    (source,) = pagewake("source", "list", "--config", str(config), "--json").document["sources"]
    assert source["name"] == "shop"
    assert source["schedule"] == {"full": "7d", "differential": None, "incremental": "1h"}
    assert source["retention"]["keep_within"] == "7d"
    assert "No sources" in pagewake("source", "list").out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script(pagewake: Run, shell: str) -> None:
    done = pagewake("completion", shell)
    assert done.status == 0
    assert "_PAGEWAKE_COMPLETE" in done.out
    assert pagewake("completion", shell, "--json").document == {"shell": shell, "script": done.out}


def test_bash_completes_commands_and_names(process: Run, tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    config.write_text("[sources.shop]\nlocation = '/srv/shop'\n")

    def completions(*words: str) -> list[str]:
        env = {
            "_PAGEWAKE_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(words),
            "COMP_CWORD": str(len(words) - 1),
            "PAGEWAKE_CONFIG": str(config),
        }
        return process(env=env).out.split()

    assert "plain,source" in completions("pagewake", "so")
    assert "plain,shop" in completions("pagewake", "source", "check", "s")


def _break(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    module = importlib.import_module("pagewake.cli.commands.source")
    monkeypatch.setattr(module, "table", _raiser(error))


def _raiser(error: Exception) -> Callable[..., str]:
    def fail(*_: object, **__: object) -> str:
        raise error

    return fail


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    path = tmp_path / "c.toml"
    path.write_text("[sources.shop]\nlocation = '/srv/shop'\n")
    return path


def test_an_unexpected_error_is_a_sentence_and_a_file(
    pagewake: Run, monkeypatch: pytest.MonkeyPatch, settings: Path, tmp_path: Path
) -> None:
    _break(monkeypatch, ZeroDivisionError("postgresql://dba:tr0ub4dor@host/db is odd"))
    done = pagewake("source", "list", "--config", str(settings))
    assert done.status == 3
    assert done.out == ""
    assert "Traceback" not in done.err
    assert "tr0ub4dor" not in done.err
    assert done.err.startswith("Error PW-999: Unexpected ZeroDivisionError")
    (log,) = (tmp_path / "home" / "state" / "pagewake" / "crashes").iterdir()
    assert str(log) in done.err
    assert log.stat().st_mode & 0o777 == 0o600
    details = log.read_text()
    assert "Traceback (most recent call last)" in details
    assert f"pagewake {__version__}" in details
    assert "tr0ub4dor" not in details


def test_an_unexpected_error_is_a_document_for_scripts(
    pagewake: Run, monkeypatch: pytest.MonkeyPatch, settings: Path
) -> None:
    _break(monkeypatch, RuntimeError("odd"))
    done = pagewake("source", "list", "--config", str(settings), "--json")
    assert done.status == 3
    assert done.document["error"]["code"] == "PW-999"
    assert "unexpected RuntimeError: odd" in done.document["error"]["message"]


@pytest.mark.parametrize("how", ["option", "variable"])
def test_the_traceback_is_there_for_those_who_ask(
    pagewake: Run, monkeypatch: pytest.MonkeyPatch, settings: Path, how: str
) -> None:
    _break(monkeypatch, RuntimeError("odd"))
    if how == "variable":
        monkeypatch.setenv("PAGEWAKE_DEBUG", "1")
    options = ["--verbose"] if how == "option" else []
    assert "Traceback" in pagewake("source", "list", "--config", str(settings), *options).err


def test_a_state_directory_that_cannot_be_written_is_no_second_error(
    pagewake: Run, monkeypatch: pytest.MonkeyPatch, settings: Path, tmp_path: Path
) -> None:
    _break(monkeypatch, RuntimeError("odd"))
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    done = pagewake("source", "list", "--config", str(settings))
    assert done.status == 3
    assert "could not be written" in " ".join(done.err.split())


def test_only_the_last_crashes_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    directory = tmp_path / "home" / "state" / "pagewake" / "crashes"
    directory.mkdir(parents=True)
    for number in range(30):
        (directory / f"crash-20200101T0000{number:02d}Z-1.txt").write_text("old")
    crash_report.write_crash_report("new")
    kept = sorted(path.name for path in directory.iterdir())
    assert len(kept) == crash_report.KEPT
    assert "crash-20200101T000009Z-1.txt" not in kept
    assert not kept[-1].startswith("crash-20200101")


def test_a_hostile_name_does_not_drive_the_terminal(
    pagewake: Run, monkeypatch: pytest.MonkeyPatch, settings: Path
) -> None:
    _break(monkeypatch, PageCorrupt("the checksum is wrong", object_name="a\x1b[2J\u202eb\udcffc"))
    done = pagewake("source", "list", "--config", str(settings))
    assert "\x1b" not in done.err
    assert "a\\x1b[2J\\u202eb\\udcffc: the checksum is wrong." in done.said
    as_json = pagewake("source", "list", "--config", str(settings), "--json")
    assert as_json.document["error"]["object"] == "a\x1b[2J\u202eb\udcffc"
    assert as_json.out.isascii()


def test_an_interrupt_is_a_cancelled_command(
    pagewake: Run, monkeypatch: pytest.MonkeyPatch, settings: Path
) -> None:
    _break(monkeypatch, KeyboardInterrupt())  # type: ignore[arg-type]
    done = pagewake("source", "list", "--config", str(settings))
    assert done.status == 3
    assert "PW-901" in done.err
    assert "Nothing half-made was left behind." in done.said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_under_standard_output_is_an_error(process: Run) -> None:
    with open("/dev/full", "w") as full:
        for arguments in (["completion", "bash"], ["completion", "ksh", "--json"]):
            done = process(*arguments, stdout=full)
            assert done.status == 3
            assert "PW-902" in done.err
            assert "Traceback" not in done.err
            assert "Exception ignored" not in done.said


def test_a_reader_that_goes_away_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pagewake", "completion", "bash"],
            stdout=writing,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            timeout=60,
            check=False,
        )
    finally:
        os.close(writing)
    assert done.returncode == 141
    assert done.stderr == b""


def test_a_closed_standard_error_is_no_error(process: Run) -> None:
    done = process("source", "list", "--json", preexec_fn=lambda: os.close(2), stderr=None)
    assert done.status == 0
    assert json.loads(done.out)["sources"] == []


def test_the_process_ends_with_what_was_asked_for_at_its_end() -> None:
    """It does not wait for Python to take itself apart; nothing that was promised is lost for that."""
    program = (
        "import atexit, sys\n"
        "from pagewake.interpreter import end_quickly\n"
        "atexit.register(lambda: print('at exit'))\n"
        "sys.stdout.write('written, ')\n"
        "end_quickly(3)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (3, "written, at exit\n", "")


def test_the_process_ends_after_its_threads() -> None:
    program = (
        "import threading, time\n"
        "from pagewake.interpreter import end_quickly\n"
        "threading.Thread(target=lambda: (time.sleep(0.3), print('done'))).start()\n"
        "end_quickly(1)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (1, "done\n")
