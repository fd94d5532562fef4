"""Bringing one backup's pages and maps over: file table, layers and chunks, some regions at a time.

What has not changed since a backup that both repositories have (its *twin* here and there) is taken over by name:
whole pieces of the file table, and the layers of regions. Of what has changed, the chunks that are not there are
copied first; only then the layers that name them are written, then the pieces of the table. A crash leaves chunks that
the next run finds. No more than `BATCH_EXTENTS` extents of maps are held at once, whatever the size of the backup.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pagewake.allocator import give_back
from pagewake.copying.arrival import Arrival
from pagewake.copying.chunks import ChunkMover
from pagewake.copying.naming import NO_PAIRS, Pairs, among, distinct_ids, joined, pairs_of_layers, renamed
from pagewake.errors import ObjectCorrupt, ObjectMissing, PagewakeError
from pagewake.jobs import Job
from pagewake.repository.chunk_writer import ChunkWriter
from pagewake.repository.file_table import FileRecord, FileTable, piece_with_layers, rows_of_piece
from pagewake.repository.layers import NO_IDS, Ids, Layer, encode_layer
from pagewake.repository.maps import LayerRef, load_layer, resolve
from pagewake.repository.repository import Repository

BATCH_EXTENTS: Final = 1 << 17
BATCH_REGIONS: Final = 4096

_TABLE: Final = "the table of files"

Refs = tuple[LayerRef, ...]


@dataclass(frozen=True)
class Twin:
    """The file tables of a backup that both repositories have: the ids of its pieces here and there."""

    backup: str
    here: tuple[bytes, ...]
    there: tuple[bytes, ...]


@dataclass(frozen=True)
class Damage:
    """A chunk that cannot be read from the origin, why, and the file (one of them) that needs it."""

    chunk: bytes
    error: PagewakeError
    path: str


@dataclass(eq=False)
class _Region:
    """A region to bring over: its layers here, those of the twin here and there, and where the answer goes."""

    path: str
    number: int
    refs: Refs
    twin: tuple[Refs, Refs] | None
    answer: list[Sequence[LayerRef]]
    layers: list[Layer] = field(default_factory=list)
    ids: Ids = field(default_factory=lambda: NO_IDS)
    pairs: Pairs = NO_PAIRS


@dataclass(eq=False)
class _Piece:
    """A piece of the table whose regions are on their way: `answers` stand in the place of each row's layers."""

    number: int
    id: bytes
    raw: bytes
    answers: list[list[Sequence[LayerRef]]]


