"""Which configuration belongs to a directory before a restore into it, and what is told of it; no server runs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.engines.fake_rig import HastyDisk

from pagewake.engines.base import Destination, Keepable
from pagewake.engines.postgres.configuring import ServerConfiguration
from pagewake.engines.postgres.own_configuration import started_with
from pagewake.engines.postgres.recovery import PostgresRecovery
from pagewake.errors import UsageError
from pagewake.model import Severity

KEEP = {"configuration": "keep"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory, beside what Debian would have in /etc."""
    (tmp_path / "etc").mkdir()
    made = tmp_path / "data"
    made.mkdir()
    (made / "PG_VERSION").write_text("15\n")
    return made


def destination(
    data: Path,
    backup: dict[str, bytes] | None = None,
    *,
    delta: bool = True,
    left: frozenset[str] | None = None,
) -> Destination:
    read = {"PG_VERSION": b"15\n", **(backup or {})}.get
    return Destination(data, read, KEEP, delta=delta, left=left)


def keepable(data: Path, **more: object) -> Keepable:
    return PostgresRecovery().keepable(destination(data, **more))  # type: ignore[arg-type]


def captured(main: Path) -> dict[str, bytes]:
    """A backup of a server whose main file lay there."""
    one = {"setting": "config_file", "path": str(main), "file": "pagewake/config/postgresql.conf"}
    return {"pagewake/server.json": json.dumps({"configuration": [one]}).encode()}


def test_what_the_main_file_reaches_inside_the_directory(data: Path) -> None:
    (data / "postgresql.conf").write_text(
        "include_dir = 'conf.d'\ninclude_if_exists = 'gone.conf'\nssl = on\nssl_ca_file = 'certs/ca.crt'\n"
    )
    for name in ("conf.d", "certs", "rules"):
        (data / name).mkdir()
    for name in ("conf.d/a.conf", "conf.d/b.txt", "server.key", "server.crt", "certs/ca.crt", "admins"):
        (data / name).write_text("")
    (data / "rules/10.conf").write_text('local all "@list" peer\n')
    (data / "pg_hba.conf").write_text(
        "local all @admins peer # @never\ninclude_dir rules\ninclude pg_hba.conf\ninclude_if_exists nowhere\n"
    )
    (data / "postgresql.auto.conf").write_text("work_mem = '5MB'\n")
    assert keepable(data).inside == (
        "admins",
        "certs/ca.crt",
        "conf.d/a.conf",
        "pg_hba.conf",
        "postgresql.auto.conf",
        "postgresql.conf",
        "rules/10.conf",
        "server.crt",
        "server.key",
    )
    assert keepable(data, left=frozenset({"pg_hba.conf"})).inside == ("pg_hba.conf",)
    assert not keepable(data, delta=False)


def test_what_climbs_out_is_not_inside(data: Path) -> None:
    other = data.parent / "etc/other.conf"
    other.write_text("port = 1\nrestore_command = 'x'\n")
    (data / "postgresql.conf").write_text(f"include = '../etc/other.conf'\nhba_file = '{other}'\n")
    found = keepable(data)
    assert found.inside == ("postgresql.conf",)
    assert found.outside == (other,)


def test_what_a_link_leads_to_is_read_and_never_written(data: Path) -> None:
    """A whole directory of settings may be a link to where they are kept."""
    etc = data.parent / "etc"
    (etc / "own.conf").write_text("port = 1\nrestore_command = 'x'\n")
    (data / "conf.d").symlink_to(etc)
    (data / "postgresql.conf").write_text("include_dir = 'conf.d'\n")
    assert keepable(data).inside == ("conf.d/own.conf", "postgresql.conf")
    told = {one.object_name: one.message for one in PostgresRecovery().foretell(destination(data))}
    assert told["conf.d/own.conf"] == "stays as it is"
    configuration = ServerConfiguration(data, (), HastyDisk(), keepable(data))
    configuration.put_in_place()
    assert "#pagewake#" not in (etc / "own.conf").read_text()
    (etc / "own.conf").write_text("recovery_target_name = 'x'\n")
    assert "conf.d/own.conf sets recovery_target_name" in keepable(data).problem


def test_an_include_that_climbs_out_is_never_written(data: Path) -> None:
    other = data.parent / "etc/other.conf"
    other.write_text("restore_command = 'x'\n")
    (data / "postgresql.conf").write_text("include = '../etc/other.conf'\nprimary_conninfo = 'host=a'\n")
    ServerConfiguration(data, (), HastyDisk()).put_in_place()
    assert other.read_text() == "restore_command = 'x'\n"
    assert "#pagewake# primary_conninfo" in (data / "postgresql.conf").read_text()


def test_an_empty_directory_has_none_and_that_is_said(data: Path) -> None:
    (data / "PG_VERSION").unlink()
    assert not keepable(data)
    told = PostgresRecovery().foretell(destination(data, delta=False))
    assert [(one.severity, one.code) for one in told][:1] == [(Severity.WARNING, "nothing-to-keep")]
    assert [one.object_name for one in told[1:]] == [
        "postgresql.conf",
        "pg_hba.conf",
        "pg_ident.conf",
        "postgresql.auto.conf",
    ]


