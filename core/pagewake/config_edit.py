"""Changes the settings file and leaves the rest of it as people wrote it: comments, order, unknown keys."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pagewake.config import (
    RepositorySettings,
    Retention,
    Schedule,
    Settings,
    SourceSettings,
    WindowSettings,
    checked_name,
    load_settings,
    parse_settings,
)
from pagewake.disk import REAL_DISK, Disk, write_durably
from pagewake.errors import SettingsError, UsageError
from pagewake.units import bandwidth_code, duration_code

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def add_repository(path: Path, repository: RepositorySettings, *, disk: Disk = REAL_DISK) -> Settings:
    """Write a new repository into the settings file. Raises UsageError, SettingsError."""
    entry: dict[str, Any] = {"location": repository.location}
    if repository.passphrase is not None:
        entry[f"passphrase-{repository.passphrase.kind}"] = repository.passphrase.value
    if repository.bandwidth is not None:
        entry["bandwidth"] = bandwidth_code(repository.bandwidth)
    entry.update({key.replace("_", "-"): value for key, value in repository.options.said().items()})
    return _edit(path, lambda document: _add(document, "repositories", repository.name, entry), disk)


def add_source(path: Path, source: SourceSettings, *, disk: Disk = REAL_DISK) -> Settings:
    """Write a new source into the settings file. Raises UsageError, SettingsError."""
    entry: dict[str, Any] = {"location": source.location}
    for key in ("engine", "connection", "repository"):
        if value := getattr(source, key):
            entry[key] = value
    entry["schedule"] = _schedule(source.schedule)
    entry["retention"] = _retention(source.retention)
    return _edit(path, lambda document: _add(document, "sources", source.name, entry), disk)


def change_policy(
    path: Path, source: str, schedule: Schedule, retention: Retention, *, disk: Disk = REAL_DISK
) -> Settings:
    """Give a source another schedule and retention. Raises UsageError, SettingsError.

    A line of a crontab stays where its type is given the interval that the line has.
    """
    before = load_settings(path).sources.get(source)
    lines = () if before is None else before.schedule.lines
    same = {
        name: line
        for name, line in lines
        if before is not None and before.schedule.intervals[name] == schedule.intervals[name]
    }
    kept = replace(schedule, lines=tuple((same | schedule.calendar).items()))

    def change(document: TOMLDocument) -> None:
        group: Any = document.get("sources", {})
        if source not in group:
            raise UsageError(f"there is no {source!r} among the sources", object_name=str(path))
        for key, values in (("schedule", _schedule(kept)), ("retention", _retention(retention))):
            _change_table(group[source], key, values)

    return _edit(path, change, disk)


def change_repository(
    path: Path, repository: str, *, bandwidth: int | None, trash: timedelta, disk: Disk = REAL_DISK
) -> Settings:
    """Give a repository another limit, in bytes a second, or none, and its trash another time.

    Raises UsageError, also for no time at all; SettingsError.
    """
    if trash <= timedelta(0):
        raise UsageError(
            "what expires stays in the trash for some time", advice="Write a time, as 7d or 36h."
        )
    values = {
        "bandwidth": None if bandwidth is None else bandwidth_code(bandwidth),
        "trash": None if trash == RepositorySettings.trash else duration_code(trash),
    }

    def change(document: TOMLDocument) -> None:
        group: Any = document.get("repositories", {})
        if repository not in group:
            raise UsageError(f"there is no {repository!r} among the repositories", object_name=str(path))
        for key, value in values.items():
            if value is None:  # what is usual goes without saying
                group[repository].pop(key, None)
            else:
                group[repository][key] = value

    return _edit(path, change, disk)


def change_window(path: Path, window: WindowSettings, *, disk: Disk = REAL_DISK) -> Settings:
    """Write how the window looks; what is as it usually is, and was never said, stays unsaid. Raises SettingsError."""
    usual = vars(WindowSettings())

    def change(document: TOMLDocument) -> None:
        said: Any = document.get("window", {})
        values = {
            name.replace("_", "-"): value
            for name, value in vars(window).items()
            if value != usual[name] or name.replace("_", "-") in said
        }
        if values:
            _change_table(document, "window", values, inline=False)

    return _edit(path, change, disk)


def _change_table(parent: Any, key: str, values: dict[str, Any], *, inline: bool = True) -> None:
    """Set values in a table below `parent`; what else is in it stays."""
    import tomlkit

    if key not in parent:
        parent.add(key, tomlkit.inline_table() if inline else tomlkit.table())
    for name, value in values.items():
        parent[key][name] = value


def remove(path: Path, kind: str, name: str, *, disk: Disk = REAL_DISK) -> Settings:
    """Take a source or repository (`kind`: `sources` or `repositories`) out of the settings file."""

    def cut(document: TOMLDocument) -> None:
        group: Any = document.get(kind, {})
        if name not in group:
            raise UsageError(f"there is no {name!r} among the {kind}", object_name=str(path))
        del group[name]

    return _edit(path, cut, disk)


def _schedule(schedule: Schedule) -> dict[str, Any]:
    """A line of a crontab is written as it was read."""
    intervals = {key: _value(every) for key, every in schedule.intervals.items()}
    return {**intervals, **schedule.calendar}


def _retention(retention: Retention) -> dict[str, Any]:
    return {key.replace("_", "-"): _value(value) for key, value in vars(retention).items()}


def _value(value: timedelta | int | None) -> str | int:
    if value is None:
        return "never"
    return duration_code(value) if isinstance(value, timedelta) else value


def _add(document: TOMLDocument, kind: str, name: str, entry: dict[str, Any]) -> None:
    import tomlkit

    checked_name(name)
    if kind not in document:
        document.add(kind, tomlkit.table(is_super_table=True))
    group: Any = document[kind]
    if name in group:
        raise UsageError(
            f"there already is a {name!r} among the {kind}",
            advice="Choose another name, or edit the settings file.",
        )
    table = tomlkit.table()
    for key, value in entry.items():
        if isinstance(value, dict):
            inline = tomlkit.inline_table()
            inline.update(value)
            value = inline
        table.add(key, value)
    group[name] = table


def _edit(path: Path, change: Callable[[TOMLDocument], None], disk: Disk) -> Settings:
    """Change the file in one step: after a crash it is the old or the new one. Only its owner can read it."""
    import tomlkit

    load_settings(path)  # a file with a mistake in it is not rewritten
    try:
        before = path.read_bytes()
    except FileNotFoundError:
        before = b""
    document = tomlkit.parse(before.decode("utf-8"))
    change(document)
    after = tomlkit.dumps(document).encode("utf-8")
    settings = parse_settings(after, path)
    try:
        _write(path, after, disk)
    except OSError as error:
        raise SettingsError(
            f"the settings cannot be written: {error.strerror or error}",
            object_name=str(path),
            meaning="They are as they were.",
            advice="Check the directory's owner, permissions and room, or name a file with --config.",
        ) from None
    return settings


def _write(path: Path, data: bytes, disk: Disk) -> None:
    path = Path(os.path.realpath(path))  # a link to the settings stays a link
    for missing in reversed([parent for parent in path.parents if not parent.exists()]):
        disk.make_directory(missing, 0o700)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    write_durably(path, data, disk, unfinished=unfinished, mode=0o600)
