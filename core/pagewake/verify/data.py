"""Whether every byte is what was stored: packs from end to end, archived WAL, and the summaries made of
it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pagewake.engines.base import Engine
from pagewake.errors import PagewakeError
from pagewake.jobs import Job, WorkerPool
from pagewake.model import Finding, Severity
from pagewake.repository.index import PackInfo
from pagewake.repository.packs import check_header, pack_key, read_contents
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow

Damage = tuple[bytes | None, PagewakeError]
"""A chunk that is damaged (None: the pack itself is), and how."""


class DataCheck:
    """Reads and compares. Damage becomes findings, never an exception."""

    def __init__(self, repository: Repository, engine_of: Callable[[str], Engine], job: Job) -> None:
        self._repository = repository
        self._engine_of = engine_of
        self._job = job
        self.findings: list[Finding] = []
        self.bytes_checked = 0

    def check_all(self) -> None:
        """Everything that the repository holds, needed by a backup or not."""
        packs = self._repository.index.packs
        wal = self._repository.wal
        rows = [row for source in wal.sources() for row in wal.rows(source)]
        pool = WorkerPool(self._repository.store.properties.parallel_requests, name="verify")
        with self._job.phase("read packs", sum(pack.size for pack in packs)):
            for pack, damage in pool.map_ordered(self._check_pack, packs, self._job):
                self.bytes_checked += pack.size
                self._report_pack(pack, damage)
                self._job.advance(pack.size)
        self._check_wal(rows)

    def check(self, chunks: Iterable[bytes], rows: Sequence[StretchRow]) -> None:
        """Some chunks, and the WAL of some rows."""
        wanted = sorted(chunks)
        with self._job.phase("read chunks", len(wanted), "chunks"):
            for _, raw in self._repository.chunk_reader().read_many(
                wanted, self._job, on_error=self._report_chunk
            ):
                self.bytes_checked += len(raw)
                self._job.advance(1)
        self._check_wal(rows)

    def _check_pack(self, pack: PackInfo) -> tuple[PackInfo, list[Damage]]:
        """Read one pack from end to end: its footer, its header, and every chunk in it."""
        store, sealer = self._repository.store, self._repository.sealer
        damage: list[Damage] = []
        try:
            contents = read_contents(store, sealer, pack.name, pack.size)
            check_header(store, sealer, contents)
            data = memoryview(store.read(pack_key(pack.name)))
        except PagewakeError as error:
            return pack, [(None, error)]
        columns = zip(
            contents.ids,
            contents.offsets.tolist(),
            contents.stored.tolist(),
            contents.raw.tolist(),
            strict=True,
        )
        for row, offset, stored, raw in columns:
            try:
                sealer.open_chunk(pack.name, row.tobytes(), raw, data[offset : offset + stored])
            except PagewakeError as error:
                damage.append((row.tobytes(), error))
        return pack, damage

    def _report_pack(self, pack: PackInfo, damage: Sequence[Damage]) -> None:
        for chunk, error in damage:
            if chunk is None:
                self._report("pack-damaged", pack_key(pack.name), str(error), "Take a full backup.")
            elif len(self._repository.index.copies(chunk)) > 1:
                message = f"{error} Another copy of the chunk is in the repository."
                self._report(
                    "chunk-damaged", self._where(chunk), message, "pagewake verify says if that one is sound."
                )
            else:
                self._report_chunk(chunk, error)

    def _report_chunk(self, chunk: bytes, error: PagewakeError) -> None:
        self._report(
            "chunk-damaged",
            self._where(chunk),
            str(error),
            "Take a full backup: what is still the same in the database is stored again and heals the older backups.",
        )

    def _where(self, chunk: bytes) -> str:
        places = [
            f"{place.pack[:16]} offset {place.offset}" for place in self._repository.index.copies(chunk)
        ]
        return f"chunk {chunk.hex()[:16]} in pack " + ", ".join(places or ["none"])

    def _check_wal(self, rows: Sequence[StretchRow]) -> None:
        with self._job.phase("read the WAL", sum(row.size for row in rows)):
            for row in rows:
                self._check_stretch(row)
                self.bytes_checked += row.size
                self._job.advance(row.size)

    def _check_stretch(self, row: StretchRow) -> None:
        name = f"WAL {row.name} of {row.source}, LSN {row.first_lsn} to {row.end_lsn}"
        try:
            data = self._repository.wal.read(row)
            kept = self._repository.wal.summary(row)
            made = self._engine_of(row.engine).summarise(data, row.span)
        except PagewakeError as error:
            self._report(
                "wal-damaged", name, str(error), "Take a full backup now; it starts a new restorable window."
            )
            return
        if kept != made:
            self._report(
                "summary-differs",
                name,
                "The kept summary does not say what the WAL says; incrementals made with it may miss pages.",
                "Take a full backup now, and do not trust incrementals that span this WAL.",
            )

    def _report(self, code: str, object_name: str, message: str, advice: str) -> None:
        self.findings.append(Finding(Severity.ERROR, code, object_name, message, advice))
