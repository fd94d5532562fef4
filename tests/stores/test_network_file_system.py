"""What a network file system does that a local one does not: answers that are lost, names that appear by themselves."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pagewake.errors import ObjectExists, StoreError
from pagewake.stores.local import LocalStore

Call = Callable[..., Any]


def answer_lost(call: Call, error: int) -> Call:
    """The call is done, its answer is lost, the client asks again and hears of the second time."""

    def asked_twice(*arguments: Any, **more: Any) -> None:
        call(*arguments, **more)
        raise OSError(error, os.strerror(error))

    return asked_twice


def test_a_link_whose_answer_was_lost_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = LocalStore(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", answer_lost(os.link, errno.EEXIST))
        store.put("packs/one", b"content")
    assert store.read("packs/one") == b"content"
    assert list(store.temporary.iterdir()) == []
    with pytest.raises(ObjectExists):
        store.put("packs/one", b"other")
    assert store.read("packs/one") == b"content"


@pytest.mark.parametrize("existing", [False, True])
def test_no_hard_links_and_a_rename_whose_answer_was_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, existing: bool
) -> None:
    store = LocalStore(tmp_path)
    if existing:
        store.put("packs/one", b"other")

    def no_links(*arguments: Any, **more: Any) -> None:
        raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))

    with monkeypatch.context() as patch:
        patch.setattr(os, "link", no_links)
        patch.setattr(os, "replace", answer_lost(os.replace, errno.ENOENT))
        if existing:
            with pytest.raises(ObjectExists):
                store.put("packs/one", b"content")
            assert store.read("packs/one") == b"other"
            return
        store.put("packs/one", b"content")
    assert store.read("packs/one") == b"content"


def test_a_heartbeat_whose_answer_was_lost_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = LocalStore(tmp_path)
    store.put("locks/mine", b"beat 0")
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", answer_lost(os.replace, errno.ENOENT))
        store.put("locks/mine", b"beat 1", replace=True)
    assert store.read("locks/mine") == b"beat 1"


def test_a_rename_that_failed_is_not_taken_for_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = LocalStore(tmp_path)
    store.put("locks/mine", b"beat 0")

    def fails(*arguments: Any, **more: Any) -> None:
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fails)
        with pytest.raises(StoreError):
            store.put("locks/mine", b"beat 1", replace=True)
    assert store.read("locks/mine") == b"beat 0"


def test_a_removal_whose_answer_was_lost_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = LocalStore(tmp_path)
    store.put("packs/one", b"content")
    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", answer_lost(os.unlink, errno.ENOENT))
        store.delete("packs/one")
    assert list(store.list()) == []


def test_files_that_were_deleted_while_open_are_no_objects(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    store.put("packs/ab/one", b"content")
    (tmp_path / "packs" / "ab" / ".nfs000000000123abcd00000001").write_bytes(b"still open somewhere")
    (tmp_path / ".tmp" / ".nfs000000000123abcd00000002").write_bytes(b"still open somewhere")
    assert [info.key for info in store.list()] == ["packs/ab/one"]
    store.delete("packs/ab/one")
    assert list(store.list("packs/")) == []
    store.put("packs/ab/two", b"more")
    store.sweep(timedelta(seconds=-10))
    assert store.read("packs/ab/two") == b"more"
