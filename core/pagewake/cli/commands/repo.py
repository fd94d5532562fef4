"""`pagewake repo`: making a repository and looking after it."""

from __future__ import annotations

from typing import Any

import click

from pagewake.cli.framework import Command, Group, LazyCommand, pass_session
from pagewake.cli.places import (
    new_passphrase,
    new_passphrase_option,
    passphrase_for,
    passphrase_source,
    place_with,
    replacement_passphrase,
    repo_argument,
    s3_options,
)
from pagewake.cli.repositories import opened_repository
from pagewake.cli.session import Session
from pagewake.cli.texts import fields
from pagewake.clock import iso_utc, local_text, parse_time
from pagewake.config import checked_name, settings_path
from pagewake.credentials import Secret
from pagewake.desk.creating import NewRepository, create_repository, kept_passphrase
from pagewake.desk.keys import key_keeper, recovery_text
from pagewake.desk.places import resolve_repository
from pagewake.desk.probing import Content, Probe, probe, rescue_place
from pagewake.desk.sources import sources_of
from pagewake.errors import UsageError
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.stores.s3.options import environment_line
from pagewake.units import count_text, counted, size_text


@click.command(
    cls=Group,
    lazy={
        "keys": LazyCommand(
            "pagewake.cli.commands.repo_keys:keys", "Who can open an encrypted repository, and its data key."
        ),
        "check": LazyCommand(
            "pagewake.cli.commands.repo_check:check", "Look at every object, and repair what is damaged."
        ),
        "copy": LazyCommand(
            "pagewake.cli.commands.repo_copy:copy", "Copy backups and WAL into another repository."
        ),
    },
)
def repo() -> None:
    """Make a repository and look after it."""


@repo.command(cls=Command)
@repo_argument()
@click.option("--encrypt", is_flag=True, help="Encrypt everything in it with a passphrase.")
@click.option(
    "--codec",
    type=click.Choice(["lz4", "zstd", "none"]),
    default="lz4",
    show_default=True,
    help="How pages are compressed: zstd stores less and takes more time. Fixed for the repository's life.",
)
@click.option("--name", metavar="NAME", help="Also write it into the settings under this name.")
@click.option(
    "--passphrase-from",
    "place_of_it",
    metavar="KIND:PLACE",
    help="Where the passphrase is found: file:PATH, command:LINE, env:NAME or keyring:NAME. "
    "A file or an entry that is not there yet is made.",
)
@click.option(
    "--recovery-key", is_flag=True, help="Also make a recovery key, and print it: keep it on paper."
)
@s3_options
@pass_session
def init(
    session: Session,
    repo: str,
    encrypt: bool,
    codec: str,
    name: str | None,
    place_of_it: str | None,
    recovery_key: bool,
    **s3: Any,
) -> None:
    """Make a repository in an empty directory or prefix.

    With --encrypt the passphrase comes from PAGEWAKE_PASSPHRASE, _FILE or _COMMAND, or is asked for. Without
    the passphrase nobody can read the repository, ever.

    How a bucket is reached (--endpoint to --profile, --ca-bundle) is written into the settings with --name; later
    commands that name the bucket find it there, or in PAGEWAKE_S3_ENDPOINT, PAGEWAKE_S3_REGION and so on. How objects
    are kept (--storage-class, --sse, --object-lock) is also kept in the bucket itself. Credentials come from the
    environment or a profile, as with other tools of AWS.
    """
    session.may_make_settings = True
    settings = session.settings
    place = place_with(resolve_repository(repo, settings), s3)
    if name is not None and checked_name(name) in settings.repositories:
        raise UsageError(f"the settings already know a repository {name!r}", advice="Choose another name.")
    if (place_of_it is not None or recovery_key) and not encrypt:
        raise UsageError("a repository that is not encrypted has no keys", advice="Add --encrypt.")
    keep = (
        passphrase_source(place_of_it, "--passphrase-from") if place_of_it is not None else place.passphrase
    )
    passphrase = None
    if encrypt:
        passphrase = kept_passphrase(keep) if place_of_it is not None and keep is not None else None
        passphrase = passphrase or new_passphrase(session, place)
    made = create_repository(
        NewRepository(
            place.location,
            name or "",
            codec,
            passphrase,
            keep if place_of_it is not None else None,
            recovery_key,
            place.options,
        ),
        settings_path(session.config),
        Job("init"),
    )
    recovery = made.recovery_key
    document: dict[str, Any] = {
        "repository": {
            "id": made.id,
            "location": place.location,
            "name": name or place.name,
            "encrypted": encrypt,
            "codec": codec,
        }
    }
    kind = "encrypted repository" if encrypt else "repository"
    text = f"Made the {kind} {made.id} at {place.location}."
    reached = environment_line(place.options) if not name and place.name is None else ""
    if reached:
        text = f"{text}\nIt is not in the settings (--name). Later commands reach it with: {reached}"
    document["recovery_key"] = recovery.reveal() if recovery is not None else None
    if recovery is not None:
        text = f"{text}\n{recovery_text(recovery)}"
    session.answer(document, text)


