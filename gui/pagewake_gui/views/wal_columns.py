"""The tables of the WAL explorer: buckets, stretches, the records of one stretch; and the line above them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from pagewake.insight.wal_activity import WalActivity
from pagewake.repository.stretches import StretchRow
from pagewake_gui.counts import Counts
from pagewake_gui.formats import Formats
from pagewake_gui.models.columns import Align, Column

MOST_BLOCKS = 4


@dataclass(frozen=True)
class Records:
    """Records of a stretch in log order; `more` says that there are others behind them."""

    stretch: StretchRow
    lines: list[Any]
    more: bool


def summary(activity: WalActivity, formats: Formats) -> str:
    """What the range consists of, in a line."""
    counts = Counts(formats)
    images, left, unread = int(activity.images.sum()), activity.left_out, len(activity.unread)
    parts = [
        QCoreApplication.translate("WalView", "{0} of WAL").format(
            formats.size(int(activity.wal_bytes.sum()))
        ),
        counts.records(int(activity.record_counts.sum())),
        counts.commits(int(activity.commits.sum())),
        counts.checkpoints(int(activity.checkpoints.sum())),
        counts.restore_points(int(activity.restore_points.sum())),
        counts.images(images) if images else "",
        counts.older_left_out(left) if left else "",
        counts.unread(unread) if unread else "",
    ]
    return " · ".join(part for part in parts if part)


def bucket_text(
    activity: WalActivity, bar: int, lsn: Callable[[int], str], formats: Formats
) -> tuple[str, ...]:
    """What a bucket is, part by part: where, when, how much of what."""
    counts = Counts(formats)
    parts = [
        QCoreApplication.translate("WalView", "LSN {0} to {1}").format(
            lsn(int(activity.first_lsn[bar])), lsn(int(activity.end_lsn[bar]))
        ),
        formats.moment(float(activity.first_time[bar])),
        counts.records(int(activity.record_counts[bar].sum())),
        counts.commits(int(activity.commits[bar])),
    ]
    found = zip(activity.managers, activity.record_bytes[bar].tolist(), strict=True)
    for manager, size in sorted(found, key=lambda one: -one[1])[:3]:
        parts.append(f"{manager} {formats.size(size)}")
    return tuple(parts)


def bucket_columns(activity: WalActivity, lsn: Callable[[int], str], formats: Formats) -> list[Column]:
    """One row a bucket of the chart."""
    translate = QCoreApplication.translate
    count, size = formats.count, formats.size

    def position(value: int) -> str:
        return lsn(int(value))

    def number(
        name: str, title: str, values: NDArray[np.int64], text: Callable[[int], str] = count
    ) -> Column:
        return Column(
            name,
            title,
            values,
            lambda value: text(int(value)),
            Align.RIGHT,
            width=max(96, 30 + 8 * len(title)),
        )

    columns = [
        Column(
            "first_lsn",
            translate("WalView", "First LSN"),
            activity.first_lsn,
            position,
            Align.RIGHT,
            width=110,
        ),
        Column(
            "end_lsn", translate("WalView", "End LSN"), activity.end_lsn, position, Align.RIGHT, width=110
        ),
        Column("first_time", translate("WalView", "From"), activity.first_time, formats.moment, width=190),
        Column("last_time", translate("WalView", "To"), activity.last_time, formats.moment, width=190),
        number("wal_bytes", translate("WalView", "WAL"), activity.wal_bytes, size),
        number("records", translate("WalView", "Records"), activity.record_counts.sum(axis=1)),
        number("commits", translate("WalView", "Commits"), activity.commits),
        number("aborts", translate("WalView", "Aborts"), activity.aborts),
        number("checkpoints", translate("WalView", "Checkpoints"), activity.checkpoints),
        number("restore_points", translate("WalView", "Restore points"), activity.restore_points),
        number("images", translate("WalView", "Full-page images"), activity.images),
        number("changed_blocks", translate("WalView", "Blocks"), activity.changed_blocks),
    ]
    for at, manager in enumerate(activity.managers):
        title = translate("WalView", "{0}, bytes").format(manager)
        columns.append(number(f"{manager}_bytes", title, activity.record_bytes[:, at], size))
    return columns


def stretch_columns(rows: Sequence[StretchRow], lsn: Callable[[int], str], formats: Formats) -> list[Column]:
    """One row a stretch of archived WAL."""
    translate = QCoreApplication.translate
    return [
        Column(
            "name", translate("WalView", "Name"), [one.name for one in rows], tip=str, width=214, least=110
        ),
        Column(
            "first_lsn",
            translate("WalView", "First LSN"),
            [one.first_lsn for one in rows],
            lsn,
            Align.RIGHT,
            width=100,
        ),
        Column(
            "size",
            translate("WalView", "Size"),
            [one.size for one in rows],
            formats.size,
            Align.RIGHT,
            width=84,
        ),
        Column(
            "records",
            translate("WalView", "Records"),
            [one.records for one in rows],
            formats.count,
            Align.RIGHT,
            width=84,
        ),
        Column(
            "commits",
            translate("WalView", "Commits"),
            [one.commits for one in rows],
            formats.count,
            Align.RIGHT,
            width=84,
        ),
        Column(
            "last_time",
            translate("WalView", "Last record"),
            [one.last_time for one in rows],
            formats.moment,
            width=190,
        ),
    ]


def record_columns(records: Records, lsn: Callable[[int], str], formats: Formats) -> list[Column]:
    """LSN, type, length, transaction, previous record, and the blocks that a record touches."""
    translate, lines = QCoreApplication.translate, records.lines
    return [
        Column("lsn", translate("WalView", "LSN"), [one.lsn for one in lines], lsn, Align.RIGHT, width=110),
        Column("type", translate("WalView", "Type"), [one.type for one in lines], width=150),
        Column(
            "length",
            translate("WalView", "Bytes"),
            [one.length for one in lines],
            formats.count,
            Align.RIGHT,
            width=70,
        ),
        Column("tx", translate("WalView", "Transaction"), [one.tx or "" for one in lines], width=130),
        Column(
            "blocks",
            translate("WalView", "Blocks"),
            [one.blocks for one in lines],
            _blocks_text,
            key=_blocks_text,
            width=220,
        ),
        Column(
            "prev",
            translate("WalView", "Previous"),
            [one.prev for one in lines],
            lambda prev: "" if prev is None else lsn(prev),
            Align.RIGHT,
            key=lambda prev: -1 if prev is None else prev,
            width=100,
        ),
    ]


def _blocks_text(blocks: tuple[tuple[str, int], ...]) -> str:
    shown = ", ".join(f"{relation} {block}" for relation, block in blocks[:MOST_BLOCKS])
    return f"{shown} +{len(blocks) - MOST_BLOCKS}" if len(blocks) > MOST_BLOCKS else shown
