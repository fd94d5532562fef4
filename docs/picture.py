"""Draws how-it-works.svg: a small database over three days, its log, its backups and a restore."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

COLUMNS, ROWS, SIDE, GAP = 8, 3, 17, 4
PAGES = COLUMNS * ROWS
GRID_WIDTH = COLUMNS * (SIDE + GAP) - GAP
WIDTH, HEIGHT = 980, 376
LOG_TOP, LOG_HEIGHT = 74, 24
GRID_TOP = 158
LOG_LEFT, LOG_RIGHT = 24, WIDTH - 24

INK, QUIET, PAPER, ABSENT = "#1f2933", "#5f6c7b", "#ffffff", "#e8ecf1"
LOG_COLOUR, MISTAKE = "#e9a23b", "#c8372d"


@dataclass(frozen=True)
class Capture:
    """One backup: when, what kind, its colour, where it stands in the picture, the pages that it stored."""

    when: str
    kind: str
    colour: str
    left: int
    pages: frozenset[int]


CAPTURES = (
    Capture("Sunday 02:00", "full", "#3b6ea5", 40, frozenset(range(PAGES))),
    Capture("Monday 02:00", "incremental", "#2a9d8f", 282, frozenset({3, 9, 10, 17, 22})),
    Capture("Tuesday 02:00", "incremental", "#8e6bbf", 524, frozenset({4, 10, 20})),
)
RESTORED_LEFT = 766
REPLAYED = frozenset({5, 17})
"""The pages that the log still changed between the last backup and the moment to restore to."""


def text(x: float, y: float, words: str, colour: str = INK, size: int = 13, weight: int = 400) -> str:
    """A line of words; `y` is their base line."""
    return (
        f'<text x="{x:g}" y="{y:g}" fill="{colour}" font-size="{size}" font-weight="{weight}">{words}</text>'
    )


def square(left: int, page: int, fill: str) -> str:
    """One page in the grid whose left edge is given."""
    x = left + page % COLUMNS * (SIDE + GAP)
    y = GRID_TOP + page // COLUMNS * (SIDE + GAP)
    return f'<rect x="{x}" y="{y}" width="{SIDE}" height="{SIDE}" rx="3" fill="{fill}"/>'


def line(x: float, y_from: float, y_to: float, colour: str, dashes: str = "none") -> str:
    """A vertical line."""
    return (
        f'<line x1="{x:g}" y1="{y_from:g}" x2="{x:g}" y2="{y_to:g}" stroke="{colour}" stroke-width="2" '
        f'stroke-dasharray="{dashes}"/>'
    )


def log() -> Iterator[str]:
    """The write-ahead log as a ribbon of segments, with the moments that matter standing on it."""
    segments, gap = 22, 3
    width = (LOG_RIGHT - LOG_LEFT + gap) / segments - gap
    for segment in range(segments):
        x = LOG_LEFT + segment * (width + gap)
        yield (
            f'<rect x="{x:.1f}" y="{LOG_TOP}" width="{width:.1f}" height="{LOG_HEIGHT}" rx="3" '
            f'fill="{LOG_COLOUR}" fill-opacity="0.55"/>'
        )
    yield text(LOG_LEFT, 30, "The write-ahead log says which pages changed", size=15, weight=600)
    for capture in CAPTURES:
        yield line(capture.left, LOG_TOP - 10, GRID_TOP - 32, capture.colour)
        yield text(capture.left + 8, LOG_TOP - 8, capture.when, capture.colour, weight=600)
    yield line(RESTORED_LEFT, LOG_TOP - 10, GRID_TOP - 32, INK, "5 3")
    yield text(RESTORED_LEFT - 44, LOG_TOP - 14, "restore to 14:01", INK, weight=600)
    mistake = RESTORED_LEFT + 96
    yield line(mistake, LOG_TOP - 10, LOG_TOP + LOG_HEIGHT + 8, MISTAKE)
    yield text(mistake - 14, LOG_TOP - 14, "14:02 mistake", MISTAKE, weight=600)


def backups() -> Iterator[str]:
    """What each backup stores: the changed pages in its colour, all others only as a line in its map."""
    for capture in CAPTURES:
        stored = len(capture.pages)
        yield text(capture.left, GRID_TOP - 12, f"{capture.kind}: stores {stored} of {PAGES} pages")
        for page in range(PAGES):
            yield square(capture.left, page, capture.colour if page in capture.pages else ABSENT)


def restored() -> Iterator[str]:
    """The restored database: every page from the backup that stored it last, the log replayed on top."""
    yield text(RESTORED_LEFT, GRID_TOP - 12, "restored, then proven", weight=600)
    for page in range(PAGES):
        newest = [capture.colour for capture in CAPTURES if page in capture.pages][-1]
        yield square(RESTORED_LEFT, page, LOG_COLOUR if page in REPLAYED else newest)


def captions() -> Iterator[str]:
    """What to see in the columns above."""
    top = GRID_TOP + ROWS * (SIDE + GAP) + 22
    columns = (
        (CAPTURES[0].left, ("Every page is read once,", "checked and hashed.")),
        (
            CAPTURES[1].left,
            ("Only what the log names is", "read. Grey pages are in the", "repository already."),
        ),
        (
            CAPTURES[2].left,
            ("Its map still names the place", "of all 24: no walk back", "through older backups."),
        ),
        (RESTORED_LEFT, ("Each page from where it", "was stored last, then the", "log up to the moment.")),
    )
    for left, lines in columns:
        for number, words in enumerate(lines):
            yield text(left, top + number * 18, words, QUIET)
    legend = HEIGHT - 48
    yield f'<line x1="{LOG_LEFT}" y1="{legend - 26}" x2="{LOG_RIGHT}" y2="{legend - 26}" stroke="{ABSENT}"/>'
    entries = [(capture.colour, f"stored on {capture.when.split()[0]}") for capture in CAPTURES]
    entries += [(ABSENT, "known, not stored again"), (LOG_COLOUR, "replayed from the log")]
    x = LOG_LEFT + 16
    for colour, words in entries:
        yield f'<rect x="{x}" y="{legend - 10}" width="13" height="13" rx="3" fill="{colour}"/>'
        yield text(x + 20, legend + 1, words, QUIET)
        x += 34 + 7 * len(words) + 20
    yield text(
        LOG_LEFT + 16,
        legend + 26,
        "Deleting the full backup later breaks nothing: pages stay as long as a map names them.",
    )


def how_it_works() -> str:
    """The picture as an SVG document."""
    said = (
        "Three days of a database of 24 pages. A full backup stores 24, two incrementals store 5 and 3. "
        "A restore to one minute before a mistake takes each page from the backup that stored it last "
        "and replays the log."
    )
    fonts = "system-ui, -apple-system, Segoe UI, DejaVu Sans, sans-serif"
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img" font-family="{fonts}">',
        f"<title>How Pagewake works</title><desc>{said}</desc>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="12" fill="{PAPER}"/>',
        *log(),
        *backups(),
        *restored(),
        *captions(),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"
