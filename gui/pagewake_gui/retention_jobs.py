"""The jobs that let go and bring back: expire, undelete, hold, tag, prune. Each is started in one way only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from pagewake.config import Retention
from pagewake.desk import commands, work
from pagewake.desk.places import RepositoryPlace
from pagewake.desk.setup_commands import expire_source_command
from pagewake_gui.context import Context
from pagewake_gui.job_center import JobEntry, JobSpec

if TYPE_CHECKING:
    from pagewake.expire.run import ExpireReport
    from pagewake.expire.trash import Undeleted


class RetentionJobs(QObject):
    """Starts them in the repository that is open. After an expiry it offers to take that back."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context

    def expire(self, source: str, policy: Retention, usual: Retention) -> JobEntry:
        """Put what a policy lets go of a source into the trash; `usual` is the policy of the settings."""
        place, settings = self._place(), self._context.workspace.settings
        return self._submit(
            "expire",
            self.tr("Expire backups of {0}").format(source),
            source,
            work.expire(source, settings, place=place, policy=policy),
            expire_source_command(place, source, policy, usual),
            self._expired,
        )

    def undo(self, runs: Sequence[str] | None) -> JobEntry:
        """Take back expiries by their names, or (None) bring back everything that is in the trash."""
        place = self._place()
        command = commands.undelete_command(place) if runs is None else commands.undo_command(place, runs)
        return self._submit(
            "undelete",
            self.tr("Bring back from the trash"),
            self.tr("everything") if runs is None else self.tr("the last expiry"),
            work.undo_expiry(runs),
            command,
            partial(self._back, ""),
        )

    def bring_back(self, ids: Sequence[str]) -> JobEntry:
        """Take backups out of the trash, and hold them."""
        return self._submit(
            "undelete",
            self.tr("Bring back from the trash"),
            self._about(ids),
            work.undelete(ids),
            commands.undelete_command(self._place(), ids),
            partial(self._back, self.tr("They are held from now on: no rule takes them again.")),
        )

    def hold(self, ids: Sequence[str]) -> JobEntry:
        """Hold backups."""
        command = commands.hold_command(self._place(), ids)
        return self._submit("hold", self.tr("Hold backups"), self._about(ids), work.hold(ids), command)

    def unhold(self, ids: Sequence[str]) -> JobEntry:
        """Hold backups no longer."""
        title, command = self.tr("End the hold of backups"), commands.unhold_command(self._place(), ids)
        return self._submit("unhold", title, self._about(ids), work.unhold(ids), command)

    def tag(self, ids: Sequence[str], add: Sequence[str], remove: Sequence[str]) -> JobEntry:
        """Change the tags of backups."""
        command = commands.tag_command(self._place(), ids, add, remove)
        doing = work.tag(ids, add, remove)
        return self._submit("tag", self.tr("Change the tags of backups"), self._about(ids), doing, command)

    def prune(self, everything: bool) -> JobEntry:
        """Empty the trash of what is due, or of everything, and free space."""
        place = self._place()
        return self._submit(
            "prune",
            self.tr("Empty the trash and free space") if everything else self.tr("Prune"),
            place.name or place.location,
            work.prune(purge_trash=everything),
            commands.prune_command(place, purge_trash=everything),
        )

    def _expired(self, reports: list[ExpireReport]) -> None:
        formats, runs = self._context.formats, [report.run for report in reports]
        count = sum(len(report.plan.expired) for report in reports)
        wal = sum(report.plan.wal_bytes for report in reports)
        until = min((one.until for one in reports if one.until is not None), default=None)
        text = self.tr("%n backup(s) and {0} of WAL are in the trash until {1}.", "", count)
        self._context.notices.offer(
            text.format(formats.size(wal), formats.moment(until, seconds=False)),
            self.tr("Undo"),
            partial(self.undo, runs),
        )

    def _back(self, more: str, back: Undeleted) -> None:
        text = self.tr("%n backup(s) and {0} stretches of WAL are back.", "", len(back.backups))
        said = text.format(self._context.formats.count(back.wal))
        self._context.notices.say(f"{said} {more}".rstrip())

    def _about(self, ids: Sequence[str]) -> str:
        return ids[0] if len(ids) == 1 else self.tr("%n backup(s)", "", len(ids))

    def _submit(
        self,
        kind: str,
        title: str,
        about: str,
        doing: work.Work[Any],
        command: str,
        done: Callable[[Any], None] | None = None,
    ) -> JobEntry:
        place = self._place()

        def finished(result: Any) -> None:
            self._context.workspace.refresh()
            if done is not None:
                done(result)

        def failed(error: Exception) -> None:
            self._context.workspace.refresh()
            self._context.notices.fail(error, title)

        spec = JobSpec(
            kind,
            title,
            about,
            self._context.workspace.with_repository(doing),
            command,
            place.location,
            writes=place.location,
        )
        return self._context.jobs.submit(spec, finished, failed)

    def _place(self) -> RepositoryPlace:
        place = self._context.workspace.place
        assert place is not None, "no repository is open"
        return place
