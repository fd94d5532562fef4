"""The worked example of repository-format.md: a small repository whose every byte is always the same.

`objects` makes it with Pagewake's own writers, with a clock that stands still and random numbers that are
not; `example_text` prints every object in hex with what each field is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from unittest.mock import patch

import msgspec
import numpy as np
from blake3 import blake3
from format_listing import Listing, listing_of

from pagewake.blocks import RelationChanges, WalSummary
from pagewake.engines.base import WalPiece
from pagewake.model import Backup, BackupStatus, BackupType, Identity, TimelineSpan, WalPosition
from pagewake.repository.catalogue import Catalogue
from pagewake.repository.file_table import FileRecord, write_file_table
from pagewake.repository.generations import DataKeys
from pagewake.repository.index_objects import write_index
from pagewake.repository.keeping import held
from pagewake.repository.key_ring import Generation, KeyRings
from pagewake.repository.keys import KeySlots, ScryptCost
from pagewake.repository.layers import ids_array, layer_from_blocks
from pagewake.repository.locks import Locks
from pagewake.repository.manifest import Manifest, backup_kind
from pagewake.repository.maps import push_layer
from pagewake.repository.owners import Owner
from pagewake.repository.packs import PackContents, PackWriter
from pagewake.repository.repository import Repository
from pagewake.repository.sealing import Sealer
from pagewake.repository.tags import tagged
from pagewake.repository.wal_archive import WalArchive
from pagewake.stores.base import Store
from pagewake.stores.memory import MemoryStore

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
PAGE = 64
BACKUP = "20260101T120000Z-0a1b2c"
CONTENT = (b"Page 0. " * 8) + bytes(PAGE) + b"Page 2 ends early."
LOG = b"page 0 written; page 2 written; committed"
PACK_NAMES = ("11" * 16, "22" * 16)
DATA_KEYS = (bytes(range(32)), bytes(range(32, 64)))
ROOT_KEY = bytes(range(64, 96))
PASSPHRASE = "correct horse"
_PLAIN = Sealer(codec="none")


def objects() -> dict[str, bytes]:
    """Every object of the example by its key."""
    store = MemoryStore()
    with _standing_still():
        repository = Repository.create(store, chunk_bytes=4096, now=lambda: NOON)
        archive = WalArchive(store, _PLAIN, clock=lambda: NOON)
        archive.add("db", _piece(), _identity())
        repository.write_manifest(_manifest(_file_table(store)))
        archive.catalogue.consolidate(always=True)
        Catalogue(store, _PLAIN, backup_kind(_PLAIN)).consolidate(always=True)
        repository.condemned.condemn([PACK_NAMES[0]], NOON)
        hold = held([BACKUP], NOON, "ana on db1", "for the audit")
        repository.keeping.change("db", lambda keeping: tagged([BACKUP], ["quarter"])(hold(keeping)))
        owner = Owner("db1", 4711, "ana")
        Locks(store, repository.sealer, owner=owner, clock=lambda: NOON).acquire("prune")
    return {info.key: store.read(info.key) for info in store.list()}


def encrypted() -> tuple[dict[str, bytes], Sealer]:
    """A key slot, a key ring and a condemned object of an encrypted repository, and its sealer."""
    store, sealer = MemoryStore(), Sealer(DataKeys(DATA_KEYS), codec="none")
    with _standing_still():
        KeySlots(store, cost=ScryptCost(n=16), clock=lambda: NOON).add(ROOT_KEY, PASSPHRASE, label="ana")
        made = [Generation(key, NOON + timedelta(days=day)) for day, key in enumerate(DATA_KEYS)]
        KeyRings(store, "c0" * 16).write(2, made, ROOT_KEY)
        key = "condemned/" + PACK_NAMES[0]
        store.put(key, sealer.seal_object(key, b'{"since":"2026-01-01T12:00:00Z"}'))
    return {info.key: store.read(info.key) for info in store.list()}, sealer


@contextmanager
def _standing_still() -> Iterator[None]:
    """Random bytes that are the same in every run."""
    numbers = count()

    def random_bytes(size: int) -> bytes:
        return blake3(b"example %d" % next(numbers)).digest(length=size)

    with (
        patch("os.urandom", random_bytes),
        patch("secrets.token_hex", lambda size: random_bytes(size).hex()),
    ):
        yield


def _identity() -> Identity:
    return Identity("example", "1.0", "e1", PAGE)


def _file_table(store: Store) -> list[bytes]:
    """Store the file and its map, and return the ids of the table's pieces."""
    page_chunks: dict[bytes, bytes] = {}
    map_chunks: dict[bytes, bytes] = {}

    def keep(where: dict[bytes, bytes]) -> Callable[[bytes], bytes]:
        def save(raw: bytes) -> bytes:
            where[_PLAIN.chunk_id(raw)] = raw
            return _PLAIN.chunk_id(raw)

        return save

    stored = CONTENT[:PAGE] + CONTENT[2 * PAGE :].ljust(PAGE, b"\0")
    chunk = keep(page_chunks)(stored)
    blocks, pages = np.array([0, 2]), np.array([0, 1])
    layer = layer_from_blocks(ids_array([chunk]), blocks, np.zeros(2, np.int32), pages)
    refs = push_layer((), layer, map_chunks.__getitem__, keep(map_chunks))
    record = FileRecord("data/notes", len(CONTENT), PAGE, 0o600, "notes", 0, [refs])
    pieces = write_file_table([record], keep(map_chunks))
    packs = [
        _write_pack(store, PACK_NAMES[0], page_chunks, Sealer(codec="lz4")),
        _write_pack(store, PACK_NAMES[1], map_chunks, _PLAIN),
    ]
    write_index(store, _PLAIN, packs)
    return pieces


