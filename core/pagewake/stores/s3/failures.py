"""What the exceptions of botocore mean: each a StoreError with its own text.

Codes are those of Amazon's "Error responses" page, and what other servers were seen to send. A StoreUnavailable is
worth another try, everything else is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlsplit

from botocore import exceptions
from botocore.parsers import ResponseParserError
from urllib3.exceptions import HTTPError

from pagewake.errors import (
    BucketMissing,
    ClockSkewed,
    ConnectionUntrusted,
    CredentialsExpired,
    CredentialsRefused,
    DeleteDenied,
    ObjectExists,
    ObjectMissing,
    PagewakeError,
    ReadDenied,
    StoreError,
    StoreFull,
    StoreThrottled,
    StoreUnavailable,
    UsageError,
    WriteDenied,
)
from pagewake.units import duration_text

_WRONG: Final = frozenset(
    {"InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidSecurity", "InvalidClientTokenId", "NotSignedUp"}
)
_EXPIRED: Final = frozenset({"ExpiredToken", "TokenRefreshRequired", "InvalidToken", "RequestExpired"})
_DENIED: Final = frozenset(
    {"AccessDenied", "AllAccessDisabled", "AccountProblem", "Forbidden", "403", "AccessForbidden"}
)
_THROTTLED: Final = frozenset(
    {
        "SlowDown", "SlowDownRead", "SlowDownWrite", "Throttling", "ThrottlingException", "TooManyRequests",
        "RequestLimitExceeded", "RequestThrottled", "RequestThrottledException", "BandwidthLimitExceeded", "429",
    }
)  # fmt: skip
_AGAIN: Final = frozenset(
    {
        "InternalError", "ServiceUnavailable", "RequestTimeout", "IncompleteBody", "BadDigest", "OperationAborted",
        "ConditionalRequestConflict", "XAmzContentSHA256Mismatch", "RequestTimeoutException", "Busy",
    }
)  # fmt: skip
_FULL: Final = frozenset({"QuotaExceeded", "XMinioStorageFull", "InsufficientStorage", "StorageFull", "507"})
_ELSEWHERE: Final = frozenset(
    {
        "PermanentRedirect",
        "TemporaryRedirect",
        "AuthorizationHeaderMalformed",
        "IllegalLocationConstraintException",
        "301",
    }
)
_UNKNOWN: Final = frozenset({"NotImplemented", "MethodNotAllowed", "501", "405", "XNotImplemented"})
_UNTRUSTED: Final = (
    "CERTIFICATE_VERIFY_FAILED",
    "WRONG_VERSION_NUMBER",
    "doesn't match",
    "RECORD_LAYER",
    "HTTP_REQUEST",
)

_DELETING: Final = frozenset({"DeleteObject", "DeleteObjects"})
_READING: Final = frozenset(
    {
        "GetObject",
        "HeadObject",
        "ListObjectsV2",
        "HeadBucket",
        "ListMultipartUploads",
        "GetObjectLockConfiguration",
    }
)
_SIGN_ON: Final = (
    exceptions.UnauthorizedSSOTokenError,
    exceptions.SSOTokenLoadError,
    exceptions.TokenRetrievalError,
)
_UNREACHABLE: Final = (
    exceptions.EndpointConnectionError,
    exceptions.ConnectTimeoutError,
    exceptions.ProxyConnectionError,
)
_BROKEN: Final = (
    exceptions.ConnectionError,
    exceptions.HTTPClientError,
    exceptions.IncompleteReadError,
    exceptions.FlexibleChecksumError,
    ResponseParserError,
    HTTPError,
    OSError,
)
_IMPOSSIBLE: Final = (
    exceptions.ParamValidationError,
    exceptions.InvalidRegionError,
    exceptions.NoRegionError,
)
_TOO_LONG: Final = 200


@contextmanager
def explained(operation: str, name: str, place: str) -> Iterator[None]:
    """Turn what botocore raises into the error that says the same about the object `name` at `place`."""
    try:
        yield
    except exceptions.ClientError as error:
        raise meaning_of(error.response, operation, name, place) from error
    except (exceptions.BotoCoreError, ResponseParserError, HTTPError, OSError) as error:
        raise _without_answer(error, name, place) from error


def code_of(error: PagewakeError) -> str:
    """The code that the server's answer gave for an error; empty where there was no answer."""
    cause = error.__cause__
    return (
        str(cause.response.get("Error", {}).get("Code", ""))
        if isinstance(cause, exceptions.ClientError)
        else ""
    )


