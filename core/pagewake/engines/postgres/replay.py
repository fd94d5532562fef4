"""The pages of a restored scratch directory, replayed by a private server that nobody asks anything.

Two ways. To the record of a checkpoint: the server shuts down there, which makes a restartpoint of it, and begins no
timeline. To any target: it promotes itself and is stopped in order, because a server that stops in recovery writes
its pages only where a checkpoint was replayed since its last restartpoint. Nobody connects to it and nothing runs in
it, so that no page is changed afterwards, not even by a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pagewake.engines.base import PageVerdict, SourceFile
from pagewake.engines.postgres.accounts import Account, is_root, owner_for, owner_name, server_account
from pagewake.engines.postgres.control import ClusterState, Control, parse_control
from pagewake.engines.postgres.control_file import CONTROL_FILE, read_control, read_control_file
from pagewake.engines.postgres.installations import Installation, find_installation, what_to_install
from pagewake.engines.postgres.pages import check_pages
from pagewake.engines.postgres.scratch_server import ScratchServer, ServerSettings
from pagewake.engines.postgres.timelines import parse_history
from pagewake.engines.postgres.versions import BLOCK_SIZE
from pagewake.errors import RecoveryFailed, UsageError
from pagewake.jobs import Job
from pagewake.lsn import LsnStyle
from pagewake.model import RecoveredTo, RestoreTarget, WalPosition

RELATION = re.compile(r"(?:global|base/\d+|pg_tblspc/\d+/[^/]+/\d+)/\d+(_[a-z]+)?(?:\.(\d+))?", re.ASCII)
"""A file of a relation: group 1 is its fork, where that is not the main one, group 2 its segment after the first."""
_text = LsnStyle.HALVES.text


def options(in_place: bool) -> Mapping[str, str]:
    """How the scratch directory is to be recovered (`RestoreRequest.options`)."""
    return {"action": "shutdown" if in_place else "promote"}


def replay_to_checkpoint(directory: Path, target: RestoreTarget, job: Job) -> RecoveredTo:
    """Have a private server replay restored files to a checkpoint's record, and end there.

    Raises UsageError where this machine lacks the programs, RecoveryFailed where it does not end exactly there.
    """
    with job.steady(), _server_on(directory) as server, job.phase("replaying the log", None):
        server.start()
        server.wait_ended(job)
    after = parse_control(read_control_file(directory))
    wanted = WalPosition(target.timeline or after.timeline, int(str(target.value)))
    if (
        after.state is not ClusterState.SHUT_DOWN_IN_RECOVERY
        or WalPosition(after.timeline, after.checkpoint) != wanted
    ):
        raise RecoveryFailed(
            f"the private server ended with the checkpoint at {_text(after.checkpoint)} on timeline {after.timeline}, "
            f"and not with that at {_text(wanted.lsn)} on timeline {wanted.timeline}",
            object_name=CONTROL_FILE,
            meaning="Pages of another moment do not belong there. Nothing was written to the database.",
        )
    return RecoveredTo(wanted.timeline, wanted.lsn, None)


def replay_to_any(directory: Path, job: Job) -> RecoveredTo:
    """Have a private server replay restored files to their target, and stop it with all its pages on disk.

    Where that was is in the history of the timeline that it began. Raises UsageError where this machine lacks the
    programs, RecoveryFailed where it does not get there.
    """

    def recovered() -> bool:
        control = parse_control(read_control(lambda: read_control_file(directory)))
        return control.state is ClusterState.IN_PRODUCTION

    with job.steady(), _server_on(directory) as server:
        with job.phase("replaying the log", None):
            server.start()
            server.wait_recovered(job, {}, recovered)
        server.stop(job)
    after = parse_control(read_control_file(directory))
    history = directory / "pg_wal" / f"{after.timeline:08X}.history"
    if after.state is not ClusterState.SHUT_DOWN or not history.is_file():
        raise RecoveryFailed("the server did not stop in order", object_name=str(directory))
    left = parse_history(history.read_bytes(), after.timeline)[-1]
    assert left.end is not None
    return RecoveredTo(left.timeline, left.end, None)


def page_problems(directory: Path, pages: Iterable[tuple[str, int, bytes]]) -> Iterator[str]:
    """What is wrong with each page of a replayed directory, by header and, where the cluster keeps them, checksum."""
    control = parse_control(read_control_file(directory))
    for file, block, page in pages:
        verdict = check_blocks(control, file, np.array([block]), memoryview(page))
        yield verdict.reasons[0] if len(verdict.bad) else ""


def check_blocks(
    control: Control, file: str, blocks: NDArray[np.int64], pages: memoryview, newest: int = 0
) -> PageVerdict:
    """Check pages of a relation's file; its name says where in the relation they are. `newest`: see `check_pages`."""
    match = RELATION.fullmatch(file)
    first = int((match[2] if match else None) or 0) * control.segment_blocks
    described = SourceFile(file, len(pages), BLOCK_SIZE, file, first)
    return check_pages(described, blocks, pages, bool(control.checksums), 0, newest)


def _server_on(directory: Path) -> ScratchServer:
    control = parse_control(read_control_file(directory))
    installation, account = server_programs(control.format.major, directory)
    return ScratchServer(installation, directory, account, ServerSettings(True))


def server_programs(major: int, directory: Path) -> tuple[Installation, Account | None]:
    """The server programs, and whom to run them as. Raises UsageError where this machine lacks them."""
    owner = owner_for(owner_name(directory.stat().st_uid)) if is_root() else None
    account = server_account(owner)
    installation = find_installation(major, account)
    if installation is None or (is_root() and account is None):
        raise UsageError(
            f"the server programs of PostgreSQL {major}, which replay the pages, were not found on this machine",
            meaning="Nothing was written.",
            advice=what_to_install(major),
        )
    return installation, account
