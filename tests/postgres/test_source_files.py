"""Which files of a data directory belong to a backup: the rules by themselves, and on a directory made for it."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from tests.postgres.capture import capture
from tests.postgres.servers import Server, own

from pagewake.engines.base import SourceFile
from pagewake.engines.postgres import local_files
from pagewake.engines.postgres.control_file import read_control
from pagewake.engines.postgres.file_rules import (
    Listing,
    RelationName,
    inside,
    is_oid,
    parse_relation,
    skipped_at_top,
)
from pagewake.engines.postgres.local_files import (
    AHEAD_BYTES,
    OPEN_FILES,
    LocalReader,
    list_local,
)
from pagewake.engines.postgres.opening import open_source
from pagewake.engines.postgres.remote_files import PIECE_BYTES, pieces_of
from pagewake.errors import PageCorrupt, SourceUnreadable
from pagewake.jobs import Job
from pagewake.model import Finding

BLOCKS = 131072
OWN = "PG_15_202209061"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("16384", RelationName(16384, "main", 0)),
        ("16384.12", RelationName(16384, "main", 12)),
        ("16384_vm.1", RelationName(16384, "vm", 1)),
        ("16384_fsm", RelationName(16384, "fsm", 0)),
        ("1_init", RelationName(1, "init", 0)),
        ("4294967295", RelationName(4294967295, "main", 0)),
        ("4294967296", None),
        ("016384", None),
        ("0", None),
        ("16384.0", None),
        ("16384.", None),
        ("16384_", None),
        ("16384_xx", None),
        ("t3_16384", None),
        ("pg_filenode.map", None),
        ("PG_VERSION", None),
        ("١٦", None),
        ("16384\n", None),
    ],
)
def test_names_of_relation_files(name: str, expected: RelationName | None) -> None:
    assert parse_relation(name) == expected


def test_names_of_databases_and_paths_below() -> None:
    assert is_oid("5") and is_oid("4294967295")
    assert not any(map(is_oid, ("0", "05", "x", "4294967296", "pgsql_tmp", "٥")))
    assert inside("/data/pg/sub/x", "/data/pg") == "sub/x"
    assert inside("/data/pg", "/data/pg") is None
    assert inside("/data/pgx", "/data/pg") is None


def write(root: Path, path: str, size: int = 8192) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(os.urandom(size))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A data directory with everything that a backup treats in its own way."""
    root = tmp_path / "data"
    for path in (
        "PG_VERSION", "postgresql.conf", "postgresql.auto.conf", "postmaster.pid", "postmaster.opts",
        "backup_label", "tablespace_map", "backup_manifest", "postgresql.auto.conf.tmp", "current_logfiles.tmp",
        "global/pg_control", "global/pg_filenode.map", "global/1262", "global/1262_fsm", "global/pg_internal.init",
        "base/5/PG_VERSION", "base/5/pg_filenode.map", "base/5/pg_internal.init.77", "base/5/16384",
        "base/5/16384.1", "base/5/16384.2", "base/5/16384_vm", "base/5/16384_fsm", "base/5/2619", "base/5/t3_16999",
        "base/5/t3_16999_fsm", "base/5/20000", "base/5/20000_init", "base/5/20000_fsm", "base/5/20000_vm",
        "base/5/strange.bak", "base/pgsql_tmp/pgsql_tmp1.0", "base/16500/2619",
        "pg_xact/0000", "pg_multixact/offsets/0000", "pg_multixact/members/0000", "pg_twophase/0001",
        "pg_logical/replorigin_checkpoint", "pg_wal/000000010000000000000001", "pg_replslot/x/state",
        "pg_notify/0000", "pg_subtrans/0000", "pg_stat_tmp/global.stat", "pg_snapshots/x", "pg_serial/0",
        "pg_dynshmem/x", "extension/private", "log/postgresql.log", "pagewake/x", ".s.PGSQL.5432.lock",
        "pagewake-replaced-20260301T120000Z/blocks.json", "pagewake-replaced-note", "extension/pagewake-replaced-x",
    ):  # fmt: skip
        write(root, path)
    for full in ("16384", "16384.1"):
        os.truncate(root / "base/5" / full, BLOCKS * 8192)
    write(root, "base/5/16384.2", 3 * 8192 + 77)
    space = tmp_path / "space"
    write(space, f"{OWN}/5/17000")
    write(space, f"{OWN}/pgsql_tmp/pgsql_tmp5.1")
    write(space, "PG_14_202107181/5/17000")  # another version's cluster shares the place
    (root / "pg_tblspc").mkdir()
    (root / "pg_tblspc/16600").symlink_to(space)
    write(root, f"pg_tblspc/16601/{OWN}/5/17100")  # in place
    write(root, f"inner/{OWN}/5/17200")
    (root / "pg_tblspc/16602").symlink_to(root / "inner")  # PostgreSQL only warns of this one
    return root


