"""Proving a restored database: every page, the free list, and the log that it goes on with."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

from pagewake.engines.neuroquantum.log import read_log
from pagewake.engines.neuroquantum.pages import PAGE_SIZE, decode_free_list
from pagewake.engines.neuroquantum.session import check_pages
from pagewake.errors import PageCorrupt
from pagewake.jobs import Job
from pagewake.model import CheckResult, CheckRow, Finding, Proof, RecoveredTo, Severity
from pagewake.units import counted

_BATCH_PAGES = 2048
_MAX_FINDINGS = 100


def prove_database(page_file: Path, wal: Path, recovered: RecoveredTo, job: Job) -> Proof:
    """Check every page, read the free list, and see that the log goes on behind `recovered`."""
    started = began = time.monotonic()
    name = page_file.name
    findings = _check_every_page(page_file, job)
    checked = page_file.stat().st_size // PAGE_SIZE
    checks = [f"the checksums and numbers of {counted(checked, 'page')}"]
    rows = [_row("pages", name, findings, checked, began)]
    rows += [CheckRow("page", one.object_name, CheckResult.BAD, 0, 0, one.message) for one in findings]
    began, of_list = time.monotonic(), list[Finding]()
    with page_file.open("rb") as file:
        page_zero = file.read(PAGE_SIZE)
    free: tuple[int, ...] = ()
    try:
        free = tuple(decode_free_list(page_zero))
        checks.append(f"the free list ({counted(len(free), 'page')})")
        if any(not 0 < number < checked for number in free):
            of_list.append(_error("free-list", str(page_file), "the free list names pages that do not exist"))
    except PageCorrupt as error:
        of_list.append(_error("free-list", str(page_file), error.what))
    rows.append(_row("free-list", name, of_list, len(free), began))
    began, of_log = time.monotonic(), list[Finding]()
    log = read_log(wal)
    checks.append(f"the log, which goes on at LSN {recovered.lsn + 1} with a flushed checkpoint")
    current = log.current
    if current is None or not log.end.clean or log.flushed_checkpoints(current)[-1:] != [recovered.lsn + 1]:
        of_log.append(
            _error("wal", str(wal), f"the log does not go on at LSN {recovered.lsn + 1}: {log.end.reason}")
        )
    rows.append(_row("log", wal.name, of_log, 0, began))
    findings += [*of_list, *of_log]
    elapsed = int((time.monotonic() - started) * 1000)
    return Proof(not findings, tuple(checks), tuple(findings), elapsed, rows=tuple(rows))


def _row(name: str, what: str, findings: list[Finding], count: int, began: float) -> CheckRow:
    """What one check came to, which `findings` are of."""
    result = CheckResult.BAD if findings else CheckResult.GOOD
    message = findings[0].message if findings else ""
    return CheckRow(name, what, result, count, time.monotonic() - began, message)


def _check_every_page(page_file: Path, job: Job) -> list[Finding]:
    findings: list[Finding] = []
    with job.phase("checking pages", page_file.stat().st_size), page_file.open("rb") as file:
        block = 0
        while data := file.read(_BATCH_PAGES * PAGE_SIZE):
            count = len(data) // PAGE_SIZE
            verdict = check_pages(memoryview(data), np.arange(block, block + count))
            for index, reason in zip(verdict.bad.tolist(), verdict.reasons, strict=True):
                if len(findings) < _MAX_FINDINGS:
                    findings.append(_error("page-corrupt", f"page {block + index}", reason))
            block += count
            job.advance(len(data))
    return findings


def _error(code: str, where: str, message: str) -> Finding:
    return Finding(Severity.ERROR, code, where, message)
