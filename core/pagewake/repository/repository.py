"""A repository: one store, what opens it, and the rooms in it, each opened when it is first asked for.

    pagewake.json   keys/       what it is, and what opens it
    packs/  index/  condemned/  suspect/  chunks of pages and of maps
    backups/                    manifests: a backup exists when its manifest does
    wal/    summaries/          archived WAL, and what makes a stretch of it exist
    catalogue/                  rows of manifests and stretches, for speed alone
    keeping/                    which backups are held, and which are in the trash
    evidence/                   what verifications found
    locks/                      who is doing what

Making a repository writes the descriptor last: what a crash leaves before that is no repository, and making
it again succeeds.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Self

import numpy as np

from pagewake.clock import now as clock_now
from pagewake.errors import (
    BackupMissing,
    ObjectMissing,
    PagewakeError,
    RepositoryExists,
    StoreDenied,
    StoreError,
    StoreFull,
    StoreReadOnly,
)
from pagewake.jobs import Job
from pagewake.model import Backup, Finding, Severity
from pagewake.repository import index_objects
from pagewake.repository.backup_ids import LATEST, is_backup_id, named_backup, newest_backup
from pagewake.repository.catalogue import Catalogue
from pagewake.repository.chunk_reader import ChunkReader
from pagewake.repository.chunk_writer import ChunkWriter
from pagewake.repository.condemned import Condemned
from pagewake.repository.descriptor import Descriptor, new_descriptor, write_descriptor
from pagewake.repository.evidence import EvidenceBook
from pagewake.repository.file_content import read_file
from pagewake.repository.file_table import FileTable
from pagewake.repository.history import History
from pagewake.repository.index import ChunkIndex
from pagewake.repository.keeping_book import KeepingBook
from pagewake.repository.key_ring import Generation, KeyRings, new_root_key
from pagewake.repository.keys import KEYS_PREFIX, KeySlots, OpenKeys, ScryptCost, new_data_key
from pagewake.repository.layers import Ids
from pagewake.repository.locks import CLOCK_SKEW, WAL_ONLY, Lock, LockMode, Locks, Patience
from pagewake.repository.manifest import (
    BACKUPS,
    MAX_MANIFEST,
    Manifest,
    backup_kind,
    open_manifest,
    seal_manifest,
)
from pagewake.repository.packs import pack_key, pack_name
from pagewake.repository.sealing import Sealer
from pagewake.repository.suspects import Suspects
from pagewake.repository.unlocking import Passphrase as Passphrase
from pagewake.repository.unlocking import remains_of, said, unlock
from pagewake.repository.wal_archive import WalArchive
from pagewake.stores.base import PreparedStore, Store, delete_all

CHUNK_BYTES = 512 << 10
PACKS_AT_ONCE = 128
"""So many packs are asked at a time for the chunks that are needed of them."""
_READING = frozenset({"read", "restore", "verify"})
_COST = ScryptCost()

_log = logging.getLogger(__name__)


class Repository:
    """What Pagewake keeps in one store. Use `create` or `open`.

    Not safe for use from several threads; the chunk readers and writers that it gives out are.
    """

    def __init__(
        self, store: Store, descriptor: Descriptor, sealer: Sealer, *, now: Callable[[], datetime] = clock_now
    ) -> None:
        self.store = store
        self.descriptor = descriptor
        self.sealer = sealer
        self.wal = WalArchive(store, sealer, clock=now)
        self.catalogue: Catalogue[Backup] = Catalogue(store, sealer, backup_kind(sealer))
        self.evidence = EvidenceBook(store, sealer, clock=now)
        self.locks = Locks(store, sealer, clock=now)
        self.condemned = Condemned(store, sealer)
        self.suspects = Suspects(store, sealer)
        self.keeping = KeepingBook(store, sealer)
        self._index: ChunkIndex | None = None
        self._index_in_files = False
        self._index_findings: list[Finding] = []
        self._held: list[Lock] = []

    @classmethod
    def create(
        cls,
        store: Store,
        *,
        passphrase: Passphrase | None = None,
        codec: str = "lz4",
        chunk_bytes: int = CHUNK_BYTES,
        cost: ScryptCost = _COST,
        now: Callable[[], datetime] = clock_now,
    ) -> Self:
        """Make a repository in an empty store, encrypted if there is a passphrase.

        Raises RepositoryExists: there is one already, or something else.
        """
        remains = remains_of(store)
        if isinstance(store, PreparedStore):
            store.prepare()
        descriptor = new_descriptor(
            chunk_bytes=chunk_bytes, encrypted=passphrase is not None, created=now(), codec=codec
        )
        if passphrase is None:
            for key in remains:  # before the descriptor: a repository that is not encrypted has no keys
                store.delete(key)
            write_descriptor(store, descriptor)
            return cls(store, descriptor, Sealer(codec=codec), now=now)
        data_key, root_key = new_data_key(), new_root_key()
        slots = KeySlots(store, cost=cost, clock=now)
        slot = slots.add(root_key, said(passphrase))
        descriptor = descriptor.sealed(data_key)
        rings = KeyRings(store, descriptor.id)
        ring = rings.write(1, [Generation(data_key, descriptor.created)], root_key)
        try:
            write_descriptor(store, descriptor)
        except RepositoryExists:  # somebody else was quicker: leave their repository without a key of ours
            store.delete(KEYS_PREFIX + slot)
            rings.remove(ring.number)
            raise
        for key in remains:  # keys of data that was never written
            store.delete(key)
        keys = OpenKeys(rings, root_key, ring).data_keys()
        return cls(store, descriptor, Sealer(keys, codec=codec), now=now)

    @classmethod
    def open(
        cls, store: Store, passphrase: Passphrase | None = None, *, now: Callable[[], datetime] = clock_now
    ) -> Self:
        """Open a repository. Trying a passphrase takes a moment, once; it is asked for only if encrypted.

        Raises RepositoryMissing, RepositoryTooNew, PassphraseError, WrongPassphrase, ObjectCorrupt.
        """
        descriptor, sealer = unlock(store, passphrase)
        return cls(store, descriptor, sealer, now=now)

    def forget_index(self) -> None:
        """Let the index go, and its memory with it; it is loaded again when it is needed."""
        self._index = None

    def file_index(self) -> None:
        """Keep most of a large index in files from now on: for work that needs those of two repositories."""
        self._index, self._index_in_files = None, True

    @property
    def location(self) -> str:
        """How people name the repository."""
        return self.store.location

    @property
    def index(self) -> ChunkIndex:
        """Where every chunk lies; the first use loads it."""
        return self._index if self._index is not None else self.load_index(Job("opening the repository"))

    def load_index(self, job: Job) -> ChunkIndex:
        """Load the index unless it is loaded: a second for a terabyte, in which `job` can be cancelled."""
        if self._index is None:
            self._index_findings = []
            opening = partial(ChunkIndex.open, self.store, self.sealer, in_files=self._index_in_files)
            self._index = opening(job=job, on_problem=self._note_index)
        return self._index

    def backups(self, source: str | None = None) -> list[Backup]:
        """The backups that are kept, or those of one source, oldest first: all but what is in the trash."""
        trash = {one.backup for keeping in self.keeping.all().values() for one in keeping.trash}
        return [one for one in self.existing_backups(source) if one.id not in trash]

    def existing_backups(self, source: str | None = None) -> list[Backup]:
        """All backups that are there, in the trash or not, oldest first. Those that are held are `protected`."""
        held = {hold.backup for one in self.keeping.all().values() for hold in one.held}
        return [
            replace(one, protected=True) if one.id in held else one
            for one in self.catalogue.rows()
            if source in (None, one.source)
        ]

    def history(self, source: str) -> History:
        """What of the history of one source can be replayed with the WAL that is kept. Raises LogAmbiguous."""
        return self.wal.history(source, without=self.keeping.of(source).stretches)

    def unreadable_backups(self) -> list[str]:
        """The keys of manifests that are there and cannot be read: damaged, or of a newer version."""
        named = [finding.object_name for finding in self.catalogue.findings]
        return [name for name in named if name.startswith(BACKUPS)]

    def backup_id(self, text: str) -> str:
        """The full id of the backup that `text` names: an id, an unmistakable beginning of one, or `latest`.

        Raises BackupMissing, which tells what ids are near.
        """
        if text == LATEST:
            return newest_backup({backup.source: backup.id for backup in self.backups()})
        return named_backup(text, [backup.id for backup in self.existing_backups()])

    def manifest(self, backup: str) -> Manifest:
        """The manifest of the backup that is named by its id or the beginning of it.

        Raises BackupMissing, ObjectCorrupt, RepositoryTooNew.
        """
        if is_backup_id(backup):
            try:
                return self._manifest(BACKUPS + backup)
            except ObjectMissing:
                pass  # the search below explains what there is instead
        return self._manifest(BACKUPS + self.backup_id(backup))

    def exists(self, backup: str) -> bool:
        """Whether a backup, by its full id, is there at this moment; looks at the store, not at what is known."""
        try:
            self.store.size(BACKUPS + backup)
        except ObjectMissing:
            return False
        return True

    def file_table(self, manifest: Manifest) -> FileTable:
        """The table of a backup's files, read piece by piece as it is asked for."""
        return FileTable(manifest.file_table, self.chunk_reader().read)

    def file_reader(self, manifest: Manifest) -> Callable[[str], bytes | None]:
        """What reads small files of a backup by path, and gives None for one that the backup does not have."""
        table = self.file_table(manifest)

        def read(path: str) -> bytes | None:
            record = table.get(path)
            return None if record is None else read_file(record, self.chunk_reader().read)

        return read

    def write_manifest(self, manifest: Manifest, *, replace: bool = False) -> None:
        """Make a backup exist. All that it names must be durable; a lock that was lost forbids it.

        `replace`: it exists, and what its manifest leads to is damaged and was stored anew. Raises LockLost,
        ObjectExists and what the store raises.
        """
        key, sealed = seal_manifest(self.sealer, manifest)
        for lock in self._held:
            lock.check()
        self.store.put(key, sealed, replace=replace)
        self.catalogue.add(key, manifest.backup)
        self._tidy()

    def delete_backup(self, backup: str) -> None:
        """Remove a backup by its full id; its chunks stay until a prune. One that is gone already is no error."""
        if not is_backup_id(backup):
            raise BackupMissing("this is not the id of a backup", object_name=backup)
        for lock in self._held:
            lock.check()
        self.store.delete(BACKUPS + backup)
        self.catalogue.drop(BACKUPS + backup)

    def chunk_reader(self) -> ChunkReader:
        """What gives chunks back."""
        return ChunkReader(self.store, self.sealer, self.index)

    def chunk_writer(self, owner: str, job: Job | None = None) -> ChunkWriter:
        """What takes chunks for the backup `owner`; it uses nothing that is damaged or about to be deleted."""
        index = self.index_for_writing(job or Job("opening the repository"))
        return ChunkWriter(self.store, self.sealer, index, owner)

    def index_for_writing(self, job: Job) -> ChunkIndex:
        """The index, which calls nothing there that is damaged or about to be deleted.

        Whoever adds something needs it before anything else loads the index: a pack that is deleted leaves the index
        before its sentence goes, and an index from before would not know of either.
        """
        condemned, suspects = self.condemned.since(), self.suspects.names()
        self.load_index(job).exclude_packs(condemned, suspects)
        return self.index

    @contextmanager
    def lock(self, kind: str, scope: str = "", *, patience: Patience | None = None) -> Iterator[Lock | None]:
        """Hold a lock of one kind while the block runs; what is known from before it is looked at again.

        Where the store cannot be written, reading goes on without a lock: None. Raises LockHeld (at once, or when
        `patience` ends), LockLost.
        """
        try:
            lock = self.locks.acquire(kind, scope, patience=patience)
        except (StoreReadOnly, StoreDenied, StoreFull):
            if kind not in _READING:
                raise
            yield None
            return
        with lock.held():
            if not self._held:
                self.refresh()
            self._held.append(lock)
            try:
                yield lock
            finally:
                self._held.remove(lock)

    def refresh(self) -> None:
        """Forget what was read: others may have added and removed since, and rotated the key.

        Raises StoreError, RepositoryError.
        """
        self.sealer.renew()
        self._index = None
        self.catalogue.expire()
        self.keeping.expire()
        self.wal.catalogue.expire()
        self.evidence.catalogue.expire()

    def running_since(self, kind: str | None = None) -> datetime | None:
        """When the oldest work that still runs and reads or adds chunks (of one kind, or any) began, or None.

        Clocks of other machines may be ahead, so what they say counts as earlier by what clocks may differ.
        """
        running = [
            lock.started
            for lock in self.locks.live(kind)
            if lock.mode is LockMode.SHARED and lock.kind not in WAL_ONLY
        ]
        return min(running) - CLOCK_SKEW if running else None

    def gains_backups(self) -> bool:
        """Whether a backup is being made or copied in, so that nobody knows yet what WAL it needs."""
        return any(self.running_since(kind) is not None for kind in ("backup", "copy"))

    def packs_younger_than(self, moment: datetime) -> set[str]:
        """Packs written after `moment`, give or take what clocks may differ."""
        listed = ((pack_name(info.key), info.modified) for info in self.store.list("packs/"))
        return {name for name, modified in listed if name and modified > moment - CLOCK_SKEW}

    def live_chunks_in(self, packs: Iterable[str], live: Iterable[Ids]) -> Iterator[Ids]:
        """Those of the `live` chunks that are read from the given packs, each once, some packs at a time."""
        numbers = {pack.name: number for number, pack in enumerate(self.index.packs)}
        chosen = [numbers[name] for name in packs if name in numbers]
        marks = self.index.marked(live)
        return (
            marks.ids_in(np.array(chosen[at : at + PACKS_AT_ONCE]))
            for at in range(0, len(chosen), PACKS_AT_ONCE)
        )

    def forget_packs(self, packs: Iterable[str]) -> None:
        """Take packs out of the index, then delete them. Between the two they are packs without an index."""
        names = set(packs)
        for lock in self._held:
            lock.check()
        index_objects.consolidate(self.store, self.sealer, drop=names, on_problem=self._note_index)
        delete_all(self.store, [pack_key(name) for name in sorted(names)])
        self._index = None

    def findings(self) -> list[Finding]:
        """Everything that could not be read so far: manifests, records of WAL, snapshots, the index."""
        _ = self.index
        return [*self.catalogue.findings, *self.keeping.findings, *self.wal.findings, *self._index_findings]

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def _manifest(self, key: str) -> Manifest:
        return open_manifest(self.sealer, key, self.store.read(key, 0, MAX_MANIFEST + 1))

    def _note_index(self, error: PagewakeError) -> None:
        finding = Finding(Severity.ERROR, "index-damaged", error.object_name, error.what, error.advice)
        self._index_findings.append(finding)

    def _tidy(self) -> None:
        """Merge what grew in small pieces. The backup exists by now, so a store that refuses spoils nothing."""
        try:
            self.catalogue.consolidate()
            self.wal.catalogue.consolidate()
            index_objects.consolidate(self.store, self.sealer)
        except StoreError as error:
            _log.warning("the catalogue and the index were not tidied: %s", error)
