"""A new object being streamed: one request if it stays small, else parts that are sent while it is still written."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from pagewake.errors import StoreError
from pagewake.jobs.lanes import Lanes
from pagewake.stores.base import Buffer, ObjectWriter
from pagewake.stores.s3.creating import create_once
from pagewake.stores.s3.sending import checksum, headers, part_checksum

if TYPE_CHECKING:
    from pagewake.stores.s3.store import S3Store

LARGE: Final = 128 << 10
"""What is smaller is always kept in the bucket's usual class: others bill at least so much for an object."""
MOST_PARTS: Final = 10_000


class S3Writer(ObjectWriter):
    """A new object being collected, part by part; for one thread.

    Holds one part; parts being sent are bounded over all writers of the store. No thread outlives `commit`.
    """

    def __init__(self, store: S3Store, key: str) -> None:
        self._store = store
        self._requests = store.requests
        self._key = key
        self._whole_key = store.place.prefix + key
        self._writer = os.urandom(12).hex()
        self._buffer = bytearray()
        self._upload = ""
        self._lanes: Lanes[dict[str, Any]] | None = None
        self._parts = 0
        self._open = True
        self._committed = False

    def write(self, data: Buffer) -> None:
        """Append bytes. Buffers may be reused by the caller after the call."""
        self._check_open()
        view = memoryview(data).cast("B")
        size = self._store.part_size
        while view.nbytes:
            take = view[: size - len(self._buffer)]
            self._buffer += take
            view = view[take.nbytes :]
            if len(self._buffer) == size:
                self._open = False
                self._send_part()
                self._open = True

    def commit(self, *, replace: bool = False) -> None:
        """Make the object visible and durable. Raises ObjectExists unless `replace`."""
        self._check_open()
        self._open = False  # a commit that failed is not tried again by the caller: it was tried long enough
        if self._lanes is None:
            body, self._buffer = bytes(self._buffer), bytearray()
            self._store.put_whole(self._key, body, self._writer, replace=replace)
        else:
            self._complete(self._lanes, replace)
        self._committed = True

    def abort(self) -> None:
        """Discard what was written. Does nothing after a commit."""
        self._open = False
        self._buffer = bytearray()
        if self._committed:
            return
        if self._lanes is not None:
            self._lanes.cancel()
        upload, self._upload = self._upload, ""
        if upload:
            with suppress(StoreError):  # what stays is removed by sweep
                self._requests.once(
                    "AbortMultipartUpload", self._whole_key, lambda answer: answer, UploadId=upload
                )

    def _begin(self) -> Lanes[dict[str, Any]]:
        abilities = self._store.abilities()
        self._store.sweep_once()
        algorithm = {"ChecksumAlgorithm": "CRC32"} if abilities.checksums else {}
        parameters = headers(self._key, abilities, self._writer, large=True)
        answer = self._requests.ask("CreateMultipartUpload", self._whole_key, **algorithm, **parameters)
        self._upload = answer["UploadId"]
        return Lanes(self._store.upload_slots, self._store.uploads, name="upload")

    def _send_part(self) -> None:
        if self._lanes is None:
            self._lanes = self._begin()
        if self._parts >= MOST_PARTS:
            raise StoreError("the object is too large for the store", object_name=self._key)
        self._parts += 1
        number, lanes = self._parts, self._lanes
        body, self._buffer = self._buffer, bytearray()
        lanes.add(lambda: self._part(lanes, number, body))

    def _part(self, lanes: Lanes[dict[str, Any]], number: int, body: bytearray) -> dict[str, Any]:
        """Send one part, again and again if need be; what completing the upload says of it."""
        sums = checksum(body, crc=self._store.abilities().checksums)
        answer = self._requests.persist(
            lambda: self._requests.once(
                "UploadPart",
                self._whole_key,
                lambda answer: answer,
                UploadId=self._upload,
                PartNumber=number,
                Body=body,
                **sums,
            ),
            stop=lanes.stop,
        )
        return {"PartNumber": number, "ETag": answer["ETag"], **part_checksum(sums)}

    def _complete(self, lanes: Lanes[dict[str, Any]], replace: bool) -> None:
        if self._buffer:
            self._send_part()
        parts = lanes.finish()

        def send(more: dict[str, Any]) -> None:
            self._requests.once(
                "CompleteMultipartUpload",
                self._whole_key,
                lambda answer: answer,
                UploadId=self._upload,
                MultipartUpload={"Parts": parts},
                **more,
            )

        create_once(
            self._requests,
            self._whole_key,
            self._writer,
            send,
            conditional=self._store.abilities().conditional_complete,
            replace=replace,
        )

    def _check_open(self) -> None:
        if not self._open:
            raise StoreError("this object can no longer be written", object_name=self._key)
