"""The settings file: what it means, how its mistakes are named, and that editing leaves the rest alone."""

from __future__ import annotations

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagewake.config import (
    RepositorySettings,
    Retention,
    Schedule,
    SourceSettings,
    load_settings,
    parse_settings,
    refuse_password,
    settings_path,
)
from pagewake.config_edit import add_repository, add_source, remove
from pagewake.credentials import PassphraseKind, PassphraseSource
from pagewake.desk.places import resolve_repository, trash_grace
from pagewake.disk import Disk
from pagewake.errors import SettingsError, UsageError
from pagewake.stores.s3.options import S3Options

WHOLE = """\
# the settings of the shop's DBA
colour = "blue"            # nothing knows this key

[repositories.main]
location = "/backup/main"
passphrase-file = "/etc/pagewake/main.pass"
shelf = "B4"

[repositories.far]
location = "s3://bucket/prefix"

[sources.shop]
location = "/srv/shop"
repository = "main"
schedule = { full = "14d", differential = "1d", incremental = "never" }

[sources.shop.retention]
keep-within = "36h"
keep-full = 3
window = "never"
"""


def test_a_whole_file_is_understood() -> None:
    read = parse_settings(WHOLE.encode(), Path("c.toml"))
    assert read.repositories["main"] == RepositorySettings(
        "main", "/backup/main", PassphraseSource(PassphraseKind.FILE, "/etc/pagewake/main.pass")
    )
    assert read.repositories["far"] == RepositorySettings("far", "s3://bucket/prefix")
    assert read.sources["shop"] == SourceSettings(
        "shop",
        "/srv/shop",
        repository="main",
        schedule=Schedule(timedelta(days=14), timedelta(days=1), None),
        retention=Retention(keep_full=3, keep_within=timedelta(hours=36), window=None),
    )
    assert set(read.unknown) == {"colour", "repositories.main.shelf"}


def test_the_defaults_are_good_practice() -> None:
    shop = parse_settings(b'[sources.shop]\nlocation = "/srv/shop"\n', Path("c.toml")).sources["shop"]
    assert shop.schedule == Schedule(timedelta(days=7), None, timedelta(hours=1))
    assert shop.retention.keep_within == timedelta(days=7)
    assert shop.retention.keep_full >= 2


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("[repositories.main]\n", "line 1, repositories.main.location", "location is missing"),
        ("\n[repositories.main]\nlocation = 7\n", "line 3, repositories.main.location", "text in quotes"),
        ("[repositories.main]\nlocation = ''\n", "line 2", "location is empty"),
        ("[repositories]\nmain = '/backup'\n", "line 2, repositories.main", "must be a table"),
        ("repositories = []\n", "line 1, repositories", "must be a table"),
        ("[repositories.'a/b']\nlocation = '/x'\n", "repositories.a/b", "not a valid name"),
        ("a = 1\nb = \n", "c.toml", "line 2"),
        ("[sources.shop]\nlocation = '/s'\n\nrepository = 'man'\n", "line 4", "there is no repository 'man'"),
        ("[sources.shop]\nlocation='/s'\nschedule = { full = '7' }\n", "line 3", "'7' is not a duration"),
        (
            "[sources.shop]\nlocation='/s'\nschedule.full = '500ms'\n",
            "line 3",
            "more often than once a second",
        ),
        ("[sources.shop]\nlocation='/s'\n[sources.shop.retention]\ndaily = -1\n", "line 4", "number from 0"),
        (
            "[sources.shop]\nlocation='/s'\n[sources.shop.retention]\nkeep-full = true\n",
            "line 4",
            "number from 0",
        ),
        (
            "[repositories.m]\nlocation='/b'\npassphrase-file='f'\npassphrase-env='E'\n",
            "line 4",
            "only one place",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, place: str, what: str) -> None:
    with pytest.raises(SettingsError, match=what) as caught:
        parse_settings(text.encode(), Path("c.toml"))
    assert place in str(caught.value)
    assert caught.value.code == "PW-101"
    assert caught.value.exit_status == 2


