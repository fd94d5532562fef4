from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.repository.rows import MODEST, at, backup

from pagewake.errors import ObjectCorrupt, PagewakeError, RepositoryTooNew
from pagewake.model import Finding, Identity, Severity, TimelineSpan, WalPosition
from pagewake.repository.backup_ids import is_backup_id, new_backup_id
from pagewake.repository.manifest import (
    MAX_FINDINGS,
    Manifest,
    bounded_findings,
    manifest_key,
    open_manifest,
    seal_manifest,
)
from pagewake.repository.sealing import Sealer

ID = "20300102T030405Z-00beef"
PLAIN = Sealer()
SECRET = Sealer(b"k" * 32)


def manifest(**changed: Any) -> Manifest:
    given_backup = changed.pop("backup", backup(10, 20, name=ID))
    full = Manifest(
        backup=given_backup,
        identity=Identity("neuroquantum", "0.1", "abc", 4096),
        start=WalPosition(1, 10),
        stop=WalPosition(1, 20),
        history=(TimelineSpan(1, 1, None),),
        file_table=(b"a" * 32, b"\xff" * 32),
        pages={"stored": 7, "zeros": 2},
        options={"checkpoint": "true"},
        statistics={"seconds": 1.5, "bytes": 2**60},
        findings=(Finding(Severity.ERROR, "page-checksum", "pages.db block 4", "It is bad."),),
        clock_begin=at(0),
        clock_end=at(9),
    )
    return msgspec.structs.replace(full, **changed)


@pytest.mark.parametrize("sealer", [PLAIN, SECRET], ids=["plain", "encrypted"])
def test_what_was_written_is_read(sealer: Sealer) -> None:
    key, sealed = seal_manifest(sealer, manifest())
    assert key == f"backups/{ID}"
    assert open_manifest(sealer, key, sealed) == manifest()


def test_many_threads_may_be_the_first_to_read_one(tmp_path: Path) -> None:
    """A decoder that is made while several threads decode has crashed the interpreter."""
    key, sealed = seal_manifest(Sealer(), manifest())
    (tmp_path / "sealed").write_bytes(sealed)
    script = f"""
import sys, threading
sys.path[:] = {sys.path!r}
from pagewake.repository.manifest import open_manifest
from pagewake.repository.sealing import Sealer
sys.setswitchinterval(1e-6)
sealed, sealer, found = open({str(tmp_path / "sealed")!r}, "rb").read(), Sealer(), []
ready = threading.Barrier(8)
def work():
    ready.wait()
    found.append(open_manifest(sealer, {key!r}, sealed))
threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert len(found) == 8
"""
    for _ in range(4):
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_an_id_is_the_time_and_six_random_digits() -> None:
    noon = datetime(2031, 7, 9, 14, 0, 5, tzinfo=timezone(timedelta(hours=2)))
    ids = {new_backup_id(lambda: noon) for _ in range(50)}
    assert len(ids) > 45
    assert all(re.fullmatch(r"20310709T120005Z-[0-9a-f]{6}", one) and is_backup_id(one) for one in ids)
    for bad in ("", "x", ID + "0", ID.upper(), "../" + ID):
        assert not is_backup_id(bad)
        with pytest.raises(ValueError, match="not a backup id"):
            manifest_key(bad)


def _stored(document: object, key: str = f"backups/{ID}") -> bytes:
    return PLAIN.seal_object(key, json.dumps(document).encode())


def _document() -> dict[str, Any]:
    return json.loads(msgspec.json.encode(manifest()))


def test_unknown_keys_are_tolerated_and_left_out() -> None:
    document = _document()
    document["colour"] = {"of": ["the", "sky"]}
    document["backup"]["mood"] = 3
    assert open_manifest(PLAIN, f"backups/{ID}", _stored(document)) == manifest()


