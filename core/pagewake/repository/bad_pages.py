"""Pages that failed their own check: told as findings, and read back from them by the next backup.

A bad page that nobody changes is in no WAL. A backup that builds on another one therefore reads the blocks
again that were bad there, so that it either has them whole or says itself that they are bad.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from pagewake.model import Finding, Severity
from pagewake.repository.manifest import MAX_FINDING_TEXT, MORE_FINDINGS
from pagewake.units import run_text

CODE = "page-checksum"

BadRanges = Mapping[str, Sequence[tuple[int, int]]]
"""By file: (first, last) block of each run of bad ones."""

_NAMED = re.compile(r"(?s)(.+) blocks? (\d{1,10})(?: to (\d{1,10}))?")


def bad_page_findings(path: str, bad: Sequence[tuple[int, str]]) -> Iterator[Finding]:
    """One finding for each run of bad blocks (ascending) of one file with the same reason."""
    numbered = [(block - place, block, reason) for place, (block, reason) in enumerate(bad)]
    for (_, reason), run in groupby(numbered, key=lambda entry: (entry[0], entry[2])):
        blocks = [block for _, block, _ in run]
        one = len(blocks) == 1
        subject = "The page was" if one else "The pages were"
        verb = "is bad both times" if one else "are bad both times"
        kept = "It is in the backup as it was read." if one else "They are in the backup as they were read."
        yield Finding(
            Severity.ERROR,
            CODE,
            f"{path} {run_text('block', blocks[0], len(blocks))}",
            f"{subject} read twice and {verb}: {reason}. {kept}",
            "Look at its kept versions with: pagewake page FILE BLOCK --repo REPO",
        )


def bad_ranges(findings: Iterable[Finding]) -> BadRanges | None:
    """The bad blocks that a manifest's findings name; None where some of them were left out or cut short."""
    ranges: dict[str, list[tuple[int, int]]] = {}
    for finding in findings:
        if finding.code == MORE_FINDINGS:
            return None
        if finding.code != CODE:
            continue
        named = _NAMED.fullmatch(finding.object_name)
        if named is None or len(finding.object_name) >= MAX_FINDING_TEXT:
            return None
        first = int(named[2])
        ranges.setdefault(named[1], []).append((first, int(named[3] or first)))
    return ranges


def bad_blocks(ranges: Iterable[tuple[int, int]], blocks: int) -> NDArray[np.int64]:
    """The block numbers below `blocks` in some ranges: ascending, each once."""
    parts = [np.arange(first, min(last + 1, blocks), dtype=np.int64) for first, last in ranges]
    return np.unique(np.concatenate(parts)) if parts else np.empty(0, np.int64)
