"""The files that make the window a program of the desktop: valid, and true of what is installed."""

from __future__ import annotations

import configparser
import json
import shutil
import subprocess
import tomllib
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from pagewake import __version__
from pagewake.desk.places import resolve_repository
from pagewake.repository.descriptor import DESCRIPTOR_KEY

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "packaging" / "desktop"
ID = "io.github.pagewake.Pagewake"
MIME = "application/vnd.pagewake.repository+json"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def entry() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(PLACE / f"{ID}.desktop", "utf-8")
    return parser


def test_every_command_of_the_entry_is_one_that_is_installed() -> None:
    scripts = PROJECT["project"]["scripts"] | PROJECT["project"]["gui-scripts"]
    parser = entry()
    assert parser["Desktop Entry"]["TryExec"] in scripts
    named = [f"Desktop Action {name}" for name in parser["Desktop Entry"]["Actions"].split(";") if name]
    assert named == [section for section in parser.sections() if section.startswith("Desktop Action")]
    for section in parser.sections():
        assert parser[section]["Exec"].split()[0] in scripts


def test_the_actions_are_actions_of_the_window() -> None:
    pytest.importorskip("PySide6", reason="the window's packages are not installed")
    from pagewake_gui.app import APPLICATION_ID, _parser

    assert (
        APPLICATION_ID == ID == entry()["Desktop Entry"]["StartupWMClass"] == entry()["Desktop Entry"]["Icon"]
    )
    for section in entry().sections()[1:]:
        words = entry()[section]["Exec"].split()[1:]
        assert _parser().parse_args(words).action in ("repository.open", "go.verification")


def test_a_file_manager_opens_the_repository_of_a_descriptor(tmp_path: Path) -> None:
    from pagewake.config import Settings

    mime = ElementTree.parse(PLACE / f"{ID}.xml").getroot()
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    (kind,) = mime.findall(f"{space}mime-type")
    (glob,) = kind.findall(f"{space}glob")
    assert kind.get("type") == MIME == entry()["Desktop Entry"]["MimeType"].rstrip(";")
    assert glob.get("pattern") == DESCRIPTOR_KEY
    assert entry()["Desktop Entry"]["Exec"].endswith(" %f")
    place = resolve_repository(str(tmp_path / DESCRIPTOR_KEY), Settings(tmp_path / "config.toml"))
    assert place.location == str(tmp_path)


def test_the_description_is_of_this_version() -> None:
    component = ElementTree.parse(PLACE / f"{ID}.metainfo.xml").getroot()
    assert component.findtext("id") == ID
    assert component.findtext("launchable") == f"{ID}.desktop"
    assert component.findtext("project_license") == PROJECT["project"]["license"]
    release = component.find("releases/release")
    assert release is not None and release.get("version") == __version__
    binaries = {one.text for one in component.findall("provides/binary")}
    assert binaries == set(PROJECT["project"]["scripts"] | PROJECT["project"]["gui-scripts"])


def test_the_wheel_brings_them_to_where_desktops_look() -> None:
    shared = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert all((ROOT / source).is_file() for source in shared)
    assert set(shared.values()) == {
        f"share/applications/{ID}.desktop",
        f"share/metainfo/{ID}.metainfo.xml",
        f"share/mime/packages/{ID}.xml",
        f"share/icons/hicolor/scalable/apps/{ID}.svg",
    }
    assert sorted(path.name for path in PLACE.iterdir()) == [
        f"{ID}.desktop",
        f"{ID}.metainfo.xml",
        f"{ID}.xml",
    ]


@pytest.mark.parametrize(
    ("tool", "arguments", "package"),
    [
        ("desktop-file-validate", [f"{ID}.desktop"], "desktop-file-utils"),
        ("appstreamcli", ["validate", "--no-net", f"{ID}.metainfo.xml"], "appstream"),
    ],
)
def test_the_desktops_own_tools_accept_them(tool: str, arguments: list[str], package: str) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed (Debian: {package})")
    done = subprocess.run([tool, *arguments], cwd=PLACE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.dumps(done.stdout).count("error") == 0
