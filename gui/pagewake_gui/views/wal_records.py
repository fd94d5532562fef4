"""The records of one stretch of WAL as columns of a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from pagewake.repository.stretches import StretchRow
from pagewake_gui.formats import Formats
from pagewake_gui.models.columns import Align, Column

MOST_BLOCKS = 4


@dataclass(frozen=True)
class Records:
    """Records of a stretch in log order; `more` says that there are others behind them."""

    stretch: StretchRow
    lines: list[Any]
    more: bool


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
