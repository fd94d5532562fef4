"""What of a database could not be given back, for people: which tables and indexes the lost blocks belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pagewake.engines.base import Engine
from pagewake.errors import PagewakeError, RecoveryFailed
from pagewake.model import Finding
from pagewake.repository.manifest import Manifest
from pagewake.repository.repository import Repository
from pagewake.units import counted

BLOCK_LOST = "block-lost"
"""The code of a finding that says of blocks of one file that they could not be given back."""


def with_names(
    findings: Sequence[Finding], repository: Repository, engine: Engine, manifest: Manifest
) -> tuple[Finding, ...]:
    """The findings, those of lost blocks with the name of the relation, as far as the backup tells it.

    Reads nothing where no block was lost. What cannot be read leaves a finding as it was: the loss is what counts.
    """
    lost = [one.object_name for one in findings if one.code == BLOCK_LOST]
    if not lost:
        return tuple(findings)
    try:
        names = _names_by_path(lost, repository, engine, manifest)
    except PagewakeError:
        return tuple(findings)
    return tuple(_named(one, names) if one.code == BLOCK_LOST else one for one in findings)


def because_of_losses(
    error: PagewakeError, findings: Sequence[Finding], directory: Path
) -> RecoveryFailed | None:
    """What explains the error of a recovery: blocks that it did not find in the files; None where none was lost."""
    lost = [one for one in findings if one.code == BLOCK_LOST]
    if not lost:
        return None
    more = f" and {counted(len(lost) - 1, 'other place')}" if len(lost) > 1 else ""
    return RecoveryFailed(
        f"what could not be given back is needed to begin ({error.what}): {lost[0].object_name}{more}",
        object_name=str(directory),
        advice="Choose an older backup with --backup; pagewake repo check says which blocks have another good version.",
    )


def _names_by_path(
    lost: Sequence[str], repository: Repository, engine: Engine, manifest: Manifest
) -> Mapping[str, str]:
    paths = {_path(object_name) for object_name in lost}
    names = engine.relation_names(repository.file_reader(manifest))
    return {
        record.path: names[record.relation]
        for record in repository.file_table(manifest)
        if record.path in paths and record.relation is not None and record.relation in names
    }


def _path(object_name: str) -> str:
    """The file of `FILE block 3` and `FILE blocks 3 to 5`; a file's own name may hold blanks."""
    return object_name.rpartition(" block")[0]


def _named(finding: Finding, names: Mapping[str, str]) -> Finding:
    name = names.get(_path(finding.object_name))
    return replace(finding, message=f"A part of {name} is lost. {finding.message}") if name else finding
