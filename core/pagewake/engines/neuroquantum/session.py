"""One capture of a NeuroQuantumDB database: the page file, read while the database may be in use."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from pagewake.engines.base import ExtraFile, PageVerdict, Runs, SessionEnd, SourceFile
from pagewake.engines.neuroquantum.finish import LABEL_NAME, BackupLabel
from pagewake.engines.neuroquantum.layout import RELATION, Layout
from pagewake.engines.neuroquantum.pages import PAGE_SIZE
from pagewake.errors import SourceUnreadable
from pagewake.jobs import Job
from pagewake.kernels import PageFault, check_nq_pages, read_pages
from pagewake.model import Finding, WalPosition


class PageFileReader:
    """Reads runs of pages through one descriptor."""

    def __init__(self, layout: Layout) -> None:
        self._path = layout.page_file
        try:
            self._descriptor = os.open(self._path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        except OSError as error:
            raise SourceUnreadable(
                f"cannot be opened ({error.strerror})", object_name=str(self._path)
            ) from error

    def read(self, file: SourceFile, runs: Runs, into: memoryview) -> int:
        """See `BlockReader.read`."""
        try:
            return read_pages(self._descriptor, runs, file.page_size, into)
        except OSError as error:
            raise SourceUnreadable(
                f"cannot be read ({error.strerror})", object_name=str(self._path)
            ) from error

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


class PageFileSession:
    """A `BackupSession`: from `start` on, replayed to the end of the log, the copied pages are a true state.

    `label.redo` is where writing begins in a replay; `start` may be older, where transactions were open.
    """

    def __init__(
        self,
        layout: Layout,
        label: BackupLabel,
        incomplete_reason: str,
        findings: Sequence[Finding],
        end: Callable[[Job], tuple[WalPosition, Sequence[Finding]]],
    ) -> None:
        self._layout = layout
        self._label = label
        self._incomplete_reason = incomplete_reason
        self._findings = tuple(findings)
        self._end = end

    @property
    def start(self) -> WalPosition:
        """The oldest WAL that recovery needs: also that of transactions open at the checkpoint."""
        return self._label.start

    @property
    def redo(self) -> WalPosition:
        """The flushed checkpoint from which changes are replayed, or the start of the log."""
        return self._label.redo

    @property
    def incomplete_reason(self) -> str:
        """Why the log does not prove every page change; empty where it does."""
        return self._incomplete_reason

    @property
    def findings(self) -> Sequence[Finding]:
        """What begin saw."""
        return self._findings

    def files(self) -> Iterable[SourceFile]:
        """The page file. A partial page at its end is not part of the database."""
        try:
            status = self._layout.page_file.stat()
        except OSError as error:
            raise SourceUnreadable(
                f"cannot be read ({error.strerror})", object_name=str(self._layout.page_file)
            ) from error
        size = status.st_size // PAGE_SIZE * PAGE_SIZE
        return [
            SourceFile(self._layout.restored_path, size, PAGE_SIZE, RELATION, mode=status.st_mode & 0o777)
        ]

    def reader(self) -> PageFileReader:
        """A reader with a descriptor of its own."""
        return PageFileReader(self._layout)

    def check(self, file: SourceFile, blocks: NDArray[np.int64], pages: memoryview) -> PageVerdict:
        """Check pages just read."""
        return check_pages(pages, blocks)

    def end(self, job: Job) -> SessionEnd:
        """Read the log again: all that the copied pages can hold is in it by now."""
        stop, findings = self._end(job)
        return SessionEnd(stop, (ExtraFile(LABEL_NAME, self._label.encode()),), tuple(findings))

    def abort(self) -> None:
        """Nothing was taken that has to be given back."""


def check_pages(pages: memoryview, blocks: NDArray[np.int64]) -> PageVerdict:
    """Check pages whose block numbers are given, in any order."""
    if not len(blocks):
        return PageVerdict(np.empty(0, np.int64), ())
    bad, faults = check_nq_pages(pages, int(blocks[0]))
    known = faults != PageFault.WRONG_ID
    bad, faults = bad[known], faults[known]
    # The kernel takes the pages for consecutive; their own numbers are compared here with the true ones.
    whole = len(pages) // PAGE_SIZE
    header = np.frombuffer(pages, np.uint8)[: whole * PAGE_SIZE].reshape(whole, PAGE_SIZE)[:, :16]
    written = header[:, :4].any(axis=1)
    numbers = np.ascontiguousarray(header[:, 8:16]).view(np.uint64).ravel()
    misplaced = np.flatnonzero(written & (numbers != blocks[:whole].astype(np.uint64)))
    misplaced = misplaced[~np.isin(misplaced, bad)]
    order = np.argsort(np.concatenate([bad, misplaced]), kind="stable")
    all_bad = np.concatenate([bad, misplaced])[order]
    all_faults = np.concatenate([faults, np.full(len(misplaced), PageFault.WRONG_ID, faults.dtype)])[order]
    return PageVerdict(all_bad, tuple(PageFault(int(fault)).description for fault in all_faults))
