"""The WAL of one running server: from its `pg_wal` where that is on this machine, else over the network.

A backup of a local server reads files: they are there, whoever may or may not replicate. Following a server is
streaming for both kinds, because only a replication slot makes the server keep what is not archived yet; where a
local one does not let us, its directory is looked at instead.

A backup beside its server streams nothing: what does is imported where it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from pagewake.engines.base import ReadSpan, WalPiece, WalSpan
from pagewake.engines.postgres.connection import explained, lsn_of
from pagewake.engines.postgres.local_wal import LivePosition, new_local_wal
from pagewake.engines.postgres.placement import LogShape
from pagewake.engines.postgres.same_log import read_segment_file, require_same_log
from pagewake.engines.postgres.segments import is_segment_name, parse_segment_name
from pagewake.engines.postgres.slots import Slot, check_slot_name, ready_slot
from pagewake.errors import SourceInUse, SourceUnreadable
from pagewake.jobs import Job
from pagewake.model import Finding, Severity, WalPosition

if TYPE_CHECKING:
    from pagewake.engines.postgres.connection import Connection, Reach, ServerFacts, Spare
    from pagewake.engines.postgres.replication import Replication

DEFAULT_SLOT = "pagewake"
_POSITION = """
SELECT r.recovering,
       CASE WHEN r.recovering THEN greatest(c.timeline_id, e.min_recovery_end_timeline)::text
            ELSE substr(pg_walfile_name(pg_current_wal_flush_lsn()), 1, 8) END,
       CASE WHEN r.recovering THEN greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())::text
            ELSE pg_current_wal_flush_lsn()::text END
