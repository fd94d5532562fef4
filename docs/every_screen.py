"""Takes every screen of the window, to be looked at: `./pw pictures --all DIR [--only WORD]`.

Pages, windows, wizards at each of their steps, dialogs, errors, and all of that with nothing in it: in two sizes, at
two scales, light and dark, in both languages. A window stands on a display of that size, so what does not fit there is
seen. Each combination is a process of its own: scale and display are chosen when Qt starts.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from screens_pages import beside, dialogs, expired, heat_map, pages, popups, selected, tables, told
from screens_repair import repairs
from screens_restore import ended, restore
from screens_setup import empty, nothing, setup
from stage import Stage, surroundings

if TYPE_CHECKING:
    from pagewake_gui.main_window import MainWindow

SIZES = ("1440x900", "1024x700")
SCALES = ("1", "2")
LANGUAGES = ("en", "de")
THEMES = ("light", "dark")
ENGINES = ("postgres", "neuroquantum")


def main(arguments: Sequence[str]) -> int:
    """Take all screens into a directory, one process for each combination."""
    parser = argparse.ArgumentParser(prog="pw pictures --all", description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--only", default="", metavar="WORD", help="only screens with this in their name")
    for name, all_ in (("size", SIZES), ("scale", SCALES), ("language", LANGUAGES), ("theme", THEMES)):
        parser.add_argument(f"--{name}", action="append", help=f"of {', '.join(all_)}; others can be named")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.here:
        return take(options)
    data = options.directory / "data"
    if not data.exists():
        from take_pictures import demos

        data.mkdir(parents=True)
        demos(data)
    status = 0
    for size, scale, language in itertools.product(
        options.size or SIZES, options.scale or SCALES, options.language or LANGUAGES
    ):
        command = [sys.executable, __file__, str(options.directory), "--here", "--only", options.only]
        for name, value in (("size", size), ("scale", scale), ("language", language)):
            command += [f"--{name}", value]
        for theme in options.theme or THEMES:
            command += ["--theme", theme]
        for part in options.part or ():
            command += ["--part", part]
        with tempfile.TemporaryDirectory(prefix="pagewake-screens-") as home:
            environment = surroundings(Path(home), size, scale)
            status = max(status, subprocess.run(command, env=environment, check=False).returncode)
    return status


def take(options: argparse.Namespace) -> int:
    """Take all screens of one combination, in this process."""
    from pagewake_gui.app import make_application
    from pagewake_gui.translation import Translation

    size, scale, language = options.size[0], options.scale[0], options.language[0]
    application = make_application()
    translation = Translation(application, language)
    home = Path(os.environ["HOME"])
    home.chmod(0o755)  # servers of PostgreSQL run as another user where we are root
    data = home / "data"
    shutil.copytree(options.directory / "data", data, symlinks=True)
    stage = Stage(
        application,
        data,
        home,
        options.directory,
        f"{language}-{size}@{scale}",
        options.theme,
        options.only,
    )
    for name in options.part or PARTS:
        PARTS[name](stage)
    translation.remove()
    sys.stdout.write(f"{stage.name}: {stage.taken} pictures\n")
    return 0


SETTINGS = """\
[repositories.backups]
location = "{repository}"

[repositories.second]
location = "{second}"

[repositories.offsite]
location = "s3://shop-backups/main"

[sources.ledger]
location = "{database}"
repository = "backups"
schedule = {{ full = "7d", incremental = "1h" }}
retention = {{ keep-within = "7d", daily = 7, weekly = 4 }}
"""


def full(engine: str, takers: Sequence[Callable[[Stage, MainWindow, str], None]], stage: Stage) -> None:
    """The demo of an engine: pages with something selected, windows, dialogs, wizards."""
    from pagewake.desk.creating import NewRepository, create_repository
    from pagewake.jobs import Job

    repository = next((stage.data / engine).rglob("pagewake.json"), None)
    if repository is None:  # no server on this machine
        return
    database = repository.parent.with_name("database")
    second = Path(tempfile.mkdtemp(dir=stage.home)) / "second"
    new = NewRepository(str(second), "second", "lz4", None, None, False)
    create_repository(new, second.with_name("config.toml"), Job("make"))
    settings = SETTINGS.format(repository=repository.parent, database=database, second=second)
    with stage.window(repository.parent, settings) as window:
        for take_part in takers:
            take_part(stage, window, engine)


FULL: dict[str, Sequence[Callable[[Stage, MainWindow, str], None]]] = {
    "pages": (pages, selected),
    "charts": (heat_map, tables, popups),
    "windows": (dialogs, beside, told),
    "restore": (restore, ended),
    "retention": (expired,),
    "repair": (repairs,),
}
PARTS: dict[str, Callable[[Stage], None]] = {
    "nothing": nothing,
    "empty": empty,
    "setup": setup,
    **{
        f"{engine}-{name}": partial(full, engine, takers)
        for engine in ENGINES
        for name, takers in FULL.items()
    },
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
