"""Making an object visible exactly once, also where answers are lost or the server knows no conditional create.

Every object carries in its metadata who wrote it. Where the server says that one of that name is there already, it is
looked at: if it is ours, the answer to an earlier try was lost.

Where the server ignores If-None-Match, whoever wants to create a key first puts a claim beside it
(`.claims/<hash of the key>/<chance>`), lists the claims, and goes on only when there is no other one: of two who race,
both have written before they list, so at least one sees the other. Who sees another withdraws and, after a pause of
its own length, begins again. A claim that a dead process left is ignored when it is an hour old by the server's
clock; a writer that was stopped for longer than a few minutes gives up. This costs five requests an object.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

from pagewake.errors import ObjectExists, ObjectMissing, StoreError, StoreUnavailable
from pagewake.stores.s3.failures import code_of
from pagewake.stores.s3.requests import Answer, Requests
from pagewake.stores.s3.sending import WRITER

CLAIMS: Final = ".claims/"
_DEAD: Final = timedelta(hours=1)
_OWN_SECONDS: Final = 300.0

Send = Callable[[dict[str, Any]], object]
"""Makes the object visible with one request, to which the given parameters are added."""


def create_once(
    requests: Requests, key: str, writer: str, send: Send, *, conditional: bool, replace: bool
) -> None:
    """Make the object under the whole key `key` visible. Raises ObjectExists unless `replace`.

    `writer` is what its metadata say.
    """
    if replace:
        _send(requests, key, writer, lambda: send({}))
    elif conditional:
        _send(requests, key, writer, lambda: send({"IfNoneMatch": "*"}))
    else:
        requests.persist(lambda: _with_claim(requests, key, writer, send))


def _send(requests: Requests, key: str, writer: str, work: Callable[[], object]) -> None:
    """`work` until it succeeds, or until its effect is there although the answer said otherwise."""
    try:
        requests.persist(work)
    except StoreError as error:
        perhaps_done = isinstance(error, ObjectExists) or code_of(error) == "NoSuchUpload"
        if not (perhaps_done and _is_ours(requests, key, writer)):
            raise


def _with_claim(requests: Requests, key: str, writer: str, send: Send) -> None:
    with _claimed(requests, key) as still_mine:
        if _is_there(requests, key, writer):
            return
        still_mine()
        _send(requests, key, writer, lambda: send({}))


def _is_there(requests: Requests, key: str, writer: str) -> bool:
    """Whether our own object is there already. Raises ObjectExists for another's."""
    try:
        answer = requests.head(key)
    except ObjectMissing:
        return False
    if answer.get("Metadata", {}).get(WRITER) == writer:
        return True
    name = key.removeprefix(requests.place.prefix)
    raise ObjectExists("an object of this name is already there", object_name=name)


def _is_ours(requests: Requests, key: str, writer: str) -> bool:
    try:
        return bool(requests.head(key).get("Metadata", {}).get(WRITER) == writer)
    except ObjectMissing:
        return False


@contextmanager
def _claimed(requests: Requests, key: str) -> Iterator[Callable[[], None]]:
    """A block in which nobody else creates the key; gives what checks that this still holds.

    Raises StoreUnavailable if somebody else is at it: to be tried again.
    """
    folder = f"{requests.place.prefix}{CLAIMS}{hashlib.sha256(key.encode()).hexdigest()[:32]}/"
    mine = folder + os.urandom(8).hex()
    begun = time.monotonic()

    def check() -> None:
        if time.monotonic() - begun > _OWN_SECONDS:
            raise StoreError("creating the object took too long to be safe", object_name=key)

    requests.ask("PutObject", mine, Body=b"")
    try:
        listed = requests.ask("ListObjectsV2", Prefix=folder)
        now = server_time(listed)
        ages = {one["Key"]: now - one["LastModified"] for one in listed.get("Contents", [])}
        if mine not in ages or any(age < _DEAD for key, age in ages.items() if key != mine):
            raise StoreUnavailable(
                "somebody else is creating the same object",
                object_name=key.removeprefix(requests.place.prefix),
            )
        yield check
    finally:
        with suppress(StoreError):  # a claim that stays is ignored when it is old
            requests.ask("DeleteObject", mine)


def server_time(answer: Answer) -> datetime:
    """When the server answered, by its own clock."""
    said = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("date", "")
    try:
        return parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return datetime.now(UTC)