@repo.command("probe", cls=Command)
@repo_argument()
@s3_options
@pass_session
def probe_place(session: Session, repo: str, **s3: Any) -> None:
    """Try whether a place can hold a repository: reach it, write, read, list and delete. Leaves nothing behind.

    What does not work is said: the bucket, the credentials, a right, the clock, the certificate.
    """
    place = place_with(resolve_repository(repo, session.settings), s3)
    found = probe(place, Job("probe"))
    session.answer(found.document(), fields(_probe_rows(found)))


def _probe_rows(found: Probe) -> list[tuple[str, str]]:
    contents = {
        Content.EMPTY: "nothing: a repository can be made here",
        Content.REPOSITORY: "a repository",
        Content.SOMETHING_ELSE: "something that is not Pagewake's: give another prefix",
    }
    rows = [("Location", found.location), ("Holds", contents[found.content])]
    if found.server is not None:
        server = found.server
        rows += [
            ("Rights", "write, read, list, delete"),
            (
                "Overwriting",
                "refused by the server" if server.conditional_create else "prevented by Pagewake's claims",
            ),
            ("Checksums", "CRC-32" if server.checksums else "MD5"),
            ("Deleting", "many at once" if server.delete_many else "one at a time"),
        ]
        rows += [("Storage class", server.storage_class)] if server.storage_class else []
        rows += [("Encryption by the server", server.sse)] if server.sse else []
        rows += [("Locked for", f"{server.object_lock} days")] if server.object_lock else []
    return rows


@repo.command(cls=Command)
@repo_argument()
@click.option(
    "--before", "moment", metavar="TIME", required=True, help="When the bucket was last as it should be."
)
@click.option("--dry-run", is_flag=True, help="Only say how many objects would be brought back.")
@pass_session
def rescue(session: Session, repo: str, moment: str, dry_run: bool) -> None:
    """Bring back what somebody deleted or overwrote in a bucket that keeps versions.

    For every object the version that was current at TIME is made current again. Nothing is removed. With --object-lock
    whoever holds the credentials can hide objects, and this undoes it. Verify the repository afterwards.
    """
    place = resolve_repository(repo, session.settings)
    before = parse_time(moment)
    count, size = rescue_place(place, before, Job("rescue"), dry_run=dry_run)
    document = {
        "location": place.location,
        "before": iso_utc(before),
        "objects": count,
        "bytes": size,
        "dry_run": dry_run,
    }
    done = "Would bring back" if dry_run else "Brought back"
    session.answer(document, f"{done} {counted(count, 'object')} of {size_text(size)}.")


