"""What /metrics says of a repository, beside what the test knows of the database and of the store."""

from __future__ import annotations

from copy import copy
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.durability.deeds import KEEP_ONE
from tests.durability.scenes import CHUNK_BYTES, SOURCE, backup, fork, verify

from pagewake.agent.measure import AgentFigures, RepositoryFigures, SourceFigures, all_samples
from pagewake.agent.watch import Size
from pagewake.config import Settings
from pagewake.demo.ledger import Ledger
from pagewake.desk.places import RepositoryPlace
from pagewake.desk.snapshot import take_snapshot
from pagewake.engines.neuroquantum import ENGINE
from pagewake.expire.run import run_expire
from pagewake.jobs import Job
from pagewake.metrics import exposition
from pagewake.model import Backup, RestoreTarget, TargetKind
from pagewake.repository.repository import Repository
from pagewake.restore.drill import run_drill
from pagewake.restore.planning import plan_restore
from pagewake.stores.memory import MemoryStore

BEGUN = datetime(2026, 3, 1, 12, tzinfo=UTC)
TYPES = ("full", "incremental", "full")
PREFIX = "pagewake_"


class Shop:
    """A database with three backups, and its page of metrics."""

    def __init__(self, root: Path) -> None:
        self.store = MemoryStore()
        Repository.create(self.store, chunk_bytes=CHUNK_BYTES)
        self.ledger = Ledger(root / "shop", 40, seed=5)
        self.backups: list[Backup] = []
        for type_ in TYPES:
            self.ledger.run(20, Job())
            self.backups.append(backup(self.open(), self.ledger.directory, type_).backup)
        self.database_bytes = sum(one.stat().st_size for one in (root / "shop" / "data").iterdir())
        self.ledger.run(20, Job())
        self.ledger.close()

    def open(self) -> Repository:
        return Repository.open(self.store)

    def commits(self, backup: Backup) -> list[float]:
        """When everything was committed that a backup holds, by the application's own record."""
        return [one.time.timestamp() for one in self.ledger.commits if one.lsn <= backup.stop_lsn]

    def page(self) -> dict[tuple[str, str], float]:
        """Every figure about the source, by name and the label of its type or nothing."""
        place = RepositoryPlace("memory", "main")
        state = take_snapshot(self.open(), place, Settings(Path("none.toml")), Job()).source(SOURCE)
        infos = list(self.store.list())
        size = Size(len(infos), sum(info.size for info in infos))
        sources = (SourceFigures(SOURCE, standby=False, state=state, tasks=()),)
        whole = RepositoryFigures("main", up=True, read=BEGUN, size=size, sources=sources)
        agent = AgentFigures(BEGUN, 0, BEGUN, settings_good=True, removal_waits=False)
        text = exposition(all_samples([whole], agent)).decode()
        found = {}
        for family in text_string_to_metric_families(text):
            for one in family.samples:
                assert one.labels.get("source", SOURCE) == SOURCE
                found[one.name.removeprefix(PREFIX), one.labels.get("type", "")] = one.value
        return found


@pytest.fixture(scope="module")
def made_shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return Shop(tmp_path_factory.mktemp("shop"))


@pytest.fixture
def shop(made_shop: Shop) -> Shop:
    """With a repository of its own: tests run in any order, and a drill is told of ever after."""
    own = copy(made_shop)
    own.store = fork(made_shop.store)
    return own


def test_backups_windows_and_sizes(shop: Shop) -> None:
    said, (first, second, third) = shop.page(), shop.backups
    assert [said["backups", type_] for type_ in ("full", "differential", "incremental")] == [2, 0, 1]
    for type_, newest in (("full", third), ("incremental", second)):
        assert said["backup_last_timestamp_seconds", type_] == pytest.approx(
            newest.started.timestamp(), abs=0.001
        )
        took = (newest.finished - newest.started).total_seconds()
        assert said["backup_last_duration_seconds", type_] == pytest.approx(took, abs=0.001)
        assert said["backup_last_read_bytes", type_] == newest.bytes_read
        assert said["backup_last_written_bytes", type_] == newest.bytes_written
    assert ("backup_last_timestamp_seconds", "differential") not in said
    assert said["restorable_to_timestamp_seconds", ""] == pytest.approx(shop.commits(third)[-1], abs=0.01)
    assert shop.commits(first)[-1] - 0.01 <= said["restorable_from_timestamp_seconds", ""]
    assert said["restorable_from_timestamp_seconds", ""] <= first.finished.timestamp()
    assert said["wal_gaps", ""] == said["wal_gaps_open", ""] == 0
    infos = list(shop.store.list())
    assert said["repository_objects", ""] == len(infos)
    assert said["repository_bytes", ""] == sum(info.size for info in infos)
    label = said["source_logical_bytes", ""] - shop.database_bytes
    assert 0 <= label < 4096
    assert said["source_wal_bytes", ""] == sum(row.size for row in shop.open().wal.rows(SOURCE))
    assert ("proven_restore_timestamp_seconds", "") not in said


def test_a_drill_and_a_verification(shop: Shop, tmp_path: Path) -> None:
    began = datetime.now(UTC) - timedelta(seconds=1)
    verify(shop.open())
    verified = shop.page()
    assert verified["verification_timestamp_seconds", ""] >= began.timestamp()
    assert ("proven_restore_timestamp_seconds", "") not in verified, "a verification proves no restore"
    plan = plan_restore(shop.open(), ENGINE, SOURCE, RestoreTarget(TargetKind.LATEST), Job())
    assert run_drill(shop.open(), ENGINE, plan, Job(), scratch=tmp_path).ok
    said = shop.page()
    assert began.timestamp() <= said["proven_restore_timestamp_seconds", ""] <= datetime.now(UTC).timestamp()


def test_a_gap_damage_and_the_trash(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    before = fork(shop.store)
    run_expire(shop.open(), SOURCE, KEEP_ONE, Job())
    assert shop.page()["backups_in_trash", ""] == 2
    shop.store = before
    lost = shop.open().wal.rows(SOURCE)[1]
    keys = shop.open().wal.keys(SOURCE, lost.timeline, lost.name, lost.digest)
    shop.store.delete(keys.wal)
    said = shop.page()
    assert said["wal_gaps", ""] == 1
    pack = max(shop.store.list("packs/"), key=lambda info: info.size)
    shop.store.delete(pack.key)
    verify(shop.open())
    assert shop.page()["backups_damaged", ""] >= 1