def meaning_of(response: Mapping[str, Any], operation: str, name: str, place: str) -> PagewakeError:
    """The error for an answer that says no."""
    said = response.get("Error", {})
    code, message = str(said.get("Code", "")), str(said.get("Message", ""))[:_TOO_LONG]
    status = int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) or 0)
    shown = f"{code}: {message}" if message and message != code else code or f"status {status}"
    simple = _SIMPLE.get(code)
    if simple is not None:
        kind, what, whole = simple
        return kind(what, object_name=place if whole else name)
    if code in _WRONG:
        return CredentialsRefused(f"the server does not accept the credentials ({shown})", object_name=place)
    if code in _EXPIRED:
        return CredentialsExpired(f"the credentials have expired ({code})", object_name=place)
    if code == "RequestTimeTooSkewed":
        return _skewed(response, place)
    if code in _ELSEWHERE:
        region = str(said.get("Region") or said.get("Endpoint") or "")
        hint = f" ({region})" if region else f" ({shown})"
        return StoreError(
            f"the bucket is in another region or behind another endpoint{hint}",
            object_name=place,
            advice="Give the bucket's --region, or its --endpoint.",
        )
    if code in _THROTTLED or status == 429:
        return StoreThrottled("the server asks for fewer requests", object_name=place)
    if code in _FULL or status == 507:
        return StoreFull(f"the bucket takes no more ({shown})", object_name=place)
    if code in _UNKNOWN or status in (405, 501):
        return StoreError(f"the server does not support this ({operation}: {shown})", object_name=place)
    if code in _AGAIN or status >= 500:
        return StoreUnavailable(f"the server could not do it ({shown})", object_name=name)
    if code in _DENIED or status == 403:
        return _denied(operation, name)
    if status in _WITHOUT_CODE:
        kind, what, _ = _SIMPLE[_WITHOUT_CODE[status]]
        return kind(what, object_name=name)
    return StoreError(
        f"the server refuses the request {operation} ({shown})",
        object_name=name,
        advice="The code is the server's own: its documentation explains it.",
    )


_SIMPLE: Final[dict[str, tuple[type[PagewakeError], str, bool]]] = {
    "NoSuchKey": (ObjectMissing, "there is no such object", False),
    "NoSuchVersion": (ObjectMissing, "there is no such object", False),
    "NoSuchBucket": (BucketMissing, "there is no such bucket", True),
    "InvalidBucketName": (BucketMissing, "the server says that no bucket can have this name", True),
    "InvalidRange": (StoreError, "the object ends before that", False),
    "NoSuchUpload": (StoreError, "the upload is no longer there", False),
    "PreconditionFailed": (ObjectExists, "an object of this name is already there", False),
    "InvalidObjectState": (
        StoreError,
        "the object was moved to an archive, and must be brought back from there before it can be read",
        False,
    ),
}
"""By code: kind, text, and whether it is about the whole place."""

_WITHOUT_CODE: Final = {404: "NoSuchKey", 412: "PreconditionFailed"}
"""What a status means where the answer has no code that is known, as answers to HEAD have none."""


def _denied(operation: str, name: str) -> StoreError:
    if operation in _DELETING:
        return DeleteDenied("the credentials do not allow to delete this", object_name=name)
    if operation in _READING:
        what = "the credentials do not allow to read this, or it is not there and they do not allow to list"
        return ReadDenied(what, object_name=name)
    return WriteDenied("the credentials do not allow to write this", object_name=name)


def _skewed(response: Mapping[str, Any], place: str) -> ClockSkewed:
    said = response.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("date", "")
    try:
        behind = (parsedate_to_datetime(str(said)) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return ClockSkewed("this machine's clock and the server's differ too much", object_name=place)
    apart = duration_text(abs(behind))
    return ClockSkewed(
        f"this machine's clock is {apart} behind the server's"
        if behind > 0
        else f"this machine's clock is {apart} ahead of the server's",
        object_name=place,
    )


def _without_answer(error: Exception, name: str, place: str) -> PagewakeError:
    """The error for what happened before or instead of an answer."""
    text = str(error)[:_TOO_LONG]
    if isinstance(error, (exceptions.NoCredentialsError, exceptions.PartialCredentialsError)):
        return CredentialsRefused("there are no credentials", object_name=place)
    if isinstance(error, exceptions.ProfileNotFound):
        return UsageError(text, object_name=place, advice="Name a profile that stands in ~/.aws/config.")
    if isinstance(error, _SIGN_ON):
        return CredentialsExpired(f"single sign-on has to be renewed ({text})", object_name=place)
    if isinstance(error, (exceptions.CredentialRetrievalError, exceptions.MetadataRetrievalError)):
        return CredentialsRefused(f"the credentials could not be had ({text})", object_name=place)
    if isinstance(error, exceptions.SSLError) and any(sign in str(error) for sign in _UNTRUSTED):
        what = f"no trusted connection to the server could be made: {_server_of(error)}"
        return ConnectionUntrusted(what, object_name=place)
    if isinstance(error, FileNotFoundError) or "invalid path" in text:
        return UsageError(f"a file that is needed cannot be read ({text})", object_name=place)
    if isinstance(error, _UNREACHABLE):
        return StoreUnavailable(f"the server cannot be reached: {_server_of(error)}", object_name=place)
    if isinstance(error, exceptions.ReadTimeoutError):
        return StoreUnavailable(f"the server did not answer in time: {_server_of(error)}", object_name=place)
    if isinstance(error, _BROKEN):
        return StoreUnavailable("the connection broke before the answer was whole", object_name=name)
    if isinstance(error, _IMPOSSIBLE):
        return UsageError(f"the request cannot be made ({text})", object_name=place)
    return StoreError(f"the request could not be made ({text})", object_name=place)


def _server_of(error: Exception) -> str:
    """The server that an error of botocore is about, without what was asked of it."""
    asked = urlsplit(str(getattr(error, "kwargs", {}).get("endpoint_url", "")))
    return f"{asked.scheme}://{asked.netloc}"
