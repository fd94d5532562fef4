"""Settings: repositories and sources by name, in one TOML file that people edit too.

The file is `config.toml` in the user's configuration directory, or what PAGEWAKE_CONFIG or `--config` names.
docs/settings.md describes every key:

    [repositories.main]
    location = "/backup/main"
    passphrase-file = "/etc/pagewake/main.pass"

    [sources.shop]
    location = "/srv/shop"
    repository = "main"
    schedule = { full = "0 2 * * sun", incremental = "1h" }     # intervals, or lines of a crontab; UTC
    retention = { keep-full = 2, keep-within = "7d", daily = 7, window = "7d" }

    [agent]
    listen = "127.0.0.1:9187"

    [window]
    theme = "dark"

It never holds a secret: a key that looks like one is refused. Keys that this version does not know are kept
when the file is rewritten, and named in `Settings.unknown`. Reading is here; `config_edit` writes.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pagewake.config_reading import TableReader
from pagewake.config_values import RepositorySettings as RepositorySettings
from pagewake.config_values import Retention as Retention
from pagewake.config_values import Schedule as Schedule
from pagewake.config_values import Settings as Settings
from pagewake.config_values import SourceSettings as SourceSettings
from pagewake.config_values import WindowSettings as WindowSettings
from pagewake.credentials import PassphraseKind, PassphraseSource
from pagewake.errors import SettingsError, UsageError
from pagewake.routine import (
    LEVELS,
    LOGS,
    AgentSettings,
    CopyRule,
    DrillRule,
    VerifyRule,
    is_cron,
    parse_address,
    parse_quiet,
)
from pagewake.stores.s3.options import NAMES as S3_NAMES
from pagewake.stores.s3.options import NOTHING_SAID, options_from

MAX_SETTINGS_BYTES = 4 * 1024 * 1024
THEMES = ("system", "light", "dark")
LARGEST_FONT = 32
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_PLAIN_NAMES = "Use letters, digits, '.', '_' and '-', at most 64 of them, and a letter or a digit first."
_SECRET_KEY = re.compile(
    r"(.*[-_])?(passphrase|passwords?|passwd|pass|secrets?|(secret|api|private)[-_]?key|token)", re.IGNORECASE
)
_URI_PASSWORD = re.compile(
    r"[a-z0-9+.-]+://[^/@\s]*:[^/@\s]+@|[?&\s]password\s*=|^password\s*=", re.IGNORECASE
)
_USE_PASSWORD_FILE = (
    "Leave the password out, and put it into the database client's password file (~/.pgpass)."
)

Value = TypeVar("Value")


def settings_path(option: str | None = None, environment: Mapping[str, str] = os.environ) -> Path:
    """The settings file: `option`, else PAGEWAKE_CONFIG, else the user's own."""
    if named := option or environment.get("PAGEWAKE_CONFIG"):
        return Path(named).expanduser()
    if sys.platform == "linux":  # as the library below does, which takes a while to load
        named = os.environ.get("XDG_CONFIG_HOME", "")
        return Path(named if os.path.isabs(named) else "~/.config").expanduser() / "pagewake/config.toml"
    from platformdirs import user_config_path

    return user_config_path("pagewake", appauthor=False) / "config.toml"


def load_settings(path: Path, *, required: bool = False) -> Settings:
    """Read a settings file; one that is not there gives the defaults, unless it is `required`.

    Raises:
        SettingsError: it cannot be read or understood; the error names the file, the line and the key.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_SETTINGS_BYTES + 1)
    except FileNotFoundError:
        if required:
            raise SettingsError(
                "there is no such settings file",
                object_name=str(path),
                advice="Check --config and PAGEWAKE_CONFIG.",
            ) from None
        return Settings(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SettingsError(
            f"the settings cannot be read: {reason}",
            object_name=str(path),
            advice="Check its owner and permissions.",
        ) from None
    return parse_settings(data, path)


def parse_settings(data: bytes, path: Path) -> Settings:
    """Read the bytes of a settings file. Raises SettingsError."""
    if len(data) > MAX_SETTINGS_BYTES:
        raise SettingsError("this is too large for a settings file", object_name=str(path))
    import tomllib  # where there is no file, it is not needed

    try:
        text = data.decode("utf-8")
        tables = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SettingsError("this is not UTF-8 text", object_name=f"{path}, line {line}") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"this is not valid TOML: {error}", object_name=str(path)) from None
    except RecursionError:
        raise SettingsError("this is nested too deeply for settings", object_name=str(path)) from None
    return _Reader(path, text).settings(tables)


def checked_name(name: str) -> str:
    """The name of a source or a repository that is to be made, in the settings or in a repository.

    Every command and dialog that makes one asks here, so that what one of them made the others can name. Raises
    UsageError for a name that cannot be.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name[:80]!r} is not a valid name", advice=_PLAIN_NAMES)
    return name


