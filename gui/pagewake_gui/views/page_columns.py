"""The columns of the page inspector: the versions of a page, the fields of one, the records that touch it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from pagewake.insight.page_history import DecodedPage, PageHistory, PageRecords
from pagewake_gui.context import Context
from pagewake_gui.models.columns import Align, Column

translate = QCoreApplication.translate


def version_columns(context: Context, history: PageHistory, lsn: Callable[[int], str]) -> list[Column]:
    """One row a kept version of the page."""

    def checksum(number: int) -> str:
        verdict = history.versions[number].kept.version.checksum_ok
        said = {
            True: translate("PageInspector", "● right"),
            False: translate("PageInspector", "■ wrong"),
            None: translate("PageInspector", "○ none"),
        }[verdict]
        return f"{said} ★" if number == history.newest_sound else said

    def colour(number: int) -> QColor | None:
        verdict = history.versions[number].kept.version.checksum_ok
        return context.theme.colour({True: "good", False: "bad", None: "unknown"}[verdict])

    formats, versions = context.formats, history.versions
    backups = [one.kept.version for one in versions]
    return [
        Column(
            "taken",
            translate("PageInspector", "Backup of"),
            [one.taken for one in backups],
            formats.moment,
            width=175,
        ),
        Column(
            "checksum",
            translate("PageInspector", "Checksum"),
            list(range(len(versions))),
            checksum,
            colour=colour,
            width=90,
        ),
        Column(
            "lsn", translate("PageInspector", "Page LSN"), [one.page_lsn for one in backups], lsn, width=100
        ),
        Column(
            "differs",
            translate("PageInspector", "Bytes changed"),
            [
                None if one.changed is None else sum(end - first for first, end in one.changed)
                for one in versions
            ],
            lambda count: "" if count is None else formats.count(count),
            Align.RIGHT,
            key=lambda count: -1 if count is None else count,
            width=110,
        ),
        Column(
            "state",
            translate("PageInspector", "State"),
            [one.state for one in backups],
            state_text,
            width=110,
        ),
        Column(
            "backup",
            translate("PageInspector", "Backup"),
            [one.backup for one in backups],
            width=210,
            least=90,
        ),
    ]


def field_columns(context: Context, version: DecodedPage) -> list[Column]:
    """One row a field of the page's header."""
    fields = version.description.fields if version.description is not None else ()
    return [
        Column(
            "name",
            translate("PageInspector", "Field"),
            [one.name for one in fields],
            context.words,
            width=130,
            least=90,
        ),
        Column(
            "value",
            translate("PageInspector", "Value"),
            [one.value for one in fields],
            context.words,
            width=130,
            least=70,
        ),
        Column(
            "note",
            translate("PageInspector", "Meaning"),
            [one.note for one in fields],
            context.words,
            width=260,
            least=110,
        ),
        Column(
            "offset",
            translate("PageInspector", "At"),
            [one.offset for one in fields],
            align=Align.RIGHT,
            width=60,
        ),
        Column(
            "size",
            translate("PageInspector", "Bytes"),
            [one.size for one in fields],
            align=Align.RIGHT,
            width=60,
        ),
    ]


def touching_columns(found: PageRecords, lsn: Callable[[int], str]) -> list[Column]:
    """One row a record that touches the page."""
    lines = found.records
    return [
        Column(
            "lsn", translate("PageInspector", "LSN"), [one.lsn for one in lines], lsn, Align.RIGHT, width=110
        ),
        Column(
            "type",
            translate("PageInspector", "WAL record"),
            [one.type for one in lines],
            width=165,
            least=100,
        ),
        Column("tx", translate("PageInspector", "Transaction"), [one.tx or "" for one in lines], width=110),
        Column(
            "length",
            translate("PageInspector", "Bytes"),
            [one.length for one in lines],
            align=Align.RIGHT,
            width=80,
        ),
    ]


def state_text(state: str) -> str:
    """How a backup holds a page, in words."""
    return {
        "stored": translate("PageInspector", "stored"),
        "zeros": translate("PageInspector", "zeros"),
        "beyond the end": translate("PageInspector", "beyond the end"),
    }.get(state, state)
