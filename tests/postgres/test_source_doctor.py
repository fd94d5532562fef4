"""The check of a server, and the role with the least rights: what it is granted is enough, and all is needed."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.patience import LONG, until
from tests.postgres.capture import capture, lay_out
from tests.postgres.installations import Installation
from tests.postgres.servers import Rig, Server
from tests.postgres.standby import standby

from pagewake.clock import now
from pagewake.engines.postgres.doctor import examine
from pagewake.engines.postgres.opening import open_source
from pagewake.engines.postgres.roles import needed_functions, setup_script
from pagewake.engines.postgres.source import PostgresSource
from pagewake.errors import SourceUnreadable
from pagewake.jobs import Job
from pagewake.model import Finding, Severity

ALWAYS = {
    "version", "page-size", "pooled-connection", "wal-level", "function-right", "settings-right",
    "replication-right", "wal-senders", "replication-connection", "archive-mode", "replication-slots", "slot-limit",
    "full-page-writes", "fsync", "data-checksums", "clock", "time-limits", "disk-space", "unlogged-tables",
    "extensions",
}  # fmt: skip


def checked(location: str) -> dict[str, list[Finding]]:
    source = open_source(location)
    found: dict[str, list[Finding]] = {}
    for one in source.check():
        found.setdefault(one.code, []).append(one)
    source.close()
    for one in (one for group in found.values() for one in group):
        assert one.message.endswith("."), one
        assert one.severity is Severity.INFO or one.advice, one
    return found


def severities(found: dict[str, list[Finding]], code: str) -> set[Severity]:
    return {one.severity for one in found[code]}


@pytest.mark.parametrize("how", ["local", "remote"])
def test_every_prerequisite_is_named(server: Server, how: str) -> None:
    found = checked(str(server.data) if how == "local" else server.uri())
    assert set(found) >= ALWAYS
    assert "check-failed" not in found
    assert ("data-directory" in found) == (how == "local")
    assert not any(one.severity is Severity.ERROR for group in found.values() for one in group)
    assert severities(found, "archive-mode") == {Severity.WARNING}
    assert severities(found, "fsync") == {Severity.WARNING}  # the rig's own servers have it off
    assert ("summarize-wal" in found) == (server.major >= 17)


@pytest.fixture
def granted(rig: Rig, installation: Installation) -> Server:
    """A server on which an administrator ran the script, and set the password."""
    server = rig.server(installation, tcp=True)
    script = open_source(str(server.data)).setup_script()
    for _ in range(2):
        server.sql(script)
    server.sql("SET password_encryption = 'scram-sha-256'; ALTER ROLE pagewake PASSWORD 'open sesame'")
    server.sql("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS i")
    server.sql("CREATE DATABASE other")
    return server


def test_the_role_of_the_script_is_enough(rig: Rig, granted: Server) -> None:
    assert granted.sql("SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolreplication "
                       "FROM pg_roles WHERE rolname = 'pagewake'") == [(False, False, False, False, True)]  # fmt: skip
    uri = granted.uri("pagewake", "open sesame")
    found = checked(uri)
    assert not any(one.severity is Severity.ERROR for group in found.values() for one in group), found
    source = open_source(uri)
    taken = capture(source)
    source.close()
    assert not taken.session.findings and not taken.end.findings
    assert b"other.pg_catalog.pg_class" in taken.extra["pagewake/relations.json"]
    assert lay_out(rig, granted, taken).value("SELECT count(*) FROM kept") == 1000


def test_each_right_of_the_script_is_needed(granted: Server) -> None:
    uri = granted.uri("pagewake", "open sesame")
    for function in needed_functions(granted.major):
        granted.sql(f"REVOKE EXECUTE ON FUNCTION {function.signature} FROM pagewake")
        missing = [one for one in checked(uri)["function-right"] if one.severity is Severity.ERROR]
        assert [one.object_name for one in missing] == [function.signature]
        source = open_source(uri)
        with pytest.raises(SourceUnreadable, match="the role lacks a right") as caught:
            capture(source)
        assert "--script" in caught.value.advice
        source.close()
        granted.sql(missing[0].advice.partition(": ")[2])  # the advice is the command that helps
    assert severities(checked(uri), "function-right") == {Severity.INFO}
    granted.sql("REVOKE pg_read_all_settings FROM pagewake")
    assert severities(checked(uri), "settings-right") == {Severity.WARNING}
    granted.sql("ALTER ROLE pagewake NOREPLICATION")
    assert severities(checked(uri), "replication-right") == {Severity.ERROR}


def test_beside_the_server_fewer_rights_are_needed(granted: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    granted.sql("CREATE ROLE plain LOGIN")
    for function in needed_functions(granted.major):
        if function.local:
            granted.sql(f"GRANT EXECUTE ON FUNCTION {function.signature} TO plain")
    monkeypatch.setenv("PGUSER", "plain")
    found = checked(str(granted.data))
    assert severities(found, "function-right") == {Severity.INFO}
    assert severities(found, "replication-right") == {Severity.WARNING}
    source = open_source(str(granted.data))
    taken = capture(source)
    assert [one.code for one in taken.session.findings] == ["log-not-reserved"]
    assert taken.archive.covers(1, taken.session.start.lsn, taken.end.stop.lsn)
    source.close()


def test_as_root_the_owner_of_the_directory_is_the_user(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root takes another name")
    monkeypatch.delenv("PGUSER", raising=False)
    source = open_source(str(server.data))
    assert isinstance(source, PostgresSource)
    assert source.facts.user == Path(server.data).owner()
    source.close()


@pytest.mark.long
def test_archiving(rig: Rig, installation: Installation) -> None:
    server = rig.server(installation, settings={"archive_mode": "on", "archive_command": "exit 3"})
    server.sql("CREATE TABLE t AS SELECT 1 AS i; SELECT pg_switch_wal()")
    until(lambda: server.value("SELECT failed_count FROM pg_stat_archiver"))
    found = checked(server.uri())
    assert severities(found, "archiver") == {Severity.ERROR}
    assert "000000010000000000000001" in found["archiver"][0].message
    for command, severity, word in (
        ("/bin/true", Severity.WARNING, "thrown away"),
        ("", Severity.ERROR, "without a command"),
        ('pagewake wal push "%p" --repo r --source s', Severity.INFO, "Pagewake archives"),
        ("cp %p /somewhere/%f", Severity.INFO, "Another program"),
    ):
        with server.connect() as connection:
            connection.execute(f"ALTER SYSTEM SET archive_command = '{command}'")  # type: ignore[call-overload]
        server.reload()
        until(lambda command=command: server.value("SHOW archive_command") == command)  # type: ignore[misc]
        (finding,) = checked(server.uri())["archive-command"]
        assert finding.severity is severity and word in finding.message, finding
    server.sql("ALTER SYSTEM SET archive_command = '/bin/true'")
    server.reload()
    # It archives again once the command works: at once, or a minute after it last gave up.
    until(lambda: severities(checked(server.uri()), "archiver") == {Severity.INFO}, 3 * LONG)


def test_slots_senders_and_pg_hba(rig: Rig, installation: Installation) -> None:
    server = rig.server(
        installation,
        settings={"max_replication_slots": "1", "max_wal_senders": "1", "max_slot_wal_keep_size": "100MB"},
    )
    server.sql("SELECT pg_create_physical_replication_slot('left_behind', true)")
    found = checked(server.uri())
    assert severities(found, "replication-slots") == {Severity.WARNING}
    assert found["slot-inactive"][0].object_name == "left_behind"
    assert "at most 100 MiB" in found["slot-limit"][0].message
    server.sql("SELECT pg_drop_replication_slot('left_behind')")
    standby(rig, server)
    found = checked(server.uri())
    assert severities(found, "wal-senders") == {Severity.ERROR}
    assert severities(found, "slot") == {Severity.INFO}
    (server.data / "pg_hba.conf").write_text("local all all trust\n")
    server.restart()
    found = checked(server.uri())
    (refused,) = found["replication-connection"]
    assert refused.severity is Severity.ERROR and "pg_hba.conf" in refused.message


def test_what_lies_where(rig: Rig, server: Server) -> None:
    inner, outer = server.data / "inner", server.tablespaces / "outer"
    for place in (inner, outer):
        place.mkdir(mode=0o700)
        os.chown(place, os.stat(server.data).st_uid, -1)
    server.sql(f"CREATE TABLESPACE a LOCATION '{inner}'")
    server.sql(f"CREATE TABLESPACE b LOCATION '{outer}'")
    server.sql("CREATE UNLOGGED TABLE u AS SELECT 1 AS i")
    server.configure(full_page_writes="off", statement_timeout="1s", idle_in_transaction_session_timeout="1s")
    server.reload()

    def taken_over() -> bool:
        with server.connect(options="-c statement_timeout=0") as connection:  # not the rig's either
            return connection.execute("SHOW full_page_writes").fetchone() == ("off",)

    until(taken_over)
    found = checked(str(server.data))
    assert found["tablespace-inside"][0].object_name == str(inner)
    assert found["tablespace"][0].object_name == str(outer)
    assert found["unlogged-tables"][0].message.startswith("1 unlogged")
    assert severities(found, "full-page-writes") == {Severity.WARNING}
    assert "statement_timeout" in found["time-limits"][0].message
    source = open_source(str(server.data))
    session = source.begin("pagewake", checkpoint=True, known=(), job=Job())
    listed = [one.path for one in session.files()]
    assert not any(path.startswith("inner/") for path in listed)
    time.sleep(1.5)  # the time limits of the role are not ours
    assert session.end(Job()).stop.lsn
    source.close()


def test_a_pooled_connection_and_a_clock_that_is_wrong(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = open_source(server.uri())
    assert isinstance(source, PostgresSource)
    pooled = replace(source.server, facts=replace(source.facts, backend_key=source.facts.backend + 1))
    found = {one.code: one for one in examine(pooled)}
    assert found["pooled-connection"].severity is Severity.ERROR
    monkeypatch.setattr("pagewake.engines.postgres.doctor.now", lambda: now() + timedelta(minutes=3))
    found = {one.code: one for one in examine(source.server)}
    assert found["clock"].severity is Severity.WARNING and "180 s apart" in found["clock"].message
    source.close()


def test_checksums_off_and_a_standby(rig: Rig, installation: Installation) -> None:
    server = rig.server(installation, checksums=False)
    assert severities(checked(server.uri()), "data-checksums") == {Severity.WARNING}
    source = open_source(server.uri())
    assert "no checksums" in source.identity().page_format
    source.close()
    follower = standby(rig, server)
    found = checked(str(follower.data))
    assert severities(found, "standby") == {Severity.INFO}


def test_names_with_quotes_are_quoted() -> None:
    script = setup_script(15, 'da"ta', "o'dd\"")
    assert "rolname = 'o''dd\"'" in script and 'CREATE ROLE "o\'dd""" LOGIN' in script
