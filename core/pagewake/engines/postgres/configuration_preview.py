"""What a restore will write into the configuration files of a server, told before a byte is written.

`configuring` does the writing and `preparing` names the settings; here the same is read from the backup alone. What
depends on the log (how many connections replay needs) is not known yet and said in general.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Set
from pathlib import Path

from pagewake.engines.base import Destination, Keepable
from pagewake.engines.postgres.captured_server import CONFIGURATION, CapturedFile, captured_server
from pagewake.engines.postgres.configuration import (
    AUTO_FILE,
    MAIN_FILE,
    parse_settings,
    read_configuration,
    read_text,
)
from pagewake.engines.postgres.configuring import ELSEWHERE, EXPECTED, IDENT_FILE, stays_elsewhere
from pagewake.engines.postgres.own_configuration import (
    OPTIONS_FILE,
    leads_away,
    name_within,
    own_configuration,
    really_within,
)
from pagewake.engines.postgres.settings import ARCHIVING, STALE
from pagewake.model import Finding, Severity


def configuration_findings(destination: Destination) -> list[Finding]:
    """One finding for each configuration file that the restore writes, or keeps: where it comes from, what is changed.

    Raises OSError.
    """
    own = own_configuration(destination)
    kept = own if destination.keeps_configuration else Keepable()
    captured = {one.setting: one for one in captured_server(destination.read_file).configuration}
    elsewhere = ELSEWHERE | STALE | ({"hba_file", "ident_file"} & captured.keys())
    found = [*_kept(destination, kept)]
    if own.main is not None and not kept:
        found.append(_read_elsewhere(own.main))
    found += [
        _one_file(destination, name, captured.get(setting), elsewhere)
        for name, (setting, _) in EXPECTED.items()
        if name not in kept.inside and not stays_elsewhere(setting, kept, destination.directory)
    ]
    archiving = "" if destination.options.get(ARCHIVING) == "keep" else ", archive_mode = off"
    message = (
        "written with what recovery needs: the target, restore_command, what replay demands of max_connections and the "
        f"like{archiving}; settings of an earlier recovery are taken out"
    )
    return [*found, _told(AUTO_FILE, message)]


def log_findings(directory: Path) -> list[Finding]:
    """What becomes of a `pg_wal` that is a link: of links only the link is removed.

    Where it leads another server may work, of whose directory this is a copy. Raises OSError.
    """
    log = directory / "pg_wal"
    if not log.is_symlink():
        return []
    elsewhere = directory / log.readlink()
    new, old = shlex.quote(f"{elsewhere}.restored"), shlex.quote(str(log))
    return [
        Finding(
            Severity.WARNING,
            "log-was-linked",
            str(elsewhere),
            "pg_wal is a link to this directory: the restore puts the log into the data directory, and leaves what is "
            "here alone",
            f"To have the log on that disk again, before the server is started: mv {old} {new} && ln -s {new} {old}",
        )
    ]


def _kept(destination: Destination, kept: Keepable) -> Iterator[Finding]:
    if destination.keeps_configuration and not kept:
        yield Finding(
            Severity.WARNING,
            "nothing-to-keep",
            str(destination.directory),
            "it has no configuration of its own that could be kept: the backup's is written",
        )
    directory = destination.directory
    written_to = {
        name_within(path, directory): path
        for path in (read_configuration(directory, kept.main).files if kept else ())
        if really_within(path, directory)
    }
    for name in kept.inside:
        if name not in (AUTO_FILE, OPTIONS_FILE):
            path = written_to.get(name)
            settings = parse_settings(read_text(path)) if path is not None else ()
            gone = {one.name for one in settings if leads_away(one, directory)}
            changed = f"stays as it is, but for what is turned into comments: {', '.join(sorted(gone))}"
            yield _told_kept(name, changed if gone else "stays as it is")
    for path in kept.outside:
        yield _told_kept(str(path), "stays as it is: a restore writes nothing outside its directory")


def _read_elsewhere(main: Path) -> Finding:
    return Finding(
        Severity.WARNING,
        "configuration-elsewhere",
        str(main),
        "the server here was started with this file: started so again it reads this, and not what is written into the "
        "directory, and whether its settings are large enough for the log is not looked at",
        "Keep the configuration that is there (--keep-configuration), or start the server as the restore says.",
    )


def _one_file(
    destination: Destination, name: str, captured: CapturedFile | None, elsewhere: Set[str]
) -> Finding:
    content = destination.read_file(name)
    origin = "written as the backup has it"
    if content is None and captured is not None:
        content = destination.read_file(f"{CONFIGURATION}/{captured.file}")
        origin = f"written from the backup's copy of {captured.path}"
    if content is None:
        origin = "the backup holds none: a minimal one is made"
        if name == IDENT_FILE:
            origin = "the backup holds none: an empty one is made"
    if (destination.directory / name).is_file():
        origin += "; it takes the place of the one that is there"
    if content is not None and name == MAIN_FILE:
        settings = parse_settings(content.decode("utf-8", "surrogateescape"))
        gone = sorted({one.name for one in settings if one.name in elsewhere})
        if gone:
            origin += f"; turned into comments: {', '.join(gone)}"
    return _told(name, origin)


def _told_kept(name: str, message: str) -> Finding:
    return Finding(Severity.INFO, "configuration-kept", name, message)


def _told(name: str, message: str) -> Finding:
    return Finding(Severity.INFO, "configuration-written", name, message)
