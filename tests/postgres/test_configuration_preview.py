"""The configuration files that a restore will write are told before it begins."""

from __future__ import annotations

import json
from pathlib import Path

from pagewake.engines.base import Destination
from pagewake.engines.postgres.recovery import PostgresRecovery
from pagewake.model import Severity


def told(directory: Path, files: dict[str, bytes], **options: str) -> dict[str, str]:
    findings = PostgresRecovery().foretell(Destination(directory, files.get, options))
    assert {(one.severity, one.code) for one in findings} == {(Severity.INFO, "configuration-written")}
    return {one.object_name: one.message for one in findings}


def test_each_file_is_told_with_what_is_changed_in_it(tmp_path: Path) -> None:
    (tmp_path / "pg_hba.conf").write_text("local all all trust\n")
    captured = {"setting": "ident_file", "path": "/etc/pg/ident.conf", "file": "pagewake/config/1"}
    files = {
        "postgresql.conf": b"port = 5433\nprimary_conninfo = 'host=a'\nident_file = '/etc/pg/ident.conf'\n",
        "pg_hba.conf": b"local all all peer\n",
        "pagewake/server.json": json.dumps({"configuration": [captured]}).encode(),
        "pagewake/config/1": b"",
    }
    seen = told(tmp_path, files)
    assert seen["postgresql.conf"] == (
        "written as the backup has it; turned into comments: ident_file, primary_conninfo"
    )
    assert seen["pg_hba.conf"] == "written as the backup has it; it takes the place of the one that is there"
    assert seen["pg_ident.conf"] == "written from the backup's copy of /etc/pg/ident.conf"
    assert "archive_mode = off" in seen["postgresql.auto.conf"]
    assert (tmp_path / "pg_hba.conf").read_text() == "local all all trust\n"


def test_what_the_backup_lacks_is_made_and_archiving_may_be_kept(tmp_path: Path) -> None:
    seen = told(tmp_path / "new", {}, archive_mode="keep")
    assert seen["postgresql.conf"] == "the backup holds none: a minimal one is made"
    assert seen["pg_ident.conf"] == "the backup holds none: an empty one is made"
    assert "archive_mode" not in seen["postgresql.auto.conf"]
    assert not (tmp_path / "new").exists()
