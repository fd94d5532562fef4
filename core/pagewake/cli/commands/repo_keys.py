"""`pagewake repo keys`: who can open an encrypted repository, and with which key new content is encrypted."""

from __future__ import annotations

from typing import Any

import click

from pagewake.cli.framework import Command, Group, pass_session
from pagewake.cli.places import (
    ask_secret,
    new_passphrase_option,
    passphrase_for,
    passphrase_source,
    replacement_passphrase,
    repo_argument,
    somebody_is_there,
)
from pagewake.cli.session import Session
from pagewake.cli.texts import table
from pagewake.clock import iso_utc, local_text
from pagewake.credentials import Secret, passphrase_from
from pagewake.desk.keys import key_keeper, keys_of, recovery_text
from pagewake.desk.places import RepositoryPlace, resolve_repository
from pagewake.errors import UsageError
from pagewake.repository.key_keeper import KeyState
from pagewake.repository.keys import KeySlot, SlotKind

_KINDS = {SlotKind.PASSPHRASE: "passphrase", SlotKind.RECOVERY: "recovery key"}


@click.command(cls=Group)
def keys() -> None:
    """Who can open an encrypted repository, and with which key new content is encrypted."""


@keys.command("list", cls=Command)
@repo_argument()
@pass_session
def list_keys(session: Session, repo: str) -> None:
    """Show the passphrases and recovery keys that open a repository. No passphrase is needed for that."""
    place = resolve_repository(repo, session.settings)
    id_, state = keys_of(place)
    document = {
        "repository": {"id": id_, "location": place.location},
        "keys": [_value(slot) for slot in state.slots],
        "damaged": list(state.damaged),
        "generation": state.generation,
        "rotated": iso_utc(state.rotated),
        "ring_whole": state.whole,
    }
    session.answer(document, _state_text(state))


@keys.command(cls=Command)
@repo_argument()
@click.option("--label", default="", metavar="TEXT", help="Whose it is, for the list. Not secret.")
@new_passphrase_option
@pass_session
def add(session: Session, repo: str, label: str, new_place: str | None) -> None:
    """Let one more passphrase open a repository: for another person, or for a machine.

    One that opens it already comes from where it always does. Up to 16 are possible.
    """
    source = passphrase_source(new_place, "--new-passphrase-from") if new_place is not None else None
    place = resolve_repository(repo, session.settings)
    with key_keeper(place, lambda: passphrase_for(session, place)) as (id_, keeper):
        slot = keeper.add(replacement_passphrase(session, source).reveal(), label=label)
    session.answer(
        {"repository": {"id": id_, "location": place.location}, "key": _value(slot)},
        f"Added the key {_named(slot)}. {place.location} opens with its passphrase too.",
    )


@keys.command(cls=Command)
@repo_argument()
@click.argument("key", metavar="KEY")
@pass_session
def remove(session: Session, repo: str, key: str) -> None:
    """Let a passphrase or a recovery key open a repository no longer. KEY is its id or its label.

    The last one is never removed, nor the one that is given to open the repository. Somebody who knew it and kept a
    copy of the repository, or of keys/, can still read what is there: use repo keys rotate --new-root to keep what
    comes from him.
    """
    place = resolve_repository(repo, session.settings)
    with key_keeper(place, lambda: passphrase_for(session, place)) as (id_, keeper):
        removed = keeper.remove(key)
    _, state = keys_of(place)
    left = [slot for slot in state.slots if slot.kind is SlotKind.PASSPHRASE]
    text = f"Removed the key {_named(removed)}."
    if not left:
        text = f"{text}\nOnly the recovery key opens the repository now."
    session.answer(
        {
            "repository": {"id": id_, "location": place.location},
            "removed": _value(removed),
            "left": len(state.slots),
        },
        text,
    )


