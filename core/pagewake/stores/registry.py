"""From a location to a store: a directory, or a URL whose scheme an installed store answers to.

A store is a function `location -> Store` under the entry point group `pagewake.stores`, named by its scheme.
The built-in ones are known also where no entry points are.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from pagewake.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pagewake.stores.base import Store

GROUP = "pagewake.stores"
BUILT_IN = {"file": "pagewake.stores.local:open_local"}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


@cache
def _targets() -> Mapping[str, str]:
    from importlib.metadata import entry_points

    found = {point.name: point.value for point in entry_points(group=GROUP)}
    return MappingProxyType({**BUILT_IN, **found})


def open_store(location: str) -> Store:
    """The store at `location`: a path, or `scheme://...`. Raises UsageError, StoreError."""
    match = _SCHEME.match(location)
    scheme = match[1].lower() if match else "file"
    target = _targets().get(scheme)
    if target is None:
        known = ", ".join(sorted(_targets()))
        raise UsageError(
            f"there is no store for {scheme}://",
            object_name=location,
            advice=f"Stores that are installed: {known}",
        )
    module, _, attribute = target.partition(":")
    try:
        opener = cast("Callable[[str], Store]", getattr(import_module(module), attribute))
    except (ImportError, AttributeError) as error:
        raise UsageError(
            f"the store for {scheme}:// cannot be loaded: {error}",
            object_name=location,
            advice="Install what it needs; for S3: pip install 'pagewake[s3]'",
        ) from error
    return opener(location)
