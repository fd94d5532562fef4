"""Sealing: how every byte of a repository is compressed, covered by a hash, and encrypted if there is a key.

Two shapes, both bound to the name they are stored under, so that objects cannot be swapped for each other:

Object envelope (all metadata)::

    0   4  magic 89 50 57 4F ("\\x89PWO")
    4   1  format version, 1
    5   1  flags: bits 0-3 codec (0 none, 1 lz4 block, 2 zstd frame), bit 7 encrypted, others 0
    6   2  generation of the data key, from 1, little endian; 0 when not encrypted
    8   8  payload length before compression, little endian
    16 12  nonce                                             only when encrypted
    ..     body
    -32    BLAKE3(key name ‖ header ‖ body)                  plain: 32 bytes
    -16    AES-256-GCM tag, associated data key name ‖ header   encrypted: 16 bytes

(Key names are ASCII, the magic begins with a byte that is not: the joined text has one reading only.)

Chunk (inside a pack)::

    0   1  codec
    1   2  generation of the data key, little endian         only when encrypted
    3  12  nonce                                             only when encrypted
    ..     body
    -16    AES-256-GCM tag, associated data the first three bytes ‖ chunk id ‖ pack name   only when encrypted

A plain chunk carries no hash of its own: its id is the BLAKE3 of its content, and opening always compares.

Keys. A random 32-byte data key, of which there may be several generations (`generations`); a subkey for each use is
derived with BLAKE3's derive_key mode. A random 96-bit nonce is safe for about 2^32 messages under one AES-GCM
key, and a large repository can seal more chunks than that. So no AES key is used across the repository: each object
and each pack has its own, the keyed BLAKE3 of its name under the subkey. A key then seals as many
messages as a pack has chunks, or as often as a lock is renewed.

Compressing before encrypting lets sizes tell something about content; that is the price of deduplicated
backups and within what a stolen repository may tell: its size and times.
"""

from __future__ import annotations

import os
import re
import struct
import threading
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import lz4.block
from blake3 import blake3

from pagewake.errors import KeyGenerationUnknown, ObjectCorrupt
from pagewake.repository.generations import DATA_KEY_SIZE as DATA_KEY_SIZE
from pagewake.repository.generations import DataKeys, GenerationKeys
from pagewake.stores.base import Buffer, check_key
from pagewake.units import counted

# What only some repositories and some objects need is imported where it is used: an archive command is a process
# for each segment, and most of those have nothing to decrypt and no chunk to open.
if TYPE_CHECKING:
    import zstandard
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAX_CHUNK_BYTES: Final = 8 << 20
"""No chunk is larger before sealing, whatever an index says; those of pages are far smaller."""

CODECS: Final = ("none", "lz4", "zstd")
"""Names of the codecs; the index in this tuple is the code that is stored."""

_NONE, _LZ4, _ZSTD = range(3)
_MAGIC: Final = b"\x89PWO"
_VERSION: Final = 1
_HEADER: Final = struct.Struct("<4sBBHQ")
_ENCRYPTED: Final = 0x80
_GENERATION_SIZE: Final = 2
_NONCE_SIZE: Final = 12
_CHECK_SIZE: Final = 4
_TAG_SIZE: Final = 16
_LONG: Final = 1 << 20
_HASH_SIZE: Final = 32
_LZ4_LARGEST: Final = 0x7E000000
_LZ4_BEST_RATIO: Final = 255
_PAYS_BELOW: Final = 97
"""Hundredths of what there was that compressing must fall below."""
_LARGE: Final = 4096
"""From this size on a kernel computes a CRC-32 sooner than zlib; a call of one takes longer to set up."""
_NEVER_PAYS: Final = 64
"""What is as short as this does not become shorter by three in a hundred: it is mostly one hash."""
_CRC_OF_CODEC: Final = tuple(zlib.crc32(bytes((code,))) for code in range(len(CODECS)))
_ZSTD_WINDOW: Final = 1 << 27
_SAFE_NAME: Final = re.compile(r"(?!--)[A-Za-z0-9_-][A-Za-z0-9_.-]{0,127}")


class _Damaged(Exception):
    """Why bytes are not what they should be; the caller adds their name."""

    def __init__(self, what: str, error: type[ObjectCorrupt] = ObjectCorrupt) -> None:
        super().__init__(what)
        self.error = error


