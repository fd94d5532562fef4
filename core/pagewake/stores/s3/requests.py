"""Requests to one bucket: the client, one try, and trying again until the patience is over.

botocore's own retries are switched off: they know no total deadline, and cannot tell a lost answer from a request
that was never heard. Until the server has answered once, the patience is short: an endpoint that never answered is
more likely wrong than down.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any, Final, TypeVar

import botocore.loaders
import botocore.session
from botocore.config import Config

from pagewake.errors import (
    BucketMissing,
    Cancelled,
    CredentialsExpired,
    CredentialsRefused,
    ObjectMissing,
    StoreError,
    StoreUnavailable,
    UsageError,
)
from pagewake.jobs import CancelToken
from pagewake.stores.patience import Patience
from pagewake.stores.s3.failures import explained
from pagewake.stores.s3.options import S3Options
from pagewake.stores.s3.place import S3Place

CONNECTIONS: Final = 16
FIRST_DEADLINE: Final = 20.0
"""Seconds for a server that has never answered."""
CONNECT_SECONDS: Final = 8.0
READ_SECONDS: Final = 30.0
_USUAL_REGION: Final = "us-east-1"

Answer = dict[str, Any]
Result = TypeVar("Result")


class Requests:
    """What is asked of one bucket. Safe for use from several threads."""

    def __init__(self, place: S3Place, options: S3Options, patience: Patience) -> None:
        self.place: Final = place
        self.options: Final = options
        self._patience = patience
        self.token: CancelToken | None = None
        """Ends a wait for a server that does not answer."""
        self._client: Any = None
        self._session: Any = None
        self._answered = False
        self._lock = threading.Lock()

    def once(self, operation: str, key: str, take: Callable[[Answer], Result], **parameters: Any) -> Result:
        """One try: `take` makes the result of the answer, and may read its body. Raises StoreError.

        `operation` is the API's name (`GetObject`); `key` the whole key in the bucket, or empty for the bucket itself.
        Where the credentials are good no longer that the client was made with, and there are others by now, these are
        used.
        """
        name = key.removeprefix(self.place.prefix) or self.place.location
        if key:
            parameters["Key"] = key

        def ask(client: Callable[[], Any]) -> Result:
            with explained(operation, name, self.place.location):
                return take(getattr(client(), _method(operation))(Bucket=self.place.bucket, **parameters))

        used = self._client
        try:
            result = ask(self._opened)
        except (CredentialsExpired, CredentialsRefused):
            with explained(operation, name, self.place.location):
                changed = self._has_others(used)
            if not changed:
                raise
            result = ask(self._opened)
        self._answered = True
        return result

    def ask(self, operation: str, key: str = "", **parameters: Any) -> Answer:
        """The answer to a request that may be repeated without harm. Raises StoreError."""
        return self.persist(lambda: self.once(operation, key, _itself, **parameters))

    def persist(self, work: Callable[[], Result], *, stop: threading.Event | None = None) -> Result:
        """`work` until it succeeds, the patience is over or `stop` is set. Raises what the last try raised.

        Raises Cancelled where the job is cancelled that is waiting.
        """
        patience = self._patience
        if not self._answered:
            patience = replace(patience, deadline=min(FIRST_DEADLINE, patience.deadline))
        waiting = stop or self.token
        if waiting is not None:
            patience = replace(patience, sleep=waiting.wait)
        pauses = patience.pauses()
        while True:
            try:
                return work()
            except StoreUnavailable:
                again = not (stop is not None and stop.is_set()) and next(pauses)
                if self.token is not None and self.token.cancelled:
                    raise Cancelled("cancelled while the store did not answer") from None
                if not again:
                    raise

    def head(self, key: str) -> Answer:
        """What is known of an object. Raises ObjectMissing and what else the store raises.

        An answer to HEAD has no text: where it says no, another request is made to learn why.
        """
        try:
            return self.ask("HeadObject", key)
        except StoreUnavailable:
            raise
        except ObjectMissing:
            if not self._answered:
                self.check_bucket()
            raise
        except StoreError:
            self.check_bucket()
            raise

    def check_bucket(self) -> None:
        """Raise what keeps the bucket from being listed: BucketMissing, CredentialsRefused, ClockSkewed ..."""
        try:
            self.ask("ListObjectsV2", Prefix=self.place.prefix, MaxKeys=1)
        except ObjectMissing:
            raise BucketMissing("there is no such bucket", object_name=self.place.location) from None

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def _opened(self) -> Any:
        with self._lock:
            if self._client is None:
                self._client, self._session = _new_client(self.options)
            return self._client

    def _has_others(self, used: Any) -> bool:
        """Whether there are other credentials now than those that the client `used` has; then there is another client.

        Those of a file or of the environment are read once by a client, and may be replaced while a backup, or an
        agent, goes on for longer than they are good.
        """
        with self._lock:
            if self._client is not used and used is not None:
                return True  # another thread has seen it
            client, session = _new_client(self.options)
            if _keys(session) == _keys(self._session):
                client.close()
                return False
            self._client, self._session = client, session
            return True


def _keys(session: Any) -> object:
    """What a session signs with."""
    found = None if session is None else session.get_credentials()
    return None if found is None else found.get_frozen_credentials()


def _new_client(options: S3Options) -> tuple[Any, Any]:
    """A client, and the session that it was made by."""
    session = botocore.session.Session(profile=options.profile)
    session.register_component("data_loader", _loader(session.get_config_variable("data_path")))
    region = options.region or session.get_config_variable("region") or _USUAL_REGION
    style = {None: "auto", True: "path", False: "virtual"}[options.path_style]
    config = Config(
        region_name=region,
        signature_version="s3v4",
        s3={"addressing_style": style},
        retries={"total_max_attempts": 1},
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        max_pool_connections=CONNECTIONS,
        tcp_keepalive=True,
        # Checksums are sent with what is written, by the writers themselves; here only what the API insists on.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        user_agent_extra="pagewake",
    )
    # Named here because botocore takes the variable only where nothing else says so.
    verify = options.ca_bundle or os.environ.get("AWS_CA_BUNDLE") or None
    if verify and not os.access(verify, os.R_OK):
        raise UsageError("the file of certificates to trust cannot be read", object_name=verify)
    client = session.create_client("s3", endpoint_url=options.endpoint, config=config, verify=verify)
    return client, session


@cache
def _loader(path: str | None) -> Any:
    """What reads the descriptions of the API: once a process, they take a tenth of a second."""
    return botocore.loaders.create_loader(path)


def _method(operation: str) -> str:
    return _METHODS[operation]


_METHODS: Final = {
    "GetObject": "get_object",
    "HeadObject": "head_object",
    "PutObject": "put_object",
    "DeleteObject": "delete_object",
    "DeleteObjects": "delete_objects",
    "ListObjectsV2": "list_objects_v2",
    "CreateMultipartUpload": "create_multipart_upload",
    "UploadPart": "upload_part",
    "CompleteMultipartUpload": "complete_multipart_upload",
    "AbortMultipartUpload": "abort_multipart_upload",
    "ListMultipartUploads": "list_multipart_uploads",
    "ListParts": "list_parts",
    "GetObjectLockConfiguration": "get_object_lock_configuration",
    "PutObjectRetention": "put_object_retention",
    "CopyObject": "copy_object",
    "ListObjectVersions": "list_object_versions",
    "GetBucketVersioning": "get_bucket_versioning",
}


def _itself(answer: Answer) -> Answer:
    return answer
