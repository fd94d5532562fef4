"""Who a database is: the id in its page 0, or one derived from its log where the original made it.

What is derived is the hash of the first record. A restored database gets a new log, so a note beside that log
says which identifier it had; where the note is gone, or old segments are removed, the identifier changes, and
that its log joins on to the archive has to prove the database.
"""

from __future__ import annotations

from pathlib import Path

from blake3 import blake3

from pagewake.engines.neuroquantum.finish import noted_identifier
from pagewake.engines.neuroquantum.layout import ENGINE_NAME, Layout
from pagewake.engines.neuroquantum.log import UsableLog, read_log
from pagewake.engines.neuroquantum.pages import DATABASE_ID_SIZE, PAGE_SIZE, database_id
from pagewake.errors import SourceUnreadable
from pagewake.model import Identity

FORMAT_VERSION = "1"


def own_id(page_file: Path) -> bytes | None:
    """The id that a page file bears; None for a page file of the original. Raises SourceUnreadable."""
    try:
        with page_file.open("rb") as file:
            return database_id(file.read(PAGE_SIZE))
    except OSError as error:
        raise SourceUnreadable(f"cannot be read ({error.strerror})", object_name=str(page_file)) from error


def identity_of(layout: Layout) -> Identity:
    """The identity of a database. Raises SourceUnreadable."""
    own = own_id(layout.page_file)
    if own is not None:
        return Identity(ENGINE_NAME, FORMAT_VERSION, own.hex(), PAGE_SIZE)
    return identity_by_log(layout)


def identity_by_log(layout: Layout) -> Identity:
    """The identity of a database whose page 0 bears no id, or cannot be trusted. Raises SourceUnreadable."""
    identifier = noted_identifier(layout.wal) or _log_identifier(read_log(layout.wal), str(layout.page_file))
    return Identity(ENGINE_NAME, FORMAT_VERSION, identifier, PAGE_SIZE, derived=True)


def _log_identifier(log: UsableLog, location: str) -> str:
    if not log.epochs:
        raise SourceUnreadable(
            "the database has neither an id nor a log record to tell it from others", object_name=location
        )
    first = log.epochs[0]
    frame = log.frames(first, first.first_lsn, first.first_lsn + 1)
    return f"log-{blake3(frame).digest(DATABASE_ID_SIZE).hex()}"
