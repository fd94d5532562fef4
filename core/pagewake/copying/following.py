"""What was said of backups follows them: tags and holds of people, and the evidence of verifications.

What has a tag or is held in the origin has it, or is held, in the other repository, from the next copy on, also where
the backup was copied long ago. It only adds, as all of a copy does: a word that was removed or a hold that was ended in
the origin stays there until somebody ends it there, so that nobody who can change the one repository can let go of
what the other one holds.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress

from pagewake.copying.plan import Act, BackupStep
from pagewake.errors import ObjectExists, ObjectMissing, RepositoryError, UsageError
from pagewake.model import Finding, Severity
from pagewake.repository.evidence import EVIDENCE, Evidence
from pagewake.repository.keeping import Edit, Keeping, brought_back, held, released
from pagewake.repository.repository import Repository
from pagewake.repository.tags import tagged, tags_of, untagged


def follow(
    origin: Repository, target: Repository, source: str, step: BackupStep
) -> tuple[bool, Finding | None]:
    """Tag and hold a backup as in the origin, in one step; whether that changed something, and what could not be done.

    A backup that is held comes out of the trash, and the WAL that it needs with it.
    """
    id_, here = step.backup.id, origin.keeping.of(source)
    hold, words = here.hold_of(id_), tags_of([here]).get(id_, ())
    if hold is None and not words:
        return False, None
    known = tags_of([target.keeping.of(source)]).get(id_, ())
    edits: list[Edit] = []
    if hold is not None:
        places = [(row.timeline, row.name) for row in step.needs]
        edits += [brought_back([id_], (), places), held([id_], hold.since, hold.by, hold.reason)]
    if set(words) - set(known):
        edits.append(tagged([id_], words))
    try:
        before, after = target.keeping.change(source, lambda keeping: _all(edits, keeping))
    except (UsageError, RepositoryError) as error:
        return False, Finding(
            Severity.WARNING,
            "not-followed",
            id_,
            f"Its tags, or its hold, were not copied: {error.what}.",
            error.advice,
        )
    if step.act is Act.THERE and not target.exists(id_):  # removed meanwhile
        target.keeping.change(source, lambda keeping: _all([released([id_]), untagged([id_])], keeping))
        return False, None
    return before != after, None


def copy_evidence(origin: Repository, target: Repository, copied: Collection[str]) -> None:
    """Bring along what was last seen of the originals, marked as that; without it the copy is no less complete."""
    book, there = target.evidence, target.evidence.catalogue.keys()
    newest: dict[tuple[str, str], Evidence] = {}
    for record in (*origin.evidence.of_originals(), *origin.evidence.all()):
        newest.update(((id_, record.level), record) for id_ in record.backups if id_ in copied)
    for record in {one.id: one for one in newest.values()}.values():
        if EVIDENCE + record.id not in there:
            with suppress(RepositoryError, ObjectMissing):  # its rows are lost, and what was copied is whole
                record = origin.evidence.whole(record.id)
            with suppress(ObjectExists):
                book.adopt(record, origin.descriptor.id)


def _all(edits: list[Edit], keeping: Keeping) -> Keeping:
    for edit in edits:
        keeping = edit(keeping)
    return keeping
