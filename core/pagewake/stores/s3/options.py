"""How a bucket is reached and how objects are kept in it. Never a secret: credentials come by reference only.

Credentials are found as other tools of AWS find them: the environment (AWS_ACCESS_KEY_ID ...), a profile of
`~/.aws`, single sign-on, a process, the machine's role.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from pagewake.errors import UsageError

VARIABLE: Final = "PAGEWAKE_S3_"
ENCRYPTIONS: Final = ("AES256", "aws:kms", "aws:kms:dsse")
LONGEST_LOCK_DAYS: Final = 36500

_NAME: Final = r"[A-Za-z0-9_.:/@+=, -]{1,256}"  # compiled when it is used: every command loads this module
_STORAGE_CLASS: Final = r"[A-Z][A-Z0-9_]{1,63}"
_OFFLINE: Final = frozenset({"GLACIER", "DEEP_ARCHIVE"})
_WORDS: Final = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}


@dataclass(frozen=True)
class S3Options:
    """What may be said about a bucket; what is not said is found out or left to the server.

    Field names, with `-` for `_`, are the keys of a repository in the settings, the options of `repo init` and, with
    `PAGEWAKE_S3_` before them, variables of the environment.
    """

    endpoint: str | None = None
    """URL of the server; None: Amazon, or what AWS_ENDPOINT_URL says."""
    region: str | None = None
    profile: str | None = None
    """A profile of `~/.aws`: a reference to credentials, not credentials."""
    path_style: bool | None = None
    """Whether the bucket stands in the path, not in the host's name; None: as the endpoint usually wants it."""
    storage_class: str | None = None
    """For what is large (packs, WAL). Small objects are always kept where they are read at once."""
    sse: str | None = None
    """Encryption by the server: one of `ENCRYPTIONS`."""
    sse_key: str | None = None
    """The name of the key for `aws:kms`."""
    object_lock: int | None = None
    """Days for which nobody, with whatever credentials, can delete what a backup needs."""
    ca_bundle: str | None = None
    """A file of certificates to trust; None: AWS_CA_BUNDLE, else the system's."""

    def check(self) -> S3Options:
        """Return these options. Raises UsageError for an impossible one, named as the command line writes it."""
        for name, value in self.said().items():
            problem = _problem(name, value)
            if problem:
                raise UsageError(problem, object_name=option_name(name))
        if self.sse_key and (self.sse or "").split(":")[0] != "aws":
            raise UsageError("a key of the server's needs --sse aws:kms", object_name="--sse-key")
        return self

    def said(self) -> dict[str, Any]:
        """The fields that are not None."""
        return {
            one.name: getattr(self, one.name) for one in fields(self) if getattr(self, one.name) is not None
        }

    def or_else(self, other: S3Options) -> S3Options:
        """These, and for what they do not say the others."""
        return replace(other, **self.said())


NOTHING_SAID: Final = S3Options()
NAMES: Final = tuple(one.name for one in fields(S3Options))


def option_name(name: str) -> str:
    """`path_style` as the command line writes it."""
    return "--" + name.replace("_", "-")


def options_from(values: Mapping[str, Any]) -> S3Options:
    """Options from the values of a settings file, named with `-`. Raises UsageError, which names the option."""
    known = {name.replace("_", "-"): name for name in NAMES}
    return S3Options(**{known[key]: values[key] for key in values if key in known}).check()


def options_from_environment(options: S3Options, environment: Mapping[str, str] = os.environ) -> S3Options:
    """Options, and where they say nothing the variables `PAGEWAKE_S3_*`. Raises UsageError."""
    found: dict[str, Any] = {}
    for name in NAMES:
        variable = VARIABLE + name.upper()
        text = environment.get(variable, "").strip()
        if text:
            found[name] = _from_text(name, text, variable)
    return options.or_else(S3Options(**found)).check()


def environment_line(options: S3Options) -> str:
    """What the environment has to hold for later commands to reach the same bucket; empty: nothing."""
    import shlex

    kept = ("storage_class", "sse", "sse_key", "object_lock")
    said = {name: value for name, value in options.said().items() if name not in kept}
    texts = {
        name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in said.items()
    }
    return " ".join(f"{VARIABLE}{name.upper()}={shlex.quote(text)}" for name, text in texts.items())


def _from_text(name: str, text: str, variable: str) -> Any:
    if name == "path_style":
        if text.lower() not in _WORDS:
            raise UsageError("this must be true or false", object_name=variable)
        return _WORDS[text.lower()]
    if name == "object_lock":
        if not text.isdecimal() or len(text) > 6:
            raise UsageError("this must be a number of days", object_name=variable)
        return int(text)
    return text


def _problem(name: str, value: Any) -> str:
    """Why a value is impossible, or an empty text."""
    if name == "path_style":
        return "" if isinstance(value, bool) else "this must be true or false"
    if name == "object_lock":
        good = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= LONGEST_LOCK_DAYS
        return "" if good else f"this must be a number of days from 1 to {LONGEST_LOCK_DAYS}"
    if not isinstance(value, str) or not value.strip():
        return "this must be text"
    if name == "endpoint":
        return _endpoint_problem(value)
    if name == "sse" and value not in ENCRYPTIONS:
        return f"{value!r} is none of {', '.join(ENCRYPTIONS)}"
    if name == "storage_class" and (not re.fullmatch(_STORAGE_CLASS, value) or value in _OFFLINE):
        return (
            f"what lies in {value} cannot be read when a restore needs it; GLACIER_IR can"
            if value in _OFFLINE
            else f"{value[:80]!r} is not the name of a storage class"
        )
    if name in ("region", "profile", "sse_key") and not re.fullmatch(_NAME, value):
        return f"{value[:80]!r} is not a valid name"
    return "this is not the path of a file" if "\0" in value else ""


def _endpoint_problem(text: str) -> str:
    from urllib.parse import urlsplit

    try:
        url = urlsplit(text)
        _ = url.port
    except ValueError:
        return f"{text[:80]!r} is not a URL"
    if url.username is not None or url.password is not None or "@" in url.netloc:
        return "an endpoint never holds credentials"
    if url.scheme not in ("http", "https") or not url.hostname or url.query or url.fragment:
        return f"{text[:80]!r} is not a URL such as https://s3.example.org"
    return ""
