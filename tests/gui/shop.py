"""A shop on a real PostgreSQL server, backed up over its whole history, and what psql said at every moment of it.

The history: two databases, a tablespace, an index, rows that are stored out of line; a full backup, incrementals, a
differential; named restore points, a mistake; WAL that the server removed before it was archived, and a new full
backup behind that hole; a promotion, after which both timelines were written to. One backup was verified, one restored
in a drill. Nothing of what the truth says was asked of Pagewake.
"""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.postgres.installations import Installation
from tests.postgres.servers import Rig, Server, copy_tree, own
from tests.postgres.waldump import dump, number

from pagewake.archive.receive import ReceiveOptions, receive_wal
from pagewake.backup.run import BackupRequest, run_backup
from pagewake.engines.postgres import ENGINE
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind
from pagewake.repository.repository import Repository
from pagewake.restore.drill import run_drill
from pagewake.restore.planning import plan_restore
from pagewake.stores.local import LocalStore
from pagewake.verify.run import Level, run_verify

SOURCE = "shop"
SEGMENT = 16 << 20
SETTINGS = {
    "autovacuum": "off",
    "wal_keep_size": "512MB",
    "min_wal_size": "32MB",
    "max_wal_size": "64MB",
    "track_commit_timestamp": "on",
}
SCHEMA = """
CREATE EXTENSION pageinspect;
CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL, email text NOT NULL);
CREATE INDEX customers_email ON customers (email);
CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL, cents bigint NOT NULL);
CREATE TABLE documents (id int PRIMARY KEY, body text);
ALTER TABLE documents ALTER body SET STORAGE EXTERNAL;
CREATE TABLE old_orders (id int, cents bigint) TABLESPACE cold;
INSERT INTO customers SELECT g, 'Customer ' || g, 'c' || g || '@example.org' FROM generate_series(1, 3000) g;
INSERT INTO orders SELECT g, 1 + g % 3000, g * 7 % 100000 FROM generate_series(1, 9000) g;
INSERT INTO documents SELECT g, repeat(md5(g::text), 300) FROM generate_series(1, 40) g;
INSERT INTO old_orders SELECT g, g FROM generate_series(1, 2000) g;
"""
TABLES = ("customers", "orders", "documents", "old_orders")
_RELATIONS = """
SELECT n.nspname || '.' || c.relname, pg_relation_filepath(c.oid), pg_relation_size(c.oid) / 8192
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN ('public', 'pg_toast') AND c.oid >= 16384 AND c.relkind IN ('r', 'i', 't') AND c.relfilenode <> 0"""
_ITEMS = """
SELECT md5(string_agg(concat_ws(' ', b, lp, lp_flags, lp_len, t_xmin, t_ctid, t_data), ',' ORDER BY b, lp))
FROM generate_series(0, pg_relation_size(%(table)s::regclass) / 8192 - 1) b,
heap_page_items(get_raw_page(%(table)s::text, b::int))"""


@dataclass(frozen=True)
class Instant:
    """A moment at which nothing changed. `xid` is of the last transaction before; `pages` digest each table's pages."""

    name: str
    lsn: int
    time: str
    xid: int
    timeline: int
    rows: dict[str, list[Any]]
    pages: dict[str, str]
    point: int = 0
    """Where the restore point of that name ends; 0 where there is none."""
    since: str = ""
    """When what it is the moment of was over; `time` is after the restore point of that name."""

    @property
    def when(self) -> datetime:
        return datetime.fromisoformat(self.time)


@dataclass(frozen=True)
class Relation:
    """A relation as pg_class has it: `path` below the data directory."""

    database: str
    name: str
    path: str
    blocks: int

    @property
    def key(self) -> str:
        """As the log calls it: `tablespace/database/relation`."""
        parts = self.path.split("/")
        return "/".join(["1663", *parts[1:]] if parts[0] == "base" else [parts[1], *parts[3:]])


