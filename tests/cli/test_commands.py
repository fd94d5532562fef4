"""The commands, one after the other, on a real database in a real repository."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pagewake.cli.entry import run
from pagewake.demo.ledger import Ledger
from pagewake.jobs import Job

Run = Callable[..., Any]
BACKUP_KEYS = {
    "id", "source", "type", "parent", "timeline", "start_lsn", "stop_lsn", "started", "finished", "status",
    "pages", "files", "bytes_read", "bytes_written", "engine", "system_identifier", "findings",
}  # fmt: skip
STAT_KEYS = {
    "pages_backed_up", "wal_segments_backed_up", "files_backed_up", "bytes_read", "bytes_written", "duration_ms",
    "throughput_mbps",
}  # fmt: skip


@dataclass(frozen=True)
class World:
    """A database that was changed, and a repository with a full backup and an incremental of it."""

    database: Path
    repository: Path
    ids: tuple[str, ...]
    lsn: int
    documents: tuple[Any, ...]


def invoked(*arguments: str) -> Any:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = run([*arguments, "--json"])
    assert status == 0, out.getvalue() + err.getvalue()
    return json.loads(out.getvalue())


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    place = tmp_path_factory.mktemp("world")
    environment = {name: os.environ[name] for name in os.environ if name.startswith("XDG_")}
    os.environ["XDG_CONFIG_HOME"] = str(place / "config")
    try:
        repository = str(place / "repository")
        invoked("repo", "init", repository)
        ledger = Ledger(place / "shop", 300, seed=3)
        documents = []
        for type_ in ("full", "incremental"):
            ledger.run(40, Job())
            documents.append(invoked("backup", str(ledger.directory), "--repo", repository, "--type", type_))
        ledger.close()
    finally:
        os.environ.pop("XDG_CONFIG_HOME")
        os.environ.update(environment)
    ids = tuple(document["backup"]["id"] for document in documents)
    lsn = documents[1]["backup"]["stop_lsn"]
    return World(ledger.directory, place / "repository", ids, lsn, tuple(documents))


def test_backup_gives_the_promised_document(world: World) -> None:
    full, incremental = world.documents
    for document in world.documents:
        assert set(document["backup"]) >= BACKUP_KEYS
        assert set(document["stats"]) >= STAT_KEYS
        assert document["backup"]["source"] == "shop"
    assert (full["backup"]["type"], full["backup"]["parent"]) == ("full", None)
    assert full["reason"] == "a full backup was asked for"
    assert incremental["backup"]["parent"] == full["backup"]["id"]
    assert incremental["stats"]["pages_backed_up"] < full["stats"]["pages_backed_up"]
    assert "the log proves" in incremental["reason"]


def test_list_shows_the_oldest_first_within_80_columns(pagewake: Run, world: World) -> None:
    done = pagewake("list", "--repo", str(world.repository))
    assert done.status == 0
    header, first, second = done.out.splitlines()
    assert header.startswith("Backup ")
    assert first.startswith(world.ids[0])
    assert second.startswith(world.ids[1])
    assert max(map(len, done.out.splitlines())) <= 80
    document = pagewake("list", "--repo", str(world.repository), "--json").document
    assert [backup["id"] for backup in document["backups"]] == list(world.ids)
    assert pagewake("list", "--repo", str(world.repository), "--source", "x", "--json").document == {
        "backups": [],
        "damaged": [],
    }
    typo = pagewake("list", "--repo", str(world.repository), "--source", "x").out
    assert "knows no source 'x'" in typo and "It knows: " in typo


def test_the_newest_backup_can_be_named(pagewake: Run, world: World) -> None:
    shown = pagewake("show", "latest", "--repo", str(world.repository), "--json")
    assert shown.document["backup"]["id"] == world.ids[-1]
    assert pagewake("verify", "latest", "--repo", str(world.repository), "--json").document["backups"] == [
        world.ids[-1]
    ]


def test_a_repository_is_named_once_for_all(
    pagewake: Run, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGEWAKE_REPO", str(world.repository))
    for command in (("repo", "info"), ("repo", "check"), ("list",)):
        assert pagewake(*command).status == 0, command
    assert pagewake("repo", "copy", "elsewhere").status == 2, "where to and where from are never guessed"


def test_show_takes_the_beginning_of_an_id(pagewake: Run, world: World) -> None:
    done = pagewake("show", world.ids[1][:-2], "--repo", str(world.repository))
    assert done.status == 0
    assert f"{world.ids[0]} > {world.ids[1]}" in done.out
    document = pagewake("show", world.ids[1], "--repo", str(world.repository), "--json").document
    assert document["chain"] == list(world.ids)
    assert document["backup"]["id"] == world.ids[1]
    missing = pagewake("show", "nothing", "--repo", str(world.repository))
    assert missing.status == 2
    assert "PW-606" in missing.err


@pytest.mark.parametrize("level", ["structure", "data", "restore"])
def test_verify_a_sound_repository(pagewake: Run, world: World, level: str) -> None:
    done = pagewake("verify", "--repo", str(world.repository), "--level", level, "--json")
    assert done.status == 0
    document = done.document
    assert (document["ok"], document["level"], document["findings"]) == (True, level, [])
    assert document["backups"] == list(world.ids)
    assert (document["bytes_checked"] > 0) == (level != "structure")


def test_verify_a_damaged_repository_is_status_1(pagewake: Run, world: World, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(world.repository, copy)
    pack = max(
        (path for path in (copy / "packs").rglob("*") if path.is_file()), key=lambda path: path.stat().st_size
    )
    data = bytearray(pack.read_bytes())
    data[len(data) // 2] ^= 0x40
    pack.chmod(0o600)
    pack.write_bytes(data)
    done = pagewake("verify", "--repo", str(copy), "--json")
    assert done.status == 1
    assert done.document["ok"] is False
    finding = done.document["findings"][0]
    assert set(finding) == {"severity", "code", "object", "message", "advice"}
    text = pagewake("verify", "--repo", str(copy))
    assert text.status == 1
    assert "Error: " in text.out
    assert "Traceback" not in text.err


def test_restore_plans_then_restores_then_proves(pagewake: Run, world: World, tmp_path: Path) -> None:
    options = ("restore", "--repo", str(world.repository), "--to", str(tmp_path / "new"))
    planned = pagewake(*options, "--dry-run", "--json")
    assert planned.status == 0
    assert not (tmp_path / "new").exists()
    assert planned.document["recovered_to"] is None
    done = pagewake(*options, "--prove", "--json")
    assert done.status == 0
    document = done.document
    keys = {"directory", "backup", "chain", "target", "recovered_to", "pages", "bytes", "proof"}
    assert set(document) >= keys
    assert document["chain"] == list(world.ids)
    assert document["proof"]["ok"] is True
    assert document["recovered_to"]["lsn"] >= world.lsn - 1
    assert document["pages"] == planned.document["pages"]
    again = pagewake(*options)
    assert again.status == 2
    assert "PW-802" in again.err
    assert "--delta" in again.err
    assert pagewake(*options, "--delta").status == 0


def test_a_target_that_no_backup_reaches_is_status_3(pagewake: Run, world: World, tmp_path: Path) -> None:
    done = pagewake(
        "restore",
        "--repo",
        str(world.repository),
        "--to",
        str(tmp_path / "x"),
        "--target-time",
        "2001-01-01Z",
    )
    assert done.status == 2  # not a time: a zone needs a time of day
    done = pagewake(
        "restore",
        "--repo",
        str(world.repository),
        "--to",
        str(tmp_path / "x"),
        "--target-time",
        "2001-01-01 00:00Z",
    )
    assert done.status == 3
    assert "PW-801" in done.err
    assert "Nothing was written." in done.said
    assert not (tmp_path / "x").exists()


def test_wal_status_gives_ranges_gaps_and_windows(pagewake: Run, world: World) -> None:
    done = pagewake("wal", "status", "--repo", str(world.repository), "--json")
    assert done.status == 0
    document = done.document
    assert (document["gaps"], document["unusable"]) == ([], [])
    (window,) = document["windows"]
    assert set(window) >= {"timeline", "from_lsn", "to_lsn", "from_time", "to_time"}
    assert window["from_lsn"] < window["to_lsn"]
    (archived,) = document["ranges"]
    assert archived["from_lsn"] <= window["from_lsn"]
    assert archived["to_lsn"] == window["to_lsn"]
    text = pagewake("wal", "status", "--repo", str(world.repository)).out
    assert "Restorable: timeline" in text
    assert max(map(len, text.splitlines())) <= 80


def test_wal_inspect_counts_lists_and_limits(pagewake: Run, world: World) -> None:
    wal = str(world.database / "wal")
    stats = pagewake("wal", "inspect", wal, "--json").document
    keys = {"records", "first_lsn", "last_lsn", "end_lsn", "end_reason", "bytes", "by_type"}
    assert set(stats) >= keys
    assert sum(stats["by_type"].values()) == stats["records"] > 0
    assert stats["last_lsn"] - stats["first_lsn"] == stats["records"] - 1
    blocks = pagewake("wal", "inspect", wal, "--blocks", "--json").document["blocks"]
    assert blocks == sorted(blocks)
    assert len(blocks) == stats["changed_blocks"]
    lines = [
        json.loads(line) for line in pagewake("wal", "inspect", wal, "--records", "--json").out.splitlines()
    ]
    assert len(lines) == stats["records"]
    assert set(lines[0]) >= {"lsn", "length", "type", "tx", "prev", "blocks"}
    changes = sum(len(line["blocks"]) for line in lines)
    assert changes == sum(count for _, _, count in blocks)
    middle = lines[len(lines) // 2]["lsn"]
    early, late = (
        pagewake("wal", "inspect", wal, option, hex(middle), "--json").document["records"]
        for option in ("--until", "--since")
    )
    assert early + late == stats["records"]
    assert pagewake("wal", "inspect", wal).out.startswith("Engine ")
    assert len(pagewake("wal", "inspect", wal, "--records").out.splitlines()) == len(lines)


def test_wal_inspect_of_what_is_no_wal(pagewake: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear DBA, this is no log. " * 50)
    done = pagewake("wal", "inspect", str(tmp_path / "letter.txt"))
    assert done.status == 2, "nobody recognises it"
    assert "--engine" in done.err
    done = pagewake("wal", "inspect", str(tmp_path / "letter.txt"), "--engine", "neuroquantum")
    assert done.status == 3
    assert "PW-305" in done.err
    assert pagewake("wal", "inspect", str(tmp_path / "none")).status == 2


def test_page_lists_versions_and_writes_one(pagewake: Run, world: World, tmp_path: Path) -> None:
    files = pagewake("show", world.ids[0], "--repo", str(world.repository), "--json").document["files"]
    file = next(one["path"] for one in files if one["relation"])
    out = tmp_path / "page.bin"
    done = pagewake("page", file, "1", "--repo", str(world.repository), "--extract", str(out), "--json")
    assert done.status == 0
    assert done.document["versions"][-1]["checksum_ok"] is True
    assert out.stat().st_size == 4096
    assert pagewake("page", "nowhere.db", "1", "--repo", str(world.repository)).status == 2


def test_expire_and_prune_say_what_they_would_do(pagewake: Run, world: World) -> None:
    expired = pagewake("expire", "--repo", str(world.repository), "--dry-run", "--json").document
    assert expired["sources"][0]["expired"] == []
    gone = pagewake(
        "expire", "--repo", str(world.repository), "--dry-run", "--json", "--keep-full", "0", "--keep-within", "never",
        "--daily", "0", "--weekly", "0", "--monthly", "0", "--window", "never", "--keep-last", "1",
    )  # fmt: skip
    (said,) = gone.document["sources"]
    assert said["expired"] == [world.ids[0]]
    assert [(one["id"], one["keep"], bool(one["reasons"])) for one in said["backups"]] == [
        (world.ids[0], False, False),
        (world.ids[1], True, True),
    ]
    spans = [
        sum((moment(one["to_time"]) - moment(one["from_time"])).total_seconds() for one in said[windows])
        for windows in ("windows_before", "windows_after")
    ]
    assert said["restorable_seconds_lost"] == pytest.approx(spans[0] - spans[1]) and spans[0] > spans[1]
    pruned = pagewake("prune", "--repo", str(world.repository), "--dry-run", "--json")
    assert pruned.status == 0
    assert pruned.document["dry_run"] is True
    assert len(pagewake("list", "--repo", str(world.repository), "--json").document["backups"]) == 2


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_repo_info(pagewake: Run, world: World) -> None:
    document = pagewake("repo", "info", str(world.repository), "--json").document
    assert document["sources"] == ["shop"]
    assert document["backups"] == 2
    sizes = sum(path.stat().st_size for path in world.repository.rglob("*") if path.is_file())
    assert 0 < document["bytes"] <= sizes
    assert re.search(r"^Encrypted +no$", pagewake("repo", "info", str(world.repository)).out, re.MULTILINE)


def test_repo_info_counts_the_trash(pagewake: Run, world: World, tmp_path: Path) -> None:
    repository = str(shutil.copytree(world.repository, tmp_path / "copy"))
    empty = pagewake("repo", "info", repository, "--json").document
    assert empty["trash"] == {"backups": 0, "wal_stretches": 0, "wal_bytes": 0, "until": None}
    assert "Trash" not in pagewake("repo", "info", repository).out
    rules = "--keep-full 0 --keep-within never --daily 0 --weekly 0 --monthly 0 --window never --keep-last 1"
    gone = pagewake("expire", "--repo", repository, "--json", *rules.split()).document["sources"][0]
    info = pagewake("repo", "info", repository, "--json").document
    assert (info["backups"], info["trash"]["backups"]) == (1, len(gone["expired"])) == (1, 1)
    assert info["wal_stretches"] == empty["wal_stretches"]
    assert info["trash"]["until"] == gone["until"]
    assert re.search(
        r"^Trash +1 backup and .* of WAL more, all of it until ",
        pagewake("repo", "info", repository).out,
        re.MULTILINE,
    )


def test_repo_init_refuses_what_is_there(pagewake: Run, world: World, tmp_path: Path) -> None:
    assert "PW-602" in pagewake("repo", "init", str(world.repository)).err
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.jpg").write_text("x")
    assert pagewake("repo", "init", str(tmp_path / "photos")).status == 2
    missing = pagewake("repo", "info", str(tmp_path / "nothing"))
    assert missing.status == 2
    assert "pagewake repo init" in missing.said


def test_an_encrypted_repository(pagewake: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = str(tmp_path / "repository")
    monkeypatch.setenv("PAGEWAKE_PASSPHRASE", "correct horse")
    made = pagewake("repo", "init", place, "--encrypt", "--name", "main")
    assert made.status == 0, made.err
    assert "correct horse" not in made.out + made.err
    assert pagewake("repo", "info", "main", "--json").document["repository"]["encrypted"] is True
    monkeypatch.setenv("PAGEWAKE_PASSPHRASE", "wrong")
    wrong = pagewake("list", "--repo", "main")
    assert wrong.status == 3
    assert "PW-604" in wrong.err
    monkeypatch.delenv("PAGEWAKE_PASSPHRASE")
    none = pagewake("list", "--repo", "main")
    assert none.status == 2
    assert "PAGEWAKE_PASSPHRASE" in none.err
    new = tmp_path / "new.pass"
    new.write_text("battery staple\n")
    new.chmod(0o600)
    monkeypatch.setenv("PAGEWAKE_PASSPHRASE", "correct horse")
    monkeypatch.setenv("PAGEWAKE_NEW_PASSPHRASE_FILE", str(new))
    assert pagewake("repo", "passphrase", "main").status == 0
    assert pagewake("list", "--repo", "main").status == 3
    monkeypatch.setenv("PAGEWAKE_PASSPHRASE_FILE", str(new))
    monkeypatch.delenv("PAGEWAKE_PASSPHRASE")
    assert pagewake("list", "--repo", "main").status == 0


def test_sources_are_added_listed_checked_and_used(pagewake: Run, world: World, tmp_path: Path) -> None:
    assert pagewake("repo", "init", str(tmp_path / "r"), "--name", "main").status == 0
    added = pagewake(
        "source", "add", "crm", str(world.database), "--repo", "main", "--full-every", "14d", "--json"
    )
    assert added.status == 0, added.out
    assert added.document["source"]["engine"] == "neuroquantum"
    assert added.document["source"]["schedule"]["full"] == "14d"
    settings = Path(added.document["settings"])
    assert settings.stat().st_mode & 0o777 == 0o600
    twice = pagewake("source", "add", "crm", str(world.database))
    assert twice.status == 2
    assert "already" in twice.err
    assert [one["name"] for one in pagewake("source", "list", "--json").document["sources"]] == ["crm"]
    checked = pagewake("source", "check", "crm", "--json")
    assert checked.status == 0
    assert (checked.document["ok"], checked.document["engine"]) == (True, "neuroquantum")
    made = pagewake("backup", "crm", "--json")
    assert made.status == 0, made.out
    assert made.document["backup"]["source"] == "crm"
    assert pagewake("list", "--json").document["backups"][0]["id"] == made.document["backup"]["id"]


def test_what_is_no_database_is_no_source(pagewake: Run, tmp_path: Path) -> None:
    for arguments in (("source", "add", "x", str(tmp_path)), ("source", "check", str(tmp_path))):
        done = pagewake(*arguments)
        assert done.status == 2
        assert "PW-201" in done.err
    secret = pagewake("source", "add", "x", "postgresql://dba:tr0ub4dor@host/db")
    assert secret.status == 2
    assert "tr0ub4dor" not in secret.err
    assert pagewake("source", "add", "a/b", str(tmp_path)).status == 2


def test_a_store_that_is_not_installed_is_named(pagewake: Run) -> None:
    done = pagewake("list", "--repo", "gopher://hole")
    assert done.status == 2
    assert "gopher://" in done.err


def test_a_repository_that_lost_its_encryption_is_refused(pagewake: Run, tmp_path: Path) -> None:
    secret, config = tmp_path / "pass", tmp_path / "swapped.toml"
    secret.write_text("correct horse\n")
    secret.chmod(0o600)
    assert pagewake("repo", "init", str(tmp_path / "plain")).status == 0
    config.write_text(
        f"[repositories.main]\nlocation = '{tmp_path / 'plain'}'\npassphrase-file = '{secret}'\n"
    )
    swapped = pagewake("list", "--repo", "main", "--config", str(config))
    assert swapped.status == 2
    assert "the settings give a passphrase" in swapped.said


def test_progress_stays_off_standard_output(process: Run, world: World) -> None:
    done = process("verify", "--repo", str(world.repository), "--json")
    assert done.document["ok"] is True
    assert done.err == ""
    text = process("verify", "--repo", str(world.repository))
    # A phase of milliseconds is not worth a line. On a busy machine it may take longer, and then is worth one.
    assert not re.search(r"read packs: (\S+ \S+ in )?[1-4]?\d{1,2} ms\b", text.said)
    assert "Everything is sound." in text.told
    assert process("verify", "--repo", str(world.repository), "--quiet").err == ""


def test_verifying_nothing_does_not_say_that_all_is_well(pagewake: Run, tmp_path: Path) -> None:
    empty = str(tmp_path / "empty")
    assert pagewake("repo", "init", empty).status == 0
    done = pagewake("verify", "--repo", empty)
    assert done.status == 0 and "no backup to verify" in done.told and "sound" not in done.out


def test_a_check_of_a_source_counts_what_it_saw(pagewake: Run, world: World) -> None:
    done = pagewake("source", "check", str(world.database))
    assert done.status == 0 and done.out.splitlines()[-1].startswith("Ready to be backed up")
    assert ("warning" in done.out.splitlines()[-1]) == ("Warning: " in done.out)


def test_a_second_name_for_the_same_database_is_pointed_out(pagewake: Run, tmp_path: Path) -> None:
    """Who forgets --source once gets a full backup, and a source whose WAL nobody archives."""
    repo, database = str(tmp_path / "repo"), tmp_path / "shop"
    Ledger(database, 40, seed=3).close()
    assert pagewake("repo", "init", repo).status == 0
    first = pagewake("backup", str(database), "--repo", repo)
    assert first.status == 0 and "keeps this database" not in first.said
    other = pagewake("backup", str(database), "--repo", repo, "--source", "again")
    assert other.status == 0 and "keeps this database as shop too" in " ".join(other.err.split())
    assert (
        "keeps this database"
        not in pagewake("backup", str(database), "--repo", repo, "--source", "again").said
    )


def test_an_agent_without_settings_says_that_and_no_more(pagewake: Run) -> None:
    done = pagewake("agent", "--check")
    assert done.status == 2 and "name no source" in " ".join(done.err.split())
    assert "changed while" not in done.said


def test_broken_settings_stop_no_restore_from_a_place_that_is_named(
    pagewake: Run, world: World, tmp_path: Path
) -> None:
    (settings := tmp_path / "home" / "config" / "pagewake" / "config.toml").parent.mkdir(parents=True)
    settings.write_text("[sources.shop\n")
    here = ("--repo", str(world.repository))
    for command in (("list",), ("wal", "status"), ("restore", "--to", str(tmp_path / "out"))):
        done = pagewake(*command, *here)
        assert done.status == 0 and "going on without the settings" in done.said, command
    assert pagewake("wal", "get", "nothing", str(tmp_path / "x"), *here, "--source", "shop").status == 1
    named = ("list", "--repo", "shop"), ("expire", *here), ("list", *here, "--config", str(settings))
    for command in named:
        done = pagewake(*command)
        assert done.status == 2 and "PW-101" in done.err, command
