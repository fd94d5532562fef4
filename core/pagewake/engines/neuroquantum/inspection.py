"""Looking at WAL files and pages outside any repository, for people and scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from pagewake.blocks import RelationChanges, WalSummary
from pagewake.engines.base import LogInspection, PageDescription, PageField, RecordLine, WalSpan
from pagewake.engines.neuroquantum import pages as page_format
from pagewake.engines.neuroquantum.layout import RELATION, WAL_DIRECTORY, segment_number
from pagewake.engines.neuroquantum.log import Epoch, UsableLog, read_segments
from pagewake.engines.neuroquantum.records import VARIANT_NAMES, record_at, tx_text
from pagewake.engines.neuroquantum.segments import Segment, list_segments
from pagewake.engines.neuroquantum.stretches import read_stretch, summarise
from pagewake.errors import LogFormatUnknown, PageCorrupt
from pagewake.kernels import LogColumns, RecordKind, walk_log
from pagewake.units import counted

_NONE = "none"


def inspect_log(paths: Sequence[Path], since: int | None, until: int | None) -> LogInspection:
    """Read segments, or directories of them, as one log; `since` <= LSN < `until` limits what is summarised.

    Raises:
        LogFormatUnknown: a path is no segment of this engine.
        SourceUnreadable: a path cannot be read.
    """
    log = read_segments(_segments_of(paths))
    ranges = [
        (epoch, first, end)
        for epoch in log.epochs
        for first, end in log.stretches(
            epoch,
            epoch.first_lsn if since is None else min(max(since, epoch.first_lsn), epoch.end_lsn),
            epoch.end_lsn if until is None else max(min(until, epoch.end_lsn), epoch.first_lsn),
        )
    ]
    summaries = [summarise(_columns(log, *piece)[0], piece[0].number) for piece in ranges]
    return LogInspection(
        summary=join_summaries(summaries),
        end=log.end,
        bytes=log.size,
        findings=log.findings,
        records=lambda: _lines(log, ranges),
    )


def _segments_of(paths: Sequence[Path]) -> list[Segment]:
    found: dict[Path, Segment] = {}
    for path in paths:
        number = segment_number(path.name)
        if path.is_dir():
            found |= {segment.path: segment for segment in _in_directory(path)}
        elif number is not None:
            found[path] = Segment(number, path)
        elif path.is_file() and _begins_with_record(path):
            found[path] = Segment(len(found), path)
        else:
            raise LogFormatUnknown("is not a NeuroQuantumDB WAL segment", object_name=str(path))
    return sorted(found.values(), key=lambda segment: (segment.number, str(segment.path)))


def _in_directory(path: Path) -> list[Segment]:
    if not path.is_dir():
        return []
    return list_segments(path) or (
        list_segments(path / WAL_DIRECTORY) if (path / WAL_DIRECTORY).is_dir() else []
    )


def _begins_with_record(path: Path) -> bool:
    """Whether a file under a foreign name (an extracted stretch, say) begins with a whole record."""
    with path.open("rb") as file:
        head = file.read(1 << 20)
    return len(walk_log(head)) > 0


def _columns(log: UsableLog, epoch: Epoch, first: int, end: int) -> tuple[LogColumns, bytes]:
    data = log.frames(epoch, first, end)
    return read_stretch(data, first, end), data


def _lines(log: UsableLog, ranges: Sequence[tuple[Epoch, int, int]]) -> Iterator[RecordLine]:
    for epoch, first, end in ranges:
        columns, data = _columns(log, epoch, first, end)
        yield from record_lines(columns, data, epoch.number)


def record_lines(columns: LogColumns, data: bytes, timeline: int) -> Iterator[RecordLine]:
    """One line a record, with its length as the frame says it (the length prefix not counted)."""
    changes = (RecordKind.UPDATE, RecordKind.CLR)
    for row in range(len(columns)):
        record = record_at(columns, data, row)
        changed = columns.kind[row] in changes
        yield RecordLine(
            lsn=record.lsn,
            length=int(columns.length[row]),
            type=record.type,
            tx=None if record.tx is None else tx_text(record.tx),
            prev=record.prev_lsn,
            blocks=((RELATION, int(columns.page_id[row])),) if changed else (),
            timeline=timeline,
        )


def block_records(
    data: bytes | memoryview, span: WalSpan, relation: str, block: int
) -> tuple[RecordLine, ...]:
    """The Updates and CLRs of an archived stretch that change a page, in LSN order. Raises LogCorrupt, LogGap."""
    columns = read_stretch(data, span.first_lsn, span.end_lsn, name=span.name)
    changes = (columns.kind == RecordKind.UPDATE) | (columns.kind == RecordKind.CLR)
    chosen = changes & (columns.page_id == np.uint64(block)) & (relation == RELATION)
    return tuple(record_lines(columns.take(chosen), bytes(data), span.timeline))


def join_summaries(summaries: Sequence[WalSummary]) -> WalSummary:
    """One summary of consecutive stretches; on the last one's timeline where they are on several."""
    if not summaries:
        return WalSummary(1, 0, 0)
    relations: dict[str, RelationChanges] = {}
    for summary in summaries:
        for key, changes in summary.relations.items():
            relations[key] = relations[key].then(changes) if key in relations else changes
    firsts = [s.first_time for s in summaries if s.first_time is not None]
    lasts = [s.last_time for s in summaries if s.last_time is not None]
    commit_firsts = [s.first_commit_time for s in summaries if s.first_commit_time is not None]
    commit_lasts = [s.last_commit_time for s in summaries if s.last_commit_time is not None]
    return WalSummary(
        timeline=summaries[-1].timeline,
        first_lsn=summaries[0].first_lsn,
        end_lsn=summaries[-1].end_lsn,
        records=sum(s.records for s in summaries),
        first_time=min(firsts, default=None),
        last_time=max(lasts, default=None),
        relations=relations,
        commits=sum(s.commits for s in summaries),
        aborts=sum(s.aborts for s in summaries),
        first_commit_time=min(commit_firsts, default=None),
        last_commit_time=max(commit_lasts, default=None),
        by_type=_added([s.by_type for s in summaries]),
        bytes_by_type=_added([s.bytes_by_type for s in summaries]),
        redo_points=tuple(point for s in summaries for point in s.redo_points),
    )


