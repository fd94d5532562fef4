"""A server is restored from the copy of a repository: the same files, and its truth at a moment."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.postgres.churn import Churn
from tests.postgres.churn_steps import QUESTIONS
from tests.postgres.command import Pagewake, assert_restored, start_and_promote, targets
from tests.postgres.conftest import installation_of
from tests.postgres.servers import Rig

ROOMS = ("base", "global", "pg_xact", "pg_multixact")


def files_below(data: Path) -> dict[str, bytes]:
    """The files of the database; settings and the label of a restore say where it came from."""
    return {
        str(path.relative_to(data)): path.read_bytes()
        for room in ROOMS
        for path in (data / room).rglob("*")
        if path.is_file()
    }


@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_restore_from_the_copy_is_a_restore_from_the_original(rig: Rig, tmp_path: Path) -> None:
    server = rig.server(installation_of(15), fresh=True, settings={"wal_keep_size": "2GB"})
    pagewake = Pagewake(rig)
    original, copy = pagewake.repo, pagewake.home / "copy"
    with Churn(server, seed=7, rows=2000) as churn:
        churn.let_run(40)
        with churn.quiesced():
            churn.databases = False  # what that does to a backup is the matter of test_traps_databases
        for kind in ("full", "incremental", "incremental"):
            pagewake.backup(server, kind)
            churn.let_run(30)
            pagewake.run("repo", "copy", original, copy, "--create")
        moment = churn.moment("after the copy")
        churn.let_run(10)
    pagewake.receive(server)
    secret = pagewake.home / "secret"
    secret.write_text("another one")
    secret.chmod(0o600)
    sealed = pagewake.home / "sealed"
    options = ("--create", "--encrypt", "--passphrase-from", f"file:{secret}")
    assert pagewake.run("repo", "copy", original, copy)["ok"]
    assert len(pagewake.run("repo", "copy", original, sealed, *options)["copied"]) == 3
    restored = {}
    for repository in (original, copy, sealed):
        pagewake.repo = repository
        if repository == sealed:
            pagewake.variables["PAGEWAKE_PASSPHRASE_FILE"] = str(secret)
        assert pagewake.run("verify", "--repo", repository)["ok"]
        _, found = pagewake.restore(*targets(moment)["lsn"], "--action", "promote", of=server)
        restored[repository] = files_below(found.data)
        start_and_promote(found)
        assert_restored(found, moment, QUESTIONS)
        found.stop()
    assert restored[original] == restored[copy] == restored[sealed]
    assert len(restored[original]) > 200
