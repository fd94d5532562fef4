"""What spoils a backup that is being read."""

from __future__ import annotations

import pytest

from pagewake.blocks import Meanwhile, WalEvent
from pagewake.engines.postgres.spoiling import CHANGED, COPIED, REMOVED, spoiled_by

REMOVED_TEXT = "the files of base/5 were copied to another place and removed"
CHANGED_TEXT = "the files of base/5 were copied to make or to move a database and then changed"


def stretch(*events: tuple[str, str], relations: tuple[str, ...] = ()) -> Meanwhile:
    return Meanwhile([WalEvent(lsn, kind, text) for lsn, (kind, text) in enumerate(events)], relations)


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ([], ""),
        ([stretch((COPIED, "base/5"))], ""),
        ([stretch((REMOVED, "base/5"))], ""),
        ([stretch((REMOVED, "base/5"), (COPIED, "base/5"))], ""),
        ([stretch((COPIED, "base/1"), (REMOVED, "base/5"))], ""),
        ([stretch((COPIED, "base/5"), ("parameters", "base/5"), (REMOVED, "base/5"))], REMOVED_TEXT),
        ([stretch((COPIED, "base/5")), stretch((REMOVED, "base/5"))], REMOVED_TEXT),
        # What the stretch of the copy itself changes is said by an event, if it comes behind the copy.
        ([stretch((COPIED, "base/5"), relations=("1663/5/1259",))], ""),
        ([stretch((COPIED, "base/5"), (CHANGED, "base/5"))], CHANGED_TEXT),
        ([stretch((COPIED, "base/5")), stretch(relations=("1663/5/1259_vm",))], CHANGED_TEXT),
        ([stretch((COPIED, "base/5")), stretch(relations=("1663/55/1259", "7/5/1", "1664/0/1262"))], ""),
        ([stretch((COPIED, "base/5")), stretch(), stretch(relations=("1663/5/1",))], CHANGED_TEXT),
        (
            [stretch((COPIED, "pg_tblspc/7/PG_18_202506291/5")), stretch(relations=("7/5/1",))],
            "the files of pg_tblspc/7/PG_18_202506291/5 were copied to make",
        ),
    ],
)
def test_what_was_copied_and_then_changed_or_removed(log: list[Meanwhile], words: str) -> None:
    found = spoiled_by(log)
    assert found.startswith(words) and bool(found) == bool(words)
