"""The agent's parts, each by itself: what it remembers, writes, answers, and tells systemd."""

from __future__ import annotations

import json
import os
import re
import socket
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.agent.service import ONCE, Place, wait_for
from tests.patience import LONG

from pagewake import metrics
from pagewake.agent.child import Child
from pagewake.agent.commands import arguments
from pagewake.agent.log import Log
from pagewake.agent.memory import NOTHING, Memory, Result
from pagewake.agent.setup import make_agent
from pagewake.agent.systemd import Notifier
from pagewake.agent.web import MOST_AT_ONCE, Web
from pagewake.cli.entry import run
from pagewake.config import Schedule, SourceSettings, load_settings, parse_settings
from pagewake.config_edit import change_policy
from pagewake.engines.neuroquantum.database import Database
from pagewake.errors import PagewakeError, SettingsError, UsageError
from pagewake.metrics import Sample, exposition
from pagewake.repository.repository import Repository
from pagewake.routine import AgentSettings, CopyRule, DrillRule, VerifyRule
from pagewake.schedule import Attempt, Due, Task
from pagewake.stores.local import LocalStore

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_what_is_remembered_survives_a_restart(tmp_path: Path) -> None:
    settings, key = tmp_path / "c.toml", ("main", "shop", Task.EXPIRE)
    memory = Memory(tmp_path, settings)
    record = memory.of(key)
    assert record is NOTHING
    for result in (Result.OK, Result.FAILED, Result.FAILED, Result.CANCELLED):
        record = record.after(result, AT, AT + SECOND, 1.0)
        memory.note(key, record)
    assert Memory(tmp_path, settings).of(key) == record
    assert (record.failures, record.done, record.failure) == (2, AT, AT + SECOND)
    assert record.counts == {"ok": 1, "failed": 2, "cancelled": 1}
    held = record.after(Result.HELD, AT + SECOND, AT + SECOND, 0.0)
    assert (held.failures, held.attempt) == (2, Attempt(3, AT + SECOND))
    again = held.after(Result.FINDINGS, AT + SECOND, AT + SECOND, 1.0)
    assert (again.failures, again.attempt, again.done) == (0, None, AT + SECOND)
    assert (again.success, again.failure) == (AT + SECOND, AT + SECOND)
    memory.keep_only(set())
    assert memory.of(key) is NOTHING
    assert Memory(tmp_path, tmp_path / "other.toml").of(key) is NOTHING


@pytest.mark.parametrize("bad", [b"", b"{}", b"[1", b'[{"repository":1}]', b"[" * 100_000, b"\xff\xfe"])
def test_a_damaged_memory_is_begun_anew(tmp_path: Path, bad: bytes) -> None:
    settings, key = tmp_path / "c.toml", ("main", "shop", Task.PRUNE)
    Memory(tmp_path, settings).note(key, NOTHING.after(Result.OK, AT, AT, 1.0))
    next((tmp_path / "agent").glob("*.json")).write_bytes(bad)
    memory = Memory(tmp_path, settings)
    assert memory.of(key) is NOTHING
    memory.note(key, NOTHING.after(Result.OK, AT, AT, 1.0))
    assert Memory(tmp_path, settings).of(key).done == AT


def test_log_lines_stay_lines() -> None:
    lines: list[str] = []
    nasty = 'a "b"\nc=\x1b[31m'
    Log(lines.append, now=lambda: AT).say("ended", level="error", why=nasty, empty="", left_out=None, n=3)
    Log(lines.append, "json", now=lambda: AT).say("ended", why=nasty)
    assert lines[0] == '2026-03-01T12:30:00Z error ended why="a \\"b\\"\\nc=\\u001b[31m" empty="" n=3'
    assert json.loads(lines[1])["why"] == nasty
    assert not any("\n" in line or "\x1b" in line for line in lines)


def test_the_page_is_what_prometheus_reads() -> None:
    nasty = 'x"y\\z\n'
    samples = [
        Sample(metrics.BUILD, 1.0, ("1.0",)),
        Sample(metrics.VERDICT, 2.0, ("main", nasty)),
        Sample(metrics.JOBS, 7.0, ("main", "shop", "backup", "ok")),
    ]
    families = {one.name: one for one in text_string_to_metric_families(exposition(samples).decode())}
    assert families["pagewake_source_verdict"].samples[0].labels == {"repository": "main", "source": nasty}
    assert families["pagewake_jobs"].samples[0].value == 7.0
    assert families["pagewake_jobs"].type == "counter"
    assert "pagewake_wal_gaps" not in families


