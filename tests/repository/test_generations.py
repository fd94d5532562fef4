"""Generations of the data key: each opens its own, the newest seals, and an older ring that was put back is noticed."""

from __future__ import annotations

import threading

import pytest
from tests.patience import LONG

from pagewake.errors import KeyGenerationUnknown, KeyRingRolledBack, ObjectCorrupt, RepositoryError
from pagewake.repository.generations import MAX_GENERATIONS, DataKeys
from pagewake.repository.sealing import Sealer

FIRST, SECOND, THIRD = (bytes([number]) * 32 for number in (1, 2, 3))
PACK = "ab" * 16
ONE, TWO = Sealer(FIRST), Sealer(DataKeys([FIRST, SECOND]))


def test_each_generation_opens_its_own_and_the_newest_seals() -> None:
    content = b"page" * 100
    id_ = ONE.chunk_id(content)
    old, new = ONE.seal_object("a/b", content), TWO.seal_object("a/b", content)
    old_chunk, new_chunk = ONE.seal_chunk(PACK, id_, content), TWO.seal_chunk(PACK, id_, content)
    assert (old[6], new[6], old_chunk[1], new_chunk[1]) == (1, 2, 1, 2)
    assert TWO.open_object("a/b", old) == TWO.open_object("a/b", new) == content
    for chunk in (old_chunk, new_chunk):
        assert TWO.open_chunk(PACK, id_, len(content), chunk) == content
    assert ONE.open_object("a/b", old) == content
    with pytest.raises(KeyGenerationUnknown, match="generation 2"):
        ONE.open_object("a/b", new)
    with pytest.raises(KeyGenerationUnknown, match="generation 2"):
        Sealer(FIRST).open_chunk(PACK, id_, len(content), new_chunk)
    alone = Sealer(SECOND)  # a stolen second key is no first one: it opens neither
    for stolen in (old, new):
        with pytest.raises(ObjectCorrupt):
            alone.open_object("a/b", stolen)


def test_ids_and_names_are_those_of_the_first_generation() -> None:
    assert TWO.chunk_id(b"content") == ONE.chunk_id(b"content") != Sealer(SECOND).chunk_id(b"content")
    assert TWO.name_token("db") == ONE.name_token("db") != Sealer(SECOND).name_token("db")
    assert (TWO.generation, ONE.generation, Sealer().generation) == (2, 1, 0)


@pytest.mark.parametrize("number", [0, 1, 3, 255, 65535])
def test_another_generation_in_the_header_opens_nothing(number: int) -> None:
    sealed = bytearray(TWO.seal_object("a/b", b"payload"))
    chunk = bytearray(TWO.seal_chunk(PACK, TWO.chunk_id(b"raw"), b"raw"))
    sealed[6:8] = chunk[1:3] = number.to_bytes(2, "little")
    sealer = Sealer(DataKeys([FIRST, SECOND]))
    with pytest.raises(ObjectCorrupt):
        sealer.open_object("a/b", sealed)
    with pytest.raises(ObjectCorrupt):
        sealer.open_chunk(PACK, TWO.chunk_id(b"raw"), 3, chunk)


def test_an_object_without_encryption_names_no_generation() -> None:
    plain = Sealer()
    sealed = bytearray(plain.seal_object("a/b", b"payload"))
    assert sealed[6:8] == b"\0\0"
    sealed[6] = 1
    with pytest.raises(ObjectCorrupt, match="names a key"):
        plain.open_object("a/b", sealed)


def test_two_objects_of_a_later_generation_stop_all_writing() -> None:
    """One may be damaged. Two mean that an older ring was put back: new content would get a key that was replaced."""
    old = Sealer(FIRST)
    for _ in range(3):
        with pytest.raises(KeyGenerationUnknown):
            old.open_object("a/b", TWO.seal_object("a/b", b"payload"))
    assert old.open_object("c", old.seal_object("c", b"goes on")) == b"goes on"
    with pytest.raises(KeyGenerationUnknown):
        old.open_object("d", TWO.seal_object("d", b"payload"))
    with pytest.raises(KeyRingRolledBack, match="generation 1"):
        old.seal_object("e", b"payload")
    with pytest.raises(KeyRingRolledBack):
        old.seal_chunk(PACK, old.chunk_id(b"raw"), b"raw")
    with pytest.raises(KeyRingRolledBack):
        old.seal_chunks(PACK, [old.chunk_id(b"raw")], [b"raw"])


