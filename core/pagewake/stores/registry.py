"""Which store a location means: a directory, `file://`, `s3://`, or a scheme that an installed package adds.

A package adds a scheme with an entry point in the group `pagewake.stores`: its name is the scheme, its
object a function from the location's text to a `Store`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pagewake.errors import UsageError
from pagewake.plugins import entry_points, load
from pagewake.stores.base import Store
from pagewake.stores.local import open_local

if TYPE_CHECKING:
    from pagewake.stores.s3.options import S3Options

GROUP: Final = "pagewake.stores"

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):(?=//)")
_BUILT_IN: Final = {"s3": "pagewake.stores.s3:open_s3"}
"""Known also where the package runs from its sources, without metadata."""


def open_store(location: str | Path, options: S3Options | None = None) -> Store:
    """The store at a location; nothing is read or created there yet. `options` are for `s3://` alone.

    Raises:
        UsageError: nothing installed opens such a location; the advice names the extra to install.
    """
    text = str(location)
    scheme = _SCHEME.match(text)
    if scheme is None or scheme[1].lower() == "file":
        return open_local(location)
    name = scheme[1].lower()
    try:
        opener = _opener(name)
        return opener(text, options) if options is not None and name == "s3" else opener(text)
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("pagewake."):
            raise UsageError(
                f"this version of Pagewake has no store for {name}:// locations yet",
                object_name=_without_secrets(text),
                advice="Give a directory.",
            ) from error
        raise UsageError(
            f"stores of the kind {name}:// need a package that is not installed ({error.name or error})",
            object_name=_without_secrets(text),
            advice=f"Install it with: pip install 'pagewake[{name}]'",
        ) from error


def _opener(scheme: str) -> Callable[..., Store]:
    """The function that opens locations of a scheme. Raises UsageError, or ImportError."""
    targets = {**_BUILT_IN, **entry_points(GROUP)}
    if scheme not in targets:
        known = sorted({*targets, "file"})
        raise UsageError(
            f"nothing that is installed opens {scheme}:// locations",
            advice=f"Use a directory, or one of: {', '.join(name + '://' for name in known)}.",
        )
    opener: Callable[..., Store] = load(targets[scheme])
    return opener


def _without_secrets(location: str) -> str:
    """A location whose user name and password, if somebody put them there, are not shown."""
    return re.sub(r"//[^/@]*@", "//***@", location)