def listed(root: Path, skipped: frozenset[str] = frozenset()) -> Listing:
    return list_local(root, BLOCKS, OWN, skipped, Job())


def test_what_is_listed(root: Path) -> None:
    listing = listed(root, frozenset({"log"}))
    files = {one.path: one for one in listing.files}
    assert len(files) == len(listing.files)
    assert listing.files[-1] == SourceFile(
        "global/pg_control", 8192, 8192, mode=files["global/pg_control"].mode
    )
    assert set(files) == {
        "PG_VERSION", "postgresql.conf", "postgresql.auto.conf",
        "global/pg_control", "global/pg_filenode.map", "global/1262", "global/1262_fsm",
        "base/5/PG_VERSION", "base/5/pg_filenode.map", "base/5/16384", "base/5/16384.1", "base/5/16384.2",
        "base/5/16384_vm", "base/5/16384_fsm", "base/5/2619", "base/5/20000_init", "base/5/strange.bak",
        "base/16500/2619", "pg_xact/0000", "pg_multixact/offsets/0000", "pg_multixact/members/0000",
        "pg_twophase/0001", "pg_logical/replorigin_checkpoint", "extension/private",
        "extension/pagewake-replaced-x",
        f"pg_tblspc/16600/{OWN}/5/17000", f"pg_tblspc/16601/{OWN}/5/17100", f"pg_tblspc/16602/{OWN}/5/17200",
    }  # fmt: skip
    assert {(one.code, one.object_name) for one in listing.findings} == {
        ("name-taken", str(root)),
        ("saved-pages-left-out", "pagewake-replaced-20260301T120000Z"),
        ("saved-pages-left-out", "pagewake-replaced-note"),
    }
    keys = {path: (one.relation, one.first_block, one.whole) for path, one in files.items() if one.relation}
    assert keys == {
        "global/1262": ("1664/0/1262", 0, False),
        "global/1262_fsm": ("1664/0/1262_fsm", 0, True),
        "base/5/16384": ("1663/5/16384", 0, False),
        "base/5/16384.1": ("1663/5/16384", BLOCKS, False),
        "base/5/16384.2": ("1663/5/16384", 2 * BLOCKS, False),
        "base/5/16384_vm": ("1663/5/16384_vm", 0, True),
        "base/5/16384_fsm": ("1663/5/16384_fsm", 0, True),
        "base/5/2619": ("1663/5/2619", 0, False),
        "base/5/20000_init": ("1663/5/20000_init", 0, True),
        "base/16500/2619": ("1663/16500/2619", 0, False),
        f"pg_tblspc/16600/{OWN}/5/17000": ("16600/5/17000", 0, False),
        f"pg_tblspc/16601/{OWN}/5/17100": ("16601/5/17100", 0, False),
        f"pg_tblspc/16602/{OWN}/5/17200": ("16602/5/17200", 0, False),
    }
    assert files["base/5/16384.2"].size == 3 * 8192  # the rest is a page that is being written
    order = [one.path for one in listing.files]
    assert order.index("base/5/2619") < order.index("base/5/16384") < order.index("base/5/16384.1")