@pytest.mark.parametrize(
    "line",
    [
        'passphrase = "tr0ub4dor"',
        'password = "tr0ub4dor"',
        'Passphrase = "tr0ub4dor"',
        'aws_secret_key = "tr0ub4dor"',
        'x.y.secret = "tr0ub4dor"',
        'plugin = [{ token = "tr0ub4dor" }]',
    ],
)
def test_a_secret_in_the_settings_is_refused_and_not_repeated(line: str) -> None:
    text = f'[repositories.main]\nlocation = "/b"\n{line}\n'
    with pytest.raises(SettingsError, match="looks like a secret") as caught:
        parse_settings(text.encode(), Path("c.toml"))
    assert "tr0ub4dor" not in str(caught.value)
    assert "line 3" in str(caught.value)


@pytest.mark.parametrize(
    "uri",
    [
        "postgresql://dba:tr0ub4dor@host/db",
        "postgresql://host/db?user=a&password=tr0ub4dor",
        "host=db password=tr0ub4dor",
        "password = tr0ub4dor host=db",
    ],
)
def test_a_password_in_a_connection_is_refused_and_not_repeated(uri: str) -> None:
    with pytest.raises(SettingsError, match="holds a password") as caught:
        refuse_password(uri, "--connection")
    with pytest.raises(SettingsError, match="holds a password") as written:
        parse_settings(f'[sources.s]\nlocation="/s"\nconnection="{uri}"\n'.encode(), Path("c.toml"))
    assert "tr0ub4dor" not in str(caught.value) + str(written.value)
    assert refuse_password("postgresql://dba@host:5432/db", "--connection")


def test_where_the_settings_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings_path(None, {}) == tmp_path / "pagewake" / "config.toml"
    assert settings_path(None, {"PAGEWAKE_CONFIG": "/a.toml"}) == Path("/a.toml")
    assert settings_path("/b.toml", {"PAGEWAKE_CONFIG": "/a.toml"}) == Path("/b.toml")


def test_a_missing_file_is_the_defaults_unless_it_was_named(tmp_path: Path) -> None:
    path = tmp_path / "none.toml"
    assert load_settings(path).sources == {}
    with pytest.raises(SettingsError, match="no such settings file"):
        load_settings(path, required=True)
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path)


def test_adding_keeps_what_people_wrote(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(WHOLE)
    path.chmod(0o644)
    source = SourceSettings("crm", "/srv/crm", "neuroquantum", None, "far", Schedule(), Retention(yearly=3))
    assert add_source(path, source).sources["crm"] == source
    text = path.read_text()
    for line in WHOLE.splitlines():
        assert line in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]
    again = load_settings(path)
    assert again.sources["crm"] == source
    assert "colour" in again.unknown


