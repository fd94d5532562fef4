"""docs/settings.md names every key of the settings and every variable, and its example is one."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from pagewake.config import RepositorySettings, Retention, SourceSettings, WindowSettings, parse_settings
from pagewake.credentials import PassphraseKind
from pagewake.routine import AgentSettings
from pagewake.stores.s3.options import NAMES

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/settings.md").read_text("utf-8")
SAID = set(re.findall(r"`([A-Za-z_-]+)`", TEXT))
FOR_DEVELOPERS = {"PAGEWAKE_KERNELS", "PAGEWAKE_BUILD_COMPILER", "PAGEWAKE_BUILD_TARGET"}
BETWEEN_PROCESSES = {"PAGEWAKE_AGENT", "PAGEWAKE_COMPLETE"}


def test_the_example_is_understood() -> None:
    example = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert example is not None
    found = parse_settings(example[1].encode(), Path("settings.toml"))
    assert (sorted(found.repositories), list(found.sources), found.unknown) == (["far", "main"], ["shop"], ())


def test_every_key_is_on_the_page() -> None:
    known = {
        one.name
        for kind in (RepositorySettings, SourceSettings, WindowSettings, AgentSettings, Retention)
        for one in fields(kind)
    } - {"name", "passphrase", "options", "retention_given"}
    known |= {*NAMES, *(f"passphrase-{kind.value}" for kind in PassphraseKind)}
    assert sorted(one for one in known if one.replace("_", "-") not in SAID) == []


def test_every_variable_is_on_the_page() -> None:
    code = [path.read_text("utf-8") for room in ("core", "gui") for path in (ROOT / room).rglob("*.py")]
    named = {one.rstrip("_") for text in code for one in re.findall(r"\"(PAGEWAKE_[A-Z0-9_]+)\"", text)}
    assert {"PAGEWAKE_CONFIG", "PAGEWAKE_S3"} < named
    left_out = named - FOR_DEVELOPERS - BETWEEN_PROCESSES
    assert sorted(one for one in left_out if one not in TEXT) == []
