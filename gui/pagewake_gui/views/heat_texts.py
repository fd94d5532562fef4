"""What the heat map says in words: metrics, values, legends, cells."""

from __future__ import annotations

import math

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from pagewake.desk.heat import HeatSheet, HeatTile
from pagewake.insight.heat_values import Aggregate, Metric, Scale, ScaleKind
from pagewake_gui.charts.heat_overlay import Blocks
from pagewake_gui.counts import Counts
from pagewake_gui.formats import Formats

translate = QCoreApplication.translate
_SHORT = 3600.0
"""Over less than this, legends tell seconds."""

METRICS: tuple[tuple[Metric, str], ...] = (
    (Metric.CHANGES, str(QT_TRANSLATE_NOOP("Heat", "Times changed"))),
    (Metric.LAST_CHANGED, str(QT_TRANSLATE_NOOP("Heat", "Last changed"))),
    (Metric.CHANGED_BETWEEN, str(QT_TRANSLATE_NOOP("Heat", "Changed between A and B"))),
    (Metric.VERSIONS, str(QT_TRANSLATE_NOOP("Heat", "Versions kept"))),
    (Metric.BYTES_STORED, str(QT_TRANSLATE_NOOP("Heat", "Bytes stored"))),
    (Metric.PAGE_STATE, str(QT_TRANSLATE_NOOP("Heat", "State of pages"))),
)
SCALES: tuple[tuple[ScaleKind, str], ...] = (
    (ScaleKind.LOG, str(QT_TRANSLATE_NOOP("Heat", "Log scale"))),
    (ScaleKind.LINEAR, str(QT_TRANSLATE_NOOP("Heat", "Linear scale"))),
    (ScaleKind.QUANTILE, str(QT_TRANSLATE_NOOP("Heat", "Quantile scale"))),
)
_BETWEEN = {
    1: QT_TRANSLATE_NOOP("Heat", "the same"),
    2: QT_TRANSLATE_NOOP("Heat", "changed"),
    3: QT_TRANSLATE_NOOP("Heat", "new in B"),
}
_STATES = {
    1: QT_TRANSLATE_NOOP("Heat", "nothing bad known"),
    2: QT_TRANSLATE_NOOP("Heat", "bad in an older backup"),
    3: QT_TRANSLATE_NOOP("Heat", "bad in the newest backup"),
}
WORDS = {Metric.CHANGED_BETWEEN: _BETWEEN, Metric.PAGE_STATE: _STATES}
"""Metrics whose values are words."""


_COLOURS = {
    Metric.CHANGED_BETWEEN: {1: "line", 2: "accent", 3: ""},
    Metric.PAGE_STATE: {1: "line", 2: "", 3: "bad"},
}


def word_colours(metric: Metric, scale: Scale) -> list[tuple[int, str]]:
    """For a metric of words the steps of its values, and the names of their colours."""
    return [(scale.steps_of(value, value)[0], _COLOURS[metric][value]) for value in _words_in(metric, scale)]


def _words_in(metric: Metric, scale: Scale) -> list[int]:
    return [value for value in WORDS[metric] if scale.edges[1] <= value <= max(scale.highest, scale.edges[1])]


def metric_text(metric: Metric) -> str:
    """What a metric is called."""
    return translate("Heat", dict(METRICS)[metric])


def value_text(sheet: HeatSheet, value: float, formats: Formats) -> str:
    """A value of the sheet's metric."""
    metric = sheet.question.metric
    if not value:
        return translate("Heat", "no data")
    if metric in WORDS:
        return translate("Heat", str(WORDS[metric].get(round(value), "")))
    if metric is Metric.LAST_CHANGED:
        return moment_of(sheet, round(value), formats)
    if metric is Metric.BYTES_STORED:
        return formats.size(value)
    if value != round(value):
        return formats.locale.toString(float(value), "f", 2)
    return formats.count(round(value))


def moment_of(sheet: HeatSheet, stretch: int, formats: Formats) -> str:
    """When a stretch, by its number from 1, ended; where nobody knows, its LSN is not either."""
    if not 1 <= stretch <= len(sheet.times):
        return translate("Heat", "never, as far as WAL is known")
    return formats.moment(float(sheet.times[stretch - 1]))


def legend_marks(
    sheet: HeatSheet, scale: Scale, formats: Formats, aggregate: Aggregate = Aggregate.MAX
) -> list[tuple[int, str]]:
    """Steps of a legend with the values that they begin with."""
    metric = sheet.question.metric
    if metric in WORDS:
        known = _words_in(metric, scale)
        return [(scale.steps_of(value, value)[0], value_text(sheet, value, formats)) for value in known]
    if metric is Metric.LAST_CHANGED and scale.edge_time is not None:
        short = float(scale.edge_time[255] - scale.edge_time[1]) < _SHORT
        return [(step, formats.moment(float(scale.edge_time[step]), seconds=short)) for step in (1, 128, 255)]
    found: list[tuple[int, str]] = []
    for step in (1, 64, 128, 192, 255):
        edge = float(scale.edges[step])
        # Counts are whole: the first that a step shows is the next one from its edge on.
        edge = math.ceil(edge - 1e-9) if aggregate is Aggregate.MAX else _rounded(edge)
        said = value_text(sheet, edge, formats)
        if step == 255 and scale.highest > scale.edges[255]:
            said = translate("Heat", "{0} and more").format(said)
        if not found or found[-1][1] != said:
            found.append((step, said))
    return found


def _rounded(value: float) -> float:
    return round(value) if value >= 10 else round(value, 1)


def cell_place(sheet: HeatSheet, blocks: Blocks, formats: Formats) -> str:
    """Which blocks of which relation a cell is."""
    inside = sheet.row.within(*blocks)
    if not inside:
        return translate("Heat", "room between two relations")
    number, first, last = inside[0]
    name = sheet.row.names[number]
    if len(inside) > 1:
        return Counts(formats).others(name, len(inside) - 1)
    if first == last:
        return translate("Heat", "{0} block {1}").format(name, formats.count(first))
    return translate("Heat", "{0} blocks {1} to {2}").format(name, formats.count(first), formats.count(last))


def cell_text(sheet: HeatSheet, tile: HeatTile, cell: int, blocks: Blocks, formats: Formats) -> str:
    """A cell in one line: where it is, its value, when it changed last."""
    value = float(tile.values[cell])
    said = value_text(sheet, value, formats)
    metric = sheet.question.metric
    parts = [cell_place(sheet, blocks, formats)]
    if metric is Metric.CHANGES:
        if not value:
            parts.append(translate("Heat", "not changed"))
        elif blocks[0] == blocks[1]:
            parts.append(Counts(formats).times_changed(value, said))
        else:
            parts.append(Counts(formats).times_changed_at_most(value, said))
    elif metric is not Metric.LAST_CHANGED:
        parts.append(f"{metric_text(metric)}: {said}")
    last = int(tile.last[cell])
    if last:
        parts.append(translate("Heat", "last {0}").format(moment_of(sheet, last, formats)))
    return " · ".join(parts)