@repo.command("recovery-key", cls=Command)
@repo_argument()
@pass_session
def recovery_key(session: Session, repo: str) -> None:
    """Make a new recovery key for an encrypted repository, and print it.

    It is a second passphrase, made by chance: keep it on paper, away from this machine. One that was made before is no
    longer good.
    """
    place = resolve_repository(repo, session.settings)
    with key_keeper(place, lambda: passphrase_for(session, place)) as (id_, keeper):
        key = Secret(keeper.renew_recovery_key())
    document = {"repository": {"id": id_, "location": place.location}, "recovery_key": key.reveal()}
    session.answer(document, recovery_text(key))


@repo.command(cls=Command)
@repo_argument()
@pass_session
def info(session: Session, repo: str) -> None:
    """Say what a repository is and how much is in it."""
    place = resolve_repository(repo, session.settings)
    repository = opened_repository(session, place)
    descriptor = repository.descriptor
    backups = repository.backups()
    sources = sources_of(repository)
    stretches = sum(len(repository.wal.rows(source)) for source in sources)
    sizes = {room: _size(repository, room) for room in ("packs/", "wal/", "index/", "backups/")}
    total = sum(sizes.values())
    trash = _trash(repository)
    document = {
        "repository": {
            "id": descriptor.id,
            "location": place.location,
            "name": place.name,
            "encrypted": descriptor.encrypted,
            "created": iso_utc(descriptor.created),
            "format_version": descriptor.version,
            "codec": descriptor.codec,
        },
        "sources": sources,
        "backups": len(backups),
        "trash": trash,
        "wal_stretches": stretches,
        "bytes": total,
        "bytes_by_kind": {room.rstrip("/"): size for room, size in sizes.items()},
    }
    text = fields(
        (
            ("Repository", descriptor.id),
            ("Location", place.location),
            ("Created", local_text(descriptor.created)),
            ("Encrypted", "yes" if descriptor.encrypted else "no"),
            ("Sources", ", ".join(sources) or "none"),
            ("Backups", count_text(len(backups))),
            *((("Trash", _trash_text(trash)),) if trash["until"] else ()),
            ("Newest", local_text(backups[-1].finished) if backups else "-"),
            (
                "Size",
                f"{size_text(total)} (pages {size_text(sizes['packs/'])}, WAL {size_text(sizes['wal/'])})",
            ),
        )
    )
    session.answer(document, text)


def _trash(repository: Repository) -> dict[str, Any]:
    """What expired and can still be brought back."""
    backups, stretches, size, untils = 0, 0, 0, []
    for source, keeping in repository.keeping.all().items():
        backups += len(keeping.trash)
        gone = [row for row in repository.wal.rows(source) if (row.timeline, row.name) in keeping.stretches]
        stretches += len(gone)
        size += sum(row.size for row in gone)
        untils += [one.until for one in keeping.trash] + [one.until for one in keeping.wal]
    until = min(untils, default=None)
    return {
        "backups": backups,
        "wal_stretches": stretches,
        "wal_bytes": size,
        "until": iso_utc(until) if until is not None else None,
    }


def _trash_text(trash: dict[str, Any]) -> str:
    kept = f"{counted(trash['backups'], 'backup')} and {size_text(trash['wal_bytes'])} of WAL"
    return f"{kept} more, all of it until {local_text(parse_time(trash['until']))}"


def _size(repository: Repository, room: str) -> int:
    return sum(one.size for one in repository.store.list(room))


@repo.command(cls=Command)
@repo_argument()
@new_passphrase_option
@pass_session
def passphrase(session: Session, repo: str, new_place: str | None) -> None:
    """Change the passphrase of an encrypted repository.

    The old one comes from where it always does. Nothing is encrypted again: the passphrase only wraps the key. Other
    passphrases, and a recovery key, stay good: repo keys list shows them.
    """
    source = passphrase_source(new_place, "--new-passphrase-from") if new_place is not None else None
    place = resolve_repository(repo, session.settings)
    with key_keeper(place, lambda: passphrase_for(session, place)) as (id_, keeper):
        slot = keeper.change(replacement_passphrase(session, source).reveal())
    session.answer(
        {"repository": {"id": id_, "location": place.location}, "key": slot.id},
        f"Changed the passphrase of {place.location}. The old one no longer opens it.",
    )
