"""Settings that change under a running agent: what is believed, what is kept, and what is meant."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from pagewake.agent import intent
from pagewake.agent.agenda import Agenda
from pagewake.agent.memory import Memory
from pagewake.agent.settings_file import SettingsFile
from pagewake.agent.watch import Watch
from pagewake.agent.watches import Watches
from pagewake.agent.web import Listening
from pagewake.backup.run import BackupRequest, run_backup
from pagewake.clock import now
from pagewake.config import load_settings, parse_settings
from pagewake.desk.places import RepositoryPlace
from pagewake.engines.neuroquantum import ENGINE
from pagewake.engines.neuroquantum.database import Database
from pagewake.errors import SettingsError, UsageError
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.schedule import Task
from pagewake.stores.memory import MemoryStore

TWO = """\
[repositories.main]
location = "/a"
[repositories.far]
location = "/b"
[sources.shop]
location = "/srv/shop"
repository = "main"
[sources.bank]
location = "/srv/bank"
repository = "far"
retention = {}
"""
ONE = TWO.partition("[sources.bank]")[0]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(TWO, "utf-8")
    return path


def test_a_change_is_believed_when_it_was_seen_twice(path: Path, tmp_path: Path) -> None:
    file = SettingsFile(load_settings(path), tmp_path / "copy.toml")
    assert [file.changed(), file.changed()] == [False, False]
    path.write_text(ONE, "utf-8")
    assert [file.changed(), file.changed()] == [False, True]
    assert set(file.load().sources) == {"shop"}
    file.accept()
    assert [file.changed(), file.changed()] == [False, False]
    path.unlink()
    assert [file.changed(), file.changed()] == [False, True]
    with pytest.raises(SettingsError, match="no such settings file"):
        file.load()
    assert not file.changed()  # it is said once


def test_jobs_are_given_what_the_agent_works_by(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "state" / "copy.toml"
    file = SettingsFile(load_settings(path), copy)
    assert file.for_jobs() == path
    path.write_text("[sources", "utf-8")
    assert file.for_jobs() == copy
    assert load_settings(copy).sources == parse_settings(TWO.encode(), path).sources
    with pytest.raises(SettingsError) as caught:
        file.load()
    file.refuse(caught.value)
    assert file.for_jobs() == copy
    path.write_text(ONE, "utf-8")
    file.load()
    file.accept()
    assert (file.for_jobs(), file.error) == (path, None)
    os.utime(path, ns=(1, 1))
    assert set(load_settings(file.for_jobs()).sources) == {"shop"}
    assert file.for_jobs() == copy


def test_settings_that_changed_between_two_reads_are_read_again(path: Path, tmp_path: Path) -> None:
    before = load_settings(path)
    path.write_text(ONE, "utf-8")
    file = SettingsFile(before, tmp_path / "copy.toml")
    assert file.changed()


def test_what_is_the_same_is_watched_on_and_what_is_not_leaves_first(path: Path) -> None:
    stores = {"main": MemoryStore(), "far": MemoryStore()}
    for store in stores.values():
        Repository.create(store)
    made: list[str | None] = []

    def opened(place: RepositoryPlace, job: Job) -> Repository:
        return Repository.open(stores[place.name or ""])

    def watch(place: RepositoryPlace, sources: object, settings: object) -> Watch:
        made.append(place.name)
        return Watch(place, sources, settings, opened)  # type: ignore[arg-type]

    watches = Watches(load_settings(path), watch)
    settle(watches)
    assert [len(list(store.list("locks/"))) for store in stores.values()] == [2, 2]
    first = next(iter(watches))
    with pytest.raises(UsageError, match="nothing to do"):
        watches.change(parse_settings(b"", path))
    watches.change(parse_settings(ONE.encode(), path))
    assert tuple(watches) == (first,)
    assert first.stale
    settle(watches)
    until(lambda: not list(stores["far"].list("locks/")))
    other = ONE.replace("[sources.shop]", "[sources.deli]").encode()
    watches.change(parse_settings(other + b'[sources.new]\nlocation = "/n"\nrepository = "far"\n', path))
    assert made == ["main", "far", "far"]
    settle(watches)
    until(lambda: len(watches.all) == len(tuple(watches)) == 2)
    settle(watches)
    locks = Repository.open(stores["main"]).locks.live("agent")
    assert sorted(lock.scope for lock in locks) == ["", "deli"]
    watches.close()
    assert not any(list(store.list("locks/")) for store in stores.values())
    assert not watches.waiting


def settle(watches: Watches) -> None:
    """Have all looked at."""

    def looked() -> bool:
        watches.turn()
        for watch in watches:
            watch.turn()
        return all(watch.snapshot is not None and not watch.stale and not watch.looking for watch in watches)

    until(looked)


def until(true: object) -> None:
    job, turns = Job(), 0
    while not true():  # type: ignore[operator]
        turns += 1
        assert turns < 6000, "it never came"
        job.token.wait(0.01)


def test_nothing_is_removed_where_no_retention_is_given(path: Path, tmp_path: Path) -> None:
    settings = load_settings(path)
    shop, bank = settings.sources["shop"], settings.sources["bank"]
    said = intent.of_source(shop, settings.agent)
    assert said == {
        "backup": "full every 7d, incremental every 1h",
        "stream": "no",
        "verify": "never",
        "drill": "never",
        "copy": "never",
        "expire": "never: it has no retention in the settings",
    }
    assert intent.of_source(bank, settings.agent)["expire"] == "every 1d"
    assert intent.of_prune([shop, bank], settings.agent) == "every 1d"
    assert intent.of_prune([shop], settings.agent) == "never: no source in it has a retention in the settings"
    Database.create(tmp_path / "db", pages=[bytes(4032)]).close()
    store = MemoryStore()
    repository = Repository.create(store)
    database = ENGINE.open(str(tmp_path / "db"))
    run_backup(repository, ENGINE, database, BackupRequest("shop"), Job())
    agenda = Agenda(settings.agent, Memory(tmp_path / "state", path))
    for sources, removes in ([shop], set()), ([bank], {Task.PRUNE}), ([shop, bank], {Task.PRUNE}):
        place = RepositoryPlace("/a", "main")
        watch = Watch(place, sources, settings, lambda place, job: Repository.open(store), locking=False)
        until(lambda watch=watch: watch.turn() and watch.snapshot is not None)
        planned = {one.due.task for one in agenda.of(watch, now() + timedelta(days=3))}
        assert planned & {Task.PRUNE, Task.EXPIRE} == removes
        watch.close()


def test_what_is_meant_is_said_as_it_was_written(path: Path) -> None:
    text = ONE + (
        'schedule = { full = "0 2 * * sun", incremental = "30m" }\nquiet = "08:00-18:00"\nstream = true\n'
        'verify = { every = "1d" }\ncopy = { every = "2d", to = "far" }\nretention = { daily = 3 }\n'
    )
    settings = parse_settings(text.encode(), path)
    assert intent.of_source(settings.sources["shop"], settings.agent) == {
        "backup": "full at '0 2 * * sun', incremental every 30m, in 08:00-18:00 UTC incrementals only",
        "stream": "yes",
        "verify": "data every 1d",
        "drill": "never",
        "copy": "to far every 2d",
        "expire": "every 1d",
    }


def test_it_listens_where_it_did_until_it_listens_elsewhere() -> None:
    listening = Listening(lambda: b"", lambda: "")
    port = listening.move("127.0.0.1:0")
    assert port is not None and listening.move("127.0.0.1:0") is None
    other = Listening(lambda: b"", lambda: "")
    taken = other.move("127.0.0.1:00000")
    with pytest.raises(SettingsError, match="cannot be listened on"):
        listening.move(f"127.0.0.1:{taken}")
    with pytest.raises(SettingsError, match="cannot be listened on"):
        other.move(f"127.0.0.1:{port}")  # the first is still there
    assert listening.move("") is None
    assert other.move(f"127.0.0.1:{port}") == port
    other.close()