@dataclass
class Truth:
    """What was seen from outside, by other programs than the one that is tested."""

    version: str = ""
    system_identifier: str = ""
    backups: dict[str, str] = field(default_factory=dict)
    """What each backup was called in the story -> its id."""
    instants: dict[str, Instant] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    tablespace: list[str] = field(default_factory=list)
    """Its OID and its place."""
    page: dict[str, Any] = field(default_factory=dict)
    """Block 0 of `customers` at the first backup: its header, its items and its bytes, as pageinspect has them."""
    log: dict[str, dict[str, int]] = field(default_factory=dict)
    """Records of each resource manager in each archived segment, as pg_waldump has them."""
    changes: dict[str, int] = field(default_factory=dict)
    """References to blocks of each file of a relation (`tablespace/database/relation`) in all of that."""
    touches: list[list[Any]] = field(default_factory=list)
    """LSN and type of each record that touches block 0 of `customers`."""
    deleted_from: int = 0
    """How many blocks of `customers` held the rows that were deleted by mistake."""
    lost: list[str] = field(default_factory=list)
    """The segments that were removed before they were archived."""
    fork: int = 0
    """Where timeline 2 left timeline 1."""
    ended: str = ""
    """When all of that was over."""

    def relation(self, name: str) -> Relation:
        return next(one for one in self.relations if one.name == name)


@dataclass(frozen=True)
class Shop:
    """The repository and the truth; whoever writes takes a copy."""

    directory: Path
    truth: Truth

    @property
    def repository(self) -> Path:
        return self.directory / "repository"

    @classmethod
    def load(cls, directory: Path) -> Shop:
        said = json.loads((directory / "truth.json").read_text())
        said["instants"] = {name: Instant(**one) for name, one in said["instants"].items()}
        said["relations"] = [Relation(**one) for one in said["relations"]]
        return cls(directory, Truth(**said))


