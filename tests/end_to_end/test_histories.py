"""Any history, any backups, any target: the restored pages are those of an independent model, page for page."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.end_to_end.rig import Rig, to_lsn
from tests.neuroquantum.histories import HEADER, PAGE, History, differences

from pagewake.backup.run import BackupReport
from pagewake.errors import TargetUnreachable
from pagewake.model import RestoreTarget, TargetKind

EXAMPLES = int(os.environ.get("PAGEWAKE_EXAMPLES", "25"))
STEPS = st.lists(
    st.sampled_from(
        ["work", "work", "full", "incremental", "incremental", "differential", "auto", "crash", "old"]
    ),
    min_size=2,
    max_size=9,
)


class Story:
    """A history with backups taken in it."""

    def __init__(self, directory: Path, seed: int) -> None:
        self.directory = directory
        self.chance = random.Random(seed)
        self.history = History(directory / "database", self.chance)
        self.rig = Rig(directory / "database")
        self.reports: list[BackupReport] = []

    def live(self, steps: list[str]) -> None:
        self.history.run(10)
        self.backup("full")
        for step in steps:
            if step == "work":
                self.history.run(self.chance.randint(5, 40))
            elif step == "crash":
                self.history.crash()
            elif step == "old":
                self.history.database.checkpoint()
            else:
                self.backup(step)
        self.history.database.flush_log()
        self.backup("incremental")

    def backup(self, type_: str) -> None:
        checkpoint = self.chance.random() < 0.5
        if checkpoint:
            self.history.database.checkpoint()
        self.history.database.flush_log()
        self.reports.append(self.rig.backup(type_))

    def check(self, lsn: int, *, backup: str | None = None) -> bytes:
        place = self.directory / "restored"
        try:
            self.rig.restore(place, to_lsn(lsn), backup=backup)
            return self.compare(place, lsn)
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def compare(self, place: Path, lsn: int) -> bytes:
        """The page file, compared with the truth. Pages that an undone transaction added stay behind, empty."""
        content = next((place / "data").glob("*.db")).read_bytes()
        pages, _ = self.history.truth.at(lsn)
        end = PAGE * (len(pages) + 1)
        assert all(not any(content[at + HEADER : at + PAGE]) for at in range(end, len(content), PAGE))
        assert differences(self.history.truth, content[:end], lsn) == []
        return content

    def close(self) -> None:
        self.history.close()


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32 - 1), steps=STEPS)
# A transaction open over two checkpoints holds the start position back, and replay begins after it all the same.
@example(seed=17004, steps=["work", "work", "work", "full", "incremental", "work"])
def test_any_history_restores_to_any_target(
    tmp_path_factory: pytest.TempPathFactory, seed: int, steps: list[str]
) -> None:
    directory = tmp_path_factory.mktemp("story")
    story = Story(directory, seed)
    try:
        story.live(steps)
        end = story.reports[-1].backup.stop_lsn
        first = story.reports[0].backup.stop_lsn
        for lsn in sorted(
            {first - 1, end - 1, *(story.chance.randint(first - 1, end - 1) for _ in range(3))}
        ):
            story.check(lsn)
        with pytest.raises(TargetUnreachable):
            story.rig.restore(directory / "no", to_lsn(end))
        assert not (directory / "no").exists()
        assert story.rig.verify().findings == ()
    finally:
        story.close()
        shutil.rmtree(directory)


@settings(
    max_examples=max(5, EXAMPLES // 3),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32 - 1), steps=STEPS)
def test_every_backup_of_a_chain_restores_to_the_same(
    tmp_path_factory: pytest.TempPathFactory, seed: int, steps: list[str]
) -> None:
    """A restore through any mix of chain lengths equals a restore from a full backup of the same moment."""
    directory = tmp_path_factory.mktemp("chain")
    story = Story(directory, seed)
    try:
        story.live(steps)
        story.backup("full")
        lsn = story.reports[-1].backup.stop_lsn - 1
        from_full = story.check(lsn, backup=story.reports[-1].backup.id)
        for report in story.reports[:-1]:
            assert story.check(lsn, backup=report.backup.id) == from_full
    finally:
        story.close()
        shutil.rmtree(directory)


@settings(
    max_examples=max(5, EXAMPLES // 3),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32 - 1))
def test_targets_by_transaction_time_and_their_exclusive_forms(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    directory = tmp_path_factory.mktemp("targets")
    story = Story(directory, seed)
    try:
        story.live(["work", "incremental", "work", "work"])
        usable = [p for p in story.history.truth.points if p.lsn >= story.reports[0].backup.stop_lsn]
        for point in story.chance.sample(usable, min(2, len(usable))):
            for exclusive in (False, True):
                target = RestoreTarget(TargetKind.XID, _uuid_text(point.tx), exclusive)
                place = directory / "restored"
                report = story.rig.restore(place, target)
                story.compare(place, point.lsn - exclusive)
                assert report.recovered_to.lsn == point.lsn - exclusive
                shutil.rmtree(place)
    finally:
        story.close()
        shutil.rmtree(directory)


def _uuid_text(raw: bytes) -> str:
    text = raw.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


@pytest.mark.parametrize("codec", ["lz4", "zstd", "none"])
@pytest.mark.parametrize("passphrase", [None, "correct horse"], ids=["plain", "encrypted"])
def test_every_codec_plain_and_encrypted(tmp_path: Path, codec: str, passphrase: str | None) -> None:
    story = Story(tmp_path, 11)
    story.rig = Rig(tmp_path / "database", passphrase=passphrase, codec=codec)
    story.live(["work", "incremental", "work", "differential"])
    story.rig.reopen()
    story.check(story.reports[-1].backup.stop_lsn - 1)
    assert story.rig.verify().findings == ()
    story.close()
