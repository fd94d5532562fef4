"""restore(backup(x)) = x for random histories of a database of many files, whatever the backups build on."""

from __future__ import annotations

import os
import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engines.fake import Model, trimmed
from tests.engines.fake_rig import FakeRig

EXAMPLES = int(os.environ.get("PAGEWAKE_EXAMPLES", "15"))
RELATIONS = ("1/10", "1/11", "2/10")
STEPS = st.lists(
    st.sampled_from(["work", "work", "full", "incremental", "incremental", "differential", "auto", "live"]),
    min_size=2,
    max_size=9,
)
WORK = ("write", "write", "write", "truncate", "extend", "drop", "copy", "nothing")


def change(model: Model, chance: random.Random) -> None:
    """One change of a random kind."""
    relation, kind = chance.choice(RELATIONS), chance.choice(WORK)
    blocks = len(model.relations.get(relation, b"")) // model.page
    if kind == "write":
        model.write(relation, chance.randrange(blocks + 3), chance.randrange(1000))
    elif kind == "truncate" and relation in model.relations:
        model.truncate(relation, chance.randint(0, blocks))
    elif kind == "extend":
        model.extend(relation, chance.randint(0, 12))
    elif kind == "drop" and relation in model.relations:
        model.drop(relation)
    elif kind == "copy":
        model.copy_directory("2", "1")
    else:
        model.nothing()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32 - 1), steps=STEPS)
def test_every_backup_restores_to_the_moment_it_is_of(seed: int, steps: list[str]) -> None:
    chance = random.Random(seed)
    rig = FakeRig(Model(segment=chance.choice((1, 3, 8))))
    for _ in range(chance.randint(1, 30)):
        change(rig.model, chance)
    truths = {}
    for step in ["full", *steps, "incremental"]:
        if step == "work":
            for _ in range(chance.randint(1, 25)):
                change(rig.model, chance)
            continue
        busy = step == "live"
        rig.source.during = (lambda _: change(rig.model, chance)) if busy else (lambda _: None)
        report = rig.backup("auto" if busy else step, workers=chance.choice((1, 3)) if not busy else 1)
        # What the log says of the time while the files were read is what recovery makes of them.
        truths[report.backup.id] = rig.model.trimmed()
    for backup, truth in truths.items():
        assert rig.restored(backup=backup) == truth


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    before=st.integers(1, 40),
    cut=st.integers(0, 39),
    again=st.integers(0, 40),
    segment=st.sampled_from((1, 3, 8, 64)),
    between=st.booleans(),
)
def test_rows_that_were_cut_off_never_come_back(
    before: int, cut: int, again: int, segment: int, between: bool
) -> None:
    """Truncate, then extend with zero pages that no log mentions: the incremental knows zeros there."""
    rig = FakeRig(Model(segment=segment))
    for block in range(before):
        rig.model.write("1/10", block, block + 1)
    rig.backup("full")
    rig.model.truncate("1/10", min(cut, before))
    if between:
        rig.backup("incremental")
    rig.model.extend("1/10", again)
    report = rig.backup("incremental")
    assert report.backup.type.value == "incremental"
    assert rig.restored(backup=report.backup.id) == trimmed(rig.model.relations)
