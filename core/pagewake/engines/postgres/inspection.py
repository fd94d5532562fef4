"""Looking at PostgreSQL WAL files outside any repository, for people and scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from pagewake.blocks import RelationChanges, WalSummary
from pagewake.engines.base import LogEnd, LogInspection, RecordLine, WalSpan
from pagewake.engines.postgres.changes import named_blocks, relation_key
from pagewake.engines.postgres.managers import record_type
from pagewake.engines.postgres.raw import text_of
from pagewake.engines.postgres.segments import SegmentId, is_history_name
from pagewake.engines.postgres.summaries import Walked, amounts_by_type, summary_of, walk_stretch
from pagewake.engines.postgres.versions import WalFormat
from pagewake.engines.postgres.wal_files import Run, WalFiles, find_runs, later_pages, name_of
from pagewake.errors import LogCorrupt
from pagewake.kernels import WalStop, WalWalker, wal_walker
from pagewake.model import Finding, Severity

_PLACE = ("tablespace", "database", "relation", "fork")
_PIECE_OF_RECORDS = 256 << 10
_LOOKED_AT_AGAIN = 16 << 20


def inspect_log(paths: Sequence[Path], since: int | None, until: int | None) -> LogInspection:
    """Read WAL files, or directories of them; `since` <= LSN < `until` limits what is summarised.

    Raises:
        LogFormatUnknown: a path is no WAL of a supported version.
        LogConflict: the files are not of one database.
        LogCorrupt: a named file is no segment.
        SourceUnreadable: a path cannot be read.
    """
    files = find_runs(paths)
    parts = [part for run in files.runs if (part := _part(run, since, until)) is not None]
    findings = [*_history_findings(files), *_gap_findings(files)]
    summaries: list[WalSummary] = []
    ends: list[LogEnd] = []
    last: int | None = None
    for run, begin, exact, end in parts:
        walker, summary, log_end = _walk(run, begin, exact, end, findings)
        summaries.append(summary)
        ends.append(log_end)
        last = last if walker.last_record is None else walker.last_record
    unclean = [end for end in ends if not end.clean]
    return LogInspection(
        summary=join_summaries(summaries),
        end=(unclean or ends[-1:] or [LogEnd(None, "no record lies in the range asked for", True)])[0],
        bytes=sum(file.size for run in files.runs for file in run.files),
        findings=tuple(findings),
        records=lambda: (line for part in parts for line in _lines(*part)),
        last_lsn=last,
    )


_Part = tuple[Run, int, bool, int | None]
"""A run, where to begin, whether a record starts there, and where the first record starts that is left out."""


def _part(run: Run, since: int | None, until: int | None) -> _Part | None:
    """What of a run lies in the range asked for; None for nothing."""
    if (since is not None and since >= run.end_lsn) or (until is not None and until <= run.begin):
        return None
    begin, exact = run.begin, run.exact
    if since is not None and since > run.begin:
        found = run.record_from(since)
        if found is None:
            return None
        begin, exact = found, True
    end = run.record_from(until) if until is not None and until < run.end_lsn else None
    if end is not None and end <= begin:
        return None
    return run, begin, exact, end


def _walk(
    run: Run, begin: int, exact: bool, end: int | None, findings: list[Finding]
) -> tuple[WalWalker, WalSummary, LogEnd]:
    walker = wal_walker(run.layout, begin, exact=exact)
    for _, lsn, data in run.pieces(begin, end):
        if walker.feed(data, lsn) is not WalStop.MORE:
            break
    wal_format = run.files[0].header.format
    log_end = _end_of(run, walker, end, findings)
    first = walker.first_record if walker.first_record is not None else begin
    walked = Walked(walker, wal_format, run.files[0].header.segment_size, run.read)
    timeline = max(walker.timeline, 1)
    try:
        summary = summary_of(walked, first, max(walker.end_lsn, first), timeline)
    except LogCorrupt as error:
        findings.append(Finding(Severity.ERROR, "wal-damaged", error.object_name, error.what))
        summary = WalSummary(timeline, first, max(walker.end_lsn, first), walker.records_counted)
    sizes = amounts_by_type(walker.record_bytes, wal_format)
    return walker, replace(summary, bytes_by_type=sizes, relations=named_blocks(walker.blocks())), log_end


def _end_of(run: Run, walker: WalWalker, end: int | None, findings: list[Finding]) -> LogEnd:
    """Where and why a walk ended: a healthy log may stop anywhere, unless more of it follows."""
    lsn = walker.end_lsn
    if end is not None and walker.end_lsn >= end:
        return LogEnd(lsn, "the range asked for ends here", True)
    if walker.stop is WalStop.MORE:
        if walker.pending is None:
            return LogEnd(lsn, "the files end here", True)
        return LogEnd(lsn, f"the files end inside the record at {text_of(walker.pending)}", True)
    stop = walker.stop_lsn
    reason = f"{walker.stop.description} at {text_of(stop)}"
    file = next((one for one in run.files if one.first_lsn <= stop < one.end_lsn), run.files[-1])
    follows = file is not run.files[-1] or later_pages(file, stop)
    if not follows or _still_written(run, walker):
        return LogEnd(lsn, f"{reason}: the end of the log", True)
    findings.append(
        Finding(
            Severity.ERROR,
            "wal-damaged",
            str(file.path),
            f"The log cannot be read past {text_of(lsn)}: {reason}, and more of it lies behind.",
            "Recovery would end there. Take the segment from another copy, or a full backup now.",
        )
    )
    return LogEnd(lsn, reason, False)


def _still_written(run: Run, walker: WalWalker) -> bool:
    """Whether a walk from its end goes on now: the server wrote the page after it had been read."""
    begin = max(walker.end_lsn, run.begin)
    if not run.files[0].first_lsn <= begin < run.end_lsn:
        return False
    again = wal_walker(run.layout, begin, exact=walker.records_counted > 0 or run.exact)
    for _, lsn, data in run.pieces(begin, size=_PIECE_OF_RECORDS):
        if again.feed(data, lsn) is not WalStop.MORE or again.records_counted:
            return again.records_counted > 0
        if lsn > begin + _LOOKED_AT_AGAIN:
            break
    return False


def _history_findings(files: WalFiles) -> Iterator[Finding]:
    for name, what in files.doubted:
        yield Finding(Severity.WARNING, "timeline-history-damaged", name, f"It cannot be read: {what}.")


def _gap_findings(files: WalFiles) -> Iterator[Finding]:
    """Segments that are missing between those of one timeline."""
    by_timeline: dict[int, list[SegmentId]] = {}
    whole = {file.segment for run in files.runs for file in run.files if file.whole}
    for run in files.runs:
        for file in run.files:
            by_timeline.setdefault(file.segment.timeline, []).append(file.segment)
    for segments in by_timeline.values():
        segments.sort()
        for last, following in pairwise(segments):
            name = name_of(last, files.segment_size)
            if following.number == last.number + 1:
                if last not in whole:
                    yield _gap(name, "It is cut short, and segments after it are here.")
                continue
            missing = name_of(SegmentId(last.timeline, last.number + 1), files.segment_size)
            count = following.number - last.number - 1
            state = "holds no WAL of its name" if missing in files.stale else "is missing"
            more = f" (and {count - 1} after it)" if count > 1 else ""
            yield _gap(missing, f"This segment{more} {state}, and segments after it are here.")


def _gap(name: str, message: str) -> Finding:
    return Finding(
        Severity.ERROR, "wal-gap", name, message, "Recovery cannot pass it; find the segment in the archive."
    )


def _lines(run: Run, begin: int, exact: bool, end: int | None) -> Iterator[RecordLine]:
    """One line a record, with its whole length (images counted)."""
    walker = wal_walker(run.layout, begin, exact=exact, records=True)
    wal_format = run.files[0].header.format
    for file, lsn, data in run.pieces(begin, end, _PIECE_OF_RECORDS):
        walker.feed(data, lsn)
        yield from _record_lines(walker, wal_format, file.segment.timeline)
        if walker.stop is not WalStop.MORE:
            return
        walker.forget()


def _record_lines(walker: WalWalker, wal_format: WalFormat, timeline: int) -> Iterator[RecordLine]:
    rows: Any = walker.records()
    columns = [
        rows[name].tolist()
        for name in ("lsn", "tot_len", "rmid", "info", "xid", "prev", "first_block", "n_blocks")
    ]
    refs: Any = walker.block_refs()
    blocks = [
        (relation_key(*place), block)
        for *place, block in zip(
            *(refs[name].tolist() for name in ("tablespace", "database", "relation", "fork", "block")),
            strict=True,
        )
    ]
    for lsn, length, rmid, info, xid, prev, first, count in zip(*columns, strict=True):
        yield RecordLine(
            lsn=lsn,
            length=length,
            type=record_type(wal_format, rmid, info),
            tx=str(xid) if xid else None,
            prev=prev,
            blocks=tuple(blocks[first : first + count]),
            timeline=timeline,
        )


def block_records(
    data: bytes | memoryview,
    span: WalSpan,
    relation: str,
    block: int,
    before: bytes | memoryview | None = None,
) -> tuple[RecordLine, ...]:
    """The records that end in an archived stretch and name a block, in LSN order. Raises LogCorrupt."""
    if is_history_name(span.name):
        return ()
    walked = walk_stretch(
        data, span.first_lsn, span.end_lsn, span.timeline, name=span.name, before=before, records=True
    )
    rows: Any = walked.walker.records()
    refs: Any = walked.walker.block_refs()
    here = np.flatnonzero(refs["block"] == block)
    places = zip(*(refs[name][here].tolist() for name in _PLACE), strict=True)
    named = here[[relation_key(*place) == relation for place in places]] if len(here) else here
    # A record without blocks has the first block of the next one: of several records, the last is the owner.
    owners = np.unique(np.searchsorted(rows["first_block"], named, side="right") - 1)
    return tuple(
        RecordLine(
            lsn=int(row["lsn"]),
            length=int(row["tot_len"]),
            type=record_type(walked.wal_format, int(row["rmid"]), int(row["info"])),
            tx=str(row["xid"]) if row["xid"] else None,
            prev=int(row["prev"]),
            blocks=((relation, block),),
            timeline=span.timeline,
        )
        for row in rows[owners]
    )


def join_summaries(summaries: Sequence[WalSummary]) -> WalSummary:
    """One summary of consecutive parts of a log; on the last one's timeline where they are on several."""
    if not summaries:
        return WalSummary(1, 0, 0)
    if len(summaries) == 1:
        return summaries[0]
    relations: dict[str, RelationChanges] = {}
    by_type: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for one in summaries:
        for key, changes in one.relations.items():
            relations[key] = relations[key].then(changes) if key in relations else changes
        by_type.update(one.by_type)
        sizes.update(one.bytes_by_type)
    last = summaries[-1]
    return WalSummary(
        timeline=last.timeline,
        first_lsn=min(one.first_lsn for one in summaries),
        end_lsn=max(one.end_lsn for one in summaries),
        records=sum(one.records for one in summaries),
        first_time=min((one.first_time for one in summaries if one.first_time), default=None),
        last_time=max((one.last_time for one in summaries if one.last_time), default=None),
        relations=relations,
        commits=sum(one.commits for one in summaries),
        aborts=sum(one.aborts for one in summaries),
        first_commit_time=min(
            (one.first_commit_time for one in summaries if one.first_commit_time), default=None
        ),
        last_commit_time=max(
            (one.last_commit_time for one in summaries if one.last_commit_time), default=None
        ),
        by_type=dict(by_type),
        bytes_by_type=dict(sizes),
        restore_points=tuple(point for one in summaries for point in one.restore_points),
        redo_points=tuple(sorted({point for one in summaries for point in one.redo_points})),
        whole_directories=frozenset().union(*(one.whole_directories for one in summaries)),
        breakers=tuple(breaker for one in summaries for breaker in one.breakers),
        events=tuple(event for one in summaries for event in one.events),
    )