def refuse_password(connection: str, object_name: str) -> str:
    """Return a connection string or URI that holds no password. Raises SettingsError for one that does."""
    if _URI_PASSWORD.search(connection):
        raise SettingsError(
            "this connection holds a password, and the settings never hold a secret",
            object_name=object_name,
            advice=_USE_PASSWORD_FILE,
        )
    return connection


class _Reader(TableReader):
    """Turns the tables of one file into settings."""

    def settings(self, tables: dict[str, Any]) -> Settings:
        self._refuse_secrets(tables, ())
        repositories = self._named(tables, "repositories", self._repository)
        sources = self._named(tables, "sources", self._source)
        window = self._window(self.table(tables, ("window",)))
        agent = self._agent(self.table(tables, ("agent",)))
        self.note_unknown(tables, (), {"repositories", "sources", "window", "agent"})
        for source in sources.values():
            for key, name in (("repository", source.repository), ("copy", source.copy.to)):
                if name and name not in repositories and _NAME.fullmatch(name):
                    self.fail(("sources", source.name, key), f"there is no repository {name!r} here")
            if source.copy.to and source.copy.to == source.repository:
                self.fail(("sources", source.name, "copy"), "a repository is not copied into itself")
        return Settings(
            self.path,
            MappingProxyType(repositories),
            MappingProxyType(sources),
            tuple(self.unknown),
            window,
            agent,
        )

    def _refuse_secrets(self, table: Mapping[str, Any], at: tuple[str, ...]) -> None:
        for key, value in table.items():
            if isinstance(value, Mapping):
                self._refuse_secrets(value, (*at, key))
            elif isinstance(value, list):
                for part in value:
                    if isinstance(part, Mapping):
                        self._refuse_secrets(part, (*at, key))
            elif _SECRET_KEY.fullmatch(key):
                self.fail(
                    (*at, key),
                    "this key looks like a secret, and the settings never hold one",
                    "Remove it (and change the secret), and name its place instead: "
                    "passphrase-file, passphrase-command, passphrase-env or passphrase-keyring.",
                )

    def _named(
        self, tables: Mapping[str, Any], kind: str, read: Callable[[str, Mapping[str, Any]], Value]
    ) -> dict[str, Value]:
        group = self.table(tables, (kind,))
        values = {}
        for name in group:
            try:
                checked_name(name)
            except UsageError as error:
                self.fail((kind, name), "this is not a valid name", error.advice)
            values[name] = read(name, self.table(group, (kind, name)))
        return values

    def _repository(self, name: str, table: Mapping[str, Any]) -> RepositorySettings:
        at = ("repositories", name)
        places = [kind for kind in PassphraseKind if f"passphrase-{kind}" in table]
        if len(places) > 1:
            self.fail((*at, f"passphrase-{places[1]}"), "only one place for the passphrase can be named")
        passphrase = None
        if places:
            value = self.text_at(table, (*at, f"passphrase-{places[0]}"), required=True)
            passphrase = PassphraseSource(places[0], value)
        location = self._location(table, at)
        known = {"location", "bandwidth", "trash", *(f"passphrase-{kind}" for kind in PassphraseKind)}
        options = NOTHING_SAID
        if location.lower().startswith("s3://"):
            known.update(key.replace("_", "-") for key in S3_NAMES)
            try:
                options = options_from(table)
            except UsageError as error:
                self.fail((*at, error.object_name.removeprefix("--")), error.what, error.advice)
        self.note_unknown(table, at, known)
        trash = self.span(table, (*at, "trash"), RepositorySettings.trash)
        if trash is None:
            self.fail(
                (*at, "trash"), "what expires must leave the trash some day", "Write a time, as 7d or 36h."
            )
        bandwidth = self.bandwidth(table, (*at, "bandwidth"))
        return RepositorySettings(name, location, passphrase, bandwidth, trash, options)

    def _source(self, name: str, table: Mapping[str, Any]) -> SourceSettings:
        at = ("sources", name)
        connection = self.text_at(table, (*at, "connection")) or None
        if connection and _URI_PASSWORD.search(connection):
            self.fail(
                (*at, "connection"),
                "this connection holds a password, and the settings never hold a secret",
                _USE_PASSWORD_FILE,
            )
        self.note_unknown(
            table,
            at,
            {"location", "engine", "connection", "repository", "schedule", "retention"}
            | {"stream", "quiet", "verify", "drill", "copy"},
        )
        return SourceSettings(
            name,
            self._location(table, at),
            self.text_at(table, (*at, "engine")) or None,
            connection,
            self.text_at(table, (*at, "repository")) or None,
            self._schedule(self.table(table, (*at, "schedule")), (*at, "schedule")),
            self._retention(self.table(table, (*at, "retention")), (*at, "retention")),
            self.flag(table, (*at, "stream")),
            self.read(table, (*at, "quiet"), parse_quiet, None),
            self._verify(self.table(table, (*at, "verify")), (*at, "verify")),
            self._drill(self.table(table, (*at, "drill")), (*at, "drill")),
            self._copy(self.table(table, (*at, "copy")), (*at, "copy")),
            "retention" in table,
        )

    def _location(self, table: Mapping[str, Any], at: tuple[str, ...]) -> str:
        location = self.text_at(table, (*at, "location"), required=True)
        if _URI_PASSWORD.search(location):
            self.fail((*at, "location"), "this location holds a secret, and the settings never hold one")
        return location

    def _window(self, table: Mapping[str, Any]) -> WindowSettings:
        usual = WindowSettings()
        names = {key.replace("_", "-"): value for key, value in vars(usual).items()}
        self.note_unknown(table, ("window",), set(names))
        values: dict[str, Any] = {}
        for name, default in names.items():
            at = ("window", name)
            if name not in table:
                continue
            if isinstance(default, bool):
                values[_attribute(name)] = self.flag(table, at)
            elif isinstance(default, int):
                values[_attribute(name)] = min(self.count(table, at, default), LARGEST_FONT)
            else:
                values[_attribute(name)] = self.text_at(table, at)
        if values.get("theme", usual.theme) not in THEMES:
            self.fail(("window", "theme"), f"this must be one of: {', '.join(THEMES)}")
        return WindowSettings(**values)

    def _agent(self, table: Mapping[str, Any]) -> AgentSettings:
        usual = AgentSettings()
        self.note_unknown(table, ("agent",), set(vars(usual)))
        listen = self.text_at(table, ("agent", "listen")) if "listen" in table else usual.listen
        self.read(table, ("agent", "listen"), parse_address, None)
        return AgentSettings(
            listen,
            self.span(table, ("agent", "jitter"), usual.jitter) or timedelta(0),
            self.every(table, ("agent", "refresh"), usual.refresh) or usual.refresh,
            self.every(table, ("agent", "expire"), usual.expire),
            self.every(table, ("agent", "prune"), usual.prune),
            self.one_of(table, ("agent", "log"), LOGS, usual.log),
        )

    def _verify(self, table: Mapping[str, Any], at: tuple[str, ...]) -> VerifyRule:
        self.note_unknown(table, at, {"every", "level"})
        level = self.one_of(table, (*at, "level"), LEVELS, VerifyRule.level)
        return VerifyRule(self.every(table, (*at, "every"), None), level)

    def _drill(self, table: Mapping[str, Any], at: tuple[str, ...]) -> DrillRule:
        self.note_unknown(table, at, {"every", "scratch"})
        return DrillRule(self.every(table, (*at, "every"), None), self.text_at(table, (*at, "scratch")))

    def _copy(self, table: Mapping[str, Any], at: tuple[str, ...]) -> CopyRule:
        self.note_unknown(table, at, {"every", "to"})
        every = self.every(table, (*at, "every"), None)
        return CopyRule(every, self.text_at(table, (*at, "to"), required=every is not None))

    def _schedule(self, table: Mapping[str, Any], at: tuple[str, ...]) -> Schedule:
        default = Schedule()
        self.note_unknown(table, at, {"full", "differential", "incremental"})
        lines = tuple((key, text) for key, text in table.items() if isinstance(text, str) and is_cron(text))
        return Schedule(
            self.every(table, (*at, "full"), default.full),
            self.every(table, (*at, "differential"), default.differential),
            self.every(table, (*at, "incremental"), default.incremental),
            lines,
        )

    def _retention(self, table: Mapping[str, Any], at: tuple[str, ...]) -> Retention:
        default = Retention()
        counts = ("keep-last", "keep-full", "daily", "weekly", "monthly", "yearly")
        spans = ("keep-within", "window")
        self.note_unknown(table, at, {*counts, *spans})
        values: dict[str, Any] = {}
        for name in counts:
            values[_attribute(name)] = self.count(table, (*at, name), getattr(default, _attribute(name)))
        for name in spans:
            values[_attribute(name)] = self.span(table, (*at, name), getattr(default, _attribute(name)))
        return Retention(**values)


def _attribute(key: str) -> str:
    return key.replace("-", "_")
