"""Tags stand beside holds and the trash, lose to no other writer, go with their backup, and are bounded."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagewake.errors import ObjectCorrupt, UsageError
from pagewake.repository.keeping import Keeping, brought_back, claimed, cleared, discarded, held
from pagewake.repository.keeping_book import KeepingBook
from pagewake.repository.repository import Repository
from pagewake.repository.tags import MAX_WORDS, checked_words, tagged, tags_of
from pagewake.stores.memory import MemoryStore

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
IDS = [f"20260101T12000{n}Z-00000{n}" for n in range(3)]
RUN = "20260102T120000Z-aaaaaa"
WORDS = st.sets(st.sampled_from(["a", "audit 2026", "before", "übung", "z" * 64]), max_size=4)


def book_of() -> tuple[MemoryStore, KeepingBook, KeepingBook]:
    """A store and two who write to it."""
    store = MemoryStore()
    sealer = Repository.create(store).sealer
    return store, KeepingBook(store, sealer), KeepingBook(store, sealer)


def tags(book: KeepingBook) -> dict[str, tuple[str, ...]]:
    book.expire()
    return dict(tags_of(book.all().values()))


@given(st.lists(st.tuples(st.integers(0, 2), WORDS, WORDS, st.integers(0, 2), WORDS), max_size=4))
def test_two_who_change_beside_each_other_lose_nothing(
    steps: list[tuple[int, set[str], set[str], int, set[str]]],
) -> None:
    _, mine, other = book_of()
    model: dict[str, set[str]] = {}
    for at, add, remove, at_other, add_other in steps:
        between = [IDS[at_other]]

        def edit(
            keeping: Keeping,
            at: int = at,
            add: set[str] = add,
            remove: set[str] = remove,
            between: list[str] = between,
            words: set[str] = add_other,
        ) -> Keeping:
            while between:  # another one says something between what was read and what is written
                backup = between.pop()
                other.change("db", tagged([backup], words))
                other.change("db", held([backup], NOON, "ana", ""))
            return tagged([IDS[at]], add, remove)(keeping)

        mine.change("db", edit)
        had = model.get(IDS[at], set())
        came_first = (
            had == (had - remove) | add
        )  # what changes nothing writes nothing: it was said before the other's
        model[IDS[at_other]] = model.get(IDS[at_other], set()) | add_other
        if not came_first:
            model[IDS[at]] = (model.get(IDS[at], set()) - remove) | add
        assert mine.of("db").hold_of(IDS[at_other]) is not None
    assert tags(mine) == tags(other) == {one: tuple(sorted(words)) for one, words in model.items() if words}


def test_they_stay_in_the_trash_and_go_when_it_is_emptied() -> None:
    _, book, _ = book_of()
    book.change("db", tagged(IDS[:2], ["audit"]))
    book.change("db", discarded(IDS[:2], (), RUN, NOON, NOON, book.of("db")))
    assert set(tags(book)) == set(IDS[:2])
    book.change("db", brought_back([IDS[1]]))
    book.change("db", claimed(NOON + timedelta(days=1), wal=True))
    book.change("db", cleared(IDS, wal=True))
    assert tags(book) == {IDS[1]: ("audit",)}, "only what was removed loses its tags"


@pytest.mark.parametrize("word", ["", " a", "a ", "a,b", "a\nb", "\x1b[31m", "x" * 65, "\ud800", "a\u202eb"])
def test_what_is_no_tag_is_refused(word: str) -> None:
    with pytest.raises(UsageError):
        checked_words([word])


def test_a_backup_has_so_many_and_no_more() -> None:
    _, book, _ = book_of()
    words = [f"w{n}" for n in range(MAX_WORDS)]
    book.change("db", tagged(IDS[:1], words))
    with pytest.raises(UsageError, match="33 tags"):
        book.change("db", tagged(IDS[:1], ["one more"]))
    book.change("db", tagged(IDS[:1], ["one more"], ["w0"]))
    assert len(tags(book)[IDS[0]]) == MAX_WORDS
    assert checked_words(["u\u0308bung", "\u00fcbung"]) == ("\u00fcbung",), "one word, however it was typed"


@pytest.mark.parametrize("words", [[], ["b", "a"], ["a", "a"], ["a,b"], ["\x1b[2J"], [1], ["x"] * 99])
def test_a_forged_keeping_is_a_bounded_error(words: list[object]) -> None:
    store, book, _ = book_of()
    book.change("db", tagged(IDS[:1], ["a"]))
    (key,) = [info.key for info in store.list("keeping/")]
    sealer = book._sealer
    document = json.loads(sealer.open_object(key, store.read(key, 0, 1 << 20), max_size=1 << 20))
    document["tags"][0]["words"] = words
    store.delete(key)
    store.put(key, sealer.seal_object(key, json.dumps(document).encode()))
    book.expire()
    assert [one.code for one in book.findings] == ["keeping-unreadable"]
    with pytest.raises(ObjectCorrupt):
        book.change("db", tagged(IDS[:1], ["b"]))


def test_what_was_written_before_there_were_tags_is_read() -> None:
    store, book, _ = book_of()
    book.change("db", held(IDS[:1], NOON, "ana", ""))
    (key,) = [info.key for info in store.list("keeping/")]
    document = json.loads(book._sealer.open_object(key, store.read(key, 0, 1 << 20), max_size=1 << 20))
    del document["tags"]
    store.delete(key)
    store.put(key, book._sealer.seal_object(key, json.dumps(document).encode()))
    book.change("db", tagged(IDS[:1], ["a"]))
    assert tags(book) == {IDS[0]: ("a",)}
    assert book.of("db").hold_of(IDS[0]) is not None
