"""docs/json.md says what the commands print: every key that is documented is there, and none that is not."""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import click
import pytest

from pagewake.cli.app import app
from pagewake.cli.entry import run
from pagewake.cli.framework import Group
from pagewake.demo.ledger import Ledger
from pagewake.jobs import Job

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "json.md"
SHAPES: dict[str, dict[str, str]] = {
    heading: dict(re.findall(r"^\| `(\w+)` \| (.*?) \| .*\|$", section, re.MULTILINE))
    for heading, section in re.findall(
        r"^### (.*)\n((?:(?!^##).*\n?)*)", PAGE.read_text("utf-8"), re.MULTILINE
    )
}
PLAIN = {"text": str, "time": str, "integer": int, "number": (int, float), "boolean": bool, "object": dict}
Run = Callable[..., Any]


def compare(document: Any, shape: str, *, besides: tuple[str, ...] = ()) -> None:
    """A document and everything in it, with the page."""
    documented = SHAPES[shape]
    assert set(document) == {*documented, *besides}, shape
    for key, kind in documented.items():
        compare_value(document[key], kind, f"{shape}, {key}")


def compare_value(value: Any, kind: str, where: str) -> None:
    linked = re.search(r"\[(\w+)\]\(#\w+\)", kind)
    if value is None:
        assert kind.endswith("or null"), where
    elif kind.startswith("array"):
        assert isinstance(value, list), where
        for one in value:
            if linked:
                compare(one, linked[1], besides=("source",) if where == "wal status, windows" else ())
            elif kind == "array of text":
                assert isinstance(one, str), where
    elif linked:
        compare(value, linked[1])
    else:
        names = re.split(r", | or ", kind.removesuffix(" or null"))
        assert any(isinstance(value, PLAIN[name]) for name in names), where  # type: ignore[arg-type]


def call(*arguments: str, status: int = 0) -> str:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        got = run([*arguments, "--json"])
    assert got == status, out.getvalue() + err.getvalue()
    return out.getvalue()


def document(*arguments: str, status: int = 0) -> Any:
    return json.loads(call(*arguments, status=status))


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PAGEWAKE_") and name != "PAGEWAKE_FIXTURES"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home" / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "home" / "state"))


def compare_copies(repository: str, tmp_path: Path) -> None:
    """Copies into a repository that is made for them, encrypted with another passphrase."""
    secret, other = tmp_path / "secret", str(tmp_path / "other")
    secret.write_text("another one")
    secret.chmod(0o600)
    made = ("--create", "--encrypt", "--passphrase-from", f"file:{secret}")
    for options in ((*made, "--dry-run"), made, made):
        compare(document("repo", "copy", repository, other, *options), "repo copy")


def test_the_documented_keys_are_those_that_commands_print(tmp_path: Path) -> None:
    database, repository = tmp_path / "shop", str(tmp_path / "repository")
    repo = ("--repo", repository)
    compare(document("repo", "probe", repository), "repo probe")
    compare(document("repo", "init", repository), "repo init")
    ledger = Ledger(database, 40, seed=5)
    for type_ in ("full", "incremental"):
        ledger.run(20, Job())
        compare(document("backup", str(database), *repo, "--type", type_), "backup command")
    ledger.close()
    compare(document("repo", "info", repository), "repo info")
    compare(document("source", "add", "shop", str(database)), "source add")
    compare(document("source", "list"), "source list")
    compare(document("source", "check", str(database)), "source check")
    listed = document("list", *repo)
    compare(listed, "list")
    backup = listed["backups"][-1]["id"]
    compare(document("show", backup, *repo), "show")
    compare(document("heatmap", *repo), "heatmap")
    compare(document("heatmap", *repo, "--by", "file", "--png", str(tmp_path / "heat.png")), "heatmap")
    compare(document("heatmap", *repo, "--to", "1999-01-01"), "heatmap")
    compare(document("compare", listed["backups"][0]["id"], backup, *repo), "compare")
    compare(document("verify", *repo), "verify")
    compare_copies(repository, tmp_path)
    reported = document("report", *repo, "--output", str(tmp_path / "report.json"))
    compare(reported, "report")
    assert json.loads((tmp_path / "report.json").read_text()) == {
        key: value for key, value in reported.items() if key != "output"
    }
    compare(document("wal", "status", *repo), "wal status")
    found = document("wal", "commits", *repo, "--count", "2")
    compare(found, "wal commits")
    assert len(found["before"]) == 2
    compare(document("wal", "commits", *repo, "--at", found["before"][0]["time"]), "wal commits")
    compare(document("wal", "commits", *repo, "--removing"), "wal commits")
    compare(document("restore", *repo, "--to", str(tmp_path / "dry"), "--dry-run"), "restore")
    compare(document("restore", *repo, "--to", str(tmp_path / "out"), "--prove"), "restore")
    compare(document("restore", *repo, "--drill"), "restore")
    left = tmp_path / "left"
    left.mkdir()
    (left / "pagewake-restore.json").write_text('{"backup": "b", "begun": "2026-03-01T14:03:07Z"}')
    compare(document("restore", "--clean-up", "--to", str(left)), "restore --clean-up")
    compare(document("expire", *repo, "--dry-run"), "expire")
    compare(document("prune", *repo, "--dry-run"), "prune")
    let_go_and_bring_back(repo)
    push_get_and_receive(database, tmp_path)
    inspect_and_page(database, backup, repo, tmp_path)
    the_agent(database, tmp_path)
    take_wal_away(tmp_path / "repository")
    holed = document("wal", "status", *repo, status=1)
    compare(holed, "wal status")
    assert holed["unusable"] or holed["gaps"]


