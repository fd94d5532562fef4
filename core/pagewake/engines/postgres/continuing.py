"""A restored server that is paused at its target, and is to go on to a later point: no second restore is needed.

What it takes is the log behind the point where it stands, and another target. The log is staged first and the target
written last: whatever happens in between, the directory still is the server that is paused where it was.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pagewake.engines.base import Keepable, PausedAt, Recovered
from pagewake.engines.postgres import data_directory as files
from pagewake.engines.postgres.accounts import Account, account_of, give, is_root
from pagewake.engines.postgres.captured_server import captured_server
from pagewake.engines.postgres.configuration import AUTO_FILE
from pagewake.engines.postgres.configuring import ServerConfiguration
from pagewake.engines.postgres.control import ClusterState, Control, parse_control
from pagewake.engines.postgres.label import parse_label
from pagewake.engines.postgres.log_check import (
    LogFacts,
    LogWalk,
    require_complete_log,
    require_reach,
    stop_bound,
)
from pagewake.engines.postgres.occupancy import refuse_running
from pagewake.engines.postgres.own_configuration import name_within, started_with
from pagewake.engines.postgres.preparing import ClusterRecovery
from pagewake.engines.postgres.proving import Restored, prove
from pagewake.engines.postgres.staging import (
    choose_segments,
    require_joined,
    stage_histories,
    stage_segments,
)
from pagewake.errors import PagewakeError, RestoreError, TargetUnreachable
from pagewake.lsn import LsnStyle
from pagewake.model import RestoreTarget, TargetKind, WalPosition

_text = LsnStyle.HALVES.text
_PAUSED = (ClusterState.ARCHIVE_RECOVERY, ClusterState.SHUT_DOWN_IN_RECOVERY)
_AS_IT_WAS = "Nothing was changed."
_OLD_LABEL = "backup_label.old"
_LONGEST_LABEL = 64 << 10
_ASIDE = "pagewake-staging"
"""Segments lie here, below pg_wal, until all of them are whole: those that are replaced may be needed to start."""


def paused_at(directory: Path) -> PausedAt:
    """Where a server that was stopped while it was paused in recovery stands.

    Raises SourceInUse where it runs; RestoreError where the directory is anything else: never started, promoted,
    a standby, or no cluster; PageCorrupt for a control file that cannot be believed.
    """
    refuse_running(directory)
    try:
        content = (directory / files.CONTROL).read_bytes()
    except OSError as error:
        raise _refusal(f"holds no control file of a server ({error.strerror})", directory) from None
    control = parse_control(content, name=str(directory / files.CONTROL))
    if (directory / files.LABEL).exists():
        raise _refusal(
            "was restored and never started: it stands nowhere yet",
            directory,
            "Start it once, or restore into it again with --delta and the later target.",
        )
    recovering = (directory / files.SIGNAL).exists()
    if control.state not in _PAUSED or not recovering:
        promoted = control.state in (ClusterState.IN_PRODUCTION, ClusterState.SHUT_DOWN)
        raise _refusal(
            f"was promoted: it is a database of its own, on timeline {control.timeline}"
            if promoted
            else "is not paused in the recovery of a restore",
            directory,
            "Restore again, into an empty directory or with --delta.",
        )
    return PausedAt(
        str(control.system_identifier),
        WalPosition(control.timeline, control.redo),
        WalPosition(
            control.minimum_recovery_timeline or control.timeline,
            max(control.minimum_recovery_point, control.redo),
        ),
        _begun(directory),
    )


def _begun(directory: Path) -> WalPosition | None:
    """Where the backup began, by the label that the server put aside when it had read it."""
    try:
        with (directory / _OLD_LABEL).open("rb") as file:
            return parse_label(file.read(_LONGEST_LABEL)).start
    except (OSError, PagewakeError):  # somebody tidied up: it is only told
        return None


class Continuation(ClusterRecovery):
    """Has a paused server go on. `request.start` is its redo point, `request.stop` where it stands."""

    def run(self) -> Recovered:
        """Stage the log, write the target, and prove it if asked to.

        Raises TargetUnreachable for a target that is not later, RecoveryFailed where a proof does not reach it.
        """
        paused_at(self._directory)  # once more: somebody may have started it meanwhile
        control = self._control()
        server = captured_server(self._read)
        owner = account_of(self._directory) if is_root() else None
        try:
            facts, starts = self._stage_on(control, owner)
        finally:
            self._clear(self._directory / "pg_wal" / _ASIDE)
        main = started_with(self._directory)  # it was started once, to be paused now
        if main is not None and (name_within(main, self._directory) or not main.is_file()):
            main = None
        configuration = ServerConfiguration(
            self._directory, server.configuration, self._disk, Keepable(main=main)
        )
        self._configure(configuration, control, facts)
        if owner is not None:
            give(self._directory / AUTO_FILE, owner)
        self._disk.sync_directory(self._directory)
        self._findings += configuration.findings
        if not self._request.prove:
            step = self._next_step(control, owner, [], configuration.main)
            return Recovered(None, tuple(self._findings), None, step)
        locations = files.linked_tablespaces(self._directory)
        restored = Restored(
            self._request, control, locations, owner, facts, starts, configuration, self._disk, server
        )
        blocked = self._blocked_by_tablespaces(facts, locations, control)
        return prove(restored, blocked, tuple(self._findings), self._job)

    def _stage_on(self, control: Control, owner: Account | None) -> tuple[LogFacts, dict[str, int]]:
        """Bring the log from the redo point on into `pg_wal`, over whatever lies there under its names.

        What is in it, and how many bytes of it lie before each segment.

        A server that replays recycles segments: what has a later name may hold anything.
        """
        request, size = self._request, control.wal_segment_size
        segments = choose_segments(request.wal.spans, size)
        require_joined(segments, request.start.lsn, size)
        pg_wal = self._directory / "pg_wal"
        aside = pg_wal / _ASIDE
        self._clear(aside)
        self._disk.make_directory(aside, 0o700)
        walk, before = LogWalk(control, request.start.lsn), LogWalk(control, request.start.lsn)
        page = control.wal_block_size
        here = -(-request.stop.lsn // page) * page
        starts: dict[str, int] = {}
        for staged in stage_segments(segments, request.wal.read, aside, control, self._job, self._disk):
            starts[staged.name] = staged.lsn - request.start.lsn
            if staged.segment.walked:
                walk.feed(staged.data, staged.lsn, staged.segment.end)
                if staged.lsn < here:
                    known = _no_further(staged.data[: here - staged.lsn], request.stop.lsn - staged.lsn)
                    before.feed(known, staged.lsn, min(staged.segment.end, staged.lsn + len(known)))
        facts = walk.facts
        _require_later(request.target, before.facts, request.stop.lsn)
        require_reach(facts, request.target, request.stop.lsn, walk.problem)
        facts = facts.until(stop_bound(facts, request.target, request.stop.lsn))
        require_complete_log(facts)
        stage_histories(request.wal, request.history, self._timeline, pg_wal, self._disk)
        for name in starts:
            if owner is not None:
                give(aside / name, owner)
            self._disk.replace(aside / name, pg_wal / name)
        self._disk.sync_directory(pg_wal)
        if owner is not None:
            for (
                path
            ) in pg_wal.iterdir():  # also what an earlier continuation had staged and this one wrote anew
                if path != aside and path.lstat().st_uid != owner.uid:
                    give(path, owner)
        return facts, starts

    def _clear(self, aside: Path) -> None:
        """Remove what was staged and not taken over, now or by a run that was cut short."""
        if aside.is_dir() and not aside.is_symlink():
            for path in aside.iterdir():
                self._disk.remove(path)
            aside.rmdir()


def _no_further(log: bytes, length: int) -> bytes:
    """The same number of bytes, but zeros, which end a log, behind the first so many."""
    return log if length >= len(log) else bytes(log[:length]).ljust(len(log), b"\0")


def _require_later(target: RestoreTarget, behind: LogFacts, here: int) -> None:
    """Raise TargetUnreachable for a target that the server has passed, as far as the log behind it tells."""
    passed = ""
    match target.kind:
        case TargetKind.LSN if isinstance(target.value, int):
            passed = _text(target.value) if target.value < here else ""
        case TargetKind.TIME if isinstance(target.value, datetime):
            last = behind.last_time
            if last is not None and last > target.value:
                passed = (
                    f"{target.value.isoformat()} (a transaction that ended at {last.isoformat()} is replayed)"
                )
        case TargetKind.NAME:
            if target.value in [name for _, name in behind.restore_points]:
                passed = f"the restore point {target.value!r}"
    if passed:
        raise TargetUnreachable(
            f"the server stands at LSN {_text(here)}, and {passed} lies before that: recovery never goes back",
            meaning="The server is paused where it was.",
            advice="Restore again, into an empty directory or with --delta.",
        )


def _refusal(what: str, directory: Path, advice: str = "") -> RestoreError:
    return RestoreError(what, object_name=str(directory), meaning=_AS_IT_WAS, advice=advice)
