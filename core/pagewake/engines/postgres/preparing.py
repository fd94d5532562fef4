"""From restored files to a PostgreSQL cluster at one moment: everything that a server needs to recover by itself.

Pagewake does not replay PostgreSQL's log, the server does. What is prepared here is all that it takes: directories and
links, `backup_label` as it came, a configuration that leads nowhere else, the log in `pg_wal`, the one recovery target,
and `recovery.signal`. What would make the server stop half way, or wait for ever, is looked for in the log before.
Where the restore is to be proven a private server is started, and looked at, here.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from pagewake.disk import Disk
from pagewake.engines.base import Destination, Keepable, Recovered, RecoveryRequest
from pagewake.engines.postgres import data_directory as files
from pagewake.engines.postgres.accounts import Account, give, give_tree, is_root, owner_for, server_account
from pagewake.engines.postgres.captured_server import CapturedServer, captured_server
from pagewake.engines.postgres.configuring import ServerConfiguration
from pagewake.engines.postgres.control import Control, parse_control
from pagewake.engines.postgres.installations import find_installation
from pagewake.engines.postgres.label import parse_label
from pagewake.engines.postgres.log_check import (
    LogFacts,
    LogWalk,
    parameter_values,
    require_complete_log,
    require_reach,
    stop_bound,
)
from pagewake.engines.postgres.proving import Restored, prove
from pagewake.engines.postgres.settings import (
    ARCHIVING,
    chosen_action,
    minimums_of,
    target_settings,
)
from pagewake.engines.postgres.staging import (
    choose_segments,
    require_joined,
    stage_histories,
    stage_segments,
)
from pagewake.engines.postgres.start_command import start_command
from pagewake.engines.postgres.tablespaces import locations_of
from pagewake.engines.postgres.two_phase import remove_replayed, state_files
from pagewake.engines.postgres.versions import version_directory
from pagewake.errors import PagewakeError, RecoveryFailed
from pagewake.jobs import Job
from pagewake.lsn import LsnStyle
from pagewake.model import Finding, Severity

_MAX_SMALL = 1 << 20
_GROUP_MODE = 0o050
_text = LsnStyle.HALVES.text


class ClusterRecovery:
    """One recovery: its directory, and what was found out about it on the way."""

    def __init__(self, request: RecoveryRequest, disk: Disk, job: Job) -> None:
        self._request = request
        self._directory = request.directory
        self._disk = disk
        self._job = job
        self._findings: list[Finding] = []
        self._action = chosen_action(request.options, request.target, prove=request.prove)
        self._timeline = request.history[-1].timeline if request.history else request.stop.timeline

    def run(self) -> Recovered:
        """Everything, in the order in which a crash does the least harm."""
        server = captured_server(self._read)
        control = self._control()
        self._require_label(control)
        locations = locations_of(
            Destination(self._directory, self._read, self._request.options, self._request.scratch)
        )
        files.hold_control(self._directory, self._disk)
        files.clear_stale(self._directory, self._disk)
        files.make_directories(self._directory, control.format, self._disk)
        files.remove_relations(self._directory, server.remove_before_start, locations, self._disk)
        files.link_tablespaces(self._directory, locations, self._disk)
        kept = self._request.kept or Keepable()
        earlier = f"{files.KEPT_CONFIGURATION}/"
        used = any(name.startswith(earlier) for name in kept.inside)
        files.keep_captured(self._directory, self._disk, used=used)
        configuration = ServerConfiguration(
            self._directory, () if used else server.configuration, self._disk, kept
        )
        configuration.put_in_place()
        facts, starts = self._stage(control)
        self._configure(configuration, control, facts)
        files.write_file(self._directory / files.SIGNAL, b"", self._disk)
        owner = self._hand_over(server, locations, control)
        files.release_control(self._directory, self._disk)
        self._findings += configuration.findings
        restored = Restored(
            self._request, control, locations, owner, facts, starts, configuration, self._disk, server
        )
        blocked = self._blocked_by_tablespaces(facts, locations, control)
        if self._request.prove:
            return prove(restored, blocked, tuple(self._findings), self._job)
        step = self._next_step(control, owner, blocked, configuration.main)
        return Recovered(None, (*self._findings, *blocked), None, step)

    def _read(self, name: str) -> bytes | None:
        """A small file of the restored directory."""
        try:
            with (self._directory / name).open("rb") as file:
                return file.read(_MAX_SMALL)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def _control(self) -> Control:
        content = self._read(files.CONTROL)
        if content is None:
            raise RecoveryFailed("the backup has no control file", object_name=files.CONTROL)
        control = parse_control(content)
        wanted = self._request.identity.system_identifier
        if wanted and str(control.system_identifier) != wanted:
            raise RecoveryFailed(
                f"is of the cluster {control.system_identifier}, and the backup is of {wanted}",
                object_name=files.CONTROL,
            )
        return control

    def _require_label(self, control: Control) -> None:
        """Without its label a server begins at the wrong place, and says nothing."""
        content = self._read(files.LABEL)
        start = self._request.start
        if content is None:
            if control.clean and control.checkpoint == start.lsn:
                return  # a copy of a stopped server needs none
            raise RecoveryFailed(
                "the backup has no label, without which a server would begin to recover at the wrong place",
                object_name=files.LABEL,
                advice="Restore from another backup.",
            )
        try:
            label = parse_label(content)
        except PagewakeError as error:
            raise RecoveryFailed(
                "the backup's label cannot be understood", object_name=files.LABEL
            ) from error
        if label.start != start:
            raise RecoveryFailed(
                f"says that the backup began at {_text(label.start.lsn)} on timeline {label.start.timeline}, and it "
                f"began at {_text(start.lsn)} on timeline {start.timeline}",
                object_name=files.LABEL,
                advice="Restore from another backup.",
            )

    def _stage(self, control: Control) -> tuple[LogFacts, dict[str, int]]:
        """Bring the log into `pg_wal` and see that it leads to the target; where each segment begins in it."""
        request, size = self._request, control.wal_segment_size
        segments = choose_segments(request.wal.spans, size)
        require_joined(segments, request.start.lsn, size)
        pg_wal = self._directory / "pg_wal"
        states = state_files(self._directory)
        walk = LogWalk(control, request.start.lsn, states)
        starts: dict[str, int] = {}
        for staged in stage_segments(segments, request.wal.read, pg_wal, control, self._job, self._disk):
            starts[staged.name] = staged.lsn - request.start.lsn
            if staged.segment.walked:
                walk.feed(staged.data, staged.lsn, staged.segment.end)
        made = stage_histories(request.wal, request.history, self._timeline, pg_wal, self._disk)
        if made:
            self._say(
                Severity.WARNING,
                "history-made",
                f"timeline {self._timeline}",
                "the archive lacks this timeline's history file; one was made from what the archive knows of it",
            )
        facts = walk.facts
        require_reach(facts, request.target, request.stop.lsn, walk.problem)
        if walk.problem:
            self._say(
                Severity.WARNING,
                "log-damaged",
                f"LSN {_text(facts.end)}",
                f"the archived log ends here instead of at its end: {walk.problem}",
            )
        remove_replayed(states, facts.prepared, request.stop.lsn, self._disk)
        facts = facts.until(stop_bound(facts, request.target, request.stop.lsn))
        require_complete_log(facts)
        return facts, starts

    def _configure(self, configuration: ServerConfiguration, control: Control, facts: LogFacts) -> None:
        """Write the settings of this recovery."""
        values = configuration.read().values
        settings = {"restore_command": "false"}  # all that the archive has is in pg_wal
        settings |= target_settings(self._request.target, self._timeline, self._action)
        unmet = minimums_of(control).with_values(parameter_values(facts)).unmet(values)
        settings |= unmet
        if "max_wal_senders" in unmet and values.get("wal_level", "").lower() == "minimal":
            settings["wal_level"] = "replica"  # else it would not start with any sender
        if self._action == "pause":
            settings["hot_standby"] = "on"  # else it would shut down instead
            self._say(
                Severity.INFO,
                "pauses-at-target",
                str(self._directory),
                "the server will stop replaying at the target and take queries only",
                "To go on from there: SELECT pg_wal_replay_resume(); to try another target, restore again.",
            )
        if files.tablespaces_in_place(self._directory):
            settings["allow_in_place_tablespaces"] = "on"
        if self._request.options.get(ARCHIVING) != "keep":
            settings[ARCHIVING] = "off"
            if values.get(ARCHIVING, "off").lower() not in ("off", "no", "false", "0"):
                self._say(
                    Severity.INFO,
                    "archiving-off",
                    ARCHIVING,
                    "the restored server does not archive, so that a trial leaves nothing in the archive",
                    "When it goes into production: ALTER SYSTEM RESET archive_mode, restart it, and take a backup.",
                )
        configuration.set(settings)
        configuration.warn_of_missing()

    def _hand_over(
        self, server: CapturedServer, locations: Mapping[int, Path], control: Control
    ) -> Account | None:
        """Set modes and owners as the server had them; returns the owner, None where files stay as they are."""
        places = [location / version_directory(control.format) for location in locations.values()]
        group = server.mode is not None and server.mode & _GROUP_MODE == _GROUP_MODE
        files.set_modes((self._directory, *places), group=group)
        if not is_root():
            return None
        owner = owner_for(server.owner)
        if owner is None and (self._request.scratch or self._request.prove):
            owner = server_account(None)
        if owner is None:
            who = f"the user {server.owner}" if server.owner else "a user of the server's"
            self._say(
                Severity.WARNING,
                "owner-missing",
                str(self._directory),
                f"the files belong to root, because {who} does not exist on this machine: no server starts on them",
                f"Give them to the user that will run the server: chown -R USER {self._directory}",
            )
            return None
        for root in (self._directory, *places):
            give_tree(root, owner)
        for location in locations.values():
            if location.stat().st_uid == 0 and len(os.listdir(location)) == 1:
                give(location, owner)  # made by this restore
        return owner

    def _blocked_by_tablespaces(
        self, facts: LogFacts, locations: Mapping[int, Path], control: Control
    ) -> list[Finding]:
        """What speaks against replaying this log here: the creation of a tablespace writes to its old place."""
        found = []
        for lsn, created in facts.tablespaces:
            path = Path(created.path)
            if not path.is_absolute() or locations.get(created.oid) == path:
                continue
            live = (path / version_directory(control.format)).exists()
            if live or self._request.prove:
                harm = (
                    ": on this machine a cluster's files are there, and they would be changed" if live else ""
                )
                found.append(
                    Finding(
                        Severity.ERROR,
                        "tablespace-created",
                        created.path,
                        f"at LSN {_text(lsn)} the log creates tablespace {created.oid} at this very path, wherever it "
                        f"is replayed{harm}",
                        "Recover on a machine without that directory's files, or to a target before that LSN.",
                    )
                )
            elif not path.is_dir():
                self._say(
                    Severity.WARNING,
                    "tablespace-created",
                    created.path,
                    f"at LSN {_text(lsn)} the log creates tablespace {created.oid} at this path, and recovery stops "
                    "where it does not exist",
                    "Make the directory, empty and owned by the server's user, before you start the server.",
                )
        return found

    def _next_step(
        self, control: Control, owner: Account | None, blocked: list[Finding], main: Path | None
    ) -> str:
        if blocked:
            return f"Do not start it here: {blocked[0].message}"
        installation = find_installation(control.format.major, owner)
        if installation is None:
            self._say(
                Severity.INFO,
                "no-server-programs",
                f"PostgreSQL {control.format.major}",
                "its programs were not found on this machine",
            )
        return start_command(self._directory, owner, installation, main)

    def _say(self, severity: Severity, code: str, what: str, message: str, advice: str = "") -> None:
        self._findings.append(Finding(severity, code, what, message, advice))
