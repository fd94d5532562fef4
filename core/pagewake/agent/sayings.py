"""What an agent's log says of its settings, its repositories and its clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pagewake.agent import intent
from pagewake.agent.log import Log
from pagewake.agent.watch import WHOLE, Watch
from pagewake.clock import iso_utc
from pagewake.config import Settings
from pagewake.errors import PagewakeError


def of_intent(log: Log, watches: Iterable[Watch], settings: Settings, before: Settings | None) -> None:
    """What the agent means to do, as far as it is not what it meant `before`."""
    was, agent = before.sources if before is not None else {}, settings.agent
    other = before is None or before.agent != agent
    for watch in watches:
        new = [source for source in watch.sources if other or was.get(source.name) != source]
        for source in new:
            log.say("means-to", source=source.name, repository=watch.name, **intent.of_source(source, agent))
        if new:
            log.say("means-to", repository=watch.name, prune=intent.of_prune(watch.sources, agent))
    for name in was:
        if name not in settings.sources:
            log.say("source-left", source=name)


def of_refused(log: Log, error: PagewakeError, read: datetime) -> None:
    """Settings that cannot be used."""
    log.say(
        "settings-refused",
        level="error",
        at=error.object_name or None,
        error=error.what,
        why=f"it goes on by the settings that it read at {iso_utc(read.replace(microsecond=0))}",
    )


def of_repository(log: Log, watch: Watch) -> None:
    """What is new of a repository: that it cannot be reached, that it can again, who else is its agent."""
    if watch.error is not None:
        _once(log, watch, "", "repository-unreachable", "warning", watch.error.what)
        return
    _once(log, watch, "", "repository-read", "info", "")
    if watch.alone:
        why = f"begins nothing meanwhile: {watch.alone}"
        _once(log, watch, "(alone)", "makes-way", "info", why)
    else:
        log.ended(f"{watch.name}\0(alone)", "goes-on", repository=watch.name)
    for scope in (WHOLE, *(source.name for source in watch.sources)):
        other = watch.busy.get(scope, "")
        event, level = ("standby", "warning") if other else ("at-work", "info")
        _once(log, watch, scope or "(repository)", event, level, other)


def of_a_leap(log: Log, before: datetime | None, now: datetime, until: datetime) -> None:
    """The clock leapt ahead."""
    log.say(
        "clock-leapt",
        level="warning",
        before=None if before is None else iso_utc(before.replace(microsecond=0)),
        why="the machine was off, or its clock is wrong: nothing is expired or pruned for a day",
        until=iso_utc(until.replace(microsecond=0)),
    )


def _once(log: Log, watch: Watch, scope: str, event: str, level: str, why: str) -> None:
    about = f"{watch.name}\0{scope}"
    named = scope if scope != "(alone)" else ""
    log.once(about, event, level=level, repository=watch.name, source=named or None, why=why or None)
