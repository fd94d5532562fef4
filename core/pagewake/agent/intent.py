"""What an agent means to do, in words: said when it begins, and when its settings change. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from pagewake.config import SourceSettings
from pagewake.routine import AgentSettings
from pagewake.units import duration_code


def of_source(source: SourceSettings, agent: AgentSettings) -> dict[str, str]:
    """What is done for a source: for each task how often, or never."""
    schedule = source.schedule
    types = [
        f"{type_} at '{schedule.calendar[type_]}'"
        if type_ in schedule.calendar
        else f"{type_} {_every(every)}"
        for type_, every in schedule.intervals.items()
        if every is not None
    ]
    quiet = f", in {source.quiet} UTC incrementals only" if source.quiet is not None else ""
    verify, copy = source.verify, source.copy
    return {
        "backup": ", ".join(types) + quiet if types else "never",
        "stream": "yes" if source.stream else "no",
        "verify": f"{verify.level} {_every(verify.every)}" if verify.every else "never",
        "drill": _every(source.drill.every),
        "copy": f"to {copy.to} {_every(copy.every)}" if copy.every else "never",
        "expire": _expire(source, agent),
    }


def of_prune(sources: Iterable[SourceSettings], agent: AgentSettings) -> str:
    """How often the repository of these sources is pruned, or why never."""
    if agent.prune is not None and not any(source.retention_given for source in sources):
        return "never: no source in it has a retention in the settings"
    return _every(agent.prune)


def _expire(source: SourceSettings, agent: AgentSettings) -> str:
    if agent.expire is not None and not source.retention_given:
        return "never: it has no retention in the settings"
    return _every(agent.expire)


def _every(interval: timedelta | None) -> str:
    return "never" if interval is None else f"every {duration_code(interval)}"
