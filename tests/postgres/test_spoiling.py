"""What spoils a backup that is being read."""

from __future__ import annotations

import pytest

from pagewake.blocks import WalEvent
from pagewake.engines.postgres.spoiling import COPIED, REMOVED, spoiled_by


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([], ""),
        ([(COPIED, "base/5")], ""),
        ([(REMOVED, "base/5")], ""),
        ([(REMOVED, "base/5"), (COPIED, "base/5")], ""),
        ([(COPIED, "base/1"), (REMOVED, "base/5")], ""),
        (
            [(COPIED, "base/5"), ("parameters", "base/5"), (REMOVED, "base/5")],
            "the files of base/5 were copied",
        ),
    ],
)
def test_what_was_copied_and_then_removed_may_not_have_been_read(
    events: list[tuple[str, str]], words: str
) -> None:
    found = spoiled_by(WalEvent(lsn, kind, text) for lsn, (kind, text) in enumerate(events))
    assert found.startswith(words) and bool(found) == bool(words)
