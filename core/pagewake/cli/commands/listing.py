"""`pagewake list` and `pagewake show`: which backups there are, and what one of them holds."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from pagewake.cli.framework import Command, pass_session
from pagewake.cli.places import repo_option
from pagewake.cli.repositories import opened_repository
from pagewake.cli.session import Session
from pagewake.cli.texts import fields, finding_text, status_text, table
from pagewake.clock import iso_utc, local_text
from pagewake.desk.places import chosen_repository
from pagewake.desk.sources import engine_named, sources_of, style_of
from pagewake.jobs import Job
from pagewake.model import BackupStatus
from pagewake.report.json_values import backup_value, finding_values, hold_value, identity_value
from pagewake.repository.tags import checked_words, tags_of
from pagewake.units import counted, duration_text, size_text

if TYPE_CHECKING:
    from pagewake.engines.base import ReadFile
    from pagewake.model import Backup
    from pagewake.repository.evidence import Evidence
    from pagewake.repository.file_table import FileRecord
    from pagewake.repository.keeping import Hold, Trashed


@click.command("list", cls=Command, place_is_enough=True)
@repo_option
@click.option("--source", metavar="NAME", help="Only the backups of this source.")
@click.option(
    "--tag", "words", metavar="WORD", multiple=True, help="Only those with this tag, or all of these."
)
@pass_session
def list_backups(session: Session, repo: str | None, source: str | None, words: tuple[str, ...]) -> None:
    """List the backups, oldest first; those in the trash say until when.

    A backup in the trash has expired. Until then it comes back with undelete; later a prune removes it.
    """
    repository = opened_repository(session, chosen_repository(repo, session.settings))
    tags = tags_of(repository.keeping.all().values())
    wanted = set(checked_words(words))
    backups = [one for one in repository.existing_backups(source) if wanted <= {*tags.get(one.id, ())}]
    trash = {one.backup: one for known in repository.keeping.all().values() for one in known.trash}
    damaged = _damaged(repository.evidence.all())
    if backups:
        text = _table(backups, trash, damaged, tags)
    elif wanted:
        text = "No backup has these tags."
    elif source is not None:
        text = _none_of(source, sources_of(repository))
    else:
        text = "No backups yet. Take one with: pagewake backup SOURCE --repo REPO"
    values = [
        backup_value(entry, style_of(entry.engine), trash.get(entry.id), tags.get(entry.id, ()))
        for entry in backups
    ]
    session.answer(
        {"backups": values, "damaged": [one.id for one in backups if one.id in damaged]},
        text,
    )


def _none_of(source: str, known: Sequence[str]) -> str:
    """An empty list of a misspelt source must not look as if there were no backups."""
    if known and source not in known:
        return f"This repository knows no source {source!r}. It knows: {', '.join(known)}."
    return f"No backups of {source} yet. Take one with: pagewake backup SOURCE --repo REPO --source {source}"


def _damaged(evidence: Sequence[Evidence]) -> frozenset[str]:
    """The backups that a verification found damaged, and none found sound since."""
    if not any(record.errors for record in evidence):
        return frozenset()
    from pagewake.insight.evidence import Standing, standings

    return frozenset(id_ for id_, (standing, _, _) in standings(evidence).items() if standing is Standing.BAD)


def _state(backup: Backup, trashed: Trashed | None, damaged: Container[str]) -> str:
    """What is to be said of a backup, or nothing."""
    words = ["damaged"] if backup.id in damaged else []
    if trashed is not None:
        return ", ".join([*words, f"in the trash until {local_text(trashed.until)[:16]}"])
    words += [] if backup.status is BackupStatus.OK else [status_text(backup.status)]
    return ", ".join([*words, "held"] if backup.protected else words)


def _table(
    backups: list[Backup],
    trash: Mapping[str, Trashed],
    damaged: Container[str],
    tags: Mapping[str, tuple[str, ...]],
) -> str:
    """One line a backup, within 80 columns where there is one source; what is the same everywhere is left out."""
    columns: list[tuple[str, Callable[[Backup], str]]] = [("Backup", lambda one: one.id)]
    if len({one.source for one in backups}) > 1:
        columns.append(("Source", lambda one: one.source))
    columns += [
        ("Type", lambda one: one.type.value),
        ("Finished (local)", lambda one: local_text(one.finished)[:16]),
        ("Stop LSN", lambda one: style_of(one.engine).text(one.stop_lsn)),
        ("Stored", lambda one: size_text(one.bytes_written)),
    ]
    numbers = (len(columns) - 2, len(columns) - 1)
    if any(_state(one, trash.get(one.id), damaged) for one in backups):
        columns.append(
            ("State", lambda one: _state(one, trash.get(one.id), damaged) or status_text(one.status))
        )
    if any(one.id in tags for one in backups):
        columns.append(("Tags", lambda one: ", ".join(tags.get(one.id, ()))))
    rows = [[cell(one) for _, cell in columns] for one in backups]
    return table([head for head, _ in columns], rows, right=numbers)


@click.command(cls=Command, place_is_enough=True)
@click.argument("backup", metavar="BACKUP")
@repo_option
@pass_session
def show(session: Session, backup: str, repo: str | None) -> None:
    """Show one backup (by id, or latest): what it is, its chain, its files, and which backups hold its blocks."""
    from pagewake.restore.origins import origins_of
    from pagewake.restore.plan import chain_of

    repository = opened_repository(session, chosen_repository(repo, session.settings))
    manifest = repository.manifest(backup)
    entry, style = manifest.backup, style_of(manifest.backup.engine)
    records = list(repository.file_table(manifest))
    everything = repository.existing_backups(entry.source)
    entry = next((one for one in everything if one.id == entry.id), entry)  # with what was said of it since
    keeping = repository.keeping.of(entry.source)
    trashed, hold = keeping.trashed(entry.id), keeping.hold_of(entry.id)
    tags = tags_of([keeping]).get(entry.id, ())
    chain = chain_of(entry, everything)
    damaged = entry.id in _damaged(repository.evidence.all())
    originals = [one for one in repository.evidence.of_originals() if entry.id in one.backups]
    origins = origins_of(repository, repository.file_table(manifest), Job("show"))
    relations = _by_relation(records)
    names = _relation_names(entry.engine, repository.file_reader(manifest))
    text = "\n".join(
        [
            fields(
                (
                    ("Backup", f"{entry.id} ({entry.type.value}, {status_text(entry.status)})"),
                    *([("Damaged", "yes: see pagewake repo check")] if damaged else []),
                    ("Kept", _kept_text(trashed, hold)),
                    ("Tags", ", ".join(tags)),
                    ("Source", f"{entry.source}, {_title(entry.engine)}, {entry.system_identifier}"),
                    ("Why", entry.reason),
                    ("Chain", " > ".join(chain)),
                    ("LSN", f"{style.text(entry.start_lsn)} to {style.text(entry.stop_lsn)}"),
                    ("Taken", f"{local_text(entry.started)}, in {duration_text(entry.duration_ms / 1000)}"),
                    ("Size", f"{size_text(entry.logical_bytes)} in {counted(entry.files, 'file')}"),
                    ("Read", f"{counted(entry.pages, 'page')}, {size_text(entry.bytes_read)}"),
                    ("Stored", size_text(entry.bytes_written)),
                    *(("Original", _original_text(one)) for one in originals),
                )
            ),
            "",
            table(
                ("Size", "Relation"),
                [(size_text(size), names.get(name, name)) for name, size in relations.items()],
                right=(0,),
            ),
            "",
            table(
                ("Blocks", "Stored by"),
                [
                    (f"{blocks:,}", "nobody: they are zeros" if who == "zeros" else who)
                    for who, blocks in origins.items()
                ],
                right=(0,),
            ),
            *map(finding_text, manifest.findings),
        ]
    )
    document = {
        "backup": backup_value(entry, style, trashed, tags),
        "hold": None if hold is None else hold_value(hold),
        "damaged": damaged,
        "chain": list(chain),
        "identity": identity_value(manifest.identity),
        "files": [_file_value(record) for record in records],
        "relations": relations,
        "relation_names": names,
        "origins": origins,
        "findings": finding_values(manifest.findings),
        "verified_originals": [
            {"level": one.level, "ok": one.ok, "started": iso_utc(one.started), "repository": one.original}
            for one in originals
        ],
    }
    session.answer(document, text)


def _original_text(one: Evidence) -> str:
    """What was seen of the backup that this one was copied from."""
    verdict = "sound" if one.ok else "damaged"
    return f"level {one.level} found it {verdict} on {local_text(one.started)[:16]}, before it was copied"


def _kept_text(trashed: Trashed | None, hold: Hold | None) -> str:
    if trashed is not None:
        return f"in the trash until {local_text(trashed.until)}; bring it back with pagewake undelete"
    if hold is None:
        return ""
    why = f": {hold.reason}" if hold.reason else ""
    return f"held since {local_text(hold.since)[:16]} by {hold.by}{why}"


def _by_relation(records: list[FileRecord]) -> dict[str, int]:
    """Sizes by relation, the largest first; files of no relation under their path."""
    sizes: dict[str, int] = {}
    for record in records:
        name = record.relation or record.path
        sizes[name] = sizes.get(name, 0) + record.size
    return dict(sorted(sizes.items(), key=lambda item: (-item[1], item[0])))


def _file_value(record: FileRecord) -> dict[str, Any]:
    return {
        "path": record.path,
        "size": record.size,
        "page_size": record.page_size,
        "relation": record.relation,
        "first_block": record.first_block,
        "layers": sum(len(layers) for layers in record.regions),
    }


def _relation_names(engine: str, read_file: ReadFile) -> dict[str, str]:
    """What people call the relations of a backup; nothing where its engine is not installed."""
    from pagewake.errors import UsageError

    try:
        return dict(engine_named(engine).relation_names(read_file))
    except UsageError:
        return {}


def _title(engine: str) -> str:
    from pagewake.errors import UsageError

    try:
        return engine_named(engine).title
    except UsageError:
        return engine