def test_segments_behind_one_that_is_not_full_are_left_out(root: Path) -> None:
    """Cut after the later ones were looked at and before the first was, or growing, or about to be removed."""
    write(root, "base/5/16384", 5 * 8192)
    for path in ("30000.1", "30001", "30001.2", "30002", "30002.1", "30003_vm.1", "30004"):
        write(root, f"base/5/{path}")
    write(root, "base/5/30002.1", 0)
    os.truncate(root / "base/5/30004", BLOCKS * 8192)
    os.truncate(root / "base/5/30001", BLOCKS * 8192)
    write(root, "base/5/30004.1")
    names = [one.path.removeprefix("base/5/") for one in listed(root).files if one.relation]
    kept = {name for name in names if name.startswith(("16384", "3000"))}
    assert kept == {"16384", "16384_vm", "16384_fsm", "30001", "30002", "30002.1", "30004", "30004.1"}


def test_links_are_told(root: Path, tmp_path: Path) -> None:
    write(tmp_path, "elsewhere/a")
    write(tmp_path, "big/24000")
    (root / "linked").symlink_to(tmp_path / "elsewhere")
    (root / "pg_xact").rename(tmp_path / "pg_xact")
    (root / "pg_xact").symlink_to(tmp_path / "pg_xact")
    (root / "base/5/24000").symlink_to(tmp_path / "big/24000")
    (root / "pg_tblspc/note").write_text("x")
    (root / "pg_wal").rename(tmp_path / "wal")
    (root / "pg_wal").symlink_to(tmp_path / "wal")
    os.mkfifo(root / "pipe")
    listing = listed(root)
    paths = {one.path for one in listing.files}
    assert {"pg_xact/0000", "base/5/24000"} <= paths
    assert not any(path.startswith(("linked", "pipe", "pg_wal", "pg_tblspc/note")) for path in paths)
    told = {one.object_name for one in listing.findings if one.code == "link-in-data-directory"}
    assert told == {"linked", "pg_xact", "base/5/24000", "pg_tblspc/note", "pipe"}


def test_server_logs_are_left_out_and_told() -> None:
    findings: list[Finding] = []
    settings = {"logging_collector": "on", "log_directory": "/data/pg/log/", "stats_temp_directory": "stats"}
    assert skipped_at_top(settings, "/data/pg", findings) == {"log", "stats"}
    assert [one.code for one in findings] == ["server-logs-left-out"]
    for elsewhere in ("/var/log/postgresql", "../log", "base", "pg_wal/log"):
        findings.clear()
        settings = {
            "logging_collector": "on",
            "log_directory": elsewhere,
            "stats_temp_directory": "pg_stat_tmp",
        }
        assert not skipped_at_top(settings, "/data/pg", findings) and not findings


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_directory_that_may_not_be_read(root: Path) -> None:
    (root / "base/5").chmod(0)
    with pytest.raises(SourceUnreadable) as caught:
        listed(root)
    (root / "base/5").chmod(0o700)
    assert "system user" in caught.value.advice


def read(reader: LocalReader, file: SourceFile, runs: list[list[int]]) -> bytes:
    buffer = bytearray(sum(count for _, count in runs) * file.page_size)
    return bytes(buffer[: reader.read(file, np.array(runs, np.int64), memoryview(buffer))])


def test_reading_files_that_shrink_and_vanish(root: Path) -> None:
    reader = LocalReader(root)
    content = os.urandom(10 * 8192)
    (root / "base/5/2619").write_bytes(content)
    file = SourceFile("base/5/2619", len(content), 8192, "1663/5/2619")
    assert read(reader, file, [[1, 2], [5, 1]]) == content[8192 : 3 * 8192] + content[5 * 8192 : 6 * 8192]
    os.truncate(root / "base/5/2619", 5 * 8192)
    assert read(reader, file, [[0, 1], [4, 3], [8, 1]]) == content[:8192] + content[4 * 8192 : 5 * 8192]
    gone = SourceFile("base/77/1", 8192, 8192, "1663/77/1")
    assert read(reader, gone, [[0, 1]]) == b""
    for number in range(3 * OPEN_FILES):
        write(root, f"many/{number}")
        assert len(read(reader, SourceFile(f"many/{number}", 8192, 8192), [[0, 1]])) == 8192
    before = len(os.listdir("/proc/self/fd"))
    reader.close()
    assert len(os.listdir("/proc/self/fd")) == before - OPEN_FILES


def test_a_control_file_that_is_being_written_is_read_again(server: Server) -> None:
    good = (server.data / "global/pg_control").read_bytes()
    torn = good[:100] + b"\xff" * 8 + good[108:]
    answers = [torn, torn, good]
    assert read_control(lambda: answers.pop(0)) == good
    with pytest.raises(PageCorrupt, match="CRC"):
        read_control(lambda: torn)


