"""The agent as a process of its own, on a real database: what it does, shows, remembers, and leaves behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from tests.agent.service import ONCE, Place, children_of, is_alive, receiver_of, wait_for
from tests.patience import LONG, within

from pagewake.cli.entry import run
from pagewake.config_edit import remove
from pagewake.desk.journal import Standing
from pagewake.engines.neuroquantum.database import Database
from pagewake.repository.locks import AGENT
from pagewake.repository.repository import Repository
from pagewake.schedule import LANES, Task
from pagewake.stores.local import LocalStore

Make = Callable[..., Place]
PAGEWAKE = (sys.executable, "-m", "pagewake")


def test_it_works_shows_it_heeds_its_settings_and_stops_at_once(place: Make) -> None:
    """All that is quick, in one process: an agent and five jobs."""
    shop = place(incremental=ONCE)
    agent = shop.listening_agent()
    means = 'means-to source=shop repository=main backup="full every 9999d, incremental every 9999d"'
    wait_for(lambda: means in agent.said)
    assert agent.get("/healthz") == (200, "ok\n")
    assert agent.get("/else")[0] == 404
    text = shop.settings.read_text("utf-8")
    shop.settings.write_text("[sources.shop\n", "utf-8")
    agent.process.send_signal(signal.SIGHUP)
    wait_for(lambda: "settings-refused" in agent.said)
    # Its jobs go on by the settings that it has.
    wait_for(lambda: all(agent.done(task) for task in ("backup", "drill", "verify", "expire", "prune")))
    assert agent.value("pagewake_settings_good") == 0
    assert agent.value("pagewake_source_verdict", source="shop") <= 1
    assert agent.value("pagewake_repository_up") == 1
    assert agent.value("pagewake_backups", type="full") == 1
    # What a job left is seen when the repository has been looked at again.
    wait_for(lambda: agent.value("pagewake_proven_restore_timestamp_seconds") > time.time() - 600)
    assert agent.value("pagewake_next_run_timestamp_seconds", task="backup") > time.time()
    check_with_promtool(agent.get("/metrics")[1])
    shop.settings.write_text(text.replace('expire = "9999d"', 'expire = "never"') + 'log = "json"\n', "utf-8")
    agent.process.send_signal(signal.SIGHUP)
    wait_for(lambda: '"event": "settings-read"' in agent.said)
    wait_for(lambda: agent.value("pagewake_settings_good") == 1)
    assert agent.value("pagewake_next_run_timestamp_seconds", task="expire") == 0
    assert agent.stop() == 0
    assert '"expire": "never"' in agent.said
    assert agent.said.count("job-began") == 5 and "error job-" not in agent.said
    assert [type_ for _, type_ in shop.backups()] == ["full"]
    assert list((shop.root / "scratch").iterdir()) == []
    journal = shop.journal()
    assert sorted(entry.kind for entry in journal) == ["backup", "drill", "expire", "prune", "verify"]
    assert {entry.standing for entry in journal} == {Standing.DONE}
    first = min(journal, key=lambda entry: entry.created)
    assert first.command.startswith("pagewake backup shop --repo main --type full")
    assert Repository.open(LocalStore(shop.repository)).locks.live(AGENT) == ()


def check_with_promtool(page: str) -> None:
    """What Prometheus' own tool says of a page of metrics, where it is installed."""
    if promtool := shutil.which("promtool"):
        done = subprocess.run(
            [promtool, "check", "metrics"],
            input=page,
            text=True,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.long
def test_of_each_lane_one_job_at_a_time_and_the_end_is_quick(place: Make) -> None:
    shop = place()
    agent = shop.listening_agent()
    # A backup is always due here, and keeps nothing else out.
    wait_for(lambda: agent.done("backup") >= 3)
    wait_for(lambda: all(agent.done(task) for task in ("drill", "verify", "expire", "prune")))
    with within(15):  # a second, where the machine has nothing else to do
        assert agent.stop() == 0
    types = [type_ for _, type_ in shop.backups()]
    assert types[0] == "full" and set(types[1:]) == {"incremental"}
    journal = shop.journal()
    for lane in ("backup", "maintenance", "reading"):
        jobs = [entry for entry in journal if LANES[Task(entry.kind)] == lane]
        assert all(
            one.finished is not None and other.started is not None and one.finished <= other.started
            for one, other in pairwise(sorted(jobs, key=lambda entry: entry.created))
        )
    assert all(entry.standing in (Standing.DONE, Standing.CANCELLED) for entry in journal)


@pytest.mark.long
def test_a_source_that_is_added_is_backed_up_and_one_that_is_changed_too(place: Make, tmp_path: Path) -> None:
    shop = place(incremental=ONCE, more="stream = true")
    agent = shop.listening_agent()
    wait_for(lambda: agent.done("backup") and agent.value("pagewake_wal_receiver_up", source="shop") == 1)
    receiver = receiver_of(agent)
    Database.create(tmp_path / "bank", pages=[os.urandom(4032)]).close()
    add = ["source", "add", "bank", str(tmp_path / "bank"), "--repo", "main", "--config", str(shop.settings)]
    assert run(add) == 0
    # Nobody says anything: the file is looked at.
    wait_for(lambda: "means-to source=bank" in agent.said)
    wait_for(lambda: "bank" in {backup.source for backup in repository_of(shop).backups()})
    assert "means-to source=shop" not in agent.said.partition("settings-read")[2]
    assert receiver_of(agent) == receiver  # what did not change goes on
    # Removed while its receiver runs: that ends, its lock is given back, and the other source stays.
    remove(shop.settings, "sources", "shop")
    agent.process.send_signal(signal.SIGHUP)
    wait_for(lambda: "source-left source=shop" in agent.said)
    wait_for(lambda: not is_alive(receiver))
    wait_for(lambda: sorted(one.scope for one in repository_of(shop).locks.live(AGENT)) == ["", "bank"])
    assert agent.stop() == 0


@pytest.mark.long
def test_a_repair_beside_an_agent_that_streams(place: Make) -> None:
    shop = place(incremental=ONCE, more="stream = true")
    agent = shop.listening_agent()
    wait_for(lambda: agent.done("backup") and agent.done("drill") and agent.done("prune"))
    wait_for(lambda: repository_of(shop).locks.live("receive"))
    repair = subprocess.run(
        [*PAGEWAKE, "repo", "check", str(shop.repository), "--repair", "--wait", "5m"],
        env=shop.environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert repair.returncode == 0, repair.stderr
    assert "Everything is sound." in repair.stdout
    assert "waiting for a lock: receive of shop, by" in repair.stderr
    wait_for(lambda: repository_of(shop).locks.live("receive"))
    wait_for(lambda: agent.value("pagewake_wal_receiver_up", source="shop") == 1)
    assert agent.done("backup", "failed") == agent.done("verify", "failed") == 0
    assert agent.stop() == 0
    refused = subprocess.run(
        [*PAGEWAKE, "prune", "--repo", str(shop.repository), "--wait", "soon"],
        env=shop.environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert refused.returncode == 2 and "--wait" in refused.stderr


def repository_of(shop: Place) -> Repository:
    return Repository.open(LocalStore(shop.repository))


@pytest.mark.long
def test_a_restart_goes_on_where_it_was(place: Make) -> None:
    shop = place(incremental=ONCE)
    first = shop.listening_agent()
    wait_for(
        lambda: first.done("backup") and first.done("drill") and first.done("verify") and first.done("prune")
    )
    assert first.stop() == 0
    second = shop.listening_agent()
    wait_for(lambda: second.value("pagewake_backups", type="full") == 1)
    time.sleep(1.0)
    assert second.value("pagewake_job_running") == 0
    assert second.done("backup") == 1  # the counters are remembered, and nothing was done twice
    assert "job-began" not in second.said
    assert second.stop(signal.SIGINT) == 0
    assert len(shop.backups()) == 1


@pytest.mark.long
def test_killed_it_leaves_nothing_running_and_the_next_takes_over(place: Make) -> None:
    shop = place(more="stream = true")
    agent = shop.listening_agent()
    wait_for(lambda: agent.value("pagewake_wal_receiver_up", source="shop") == 1 and agent.done("backup"))
    wait_for(lambda: children_of(agent.process.pid))
    children = children_of(agent.process.pid)
    agent.process.kill()
    agent.process.wait()
    wait_for(lambda: not any(map(is_alive, children)))
    count = len(shop.backups())
    after = shop.listening_agent()
    wait_for(lambda: len(shop.backups()) > count and after.value("pagewake_wal_receiver_up") == 1)
    assert "standby" not in after.said
    assert after.stop() == 0
    assert not children_of(after.process.pid)


@pytest.mark.long
def test_one_agent_works_and_another_stands_by(place: Make) -> None:
    shop = place(incremental=ONCE)
    first = shop.listening_agent()
    wait_for(lambda: first.done("backup"))
    second = shop.listening_agent({"PAGEWAKE_STATE": str(shop.root / "other state")})
    wait_for(lambda: second.value("pagewake_agent_standby", source="shop") == 1)
    assert "in the way is an agent of shop" in second.said
    assert second.done("backup") == 0
    assert first.stop() == 0
    wait_for(lambda: second.value("pagewake_agent_standby") == 0 and second.value("pagewake_repository_up"))
    assert second.stop() == 0
    assert len(shop.backups()) == 1


@pytest.mark.long
def test_a_repository_that_is_away_is_waited_for(place: Make) -> None:
    shop = place(more="stream = true")
    away = shop.repository.with_name("away")
    shop.repository.rename(away)
    agent = shop.listening_agent()
    wait_for(lambda: "repository-unreachable" in agent.said)
    assert agent.value("pagewake_repository_up") == 0
    assert agent.get("/healthz")[0] == 200
    away.rename(shop.repository)
    wait_for(lambda: agent.done("backup"))
    assert "repository-read" in agent.said
    wait_for(lambda: repository_of(shop).wal.rows("shop"))
    shop.repository.rename(away)  # in the middle of its work
    wait_for(lambda: agent.said.count("repository-unreachable") == 2)
    wait_for(lambda: agent.value("pagewake_repository_up") == 0)
    # A receiver that had begun waits for it, and one that had not is started again.
    wait_for(lambda: "receiver-says" in agent.said or "receiver-ended" in agent.said)
    assert not shop.repository.exists(), "nothing is made where it was"
    away.rename(shop.repository)
    done = agent.done("backup")
    wait_for(lambda: agent.done("backup") > done)
    wait_for(lambda: repository_of(shop).locks.live("receive"))
    assert "standby" not in agent.said
    assert agent.stop() == 0


@pytest.mark.long
def test_failures_are_counted_and_not_repeated_at_once(place: Make) -> None:
    shop = place(incremental="1m")
    page_file = next((shop.database / "data").iterdir())
    page_file.rename(shop.root / "gone.db")
    agent = shop.listening_agent()
    wait_for(lambda: agent.value("pagewake_job_failures_in_a_row", task="backup") == 1)
    time.sleep(1.0)
    assert agent.said.count("job-began task=backup") == 1
    assert agent.value("pagewake_job_last_failure_timestamp_seconds", task="backup") > time.time() - 60
    assert agent.stop() == 0
    failed = [entry for entry in shop.journal() if entry.kind == "backup"]
    assert failed[-1].standing is Standing.FAILED
    assert failed[-1].error


@pytest.mark.long
def test_once_does_what_is_due_and_ends(place: Make, tmp_path: Path) -> None:
    far = tmp_path / "far"
    shop = place(incremental=ONCE, more=f'copy = {{ every = "1d", to = "{far}" }}')
    Repository.create(LocalStore(far))
    once = shop.agent("--once", "--json")
    out, _ = once.process.communicate(timeout=300)
    assert once.process.returncode == 0, once.said
    assert json.loads(out) == {
        "ok": 6,
        "findings": 0,
        "failed": 0,
        "held": 0,
        "cancelled": 0,
        "unreachable": [],
    }
    assert [one.id for one in Repository.open(LocalStore(far)).backups()] == [shop.backups()[0][0]]
    again = shop.agent("--once", "--json")
    out, _ = again.process.communicate(timeout=300)
    assert json.loads(out)["ok"] == 0, again.said


@pytest.mark.long
def test_two_cannot_listen_at_one_address(place: Make, tmp_path: Path) -> None:
    shop = place(incremental=ONCE)
    agent = shop.listening_agent()
    text = shop.settings.read_text("utf-8").replace("127.0.0.1:0", f"127.0.0.1:{agent.port}")
    shop.settings.write_text(text, "utf-8")
    other = shop.agent()
    assert other.process.wait(timeout=LONG) == 2
    assert "cannot be listened on" in other.said
    assert agent.stop() == 0


@pytest.mark.long
@pytest.mark.parametrize("form", ["text", "json"])
def test_log_lines(place: Make, form: str) -> None:
    shop = place(incremental=ONCE)
    with shop.settings.open("a", encoding="utf-8") as file:
        file.write(f'log = "{form}"\n')
    once = shop.agent("--once")
    once.process.communicate(timeout=300)
    lines = [line for line in once.said.splitlines() if "job-began" in line]
    assert len(lines) == 5
    if form == "json":
        first = json.loads(lines[0])
        assert (first["event"], first["task"], first["source"], first["level"]) == (
            "job-began",
            "backup",
            "shop",
            "info",
        )
    else:
        assert " info job-began task=backup source=shop repository=main type=full " in lines[0]


@pytest.mark.long
def test_who_is_in_the_way_is_waited_for(place: Make) -> None:
    shop = place(incremental="1m")
    repository = Repository.open(LocalStore(shop.repository))
    with repository.lock("backup", "shop"):
        agent = shop.listening_agent()
        wait_for(lambda: agent.done("backup", "held") == 1)
        assert agent.value("pagewake_job_failures_in_a_row", task="backup") == 0
        assert agent.done("backup", "failed") == 0
    assert agent.stop() == 0
    held = [entry for entry in shop.journal() if entry.kind == "backup"]
    assert held[0].standing is Standing.CANCELLED
    assert "in the way is a backup of shop" in held[0].error


@pytest.mark.long
def test_systemd_hears_that_it_is_ready_alive_and_stopping(place: Make, tmp_path: Path) -> None:
    shop = place(incremental=ONCE)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as end:
        end.bind(str(tmp_path / "notify"))
        end.settimeout(LONG)
        agent = shop.listening_agent({"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "600000"})
        heard = ""
        while "READY=1" not in heard or heard.count("WATCHDOG=1") < 3 or "STATUS=" not in heard:
            heard += end.recv(4096).decode() + "\n"
        assert agent.stop() == 0
        while "STOPPING=1" not in heard:
            heard += end.recv(4096).decode() + "\n"
