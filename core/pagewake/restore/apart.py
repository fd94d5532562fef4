"""Keeps a restore away from the repository that it reads."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pagewake.errors import DirectoryNotEmpty


def require_apart(location: str, directories: Iterable[Path]) -> None:
    """Refuse to write into the repository at `location`, or over a directory that holds it.

    Files that lie in a repository and are none of its objects are in everybody's way, and what lies beside a database
    is deleted by a delta restore. Locations that are no directory are apart from all. Raises DirectoryNotEmpty.
    """
    if not Path(location).is_absolute():
        return
    repository = Path(location).resolve()
    for directory in directories:
        path = directory.resolve()
        if path == repository or repository in path.parents:
            what = "the directory is in the repository that is restored from"
        elif path in repository.parents:
            what = "the directory holds the repository that is restored from"
        else:
            continue
        raise DirectoryNotEmpty(what, object_name=str(path), advice="Name a directory apart from it.")