FROM (SELECT pg_is_in_recovery() AS recovering) r, pg_control_checkpoint() c, pg_control_recovery() e
"""
_NAMES = "SELECT pg_ls_dir('pg_wal', true, false)"
_CONTENT = "SELECT pg_read_binary_file('pg_wal/' || $1::text, $2, $3, true)"


class ServerWal:
    """Gives a server's new WAL. `facts` says who the server is now; `spare` is for questions.

    `slot` names the replication slot that `follow` keeps on the server. `needed_from` and `needed_until` are the
    LSNs between which a backup needs WAL: set while one is taken.
    """

    def __init__(
        self, reach: Reach, facts: Callable[[], ServerFacts], spare: Spare, *, slot: str = DEFAULT_SLOT
    ) -> None:
        self.slot = check_slot_name(slot)
        self.needed_from: int | None = None
        self.needed_until: int | None = None
        self._reach = reach
        self._facts = facts
        self._spare = spare
        self._streamed = False
        self._caught_up = False
        self._first_seen: int | None = None
        self._compared: WalPosition | None = None

    def require_ours(self, start: WalPosition, known: Sequence[WalSpan], read: ReadSpan) -> None:
        """See `require_same_log`; looks once a backup. Raises LogConflict, SourceUnreadable."""
        if start == self._compared:
            return
        self._compared = start
        facts = self._facts()
        with ExitStack() as stack:

            def connection() -> Connection:
                return stack.enter_context(self._spare.lent("comparing its WAL with the archive"))

            def flushed() -> int:
                return self._position(connection()).flushed

            def ours(name: str, offset: int, count: int) -> bytes:
                if facts.data_directory is not None:
                    return read_segment_file(facts.data_directory / "pg_wal", name, offset, count)
                with explained(self._reach.where, "reading its WAL"):
                    row = connection().execute(_CONTENT, (name, offset, count)).fetchone()
                return bytes(row[0] or b"") if row else b""

            require_same_log(start, flushed, facts.segment_size, known, read, ours)

    def new_wal(self, known: Sequence[WalSpan], read: ReadSpan, job: Job) -> Iterator[WalPiece]:
        """See `Source.new_wal`."""
        if self._facts().data_directory is not None:
            return self._from_files(known, read, job, self.needed_until)
        return self._from_stream(known, read, job)

    def follow(
        self, known: Callable[[], Sequence[WalSpan]], read: ReadSpan, interval: float, job: Job
    ) -> Iterator[WalPiece | None]:
        """See `Source.follow`."""
        from pagewake.engines.postgres.replication import ReplicationDenied

        self._spare.drop()  # this goes on for months
        try:
            while True:
                yield from self._streamed_on(known(), read, interval, job)
                yield None  # the archive is ahead of the server: a standby that lags
                job.token.wait(interval)
                job.check()
        except ReplicationDenied as error:
            if self._facts().data_directory is None:
                raise
            job.warn(
                Finding(
                    Severity.WARNING,
                    "replication-denied",
                    self._reach.where,
                    f"{error.what[:1].upper()}{error.what[1:]}. Its WAL directory is looked at instead, every "
                    f"{interval:g} seconds; nothing makes the server keep WAL that is not archived yet.",
                    error.advice,
                )
            )
        yield from self._watched(known, read, interval, job)

    # --- files

    def _from_files(
        self, known: Sequence[WalSpan], read: ReadSpan, job: Job, until: int | None
    ) -> Iterator[WalPiece]:
        facts = self._facts()
        assert facts.data_directory is not None
        shape = LogShape(facts.system_identifier, facts.segment_size)
        with self._spare.lent("asking how far its WAL is") as connection:
            position = self._position(connection)
        # What was written before anything of this server is kept leads to no backup: nobody can ever need it.
        kept = [span.first_lsn for span in known if span.first_lsn < span.end_lsn]
        begin = min([self.needed_from or position.flushed, position.flushed, *kept])
        yield from new_local_wal(
            facts.data_directory / "pg_wal", shape, position, known, read, job, until, begin
        )

    def _position(self, connection: Connection) -> LivePosition:
        with explained(self._reach.where, "asking how far its WAL is"):
            row = connection.execute(_POSITION).fetchone()
        if row is None or row[2] is None:
            raise SourceUnreadable(
                "the server does not say how far its WAL is", object_name=self._reach.where
            )
        recovering, timeline, lsn = row
        return LivePosition(int(timeline, 10 if recovering else 16), lsn_of(lsn), recovering)

    def _watched(
        self, known: Callable[[], Sequence[WalSpan]], read: ReadSpan, interval: float, job: Job
    ) -> Iterator[WalPiece | None]:
        """The WAL directory, every `interval` seconds; at the beginning and the end the incomplete segment too."""
        everything: int | None = 1 << 63
        while True:
            yield from self._from_files(known(), read, job, everything)
            everything = None
            self._spare.drop()
            yield None
            if job.token.wait(interval):
                yield from self._from_files(known(), read, Job(job.kind), 1 << 63)
            job.check()

    # --- streaming

    def _from_stream(self, known: Sequence[WalSpan], read: ReadSpan, job: Job) -> Iterator[WalPiece]:
        from pagewake.engines.postgres.replication import Replication
        from pagewake.engines.postgres.streaming import StreamRequest, stream_wal

        with closing(Replication(self._reach, job)) as upstream:
            flushed = upstream.identify().flushed
            size = upstream.segment_size()
            self._first_seen = min(flushed, self._first_seen or flushed)
            wanted = [lsn for lsn in (self._first_seen, self.needed_from) if lsn is not None]
            request = StreamRequest(
                known,
                read,
                until=max(flushed // size * size, self.needed_until or 0),
                from_lsn=min(wanted),
                oldest=self._oldest,
            )
            for piece in stream_wal(upstream, request, job):
                if piece is not None:
                    yield piece

    def _streamed_on(
        self, known: Sequence[WalSpan], read: ReadSpan, interval: float, job: Job
    ) -> Iterator[WalPiece | None]:
        from pagewake.engines.postgres.replication import Replication
        from pagewake.engines.postgres.streaming import StreamRequest, stream_wal

        with closing(Replication(self._reach, job)) as upstream:
            slot = self._ready_slot(upstream, job)
            request = StreamRequest(
                known,
                read,
                from_lsn=slot.restart_lsn if slot else None,
                slot=slot.name if slot else None,
                oldest=self._oldest,
                interval=interval,
                catch_up=not self._caught_up,
            )
            for piece in stream_wal(upstream, request, job):
                self._streamed = True
                if piece is None:
                    self._caught_up = True
                yield piece

    def _ready_slot(self, upstream: Replication, job: Job) -> Slot | None:
        """The slot to stream from; None where the server has none to give. Raises SourceInUse, SourceUnreadable."""
        from pagewake.engines.postgres.replication import ReplicationDenied

        try:
            with closing(self._reach.connect("looking at the replication slots")) as connection:
                slot = ready_slot(connection, upstream, self.slot, job)
        except ReplicationDenied as error:
            job.warn(
                Finding(
                    Severity.WARNING,
                    "slot-missing",
                    self.slot,
                    f"The server gives no replication slot ({error.what}): it may remove WAL that is not archived yet.",
                    "Raise max_replication_slots, or wal_keep_size.",
                )
            )
            return None
        if slot is not None and slot.active:
            if self._streamed:  # the server has not noticed yet that our last connection is gone
                raise SourceUnreadable(
                    f"the replication slot {slot.name} is still taken", object_name=self._reach.where
                )
            raise SourceInUse(
                f"somebody else reads from the replication slot {slot.name}",
                object_name=self._reach.where,
                advice="One receiver a slot. Stop the other one, or name another slot with --slot.",
            )
        return slot

    def _oldest(self) -> int | None:
        """The oldest WAL in the server's directory; None where it does not tell."""
        facts = self._facts()
        try:
            with (
                closing(self._reach.connect("listing its WAL")) as connection,
                explained(self._reach.where, "listing its WAL"),
            ):
                names = [row[0] for row in connection.execute(_NAMES).fetchall()]
        except SourceUnreadable:  # it takes a right that a receiver need not have
            return None
        segments = [parse_segment_name(name, facts.segment_size) for name in names if is_segment_name(name)]
        return min((one.first_lsn(facts.segment_size) for one in segments), default=None)
