"""The long work of the window: what runs, what waits for its turn and why, what is over and how it ended.

One writer a repository: a job that writes waits until the writers before it are over, and says for whom it waits and
how many are before it. Reading jobs run beside them. A job that does not hear that it is to stop can be abandoned: the
window waits for it no longer, and nobody calls it a success. What is shown of a job is a value, `JobEntry`; entries of
earlier runs of the window come from the journal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from pagewake.clock import now as clock_now
from pagewake.desk.journal import Journal, JournalEntry, Standing
from pagewake.desk.surroundings import surroundings
from pagewake.errors import Cancelled
from pagewake.jobs import Job
from pagewake.jobs.pause import no_pause
from pagewake_gui.bridge import Bridge, Call
from pagewake_gui.job_entry import (
    JobEntry,
    JobSpec,
    Log,
    abandoned_text,
    from_journal,
    late_end_text,
    note,
    pause_text,
    to_journal,
)

__all__ = ["JobCenter", "JobEntry", "JobSpec"]

TICK_MS = 100
LOG_LINES = 5_000


@dataclass
class _Live:
    entry: JobEntry
    spec: JobSpec
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    job: Job = field(default_factory=Job)
    call: Call | None = None
    log: Log = field(default_factory=list)


class JobCenter(QObject):
    """Runs jobs. `changed` carries the entry that changed; `ticked` comes ten times a second while any job runs."""

    changed = Signal(object)
    ticked = Signal()

    def __init__(self, bridge: Bridge, journal: Journal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._journal = journal
        self._live: dict[str, _Live] = {}
        self._past: dict[str, JobEntry] = {}
        self._unwritten: dict[str, JournalEntry] = {}
        self._writing = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def load(self) -> None:
        """Read what earlier runs of the window did, on a thread."""
        self._bridge.call("read the journal", lambda job: self._journal.entries(), self._loaded, owner=self)

    def _loaded(self, entries: list[JournalEntry]) -> None:
        self._past.update({entry.id: from_journal(entry) for entry in entries if entry.id not in self._live})
        self.changed.emit(None)

    def submit(
        self,
        spec: JobSpec,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> JobEntry:
        """Start a job, or have it wait for its turn. `done` and `failed` are called on this thread."""
        live = _Live(
            JobEntry(
                self._journal.new_id(),
                spec.kind,
                spec.title,
                spec.object_name,
                spec.command,
                spec.repository,
                Standing.WAITING,
                clock_now(),
                no_pause=no_pause(spec.kind),
                environment=surroundings(),
            ),
            spec,
            done,
            failed,
            Job(spec.kind),
        )
        self._live[live.entry.id] = live
        live.job.subscribe(lambda event: note(live.log, event))
        self._write(live)
        self._start_next()
        if live.entry.standing is Standing.WAITING:
            self._update(live)
        return live.entry

    def entries(self) -> list[JobEntry]:
        """Every job, the newest first."""
        every = [*self._past.values(), *(live.entry for live in self._live.values())]
        return sorted(every, key=lambda entry: (entry.created, entry.id), reverse=True)

    def entry(self, id: str) -> JobEntry | None:
        """One job by its id."""
        live = self._live.get(id)
        return live.entry if live else self._past.get(id)

    @property
    def active(self) -> list[JobEntry]:
        """The jobs that run or wait, in the order in which they were started."""
        return [live.entry for live in self._live.values() if live.entry.active]

    def cancel(self, id: str) -> None:
        """Ask a job to stop; one that waits is over at once."""
        live = self._live.get(id)
        if live is None or not live.entry.active:
            return
        live.job.token.cancel()
        if live.call is None:
            self._end(live, Standing.CANCELLED, None, None)
            return
        live.entry = replace(live.entry, stopping=True)
        self._update(live)

    def abandon(self, id: str) -> None:
        """Wait no longer for a job that was asked to stop: its thread ends by itself, or with the program."""
        live = self._live.get(id)
        if live is None or live.call is None or not live.entry.stopping:
            return
        call = live.call
        live.log.append((clock_now(), "warning", abandoned_text()))
        self._end(live, Standing.ABANDONED, None, None)
        live.entry = replace(live.entry, loose=True, error_text=abandoned_text())
        self._bridge.leave(call, lambda error: self._ended_by_itself(live, error))
        self._update(live)
        if live.failed is not None and _is_there(live.failed):
            live.failed(Cancelled("the job was abandoned"))

    def pause(self, id: str) -> None:
        """Have a job stand still, where its kind can."""
        self._hold(id, on=True)

    def resume(self, id: str) -> None:
        """Have a paused job go on."""
        self._hold(id, on=False)

    def _hold(self, id: str, *, on: bool) -> None:
        live = self._live.get(id)
        if live is None or live.call is None or live.entry.no_pause or live.entry.stopping:
            return
        if on:
            live.job.pause()
        else:
            live.job.resume()
        live.entry = replace(live.entry, pausing=on, progress=live.job.progress)
        live.log.append((clock_now(), "info", pause_text(on=on)))
        self._update(live)

    def retry(self, id: str) -> JobEntry | None:
        """Do a job of this run of the window that is over once more."""
        live = self._live.get(id)
        if live is None or live.entry.active:
            return None
        return self.submit(live.spec, live.done, live.failed)

    def look_at(self, id: str) -> None:
        """The user has seen how a job ended."""
        entry = self.entry(id)
        if entry is None or entry.seen:
            return
        live = self._live.get(id)
        if live is not None:
            live.entry = replace(entry, seen=True)
        else:
            self._past[id] = replace(entry, seen=True)
        self.changed.emit(self.entry(id))

    def clear(self) -> None:
        """Forget the jobs that are over, but for those whose threads are not."""
        self._past.clear()
        self._live = {id: live for id, live in self._live.items() if live.entry.active or live.entry.loose}
        keep = set(self._live)
        self._bridge.call(
            "tidy the journal", lambda job: self._journal.clear(keep=keep), lambda _: None, owner=self
        )
        self.changed.emit(None)

    def shut_down(self) -> None:
        """Cancel everything; the bridge waits for the threads. What did not finish is in the journal."""
        self._timer.stop()
        for id in list(self._live):
            self.cancel(id)

    def _start_next(self) -> None:
        writing: dict[str, list[JobEntry]] = {}
        for live in list(self._live.values()):
            if not live.entry.active:
                continue
            before = writing.setdefault(live.spec.writes, []) if live.spec.writes else []
            if live.entry.standing is Standing.WAITING:
                if not before:
                    self._start(live)
                elif (live.entry.waits_for, live.entry.ahead) != (before[0].title, len(before)):
                    live.entry = replace(live.entry, waits_for=before[0].title, ahead=len(before))
                    self._update(live)
            before.append(live.entry)

    def _start(self, live: _Live) -> None:
        live.entry = replace(
            live.entry, standing=Standing.RUNNING, started=clock_now(), waits_for="", ahead=0
        )
        live.call = self._bridge.call(
            live.spec.kind,
            live.spec.work,
            lambda result: self._end(live, Standing.DONE, result, None),
            lambda error: self._end(
                live, Standing.CANCELLED if isinstance(error, Cancelled) else Standing.FAILED, None, error
            ),
            owner=self,
            job=live.job,
        )
        self._timer.start()
        self._update(live)

    def _end(self, live: _Live, standing: Standing, result: Any, error: Exception | None) -> None:
        if error is not None and standing is Standing.FAILED:
            live.log.append((clock_now(), "error", str(error)))
        live.entry = replace(
            live.entry,
            standing=standing,
            finished=clock_now(),
            progress=None,
            stopping=False,
            pausing=False,
            waits_for="",
            ahead=0,
            result=result,
            error=error,
            error_text="" if error is None else str(error),
            findings=tuple(live.job.findings),
            log=tuple(live.log),
            seen=standing not in (Standing.FAILED, Standing.ABANDONED),
        )
        live.call = None
        self._update(live)
        if standing is Standing.DONE and live.done is not None and _is_there(live.done):
            live.done(result)
        elif error is not None and live.failed is not None and _is_there(live.failed):
            live.failed(error)
        self._start_next()
        if not any(one.call for one in self._live.values()):
            self._timer.stop()

    def _ended_by_itself(self, live: _Live, error: Exception | None) -> None:
        """The thread of an abandoned job is gone. It stays abandoned, however its work ended."""
        live.log.append((clock_now(), "info", late_end_text(error)))
        live.entry = replace(live.entry, loose=False, log=tuple(live.log))
        self._update(live)

    def _tick(self) -> None:
        for live in self._live.values():
            if live.call is not None:
                live.entry = replace(
                    live.entry,
                    progress=live.job.progress,
                    findings=tuple(live.job.findings),
                    log=tuple(live.log[-LOG_LINES:]),
                )
        self.ticked.emit()

    def _update(self, live: _Live) -> None:
        self._write(live)
        self.changed.emit(live.entry)

    def _write(self, live: _Live) -> None:
        """Have the journal keep the newest word on a job, on a thread, one after the other."""
        entry = live.entry
        self._unwritten[entry.id] = to_journal(entry)
        self._write_next()

    def _write_next(self) -> None:
        if self._writing or not self._unwritten:
            return
        batch, self._unwritten = list(self._unwritten.values()), {}
        self._writing = True

        def writing(job: Job) -> None:
            for entry in batch:
                self._journal.record(entry)

        self._bridge.call("write the journal", writing, self._written)

    def _written(self, nothing: None) -> None:
        self._writing = False
        self._write_next()


def _is_there(callback: Callable[..., Any]) -> bool:
    """Whether whoever wants an answer still exists: a job may outlive the window that began it, or be done again."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or bool(isValid(owner))