class MapMover:
    """Brings one backup over, through one writer. For one thread.

    `afresh`: nothing is taken over by name from the twin, since some of what it needs there is damaged; its names of
    chunks are used all the same.
    """

    def __init__(
        self,
        origin: Repository,
        target: Repository,
        writer: ChunkWriter,
        arrival: Arrival,
        job: Job,
        *,
        same_ids: bool,
        workers: int,
        twin: Twin | None,
        afresh: bool = False,
    ) -> None:
        self._origin = origin
        self._target = target
        self._writer = writer
        self._arrival = arrival
        self._job = job
        self._same_ids = same_ids
        self._afresh = afresh
        self._reader = origin.chunk_reader()
        self._twin = _TwinTables(origin, target, twin)
        self.mover = ChunkMover(origin, writer, arrival, job, same_ids=same_ids, workers=workers)
        self.damage: list[Damage] = []
        self._batch: list[_Region] = []
        self._extents = 0
        self._pieces: list[_Piece] = []
        self._roots: dict[int, bytes] = {}

    def move(self, pieces: Sequence[bytes]) -> list[bytes]:
        """Bring over all that the pieces of a file table lead to, and return the ids of its pieces there.

        With `damage` the answer is none: what could be read has been brought over, and the backup lacks the rest.
        """
        for number, piece in enumerate(pieces):
            self._job.check()
            known = None if self._afresh else self._twin.piece(piece)
            if known is not None:
                self._roots[number] = known
                continue
            try:
                self._take_piece(number, piece)
            except (ObjectCorrupt, ObjectMissing) as error:
                self.damage.append(Damage(piece, error, _TABLE))
        self._settle()
        return [] if self.damage else [self._roots[number] for number in range(len(pieces))]

    def _take_piece(self, number: int, id_: bytes) -> None:
        """Note what has to be done for one piece; do some of it where much waits."""
        raw = self._reader.read(id_)
        rows = rows_of_piece(id_, lambda _: raw)
        piece = _Piece(number, id_, raw, [])
        for path, first, regions in rows:
            answer: list[Sequence[LayerRef]] = [()] * len(regions)
            piece.answers.append(answer)
            for at, layers in enumerate(regions):
                refs = tuple(layers)
                twin = self._twin.region(path, first + at)
                if not refs:
                    continue
                if twin is not None and twin[0] == refs and not self._afresh:
                    answer[at] = twin[1]
                    continue
                self._batch.append(_Region(path, at, refs, twin, answer))
                self._extents += sum(ref.extents for ref in refs)
        self._pieces.append(piece)
        if self._extents >= BATCH_EXTENTS or len(self._batch) >= BATCH_REGIONS:
            self._settle()

    def _settle(self) -> None:
        """Bring over the regions that wait, and write the pieces that they were missing in."""
        batch, self._batch, self._extents = self._batch, [], 0
        while batch:
            some: list[_Region] = []
            extents = 0
            while batch and (not some or extents < BATCH_EXTENTS):
                some.append(batch.pop())
                extents += sum(ref.extents for ref in some[-1].refs)
            self._move_regions(some)
            give_back()  # workers are at rest, and the next regions need their memory in other pieces
        pieces, self._pieces = self._pieces, []
        for piece in pieces if not self.damage else ():
            try:
                raw = piece.raw if self._same_ids else piece_with_layers(piece.id, piece.raw, piece.answers)
            except ObjectCorrupt as error:
                self.damage.append(Damage(piece.id, error, _TABLE))
                return
            self._roots[piece.number] = self._keep(raw)

    def _move_regions(self, regions: list[_Region]) -> None:
        raws = self._layers_of(self._origin, [ref for region in regions for ref in region.refs], note=regions)
        sound = [region for region in regions if self._resolve(region, raws)]
        wanted = distinct_ids(np.concatenate([region.ids for region in sound])) if sound else NO_IDS
        if self._same_ids:
            wanted = wanted[~self._held(wanted, sound, raws)]
            arrived = self.mover.move(wanted) if len(wanted) else NO_PAIRS
        else:
            known, named = self._known(sound)
            wanted = wanted[~known.find(wanted)[1]]
            arrived = self.mover.move(wanted) if len(wanted) else NO_PAIRS
            arrived = joined([arrived.columns, known.columns, named.columns])
        for region in sound:
            self._job.check()
            if not self._damaged(region):
                self._write_layers(region, raws, arrived)

    def _resolve(self, region: _Region, raws: Mapping[bytes, bytes]) -> bool:
        """Decode a region's layers, and see which chunks a restore reads of it."""
        if any(ref.id not in raws for ref in region.refs):
            return False  # noted already
        try:
            region.layers = [load_layer(ref, raws.__getitem__) for ref in region.refs]
        except ObjectCorrupt as error:
            self.damage.append(Damage(region.refs[0].id, error, region.path))
            return False
        region.ids = resolve(region.layers).ids
        return True

    def _damaged(self, region: _Region) -> bool:
        """Whether a chunk of a region could not be read; notes which."""
        if not self.mover.damaged:
            return False
        bad = [id_ for row in region.ids if (id_ := row.tobytes()) in self.mover.damaged]
        named = {one.chunk for one in self.damage}
        self.damage += [Damage(id_, self.mover.damaged[id_], region.path) for id_ in bad if id_ not in named]
        return bool(bad)

    def _write_layers(self, region: _Region, raws: Mapping[bytes, bytes], pairs: Pairs) -> None:
        """Write the layers of a region whose chunks are all there."""
        if self._same_ids:
            for ref in region.refs:
                self._keep(raws[ref.id])
            region.answer[region.number] = region.refs
            return
        chunk_id = self._target.sealer.chunk_id
        region.answer[region.number] = [
            LayerRef(self._keep(encode_layer(layer)), len(layer))
            for layer in (renamed(layer, pairs, chunk_id) for layer in region.layers)
        ]
        region.layers = []

    def _keep(self, raw: bytes) -> bytes:
        """Have a piece of metadata there, where it can be counted on; its id."""
        id_ = self._writer.add_metadata(raw)
        return id_ if self._arrival.holds([id_]) else self._writer.add_metadata(raw)

    def _held(
        self, wanted: Ids, regions: Sequence[_Region], raws: Mapping[bytes, bytes]
    ) -> NDArray[np.bool_]:
        """Which chunks need not be copied: those that are there already, where names are the same in both.

        What a backup that both have needs there was looked at when that one was copied; all else is looked at now.
        """
        if self._afresh:
            return self._arrival.held(wanted)
        twins = [one.twin[0] for one in regions if one.twin is not None and one.twin[0] == one.twin[1]]
        refs = [ref for twin in twins for ref in twin]
        more = self._layers_of(self._origin, [ref for ref in refs if ref.id not in raws])
        layers = _decoded([ref for ref in refs if ref.id in raws or ref.id in more], {**more, **raws})
        relied = among(wanted, np.concatenate([NO_IDS, *(layer.ids for layer in layers or ())]))
        held: NDArray[np.bool_] = self._target.index.held(wanted)
        held[~relied] = self._arrival.held(wanted[~relied])
        return held

    def _known(self, regions: Sequence[_Region]) -> tuple[Pairs, Pairs]:
        """What chunks of these regions are called there as their twins tell: those that are there, and all."""
        twins = [region.twin for region in regions if region.twin is not None]
        here = self._layers_of(self._origin, [ref for twin in twins for ref in twin[0]])
        there = self._layers_of(self._target, [ref for twin in twins for ref in twin[1]])
        found = []
        for twin in twins:
            layers = _decoded(twin[0], here), _decoded(twin[1], there)
            if layers[0] is not None and layers[1] is not None:
                found.append(pairs_of_layers(layers[0], layers[1]).columns)
        named = joined(found)
        ids, names = named.columns
        held = self._arrival.held(names) if self._afresh else self._target.index.held(names)
        return Pairs(ids[held], names[held]), named

    def _layers_of(
        self, repository: Repository, refs: Sequence[LayerRef], *, note: Sequence[_Region] = ()
    ) -> dict[bytes, bytes]:
        """The content of layers, by id; those that cannot be read are left out, and noted as damage of `note`."""
        failed: dict[bytes, PagewakeError] = {}
        ids = list(dict.fromkeys(ref.id for ref in refs))
        read = repository.chunk_reader().read_many(ids, self._job, on_error=failed.__setitem__)
        found = dict(read)
        named = {one.chunk for one in self.damage}
        for region in note if failed else ():
            for ref in region.refs:
                if ref.id in failed and ref.id not in named:
                    named.add(ref.id)
                    self.damage.append(Damage(ref.id, failed[ref.id], region.path))
        return found


