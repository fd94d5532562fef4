"""Whether a restore made the files that its backup's table names, each as long as it says, and no others."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from tests.postgres.command import Pagewake
from tests.postgres.hand_backups import SEGMENT
from tests.postgres.servers import Server

from pagewake.engines.postgres.segments import segment_name

MADE = frozenset({"postgresql.auto.conf", "recovery.signal", "tablespace_map"})
"""Files that a restore writes itself."""


def unlike_the_table(
    pagewake: Pagewake, answer: dict[str, Any], restored: Server, source: Server
) -> list[str]:
    """Every difference. `answer` is the restore's, `restored` was not started yet, `source` has all of its log."""
    shown = pagewake.run("show", answer["backup"], "--repo", pagewake.repo)
    expected = {
        file["path"]: file["size"] for file in shown["files"] if not file["path"].startswith("pagewake/")
    }
    found = files_below(restored.data)
    wrong = [f"{path} was made" for path in sorted(found.keys() - expected.keys() - MADE)]
    for path in sorted(expected.keys() - MADE):
        if path not in found:
            if not _left_out(path, expected, shown["backup"], pagewake, source):
                wrong.append(f"{path} is missing")
        elif found[path] != expected[path]:
            wrong.append(f"{path} has {found[path]} bytes instead of {expected[path]}")
    return wrong


def files_below(data: Path) -> dict[str, int]:
    """The files of a data directory with their sizes, those of tablespaces under `pg_tblspc`, the log left out."""
    found = {}
    for place, directories, names in os.walk(data, followlinks=True):
        if place == str(data):
            directories.remove("pg_wal")
        for name in names:
            path = Path(place) / name
            found[path.relative_to(data).as_posix()] = path.stat().st_size
    return found


def _left_out(
    path: str, expected: dict[str, int], backup: dict[str, Any], pagewake: Pagewake, source: Server
) -> bool:
    """Whether a recovery does without a file: replay makes it anew, or it is of a relation that is unlogged."""
    directory, _, name = path.rpartition("/")
    if directory == "pg_twophase":
        return int(name, 16) & 0xFFFFFFFF in prepared_during(pagewake, backup, source)
    relation = name.split(".")[0].split("_")[0]
    return f"{directory}/{relation}_init" in expected


def prepared_during(pagewake: Pagewake, backup: dict[str, Any], source: Server) -> set[int]:
    """The transactions whose PREPARE record lies between a backup's start and its stop."""
    start, stop = backup["start_lsn"], backup["stop_lsn"]
    numbers = range(start // SEGMENT, (stop - 1) // SEGMENT + 1)
    paths = [source.wal / segment_name(backup["timeline"], number, SEGMENT) for number in numbers]
    bounds = ("--since", str(start), "--until", str(stop))
    inspecting = pagewake.start("wal", "inspect", *paths, *bounds, "--records")
    out, err = inspecting.process.communicate(timeout=120)
    assert inspecting.process.returncode == 0, err
    records = [json.loads(line) for line in out.splitlines()]
    return {int(record["tx"]) for record in records if record["type"] == "Transaction/PREPARE"}
