"""A heat map of a terabyte: what it takes to open, to move over, to bring up to date, and in memory."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from tests.insight.heat_model import Archive
from tests.patience import Stopwatch

from pagewake.blocks import RelationChanges, WalSummary
from pagewake.insight.heat_index import HeatIndex
from pagewake.insight.heat_layer import HeatLayer
from pagewake.insight.heat_update import KnownRelations, update_index
from pagewake.insight.heat_values import Metric, ScaleKind
from pagewake.jobs import Job
from pagewake.repository.stretches import StretchRow

FULL = 1 << 27
"""Blocks of a tebibyte in pages of 8 KiB."""
CELLS = 500_000
SIZES = [
    pytest.param(FULL // 16, id="sixteenth"),
    pytest.param(FULL, marks=pytest.mark.torture, id="tebibyte"),
]


def lengths_of(blocks: int) -> dict[str, tuple[int, int]]:
    """Eight large relations that hold all but a little, and a thousand small ones."""
    large = {f"1663/5/{number}": (blocks // 8 - 1500, 8192) for number in range(8)}
    return large | {f"1663/5/{100 + number}": (12, 8192) for number in range(1000)}


def build(directory: Path, blocks: int, stretches: int) -> tuple[Archive, HeatIndex]:
    archive, lengths = Archive(), lengths_of(blocks)
    chosen = np.random.default_rng(3)
    for _ in range(stretches):
        archive.add({})
    numbers = {row.digest: number for number, row in enumerate(archive.rows)}

    def read(row: StretchRow) -> WalSummary:
        large = f"1663/5/{numbers.get(row.digest, 0) % 8}"
        relations = {}
        for key in (large, f"1663/5/{100 + int(chosen.integers(1000))}"):
            count = lengths[key][0]
            # Sorted, not counted: what counts all blocks takes more memory than the building that is measured.
            touched = np.sort(chosen.integers(0, count, min(count, 100_000)))
            touched = touched[np.diff(touched, prepend=-1) > 0]
            counts = chosen.integers(1, 50, len(touched)).astype(np.uint32)
            relations[key] = RelationChanges(touched.astype(np.uint32), counts)
        return WalSummary(1, row.first_lsn, row.end_lsn, relations=relations)

    archive.summary = read  # type: ignore[method-assign]
    known = KnownRelations("b", 1, 0, lengths)
    return archive, update_index(directory, "r", "s", archive.rows, read, known, Job())


@pytest.mark.parametrize("blocks", SIZES)
def test_it_opens_at_once_and_moves_smoothly(tmp_path: Path, blocks: int) -> None:
    archive, index = build(tmp_path, blocks, 24)
    index.close()
    watch = Stopwatch()
    index = HeatIndex.open(tmp_path, "r", "s")
    layer = HeatLayer(Metric.CHANGES, index.changes, index.row())
    length = index.row().length
    view = layer.view(0, length - 1, CELLS, kind=ScaleKind.QUANTILE)
    opened = watch.seconds
    assert view.counts.any() and blocks * 0.99 < length < blocks * 1.3
    assert opened < 1.0
    for share in (1, 16, 256):
        span, frames = length // share, []
        for frame in range(40):
            first = (length - span) * frame // 40
            begun = time.process_time()
            layer.view(first, first + span, CELLS)
            frames.append(time.process_time() - begun)
        assert np.median(frames) < 1 / 60
    archive.add({})
    index.close()
    watch = Stopwatch()
    known = KnownRelations("b", 1, 0, lengths_of(blocks))
    update_index(tmp_path, "r", "s", archive.rows, archive.summary, known, Job()).close()
    assert watch.seconds < 30


MEASURED = """
import sys
from pathlib import Path
from tests.insight.test_heat_scale import build
from tests.scale.stage import peak_bytes
before = peak_bytes()
build(Path(sys.argv[1]), int(sys.argv[2]), 24)[1].close()
print((peak_bytes() - before) >> 20)
"""


@pytest.mark.parametrize("blocks", SIZES)
def test_building_takes_little_memory(tmp_path: Path, blocks: int) -> None:
    command = [sys.executable, "-c", MEASURED, str(tmp_path / "index"), str(blocks)]
    grown = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert int(grown.stdout) < 100, "MiB above the imported program"
