"""Starting a private server on a restored directory, and saying what was seen: the proof of a restore."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pagewake.disk import Disk
from pagewake.engines.base import Recovered, RecoveryRequest
from pagewake.engines.postgres.accounts import Account, give, is_root, server_account
from pagewake.engines.postgres.captured_server import CapturedServer
from pagewake.engines.postgres.checksums import compare_checksums
from pagewake.engines.postgres.configuration import AUTO_FILE
from pagewake.engines.postgres.configuring import ServerConfiguration
from pagewake.engines.postgres.control import Control, parse_control
from pagewake.engines.postgres.data_directory import CONTROL
from pagewake.engines.postgres.installations import (
    VARIABLE,
    Installation,
    find_installation,
    what_to_install,
)
from pagewake.engines.postgres.log_check import LogFacts
from pagewake.engines.postgres.proof import DatabaseProof
from pagewake.engines.postgres.scratch_server import ScratchServer, ServerSettings
from pagewake.engines.postgres.start_command import start_command
from pagewake.engines.postgres.superusers import superusers
from pagewake.errors import RecoveryFailed
from pagewake.jobs import Job
from pagewake.lsn import LsnStyle, parse_lsn
from pagewake.model import CheckResult, CheckRow, Finding, Proof, RecoveredTo, Severity
from pagewake.units import counted

_USUAL = ("postgres",)
_JOB_RUNNERS = (
    "pg_cron",
    "pgagent",
    "pg_partman_bgw",
    "pglogical",
    "bdr",
    "pg_squeeze",
    "powa",
    "pg_net",
    "pg_task",
)
"""Libraries that do work of their own as soon as a server runs."""
_REACHED = """
SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn(),
       to_char(pg_last_xact_replay_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
"""
_text = LsnStyle.HALVES.text


@dataclass(frozen=True)
class Restored:
    """A directory that a server can be started on. `starts` are bytes of log that lie before each segment."""

    request: RecoveryRequest
    control: Control
    locations: Mapping[int, Path]
    owner: Account | None
    facts: LogFacts
    starts: Mapping[str, int]
    configuration: ServerConfiguration
    disk: Disk
    server: CapturedServer


def prove(restored: Restored, blocked: list[Finding], findings: tuple[Finding, ...], job: Job) -> Recovered:
    """Recover the directory with a private server, look at everything in it, and stop it in order.

    Raises RecoveryFailed where the server does not reach the target, Cancelled.
    """
    began = time.monotonic()
    account = server_account(restored.owner)
    major = restored.control.format.major
    installation = find_installation(major, account)
    problem = list(blocked)
    if is_root() and account is None:
        problem.append(
            _problem("no-server-user", "root", "a server cannot run as root, and no other user is known")
        )
    elif installation is None:
        problem.append(
            _problem(
                "no-server-programs",
                f"PostgreSQL {major}",
                "the restore was not proven, because its server programs were not found on this machine",
                what_to_install(major),
            )
        )
    if problem or installation is None:
        step = (
            ""
            if blocked
            else start_command(
                restored.request.directory, restored.owner, installation, restored.configuration.main
            )
        )
        proof = Proof(False, (), tuple(problem), _since(began), possible=bool(blocked))
        return Recovered(None, findings, proof, step)
    reached, checks, seen, rows = _look(restored, installation, account, job)
    if not restored.request.scratch:
        _leave(restored)
    ok = not any(finding.severity is Severity.ERROR for finding in seen)
    return Recovered(
        reached,
        findings,
        Proof(ok, tuple(checks), tuple(seen), _since(began), rows=rows),
        start_command(restored.request.directory, restored.owner, installation, restored.configuration.main),
    )


def _look(
    restored: Restored, installation: Installation, account: Account | None, job: Job
) -> tuple[RecoveredTo, list[str], list[Finding], tuple[CheckRow, ...]]:
    directory, facts = restored.request.directory, restored.facts
    began = time.monotonic()
    extra = _libraries(restored, installation)
    if restored.configuration.main is not None:
        extra["config_file"] = str(restored.configuration.main)
    settings = ServerSettings(restored.request.scratch, extra)
    with job.steady(), ScratchServer(installation, directory, account, settings) as server:
        with job.phase("replaying the log", max(1, facts.end - restored.request.start.lsn)):
            server.start()
            proof = DatabaseProof(str(server.socket_directory), _users(directory), installation.major, job)
            server.wait_recovered(job, restored.starts, proof.is_recovered)
        replayed = time.monotonic() - began
        reached = _reached(proof, restored, job)
        proof.run()
        server.stop(job)
    control = parse_control((directory / CONTROL).read_bytes())
    if not control.clean:
        raise RecoveryFailed("the server did not stop in order", object_name=str(directory))
    point = f"LSN {_text(reached.lsn)} on timeline {reached.timeline}"
    checks = [
        f"a server of PostgreSQL {installation.version} recovered to {point} in {replayed:.1f} s",
        *proof.counts.checks(),
    ]
    program = f"PostgreSQL {installation.version}"
    rows = [CheckRow("recovery", program, CheckResult.GOOD, 0, replayed, f"recovered to {point}")]
    findings = [*_older(installation, restored.server), *proof.counts.findings]
    if proof.counts.suppressed:
        more = counted(proof.counts.suppressed, "more error is", "more errors are")
        findings.append(_problem("more", str(directory), f"{more} not listed"))
    if control.checksums:
        began = time.monotonic()
        compared = compare_checksums(directory, control, installation, account, job)
        checks.append(compared.text)
        findings += compared.bad
        result = CheckResult.BAD if compared.bad else CheckResult.GOOD
        rows.append(CheckRow("page-checksums", "", result, compared.pages, time.monotonic() - began))
        rows += [
            CheckRow("page", one.object_name, CheckResult.BAD, 0, 0, one.message) for one in compared.bad
        ]
    else:
        without = "the server has no checksums of pages"
        rows.append(CheckRow("page-checksums", "", CheckResult.SKIPPED, message=without))
    return reached, checks, findings, (*rows, *proof.counts.book.rows())


def _older(installation: Installation, server: CapturedServer) -> list[Finding]:
    """A warning where the programs are of an older minor version than the server that was backed up."""
    major, minor = divmod(server.version_number, 10000)
    if major != installation.major or minor <= installation.minor:
        return []
    return [
        Finding(
            Severity.WARNING,
            "server-programs-older",
            str(installation.directory),
            f"the proof ran with PostgreSQL {installation.version}, and the server that was backed up is "
            f"{major}.{minor}: faults that were repaired in between may show in the proof, or stay hidden",
            f"Install PostgreSQL {major}.{minor} or a newer {major} on this machine, or name one in {VARIABLE}.",
        )
    ]


def _reached(proof: DatabaseProof, restored: Restored, job: Job) -> RecoveredTo:
    """Where recovery ended, in the server's own words."""
    with proof.connect("template1") as lane:
        answer = lane.ask(_REACHED, job)
    if not answer.ok or answer.rows[0][0] != "f" or not answer.rows[0][1]:
        raise RecoveryFailed(
            f"the server does not say where its recovery ended: {answer.error or answer.rows[0]}",
            object_name=str(restored.request.directory),
        )
    lsn, moment = parse_lsn(str(answer.rows[0][1])), answer.rows[0][2]
    history = restored.request.history
    timeline = next(
        (span.timeline for span in reversed(history) if lsn > span.begin), restored.request.start.timeline
    )
    return RecoveredTo(timeline, lsn, datetime.fromisoformat(moment).replace(tzinfo=UTC) if moment else None)


def _users(directory: Path) -> list[str]:
    """As whom to connect, the likeliest first."""
    return list(dict.fromkeys([*superusers(directory), *_USUAL]))


def _libraries(restored: Restored, installation: Installation) -> dict[str, str]:
    """Libraries are loaded only where replay needs them, and none that does work of its own."""
    if not restored.facts.extensions:
        return {}
    wanted = restored.configuration.read().values.get("shared_preload_libraries", "")
    names = [name.strip().strip('"') for name in wanted.split(",")]
    return {
        "shared_preload_libraries": ", ".join(name for name in names if name and name not in _JOB_RUNNERS)
    }


def _leave(restored: Restored) -> None:
    """Leave the proven database as one that is simply stopped."""
    directory = restored.request.directory
    restored.configuration.forget_recovery()
    restored.disk.remove(directory / "postmaster.opts")
    if restored.owner is not None:
        give(directory / AUTO_FILE, restored.owner)
    restored.disk.sync_directory(directory)


def _problem(code: str, where: str, message: str, advice: str = "") -> Finding:
    return Finding(Severity.ERROR, code, where, message, advice)


def _since(began: float) -> int:
    return int((time.monotonic() - began) * 1000)
