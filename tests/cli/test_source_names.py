"""One rule for the names of sources, for every command that makes one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pagewake.engines.neuroquantum.database import Database

Run = Callable[..., Any]


@pytest.mark.parametrize("name", ["my shop", "../shop", "-shop", ".shop", "säle", "s" * 65, "a\nb", ""])
def test_a_name_that_cannot_be_is_refused_by_all_that_make_a_source(
    pagewake: Run, tmp_path: Path, name: str
) -> None:
    """Else one command made what another cannot name."""
    database, repository = str(tmp_path / "shop"), str(tmp_path / "repository")
    Database.create(Path(database), pages=[bytes(4032)]).close()
    segment = min((tmp_path / "shop" / "wal").glob("wal-*.log"))
    assert pagewake("repo", "init", repository).status == 0
    asked = [
        ("source", "add", "--", name, database),
        ("backup", database, "--repo", repository, "--source", name),
        ("wal", "receive", database, "--repo", repository, "--once", "--source", name),
        ("wal", "push", str(segment), "--repo", repository, "--source", name),
    ]
    done = [pagewake(*arguments) for arguments in asked]
    assert [one.status for one in done] == [2, 2, 2, 2], done
    (said,) = {" ".join(one.err.split()) for one in done}
    assert "is not a valid name" in said
    assert "and a letter or a digit first" in said
    assert pagewake("list", "--repo", repository, "--json").document["backups"] == []
    assert pagewake("wal", "status", "--repo", repository, "--json").document["ranges"] == []