class Sealer:
    """Compresses, hashes and, given a data key, encrypts; and undoes that, trusting nothing it reads.

    Safe for use from several threads. Work on large buffers releases the GIL. `codec` is one of `CODECS` and
    only decides how new bytes are written; `level` is zstd's.
    """

    def __init__(
        self, data_key: bytes | DataKeys | None = None, *, codec: str = "lz4", level: int = 3
    ) -> None:
        if codec not in CODECS:
            raise ValueError(f"{codec!r} is none of the codecs {', '.join(CODECS)}")
        self.encrypted: Final = data_key is not None
        self._codec = CODECS.index(codec)
        self._level = level
        self._zstd = threading.local()
        self._keys: Final = DataKeys([data_key]) if isinstance(data_key, bytes) else data_key

    @property
    def generation(self) -> int:
        """The number of the generation that seals; 0 when nothing is encrypted."""
        return self._keys.newest if self._keys is not None else 0

    def renew(self) -> None:
        """Seal with what others made the newest generation meanwhile. Raises StoreError, RepositoryError."""
        if self._keys is not None:
            self._keys.renew()

    def chunk_id(self, raw: Buffer) -> bytes:
        """The 32-byte BLAKE3 of a chunk's content, keyed when encrypted so that it tells nothing about it."""
        if self._keys is None:
            return blake3(raw).digest()
        return blake3(raw, key=self._keys.chunk_ids).digest()

    def name_token(self, text: str) -> str:
        """What stands for a name (of a source, say) in object keys; equal names give equal tokens.

        Encrypted: 32 hex digits of a keyed hash. Plain: the text itself where it can be one part of a key,
        has at most 128 characters and does not begin with `--`; else `--` and 32 hex digits of its BLAKE3. A
        token is not meant to be read back: the objects stored under it hold the name.
        """
        encoded = text.encode("utf-8", "surrogatepass")
        if self._keys is not None:
            return blake3(encoded, key=self._keys.names).hexdigest()[:32]
        if _SAFE_NAME.fullmatch(text):
            return text
        return "--" + blake3(encoded).hexdigest()[:32]

    def seal_object(self, key: str, payload: Buffer, *, compress: bool = True) -> bytes | bytearray:
        """Wrap a metadata object for storing under `key`; see the module for its bytes.

        Raises KeyRingRolledBack.
        """
        name = check_key(key).encode("ascii")
        view = _flat(payload)
        codec, body = self._compress(view) if compress else (_NONE, view)
        if self._keys is None:
            header = _HEADER.pack(_MAGIC, _VERSION, codec, 0, len(view))
            digest = blake3(name).update(header).update(body).digest()
            return b"".join((header, body, digest))
        keys = self._keys.sealing()
        header = _HEADER.pack(_MAGIC, _VERSION, codec | _ENCRYPTED, keys.number, len(view))
        nonce = os.urandom(_NONCE_SIZE)
        return _encrypted(_cipher(keys.objects, name), header + nonce, nonce, body, name + header)

    def open_object(self, key: str, sealed: Buffer, *, max_size: int = 1 << 30) -> bytes:
        """The payload of an object that was stored under `key`.

        Raises:
            ObjectCorrupt: any byte differs from what was sealed, the object belongs under another key or to
                another repository, or it declares a payload of more than `max_size` bytes.
            KeyGenerationUnknown: a kind of that; the object names a generation of the data key that is not there.
        """
        try:
            return self._open_object(check_key(key).encode("ascii"), memoryview(sealed).cast("B"), max_size)
        except _Damaged as damage:
            raise damage.error(str(damage), object_name=key) from None

    def seal_chunk(self, pack: str, chunk_id: bytes, raw: Buffer) -> bytes:
        """Wrap a chunk for storing in `pack`; `chunk_id` must be `self.chunk_id(raw)`. Raises KeyRingRolledBack."""
        codec, body = self._compress(_flat(raw))
        first = bytes((codec,))
        if self._keys is None:
            return b"".join((first, body, _crc32(body, _CRC_OF_CODEC[codec]).to_bytes(_CHECK_SIZE, "little")))
        name = pack.encode("utf-8")
        keys = self._keys.sealing()
        first += keys.number.to_bytes(_GENERATION_SIZE, "little")
        nonce = os.urandom(_NONCE_SIZE)
        sealed = _cipher(keys.chunks, name).encrypt(nonce, body, first + chunk_id + name)
        return b"".join((first, nonce, sealed))

    def seal_chunks(
        self, pack: str, chunk_ids: Sequence[bytes], raws: Sequence[Buffer]
    ) -> tuple[Buffer, list[int]]:
        """Several chunks for storing in `pack`, back to back, and the length of each; see `seal_chunk`."""
        if self.encrypted or self._codec != _LZ4 or sum(map(len, raws)) < _LARGE:
            sealed = [self.seal_chunk(pack, *chunk) for chunk in zip(chunk_ids, raws, strict=True)]
            return b"".join(sealed) if len(sealed) > 1 else sealed[0], [len(one) for one in sealed]
        from pagewake.kernels import seal_chunks

        views = [_flat(raw) for raw in raws]
        packed, lengths = seal_chunks(views, _LZ4, least=_NEVER_PAYS, percent=_PAYS_BELOW)
        return packed.data, lengths.tolist()

    def open_chunk(self, pack: str, chunk_id: bytes, raw_length: int, sealed: Buffer) -> bytes:
        """The content of a chunk, compared with its id.

        Raises:
            ObjectCorrupt: these bytes are not that chunk of that pack, or not `raw_length` bytes when opened.
        """
        try:
            raw = self._open_chunk(pack.encode("utf-8"), chunk_id, raw_length, memoryview(sealed).cast("B"))
            if self.chunk_id(raw) != chunk_id:
                raise _Damaged("its content does not match its hash")
        except _Damaged as damage:
            raise damage.error(f"chunk {chunk_id.hex()[:16]}: {damage}", object_name=pack) from None
        return raw

    def _open_object(self, name: bytes, sealed: memoryview, max_size: int) -> bytes:
        trailer = _NONCE_SIZE + _TAG_SIZE if self.encrypted else _HASH_SIZE
        if len(sealed) < _HEADER.size + trailer:
            raise _Damaged(f"it has only {len(sealed)} bytes")
        header = bytes(sealed[: _HEADER.size])
        codec, generation, length = self._check_header(header, max_size)
        if self._keys is None:
            body = sealed[_HEADER.size : -_HASH_SIZE]
            if blake3(name).update(header).update(body).digest() != bytes(sealed[-_HASH_SIZE:]):
                raise _Damaged("its bytes do not match their hash")
            return self._decompress(codec, body, length)
        keys = _generation(self._keys, generation, name.decode("ascii"))
        nonce = sealed[_HEADER.size : _HEADER.size + _NONCE_SIZE]
        opened = _decrypt(keys.objects, name, nonce, sealed[_HEADER.size + _NONCE_SIZE :], name + header)
        return self._decompress(codec, opened, length)

    def _check_header(self, header: bytes, max_size: int) -> tuple[int, int, int]:
        """Codec, generation and payload length, all but the generation within bounds."""
        magic, version, flags, generation, length = _HEADER.unpack(header)
        if magic != _MAGIC:
            raise _Damaged("it is not an object of a Pagewake repository")
        if version != _VERSION:
            raise _Damaged(f"it is of the unknown format version {version}")
        if bool(flags & _ENCRYPTED) != self.encrypted:
            raise _Damaged("one of it and the repository is encrypted, the other is not")
        if generation and not self.encrypted:
            raise _Damaged("it names a key, and the repository is not encrypted")
        if length > max_size:
            raise _Damaged(
                f"it claims to hold {counted(length, 'byte')}, and no such object may hold more than {max_size}"
            )
        return flags & ~_ENCRYPTED, generation, length

    def _open_chunk(self, name: bytes, chunk_id: bytes, raw_length: int, sealed: memoryview) -> bytes:
        first = 1 + _GENERATION_SIZE
        least = first + _NONCE_SIZE + _TAG_SIZE if self.encrypted else 1 + _CHECK_SIZE
        if len(sealed) < least:
            raise _Damaged(f"only {counted(len(sealed), 'byte of it is', 'bytes of it are')} there")
        if not 0 <= raw_length <= MAX_CHUNK_BYTES:
            raise _Damaged(
                f"it claims to hold {counted(raw_length, 'byte')}, and no chunk may hold more than {MAX_CHUNK_BYTES}"
            )
        codec = sealed[0]
        if self._keys is None:
            # Other bytes can decompress to the same content: the hash of the content alone would not find them.
            if _crc32(sealed[:-_CHECK_SIZE]) != int.from_bytes(sealed[-_CHECK_SIZE:], "little"):
                raise _Damaged("its bytes do not match their checksum")
            return self._decompress(codec, sealed[1:-_CHECK_SIZE], raw_length)
        keys = _generation(self._keys, int.from_bytes(sealed[1:first], "little"))
        associated = bytes(sealed[:first]) + chunk_id + name
        nonce, body_at = sealed[first : first + _NONCE_SIZE], first + _NONCE_SIZE
        body = _decrypt(keys.chunks, name, nonce, sealed[body_at:], associated)
        return self._decompress(codec, body, raw_length)

    def _compress(self, raw: Buffer) -> tuple[int, Buffer]:
        """The codec used and its output: the bytes themselves where compressing does not pay."""
        size = len(raw)
        if self._codec == _NONE or not _NEVER_PAYS < size <= _LZ4_LARGEST:
            return _NONE, raw
        if self._codec == _LZ4:
            packed: bytes = lz4.block.compress(raw, store_size=False)
        else:
            packed = self._zstd_compressor().compress(raw)
        return (self._codec, packed) if len(packed) * 100 < size * _PAYS_BELOW else (_NONE, raw)

    def _decompress(self, codec: int, body: memoryview | bytes, length: int) -> bytes:
        """Exactly `length` bytes; no more is allocated than `length` and than `body` can stand for."""
        if codec == _NONE:
            if len(body) != length:
                raise _Damaged(f"{length} bytes should be there, but {len(body)} are")
            return bytes(body)
        try:
            if codec == _LZ4 and 0 < length <= min(_LZ4_LARGEST, len(body) * _LZ4_BEST_RATIO):
                raw: bytes = lz4.block.decompress(body, uncompressed_size=length)
            elif codec == _ZSTD:
                raw = self._zstd_decompressed(body, length)
            else:
                raise _Damaged(f"codec {codec} cannot have made {len(body)} bytes out of {length}")
        except (lz4.block.LZ4BlockError, ValueError) as error:
            raise _Damaged(f"it cannot be decompressed ({error})") from None
        if len(raw) != length:
            raise _Damaged(f"it holds {len(raw)} bytes instead of {length}")
        return raw

    def _zstd_decompressed(self, body: memoryview | bytes, length: int) -> bytes:
        import zstandard

        try:
            if zstandard.frame_content_size(body) != length:
                raise _Damaged(f"zstd cannot have made {len(body)} bytes out of {length}")
            return self._zstd_decompressor().decompress(body, allow_extra_data=False)
        except zstandard.ZstdError as error:
            raise _Damaged(f"it cannot be decompressed ({error})") from None

    def _zstd_compressor(self) -> zstandard.ZstdCompressor:
        """One a thread: they keep state."""
        import zstandard

        if not hasattr(self._zstd, "compressor"):
            self._zstd.compressor = zstandard.ZstdCompressor(level=self._level)
        compressor: zstandard.ZstdCompressor = self._zstd.compressor
        return compressor

    def _zstd_decompressor(self) -> zstandard.ZstdDecompressor:
        import zstandard

        if not hasattr(self._zstd, "decompressor"):
            self._zstd.decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        decompressor: zstandard.ZstdDecompressor = self._zstd.decompressor
        return decompressor


