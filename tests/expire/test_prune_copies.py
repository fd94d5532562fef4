"""Prune: what is copied out frees its old pack, and what cannot be read is not taken for unneeded."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from tests.repository.test_catalogue import numbered
from tests.repository.test_manifest import manifest as some_manifest

from pagewake.errors import RepositoryError
from pagewake.expire.prune import run_prune
from pagewake.jobs import Job
from pagewake.repository.file_table import FileRecord, write_file_table
from pagewake.repository.layers import ids_array, layer_from_blocks
from pagewake.repository.maps import push_layer
from pagewake.repository.repository import Repository
from pagewake.stores.memory import MemoryStore

NEEDED = [os.urandom(4096) for _ in range(2)]


class Aging:
    """A repository whose backup needs two chunks of ten, opened anew every 25 hours."""

    def __init__(self) -> None:
        self.store, self.time = MemoryStore(), datetime.now(UTC)
        self.repository = Repository.create(self.store, now=self.now)
        one = numbered(0)
        writer, kept = self.repository.chunk_writer(one.id), dict[bytes, bytes]()
        ids = [writer.add(page) for page in NEEDED]
        for _ in range(8):
            writer.add(os.urandom(4096))

        def save(raw: bytes) -> bytes:
            id_ = writer.add_metadata(raw)
            kept[id_] = raw
            return id_

        numbers = np.arange(2)
        layer = layer_from_blocks(ids_array(ids), numbers, numbers, np.zeros(2, np.int32))
        layers = push_layer((), layer, kept.__getitem__, save)
        pieces = write_file_table([FileRecord("a", 8192, 4096, 0o600, None, 0, [layers])], save)
        writer.finish()
        start, stop = (replace(some_manifest().start, lsn=lsn) for lsn in (one.start_lsn, one.stop_lsn))
        made = some_manifest(backup=one, start=start, stop=stop, file_table=tuple(pieces))
        self.repository.write_manifest(made)

    def now(self) -> datetime:
        return self.time

    def prune_a_day_later(self) -> int:
        """Prune, and how many packs are left."""
        self.time += timedelta(hours=25)
        self.repository = Repository.open(self.store, now=self.now)
        run_prune(self.repository, Job("prune"), now=self.now)
        return sum(1 for _ in self.store.list("packs/"))


@pytest.mark.parametrize(
    "attempt", range(5)
)  # names are random, and so is the order in which copies are found
def test_what_was_copied_out_frees_its_old_pack(attempt: int) -> None:
    aging = Aging()
    first = aging.prune_a_day_later()
    assert aging.prune_a_day_later() == first - 1
    assert aging.prune_a_day_later() == first - 1
    repository = Repository.open(aging.store)
    assert [repository.chunk_reader().read(repository.sealer.chunk_id(page)) for page in NEEDED] == NEEDED


def test_a_manifest_that_cannot_be_read_stops_the_prune() -> None:
    aging = Aging()
    key = next(iter(aging.store.list("backups/"))).key
    aging.store.put(key, b"damaged", replace=True)
    before = [info.key for info in aging.store.list()]
    with pytest.raises(RepositoryError, match="cannot be known"):
        aging.prune_a_day_later()
    assert [info.key for info in aging.store.list()] == before
