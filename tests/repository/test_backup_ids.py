"""What `latest` names, and what it does not."""

from __future__ import annotations

import pytest

from pagewake.errors import BackupMissing
from pagewake.repository.backup_ids import newest_backup


def test_the_newest_is_one_backup_or_none() -> None:
    assert newest_backup({"shop": "20260101T000000Z-000001"}) == "20260101T000000Z-000001"
    with pytest.raises(BackupMissing, match="no backup yet"):
        newest_backup({})
    with pytest.raises(BackupMissing, match="several sources") as caught:
        newest_backup({"shop": "20260101T000000Z-000001", "crm": "20260102T000000Z-000001"})
    assert "20260102T000000Z-000001 (crm)" in caught.value.advice
