"""The client library, on real servers: values both ways, errors, streams, waiting, and several addresses."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from tests.patience import until
from tests.postgres.servers import Server

from pagewake.engines.postgres import libpq
from pagewake.engines.postgres.libpq import Connection, OperationalError, conninfo_text, parse_conninfo
from pagewake.engines.postgres.libpq.connection import with_literals

ODD = ["", "a,b", 'say "x"', "it's", "back\\slash", "{NULL}", "NULL", "$1 and $2", "  ", "ä€𝄞", "new\nline"]


@pytest.fixture
def connection(server: Server) -> Iterator[Connection]:
    made = libpq.connect(server.socket_uri())
    yield made
    made.close()


def test_values_come_as_python_has_them(connection: Connection) -> None:
    query = (
        "SELECT 1::smallint, -2::int, 3000000000::bigint, 4::oid, true, false, NULL::int, 1.5::float8, 2.50::numeric, "
        "'\\x00ff'::bytea, 'text'::text, 'name'::name, '2026-11-23 12:00:00.25+02'::timestamptz, '0/1A'::pg_lsn, "
        "'0/1A'::pg_lsn - '0/0'"
    )
    moment = datetime(2026, 11, 23, 10, 0, 0, 250000, UTC)
    expected = (
        1,
        -2,
        3000000000,
        4,
        True,
        False,
        None,
        1.5,
        Decimal("2.50"),
        b"\0\xff",
        "text",
        "name",
        moment,
    )
    assert connection.execute(query).fetchone() == (*expected, "0/1A", Decimal(26))
    assert connection.execute("SELECT '\\x00ff'::bytea", binary=True).fetchall() == [(b"\0\xff",)]


def test_texts_arrive_as_they_were_sent(connection: Connection) -> None:
    assert [connection.execute("SELECT $1::text", (text,))[0][0] for text in ODD] == ODD
    assert connection.execute("SELECT unnest($1::text[])", (ODD,)) == [(text,) for text in ODD]
    assert connection.execute("SELECT sum(n)::int FROM unnest($1::int[]) n", ([1, -2, 30],)) == [(29,)]
    assert connection.execute("SELECT $1::int, $2::bool, $3::text", (7, True, None)) == [(7, True, None)]
    with pytest.raises(OperationalError, match="null character"):
        connection.execute("SELECT $1::text", ("a\0b",))


@pytest.mark.parametrize("conforming", ["on", "off"])
def test_copy_takes_any_text_as_a_value(connection: Connection, conforming: str) -> None:
    connection.execute(f"SET standard_conforming_strings = {conforming}; SET escape_string_warning = off")
    query = "COPY (SELECT unnest($1::text[]), $2::int) TO STDOUT (FORMAT csv, FORCE_QUOTE *)"
    said = b"".join(connection.copy_out(query, (ODD, 5))).decode()
    assert said == "".join('"' + text.replace('"', '""') + '","5"\n' for text in ODD)
    assert with_literals("$2 $1", ("$2", None)) == "NULL '$2'"


def test_several_statements_are_one_call(connection: Connection) -> None:
    assert connection.execute("SELECT 1; SELECT 2; SET search_path = pg_catalog") == [(2,)]
    assert connection.execute("SET search_path = pg_catalog").fetchone() is None


def test_errors_have_their_state_and_leave_the_connection(connection: Connection) -> None:
    with pytest.raises(libpq.Error, match="does not exist") as caught:
        connection.execute("SELECT * FROM nowhere")
    assert caught.value.sqlstate == "42P01"
    assert caught.value.primary == 'relation "nowhere" does not exist'
    assert not isinstance(caught.value, OperationalError)
    assert not str(caught.value).startswith("ERROR")
    for wrong in (
        "COPY (SELECT 1 / 0) TO STDOUT",
        "COPY (SELECT 1 / (3 - n) FROM generate_series(1, 3) n) TO STDOUT",
    ):
        with pytest.raises(libpq.Error, match="division by zero"):
            list(connection.copy_out(wrong))
    with pytest.raises(libpq.Error, match="division by zero"):
        list(connection.stream("SELECT 1 / (3 - n) FROM generate_series(1, 3) n"))
    with pytest.raises(libpq.Error, match="cannot be read"):
        connection.execute("SELECT 'infinity'::timestamptz")
    assert connection.execute("SELECT 1") == [(1,)]


def test_a_stream_holds_one_row_at_a_time(connection: Connection) -> None:
    rows = connection.stream("SELECT n, $1::text FROM generate_series(1, 100000) n", ("x",))
    assert sum(number for number, _ in rows) == 5000050000
    some = connection.stream("SELECT n FROM generate_series(1, 100000) n")
    assert next(some) == (1,)
    some.close()  # type: ignore[attr-defined]
    assert connection.closed  # what was not read would be the answer to the next statement


def test_remarks_are_not_written_anywhere(connection: Connection, capfd: pytest.CaptureFixture[str]) -> None:
    connection.execute("DO $$ BEGIN RAISE WARNING 'listen'; END $$")
    assert capfd.readouterr() == ("", "")


def test_a_lost_connection_says_so(server: Server, connection: Connection) -> None:
    (pid,) = connection.execute("SELECT pg_backend_pid()")[0]
    assert pid == connection.pgconn.backend_pid
    server.sql("SELECT pg_terminate_backend(%s)", pid)
    with pytest.raises(OperationalError):
        connection.execute("SELECT 1")
    assert connection.closed
    connection.close()
    for again in (connection.execute, connection.stream, connection.copy_out):
        with pytest.raises(OperationalError, match="closed"):
            list(again("SELECT 1"))


def test_cancelling_from_another_thread(connection: Connection, server: Server) -> None:
    asleep = "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)' AND state = 'active'"

    def cancel() -> None:
        until(lambda: server.value(asleep))
        connection.cancel(timeout=60)

    thread = threading.Thread(target=cancel)
    thread.start()
    with pytest.raises(libpq.Error) as caught:
        connection.execute("SELECT pg_sleep(600)")
    thread.join()
    assert caught.value.sqlstate == "57014"
    assert connection.execute("SELECT 1") == [(1,)]


def test_an_interrupt_is_heard_while_a_statement_runs(server: Server) -> None:
    code = (
        "import sys; from pagewake.engines.postgres import libpq\n"
        "connection = libpq.connect(sys.argv[1])\n"
        "try: connection.execute('SELECT pg_sleep(600), 4711')\n"
        "except KeyboardInterrupt: print('heard')"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", code, server.socket_uri()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        until(
            lambda: server.value(
                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%4711' AND wait_event = 'PgSleep'"
            )
        )
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60)[0] == b"heard\n"


def test_the_first_of_several_addresses_that_answers_is_taken(server: Server) -> None:
    given = parse_conninfo(server.socket_uri())
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(1)  # takes connections, and says nothing
        closed = "/nowhere"
        several = {
            **given,
            "host": f"{closed},127.0.0.1,{given['host']}",
            "port": f"1,{silent.getsockname()[1]},{given['port']}",
            "connect_timeout": "5",  # also what a busy machine may take for the one that answers
        }
        begun = time.monotonic()
        connection = libpq.connect(conninfo_text(several))
        assert connection.pgconn.host == given["host"]
        assert time.monotonic() - begun >= 5
        connection.close()
        with pytest.raises(OperationalError, match="timeout expired"):
            libpq.connect(f"host=127.0.0.1 port={silent.getsockname()[1]} connect_timeout=2")


def test_what_cannot_be_reached_says_why() -> None:
    for conninfo, said in (
        ("host=/nowhere", "socket"),
        ("host=name.invalid", "resolve host"),
        ("host=127.0.0.1 port=1", "refused"),
        ("host=a,b port=1,2,3", "match|port"),
        ("postgresql://[", "IPv6|URI"),
        ("colour=red", "colour"),
        ("host=a\0b", "null character"),
        ("host=/nowhere connect_timeout=soon", "integer|connect_timeout"),
    ):
        with pytest.raises(OperationalError, match=said):
            libpq.connect(conninfo)


@pytest.mark.parametrize("value", ["", "a b", "it's", "back\\slash", "'", "\\'", "x=y", "tab\there", "ä"])
def test_connection_strings_keep_what_they_are_given(value: str) -> None:
    text = conninfo_text({"user": value, "dbname": "d"})
    assert parse_conninfo(text) == {"user": value, "dbname": "d"}


def test_a_uri_is_taken_apart() -> None:
    given = parse_conninfo("postgresql://u%20x@h1:1,h2:2/d?sslmode=require")
    assert given == {"user": "u x", "host": "h1,h2", "port": "1,2", "dbname": "d", "sslmode": "require"}
