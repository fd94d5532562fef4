"""The configuration of a restored server: files put in place, lines that point elsewhere taken out.

Debian keeps a server's configuration outside its data directory, and any server may: a backup captures such files,
and here they are put to where a server finds them by itself. Lines that name the old server's places are turned into
comments, so that the restored one neither runs on the old one's files nor fails for want of them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from pathlib import Path

from pagewake.disk import Disk
from pagewake.engines.base import Keepable
from pagewake.engines.postgres.captured_server import CapturedFile
from pagewake.engines.postgres.configuration import (
    AUTO_FILE,
    INCLUDES,
    MAIN_FILE,
    Configuration,
    Setting,
    comment_out,
    parse_settings,
    quote,
    read_configuration,
    read_text,
    with_settings,
)
from pagewake.engines.postgres.data_directory import KEPT_CONFIGURATION, write_file
from pagewake.engines.postgres.own_configuration import (
    OPTIONS_FILE,
    leads_away,
    name_within,
    really_within,
)
from pagewake.engines.postgres.settings import STALE
from pagewake.model import Finding, Severity

HBA_FILE = "pg_hba.conf"
IDENT_FILE = "pg_ident.conf"
ELSEWHERE = frozenset({"data_directory", "external_pid_file"})
_FILES = frozenset({"hba_file", "ident_file"})
_MINIMAL = "# Made by pagewake: the backup held no postgresql.conf.\n"
_MINIMAL_HBA = "# Made by pagewake: the backup held no pg_hba.conf.\nlocal all all peer\n"
EXPECTED = {
    MAIN_FILE: ("config_file", _MINIMAL),
    HBA_FILE: ("hba_file", _MINIMAL_HBA),
    IDENT_FILE: ("ident_file", ""),
}
"""The files that a server looks for in its data directory: the setting that may name another, and what will do."""
_NOTE = "written by pagewake for this restore"
_LOADED = ("ssl_cert_file", "ssl_key_file", "ssl_ca_file", "ssl_crl_file")


class ServerConfiguration:
    """The configuration files of one restored directory. `kept` are those that a restore left as they were."""

    def __init__(
        self, directory: Path, captured: Sequence[CapturedFile], disk: Disk, kept: Keepable | None = None
    ) -> None:
        self._directory = directory
        self._captured = captured
        self._disk = disk
        self._kept = kept or Keepable()
        self.findings: list[Finding] = []

    @property
    def main(self) -> Path | None:
        """The main file, where it lies outside the directory."""
        return self._kept.main

    def put_in_place(self) -> None:
        """Make the directory's configuration complete and its own. Raises OSError."""
        self._say_what_stays()
        for name, (setting, minimal) in EXPECTED.items():
            path = self._directory / name
            if path.is_file() or stays_elsewhere(setting, self._kept, self._directory):
                continue
            source = self._captured_as(setting)
            if source is not None:
                text = read_text(self._directory / KEPT_CONFIGURATION / source.file)
                self._write(path, self._with_captured_includes(text, source))
                kept = f"{KEPT_CONFIGURATION}/{source.file}"
                self._say(
                    Severity.INFO, "configuration-placed", name, f"it was {source.path}; taken from {kept}"
                )
            else:
                self._write(path, minimal)
                if name != IDENT_FILE:
                    self._say(
                        Severity.WARNING,
                        "configuration-made",
                        name,
                        "the backup holds none; a minimal one was made",
                        "Put the server's own in its place before you use the database.",
                    )
        for path in self.read().files:
            name = name_within(path, self._directory)
            if name and name != AUTO_FILE and really_within(path, self._directory):
                self._neutralise(path, name)

    def read(self) -> Configuration:
        """What the files say now."""
        return read_configuration(self._directory, self.main)

    def set(self, settings: Mapping[str, str]) -> None:
        """Have these settings count, instead of all of an earlier recovery. Raises OSError."""
        path = self._directory / AUTO_FILE
        text = read_text(path) if path.is_file() else ""
        astray = {one.name for one in parse_settings(text) if self._leads_elsewhere(one, path)}
        self._write(path, with_settings(text, settings, STALE | astray, _NOTE))

    def forget_recovery(self) -> None:
        """Take the settings of a recovery that is over out again. Raises OSError."""
        self.set({})

    def warn_of_missing(self) -> None:
        """Name what the configuration asks for and this machine does not have."""
        values = self.read().values
        if values.get("ssl", "off").lower() in ("on", "true", "yes", "1"):
            for name in _LOADED:
                text = values.get(name, "")
                path = self._directory / text
                if text and not path.is_file():
                    self._say(
                        Severity.WARNING,
                        "file-missing",
                        str(path),
                        f"{name} names it and it is not on this machine: the server will not start with ssl on",
                        "Put the file there, or start with -c ssl=off.",
                    )
        if values.get("synchronous_standby_names"):
            self._say(
                Severity.WARNING,
                "synchronous-standby",
                "synchronous_standby_names",
                "the restored server waits at every commit for standbys that may not know it",
                "Empty the setting unless those standbys follow this server.",
            )

    def _captured_as(self, setting: str) -> CapturedFile | None:
        """The captured file that a setting named, if the restored directory has it."""
        for one in self._captured:
            if one.setting == setting and (self._directory / KEPT_CONFIGURATION / one.file).is_file():
                return one
        return None

    def _with_captured_includes(self, text: str, source: CapturedFile) -> str:
        """A captured file's text, with captured files in the place of those it includes."""
        lines = text.split("\n")
        for setting in parse_settings(text):
            if setting.name not in INCLUDES:
                continue
            named = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), setting.value))
            files = [
                one
                for one in sorted(self._captured, key=lambda one: one.path)
                if one.setting == "include"
                and named == (posixpath.dirname(one.path) if setting.name == "include_dir" else one.path)
            ]
            lines[setting.line] = "\n".join(
                [f"#pagewake# {lines[setting.line]}"]
                + [f"include_if_exists = {quote(f'{KEPT_CONFIGURATION}/{one.file}')}" for one in files]
            )
        return "\n".join(lines)

    def _say_what_stays(self) -> None:
        for name in (*self._kept.inside, *map(str, self._kept.outside)):
            if name not in (AUTO_FILE, OPTIONS_FILE):
                self._say(Severity.INFO, "configuration-kept", name, "it was there before, and stayed")

    def _neutralise(self, path: Path, name: str) -> None:
        text = read_text(path)
        wanted = [one for one in parse_settings(text) if self._leads_elsewhere(one, path)]
        if not wanted:
            return
        self._write(path, comment_out(text, wanted))
        names = ", ".join(sorted({one.name for one in wanted}))
        self._say(
            Severity.INFO,
            "configuration-changed",
            name,
            f"turned into comments, because they lead to the old server's places: {names}",
        )

    def _leads_elsewhere(self, setting: Setting, path: Path) -> bool:
        if name_within(path, self._directory) in self._kept.inside:
            return leads_away(setting, self._directory)
        if setting.name in ELSEWHERE or setting.name in STALE:
            return True
        if setting.name in _FILES:
            return (
                not (self._directory / setting.value).is_file() or self._captured_as(setting.name) is not None
            )
        if setting.name in INCLUDES - {"include_if_exists"}:
            named = path.parent / setting.value
            return not (named.is_dir() if setting.name == "include_dir" else named.is_file())
        return False

    def _write(self, path: Path, text: str) -> None:
        mode = path.stat().st_mode & 0o777 if path.is_file() else 0o600
        write_file(path, text.encode("utf-8", "surrogateescape"), self._disk, mode)

    def _say(self, severity: Severity, code: str, what: str, message: str, advice: str = "") -> None:
        self.findings.append(Finding(severity, code, what, message, advice))


def stays_elsewhere(setting: str, kept: Keepable, directory: Path) -> bool:
    """Whether a configuration that stays names another file for what a server looks for here. Raises OSError."""
    if not kept:
        return False
    if setting == "config_file":
        return kept.main is not None
    named = read_configuration(directory, kept.main).values.get(setting, "")
    return bool(named) and (directory / named).is_file()
