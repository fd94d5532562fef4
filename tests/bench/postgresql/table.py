"""The table of the bench: medians, spread, and ratios beside what is promised."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence

from tests.bench.postgresql.measuring import Comparison, Figure, Outcome, Sample

HEADINGS = (
    "row",
    "peer",
    "of",
    "ours s",
    "CPU s",
    "peer s",
    "CPU s",
    "MB",
    "ratio",
    "between",
    "floor",
    "target",
    "",
    "other",
)


def verdict(value: float, floor: float | None, target: float | None, *, at_most: bool = False) -> str:
    """`MISSED`, `floor` or `target`: what was reached; empty where nothing is promised."""
    if floor is None:
        return ""
    sign = -1 if at_most else 1
    if sign * value < sign * floor:
        return "MISSED"
    return "target" if target is None or sign * value >= sign * target else "floor"


def lines_of(outcomes: Iterable[Outcome]) -> list[tuple[str, ...]]:
    """The table's cells, headings first."""
    rows: list[tuple[str, ...]] = [HEADINGS]
    for outcome in outcomes:
        for line in outcome.lines:
            rows.append(_comparison(line) if isinstance(line, Comparison) else _figure(line))
    return rows


def text_of(rows: Sequence[tuple[str, ...]]) -> str:
    """Columns side by side: text to the left, numbers to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    left = (0, 1, 2, 12)
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if number in left else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def missed(outcomes: Iterable[Outcome]) -> list[str]:
    """The rows whose floor was not reached."""
    return [row[0] for row in lines_of(outcomes)[1:] if row[12] == "MISSED"]


def _comparison(line: Comparison) -> tuple[str, ...]:
    ours, peer = line.samples[line.ours], line.samples[line.peer]
    ratio = statistics.median(line.ratios)
    return (
        line.row,
        line.peer,
        line.what,
        _median(ours, "wall"),
        _median(ours, "cpu"),
        _median(peer, "wall"),
        _median(peer, "cpu"),
        f"{statistics.median(sample.size for sample in ours) / 1e6:.1f}",
        f"{ratio:.2f}x",
        f"{line.ratios[0]:.2f}-{line.ratios[-1]:.2f}",
        _promise(line.floor, "x"),
        _promise(line.target, "x"),
        verdict(ratio, line.floor, line.target),
        f"{statistics.median(sample.other for sample in (*ours, *peer)):.1f}",
    )


def _figure(line: Figure) -> tuple[str, ...]:
    reached = verdict(line.value, line.floor, line.target, at_most=line.at_most)
    value, floor, target = (_number(number, line.unit) for number in (line.value, line.floor, line.target))
    return (line.row, "", "", "", "", "", "", "", value, "", floor, target, reached, "")


def _median(samples: Sequence[Sample], what: str) -> str:
    return f"{statistics.median(getattr(sample, what) for sample in samples):.3f}"


def _promise(value: float | None, unit: str) -> str:
    return "" if value is None else _number(value, unit)


def _number(value: float, unit: str) -> str:
    return f"{value:.4g}{unit}"
