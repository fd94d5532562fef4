"""Giving tags to backups, and taking them away: one atomic step a source, beside anything else that runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pagewake.errors import BackupMissing, RepositoryError, StoreError
from pagewake.expire.trash import by_source
from pagewake.repository.repository import Repository
from pagewake.repository.tags import checked_words, tagged, tags_of, untagged


def tag(
    repository: Repository, backups: Sequence[str], add: Sequence[str] = (), remove: Sequence[str] = ()
) -> Mapping[str, tuple[str, ...]]:
    """Change the tags of backups, given by their ids or beginnings of these; returns what each of them has now.

    A word that is added and removed is added. Raises BackupMissing; UsageError: a text that cannot be a tag, or too
    many of them.
    """
    more, less = checked_words(add), checked_words(remove)
    found: dict[str, tuple[str, ...]] = {}
    for source, ids in by_source(repository, backups).items():
        _, now = repository.keeping.change(source, tagged(ids, more, less))
        gone = [one for one in ids if not repository.exists(one)]
        if gone:
            repository.keeping.change(source, untagged(gone))
            raise BackupMissing("this backup was removed meanwhile", object_name=gone[0])
        words = tags_of([now])
        found.update({one: words.get(one, ()) for one in ids})
    return found


def tag_new(repository: Repository, backup: str, words: Sequence[str]) -> None:
    """Tag a backup that was just made. It exists by now, and is no less complete where this fails.

    Raises RepositoryError, which says so.
    """
    try:
        tag(repository, [backup], words)
    except (StoreError, RepositoryError) as error:
        raise RepositoryError(
            f"the backup was made, and its tags could not be written: {error.what}",
            object_name=backup,
            meaning="The backup is complete.",
            advice=f"Give it its tags with: pagewake tag {backup} --add WORD.",
        ) from error
