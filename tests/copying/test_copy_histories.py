"""Random histories: backups, expiry and prune here and there, copies now and then, whatever the keys."""

from __future__ import annotations

import os
import random
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.backup.test_random_histories import change
from tests.copying.pairs import copy
from tests.durability.scenes import CHEAP
from tests.engines.fake import ENGINE, Model
from tests.engines.fake_rig import NAME, FakeRig

from pagewake.config import Retention
from pagewake.copying.planning import Choice
from pagewake.expire.prune import run_prune
from pagewake.expire.run import run_expire
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.stores.memory import MemoryStore
from pagewake.verify.run import Level, run_verify

EXAMPLES = int(os.environ.get("PAGEWAKE_EXAMPLES", "15"))
STEPS = st.lists(
    st.sampled_from(
        [
            "work",
            "full",
            "incremental",
            "incremental",
            "auto",
            "copy",
            "copy one",
            "expire",
            "expire there",
        ]
    ),
    min_size=3,
    max_size=12,
)
CHUNK_BYTES = 4096


def created(rig: FakeRig, *, encrypted: bool, passphrase: str) -> Repository:
    return Repository.create(
        MemoryStore(),
        passphrase=passphrase if encrypted else None,
        cost=CHEAP,
        chunk_bytes=CHUNK_BYTES,
        now=lambda: rig.clock,
    )


def tidy(repository: Repository, rig: FakeRig, keep: int) -> None:
    """Let go of all but the newest backups, for good."""
    policy = Retention(keep, 0, None, 0, 0, 0, 0, None)
    run_expire(repository, NAME, policy, Job(), grace=timedelta(0), now=lambda: rig.clock)
    rig.clock += timedelta(hours=1)
    run_prune(repository, Job(), grace=timedelta(0), now=lambda: rig.clock)


def restored(rig: FakeRig, repository: Repository, backup: str) -> dict[str, bytes]:
    mine, rig.repository = rig.repository, repository
    try:
        return rig.restored(backup=backup)
    finally:
        rig.repository = mine


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32 - 1), steps=STEPS, here=st.booleans(), there=st.booleans())
def test_what_is_copied_restores_to_the_truth(seed: int, steps: list[str], here: bool, there: bool) -> None:
    chance = random.Random(seed)
    rig = FakeRig(Model(segment=chance.choice((1, 3, 8))))
    origin = rig.repository = created(rig, encrypted=here, passphrase="here")
    target = created(rig, encrypted=there, passphrase="there")
    for _ in range(chance.randint(1, 30)):
        change(rig.model, chance)
    truths: dict[str, dict[str, bytes]] = {}
    for step in ["full", *steps, "copy"]:
        if step == "work":
            for _ in range(chance.randint(1, 25)):
                change(rig.model, chance)
        elif step == "copy":
            report = copy(origin, target, now=lambda: rig.clock)
            assert report.ok, report.findings
            gone = {one.id for one in target.existing_backups()} - {one.id for one in target.backups()}
            assert {one.id for one in origin.backups()} <= {one.id for one in target.backups()} | gone
            assert copy(origin, target, now=lambda: rig.clock).bytes_written == 0
        elif step == "copy one":
            one = chance.choice(origin.backups()).id
            assert copy(origin, target, Choice(backups=(one,)), now=lambda: rig.clock).ok
        elif step == "expire":
            tidy(origin, rig, chance.randint(1, 3))
        elif step == "expire there":
            tidy(target, rig, chance.randint(1, 3))
        else:
            for _ in range(chance.randint(0, 6)):
                change(rig.model, chance)
            truths[rig.backup(step, workers=1).backup.id] = rig.model.trimmed()
    assert target.backups()
    for backup in target.backups():
        assert restored(rig, target, backup.id) == truths[backup.id]
    report = run_verify(target, lambda _: ENGINE, (), Level.DATA, Job())
    assert report.findings == ()
