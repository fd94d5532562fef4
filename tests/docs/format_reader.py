"""A reader of repositories, written from docs/repository-format.md alone: nothing of Pagewake is imported.

reader = Reader(objects)                       # the repository's objects by key; a passphrase if encrypted
for path, content in reader.files(backup): ...
reader.wal(source, timeline, name)
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import struct
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import lz4.block
from blake3 import blake3
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

REGION = 131072


class Refused(Exception):
    """The page says that a reader refuses this."""


def require(true: object, why: str) -> None:
    if not true:
        raise Refused(why)


# --- MessagePack, as far as the page uses it ---------------------------------------------------------------


class Unpacker:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, size: int) -> bytes:
        require(self.at + size <= len(self.data), "cut short")
        self.at += size
        return self.data[self.at - size : self.at]

    def big(self, size: int, *, signed: bool = False) -> int:
        return int.from_bytes(self.take(size), "big", signed=signed)

    def value(self) -> Any:
        code = self.big(1)
        if code < 0x80:
            return code
        if code >= 0xE0:
            return code - 256
        if code < 0x90:
            return self.map(code & 15)
        if code < 0xA0:
            return [self.value() for _ in range(code & 15)]
        if code < 0xC0:
            return self.take(code & 31).decode()
        if code in (0xC0, 0xC2, 0xC3):
            return {0xC0: None, 0xC2: False, 0xC3: True}[code]
        if 0xC4 <= code <= 0xC6:
            return self.take(self.big(1 << (code - 0xC4)))
        if code in (0xCA, 0xCB):
            return struct.unpack(">f" if code == 0xCA else ">d", self.take(4 if code == 0xCA else 8))[0]
        if 0xCC <= code <= 0xCF:
            return self.big(1 << (code - 0xCC))
        if 0xD0 <= code <= 0xD3:
            return self.big(1 << (code - 0xD0), signed=True)
        if 0xD9 <= code <= 0xDB:
            return self.take(self.big(1 << (code - 0xD9))).decode()
        if code in (0xDC, 0xDD):
            return [self.value() for _ in range(self.big(2 if code == 0xDC else 4))]
        if code in (0xDE, 0xDF):
            return self.map(self.big(2 if code == 0xDE else 4))
        return self.time(code)

    def map(self, size: int) -> dict[Any, Any]:
        return {self.value(): self.value() for _ in range(size)}

    def time(self, code: int) -> float:
        size = {0xD6: 4, 0xD7: 8}.get(code) or (self.big(1) if code == 0xC7 else 0)
        require(size in (4, 8, 12) and self.take(1) == b"\xff", "an unknown extension")
        if size == 4:
            return self.big(4)
        if size == 8:
            both = self.big(8)
            return (both & ((1 << 34) - 1)) + (both >> 34) / 1e9
        nanoseconds = self.big(4)
        return self.big(8, signed=True) + nanoseconds / 1e9


def unpack(data: bytes) -> Any:
    unpacker = Unpacker(data)
    value = unpacker.value()
    require(unpacker.at == len(data), "bytes are left over")
    return value


# --- Varints -------------------------------------------------------------------------------------------------


def varints(data: bytes, count: int | None = None) -> list[int]:
    numbers, value, shift = [], 0, 0
    for octet in data:
        value |= (octet & 0x7F) << shift
        shift += 7
        if octet < 0x80:
            require(shift <= 35 and value < 1 << 32, "a number is too long")
            numbers.append(value)
            value = shift = 0
    require(shift == 0 and count in (None, len(numbers)), "a column is cut short or too long")
    return numbers


def unzigzag(value: int) -> int:
    return (value >> 1) ^ -(value & 1)


# --- The repository --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    pack: str
    offset: int
    stored: int
    raw: int


class Reader:
    def __init__(self, objects: Mapping[str, bytes], passphrase: str = "") -> None:
        self.objects = objects
        self.descriptor = self.read_descriptor()
        self.data_keys: list[bytes] = []
        if self.descriptor["encrypted"]:
            self.data_keys = self.open_ring(self.descriptor["id"], passphrase)
            self.check_seal()
        self.places: dict[bytes, list[Place]] = {}
        for key in objects:
            if match := re.fullmatch(r"packs/([0-9a-f]{2})/(\1[0-9a-f]{30})", key):
                self.read_pack(match[2])

    # descriptor and keys

    def read_descriptor(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.objects["pagewake.json"])
        digest = document.pop("blake3")
        require(document["format"] == "pagewake repository", "no repository")
        require(blake3(canonical(document)).hexdigest() == digest, "the descriptor's hash")
        require(document["version"] == 1, "a newer version")
        return document

    def check_seal(self) -> None:
        document = dict(self.descriptor)
        seal = document.pop("seal")
        key = self.subkey("descriptor")
        require(blake3(canonical(document), key=key).hexdigest() == seal, "the descriptor's seal")

    def subkey(self, use: str, generation: int = 1) -> bytes:
        require(1 <= generation <= len(self.data_keys), "an unknown generation")
        return derive(self.data_keys[generation - 1], use)

    def open_ring(self, id_: str, passphrase: str) -> list[bytes]:
        pattern = rf"keys/ring-{id_[:8]}-([0-9]{{8}})-[ab]"
        number = max(match[1] for key in self.objects if (match := re.fullmatch(pattern, key)))
        for copy in "ab":
            if (key := f"keys/ring-{id_[:8]}-{number}-{copy}") in self.objects:
                return self.open_copy(json.loads(self.open_plain(key)), id_, int(number), passphrase)
        raise Refused("no key ring")

    def open_copy(self, ring: dict[str, Any], id_: str, number: int, passphrase: str) -> list[bytes]:
        root = self.open_slots(passphrase, ring["root"])
        words = (
            f"pagewake key ring v1 {id_} {number} {ring['root']} {ring['generations']} {utc(ring['created'])}"
        )
        nonce, sealed = base64.b64decode(ring["nonce"]), base64.b64decode(ring["sealed"])
        opened = json.loads(AESGCM(derive(root, "key ring")).decrypt(nonce, sealed, words.encode()))
        require(len(opened) == ring["generations"], "another number of generations")
        return [base64.b64decode(one["key"]) for one in opened]

    def open_slots(self, passphrase: str, root: str) -> bytes:
        for key in self.objects:
            if re.fullmatch("keys/[0-9a-f]{16}", key):
                opened = self.open_slot(key, passphrase, root)
                if opened is not None:
                    return opened
        raise Refused("no slot opens")

    def open_slot(self, key: str, passphrase: str, root: str) -> bytes | None:
        slot = json.loads(self.open_plain(key))
        if slot["root"] != root:
            return None
        salt, nonce, wrapped = (base64.b64decode(slot[name]) for name in ("salt", "nonce", "wrapped"))
        n, r, p = slot["n"], slot["r"], slot["p"]
        require(128 * n * r <= 256 << 20 and n * r * p <= 1 << 22, "too much work")
        text = unicodedata.normalize("NFC", passphrase).encode()
        wrapping = hashlib.scrypt(text, salt=salt, n=n, r=r, p=p, dklen=32, maxmem=1 << 30)
        what = f"{key[5:]} {slot['kind']} {slot['root']} {slot['kdf']}"
        words = f"pagewake key slot v1 {what} {n} {r} {p} {utc(slot['created'])} "
        associated = words.encode() + salt + slot["label"].encode()
        try:
            opened = AESGCM(wrapping).decrypt(nonce, wrapped, associated)
        except Exception:  # noqa: BLE001  # another passphrase's slot
            return None
        require(derive(opened, "root id").hex()[:16] == root, "another root key")
        return opened

    # names

    def token(self, text: str) -> str:
        if self.data_keys:
            return blake3(text.encode(), key=self.subkey("names")).hexdigest()[:32]
        if re.fullmatch(r"(?!--)[A-Za-z0-9_-][A-Za-z0-9_.-]{0,127}", text):
            return text
        return "--" + blake3(text.encode()).hexdigest()[:32]

    def wal_key(self, source: str, timeline: int, name: str) -> str:
        branch, last = f"{timeline:08X}", name
        if self.data_keys:
            branch, last = f"{source}/{timeline}", f"{source}/{timeline}/{name}"
        return f"wal/{self.token(source)}/{self.token(branch)}/{self.token(last)}"

    def summary_key(self, source: str, timeline: int, name: str, digest: bytes) -> str:
        last = f"{name}.{digest.hex()[:16]}"
        if self.data_keys:
            last = f"{source}/{timeline}/{last}"
        folder = self.wal_key(source, timeline, name)[4:].rpartition("/")[0]
        return f"summaries/{folder}/{self.token(last)}"

    # sealed objects

    def open(self, key: str) -> bytes:
        return self.open_bytes(key, self.objects[key])

    def open_bytes(self, name: str, data: bytes) -> bytes:
        if not self.data_keys:
            return self.open_plain(name, data)
        header, body = data[:16], data[28:]
        codec, length, generation = self.header(header, encrypted=True)
        key = blake3(name.encode(), key=self.subkey("objects", generation)).digest()
        return expand(codec, AESGCM(key).decrypt(data[16:28], body, name.encode() + header), length)

    def open_plain(self, name: str, data: bytes | None = None) -> bytes:
        data = self.objects[name] if data is None else data
        header, body, digest = data[:16], data[16:-32], data[-32:]
        codec, length, _ = self.header(header, encrypted=False)
        require(blake3(name.encode() + header + body).digest() == digest, "an object's hash")
        return expand(codec, body, length)

    def header(self, header: bytes, *, encrypted: bool) -> tuple[int, int, int]:
        magic, version, flags, generation, length = struct.unpack("<4sBBHQ", header)
        require((magic, version) == (b"\x89PWO", 1), "no envelope")
        require(bool(flags & 0x80) == encrypted == bool(generation), "encrypted or not")
        return flags & 0x7F, length, generation

    # packs and chunks

    def read_pack(self, name: str) -> None:
        key = f"packs/{name[:2]}/{name}"
        data = self.objects[key]
        require(data[:8] == b"PWPACK\0\1", "a pack's magic")
        at, length, count, digest, magic = struct.unpack("<QII16s8s", data[-40:])
        require(magic == b"PWPACKED", "a pack's end")
        require(blake3(key.encode() + data[-40:-24]).digest()[:16] == digest, "a trailer's hash")
        require(at + length + 40 == len(data), "a footer elsewhere")
        footer = self.open_bytes(f"{key}/footer", data[at : at + length])
        magic, chunks, first, header_hash, owner_length = struct.unpack_from("<4sII32sH", footer)
        require(magic == b"PWF1" and chunks == count, "a footer's magic")
        require(blake3(data[:first]).digest() == header_hash, "a header's hash")
        require(self.open_bytes(f"{key}/header", data[12:first]) == footer[46 : 46 + owner_length], "owners")
        for id_, stored, raw in columns(footer[46 + owner_length :], chunks):
            self.places.setdefault(id_, []).append(Place(name, first, stored, raw))
            first += stored
        require(first == at, "a gap in a pack")

    def read_index(self, key: str) -> dict[bytes, list[Place]]:
        """What an index object says: the same as the footers of its packs."""
        payload = self.open(key)
        magic, packs, chunks, owners = struct.unpack_from("<4sIII", payload)
        require(magic == b"PWI1", "an index's magic")
        rows = [struct.unpack_from("<16sQIII", payload, 16 + 36 * row) for row in range(packs)]
        listed = columns(payload[16 + 36 * packs + owners :], chunks)
        places: dict[bytes, list[Place]] = {}
        for name, _, at, count, _ in rows:
            for _ in range(count):
                id_, stored, raw = next(listed)
                places.setdefault(id_, []).append(Place(name.hex(), at, stored, raw))
                at += stored
        return places

    def chunk(self, id_: bytes) -> bytes:
        place = self.places[id_][0]
        pack = self.objects[f"packs/{place.pack[:2]}/{place.pack}"]
        data = pack[place.offset : place.offset + place.stored]
        if not self.data_keys:
            require(zlib.crc32(data[:-4]) == int.from_bytes(data[-4:], "little"), "a chunk's checksum")
            raw = expand(data[0], data[1:-4], place.raw)
            require(blake3(raw).digest() == id_, "a chunk's hash")
            return raw
        generation = int.from_bytes(data[1:3], "little")
        key = blake3(place.pack.encode(), key=self.subkey("chunks", generation)).digest()
        associated = data[:3] + id_ + place.pack.encode()
        raw = expand(data[0], AESGCM(key).decrypt(data[3:15], data[15:], associated), place.raw)
        require(blake3(raw, key=self.subkey("chunk ids")).digest() == id_, "a chunk's hash")
        return raw

    # backups

    def backups(self) -> list[str]:
        pattern = r"backups/([0-9]{8}T[0-9]{6}Z-[0-9a-f]{6})"
        return sorted(match[1] for key in self.objects if (match := re.fullmatch(pattern, key)))

    def manifest(self, backup: str) -> dict[str, Any]:
        manifest: dict[str, Any] = json.loads(self.open(f"backups/{backup}"))
        require(manifest["format"] == 1 and manifest["backup"]["id"] == backup, "a manifest's name")
        return manifest

    def files(self, backup: str) -> Iterator[tuple[str, bytes]]:
        """Every file of a backup with its content."""
        rows: list[list[Any]] = []
        for piece in self.manifest(backup)["file_table"]:
            raw = self.chunk(base64.b64decode(piece))
            require(raw[:4] == b"PWT1", "a piece's magic")
            rows += unpack(raw[4:])
        for number, row in enumerate(rows):
            if row[1] == 0:
                regions = list(row[2])
                for later in rows[number + 1 :]:
                    if later[0] != row[0]:
                        break
                    regions += later[2]
                yield row[0], self.content(row[3], row[4], regions)

    def content(self, size: int, page_size: int, regions: list[list[Any]]) -> bytes:
        out = bytearray(-(-size // page_size) * page_size)
        for number, layers in enumerate(regions):
            where: dict[int, tuple[bytes, int] | None] = {}
            for id_, extents in layers:
                for block, place in self.layer(self.chunk(id_), extents):
                    where[block] = place
            for block, place in where.items():
                at = (number * REGION + block) * page_size
                if place is not None and at < len(out):
                    raw = self.chunk(place[0])[place[1] * page_size :][:page_size]
                    require(len(raw) == page_size, "a chunk is too short")
                    out[at : at + page_size] = raw
        return bytes(out[:size])

    def layer(self, data: bytes, expected: int) -> Iterator[tuple[int, tuple[bytes, int] | None]]:
        """Blocks of a region with chunk and page, or None for zeros."""
        magic, extents, ids, *sizes = struct.unpack_from("<4sIIIII", data)
        require(magic == b"PWL1" and extents == expected, "a layer's magic")
        at, columns_ = 24 + 32 * ids, []
        for size in [*sizes, len(data) - 24 - 32 * ids - sum(sizes)]:
            columns_.append(varints(data[at : at + size], extents))
            at += size
        starts, chunks, end, number = [], [], 0, 0
        for gap, count, step in zip(*columns_[:3], strict=True):
            starts.append(end + gap)
            end += gap + count + 1
            number += unzigzag(step)
            chunks.append(number - 1)
        expected_page: dict[int, int] = {}
        for extent in range(extents):
            chunk, count = chunks[extent], columns_[1][extent] + 1
            page = expected_page.get(chunk, 0) + unzigzag(columns_[3][extent])
            expected_page[chunk] = page + count
            for within in range(count):
                id_ = data[24 + 32 * chunk : 56 + 32 * chunk]
                yield starts[extent] + within, (id_, page + within) if chunk >= 0 else None

    # what is held and in the trash

    def keeping(self, source: str) -> dict[str, Any]:
        """What is said of the backups of a source last."""
        pattern = rf"keeping/{re.escape(self.token(source))}/[0-9]{{12}}"
        newest = max((key for key in self.objects if re.fullmatch(pattern, key)), default=None)
        if newest is None:
            return {"held": [], "trash": [], "wal": []}
        kept: dict[str, Any] = json.loads(self.open(newest))
        require(kept["format"] == 1 and kept["source"] == source, "what is kept is of another source")
        return kept

    # the log

    def stretches(self) -> Iterator[tuple[list[Any], list[Any]]]:
        """Row and summary of every stretch."""
        for key in self.objects:
            if key.startswith("summaries/"):
                version, row, summary = unpack(self.open(key))
                require(version == 1 and summary[:4] == b"PWS1", "a summary's magic")
                require(self.summary_key(row[0], row[2], row[1], row[6]) == key, "a summary's name")
                yield row, unpack(summary[4:])

    def wal(self, row: list[Any]) -> bytes:
        data = self.open(self.wal_key(row[0], row[2], row[1]))
        require(len(data) == row[5] and blake3(data).digest() == row[6], "a stretch's digest")
        return data


def changes(summary: list[Any]) -> dict[str, tuple[int | None, list[tuple[int, int]]]]:
    """Per relation its limit and its (block, count) pairs."""
    names, limits, lengths = summary[16:19]
    steps, counts = varints(summary[19]), iter(varints(summary[20]))
    found, at = {}, 0
    for name, limit, length in zip(names, limits, lengths, strict=True):
        block, pairs = 0, []
        for step in steps[at : at + length]:
            block += step
            pairs.append((block, next(counts)))
        found[name] = (limit, pairs)
        at += length
    return found


def derive(key: bytes, use: str) -> bytes:
    return blake3(key, derive_key_context=f"pagewake repository v1 {use}").digest()


def utc(time: str) -> str:
    return time.replace("Z", "+00:00")


def columns(data: bytes, count: int) -> Iterator[tuple[bytes, int, int]]:
    require(len(data) == 40 * count, "columns of another length")
    stored = struct.unpack_from(f"<{count}I", data, 32 * count)
    raw = struct.unpack_from(f"<{count}I", data, 36 * count)
    for number in range(count):
        yield data[32 * number : 32 * number + 32], stored[number], raw[number]


def expand(codec: int, body: bytes, length: int) -> bytes:
    require(codec in (0, 1), "a codec that this reader does not know")
    raw: bytes = body if codec == 0 else lz4.block.decompress(body, uncompressed_size=length)
    require(len(raw) == length, "another length")
    return raw


def canonical(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
