"""The store in a bucket."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from pagewake.errors import DeleteDenied, ObjectMissing, StoreError, StoreUnavailable
from pagewake.jobs import CancelToken, Job
from pagewake.stores.base import Buffer, ObjectInfo, StoreProperties, Unfinished, check_key, check_prefix
from pagewake.stores.patience import Patience
from pagewake.stores.s3.abilities import Abilities, find_out, read_abilities, try_out
from pagewake.stores.s3.creating import create_once
from pagewake.stores.s3.failures import code_of
from pagewake.stores.s3.leftovers import GRACE, sweep_uploads, unfinished
from pagewake.stores.s3.listing import list_objects
from pagewake.stores.s3.locking import renew_all
from pagewake.stores.s3.options import S3Options
from pagewake.stores.s3.place import S3Place
from pagewake.stores.s3.requests import Answer, Requests
from pagewake.stores.s3.rescuing import rescue_all
from pagewake.stores.s3.sending import checksum, headers
from pagewake.stores.s3.upload import LARGE, S3Writer

PART_BYTES: Final = 5 << 20
UPLOADS: Final = 4
"""Parts on their way at once, over all objects: with those being filled, what uploads hold in memory."""
PARALLEL: Final = 8
COALESCE: Final = 1 << 20
"""A request costs some 30 ms: in that time so many bytes come."""
DELETE_AT_ONCE: Final = 1000

_log = logging.getLogger(__name__)


class S3Store:
    """Objects in a bucket below a prefix. Implements `Store`; safe for use from several threads."""

    def __init__(
        self,
        place: S3Place,
        options: S3Options,
        *,
        patience: Patience | None = None,
        part_size: int = PART_BYTES,
        uploads: int = UPLOADS,
    ) -> None:
        self.place: Final = place
        self.options: Final = options
        self.part_size: Final = part_size
        self.uploads: Final = uploads
        self.upload_slots: Final = threading.BoundedSemaphore(uploads)
        self.requests: Final = Requests(place, options, patience or Patience())
        self._abilities: Abilities | None = None
        self._swept = False
        self._lock = threading.Lock()

    @property
    def location(self) -> str:
        """`s3://bucket/prefix`."""
        return self.place.location

    @property
    def properties(self) -> StoreProperties:
        """What the store promises, also where the server does not."""
        return StoreProperties(
            conditional_create=True,
            parallel_requests=PARALLEL,
            coalesce_gap=COALESCE,
            part_size=self.part_size,
        )

    def try_out(self) -> Abilities:
        """What the server can do, tried now; leaves nothing behind. Raises StoreError, UsageError."""
        return try_out(self.requests, self.options)

    def prepare(self) -> None:
        """Find out what the server can do, before a repository is made. Raises StoreError, UsageError."""
        with self._lock:
            self._abilities = find_out(self.requests, self.options)

    def abilities(self) -> Abilities:
        """What writers have to know: read once from the bucket, or found out. Raises StoreError."""
        with self._lock:
            if self._abilities is None:
                known = read_abilities(self.requests)
                self._abilities = (
                    known.with_options(self.options) if known else find_out(self.requests, self.options)
                )
            return self._abilities

    def create(self, key: str) -> S3Writer:
        """Begin a new object, to be streamed."""
        return S3Writer(self, check_key(key))

    def put(self, key: str, data: Buffer, *, replace: bool = False) -> None:
        """Create a small object in one call. Raises ObjectExists unless `replace`."""
        self.put_whole(check_key(key), _whole(data), os.urandom(12).hex(), replace=replace)

    def put_whole(self, key: str, body: bytes | bytearray, writer: str, *, replace: bool) -> None:
        """Create an object with one request; `writer` is what its metadata say."""
        abilities = self.abilities()
        parameters = {
            **headers(key, abilities, writer, large=len(body) >= LARGE),
            **checksum(body, crc=abilities.checksums),
        }
        whole = self.place.prefix + key
        create_once(
            self.requests,
            whole,
            writer,
            lambda more: self.requests.once("PutObject", whole, _nothing, Body=body, **parameters, **more),
            conditional=abilities.conditional_put,
            replace=replace,
        )

    def read(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        """Return exactly the bytes asked for, fewer only at the object's end. Raises ObjectMissing."""
        if offset < 0 or (length is not None and length < 0):
            raise StoreError(f"bytes {offset} + {length} cannot be read", object_name=key)
        check_key(key)
        if length == 0:
            self.size(key)
            return b""
        asked = {}
        if offset or length is not None:
            end = "" if length is None else str(offset + length - 1)
            asked["Range"] = f"bytes={offset}-{end}"

        def once() -> bytes:
            return self.requests.once(
                "GetObject",
                self.place.prefix + key,
                lambda answer: _body(answer, key, offset, length),
                **asked,
            )

        try:
            return self.requests.persist(once)
        except StoreError as error:
            if code_of(error) == "InvalidRange":  # it begins beyond the object's end
                return b""
            raise

    def size(self, key: str) -> int:
        """Length of an object. Raises ObjectMissing."""
        return int(self.requests.head(self.place.prefix + check_key(key))["ContentLength"])

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        """All objects whose key begins with `prefix`, in the order of their keys."""
        return list_objects(self.requests, check_prefix(prefix))

    def delete(self, key: str) -> None:
        """Remove an object; one that is not there is already removed."""
        self._delete(check_key(key))

    def delete_many(self, keys: Iterable[str]) -> None:
        """Remove objects, many with one request where the server takes that. Raises StoreError."""
        names = [check_key(key) for key in keys]
        for at in range(0, len(names), DELETE_AT_ONCE):
            some = names[at : at + DELETE_AT_ONCE]
            left = self._delete_batch(some) if len(some) > 1 and self.abilities().delete_many else some
            for key in left:
                self._delete(key)

    @property
    def unfinished_grace(self) -> timedelta:
        """What is younger may belong to somebody who is writing."""
        return GRACE

    def unfinished(self) -> Iterator[Unfinished]:
        """Uploads below the own prefix that nobody finished, claims and probes. Raises StoreError."""
        return unfinished(self.requests)

    def sweep(self, older_than: timedelta | None = None) -> int:
        """Give up uploads below the own prefix that nobody finished; returns how many. Raises StoreError."""
        return sweep_uploads(self.requests, self.unfinished_grace if older_than is None else older_than)

    def sweep_once(self) -> None:
        """Sweep, if this store has not yet; what refuses it spoils nothing."""
        with self._lock:
            if self._swept:
                return
            self._swept = True
        try:
            self.sweep()
        except StoreError as error:
            _log.info("unfinished uploads were not looked for: %s", error)

    def renew_locks(self, job: Job) -> int:
        """Lock all that is there for as long as what is written now, if that is due; how many objects that were.

        Raises StoreError, Cancelled.
        """
        days = self.abilities().object_lock
        return renew_all(self.requests, self.list, days, job) if days else 0

    def rescue(self, before: datetime, job: Job, *, dry_run: bool = False) -> tuple[int, int]:
        """Make what was current at a moment current again; how many objects that were, and their bytes.

        Removes nothing. Raises StoreError, UsageError where the bucket keeps no versions, Cancelled.
        """
        known = read_abilities(self.requests) or Abilities()
        return rescue_all(self.requests, known.with_options(self.options), before, job, dry_run=dry_run)

    def heed(self, token: CancelToken) -> None:
        """Stop waiting for a server that does not answer when the job of this token is cancelled."""
        self.requests.token = token

    def close(self) -> None:
        """Release connections."""
        self.requests.close()

    def _delete(self, key: str) -> None:
        try:
            self.requests.ask("DeleteObject", self.place.prefix + key)
        except ObjectMissing:  # some servers say so
            return

    def _delete_batch(self, keys: Sequence[str]) -> Sequence[str]:
        """Those of the keys that are to be deleted one at a time."""
        objects = [{"Key": self.place.prefix + key} for key in keys]
        try:
            answer = self.requests.ask("DeleteObjects", Delete={"Objects": objects, "Quiet": True})
        except (DeleteDenied, StoreUnavailable):
            raise
        except StoreError:
            return keys
        return [str(one["Key"]).removeprefix(self.place.prefix) for one in answer.get("Errors", [])]


def _whole(data: Buffer) -> bytes | bytearray:
    """Bytes as the client takes them."""
    return data if isinstance(data, bytearray) else bytes(data)


def _body(answer: Answer, key: str, offset: int, length: int | None) -> bytes:
    """The bytes of an answer, as they were asked for. Raises StoreUnavailable for fewer."""
    data: bytes = answer["Body"].read()
    status = answer["ResponseMetadata"]["HTTPStatusCode"]
    if status == 200 and (offset or length is not None):  # the server does not know ranges
        return data[offset : None if length is None else offset + length]
    total = str(answer.get("ContentRange", "")).rpartition("/")[2]
    if total.isdecimal():
        expected = max(0, int(total) - offset)
        expected = expected if length is None else min(expected, length)
        if len(data) != expected:
            raise StoreUnavailable(f"{len(data)} of {expected} bytes came", object_name=key)
    return data


def _nothing(answer: Answer) -> None:
    """Nothing is needed of the answer."""