def test_the_first_entry_makes_the_file_and_its_directory(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "config.toml"
    repository = RepositorySettings(
        "main", "/backup", PassphraseSource(PassphraseKind.COMMAND, "pass show x")
    )
    add_repository(path, repository)
    add_source(path, SourceSettings("shop", "/srv/shop", repository="main"))
    read = load_settings(path)
    assert read.repositories == {"main": repository}
    assert read.sources["shop"].schedule == Schedule()
    assert read.unknown == ()


def test_names_are_unique_and_plain(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    add_repository(path, RepositorySettings("main", "/a"))
    before = path.read_bytes()
    with pytest.raises(UsageError, match="already is a 'main'"):
        add_repository(path, RepositorySettings("main", "/b"))
    with pytest.raises(UsageError, match="not a valid name"):
        add_repository(path, RepositorySettings("../main", "/b"))
    with pytest.raises(UsageError, match="no 'crm' among the sources"):
        remove(path, "sources", "crm")
    assert path.read_bytes() == before
    assert remove(path, "repositories", "main").repositories == {}


def test_a_file_with_a_mistake_is_never_rewritten(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[repositories.main\n")
    with pytest.raises(SettingsError):
        add_repository(path, RepositorySettings("other", "/b"))
    assert path.read_text() == "[repositories.main\n"


def test_a_link_to_the_settings_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "dotfiles.toml", tmp_path / "config.toml"
    real.write_text(WHOLE)
    link.symlink_to(real)
    add_repository(link, RepositorySettings("new", "/n"))
    assert link.is_symlink()
    assert "new" in load_settings(real).repositories


class FailingDisk(Disk):
    """Refuses the k-th step, as a full or a broken disk would."""

    def __init__(self, failing_step: int) -> None:
        self.steps_left = failing_step

    def _step(self) -> None:
        self.steps_left -= 1
        if self.steps_left == 0:
            raise OSError(28, "No space left on device")

    def open(self, path: Path, flags: int, mode: int = 0o666) -> int:
        self._step()
        return super().open(path, flags, mode)

    def write(self, descriptor: int, data: bytes | memoryview) -> None:
        self._step()
        super().write(descriptor, data)

    def sync(self, descriptor: int) -> None:
        self._step()
        super().sync(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        self._step()
        super().replace(source, target)


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_a_failure_at_any_step_leaves_the_old_settings(tmp_path: Path, step: int) -> None:
    path = tmp_path / "config.toml"
    path.write_text(WHOLE)
    with pytest.raises(SettingsError, match="No space left") as caught:
        add_repository(path, RepositorySettings("new", "/n"), disk=FailingDisk(step))
    assert "as they were" in str(caught.value)
    assert path.read_text() == WHOLE
    assert os.listdir(tmp_path) == ["config.toml"]


@settings(max_examples=150)
@given(
    st.binary(max_size=200)
    | st.text(alphabet="[]{}.=\"'#\nabrepositoriesourcl 17-", max_size=120).map(str.encode)
)
def test_any_bytes_are_settings_or_a_settings_error(data: bytes) -> None:
    try:
        parse_settings(data, Path("c.toml"))
    except SettingsError as error:
        assert error.object_name.startswith("c.toml")


def test_deep_nesting_ends_in_an_error() -> None:
    with pytest.raises(SettingsError):
        parse_settings(b"a = " + b"[" * 100_000, Path("c.toml"))


@pytest.mark.parametrize("position", range(0, len(WHOLE), 7))
def test_a_cut_file_is_settings_or_a_settings_error(position: int) -> None:
    try:
        parse_settings(WHOLE[:position].encode(), Path("c.toml"))
    except SettingsError as error:
        assert "c.toml" in str(error)


BUCKET = '[repositories.far]\nlocation = "s3://bucket/prefix"\n'


def test_how_a_bucket_is_reached_is_kept(tmp_path: Path) -> None:
    options = S3Options(
        endpoint="https://s3.example.org",
        region="here",
        profile="backups",
        path_style=True,
        storage_class="STANDARD_IA",
        sse="aws:kms",
        sse_key="alias/one",
        object_lock=30,
        ca_bundle="/etc/ssl/own.pem",
    )
    path = tmp_path / "c.toml"
    far = RepositorySettings("far", "s3://bucket/prefix", options=options)
    assert add_repository(path, far).repositories["far"] == far
    assert load_settings(path).repositories["far"] == far
    assert load_settings(path).unknown == ()
    assert 'sse-key = "alias/one"' in path.read_text()


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('endpoint = "https://me:word@host"', "endpoint"),
        ('path-style = "yes"', "path-style"),
        ("object-lock = 0", "object-lock"),
        ('sse-key = "alias/one"', "sse-key"),
        ('storage-class = "GLACIER"', "storage-class"),
        ('secret-key = "x"', "secret-key"),
    ],
)
def test_what_is_wrong_about_a_bucket_is_named_with_its_line(line: str, key: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_settings(f"{BUCKET}{line}\n".encode(), Path("c.toml"))
    assert caught.value.object_name == f"c.toml, line 3, repositories.far.{key}"
    assert "word" not in str(caught.value)


def test_a_directory_has_no_endpoint() -> None:
    read = parse_settings(b'[repositories.a]\nlocation = "/b"\nregion = "x"\n', Path("c.toml"))
    assert read.unknown == ("repositories.a.region",)


def test_the_time_in_the_trash_is_a_week_or_what_the_repository_says() -> None:
    settings = parse_settings(
        b'[repositories.main]\nlocation = "/backup/main"\n'
        b'[repositories.far]\nlocation = "s3://bucket/prefix"\ntrash = "14d"\n',
        Path("c.toml"),
    )
    grace = {name: trash_grace(resolve_repository(name, settings), settings).days for name in ("main", "far")}
    assert grace == {"main": 7, "far": 14}
    assert trash_grace(resolve_repository("s3://bucket/prefix", settings), settings).days == 14
    assert trash_grace(resolve_repository("/elsewhere", settings), settings).days == 7
    for wrong in ('"never"', '"soon"', "7"):
        with pytest.raises(SettingsError):
            parse_settings(f'[repositories.a]\nlocation = "/a"\ntrash = {wrong}\n'.encode(), Path("c.toml"))
