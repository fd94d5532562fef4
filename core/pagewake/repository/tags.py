"""Tags: words that people give to backups, to find them again. They stand in the keeping of a source.

A tag says nothing to any rule. It stays with its backup in the trash, and goes when that is removed for good.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Annotated

import msgspec

from pagewake.errors import UsageError

if TYPE_CHECKING:
    from pagewake.repository.keeping import Edit, Keeping

MAX_WORDS = 32
"""So many words has one backup at most."""
MAX_LETTERS = 64
"""So many characters has a word at most."""
MAX_ALL = 100_000
"""So many words have all backups of one source together at most: their keeping stays an object of bounded size."""

Id = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}$")]


class Tag(msgspec.Struct, frozen=True):
    """The words of one backup, ascending, each once. Raises ValueError: they are not, or one is no tag."""

    backup: Id
    words: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=MAX_WORDS)]

    def __post_init__(self) -> None:
        if list(self.words) != sorted(set(self.words)):
            raise ValueError("the tags of a backup are not in order")
        for word in self.words:
            if fault := word_fault(word):
                raise ValueError(fault)


def word_fault(word: str) -> str:
    """Why a text cannot be a tag; empty if it can."""
    if not word or word != word.strip():
        return "a tag is empty, or begins or ends with a space"
    if len(word) > MAX_LETTERS:
        return f"a tag has more than {MAX_LETTERS} characters"
    if "," in word or not word.isprintable():
        return "a tag has a comma or a control character in it"
    return ""


def checked_words(words: Iterable[str]) -> tuple[str, ...]:
    """Words as they are kept: composed (NFC), each once, ascending. Raises UsageError."""
    found = sorted({unicodedata.normalize("NFC", word) for word in words})
    for word in found:
        if fault := word_fault(word):
            raise UsageError(
                fault,
                object_name=repr(word[: MAX_LETTERS + 1]),
                advice=f"Take 1 to {MAX_LETTERS} printable characters without a comma.",
            )
    if len(found) > MAX_WORDS:
        raise UsageError(f"a backup can have {MAX_WORDS} tags, and these are {len(found)}")
    return tuple(found)


def words_typed(text: str) -> tuple[str, ...]:
    """The words of a text with commas between them, as `checked_words`. Raises UsageError."""
    parts = (part.strip() for part in text.split(","))
    return checked_words(part for part in parts if part)


def tags_of(keepings: Iterable[Keeping]) -> Mapping[str, tuple[str, ...]]:
    """The words of the backups that have any, by backup."""
    return {tag.backup: tag.words for keeping in keepings for tag in keeping.tags}


def tagged(backups: Collection[str], add: Iterable[str], remove: Iterable[str] = ()) -> Edit:
    """Give words to backups, and take words from them. Raises UsageError: too many, or a text that is no word."""
    more, less = set(checked_words(add)), set(checked_words(remove))

    def edit(keeping: Keeping) -> Keeping:
        words = {tag.backup: set(tag.words) for tag in keeping.tags}
        for backup in backups:
            words[backup] = (words.get(backup, set()) - less) | more
            if len(words[backup]) > MAX_WORDS:
                raise UsageError(
                    f"it would have {len(words[backup])} tags, and {MAX_WORDS} are allowed",
                    object_name=backup,
                    advice="Remove some of them: pagewake tag BACKUP --remove WORD.",
                )
        if sum(map(len, words.values())) > max(MAX_ALL, sum(len(tag.words) for tag in keeping.tags)):
            raise UsageError(
                f"the backups of one source can have {MAX_ALL} tags together",
                object_name=keeping.source,
                advice="Remove some of them: pagewake tag BACKUP --remove WORD.",
            )
        tags = tuple(Tag(one, tuple(sorted(words[one]))) for one in sorted(words) if words[one])
        return msgspec.structs.replace(keeping, tags=tags)

    return edit


def untagged(backups: Collection[str]) -> Edit:
    """Forget the words of backups that are gone."""
    return lambda keeping: msgspec.structs.replace(
        keeping, tags=tuple(tag for tag in keeping.tags if tag.backup not in backups)
    )
