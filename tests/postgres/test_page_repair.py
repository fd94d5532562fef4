"""Page repair of a stopped server: damaged pages are replayed to its last checkpoint, and it goes on with its truth."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from tests.postgres import health, truth
from tests.postgres.churn import Churn
from tests.postgres.churn_steps import QUESTIONS
from tests.postgres.command import SOURCE, Pagewake
from tests.postgres.installations import Installation
from tests.postgres.servers import Rig, own

PAGE = 8192


def spoil(path: Path, block: int) -> None:
    with path.open("r+b") as file:
        file.seek(block * PAGE + 3000)
        file.write(b"\x5a" * 700)


def test_damaged_pages_of_a_stopped_server(rig: Rig, pagewake: Pagewake, installation: Installation) -> None:
    server = rig.server(installation, fresh=True, settings={"wal_keep_size": "512MB"})
    pagewake.variables["PAGEWAKE_PG_BIN"] = str(installation.bindir)
    server.sql(
        "CREATE TABLE shop (id int PRIMARY KEY, name text, big text);"
        "ALTER TABLE shop ALTER big SET STORAGE EXTERNAL;"
        "INSERT INTO shop SELECT i, md5(i::text), repeat(md5(i::text), 100) FROM generate_series(1, 3000) i"
    )
    place = server.tablespaces / "far"
    place.mkdir(parents=True)
    own(server.tablespaces, recursive=True)
    server.sql(f"CREATE TABLESPACE far LOCATION '{place}'")
    server.sql(
        "CREATE TABLE away TABLESPACE far AS SELECT i, md5(i::text) AS t FROM generate_series(1, 2000) i"
    )
    server.sql("VACUUM shop")
    pagewake.backup(server, "full")
    server.sql("UPDATE shop SET name = name || 'x' WHERE id % 3 = 0")
    pagewake.backup(server, "incremental")
    server.sql("UPDATE shop SET name = name || 'y', big = big || 'z' WHERE id % 2 = 0")
    server.sql("DELETE FROM shop WHERE id % 7 = 0; UPDATE away SET t = 'new' WHERE i % 2 = 0")
    server.sql("INSERT INTO shop SELECT i, md5(i::text), 'small' FROM generate_series(3001, 6000) i")
    expected = truth.take(server)
    paths = [
        server.value(f"SELECT pg_relation_filepath({what})")
        for what in (
            "'shop'",
            "'shop_pkey'",
            "'away'",
            "(SELECT reltoastrelid FROM pg_class WHERE relname = 'shop')",
        )
    ]
    forks = (f"{paths[0]}_fsm", f"{paths[0]}_vm")
    blocks = [(path, block) for path in paths for block in (1, 3)]
    wanted = [word for path in paths for word in ("--blocks", f"{path}:1,3")]
    ask = ("restore", "--repo", str(pagewake.repo), "--source", SOURCE, "--in-place", str(server.data))
    running = pagewake.error(*ask, *wanted, "--yes", SOURCE)
    assert running["code"] == "PW-203"
    server.stop()
    before = {path: (server.data / path).read_bytes() for path, _ in blocks}
    for path, block in blocks:
        spoil(server.data / path, block)
    assert health.bad_checksums(server) or "pg_checksums" not in installation.tools
    for fork in forks:
        assert pagewake.error(*ask, "--blocks", f"{fork}:0", "--yes", SOURCE)["code"] == "PW-100"
    planned = pagewake.run(*ask, *wanted, "--dry-run")
    assert {one["present"][:8] for one in planned["blocks"]} == {"damaged:"}
    done = pagewake.run(*ask, *wanted, "--yes", SOURCE)
    assert all(one["written"] for one in done["blocks"]), json.dumps(done)
    assert health.bad_checksums(server) == []
    saved = Path(done["saved"])
    assert {path.stat().st_uid for path in (saved, *saved.iterdir())} == {server.data.stat().st_uid}
    for path, block in blocks:  # the LSN, by which the server knows how new a page is
        now = (server.data / path).read_bytes()
        assert now[block * PAGE : block * PAGE + 8] == before[path][block * PAGE : block * PAGE + 8]
        spans = [slice(at, at + PAGE) for at in range(0, len(now), PAGE)]
        assert [n for n, span in enumerate(spans) if now[span] != before[path][span]] in (
            [],
            [1],
            [3],
            [1, 3],
        )
    server.start()
    assert truth.differences(expected, truth.take(server)) == []
    health.prepare(server)
    assert health.problems(server) == []
    server.stop()
    assert health.bad_checksums(server) == []


def rows_of(page: bytes) -> list[tuple[int, bytes, bytes]]:
    """Of a heap page what the log knows: line pointer, who wrote and deleted each row, its bytes; no hints."""
    lower = int.from_bytes(page[12:14], "little")
    found = []
    for at in range(24, lower, 4):
        pointer = int.from_bytes(page[at : at + 4], "little")
        offset, state, length = pointer & 0x7FFF, pointer >> 15 & 3, pointer >> 17
        row = page[offset : offset + length] if state == 1 else b""
        found.append((pointer, row[:8] + row[12:20], row[22:]))
    return found


@pytest.mark.long
def test_pages_of_any_moment_as_files(rig: Rig, pagewake: Pagewake, installation: Installation) -> None:
    """As the server itself showed them at that moment; the database runs on, and is not touched."""
    server = rig.server(installation, fresh=True, settings={"wal_keep_size": "512MB"})
    pagewake.variables["PAGEWAKE_PG_BIN"] = str(installation.bindir)
    server.sql(
        "CREATE EXTENSION pageinspect; CREATE TABLE shop (id int PRIMARY KEY, name text);"
        "INSERT INTO shop SELECT i, md5(i::text) FROM generate_series(1, 3000) i"
    )
    pagewake.backup(server, "full")
    path = server.value("SELECT pg_relation_filepath('shop')")
    shown: dict[str, list[bytes]] = {}
    for name in ("one", "two"):
        server.sql(f"UPDATE shop SET name = '{name}' WHERE id % 5 = 0; DELETE FROM shop WHERE id % 97 = 0")
        server.sql(f"SELECT pg_create_restore_point('{name}')")
        shown[name] = [
            bytes.fromhex(server.value(f"SELECT encode(get_raw_page('shop', {block}), 'hex')"))
            for block in (0, 7)
        ]
    server.sql("UPDATE shop SET name = 'three'; DROP TABLE shop")
    server.sql("SELECT pg_create_restore_point('gone')")
    pagewake.run("wal", "receive", *pagewake.source_arguments(server), "--once")
    ask = ("restore", "--repo", str(pagewake.repo), "--source", SOURCE, "--blocks", f"{path}:0,7")
    for name, pages in shown.items():
        out = rig.directory("out") / name
        done = pagewake.run(*ask, "--target-name", name, "--to", str(out))
        assert [one["written"] for one in done["blocks"]] == [True, True]
        found = [(out / f"{path.replace('/', '_')}.{block}.page").read_bytes() for block in (0, 7)]
        for page, then in zip(found, pages, strict=True):
            assert page[:8] == then[:8], "the LSN"
            assert rows_of(page) == rows_of(then)
    assert shown["one"] != shown["two"]
    out = rig.directory("out") / "gone"
    gone = pagewake.error(*ask, "--target-name", "gone", "--to", str(out), status=3)
    assert "no such file at the target" in gone["message"]
    assert not out.exists()


def test_what_is_refused(rig: Rig, pagewake: Pagewake, installation: Installation) -> None:
    server = rig.server(installation, fresh=True)
    pagewake.variables["PAGEWAKE_PG_BIN"] = str(installation.bindir)
    server.sql("CREATE TABLE shop AS SELECT i, md5(i::text) AS t FROM generate_series(1, 3000) i")
    server.sql("CREATE TABLE gone AS SELECT * FROM shop")
    pagewake.backup(server, "full")
    shop, gone = (server.value(f"SELECT pg_relation_filepath('{name}')") for name in ("shop", "gone"))
    server.sql("DROP TABLE gone; UPDATE shop SET t = 'x' WHERE i < 100; CHECKPOINT")
    server.switch_wal()
    server.sql("UPDATE shop SET t = 'y' WHERE i < 200")
    here = ("restore", "--repo", str(pagewake.repo), "--source", SOURCE)
    ask = (*here, "--in-place", str(server.data), "--yes", SOURCE, "--blocks")
    out = rig.directory("out") / "pages"
    server.stop("immediate")
    (server.data / "postmaster.pid").unlink(missing_ok=True)
    assert (
        pagewake.error(*ask, f"{shop}:0")["code"] == "PW-204"
    )  # a crashed server's files do not fit together
    server.start()
    server.stop()
    spoil(server.data / shop, 0)
    damaged = (server.data / shop).read_bytes()
    for wrong in (f"{gone}:0", f"{shop}:100000", "PG_VERSION:0", "global/pg_control:0"):
        assert pagewake.error(*ask, wrong, status=2)["code"] == "PW-100", wrong
    held = {path.name: path.read_bytes() for path in server.wal.glob("0*")}
    for name in sorted(held)[:-1]:  # what the archive lacks is gone
        (server.wal / name).unlink()
    newest = max(path.name for path in server.wal.glob("0*"))
    error = pagewake.error(*ask, f"{shop}:0", status=3)
    assert error["code"] in ("PW-801", "PW-302", "PW-204"), (newest, error)
    assert (server.data / shop).read_bytes() == damaged
    assert not list(server.data.glob("pagewake-*")) and not out.exists()


@pytest.mark.long
def test_a_repair_is_taken_back(rig: Rig, pagewake: Pagewake, installation: Installation) -> None:
    server = rig.server(installation, fresh=True, settings={"wal_keep_size": "512MB", "autovacuum": "off"})
    pagewake.variables["PAGEWAKE_PG_BIN"] = str(installation.bindir)
    server.sql("CREATE TABLE shop AS SELECT i, md5(i::text) AS t FROM generate_series(1, 3000) i")
    pagewake.backup(server, "full")
    server.sql("UPDATE shop SET t = 'y' WHERE i % 2 = 0")
    shop = server.data / server.value("SELECT pg_relation_filepath('shop')")
    server.stop()
    file, truth = str(shop.relative_to(server.data)), shop.read_bytes()
    for block in (1, 3):
        spoil(shop, block)
    bad = shop.read_bytes()
    here = ("restore", "--repo", str(pagewake.repo), "--source", SOURCE)
    done = pagewake.run(*here, "--blocks", f"{file}:1,3", "--in-place", str(server.data), "--yes", SOURCE)
    repaired = shop.read_bytes()
    assert repaired[PAGE : PAGE + 8] == truth[PAGE : PAGE + 8]
    back = (*here, "--undo", done["saved"])
    server.start()
    assert pagewake.error(*back, "--yes", SOURCE)["code"] == "PW-203"
    server.stop()
    assert [one["state"] for one in pagewake.run(*back, "--dry-run")["blocks"]] == ["repaired"] * 2
    undone = pagewake.run(*back, "--yes", SOURCE)
    assert shop.read_bytes() == bad
    saved = Path(undone["saved"])
    assert {path.stat().st_uid for path in (saved, *saved.iterdir())} == {server.data.stat().st_uid}
    assert pagewake.run(*here, "--undo", undone["saved"], "--yes", SOURCE)["evidence"]
    assert shop.read_bytes() == repaired
    server.start()
    assert server.value("SELECT count(*) FROM shop WHERE t = 'y'") == 1500
    server.sql("UPDATE shop SET t = 'later' WHERE i < 900")
    server.sql("CHECKPOINT")
    server.stop()
    changed = pagewake.error(*back, "--yes", SOURCE, status=3)
    assert "--overwrite-changed" in changed["advice"]
    assert health.bad_checksums(server) == []


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [1, 2])
def test_any_pages_after_churn(rig: Rig, pagewake: Pagewake, installation: Installation, seed: int) -> None:
    """Heap, indexes of every kind and catalogues, as a workload of many kinds left them."""
    server = rig.server(installation, fresh=True, settings={"wal_keep_size": "2GB"})
    pagewake.variables["PAGEWAKE_PG_BIN"] = str(installation.bindir)
    chance = random.Random(seed)
    with Churn(server, seed=seed, rows=1500) as churn:
        churn.let_run(40)
        with churn.quiesced():
            churn.databases = False
        for kind in ("full", "incremental"):
            pagewake.backup(server, kind)
            churn.let_run(40)
        moment = churn.moment("before the stop")
    server.stop()
    listed = pagewake.run(
        "show",
        pagewake.run("list", "--repo", str(pagewake.repo))["backups"][-1]["id"],
        "--repo",
        str(pagewake.repo),
    )["files"]
    known = {one["path"] for one in listed}
    files = sorted(
        str(path.relative_to(server.data))
        for path in (server.data / "base").glob("*/*")
        if path.name.isdecimal() and path.stat().st_size and str(path.relative_to(server.data)) in known
    )
    picked: dict[str, set[int]] = {}
    for file in chance.sample(files, min(25, len(files))):
        blocks = (server.data / file).stat().st_size // PAGE
        picked[file] = {chance.randrange(blocks) for _ in range(2)}
        for block in picked[file]:
            spoil(server.data / file, block)
    assert health.bad_checksums(server) or "pg_checksums" not in installation.tools
    wanted = [
        word
        for file, blocks in picked.items()
        for word in ("--blocks", f"{file}:{','.join(map(str, sorted(blocks)))}")
    ]
    here = ("restore", "--repo", str(pagewake.repo), "--source", SOURCE, "--in-place", str(server.data))
    done = pagewake.run(*here, *wanted, "--yes", SOURCE)
    assert all(one["written"] for one in done["blocks"])
    assert health.bad_checksums(server) == []
    server.start()
    assert truth.differences(moment.truth, truth.take(server)) == []
    for gid, database in server.sql("SELECT gid, database FROM pg_prepared_xacts"):
        server.sql(f"ROLLBACK PREPARED '{gid}'", dbname=database)
    assert health.problems(server, QUESTIONS) == []