class _TwinTables:
    """What the twin says: of pieces and of regions, what they are called there."""

    def __init__(self, origin: Repository, target: Repository, twin: Twin | None) -> None:
        aligned = twin is not None and len(twin.here) == len(twin.there)
        self._pieces = dict(zip(twin.here, twin.there, strict=True)) if twin is not None and aligned else {}
        self._here = FileTable(twin.here if twin else (), origin.chunk_reader().read)
        self._there = FileTable(twin.there if twin else (), target.chunk_reader().read)
        self._usable = twin is not None
        self._last: tuple[str, FileRecord | None, FileRecord | None] = "", None, None

    def piece(self, id_: bytes) -> bytes | None:
        """What a piece of the table is called there. Pieces are brought over one by one, each in its place."""
        return self._pieces.get(id_)

    def region(self, path: str, number: int) -> tuple[Refs, Refs] | None:
        """The layers of a region in the twin, here and there; a twin that cannot be read says nothing."""
        if not self._usable:
            return None
        if self._last[0] != path:
            try:
                self._last = path, self._here.get(path), self._there.get(path)
            except (ObjectCorrupt, ObjectMissing):
                self._usable = False
                return None
        _, here, there = self._last
        if here is None or there is None or number >= min(len(here.regions), len(there.regions)):
            return None
        if (here.page_size, len(here.regions)) != (there.page_size, len(there.regions)):
            return None
        return tuple(here.regions[number]), tuple(there.regions[number])


def _decoded(refs: Sequence[LayerRef], raws: Mapping[bytes, bytes]) -> list[Layer] | None:
    """The layers of a region, or None where one is missing or damaged."""
    try:
        return [load_layer(ref, raws.__getitem__) for ref in refs]
    except (ObjectCorrupt, KeyError):
        return None