def _generation(keys: DataKeys, number: int, witness: str = "") -> GenerationKeys:
    """The keys of a generation. Raises _Damaged."""
    found = keys.of(number, witness)
    if found is None:
        raise _Damaged(
            f"it was encrypted with generation {number} of the data key, and the newest that is known is {keys.newest}",
            KeyGenerationUnknown if number else ObjectCorrupt,
        )
    return found


def _crc32(data: Buffer, value: int = 0) -> int:
    if len(data) < _LARGE:
        return zlib.crc32(data, value)
    from pagewake.kernels import crc32

    return crc32(data, value)


def _cipher(subkey: bytes, name: bytes) -> AESGCM:
    """The cipher of one object or pack: its key is derived from its name."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(blake3(name, key=subkey).digest())


def _encrypted(
    cipher: AESGCM, start: bytes, nonce: bytes, body: Buffer, associated: bytes
) -> bytes | bytearray:
    """`start`, and behind it what is encrypted; what is as long as a stretch of WAL is made in one piece."""
    if len(body) < _LONG or not hasattr(cipher, "encrypt_into"):
        return b"".join((start, cipher.encrypt(nonce, body, associated)))
    sealed = bytearray(len(start) + len(body) + _TAG_SIZE)
    sealed[: len(start)] = start
    cipher.encrypt_into(nonce, body, associated, memoryview(sealed)[len(start) :])
    return sealed


def _decrypt(subkey: bytes, name: bytes, nonce: memoryview, sealed: memoryview, associated: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag

    try:
        return _cipher(subkey, name).decrypt(nonce, sealed, associated)
    except InvalidTag:
        raise _Damaged("its bytes do not match their authentication tag") from None


def _flat(data: Buffer) -> Buffer:
    """The same bytes in a shape whose `len` is their number, without copying them."""
    if isinstance(data, bytes):
        return data
    view = memoryview(data)
    return view.cast("B") if view.nbytes else b""
