"""Pagewake as its users run it: the command line, each command a process of its own, start-up included."""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.postgresql.measuring import Sample, run_command
from tests.bench.postgresql.place import Bench
from tests.postgres.servers import Server

SOURCE = "bench"


@dataclass(frozen=True)
class Pagewake:
    """A repository, and the server that is backed up to it."""

    repository: Path
    server: Server

    @classmethod
    def made(cls, bench: Bench, server: Server) -> Pagewake:
        """With a new repository."""
        made = cls(bench.rig.directory("w") / "repository", server)
        made.run("repo", "init", str(made.repository))
        return made

    def run(self, *arguments: str) -> tuple[Sample, dict[str, Any]]:
        """Run a command; what it took, the server's work included, and its answer."""
        answer = self.repository.parent / "answer.json"
        command = [sys.executable, "-P", "-m", "pagewake", *arguments, "--json"]
        server = self.server.pid if self.server.running else None
        sample = run_command(command, server=server, output=answer, environment=environment())
        document: dict[str, Any] = json.loads(answer.read_text())
        return sample, document

    def backup(self, type_: str) -> tuple[Sample, str]:
        """A backup and its id; `size` is what the repository grew by. AssertionError for another type."""
        return self.backup_of(type_)[:2]

    def backup_of(self, type_: str) -> tuple[Sample, str, int]:
        """The same, and how many pages were read."""
        place = (str(self.server.data), "--source", SOURCE, "--repo", str(self.repository))
        sample, answer = self.run("backup", *place, "--type", type_, "--jobs", "2", "--checkpoint")
        assert answer["backup"]["type"] == type_, answer["reason"]
        sample.size = answer["stats"]["bytes_written"]
        return sample, answer["backup"]["id"], answer["stats"]["pages_backed_up"]

    def receive(self) -> None:
        """Archive the log that was written since, as continuous archiving has done by the time of a backup."""
        place = (str(self.server.data), "--source", SOURCE, "--repo", str(self.repository))
        self.run("wal", "receive", *place, "--once")

    def restore(self, backup: str, target: Path) -> Sample:
        """Restore one backup to where it is consistent; `size` is the bytes of the files."""
        place = ("--repo", str(self.repository), "--source", SOURCE, "--to", str(target))
        sample, answer = self.run("restore", *place, "--backup", backup, "--immediate")
        sample.size = answer["bytes"]
        return sample

    def forget(self) -> None:
        """Remove the repository."""
        shutil.rmtree(self.repository.parent)


def environment() -> dict[str, str]:
    """What our programs run with: modules are found as here, and stay compiled, as they do where they are installed."""
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**variables, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
