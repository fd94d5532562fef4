"""Writes the pages of this directory that are made from the code: `./pw docs`, or `--check` to compare only.

errors.md comes from the classes of `pagewake.errors`, how-it-works.svg from `picture.py` beside this file, the
worked example at the end of repository-format.md from `format_example.py`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from format_example import example_text
from picture import how_it_works

from pagewake.errors import PagewakeError

HERE = Path(__file__).resolve().parent

EXAMPLE = "<!-- Everything below is made by ./pw docs from docs/format_example.py. -->\n"

INTRODUCTION = """\
# Errors

Every error names the object it happened to, what that means for the data, and what to do next. The code is
stable: scripts and support may rely on it. Exit status: 2 is wrong usage, 3 a failed operation (1 is kept for
checks that found something wrong). Generated from `core/pagewake/errors.py` by `./pw docs`; change it there.
"""


def classes(kind: type[PagewakeError] = PagewakeError) -> Iterator[type[PagewakeError]]:
    """The class and everything below it."""
    yield kind
    for child in kind.__subclasses__():
        if child.__bases__[0] is kind:  # what is of two families stands with the first
            yield from classes(child)


def first_paragraph(kind: type[PagewakeError]) -> str:
    """The first paragraph of a class's docstring, on one line."""
    return " ".join((kind.__doc__ or "").strip().split("\n\n")[0].split())


def errors_page() -> str:
    """The page errors.md."""
    parts = [INTRODUCTION]
    for kind in sorted(classes(), key=lambda kind: kind.code):
        part = f"## {kind.code} {kind.__name__}\n\n{first_paragraph(kind)} Exit status {kind.exit_status}.\n"
        if kind.default_meaning:
            part += f"\n- What it means: {kind.default_meaning}\n"
        if kind.default_advice:
            part += f"{'' if kind.default_meaning else chr(10)}- What to do: {kind.default_advice}\n"
        parts.append(part)
    return "\n".join(parts)


def format_page() -> str:
    """The page repository-format.md, with its example made anew."""
    text, mark, _ = (HERE / "repository-format.md").read_text("utf-8").partition(EXAMPLE)
    return f"{text}{mark}\n{example_text()}"


PAGES = {
    "errors.md": errors_page,
    "how-it-works.svg": how_it_works,
    "repository-format.md": format_page,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check say which differ from what would be written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say which pages are out of date")
    check = parser.parse_args(arguments).check
    status = 0
    for name, page in PAGES.items():
        path, content = HERE / name, page()
        current = path.read_text("utf-8") if path.exists() else ""
        if current == content:
            continue
        if check:
            sys.stderr.write(f"docs/{name} is out of date; run ./pw docs\n")
            status = 1
        else:
            path.write_text(content, "utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