def debian(data: Path, extra: str = "") -> Path:
    etc = data.parent / "etc"
    main = etc / "postgresql.conf"
    main.write_text(f"data_directory = '{data}'\nhba_file = '{etc}/pg_hba.conf'\n{extra}")
    (etc / "pg_hba.conf").write_text("local all all peer\n")
    return main


@pytest.mark.parametrize("delta", [True, False])
def test_a_file_elsewhere_that_says_it_is_this_directorys(data: Path, delta: bool) -> None:
    main = debian(data)
    found = keepable(data, backup=captured(main), delta=delta)
    assert found.main == main and found.outside == (main, main.with_name("pg_hba.conf"))
    told = {
        one.object_name: one.code
        for one in PostgresRecovery().foretell(destination(data, captured(main), delta=delta))
    }
    assert told == {
        str(main): "configuration-kept",
        str(main.with_name("pg_hba.conf")): "configuration-kept",
        "pg_ident.conf": "configuration-written",
        "postgresql.auto.conf": "configuration-written",
    }


def test_who_does_not_keep_it_is_told_what_the_server_reads(data: Path) -> None:
    main = debian(data)
    files = {"PG_VERSION": b"15\n", **captured(main)}
    told = PostgresRecovery().foretell(Destination(data, files.get))
    assert [one.code for one in told if one.severity is Severity.WARNING] == ["configuration-elsewhere"]
    assert told[0].object_name == str(main)
    assert [one.object_name for one in told[1:]] == [
        "postgresql.conf",
        "pg_hba.conf",
        "pg_ident.conf",
        "postgresql.auto.conf",
    ]


def test_another_servers_file_elsewhere_is_not_taken(data: Path) -> None:
    main = debian(data)
    other = data.with_name("other")
    other.mkdir()
    assert not keepable(other, backup=captured(main))


def test_the_command_line_of_the_last_start_names_the_file(data: Path) -> None:
    main = data.parent / "etc/own file.conf"
    main.write_text("port = 5433\n")
    for words, named in (
        (f'"-D" "{data}" "-c" "config_file={main}"', main),
        (f'"-D" "{data}" "--config-file={main}"', main),
        (f'"-D" "{data}" "-cconfig_file={main}" "-c" "port=1"', main),
        (f'"-D" "{data}"', None),
        ('"-c" "config_file=relative.conf"', None),
        ('"not closed', None),
    ):
        (data / "postmaster.opts").write_text(f"/usr/bin/postgres {words}\n")
        assert started_with(data) == named
        assert keepable(data).main == named
    (data / "postmaster.opts").write_text(f'postgres "-c" "config_file={main}"\n')
    assert keepable(data).inside == ("postmaster.opts",)  # a second try must find it as well


def too_new(data: Path) -> dict[str, bytes]:
    (data / "postgresql.conf").write_text("port = 5433\n")
    return {"PG_VERSION": b"16\n"}


def with_a_target(data: Path) -> dict[str, bytes]:
    return captured(debian(data, "recovery_target_xid = '700'\n"))


@pytest.mark.parametrize(
    ("there", "said"), [(too_new, "PostgreSQL 15"), (with_a_target, "recovery_target_xid")]
)
def test_what_must_not_stay_is_refused_before_anything_is_written(
    data: Path, there: Callable[[Path], dict[str, bytes]], said: str
) -> None:
    backup = there(data)
    with pytest.raises(UsageError, match=said):
        PostgresRecovery().places(destination(data, backup))
    files = {"PG_VERSION": b"15\n", **backup}
    PostgresRecovery().places(Destination(data, files.get))  # the backup's may be written


def test_leftovers_of_a_recovery_are_told(data: Path) -> None:
    (data / "postgresql.conf").write_text(
        f"restore_command = 'x'\ndata_directory = '{data}'\ninclude = 'own.conf'\n"
    )
    (data / "own.conf").write_text("data_directory = '/elsewhere'\nport = 1\n")
    told = {one.object_name: one.message for one in PostgresRecovery().foretell(destination(data))}
    changed = "stays as it is, but for what is turned into comments: "
    assert told["postgresql.conf"] == f"{changed}restore_command"
    assert told["own.conf"] == f"{changed}data_directory"


def test_a_key_need_not_be_read_to_stay(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys are for the server's user alone: what cannot be read is refused only where settings are in it."""
    (data / "postgresql.conf").write_text("ssl = on\n")
    for name in ("server.crt", "server.key"):
        (data / name).write_text("")
    opened = Path.open

    def refusing(path: Path, *more: object, **others: object) -> object:
        if path.name == forbidden:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *more, **others)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refusing)
    forbidden = "server.key"
    told = {one.object_name for one in PostgresRecovery().foretell(destination(data))}
    assert {"server.crt", "server.key", "postgresql.conf"} <= told
    forbidden = "postgresql.conf"
    assert keepable(data).problem == "its configuration cannot be read: Permission denied"
    with pytest.raises(UsageError, match="Permission denied"):
        PostgresRecovery().places(destination(data))


def test_files_that_include_each_other_end(data: Path) -> None:
    (data / "postgresql.conf").write_text("include = 'postgresql.conf'\n" * 1000)
    (data / "pg_hba.conf").write_text("include a\n" * 200)
    for name, other in (("a", "b"), ("b", "a")):
        (data / name).write_text(f"include {other}\n" * 200)
    assert keepable(data).inside == ("a", "b", "pg_hba.conf", "postgresql.conf")
