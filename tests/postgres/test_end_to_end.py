"""A server under a workload is backed up again and again, and restored to moments at which its truth was recorded.

What is asked is asked of the command line, in JSON. A restore is right when every table, sequence and large object of
every database is as it was, indexes and visibility maps agree with the tables, and all page checksums are good.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest
from tests.postgres.churn import Churn
from tests.postgres.churn_steps import QUESTIONS
from tests.postgres.command import Pagewake, assert_restored, nothing_of, start_and_promote, targets
from tests.postgres.conftest import installation_of
from tests.postgres.installations import MAJORS
from tests.postgres.restored_files import unlike_the_table
from tests.postgres.servers import Rig, Server
from tests.postgres.truth import Moment

KINDS = ("full", "incremental", "incremental", "differential", "incremental")

CASES = [
    pytest.param(15, False, id="pg15-local"),
    pytest.param(18, True, id="pg18-remote"),
    *(
        pytest.param(major, remote, id=f"torture-pg{major}-{way}", marks=pytest.mark.torture)
        for major in MAJORS
        for remote, way in ((False, "local"), (True, "remote"))
    ),
]


@dataclass
class Taken:
    """What a history left: backups in order, and moments after the first of them."""

    backups: list[dict[str, object]] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)


def make_and_drop_databases(server: Server, name: str) -> None:
    """One that stays and one that is dropped again, for each way to make one."""
    for number, way in enumerate(("STRATEGY file_copy", "STRATEGY wal_log") if server.major >= 15 else ("",)):
        for database in (f"{name}_{number}", "brief"):
            server.sql(f"DROP DATABASE IF EXISTS {database}")
            server.sql(f"CREATE DATABASE {database} TEMPLATE seed {way}")
        server.sql("DROP DATABASE brief")


def history(pagewake: Pagewake, server: Server, choose: random.Random, *, remote: bool, long: bool) -> Taken:
    """Backups under the workload, with a moment before, during or after each of them but the first."""
    taken, steps = Taken(), 200 if long else 20
    size = {"rows": 20000} if long else {"rows": 500, "rest": 0.02}
    with Churn(server, seed=choose.randrange(10**6), **size) as churn:

        def moment() -> None:
            taken.moments.append(churn.moment(f"moment {len(taken.moments)}"))

        churn.let_run(steps)
        for kind in KINDS:
            after_first = bool(taken.backups)
            when = choose.choice(["before", "during", "after"]) if after_first else "after"
            if when == "before":
                moment()
                churn.let_run(choose.randint(1, steps))
            with churn.quiesced():
                churn.moves = False  # what that does to a backup is the matter of test_traps_pages
            running = pagewake.start_backup(server, kind, remote=remote)
            if long:  # the workload itself does so now and then
                make_and_drop_databases(server, kind)
            if when == "during":
                churn.let_run(choose.randint(1, 40))
                moment()
            answer = running.result()
            churn.moves = True
            assert answer["backup"]["type"] == kind, answer["reason"]
            taken.backups.append(answer["backup"])
            churn.let_run(choose.randint(1, steps))
            if when == "after":
                moment()
                churn.let_run(choose.randint(1, steps))
    pagewake.receive(server, remote=remote)
    return taken


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("major", "remote"), CASES)
def test_five_backups_under_churn_restore_to_their_moments(
    rig: Rig, major: int, remote: bool, request: pytest.FixtureRequest
) -> None:
    long = "torture" in request.node.name
    choose = random.Random(f"{major} {remote}")
    server = rig.server(
        installation_of(major),
        fresh=True,
        tcp=remote,
        settings={"wal_keep_size": "2GB", "log_checkpoints": "on"},
    )
    pagewake = Pagewake(rig)
    if remote:
        pagewake.let_in(server)
    taken = history(pagewake, server, choose, remote=remote, long=long)
    assert len(taken.moments) == 5
    listed = pagewake.run("list", "--repo", pagewake.repo)["backups"]
    assert [backup["type"] for backup in listed] == list(KINDS)
    verified = pagewake.run("verify", "--repo", pagewake.repo, "--level", "data")
    assert verified["ok"]
    kinds = ["lsn", "time", "xid", "name", choose.choice(["lsn", "time", "xid", "name"])]
    choose.shuffle(kinds)
    restores = list(zip(taken.moments, kinds, strict=True))
    # A restore and what is asked of it take seconds: the fast suite does the one after the differential and the last.
    for moment, kind in restores if long else restores[3:]:
        answer, restored = pagewake.restore(*targets(moment)[kind], "--action", "promote", of=server)
        nothing_of("not the files of the backup", unlike_the_table(pagewake, answer, restored, server))
        start_and_promote(restored)
        assert_restored(restored, moment, QUESTIONS)
