"""One page of a source, found by what people call it, with every version that is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pagewake.desk.sources import engine_of
from pagewake.errors import UsageError
from pagewake.insight.heat_sources import known_relations
from pagewake.insight.heat_story import path_of
from pagewake.insight.page_history import PageHistory, PageRecords, page_history, page_records
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.units import counted

MOST_NAMED = 5


@dataclass(frozen=True)
class PagePlace:
    """One page: the file that holds it, its block there, the relation and its block in that (None: plain file)."""

    path: str
    block: int
    relation: str | None
    relation_block: int | None
    name: str


def find_page(repository: Repository, source: str, text: str, job: Job) -> PagePlace:
    """The page that somebody means by `relation:block`: a relation by name or key, or a file of a backup.

    The end of a name is enough (`orders` for `shop.public.orders`) where only one relation is called so.
    Raises UsageError.
    """
    place, _, number = text.strip().rpartition(":")
    if not place or not number.strip().isdigit():
        raise UsageError(
            f"{text!r} names no page", advice="Write it as relation:block, such as public.orders:17."
        )
    block = int(number)
    known = known_relations(repository, engine_of(repository, source), source, job)
    key = _key_of(place, known.names)
    found = path_of(repository, source, key, block)
    if found is not None:
        return PagePlace(found[0], found[1], key, block, known.names.get(key, key))
    for backup in reversed(repository.backups(source)):
        job.check()
        record = repository.file_table(repository.manifest(backup.id)).get(place)
        if record is None:
            continue
        of = record.relation
        inside = record.first_block + block if of is not None else None
        return PagePlace(place, block, of, inside, known.names.get(of or "", of or place))
    raise UsageError(
        "no backup of this source has such a page",
        object_name=text,
        advice="The heat map lists the relations and how many blocks each has.",
    )


def _key_of(text: str, names: Mapping[str, str]) -> str:
    """The key of the relation that is called so, by all of its name or the end of it; the text where none is.

    `names` are those of keys. Raises UsageError where several are called so.
    """
    exact = [key for key, name in names.items() if name == text]
    found = exact or [key for key, name in names.items() if name.endswith(f".{text}")]
    if len(found) > 1 and not exact:
        some = ", ".join(sorted(names[key] for key in found)[:MOST_NAMED])
        raise UsageError(
            f"{counted(len(found), 'relation')} are called so",
            object_name=text,
            advice=f"Write more of the name: {some}{', ...' if len(found) > MOST_NAMED else ''}.",
        )
    return found[0] if found else text


def inspect_page(repository: Repository, source: str, text: str, job: Job) -> tuple[PagePlace, PageHistory]:
    """The page that somebody means, and its kept versions. Raises UsageError and what the store raises."""
    place = find_page(repository, source, text, job)
    history = page_history(
        repository, engine_of(repository, source), source, place.path, place.block, job, every=False
    )
    return place, history


def records_of(repository: Repository, source: str, place: PagePlace, job: Job) -> PageRecords:
    """The newest records of the log that touch a page; none for a file of which the log does not speak."""
    if place.relation is None or place.relation_block is None:
        return PageRecords((), False)
    engine = engine_of(repository, source)
    return page_records(repository, engine, source, place.relation, place.relation_block, job)
