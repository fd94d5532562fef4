"""Comparing the checksum of every page of a stopped cluster: with its `pg_checksums`, or here without it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from pagewake import kernels
from pagewake.engines.postgres.accounts import Account
from pagewake.engines.postgres.control import Control
from pagewake.engines.postgres.installations import Installation
from pagewake.engines.postgres.versions import BLOCK_SIZE, version_directory
from pagewake.errors import RecoveryFailed
from pagewake.jobs import Job
from pagewake.model import Finding, Severity
from pagewake.units import counted

_CHUNK_BLOCKS = 1024
_MAX_FINDINGS = 100
_POLL_SECONDS = 0.1
_FILE = re.compile(r"(\d+)(?:_(?:fsm|vm|init))?(?:\.(\d+))?")
_COUNT = re.compile(r"^Blocks scanned:\s+(\d+)", re.MULTILINE)
_FAILED = re.compile(r'checksum verification failed in file "([^"]+)", block (\d+)')


@dataclass(frozen=True)
class ChecksumsCompared:
    """How many pages were looked at, `text` in words, and those whose checksum does not match."""

    pages: int
    text: str
    bad: list[Finding]


def compare_checksums(
    directory: Path, control: Control, installation: Installation, account: Account | None, job: Job
) -> ChecksumsCompared:
    """Compare the checksum of every page. Raises RecoveryFailed, Cancelled."""
    program = installation.program("pg_checksums")
    if program is None:
        return _compare_here(directory, control, job)
    command = [str(program), "--check", "-D", str(directory)]
    with (
        job.phase("comparing page checksums", None, "pages"),
        subprocess.Popen(
            command,
            cwd="/",
            env=installation.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            **(account.popen() if account else {}),
        ) as process,
    ):
        output = _output(process, job)
    named = ((name.removeprefix(f"{directory}/"), block) for name, block in _FAILED.findall(output))
    bad = [_bad(f"{name} block {block}") for name, block in islice(named, _MAX_FINDINGS)]
    count = _COUNT.search(output)
    if (process.returncode != 0 and not bad) or count is None:
        raise RecoveryFailed(
            f"pg_checksums failed: {output.strip()[-500:]}",
            object_name=str(directory),
            meaning="The restored files were not proven.",
        )
    pages = int(count[1])
    return ChecksumsCompared(pages, f"the checksums of {counted(pages, 'page')} (pg_checksums)", bad)


def _output(process: subprocess.Popen[str], job: Job) -> str:
    """All that a program says; kills it where the job is cancelled. Its output is small."""
    try:
        while True:
            try:
                return process.communicate(timeout=_POLL_SECONDS)[0]
            except subprocess.TimeoutExpired:
                job.check()
    except BaseException:
        process.kill()
        raise


def _compare_here(directory: Path, control: Control, job: Job) -> ChecksumsCompared:
    findings: list[Finding] = []
    pages = 0
    with job.phase("comparing page checksums", None):
        for path, segment in _files(directory, control):
            first = before = segment * control.segment_blocks
            with path.open("rb") as file:
                while data := file.read(_CHUNK_BLOCKS * BLOCK_SIZE):
                    whole = len(data) // BLOCK_SIZE
                    blocks = np.arange(first, first + whole, dtype=np.int64)
                    bad, _ = kernels.check_pg_pages(
                        memoryview(data)[: whole * BLOCK_SIZE], blocks, checksums=True
                    )
                    name = path.relative_to(directory)
                    findings += [_bad(f"{name} block {int(blocks[index]) - before}") for index in bad]
                    first += whole
                    pages += whole
                    job.advance(len(data))
    return ChecksumsCompared(pages, f"the checksums of {counted(pages, 'page')}", findings[:_MAX_FINDINGS])


def _files(directory: Path, control: Control) -> Iterator[tuple[Path, int]]:
    """Every relation file of a cluster with the number of its segment."""
    places = [directory / "global", *(directory / "base").glob("[0-9]*")]
    places += (directory / "pg_tblspc").glob(f"*/{version_directory(control.format)}/[0-9]*")
    for place in places:
        for path in sorted(place.iterdir()):
            match = _FILE.fullmatch(path.name)
            if match is not None and path.is_file():
                yield path, int(match[2] or 0)


def _bad(where: str) -> Finding:
    return Finding(
        Severity.ERROR,
        "page-corrupt",
        where,
        "the page's checksum does not match its content",
        "Restore it from another backup: pagewake page shows the versions that are kept.",
    )
