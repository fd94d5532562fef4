"""Which blocks are to be repaired, and from which backup: pure decisions, with reasons.

A block is named as `show` and the findings of a verification name it: the path of its file in the backup, and its
number in that file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pagewake.errors import RestoreIncomplete, UsageError
from pagewake.model import Finding
from pagewake.units import counted, listed

MOST_BLOCKS = 10_000
"""More is no page repair any more: restoring with --delta rewrites only what differs, too."""
PAGE_CODES = frozenset({"page-checksum", "page-corrupt", "block-lost"})
"""The findings that speak of pages of the database, not of what the repository holds."""
_PART = re.compile(r"(\d{1,19})(?:-(\d{1,19}))?", re.ASCII)
_OBJECT = re.compile(r"(.+) blocks? (\d{1,19})(?: to (\d{1,19}))?", re.ASCII | re.DOTALL)

Wanted = Mapping[str, tuple[int, ...]]
"""Block numbers by file, ascending, each once."""


@dataclass(frozen=True)
class KeptVersion:
    """What one backup holds of one block. `problem` says why it must not be used; empty where it may be."""

    backup: str
    file: str
    block: int
    state: str
    lsn: int | None = None
    problem: str = ""


@dataclass(frozen=True)
class BackupChoice:
    """The backup to begin with, its versions of the blocks, and why newer ones were passed over."""

    backup: str
    versions: tuple[KeptVersion, ...]
    passed_over: tuple[tuple[str, str], ...]


def parse_blocks(texts: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Read `FILE:BLOCK[-BLOCK][,BLOCK[-BLOCK]...]`, as often as it is given.

    Raises UsageError for what cannot be read, for more than MOST_BLOCKS, and for none.
    """
    found: dict[str, set[int]] = {}
    for text in texts:
        file, colon, numbers = text.rpartition(":")
        if not (file and colon and numbers):
            raise _unreadable(text)
        for part in numbers.split(","):
            match = _PART.fullmatch(part.strip())
            if match is None:
                raise _unreadable(text)
            _add(found, file, int(match[1]), int(match[2] or match[1]))
    return _sorted(found)


def blocks_in_findings(content: bytes, name: str) -> dict[str, tuple[int, ...]]:
    """The blocks that findings in a document of `verify`, `backup` or `restore` name, wherever they stand in it.

    Raises UsageError: it is no JSON, or no finding in it names a block.
    """
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UsageError("is no JSON document", object_name=name) from error
    found: dict[str, set[int]] = {}
    waiting: list[object] = [document]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            waiting += one.values()
            _add_named(found, one.get("code"), str(one.get("object", "")))
    if not found:
        raise UsageError(
            "no finding in it names a block",
            object_name=name,
            advice="Give what pagewake backup --json or verify --json printed, or name the blocks with --blocks.",
        )
    return _sorted(found)


def blocks_of(findings: Iterable[Finding]) -> dict[str, tuple[int, ...]]:
    """The blocks of the database that findings name; none where they speak of other things. Raises UsageError."""
    found: dict[str, set[int]] = {}
    for finding in findings:
        _add_named(found, finding.code, finding.object_name)
    return _sorted(found)


def written(wanted: Wanted) -> list[str]:
    """Blocks as `parse_blocks` reads them, one text a file."""
    return [f"{file}:{','.join(_runs(blocks))}" for file, blocks in wanted.items() if blocks]


def joined(*parts: Wanted) -> dict[str, tuple[int, ...]]:
    """All of them. Raises UsageError as `parse_blocks`."""
    found: dict[str, set[int]] = {}
    for part in parts:
        for file, blocks in part.items():
            found.setdefault(file, set()).update(blocks)
    return _sorted(found)


def count_of(wanted: Wanted) -> int:
    """How many blocks these are."""
    return sum(map(len, wanted.values()))


def choose_version(candidates: Iterable[Sequence[KeptVersion]]) -> BackupChoice:
    """Choose the first of these backups (newest first) that holds no bad version of any of the blocks.

    Replay goes on from what the backup holds: one bad page among the wanted ones would stay bad wherever the log does
    not write it anew. Raises RestoreIncomplete: every one holds a bad version of some block.
    """
    passed: list[tuple[str, str]] = []
    for versions in candidates:
        if not versions:
            continue
        bad = [one for one in versions if one.problem]
        if not bad:
            return BackupChoice(versions[0].backup, tuple(versions), tuple(passed))
        what = listed([f"{one.file} block {one.block}: {one.problem}" for one in bad], 3)
        passed.append((versions[0].backup, what))
    seen = listed([f"{backup}: {why}" for backup, why in passed], 2)
    raise RestoreIncomplete(
        f"no backup that reaches the target holds a sound version of all these blocks ({seen})"
        if passed
        else "no backup that reaches the target holds these blocks",
        meaning="Nothing was written.",
        advice="Repair fewer blocks at a time, or look at them with: pagewake page FILE BLOCK --repo REPO",
    )


def require_sound(bad: Sequence[tuple[str, int, str]]) -> None:
    """Raise RestoreIncomplete for pages that fail their own check after the replay."""
    if bad:
        named = listed([f"{file} block {block} ({why})" for file, block, why in bad], 3)
        raise RestoreIncomplete(
            f"{counted(len(bad), 'page')} of the replayed state fail their own check: {named}",
            meaning="Nothing was written to the database.",
            advice="Begin with an older backup: --backup ID",
        )


def _add_named(found: dict[str, set[int]], code: object, name: str) -> None:
    match = _OBJECT.fullmatch(name) if code in PAGE_CODES else None
    if match is not None:
        _add(found, match[1], int(match[2]), int(match[3] or match[2]))


def _runs(blocks: Sequence[int]) -> Iterator[str]:
    first = last = blocks[0]
    for block in (*blocks[1:], None):
        if block is not None and block == last + 1:
            last = block
            continue
        yield str(first) if first == last else f"{first}-{last}"
        if block is not None:
            first = last = block


def _add(found: dict[str, set[int]], file: str, first: int, last: int) -> None:
    if last < first:
        raise UsageError(f"the blocks {first} to {last} are none", object_name=file)
    if last - first >= MOST_BLOCKS:
        raise _too_many()
    found.setdefault(file, set()).update(range(first, last + 1))
    if sum(map(len, found.values())) > MOST_BLOCKS:
        raise _too_many()


def _sorted(found: Mapping[str, set[int]]) -> dict[str, tuple[int, ...]]:
    if sum(map(len, found.values())) > MOST_BLOCKS:
        raise _too_many()
    return {file: tuple(sorted(blocks)) for file, blocks in sorted(found.items())}


def _too_many() -> UsageError:
    return UsageError(
        f"more than {MOST_BLOCKS:,} blocks are to be repaired",
        advice="Restore the whole database: pagewake restore --to DIR --delta rewrites only what differs.",
    )


def _unreadable(text: str) -> UsageError:
    return UsageError(
        f"{text!r} is not FILE:BLOCK[-BLOCK][,...]",
        advice="Files are named as pagewake show names them: data/shop.db:17,20-23",
    )