def shared_shop(installation: Installation, place: Path) -> Shop:
    """The shop below a directory: built by whoever is the first of several processes to ask.

    Skips the test where the installation lacks what tells the truth (13 as npm packs it has no pg_waldump).
    """
    if "pg_waldump" not in installation.tools:
        pytest.skip(f"PostgreSQL {installation.version} here has no pg_waldump")
    directory = place / f"shop-{installation.major}"
    with open(place / f"{directory.name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not directory.exists():
            building = place / f"{directory.name}.building"
            shutil.rmtree(building, ignore_errors=True)
            build_shop(installation, building)
            building.rename(directory)
    return Shop.load(directory)


def build_shop(installation: Installation, directory: Path) -> Shop:
    """Tell the whole story; the server is gone afterwards."""
    directory.mkdir(parents=True)
    repository = Repository.create(LocalStore(directory / "repository"))
    with Rig() as rig:
        teller = _Teller(rig.server(installation, fresh=True, settings=SETTINGS), repository)
        teller.first_timeline()
        teller.gap()
        teller.promotion(rig)
        (directory / "truth.json").write_text(json.dumps(asdict(teller.truth)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PAGEWAKE_PG_BIN", str(installation.bindir))
        teller.prove()
    repository.close()
    return Shop.load(directory)


def seen_in(session: psycopg.Connection[tuple[Any, ...]]) -> tuple[dict[str, list[Any]], dict[str, str]]:
    """Of each table, how many rows there are and a sum of them; and a digest of all line pointers and their content."""
    rows, pages = {}, {}
    for table in TABLES:
        asked = f"SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text FROM {table} t"
        rows[table] = list(session.execute(asked).fetchone() or ())  # type: ignore[arg-type]
        pages[table] = str((session.execute(_ITEMS, {"table": table}).fetchone() or ("",))[0])
    return rows, pages


def instant(server: Server, name: str, *, point: bool = False) -> Instant:
    """This moment, with every name that a restore can be told of it. Nobody else writes meanwhile."""
    with server.connect("orders") as session:
        rows, pages = seen_in(session)
        # A transaction of its own, the last there is: what it writes ends where the moment is.
        (xid,) = session.execute(
            "SELECT txid_current() FROM pg_logical_emit_message(true, 'shop', 'now')"
        ).fetchone() or (0,)
        lsn, timeline = session.execute(
            "SELECT pg_current_wal_flush_lsn() - '0/0', "
            "('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int"
        ).fetchone() or (0, 0)
        (since,) = session.execute("SELECT clock_timestamp()").fetchone() or (None,)
        assert isinstance(since, datetime)
        ends = session.execute("SELECT pg_create_restore_point(%s)", (name,)).fetchone() if point else None
        (time,) = session.execute("SELECT clock_timestamp()").fetchone() or (None,)
        assert isinstance(time, datetime)
        session.execute("SELECT pg_sleep(0.002)")
        # Recovery to a time stops at the first later commit.
        session.execute("SELECT pg_logical_emit_message(true, 'shop', 'later')")
    ended = number(ends[0]) if ends else 0
    return Instant(
        name, int(lsn), time.isoformat(), int(xid), timeline, rows, pages, ended, since.isoformat()
    )


class _Teller:
    """The story while it is told."""

    def __init__(self, server: Server, repository: Repository) -> None:
        self.server = server
        self.repository = repository
        self.truth = Truth(version=server.installation.version)

    def first_timeline(self) -> None:
        """Backups of all kinds, restore points, and a mistake."""
        server, truth = self.server, self.truth
        truth.system_identifier = str(server.value("SELECT system_identifier FROM pg_control_system()"))
        cold = server.tablespaces / "cold"
        cold.mkdir(mode=0o700)
        own(cold)
        server.sql(f"CREATE TABLESPACE cold LOCATION '{cold}'")
        server.sql("CREATE DATABASE orders")
        server.sql("CREATE DATABASE audit")
        oid = server.value("SELECT oid::text FROM pg_tablespace WHERE spcname = 'cold'")
        truth.tablespace = [str(oid), str(cold)]
        server.sql(SCHEMA, dbname="orders")
        server.sql(
            "CREATE TABLE events AS SELECT g AS id, 'event ' || g AS what FROM generate_series(1, 4000) g",
            dbname="audit",
        )
        server.sql("VACUUM (FREEZE)", dbname="orders")
        self.backup("first", "full")
        self.note_page()
        self.orders("UPDATE orders SET cents = cents + 1 WHERE id % 50 = 0")
        self.orders("UPDATE customers SET name = name || '!' WHERE id <= 20")
        self.instant("release 4.2", point=True)
        self.backup("second", "incremental")
        server.sql("INSERT INTO events SELECT g, 'later' FROM generate_series(4001, 5000) g", dbname="audit")
        self.orders(
            "INSERT INTO documents SELECT g, repeat(md5(g::text), 300) FROM generate_series(41, 50) g"
        )
        server.switch_wal()
        self.backup("third", "differential")
        self.orders("INSERT INTO orders SELECT g, 1, g FROM generate_series(9001, 9500) g")
        self.instant("before the mistake", point=True)
        self.truth.deleted_from = server.value(
            "SELECT count(DISTINCT (ctid::text::point)[0]) FROM customers WHERE id > 100", dbname="orders"
        )
        self.orders("DELETE FROM customers WHERE id > 100")
        self.instant("after the mistake")
        self.backup("fourth", "incremental")
        self.note_relations()

    def gap(self) -> None:
        """WAL that nobody archived before the server removed it, and a full backup behind it."""
        server = self.server
        server.switch_wal()
        self.receive()
        kept = {name for name in self.archived() if len(name) == 24}
        self.note_log(int(min(kept)[16:], 16) * SEGMENT, int(max(kept)[16:], 16) * SEGMENT + SEGMENT)
        server.sql("ALTER SYSTEM SET wal_keep_size = 0")
        server.reload()
        for _ in range(3):
            self.orders("UPDATE orders SET cents = cents + 1 WHERE id <= 10")
            server.switch_wal()
        made = {path.name for path in server.wal.iterdir() if len(path.name) == 24} - kept
        now = server.value("SELECT pg_walfile_name(pg_current_wal_insert_lsn())")
        self.truth.lost = sorted(name for name in made if max(kept) < name < now)
        server.checkpoint()
        server.checkpoint()
        for name in self.truth.lost:
            path = server.wal / name
            assert not path.exists() or path.stat().st_size == SEGMENT
            path.unlink(missing_ok=True)  # where the server kept it for use under another name
        self.backup("after the gap", "full")
        self.orders("INSERT INTO orders SELECT g, 2, g FROM generate_series(10001, 10200) g")
        self.instant("quarter end", point=True)
        self.backup("fifth", "incremental")

    def promotion(self, rig: Rig) -> None:
        """A copy is promoted; the old primary takes some writes that are lost to it."""
        old = self.server
        old.stop()
        new = rig.adopt(old.installation, rig.directory("pg"))
        copy_tree(old.data, new.data)
        copy_tree(old.tablespaces, new.tablespaces)
        link = new.data / "pg_tblspc" / self.truth.tablespace[0]
        link.unlink()
        link.symlink_to(new.tablespaces / "cold")
        old.start()
        self.orders("INSERT INTO orders VALUES (20000, 3, 3)")
        self.instant("lost after the promotion", point=True)
        old.switch_wal()
        self.receive()
        self.note_log(int(self.truth.lost[-1][16:], 16) * SEGMENT + SEGMENT, old.lsn() // SEGMENT * SEGMENT)
        old.stop()
        (new.data / "standby.signal").touch()
        own(new.data / "standby.signal")
        new.start()
        new.promote()
        history = (new.wal / "00000002.history").read_text().split("\t")
        self.truth.fork = number(history[1])
        self.server = new
        self.orders("INSERT INTO orders VALUES (30000, 4, 4)")
        self.instant("after the promotion", point=True)
        self.backup("promoted", "incremental")
        self.orders("UPDATE orders SET cents = 0 WHERE id = 30000")
        self.instant("last")
        new.switch_wal()
        self.receive()
        self.note_log(self.truth.fork, new.lsn() // SEGMENT * SEGMENT)
        self.truth.ended = new.value("SELECT clock_timestamp()").isoformat()
        new.stop()

    def prove(self) -> None:
        """Verify one backup, and restore to a moment in a drill."""
        names, job = self.truth.backups, Job()
        report = run_verify(self.repository, lambda name: ENGINE, (names["second"],), Level.DATA, job)
        assert report.ok
        target = RestoreTarget(TargetKind.NAME, "before the mistake")
        plan = plan_restore(self.repository, ENGINE, SOURCE, target, job)
        assert run_drill(self.repository, ENGINE, plan, job).ok

    # --- small steps

    def orders(self, statement: str) -> None:
        self.server.sql(statement, dbname="orders")

    def instant(self, name: str, *, point: bool = False) -> None:
        self.truth.instants[name] = instant(self.server, name, point=point)

    def backup(self, name: str, type_: str) -> None:
        with self.source() as source:
            request = BackupRequest(SOURCE, type_, checkpoint=True)
            made = run_backup(self.repository, ENGINE, source, request, Job()).backup
        assert made.type.value == type_, made.reason
        self.truth.backups[name] = made.id

    def receive(self) -> None:
        with self.source() as source:
            receive_wal(self.repository, source, SOURCE, Job(), ReceiveOptions(once=True))

    @contextmanager
    def source(self) -> Iterator[Any]:
        opened = ENGINE.open(str(self.server.data), connection=self.server.socket_uri())
        try:
            yield opened
        finally:
            opened.close()

    def archived(self) -> list[str]:
        return [row.name for row in self.repository.wal.rows(SOURCE)]

    def note_page(self) -> None:
        """Block 0 of `customers`, as it was when the first backup read it."""
        with self.server.connect("orders") as session:
            header = session.execute(
                "SELECT lsn::text, lower, upper, special, pagesize, version, prune_xid::text, flags, "
                "page_checksum(p, 0), encode(p, 'hex') "
                "FROM get_raw_page('customers', 0) p, page_header(p)"
            ).fetchone()
            items = session.execute(
                "SELECT lp, lp_off, lp_len, lp_flags FROM heap_page_items(get_raw_page('customers', 0)) ORDER BY lp"
            ).fetchall()
        assert header is not None
        names = (
            "lsn",
            "lower",
            "upper",
            "special",
            "size",
            "version",
            "prune_xid",
            "flags",
            "checksum",
            "hex",
        )
        self.truth.page = {**dict(zip(names, header, strict=True)), "items": [list(item) for item in items]}

    def note_log(self, since: int, until: int) -> None:
        """What the log of the server holds there, as pg_waldump has it."""
        server, truth = self.server, self.truth
        timeline = server.value("SELECT substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8)")
        inside = range(since // SEGMENT, (until - 1) // SEGMENT + 1)
        segments = sorted(path for path in server.wal.glob(f"{timeline}????????????????"))
        segments = [path for path in segments if int(path.name[16:], 16) in inside]
        customers = server.value("SELECT pg_relation_filenode('customers')::text", dbname="orders")
        for record in dump(server.installation, segments[0], segments[-1]):
            if not since <= record.lsn < until:
                continue
            name = f"{timeline}00000000{record.lsn // SEGMENT:08X}"
            counts = truth.log.setdefault(name, {})
            manager = record.type.split("/")[0]
            counts[manager] = counts.get(manager, 0) + 1
            for file, block in record.blocks:
                truth.changes[file] = truth.changes.get(file, 0) + 1
                if block == 0 and file.split("/")[-1] == customers:
                    truth.touches.append([record.lsn, record.type])

    def note_relations(self) -> None:
        for database in ("orders", "audit"):
            for name, path, blocks in self.server.sql(_RELATIONS, dbname=database):
                self.truth.relations.append(
                    Relation(database, name.removeprefix("public."), path, int(blocks))
                )
