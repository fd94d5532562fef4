"""Names that are no UTF-8, or have in them what other formats use: of tables, databases, files and directories."""

from __future__ import annotations

import os

import pytest
from tests.postgres.command import Pagewake, restored_now
from tests.postgres.servers import Server, own

ODD = 'we\'ird "one" \\with\ttab ü %s {0}'


def fill(server: Server, first: int, dbname: str = "postgres", table: str = "t") -> None:
    table = table.replace("%", "%%")
    server.sql(f"CREATE TABLE IF NOT EXISTS {table} (id int, pad text)", dbname=dbname)
    server.sql(
        f"INSERT INTO {table} SELECT i, md5(i::text) FROM generate_series({first}, {first + 999}) i",
        dbname=dbname,
    )


def test_what_is_left_out_is_told(server: Server, pagewake: Pagewake) -> None:
    """Nobody reads a list of files for what is not in it."""
    (server.data / "linked").symlink_to(server.tablespaces)
    with open(os.fsencode(server.data) + b"/note\xff\xfe.txt", "wb") as file:
        file.write(b"somebody's")
    findings = pagewake.start_backup(server, "full").result()["findings"]
    told = {finding["code"]: finding["object"] for finding in findings if finding["severity"] == "warning"}
    assert told["link-in-data-directory"] == "linked"
    assert "note" in told["name-not-text"]


@pytest.mark.parametrize("remote", [False, True])
def test_what_a_repair_replaced_is_in_no_backup(server: Server, pagewake: Pagewake, remote: bool) -> None:
    """It is for taking the repair back where it was made; a restored database has nothing of the kind."""
    fill(server, 1)
    for kind in ("full", "incremental"):
        saved = server.data / f"pagewake-replaced-{kind}"
        saved.mkdir()
        (saved / "blocks.json").write_text("{}")
        (saved / "base%2F5%2F16384-7.page").write_bytes(bytes(8192))
        own(saved, recursive=True)
        made = pagewake.start_backup(server, kind, remote=remote).result()
        told = {one["object"] for one in made["findings"] if one["code"] == "saved-pages-left-out"}
        assert f"pagewake-replaced-{kind}" in told
        assert made["backup"]["status"] == "ok"
        fill(server, 1001)
    _, restored = pagewake.restore("--immediate", of=server)
    assert (restored.data / "PG_VERSION").exists()
    assert not list(restored.data.glob("pagewake-replaced-*"))


@pytest.mark.long
@pytest.mark.parametrize("remote", [False, True])
def test_tables_and_databases_in_any_encoding(server: Server, pagewake: Pagewake, remote: bool) -> None:
    server.sql("CREATE DATABASE bytes ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
    server.sql("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
    with server.connect("bytes", client_encoding="SQL_ASCII") as connection:
        connection.execute(b'CREATE TABLE "t\xff\xfe" AS SELECT generate_series(1, 1000) AS id')
    with server.connect("latin", client_encoding="UTF8") as connection:
        connection.execute('CREATE TABLE "größe" AS SELECT generate_series(1, 1000) AS id')
    quoted = '"' + ODD.replace('"', '""') + '"'
    server.sql(f"CREATE DATABASE {quoted}")
    fill(server, 1, ODD)
    fill(server, 1)
    for kind in ("full", "incremental"):
        made = pagewake.backup(server, kind, remote=remote)
        assert made["status"] == "ok"
        with server.connect("bytes", client_encoding="SQL_ASCII") as connection:
            connection.execute(b'DELETE FROM "t\xff\xfe" WHERE id % 3 = 0')
        fill(server, 5001, ODD)
    server.sql("DROP DATABASE bytes")
    restored_now(pagewake, server, remote=remote)


@pytest.mark.long
@pytest.mark.parametrize("remote", [False, True])
def test_databases_that_nobody_can_enter(server: Server, pagewake: Pagewake, remote: bool) -> None:
    """Closed, full, or left half-dropped: their names are not known, their files are there."""
    fill(server, 1)
    for name in ("closed", "full", "broken"):
        server.sql(f'CREATE DATABASE "{name}"')
        fill(server, 1, name)
    server.sql('ALTER DATABASE closed ALLOW_CONNECTIONS false; ALTER DATABASE "full" CONNECTION LIMIT 0')
    server.sql("UPDATE pg_database SET datconnlimit = -2 WHERE datname = 'broken'")
    for kind in ("full", "incremental"):
        assert pagewake.backup(server, kind, remote=remote)["status"] == "ok"
    server.sql("DROP DATABASE broken")
    server.sql("ALTER DATABASE closed ALLOW_CONNECTIONS true")
    fill(server, 5001, "closed")
    restored_now(pagewake, server, remote=remote)


@pytest.mark.long
@pytest.mark.parametrize("remote", [False, True])
def test_files_and_tablespaces_of_odd_names(server: Server, pagewake: Pagewake, remote: bool) -> None:
    name = ODD.replace("\t", " ").replace("'", "")
    if server.major == 13:  # it writes a backslash into tablespace_map as it is: docs/decisions/0005, "Open"
        name = name.replace("\\", "")
    place = server.tablespaces / name
    place.mkdir()
    own(place)
    server.sql(f"CREATE TABLESPACE odd LOCATION '{place}'")
    server.sql("CREATE TABLE in_odd TABLESPACE odd AS SELECT generate_series(1, 3000) AS id")
    fill(server, 1)
    path = os.fsencode(server.data) + b"/note\xff\xfe.txt"
    with open(path, "wb") as file:
        file.write(b"somebody's")
    for kind in ("full", "incremental"):
        answer = pagewake.start_backup(server, kind, remote=remote).result()
        assert (answer["backup"]["type"], answer["backup"]["status"]) == (kind, "ok")
        (told,) = [finding for finding in answer["findings"] if finding["code"] == "name-not-text"]
        assert "note" in told["object"] and told["severity"] == "warning"
        fill(server, 5001)
        server.sql("DELETE FROM in_odd WHERE id % 3 = 0")
    restored = restored_now(pagewake, server, remote=remote)
    assert not any(name.startswith("note") for name in os.listdir(restored.data))
