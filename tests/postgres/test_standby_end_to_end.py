"""A standby is backed up while its primary works, and restored to moments at which the primary's truth was recorded."""

from __future__ import annotations

import pytest
from tests.postgres.churn import Churn
from tests.postgres.churn_steps import QUESTIONS
from tests.postgres.command import Pagewake, assert_restored, start_and_promote, targets
from tests.postgres.conftest import installation_of
from tests.postgres.installations import MAJORS
from tests.postgres.servers import Rig, Server
from tests.postgres.standby import standby, wait_replayed
from tests.postgres.truth import Moment, moment

pytestmark = pytest.mark.both

CASES = [
    pytest.param(15, True, id="pg15-remote"),
    pytest.param(18, False, id="pg18-local"),
    *(
        pytest.param(major, remote, id=f"torture-pg{major}-{way}", marks=pytest.mark.torture)
        for major in MAJORS
        for remote, way in ((False, "local"), (True, "remote"))
    ),
]


def backed_up_twice(pagewake: Pagewake, churn: Churn, follower: Server, *, remote: bool) -> list[Moment]:
    """A full backup and an incremental of the standby under the workload of its primary; the moments after each."""
    moments = []
    for kind in ("full", "incremental"):
        churn.let_run(20)
        running = pagewake.start_backup(follower, kind, remote=remote)
        churn.let_run(20)
        answer = running.result()
        assert answer["backup"]["type"] == kind, answer["reason"]
        wait_replayed(follower, churn.server)
        moments.append(churn.moment(kind))
    return moments


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("major", "remote"), CASES)
def test_a_standby_is_restored_to_a_time_and_to_the_latest_moment(rig: Rig, major: int, remote: bool) -> None:
    primary = rig.server(
        installation_of(major), fresh=True, tcp=remote, settings={"wal_keep_size": "1GB", "hot_standby": "on"}
    )
    pagewake = Pagewake(rig)
    if remote:
        pagewake.let_in(primary)
    with Churn(primary, seed=7, rows=1000, databases=False) as churn:
        with churn.quiesced():
            follower = standby(rig, primary)
        after_full, after_incremental = backed_up_twice(pagewake, churn, follower, remote=remote)
    end = moment(primary, "the end")
    wait_replayed(follower, primary)
    assert follower.value("SELECT pg_is_in_recovery()")
    pagewake.receive(follower, remote=remote)
    primary.stop()
    follower.stop()
    assert pagewake.run("verify", "--repo", pagewake.repo, "--level", "data")["ok"]
    for words, there in (
        (targets(after_full)["time"], after_full),
        (targets(after_incremental)["lsn"], after_incremental),
        (["--latest"], end),
    ):
        _answer, restored = pagewake.restore(*words, "--action", "promote", of=follower)
        start_and_promote(restored)
        assert_restored(restored, there, QUESTIONS)
        assert not (restored.data / "standby.signal").exists()