def _write_pack(store: Store, name: str, chunks: dict[bytes, bytes], sealer: Sealer) -> PackContents:
    writer = PackWriter(store, _PLAIN, name, BACKUP)
    for id_, raw in chunks.items():
        writer.append(id_, sealer.seal_chunk(name, id_, raw), len(raw))
    return writer.finish()


def _piece() -> WalPiece:
    changes = RelationChanges(np.array([0, 2, 300], np.uint32), np.array([1, 1, 200], np.uint32), 3)
    summary = WalSummary(
        timeline=1,
        first_lsn=1,
        end_lsn=4,
        records=3,
        first_time=NOON - timedelta(seconds=2),
        last_time=NOON - timedelta(seconds=1),
        relations={"notes": changes},
        commits=1,
        first_commit_time=NOON - timedelta(seconds=1),
        last_commit_time=NOON - timedelta(seconds=1),
        by_type={"update": 2, "commit": 1},
        bytes_by_type={"update": 32, "commit": 9},
        redo_points=(1,),
    )
    return WalPiece("seg1", 1, 1, 4, LOG, summary)


def _manifest(pieces: list[bytes]) -> Manifest:
    backup = Backup(
        id=BACKUP,
        source="db",
        type=BackupType.FULL,
        parent=None,
        timeline=1,
        start_lsn=1,
        stop_lsn=4,
        stop_timeline=1,
        started=NOON,
        finished=NOON,
        status=BackupStatus.OK,
        engine="example",
        system_identifier="e1",
        pages=3,
        files=1,
        logical_bytes=len(CONTENT),
        bytes_read=len(CONTENT),
        bytes_written=1000,
        findings=0,
        reason="the first backup",
    )
    return Manifest(
        pagewake_version="0.1.0",
        backup=backup,
        identity=_identity(),
        start=WalPosition(1, 1),
        stop=WalPosition(1, 4),
        history=(TimelineSpan(1, 1, None),),
        file_table=tuple(pieces),
        clock_begin=NOON,
        clock_end=NOON,
    )


def example_text() -> str:
    """The example as the page prints it."""
    made = objects()
    order = (
        "pagewake.json",
        "packs/",
        "index/",
        "backups/",
        "wal/",
        "summaries/",
        "catalogue/",
        "keeping/",
        "condemned/",
    )
    parts = [_content_text()]
    for prefix in (*order, "locks/"):
        parts += [_object_text(key, made[key]) for key in sorted(made) if key.startswith(prefix)]
    secret, sealer = encrypted()
    parts.append(_keys_text(sealer))
    for key, data in sorted(secret.items(), reverse=True):
        parts.append(_object_text(key, data, "encrypted"))
    return "\n".join(parts)


def _content_text() -> str:
    return (
        f"The file `data/notes` has {len(CONTENT)} bytes: blocks 0 and 2 hold text, block 1 is zeros.\n\n"
        f"```hex content\n{Listing(CONTENT).text()}```\n"
    )


def _object_text(key: str, data: bytes, kind: str = "object") -> str:
    title = f"#### `{key}` ({len(data)} bytes)\n\n"
    if key == "pagewake.json":
        return f"{title}```json object {key}\n{data.decode()}```\n"
    listing, opened = listing_of(key, data)
    text = f"{title}```hex {kind} {key}\n{listing.text()}```\n"
    if opened:
        pretty = msgspec.json.format(opened, indent=2).decode()
        text += f"\nThe payload, indented here for reading:\n\n```json\n{pretty}\n```\n"
    return text


def _keys_text(sealer: Sealer) -> str:
    def derived(use: str) -> str:
        """From the newest generation what seals, from the first what names."""
        key = DATA_KEYS[use in ("objects", "chunks")]
        return blake3(key, derive_key_context=f"pagewake repository v1 {use}").hexdigest()

    vectors = [
        ("root key", ROOT_KEY.hex()),
        *((f"data key {number}", key.hex()) for number, key in enumerate(DATA_KEYS, 1)),
        *((use, derived(use)) for use in ("objects", "chunks", "chunk ids", "names", "descriptor")),
        ("token of db", sealer.name_token("db")),
        ("id of a chunk of 64 zeros", sealer.chunk_id(bytes(64)).hex()),
    ]
    lines = "".join(f"{name:<28}{value}\n" for name, value in vectors)
    return (
        "#### Keys and tokens of an encrypted repository\n\n"
        "The two generations of the data key are the bytes 0 to 31 and 32 to 63, the root key is the bytes 64 "
        "to 95, and the\nslot below opens with the passphrase "
        f"`{PASSPHRASE}`. (Its scrypt parameters are for an example, not for\nuse.) `objects` and `chunks` are of the "
        f"second generation. The repository's id is `{'c0' * 16}`.\n\n"
        f"```text vectors\n{lines}```\n"
    )