@keys.command(cls=Command)
@repo_argument()
@click.option(
    "--new-root",
    is_flag=True,
    help="Also replace the root key, which passphrases open: for when somebody may have kept it.",
)
@click.option(
    "--also",
    "others",
    metavar="KIND:PLACE",
    multiple=True,
    help="With --new-root: another passphrase that stays good, from file:PATH, command:LINE, env:NAME or "
    "keyring:NAME; on a terminal each is asked for.",
)
@click.option(
    "--drop-others", is_flag=True, help="With --new-root: passphrases that are not given are no longer good."
)
@pass_session
def rotate(session: Session, repo: str, new_root: bool, others: tuple[str, ...], drop_others: bool) -> None:
    """Encrypt what is new with a new data key.

    Nothing is rewritten: old backups keep the key that they were encrypted with, and every passphrase stays good.
    Somebody who stole the old data key cannot read what is written from now on. Somebody who had a passphrase may
    have kept the root key, which opens later data keys too: --new-root replaces it. That needs every passphrase
    that is to stay good, and makes a new recovery key if there was one.
    """
    if not new_root and (others or drop_others):
        raise UsageError("passphrases stay good when only the data key changes", advice="Add --new-root.")
    sources = [passphrase_source(text, "--also") for text in others]
    place = resolve_repository(repo, session.settings)
    document: dict[str, Any] = {"new_root": new_root, "kept": [], "dropped": [], "recovery_key": None}
    with key_keeper(place, lambda: passphrase_for(session, place)) as (id_, keeper):
        if new_root:
            said = [passphrase_from(one) for one in sources]
            said += _asked(session, place, bool(sources) or drop_others)
            done = keeper.replace_root([one.reveal() for one in said], drop=drop_others)
            generation = done.generation
            document["kept"] = [_value(slot) for slot in done.kept]
            document["dropped"] = [_value(slot) for slot in done.dropped]
            document["recovery_key"] = done.recovery_key
        else:
            generation = keeper.rotate()
    document = {
        "repository": {"id": id_, "location": place.location},
        "generation": generation,
        **document,
    }
    text = [f"What is written from now on is encrypted with data key {generation}."]
    text += [f"No longer good: {_kind(one)} {one['label'] or one['id']}." for one in document["dropped"]]
    if document["recovery_key"]:
        text.append(recovery_text(Secret(document["recovery_key"])))
    session.answer(document, "\n".join(text))


def _asked(session: Session, place: RepositoryPlace, decided: bool) -> list[Secret]:
    """The other passphrases, as somebody at the terminal types them; none where it was said what becomes of them."""
    if decided or not somebody_is_there(session):
        return []
    slots = [slot for slot in keys_of(place)[1].slots if slot.kind is SlotKind.PASSPHRASE]
    if len(slots) < 2:
        return []
    names = ", ".join(slot.label or slot.id for slot in slots)
    session.note(
        f"Passphrases that open it now: {names}. Type each that is to stay good; an empty answer ends it."
    )
    said = []
    while typed := ask_secret("Another passphrase: "):
        said.append(Secret(typed))
    return said


def _value(slot: KeySlot) -> dict[str, str]:
    return {
        "id": slot.id,
        "kind": slot.kind.value,
        "label": slot.label,
        "created": iso_utc(slot.created),
    }


def _kind(value: dict[str, str]) -> str:
    return _KINDS[SlotKind(value["kind"])]


def _named(slot: KeySlot) -> str:
    return f"{slot.id} ({slot.label})" if slot.label else slot.id


def _state_text(state: KeyState) -> str:
    rows = [(slot.id, _KINDS[slot.kind], slot.label or "-", local_text(slot.created)) for slot in state.slots]
    rows += [(name.rpartition("/")[2], "damaged", "-", "-") for name in state.damaged]
    text = table(("Key", "Opened by", "Label", "Created"), rows)
    text += f"\n\nData key {state.generation}, since {local_text(state.rotated)}."
    if not state.whole:
        text += "\nOne copy of the key ring is missing or damaged: the next change of keys writes it again."
    return text