def test_damaged_chunks_stop_nothing() -> None:
    """A chunk has no magic: any bytes name some generation."""
    old = Sealer(FIRST)
    for number in range(9):
        with pytest.raises(KeyGenerationUnknown):
            old.open_chunk(f"{number:032x}", old.chunk_id(b"raw"), 3, b"\0\xff\xff" + bytes(40))
    assert old.seal_object("a", b"payload")


def test_what_another_process_rotated_is_read_and_then_used() -> None:
    ring = [FIRST]
    keys = DataKeys(ring, reload=lambda: list(ring))
    sealer = Sealer(keys)
    ring.append(SECOND)
    sealed = TWO.seal_object("a/b", b"payload")
    assert sealer.generation == 1
    assert sealer.open_object("a/b", sealed) == b"payload"
    assert sealer.generation == 2
    assert sealer.seal_object("c", b"payload")[6] == 2
    ring.append(THIRD)
    sealer.renew()
    assert sealer.generation == 3


def test_the_repository_is_not_asked_for_every_hostile_object() -> None:
    asked, now = [0], [100.0]

    def reload() -> list[bytes]:
        asked[0] += 1
        return [FIRST]

    sealer = Sealer(DataKeys([FIRST], reload=reload, ticks=lambda: now[0]))
    foreign = TWO.seal_object("a/b", b"payload")
    for _ in range(50):
        with pytest.raises(KeyGenerationUnknown):
            sealer.open_object("a/b", foreign)
    assert asked == [1]
    now[0] += 6
    with pytest.raises(KeyGenerationUnknown):
        sealer.open_object("a/b", foreign)
    assert asked == [2]


def test_what_does_not_continue_the_known_keys_is_not_taken() -> None:
    found = [SECOND, THIRD]
    sealer = Sealer(DataKeys([FIRST], reload=lambda: found))
    sealer.renew()
    assert sealer.generation == 1
    found = []
    sealer.renew()
    assert sealer.generation == 1


def test_a_ring_that_cannot_be_opened_any_more_is_no_reason_to_read_nothing() -> None:
    def replaced() -> list[bytes]:
        raise RepositoryError("the root key was replaced")

    sealer = Sealer(DataKeys([FIRST], reload=replaced))
    assert sealer.open_object("a/b", ONE.seal_object("a/b", b"payload")) == b"payload"
    with pytest.raises(KeyGenerationUnknown):
        sealer.open_object("a/b", TWO.seal_object("a/b", b"payload"))
    with pytest.raises(RepositoryError, match="replaced"):
        sealer.renew()


def test_many_threads_read_while_the_key_is_rotated() -> None:
    ring = [FIRST]
    sealer = Sealer(DataKeys(ring, reload=lambda: list(ring), ticks=iter(range(0, 10**9, 10)).__next__))
    family = [Sealer(DataKeys([bytes([n + 1]) * 32 for n in range(count)])) for count in range(1, 31)]
    objects = [one.seal_object("a/b", b"payload") for one in family]
    problems: list[BaseException] = []

    def read(start: int) -> None:
        try:
            for number in range(start, 30, 2):
                while len(ring) <= number:
                    pass
                assert sealer.open_object("a/b", objects[number]) == b"payload"
        except BaseException as error:  # noqa: BLE001  # told by the test
            problems.append(error)

    threads = [threading.Thread(target=read, args=(start,)) for start in (0, 1)]
    for thread in threads:
        thread.start()
    for number in range(1, 30):
        ring.append(bytes([number + 1]) * 32)
    for thread in threads:
        thread.join(LONG)
    assert problems == []
    assert sealer.generation == 30


def test_keys_are_whole_and_never_shown() -> None:
    for wrong in ([], [b"short"]):
        with pytest.raises(ValueError, match="data key"):
            DataKeys(wrong)
    keys = DataKeys([FIRST] * MAX_GENERATIONS)
    assert repr(FIRST) not in repr(keys)
    assert FIRST.hex() not in repr(keys)