def _added(parts: Sequence[object]) -> dict[str, int]:
    totals = dict.fromkeys(VARIANT_NAMES, 0)
    for part in parts:
        assert isinstance(part, dict)
        for name, amount in part.items():
            totals[name] += amount
    return {name: total for name, total in totals.items() if total}


def describe_page(page: bytes, block: int) -> PageDescription:
    """Decode a page for people; whatever is wrong with it is a problem, not an error."""
    if len(page) < page_format.PAGE_SIZE:
        return PageDescription((), None, None, (f"the page has {len(page)} bytes instead of 4096",))
    page = page[: page_format.PAGE_SIZE]
    if not np.frombuffer(page, np.uint8).any():
        return PageDescription((), None, None, ("the page is all zeros: it was never written",))
    header = page_format.read_header(page)
    actual = page_format.checksum(page)
    unchecked = header.checksum == 0 and actual != 0
    problems = _problems(header, block, actual, unchecked)
    type_name = (
        page_format.TYPE_NAMES[header.type] if header.type < len(page_format.TYPE_NAMES) else "unknown"
    )
    state = (
        "not kept"
        if unchecked
        else "as computed"
        if header.checksum == actual
        else f"should be {actual:#010x}"
    )
    lsn_note = "never set by the original engine" if header.lsn == 0 else "of the last change"
    fields = [
        PageField("magic", 0, 4, f"{header.magic:#010x}"),
        PageField("type", 4, 1, str(header.type), type_name),
        PageField("page id", 8, 8, str(header.page)),
        PageField("LSN", 16, 8, str(header.lsn), lsn_note),
        PageField("checksum", 24, 4, f"{header.checksum:#010x}", f"CRC-32 of the data area; {state}"),
        PageField("free space", 28, 2, str(header.free_space), "bytes behind the end of the last write"),
        PageField("slot count", 30, 2, str(header.slot_count)),
        PageField("next page", 32, 8, _page_or_none(header.next_page)),
        PageField("previous page", 40, 8, _page_or_none(header.previous_page)),
        PageField("reserved", 48, 16, header.reserved.hex(), "database id" if block == 0 else ""),
    ]
    if header.type == page_format.TYPE_FREE_LIST and header.magic == page_format.MAGIC:
        fields.append(_free_list(page, problems))
    ok = None if unchecked else header.checksum == actual
    return PageDescription(tuple(fields), header.lsn, ok, tuple(problems))


def _problems(header: page_format.PageHeader, block: int, actual: int, unchecked: bool) -> list[str]:
    problems = []
    if header.magic != page_format.MAGIC:
        problems.append("the magic number is wrong")
    if header.type >= len(page_format.TYPE_NAMES):
        problems.append(f"page type {header.type} does not exist")
    if header.page != block:
        problems.append(f"the page carries the number {header.page} and lies at {block}")
    if header.checksum != actual and not unchecked:
        problems.append("the checksum does not match the data area")
    if header.free_space > page_format.DATA_SIZE:
        problems.append(f"free space of {header.free_space} is more than a page has")
    return problems


def _free_list(page: bytes, problems: list[str]) -> PageField:
    try:
        free = page_format.decode_free_list(page)
    except PageCorrupt as error:
        problems.append(error.what)
        return PageField("free list", page_format.HEADER_SIZE, 0, "unreadable")
    text = ", ".join(str(number) for number in free[:20]) + (" ..." if len(free) > 20 else "")
    return PageField(
        "free list", page_format.HEADER_SIZE, 16 + 8 * len(free), text or _NONE, counted(len(free), "page")
    )


def _page_or_none(number: int) -> str:
    return _NONE if number == page_format.NO_PAGE else str(number)