def test_a_newer_format_is_not_guessed_at() -> None:
    with pytest.raises(RepositoryTooNew):
        open_manifest(PLAIN, f"backups/{ID}", _stored({"format": 2, "everything": "else"}))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), 0),
        (("format",), "1"),
        (("backup", "id"), "20300102T030405Z-00beee"),
        (("backup", "id"), "x"),
        (("backup", "parent"), "../../etc"),
        (("backup", "type"), "partial"),
        (("backup", "start_lsn"), 11),
        (("backup", "stop_lsn"), 2**64),
        (("backup", "stop_lsn"), -1),
        (("backup", "pages"), -1),
        (("backup", "source"), ""),
        (("backup", "started"), "2030-01-01T00:00:00"),
        (("backup", "finished"), "yesterday"),
        (("clock_begin",), "2030-01-01T00:00:00"),
        (("identity", "system_identifier"), "other"),
        (("identity", "page_size"), 0),
        (("file_table",), ["AAAA"]),
        (("file_table",), "AAAA"),
        (("pages", "stored"), -1),
        (("history",), [{"timeline": 1, "begin": 2**70, "end": None}]),
        (("findings",), [{"severity": "fatal", "code": "", "object_name": "", "message": ""}]),
    ],
)
def test_what_cannot_be_true_is_refused(path: tuple[str, ...], value: object) -> None:
    document = _document()
    inner = document
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = value
    with pytest.raises(ObjectCorrupt) as caught:
        open_manifest(PLAIN, f"backups/{ID}", _stored(document))
    assert caught.value.object_name == f"backups/{ID}"


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"format": 1}',
        b"[" * 200_000,
        b'{"format":1,"x":' + b"[" * 200_000,
        b"\xff",
    ],
)
def test_foreign_bytes_under_a_valid_seal_are_refused(payload: bytes) -> None:
    with pytest.raises(ObjectCorrupt):
        open_manifest(PLAIN, f"backups/{ID}", PLAIN.seal_object(f"backups/{ID}", payload))


@MODEST
@given(st.data())
def test_damaged_json_is_refused_or_means_something_possible(data: st.DataObject) -> None:
    payload = bytearray(msgspec.json.encode(manifest()))
    for _ in range(data.draw(st.integers(1, 3))):
        payload[data.draw(st.integers(0, len(payload) - 1))] = data.draw(st.integers(0, 255))
    try:
        again = open_manifest(PLAIN, f"backups/{ID}", PLAIN.seal_object(f"backups/{ID}", payload))
    except PagewakeError:
        return
    assert again.backup.id == ID
    assert again.backup.started.utcoffset() is not None


def test_a_manifest_under_another_name_is_refused() -> None:
    _, sealed = seal_manifest(PLAIN, manifest())
    other = "backups/20300102T030405Z-00beee"
    with pytest.raises(ObjectCorrupt):
        open_manifest(PLAIN, other, sealed)
    with pytest.raises(ObjectCorrupt, match="it is the manifest of"):
        open_manifest(PLAIN, other, _stored(_document(), other))


def test_what_could_not_be_read_back_is_not_written() -> None:
    naive = replace(backup(10, 20, name=ID), started=datetime(2030, 1, 1))
    with pytest.raises(ValueError, match="zone"):
        seal_manifest(PLAIN, manifest(backup=naive))
    with pytest.raises(ValueError, match="two start positions"):
        seal_manifest(PLAIN, manifest(start=WalPosition(1, 9)))


def test_findings_are_bounded() -> None:
    many = [Finding(Severity.ERROR, "page-checksum", "x" * 9000, "m" * 9000)] * (MAX_FINDINGS + 50)
    kept = bounded_findings(many)
    assert len(kept) == MAX_FINDINGS + 1
    assert "50 more" in kept[-1].message
    assert max(len(one.message) for one in kept) == 2000
    key, sealed = seal_manifest(PLAIN, manifest(findings=tuple(many)))
    assert open_manifest(PLAIN, key, sealed).findings == kept


def test_times_are_utc_when_read() -> None:
    key, sealed = seal_manifest(PLAIN, manifest())
    assert open_manifest(PLAIN, key, sealed).clock_begin.tzinfo == UTC
