"""Small files that are fetched before they are asked for: each given out once, whoever asks and whatever fails."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest
from tests.postgres.capture import capture
from tests.postgres.servers import Server

from pagewake.engines.base import SourceFile
from pagewake.engines.postgres import read_ahead
from pagewake.engines.postgres.opening import open_source
from pagewake.engines.postgres.read_ahead import BATCH_FILES, SMALL_BYTES, ReadAhead
from pagewake.errors import SourceUnreadable

CONTROL = SourceFile("global/pg_control", 8192, 8192)


def plain(number: int, size: int = 100) -> SourceFile:
    return SourceFile(f"pg_xact/{number:04X}", size, 8192)


def main(number: int) -> SourceFile:
    return SourceFile(f"base/5/{number}", 8192, 8192, f"1663/5/{number}")


class Trips:
    """Fetches, and remembers what each round trip brought."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    def __call__(self, files: Sequence[SourceFile]) -> list[bytes]:
        self.batches.append([file.path for file in files])
        return [file.path.encode() for file in files]


def test_files_in_order_come_in_few_round_trips_and_once() -> None:
    files = [plain(number) for number in range(3 * BATCH_FILES)]
    ahead, trips = ReadAhead([*files, CONTROL]), Trips()
    for file in files:
        assert ahead.take(file, trips) == file.path.encode()
    assert [len(batch) for batch in trips.batches] == [BATCH_FILES] * 3
    assert ahead.take(files[0], trips) is None  # asked for again: it must be read again
    assert ahead.take(CONTROL, trips) is None
    assert ahead.take(plain(5000), trips) is None
    assert len(trips.batches) == 3


def test_large_and_empty_files_are_not_fetched() -> None:
    large = plain(1, SMALL_BYTES + 1)
    ahead, trips = ReadAhead([plain(0), large, plain(2, 0), plain(3)]), Trips()
    assert ahead.take(large, trips) is None
    assert ahead.take(plain(0), trips) is not None
    assert trips.batches == [["pg_xact/0000", "pg_xact/0003"]]


def test_relations_come_along_only_where_one_is_read_whole() -> None:
    files = [plain(0), main(1), plain(1), main(2), main(3)]
    ahead, trips = ReadAhead(files), Trips()
    ahead.take(files[0], trips)
    assert trips.batches == [["pg_xact/0000", "pg_xact/0001"]]
    ahead.take(files[1], trips)
    assert trips.batches[1] == ["base/5/1", "base/5/2", "base/5/3"]


def test_several_threads_get_each_file_once() -> None:
    files = [plain(number) for number in range(500)]
    ahead, trips, got = ReadAhead(files), Trips(), list[bytes | None]()
    lock = threading.Lock()

    def work(part: int) -> None:
        for file in files[part::4]:
            content = ahead.take(file, trips)
            with lock:
                got.append(content)

    threads = [threading.Thread(target=work, args=(part,)) for part in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(one for one in got if one is not None) == [file.path.encode() for file in files]
    brought = [path for batch in trips.batches for path in batch]
    assert len(brought) == len(set(brought)) == 500


def test_after_a_failed_round_trip_files_are_read_directly() -> None:
    files = [plain(number) for number in range(10)]
    ahead, trips = ReadAhead(files), Trips()

    def cut(_files: Sequence[SourceFile]) -> list[bytes]:
        raise SourceUnreadable("the connection was cut")

    with pytest.raises(SourceUnreadable):
        ahead.take(files[0], cut)
    assert [ahead.take(file, trips) for file in files] == [None] * 10


def test_what_nobody_asks_for_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_ahead, "KEPT_BYTES", 60)
    files = [plain(number) for number in range(10)]
    ahead, trips = ReadAhead(files), Trips()
    assert ahead.take(files[0], trips) == b"pg_xact/0000"
    assert [ahead.take(file, trips) for file in files[1:5]] == [None] * 4
    assert ahead.take(files[9], trips) == b"pg_xact/0009"


def test_a_remote_backup_takes_few_round_trips(server: Server) -> None:
    server.sql("CREATE DATABASE one")
    server.configure(log_statement="all")
    server.reload()
    source = open_source(server.uri())
    taken = capture(source)
    source.close()
    trips = server.log.count("pg_read_binary_file")
    assert len(taken.files) > 1000 and trips < len(taken.files) / 5
