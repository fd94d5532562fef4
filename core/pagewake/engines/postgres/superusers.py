"""Who may do everything in a cluster, read from its files: a backup does not say as whom to connect.

`pg_authid` is one of the few catalogs whose file is named by `global/pg_filenode.map` (`utils/cache/relmapper.c`);
its rows begin with the role's OID, its name in 64 bytes, and whether it is a superuser (`catalog/pg_authid.h`, the
same in 13 to 18). Rows of every age are taken: which of them count is for the server to say.
"""

from __future__ import annotations

import struct
from pathlib import Path

from pagewake.engines.postgres.versions import BLOCK_SIZE

_AUTHID = 1260
_BOOTSTRAP = 10
_MAP_MAGIC = 0x592717
_MAX_BYTES = 64 << 20
_NORMAL = 1
_POINTERS_AT = 24
_ROW = struct.Struct("<I64s?????")


def superusers(directory: Path) -> list[str]:
    """Names of roles that are, or were, superusers who can log in, the likeliest first; empty where none is found."""
    try:
        number = _file_number((directory / "global/pg_filenode.map").read_bytes())
        with (directory / "global" / str(number)).open("rb") as file:
            content = file.read(_MAX_BYTES)
    except (OSError, struct.error, LookupError):
        return []
    found: dict[str, bool] = {}
    for at in range(0, len(content) - BLOCK_SIZE + 1, BLOCK_SIZE):
        for oid, name in _roles(content[at : at + BLOCK_SIZE]):
            found[name] = found.get(name, False) or oid == _BOOTSTRAP
    return sorted(found, key=lambda name: not found[name])


def _file_number(content: bytes) -> int:
    magic, count = struct.unpack_from("<ii", content)
    if magic != _MAP_MAGIC:
        raise LookupError("no map")
    for index in range(min(count, (len(content) - 8) // 8)):
        oid, number = struct.unpack_from("<II", content, 8 + 8 * index)
        if oid == _AUTHID:
            return int(number)
    raise LookupError("not mapped")


def _roles(page: bytes) -> list[tuple[int, str]]:
    """(OID, name) of the superusers on one heap page that can log in."""
    (lower,) = struct.unpack_from("<H", page, 12)
    found = []
    for at in range(_POINTERS_AT, min(lower, BLOCK_SIZE) - 3, 4):
        (pointer,) = struct.unpack_from("<I", page, at)
        offset, state, length = pointer & 0x7FFF, pointer >> 15 & 3, pointer >> 17
        if state != _NORMAL or length < 24 or offset + length > BLOCK_SIZE:
            continue
        data = offset + page[offset + 22]
        if data + _ROW.size > offset + length:
            continue
        oid, name, is_super, _, _, _, can_login = _ROW.unpack_from(page, data)
        text = name.partition(b"\0")[0].decode("utf-8", "replace")
        if is_super and can_login and text:
            found.append((oid, text))
    return found