def test_pieces_of_runs() -> None:
    runs = np.array([[0, 1], [10, 300], [1000, 128]], np.int64)
    firsts, lengths = pieces_of(runs, 8192)
    assert lengths.max() == PIECE_BYTES and lengths.sum() == 429 * 8192
    expected = [0, 81920, 81920 + PIECE_BYTES, 81920 + 2 * PIECE_BYTES, 8192000]
    assert firsts.tolist() == expected


def test_links_and_odd_files_on_a_server_read_from_afar(server: Server) -> None:
    """Sockets, a nested directory of an extension, and an in-place tablespace, through SQL and beside it."""
    (server.data / "ext/deep/er").mkdir(parents=True)
    (server.data / "ext/deep/er/file").write_bytes(b"x" * 3_000_000)
    (server.data / "ext/empty").write_bytes(b"")
    own(server.data / "ext", recursive=True)
    with server.connect() as connection:
        connection.execute("SET allow_in_place_tablespaces = on")
        connection.execute("CREATE TABLESPACE inner_one LOCATION ''")
    server.sql("CREATE TABLE t TABLESPACE inner_one AS SELECT generate_series(1, 100) AS i")
    paths = []
    for location in (str(server.data), server.uri()):
        source = open_source(location)
        taken = capture(source)
        source.close()
        assert taken.content["ext/deep/er/file"] == b"x" * 3_000_000
        assert taken.content["ext/empty"] == b""
        assert "tablespace_map" not in taken.extra
        paths.append({one.path for one in taken.files})
    assert paths[0] == paths[1]
    assert any(path.startswith("pg_tblspc/") for path in paths[0])


def test_a_link_that_leads_back_ends_in_an_error(server: Server) -> None:
    (server.data / "loop").mkdir()
    (server.data / "loop/again").symlink_to(".")
    own(server.data / "loop", recursive=True)
    source = open_source(server.uri())
    session = source.begin("pagewake", checkpoint=True, known=(), job=Job())
    with pytest.raises(SourceUnreadable, match="nested"):
        list(session.files())
    source.close()


def test_small_files_are_read_in_one_call_where_they_are_as_listed(tmp_path: Path) -> None:
    contents = {"1": b"a" * 8192, "2": b"b" * 16384, "3": b"c" * 16384, "longer": b"d" * 16384}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    listed = {"1": 1, "2": 2, "3": 3, "longer": 1, "gone": 1}
    files = [SourceFile(name, pages * 8192, 8192, name) for name, pages in listed.items()]
    into = bytearray(b"?" * 8 * 8192)
    reader = LocalReader(tmp_path)
    assert reader.read_files(files, memoryview(into)).tolist() == [True, True, False, True, False]
    assert into[: 3 * 8192] == contents["1"] + contents["2"]
    assert into[6 * 8192 : 7 * 8192] == b"d" * 8192
    reader.close()
    with pytest.raises(SourceUnreadable):
        LocalReader(tmp_path / "nowhere").read_files(files, memoryview(into))


@pytest.mark.skipif(not hasattr(os, "posix_fadvise"), reason="this system cannot be told")
def test_where_the_disk_is_waited_for_it_is_told_what_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "posix_fadvise", lambda fd, place, size, advice: told.append((place, size)))
    content = os.urandom(64 * 8192)
    (tmp_path / "1").write_bytes(content)
    file, reader, into = SourceFile("1", len(content), 8192, "1"), LocalReader(tmp_path), bytearray(8 * 8192)

    def read(first: int) -> None:
        assert reader.read(file, np.array([[first, 8]]), memoryview(into)) == len(into)
        assert into == content[first * 8192 : (first + 8) * 8192]

    monkeypatch.setattr(local_files, "SLOW_BYTES", 0)
    read(0)
    read(8)
    assert not told, "it comes from memory"
    monkeypatch.setattr(local_files, "SLOW_BYTES", 1 << 62)
    read(16)
    read(24)
    assert told == [(24 * 8192 + AHEAD_BYTES, 8 * 8192)]
    reader.close()
