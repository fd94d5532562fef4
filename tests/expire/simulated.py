"""A database and its backups over months, on a simulated clock: every hour some commits and a backup.

`Life` lives hour by hour: full backups on Sundays, differentials at night, incrementals else, an expiry and a prune
every day. It knows what was committed when, so that any moment that retention promises can be restored and compared.
The machine's clock can be wrong by as much as a test likes, also while a backup runs.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.durability.scenes import CHEAP, CHUNK_BYTES, DATA, Pages, pages_in, scratch

from pagewake.backup.plan import BackupPolicy
from pagewake.backup.run import BackupRequest, run_backup
from pagewake.config import Retention
from pagewake.disk import Disk
from pagewake.engines.neuroquantum import ENGINE
from pagewake.engines.neuroquantum.database import Database, Options
from pagewake.expire.prune import PruneReport, run_prune
from pagewake.expire.run import ExpireReport, run_expire
from pagewake.insight.windows import restorable
from pagewake.jobs import Job
from pagewake.model import Backup, RestoreTarget, TargetKind, Window
from pagewake.repository.repository import Repository
from pagewake.restore.planning import plan_restore
from pagewake.restore.run import RestoreRequest, run_restore
from pagewake.stores.base import Buffer
from pagewake.stores.memory import MemoryStore
from pagewake.verify.run import Level, run_verify

SOURCE = "shop"
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
BEGIN = datetime(2026, 1, 4, 0, 0, tzinfo=UTC)
"""A Sunday."""
PAGES = 40
SEGMENT = 256 << 10


class SimulatedClock:
    """What the machine's clock says: the time, and by how much it is wrong."""

    def __init__(self, chance: random.Random) -> None:
        self.true = BEGIN
        self.wrong = timedelta()
        self.unsteady = timedelta()
        """By so much the clock is set forward and back all the time."""
        self.logged = BEGIN
        """The latest time that went into the log: that of its newest record."""
        self._chance = chance

    def now(self) -> datetime:
        """The time on the machine's clock."""
        return self.true + self.wrong + self.unsteady * self._chance.uniform(-1, 1)

    def ns(self) -> int:
        """The same in nanoseconds since 1970, for a record of the log; its times never go back."""
        now = self.now()
        self.logged = max(self.logged, now)
        return (now - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 1000


class ClockedStore(MemoryStore):
    """Objects are as old as a clock says."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock

    def put(self, key: str, data: Buffer, *, replace: bool = False) -> None:
        """Create a small object in one call."""
        super().put(key, data, replace=replace)
        with self._lock:
            self._objects[key] = (self._objects[key][0], self._clock())


class HastyDisk(Disk):
    """Does not wait for the real disk: nothing here is cut off from power."""

    def sync(self, descriptor: int) -> None:
        """Nothing."""

    def sync_directory(self, path: Path) -> None:
        """Nothing."""


@dataclass
class Truth:
    """What was committed, by the time that the log gives it."""

    times: list[datetime] = field(default_factory=list)
    states: list[Pages] = field(default_factory=list)

    def commit(self, time: datetime, pages: Pages) -> None:
        """A transaction committed."""
        self.times.append(time)
        self.states.append(dict(pages))

    def at(self, moment: datetime) -> Pages:
        """The pages after the last commit that is not later than a moment."""
        return self.states[bisect_right(self.times, moment) - 1]


class Life:
    """One database, one repository, and their hours."""

    def __init__(
        self, root: Path, seed: int, policy: Retention, *, trash: timedelta = 7 * DAY, every: int = 1
    ) -> None:
        """`every`: so many hours lie between two backups; `trash` is for how long the trash keeps them."""
        self.chance = random.Random(seed)
        self.policy, self.trash, self.every = policy, trash, every
        self.clock = SimulatedClock(self.chance)
        self.store = ClockedStore(self.clock.now)
        self.disk = HastyDisk()
        options = Options(segment_size=SEGMENT, clock_ns=self.clock.ns)
        self.database = Database.create(root / "database", options=options, disk=self.disk)
        self.directory = root / "database"
        Repository.create(self.store, chunk_bytes=CHUNK_BYTES, cost=CHEAP, now=self.clock.now)
        self.truth = Truth()
        self.pages: Pages = {}
        self.of_backup: dict[str, Pages] = {}
        self.promised_from = BEGIN
        """Since when every moment is to be restorable: by the latest that expiry took the time to be."""
        self.archived = BEGIN
        """The time of the last commit whose log a backup took with it."""
        self.hours = 0
        with self.database.begin() as transaction:
            self._numbers = [transaction.allocate() for _ in range(PAGES)]
        self._commit(range(PAGES))
        self.database.checkpoint()
        self.backup("full")
        self.promised_from = self.clock.now()

    def open(self) -> Repository:
        """The repository as a new process sees it."""
        return Repository.open(self.store, now=self.clock.now)

    def hour(self) -> None:
        """An hour goes by with some commits; at its end there may be a backup."""
        begin = self.clock.true
        for minute in sorted(self.chance.sample(range(59), self.chance.choice((1, 1, 2, 4)))):
            self.clock.true = begin + timedelta(minutes=minute, seconds=self.chance.random())
            self._commit(self.chance.sample(range(PAGES), self.chance.choice((1, 1, 2, 5))))
        self.clock.true = begin + HOUR
        self.hours += 1
        if self.hours % self.every:
            return
        if self.chance.random() < 0.3:
            self.database.checkpoint()
        self.database.flush_log()
        day, hour = divmod(self.hours, 24)
        first = hour < self.every
        self.backup("incremental" if not first else "differential" if day % 7 else "full")
        if first:
            self.database.checkpoint()
            self.database.remove_old_segments(keep=2)

    def backup(self, type_: str) -> Backup:
        """Take a backup."""
        source = ENGINE.open(str(self.directory))
        policy = BackupPolicy(largest_incremental=2.0, largest_chain=1e9)
        request = BackupRequest(SOURCE, type_, workers=1, policy=policy)
        try:
            report = run_backup(self.open(), ENGINE, source, request, Job("backup"), now=self.clock.now)
        finally:
            source.close()
        assert report.backup.type.value == type_, report.reason
        self.of_backup[report.backup.id] = dict(self.pages)
        self.archived = self.truth.times[-1]
        return report.backup

    def expire(self) -> ExpireReport:
        """Expire, and see that it does what its dry run said, and removes nothing."""
        moment = self.clock.now()
        now = lambda: moment  # noqa: E731  # what the dry run says is true of that moment
        plan = run_expire(self.open(), SOURCE, self.policy, Job(), dry_run=True, now=now).plan
        before = self.content()
        report = run_expire(self.open(), SOURCE, self.policy, Job(), grace=self.trash, now=now)
        assert (report.plan.decisions, report.plan.wal) == (plan.decisions, plan.wal)
        assert self.content() == before
        repository = self.open()
        kept = {decision.backup.id for decision in plan.decisions if decision.keep}
        assert {one.id for one in repository.backups()} == kept
        assert self.windows(repository) == plan.after
        if self.policy.window is not None:
            self.promised_from = max(self.promised_from, moment - self.policy.window)
        return report

    def prune(self, *, grace: timedelta = DAY, purge_trash: bool = False) -> PruneReport:
        """Prune, and see that what goes is what the dry run said, to the byte."""
        moment = self.clock.now()
        now = lambda: moment  # noqa: E731
        dry = run_prune(self.open(), Job(), grace=grace, purge_trash=purge_trash, dry_run=True, now=now)
        before = self.content()
        wal_before = self.open().wal.rows(SOURCE)
        report = run_prune(self.open(), Job(), grace=grace, purge_trash=purge_trash, now=now)
        after = self.content()
        assert report.purged == dry.purged
        assert (report.plan.delete, report.plan.waiting) == (dry.plan.delete, dry.plan.waiting)
        assert (report.plan.bytes_freed, report.plan.bytes_later) == (
            dry.plan.bytes_freed,
            dry.plan.bytes_later,
        )
        freed = sum(size for key, size in before.items() if key not in after and key.startswith("packs/"))
        grown = sum(size for key, size in after.items() if key not in before and key.startswith("packs/"))
        if (
            report.plan.at_once
        ):  # what was copied out went in the same run; a new pack has a footer of its own
            footers = grown - sum(pack.live_bytes for pack in report.plan.copy_out)
            assert freed - grown == dry.plan.bytes_freed - footers
            assert 0 <= footers <= 1000 + 45 * sum(pack.live_chunks for pack in report.plan.copy_out)
        else:
            assert freed == dry.plan.bytes_freed
        copied = sum(pack.live_chunks for pack in report.plan.copy_out)
        assert 0 <= report.bytes_copied - grown <= 1000 + 45 * copied, "an index object beside the packs"
        gone = {one.backup.id for plan in dry.purged for one in plan.backups}
        assert {key for key in before.keys() - after.keys() if key.startswith("backups/")} == {
            f"backups/{one}" for one in gone
        }
        wal_gone = sum(row.size for row in wal_before) - sum(row.size for row in self.open().wal.rows(SOURCE))
        assert wal_gone == sum(plan.wal_bytes for plan in dry.purged)
        return report

    def windows(self, repository: Repository) -> tuple[Window, ...]:
        """What can be restored, without the trash."""
        return restorable(repository.backups(SOURCE), repository.history(SOURCE)).windows

    def content(self) -> dict[str, int]:
        """The objects that hold backups and WAL, with their sizes."""
        passing = ("locks/", "keeping/", "catalogue/", "condemned/", "index/", "expired/")
        return {info.key: info.size for info in self.store.list() if not info.key.startswith(passing)}

    def counts(self) -> Counter[str]:
        """How many objects of each kind there are."""
        return Counter(info.key.split("/")[0] for info in self.store.list())

    def check_window(self, moments: int, restores: int) -> None:
        """One window covers what the policy promises, and random moments of it are restored as they were."""
        repository = self.open()
        edge, last = self.promised_from, self.archived
        windows = self.windows(repository)
        covering = [
            one
            for one in windows
            if one.from_time and one.to_time and one.from_time <= edge <= last <= one.to_time
        ]
        assert len(covering) == 1, (edge, last, windows)
        span = last - edge
        chosen = [edge, last, *(edge + span * self.chance.random() for _ in range(moments))]
        for number, moment in enumerate(chosen):
            target = RestoreTarget(TargetKind.TIME, moment)
            plan = plan_restore(repository, ENGINE, SOURCE, target, Job())
            if number < restores:
                with scratch() as place:
                    run_restore(repository, ENGINE, plan, RestoreRequest(place / "db"), Job(), disk=self.disk)
                    assert pages_in(place / "db") == self.truth.at(moment), moment

    def check_backup(self, backup: str) -> None:
        """A backup, in the trash or not, restores to what the database was."""
        repository = self.open()
        plan = plan_restore(
            repository, ENGINE, SOURCE, RestoreTarget(TargetKind.IMMEDIATE), Job(), backup=backup
        )
        with scratch() as place:
            run_restore(repository, ENGINE, plan, RestoreRequest(place / "db"), Job(), disk=self.disk)
            assert pages_in(place / "db") == self.of_backup[backup], backup

    def verify(self, level: Level = Level.STRUCTURE) -> None:
        """Nothing is found."""
        report = run_verify(self.open(), lambda name: ENGINE, (), level, Job())
        assert report.findings == ()

    def _commit(self, indexes: Iterable[int]) -> None:
        with self.database.begin() as transaction:
            for index in indexes:
                page = self._numbers[index]
                # Some bytes only: the log of a month is to stay small, and so are the packs.
                self.pages[page] = self.chance.randbytes(200).ljust(DATA, b".")
                transaction.write(page, 0, self.pages[page])
        self.truth.commit(self.clock.logged, self.pages)