def the_agent(database: Path, tmp_path: Path) -> None:
    config = tmp_path / "agent.toml"
    places = "".join(
        f"[repositories.{name}]\nlocation = '{tmp_path / name}'\n" for name in ("repository", "away")
    )

    def source(name: str, repository: str, more: str) -> str:
        return f"[sources.{name}]\nlocation = '{database}'\nrepository = '{repository}'\n{more}\n"

    config.write_text(places + source("new", "repository", "") + source("lost", "away", ""), "utf-8")
    planned = document("agent", "--check", "--config", str(config), status=1)
    compare(planned, "agent --check")
    assert planned["plan"]
    assert planned["unreachable"]
    never = "schedule = { full = 'never', incremental = 'never' }"
    nothing = "[agent]\nexpire = 'never'\nprune = 'never'\n"
    config.write_text(places + source("new", "repository", never) + nothing, "utf-8")
    compare(document("agent", "--once", "--config", str(config)), "agent")
    compare(document("agent", "--print-unit"), "agent --print")


def let_go_and_bring_back(repo: tuple[str, str]) -> None:
    only_last = ("--keep-last", "1", "--keep-full", "0", "--keep-within", "never", "--window", "never")
    none_else = (
        *only_last,
        *(part for rule in ("daily", "weekly", "monthly") for part in (f"--{rule}", "0")),
    )
    first = document("list", *repo)["backups"][0]["id"]
    gone = document("expire", *repo, *none_else)
    compare(gone, "expire")
    listed = document("list", *repo)
    compare(listed, "list")
    assert [one["status"] for one in listed["backups"]] == ["trash", "ok"]
    preview = document("prune", *repo, "--purge-trash", "--dry-run")
    compare(preview, "prune")
    assert preview["purged"][0]["backups"][0]["id"] == first
    compare(document("undelete", *repo, "--run", gone["sources"][0]["run"]), "undelete")
    compare(document("hold", first, *repo, "--reason", "audit"), "hold")
    shown = document("show", first, *repo)
    compare(shown, "show")
    assert (shown["backup"]["protected"], shown["hold"]["reason"]) == (True, "audit")
    compare(document("tag", first, *repo, "--add", "audit"), "tag")
    compare(document("list", *repo, "--tag", "audit"), "list")
    compare(document("unhold", first, *repo), "unhold")


def push_get_and_receive(database: Path, place: Path) -> None:
    document("repo", "init", str(place / "log"))
    name = ("--repo", str(place / "log"), "--source", "other")
    segment = str(sorted((database / "wal").glob("wal-*"))[0])
    pushed = document("wal", "push", segment, *name)
    compare(pushed, "wal push")
    compare(document("wal", "push", segment, *name), "wal push")
    piece = pushed["archived"][0]["name"]
    compare(document("wal", "get", piece, str(place / "got"), *name), "wal get")
    compare(document("wal", "get", piece[:-1] + "0", str(place / "none"), *name, status=1), "wal get")
    compare(document("wal", "receive", str(database), *name, "--once"), "wal receive")