def test_the_server_answers_many_and_outlives_the_silent() -> None:
    with Web(("127.0.0.1", 0), lambda: b"page\n", lambda: "it stands still") as web:
        silent = [socket.create_connection(("127.0.0.1", web.port)) for _ in range(MOST_AT_ONCE // 2)]
        for _ in range(30):
            direct = build_opener(ProxyHandler({}))  # whatever proxy the machine has for others
            with direct.open(f"http://127.0.0.1:{web.port}/metrics", timeout=LONG) as answer:
                assert answer.read() == b"page\n"
                assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        with socket.create_connection(("127.0.0.1", web.port), timeout=LONG) as raw:
            raw.sendall(b"\xff\x00 garbage\r\n\r\n")
            assert b"400" in raw.recv(1000)
        with socket.create_connection(("127.0.0.1", web.port), timeout=LONG) as raw:
            raw.sendall(b"POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
            assert b"501" in raw.recv(1000)
        for one in silent:
            one.close()


def test_systemd_is_told(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as end:
        end.bind(str(path))
        end.settimeout(LONG)
        told = Notifier({"NOTIFY_SOCKET": str(path), "WATCHDOG_USEC": "90000000"})
        told.say("READY=1", "STATUS=here")
        assert end.recv(1000) == b"READY=1\nSTATUS=here"
        assert told.watchdog == 30.0
    told.say("STOPPING=1")  # nobody listens any more
    other = {"NOTIFY_SOCKET": "", "WATCHDOG_USEC": "90000000", "WATCHDOG_PID": str(os.getpid() + 1)}
    assert Notifier(other).watchdog is None


def test_what_each_job_is_called_with() -> None:
    source = SourceSettings(
        "shop",
        "/srv",
        verify=VerifyRule(SECOND, "restore"),
        drill=DrillRule(SECOND, "/s"),
        copy=CopyRule(SECOND, "far"),
    )

    def words(task: Task, type_: str = "") -> str:
        return " ".join(arguments(Due(task, AT, AT, "", type_), "main", source, ()))

    assert words(Task.BACKUP, "auto") == "backup shop --repo main --type auto"
    assert words(Task.COPY) == "repo copy main far --source shop"
    assert words(Task.VERIFY) == "verify --repo main --level restore --scratch /s"
    assert words(Task.DRILL) == "restore --repo main --source shop --latest --drill --scratch /s"
    assert words(Task.EXPIRE) == "expire --repo main --source shop"
    assert arguments(Due(Task.PRUNE, AT, AT, ""), "main", None, ()) == ["prune", "--repo", "main"]


def test_a_child_says_how_it_ended(tmp_path: Path) -> None:
    child = Child(["repo", "info", "/nowhere/at/all"])
    end = time.monotonic() + LONG
    while (outcome := child.ended()) is None:
        assert time.monotonic() < end
        time.sleep(0.02)
    assert outcome.status == 2
    assert "/nowhere/at/all" in outcome.error
    assert outcome.said
    endless = tmp_path / "settings.toml"
    os.mkfifo(
        endless
    )  # nobody writes into it: the child cannot have ended by itself, however late the signal is
    killed = Child(["agent", "--config", str(endless)])
    killed.kill()
    while (outcome := killed.ended()) is None:
        assert time.monotonic() < end + LONG
        time.sleep(0.02)
    assert outcome.error == "its process was ended by signal 9"


@pytest.mark.long
def test_what_rarely_happens_in_a_receiver_is_heard_while_it_runs(tmp_path: Path) -> None:
    Database.create(tmp_path / "shop", pages=[bytes(4032)]).close()
    repo, away = tmp_path / "repo", tmp_path / "away"
    Repository.create(LocalStore(repo))
    receive = ["wal", "receive", str(tmp_path / "shop"), "--repo", str(repo), "--interval", "0.2s", "--quiet"]
    child = Child(receive)
    try:
        wait_for(lambda: Repository.open(LocalStore(repo)).wal.rows("shop"))
        assert child.heard() == []
        repo.rename(away)
        (line,) = wait_for(child.heard)
        assert "cannot be archived at the moment" in line
        assert child.heard() == []
        away.rename(repo)
        (line,) = wait_for(child.heard)
        assert line.startswith("archiving goes on after")
        child.stop()
        outcome = wait_for(child.ended)
        assert (outcome.status, outcome.answer["interruptions"]) == (0, 1)
    finally:
        child.kill()


AGENT_TABLES = """\
[repositories.main]
location = "/backup"
[sources.shop]
location = "/srv/shop"
schedule = { full = "0 2 * * sun", incremental = "1h" }
quiet = "22:00-06:00"
stream = true
verify = { every = "1d", level = "structure", often = 1 }
drill = { every = "7d", scratch = "/var/tmp" }
[agent]
listen = ""
jitter = "0s"
refresh = "30s"
expire = "never"
log = "json"
color = "red"
"""


def test_settings_of_the_agent() -> None:
    read = parse_settings(AGENT_TABLES.encode(), Path("c.toml"))
    shop, day = read.sources["shop"], timedelta(days=1)
    assert read.agent == AgentSettings("", timedelta(0), 30 * SECOND, None, day, "json")
    assert (shop.stream, shop.verify, shop.drill) == (
        True,
        VerifyRule(day, "structure"),
        DrillRule(7 * day, "/var/tmp"),
    )
    assert shop.schedule.full == 7 * day
    assert shop.schedule.calendar == {"full": "0 2 * * sun"}
    assert set(read.unknown) == {"sources.shop.verify.often", "agent.color"}


@pytest.mark.parametrize(
    ("table", "line", "what"),
    [
        ('[agent]\nlisten = "nowhere"', 2, "not an address"),
        ('[agent]\nlog = "xml"', 2, "one of: text, json"),
        ('[agent]\nrefresh = "1ms"', 2, "more often than once a second"),
        ('[sources.s]\nlocation = "/s"\nquiet = "8-18"', 3, "not a time of the day"),
        ('[sources.s]\nlocation = "/s"\nstream = "yes"', 3, "true or false"),
        ('[sources.s]\nlocation = "/s"\nverify = { level = "all" }', 3, "one of: structure"),
        ('[sources.s]\nlocation = "/s"\nschedule = { full = "0 2 * * 0" }', 3, "by number"),
        ('[sources.s]\nlocation = "/s"\nverify = "1d"', 3, "a table"),
        ('[sources.s]\nlocation = "/s"\ncopy = { every = "1d" }', 3, "to is missing"),
        (
            '[sources.s]\nlocation = "/s"\ncopy = { every = "1d", to = "far" }',
            3,
            "there is no repository 'far'",
        ),
    ],
)
def test_mistakes_are_named_with_their_line(table: str, line: int, what: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_settings(table.encode(), Path("c.toml"))
    assert f"line {line}" in caught.value.object_name
    assert what in caught.value.what


def test_the_window_changes_retention_and_a_crontabs_line_stays(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text(AGENT_TABLES, "utf-8")
    shop = load_settings(path).sources["shop"]
    hours = Schedule(
        shop.schedule.full, None, 2 * timedelta(hours=1)
    )  # as the window has it: without the line
    change_policy(path, "shop", hours, shop.retention)
    after = load_settings(path).sources["shop"].schedule
    assert after.calendar == {"full": "0 2 * * sun"}
    assert after.incremental == 2 * timedelta(hours=1)
    change_policy(path, "shop", Schedule(timedelta(days=3), None, None), shop.retention)
    assert load_settings(path).sources["shop"].schedule == Schedule(timedelta(days=3), None, None)


def test_settings_without_a_source_have_nothing_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing to do"):
        make_agent(parse_settings(b"", tmp_path / "c.toml"), print)
    two = b'[repositories.a]\nlocation="/a"\n[repositories.b]\nlocation="/b"\n[sources.s]\nlocation="/s"\n'
    with pytest.raises(PagewakeError, match="which repository"):
        make_agent(parse_settings(two, tmp_path / "c.toml"), print)


def test_check_says_what_comes_and_changes_nothing(
    place: Callable[..., Place], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = place(incremental=ONCE)
    monkeypatch.setenv("PAGEWAKE_STATE", str(shop.root / "state"))
    before = sorted(str(path) for path in shop.root.rglob("*"))
    assert run(["agent", "--check", "--config", str(shop.settings)]) == 0
    said = capsys.readouterr().out
    assert re.search(r"now +backup +full +shop +main +there is no full backup", said)
    assert sorted(str(path) for path in shop.root.rglob("*")) == before
    assert run(["agent", "--check", "--once", "--config", str(shop.settings)]) == 2
    assert "never expires" not in said
    text = shop.settings.read_text("utf-8").replace("retention = { keep-last = 1000 }\n", "")
    shop.settings.write_text(text, "utf-8")
    assert run(["agent", "--check", "--config", str(shop.settings)]) == 0
    assert "shop never expires: the settings give it no retention." in capsys.readouterr().out
