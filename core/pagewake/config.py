"""Settings: repositories and sources by name, in one TOML file that people edit too.

The file is `config.toml` in the user's configuration directory, or what PAGEWAKE_CONFIG or `--config` names:

    [repositories.main]
    location = "/backup/main"
    bandwidth = "50MiB"                 # a second, for backups, restores and verifications; none where it is left out
    passphrase-file = "/etc/pagewake/main.pass"     # or passphrase-command, passphrase-env, passphrase-keyring
    trash = "7d"                                    # for how long what expires can be brought back

    [repositories.far]
    location = "s3://bucket/prefix"
    endpoint = "https://s3.example.org"             # also region, profile, path-style, storage-class, sse, sse-key,
    profile = "backups"                             # object-lock (days), ca-bundle: see docs/s3.md

    [sources.shop]
    location = "/srv/shop"
    repository = "main"
    schedule = { full = "7d", incremental = "1h" }
    retention = { keep-full = 2, keep-within = "7d", daily = 7, window = "7d" }

    [window]                            # how the window looks; the command line does not read it
    theme = "dark"                      # system, light or dark
    zone = "Europe/Berlin"              # local, UTC, or a name of the zone database
    font-size = 11                      # points; 0 is the system's
    language = "de"                     # empty is the system's
    reduced-motion = true
    read-only = true                    # start read-only
    confirm-deletion = false            # ask only by a button, not by typing, before anything is removed

It never holds a secret: a key that looks like one is refused. Keys that this version does not know are kept
when the file is rewritten, and named in `Settings.unknown`. Reading is here; `config_edit` writes.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn, TypeVar

from pagewake.config_values import RepositorySettings as RepositorySettings
from pagewake.config_values import Retention as Retention
from pagewake.config_values import Schedule as Schedule
from pagewake.config_values import Settings as Settings
from pagewake.config_values import SourceSettings as SourceSettings
from pagewake.config_values import WindowSettings as WindowSettings
from pagewake.credentials import PassphraseKind, PassphraseSource
from pagewake.errors import SettingsError, UsageError
from pagewake.stores.s3.options import NAMES as S3_NAMES
from pagewake.stores.s3.options import NOTHING_SAID, options_from
from pagewake.units import parse_bandwidth, parse_duration

MAX_SETTINGS_BYTES = 4 * 1024 * 1024
THEMES = ("system", "light", "dark")
LARGEST_FONT = 32
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
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
    from platformdirs import user_config_path  # only here: most commands are told

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


def refuse_password(connection: str, object_name: str) -> str:
    """Return a connection string or URI that holds no password. Raises SettingsError for one that does."""
    if _URI_PASSWORD.search(connection):
        raise SettingsError(
            "this connection holds a password, and the settings never hold a secret",
            object_name=object_name,
            advice=_USE_PASSWORD_FILE,
        )
    return connection


class _Reader:
    """Turns the tables of one file into settings, and its mistakes into errors that name the line."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text
        self._unknown: list[str] = []

    def settings(self, tables: dict[str, Any]) -> Settings:
        self._refuse_secrets(tables, ())
        repositories = self._named(tables, "repositories", self._repository)
        sources = self._named(tables, "sources", self._source)
        window = self._window(self._table(tables, ("window",)))
        self._note_unknown(tables, (), {"repositories", "sources", "window"})
        for source in sources.values():
            if source.repository and source.repository not in repositories and _is_name(source.repository):
                self._fail(
                    ("sources", source.name, "repository"),
                    f"there is no repository {source.repository!r} here",
                )
        return Settings(
            self._path,
            MappingProxyType(repositories),
            MappingProxyType(sources),
            tuple(self._unknown),
            window,
        )

    def _fail(self, key: tuple[str, ...], what: str, advice: str = "") -> NoReturn:
        line = line_of(self._text, key)
        place = f"{self._path}, line {line}, {'.'.join(key)}" if line else f"{self._path}, {'.'.join(key)}"
        raise SettingsError(what, object_name=place, advice=advice)

    def _refuse_secrets(self, table: Mapping[str, Any], at: tuple[str, ...]) -> None:
        for key, value in table.items():
            if isinstance(value, Mapping):
                self._refuse_secrets(value, (*at, key))
            elif isinstance(value, list):
                for part in value:
                    if isinstance(part, Mapping):
                        self._refuse_secrets(part, (*at, key))
            elif _SECRET_KEY.fullmatch(key):
                self._fail(
                    (*at, key),
                    "this key looks like a secret, and the settings never hold one",
                    "Remove it (and change the secret), and name its place instead: "
                    "passphrase-file, passphrase-command, passphrase-env or passphrase-keyring.",
                )

    def _named(
        self, tables: Mapping[str, Any], kind: str, read: Callable[[str, Mapping[str, Any]], Value]
    ) -> dict[str, Value]:
        group = self._table(tables, (kind,))
        values = {}
        for name in group:
            if not NAME.fullmatch(name):
                self._fail((kind, name), "this is not a valid name", "Use letters, digits, '.', '_' and '-'.")
            values[name] = read(name, self._table(group, (kind, name)))
        return values

    def _repository(self, name: str, table: Mapping[str, Any]) -> RepositorySettings:
        at = ("repositories", name)
        places = [kind for kind in PassphraseKind if f"passphrase-{kind}" in table]
        if len(places) > 1:
            self._fail((*at, f"passphrase-{places[1]}"), "only one place for the passphrase can be named")
        passphrase = None
        if places:
            value = self._text_at(table, (*at, f"passphrase-{places[0]}"), required=True)
            passphrase = PassphraseSource(places[0], value)
        location = self._location(table, at)
        known = {"location", "bandwidth", "trash", *(f"passphrase-{kind}" for kind in PassphraseKind)}
        options = NOTHING_SAID
        if location.lower().startswith("s3://"):
            known.update(key.replace("_", "-") for key in S3_NAMES)
            try:
                options = options_from(table)
            except UsageError as error:
                self._fail((*at, error.object_name.removeprefix("--")), error.what, error.advice)
        self._note_unknown(table, at, known)
        trash = self._span(table, (*at, "trash"), RepositorySettings.trash)
        if trash is None:
            self._fail(
                (*at, "trash"), "what expires must leave the trash some day", "Write a time, as 7d or 36h."
            )
        bandwidth = self._bandwidth(table, (*at, "bandwidth"))
        return RepositorySettings(name, location, passphrase, bandwidth, trash, options)

    def _source(self, name: str, table: Mapping[str, Any]) -> SourceSettings:
        at = ("sources", name)
        connection = self._text_at(table, (*at, "connection")) or None
        if connection and _URI_PASSWORD.search(connection):
            self._fail(
                (*at, "connection"),
                "this connection holds a password, and the settings never hold a secret",
                _USE_PASSWORD_FILE,
            )
        self._note_unknown(
            table, at, {"location", "engine", "connection", "repository", "schedule", "retention"}
        )
        return SourceSettings(
            name,
            self._location(table, at),
            self._text_at(table, (*at, "engine")) or None,
            connection,
            self._text_at(table, (*at, "repository")) or None,
            self._schedule(self._table(table, (*at, "schedule")), (*at, "schedule")),
            self._retention(self._table(table, (*at, "retention")), (*at, "retention")),
        )

    def _location(self, table: Mapping[str, Any], at: tuple[str, ...]) -> str:
        location = self._text_at(table, (*at, "location"), required=True)
        if _URI_PASSWORD.search(location):
            self._fail((*at, "location"), "this location holds a secret, and the settings never hold one")
        return location

    def _window(self, table: Mapping[str, Any]) -> WindowSettings:
        usual = WindowSettings()
        names = {key.replace("_", "-"): value for key, value in vars(usual).items()}
        self._note_unknown(table, ("window",), set(names))
        values: dict[str, Any] = {}
        for name, default in names.items():
            at = ("window", name)
            if name not in table:
                continue
            if isinstance(default, bool):
                if not isinstance(table[name], bool):
                    self._fail(at, "this must be true or false")
                values[_attribute(name)] = table[name]
            elif isinstance(default, int):
                values[_attribute(name)] = min(self._count(table, at, default), LARGEST_FONT)
            else:
                values[_attribute(name)] = self._text_at(table, at)
        if values.get("theme", usual.theme) not in THEMES:
            self._fail(("window", "theme"), f"this must be one of: {', '.join(THEMES)}")
        return WindowSettings(**values)

    def _schedule(self, table: Mapping[str, Any], at: tuple[str, ...]) -> Schedule:
        default = Schedule()
        self._note_unknown(table, at, {"full", "differential", "incremental"})
        return Schedule(
            self._every(table, (*at, "full"), default.full),
            self._every(table, (*at, "differential"), default.differential),
            self._every(table, (*at, "incremental"), default.incremental),
        )

    def _retention(self, table: Mapping[str, Any], at: tuple[str, ...]) -> Retention:
        default = Retention()
        counts = ("keep-last", "keep-full", "daily", "weekly", "monthly", "yearly")
        spans = ("keep-within", "window")
        self._note_unknown(table, at, {*counts, *spans})
        values: dict[str, Any] = {}
        for name in counts:
            values[_attribute(name)] = self._count(table, (*at, name), getattr(default, _attribute(name)))
        for name in spans:
            values[_attribute(name)] = self._span(table, (*at, name), getattr(default, _attribute(name)))
        return Retention(**values)

    def _every(
        self, table: Mapping[str, Any], at: tuple[str, ...], default: timedelta | None
    ) -> timedelta | None:
        every = self._span(table, at, default)
        if every is not None and every < timedelta(minutes=1):
            self._fail(at, "a backup more often than once a minute is not possible")
        return every

    def _span(
        self, table: Mapping[str, Any], at: tuple[str, ...], default: timedelta | None
    ) -> timedelta | None:
        """A duration, or `never` for None."""
        if at[-1] not in table:
            return default
        text = self._text_at(table, at)
        if text == "never":
            return None
        try:
            return parse_duration(text)
        except UsageError as error:
            self._fail(at, error.what, error.advice)

    def _bandwidth(self, table: Mapping[str, Any], at: tuple[str, ...]) -> int | None:
        if at[-1] not in table:
            return None
        try:
            return parse_bandwidth(self._text_at(table, at))
        except UsageError as error:
            self._fail(at, error.what, error.advice)

    def _count(self, table: Mapping[str, Any], at: tuple[str, ...], default: int) -> int:
        value = table.get(at[-1], default)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100_000:
            self._fail(at, "this must be a number from 0 to 100000")
        return value

    def _text_at(self, table: Mapping[str, Any], at: tuple[str, ...], *, required: bool = False) -> str:
        value = table.get(at[-1], "")
        if not isinstance(value, str):
            self._fail(at, "this must be text in quotes")
        if required and not value.strip():
            self._fail(at, f"{at[-1]} is missing" if at[-1] not in table else f"{at[-1]} is empty")
        return value

    def _table(self, table: Mapping[str, Any], at: tuple[str, ...]) -> Mapping[str, Any]:
        value = table.get(at[-1], {})
        if not isinstance(value, Mapping):
            self._fail(at, "this must be a table")
        return value

    def _note_unknown(self, table: Mapping[str, Any], at: tuple[str, ...], known: set[str]) -> None:
        self._unknown += [".".join((*at, key)) for key in table if key not in known]


def _attribute(key: str) -> str:
    return key.replace("-", "_")


def _is_name(text: str) -> bool:
    return NAME.fullmatch(text) is not None


def line_of(text: str, key: tuple[str, ...]) -> int | None:
    """The line, from 1, on which the file speaks of `key`, or of the nearest thing around it."""
    table: tuple[str, ...] = ()
    best, line_found = -1, None
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if header := re.match(r"\[\[?([^\]]+)\]", stripped):
            table, path = _dotted(header[1]), _dotted(header[1])
        elif assignment := re.match(r"([^=#]+?)\s*=", stripped):
            path = (*table, *_dotted(assignment[1]))
        else:
            continue
        if path == key[: len(path)] and len(path) > best:
            best, line_found = len(path), number
    return line_found


def _dotted(text: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in text.split("."))