def inspect_and_page(database: Path, backup: str, repo: tuple[str, str], place: Path) -> None:
    log = str(database / "wal")
    compare(document("wal", "inspect", log), "wal inspect --stats")
    compare(document("wal", "inspect", log, "--blocks"), "wal inspect --blocks")
    lines = call("wal", "inspect", log, "--records").splitlines()
    assert len(lines) > 10
    for line in lines:
        compare(json.loads(line), "wal inspect --records")
    path = next(file["path"] for file in document("show", backup, *repo)["files"] if file["relation"])
    compare(document("page", path, "1", *repo, "--extract", str(place / "page")), "page")


def take_wal_away(repository: Path) -> None:
    files = sorted(path for path in (repository / "wal").rglob("*") if path.is_file())
    files[0].unlink()


def test_an_error_is_documented(tmp_path: Path) -> None:
    compare(document("list", "--repo", str(tmp_path / "nowhere"), status=2), "error document")
    compare(document("list", "--no-such-option", status=2), "error document")


def test_a_passphrase_and_completion_are_documented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository, new = str(tmp_path / "repository"), tmp_path / "new"
    new.write_text("other")
    new.chmod(0o600)
    monkeypatch.setenv("PAGEWAKE_PASSPHRASE", "phrase")
    monkeypatch.setenv("PAGEWAKE_NEW_PASSPHRASE_FILE", str(new))
    compare(document("repo", "init", repository, "--encrypt"), "repo init")
    compare(document("repo", "recovery-key", repository), "repo recovery-key")
    keys = ("repo", "keys")
    key = document(*keys, "add", repository, "--label", "other")
    compare(key, "repo keys add")
    compare(document(*keys, "list", repository), "repo keys list")
    compare(document(*keys, "rotate", repository, "--new-root", "--also", f"file:{new}"), "repo keys rotate")
    compare(document(*keys, "remove", repository, "other"), "repo keys remove")
    compare(document("repo", "passphrase", repository), "repo passphrase")
    compare(document("completion", "bash"), "completion")


def test_every_command_is_documented() -> None:
    names = {heading.removesuffix(" command") for heading in SHAPES}
    for name, lazy in app.lazy.items():
        for full in full_names(name, lazy.load()):
            assert any(heading == full or heading.startswith(f"{full} --") for heading in names), full


def full_names(name: str, command: click.Command) -> Iterator[str]:
    """The command, or all commands of a group."""
    if not isinstance(command, Group):
        yield name
        return
    inner = {**{one: lazy.load() for one, lazy in command.lazy.items()}, **command.commands}
    for one, within in inner.items():
        yield from full_names(f"{name} {one}", within)


def test_a_check_and_a_repair_are_documented(tmp_path: Path) -> None:
    database, repository = tmp_path / "shop", tmp_path / "repository"
    call("repo", "init", str(repository))
    ledger = Ledger(database, 40, seed=5)
    for type_ in ("full", "incremental"):
        ledger.run(20, Job())
        call("backup", str(database), "--repo", str(repository), "--type", type_)
    ledger.close()
    (repository / ".tmp" / "1-left").write_bytes(b"half")
    checked = document("repo", "check", str(repository))
    compare(checked, "repo check")
    assert [one["bytes"] for one in checked["unfinished"]] == [4]
    pack = max((repository / "packs").rglob("*"), key=lambda path: path.is_file() and path.stat().st_size)
    with pack.open("r+b") as file:
        file.seek(pack.stat().st_size // 2)
        file.write(b"bad sector")
    damaged = ("repo", "check", str(repository), "--data")
    found = document(*damaged, status=1)
    compare(found, "repo check")
    assert found["affected"][0]["files"][0]["ranges"] and found["steps"] and not found["repaired"]
    listed = document("list", "--repo", str(repository))
    assert set(listed["damaged"]) == {one["backup"] for one in found["affected"]}
    assert document("show", listed["damaged"][0], "--repo", str(repository))["damaged"]
    planned = document(*damaged, "--repair", "--dry-run", status=1)
    compare(planned, "repo check")
    assert planned["steps"] == found["steps"] and pack.exists()
    repaired = document(*damaged, "--repair", status=1)
    compare(repaired, "repo check")
    assert repaired["repaired"] and repaired["quarantine"] and not pack.exists()
    assert repaired["bytes_saved"] > 0
    newest = document("backup", str(database), "--repo", str(repository), "--type", "full")["backup"]["id"]
    left = document(*damaged, status=1)
    assert left["affected"] and newest not in {one["backup"] for one in left["affected"]}
    assert {
        part["newer"] for one in left["affected"] for file in one["files"] for part in file["ranges"]
    } == {newest}
