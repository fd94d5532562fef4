"""Documents as pages: one self-contained HTML file, everything in it escaped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from functools import partial
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pagewake.insight.matrix import Check
from pagewake.report.proofs import CHECK_WORDS
from pagewake.units import counted, duration_text, size_text

_SHAPES = {"good": "●", "warn": "▲", "bad": "■", "unknown": "○"}
_VERDICTS = {"healthy": "good", "attention": "warn", "at risk": "bad", "no backup": "bad"}
_RESULTS = {"good": "good", "bad": "bad", "never": "unknown"}


def integrity_html(document: Mapping[str, Any]) -> str:
    """An integrity report (`report.integrity`) as a page; times are written in the report's zone."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(
        moment=partial(_moment, zone=_zone(document["zone"])),
        size=size_text,
        duration=duration_text,
        shape=_SHAPES.__getitem__,
        check_title=lambda check: check.upper() if check == Check.WAL else check.capitalize(),
        verdict_state=lambda verdict: _VERDICTS.get(verdict, "unknown"),
        result_state=lambda result: _RESULTS.get(result, "unknown"),
        check_words=lambda name: CHECK_WORDS.get(name, name),
        objects=lambda count: counted(count, "object"),
        amount=lambda count, unit: counted(count, unit) if unit else "",
    )
    text = files("pagewake_resources").joinpath("reports", "integrity.html.j2").read_text("utf-8")
    template = environment.from_string(text)
    return template.render(document=document, checks=[check.value for check in Check])


def _zone(name: str) -> tzinfo | None:
    """The zone of that name; None for the machine's own. One that is not known here is UTC."""
    if name == "local":
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def _moment(text: str | None, *, zone: tzinfo | None) -> str:
    """A time of a document as people read it, with its offset."""
    if text is None:
        return "unknown"
    moment = datetime.fromisoformat(text).astimezone(zone)
    offset = moment.strftime("%z")
    shown = "UTC" if offset == "+0000" else f"{offset[:3]}:{offset[3:5]}"
    return f"{moment.strftime('%Y-%m-%d %H:%M:%S')} {shown}"
