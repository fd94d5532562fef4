"""Files of a data directory at the other end of a connection: nothing but SQL is used.

The server lists them with `pg_ls_dir` and `pg_stat_file` and reads them with `pg_read_binary_file`, all of which
a role may be granted. Content comes as binary COPY, one row a piece, many pieces in one round trip. A server
cannot say by SQL whether a name is a link, so links are followed.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from pagewake.engines.base import Runs, SourceFile
from pagewake.engines.postgres.connection import Connection, explained
from pagewake.engines.postgres.control import CONTROL_SIZE
from pagewake.engines.postgres.control_file import CONTROL_FILE, read_control
from pagewake.engines.postgres.file_rules import (
    DEFAULT_TABLESPACE,
    GLOBAL_TABLESPACE,
    TABLESPACES,
    Entry,
    Listing,
    add_database,
    control_file,
    inside,
    is_oid,
    left_out_at_top,
    odd_name,
    plain_file,
    unlogged_relations,
)
from pagewake.engines.postgres.local_files import copy_control
from pagewake.engines.postgres.read_ahead import ReadAhead
from pagewake.errors import SourceUnreadable
from pagewake.jobs import Job

PIECE_BYTES = 1 << 20
"""The most that one row of an answer holds: the server keeps a row in memory as a whole."""
DEEPEST = 12
"""How deep directories are listed: PostgreSQL's own go five deep, and a link may lead back to where it is."""
_ROWS_BETWEEN_CHECKS = 5000
_COPY_HEADER = b"PGCOPY\n\xff\r\n\0"

_LIST_TOP = """
SELECT textsend(name), size, isdir FROM pg_ls_dir('.', true, false) AS name
CROSS JOIN LATERAL pg_stat_file('./' || name, true)
"""
_LIST_BELOW = """
WITH RECURSIVE tree(directory, name, size, isdir, depth) AS (
  SELECT NULL::text, place, 0::bigint, true, 0 FROM unnest($1::text[]) AS place
  UNION ALL
  SELECT found.path, entry.name, status.size, status.isdir, found.depth + 1
  FROM (SELECT concat_ws('/', directory, name) AS path, depth FROM tree WHERE isdir AND depth <= $2) AS found
  CROSS JOIN LATERAL pg_ls_dir(found.path, true, false) AS entry(name)
  CROSS JOIN LATERAL pg_stat_file(found.path || '/' || entry.name, true) AS status
  WHERE entry.name !~ $3 AND found.path || '/' || entry.name <> ALL ($4::text[])
)
SELECT textsend(directory), textsend(name), size, depth FROM tree WHERE depth > 0 AND (NOT isdir OR depth > $2)
"""
_SKIPPED_NAMES = r"^(pgsql_tmp|pg_internal\.init|\.s\.PGSQL\.|\.DS_Store)"
_READ = """
COPY (SELECT pg_read_binary_file(piece.path, piece.first, piece.length, true)
      FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS piece(path, first, length)) TO STDOUT (FORMAT binary)
"""
_TABLESPACES = """
SELECT oid::text, pg_tablespace_location(oid) FROM pg_tablespace WHERE oid NOT IN (1663, 1664) ORDER BY oid
"""


def tablespaces_of(connection: Connection, where: str) -> dict[int, str]:
    """Where each tablespace lies, by number; one inside the data directory has a relative path."""
    with explained(where, "asking where the tablespaces are"):
        return {int(oid): location for oid, location in connection.execute(_TABLESPACES).fetchall()}


class RemoteLister:
    """Lists a data directory through one connection; the control file comes last."""

    def __init__(
        self,
        connection: Connection,
        where: str,
        *,
        segment_blocks: int,
        version_directory: str,
        data_directory: str,
        group_access: bool,
        skipped: frozenset[str],
        job: Job,
    ) -> None:
        self._connection = connection
        self._where = where
        self._blocks = segment_blocks
        self._version_directory = version_directory
        self._data_directory = data_directory
        self._mode = 0o640 if group_access else 0o600
        self._skipped = skipped
        self._job = job
        self._listing = Listing()

    def run(self) -> Listing:
        """See the class. Raises SourceUnreadable, Cancelled."""
        tablespaces = tablespaces_of(self._connection, self._where)
        places = (inside(location, self._data_directory) for location in tablespaces.values())
        skipped = {*self._skipped, *(place for place in places if place)}
        top = self._top()
        directories = [
            name for name, _, isdir in top if isdir and name != TABLESPACES and name not in skipped
        ]
        self._listing.files += [
            plain_file(name, size, self._mode) for name, size, isdir in top if not isdir and size is not None
        ]
        self._tree(directories, skipped, lambda path: self._database_of(path, "base", DEFAULT_TABLESPACE))
        for oid in tablespaces:
            self._job.check()
            root = f"{TABLESPACES}/{oid}/{self._version_directory}"
            self._tree([root], skipped, lambda path, root=root, oid=oid: self._database_of(path, root, oid))  # type: ignore[misc]
        self._listing.files.append(control_file(self._mode))
        return self._listing

    def _top(self) -> list[tuple[str, int | None, bool]]:
        with explained(self._where, "listing the data directory"):
            rows = self._connection.execute(_LIST_TOP).fetchall()
        kept = []
        for sent, size, isdir in sorted(rows):
            name = self._text(sent)
            if name is None:
                self._listing.findings.append(odd_name(_shown(sent)))
            elif not left_out_at_top(name, self._where, self._listing.findings):
                kept.append((name, size, isdir))
        return kept

    @staticmethod
    def _text(sent: bytes) -> str | None:
        """A name as the server has it; None where it is no text, which the server does not look at."""
        try:
            return sent.decode()
        except UnicodeDecodeError:
            return None

    @staticmethod
    def _database_of(path: str, root: str, tablespace: int) -> tuple[int, int] | None:
        """Tablespace and database of a directory, None where it is no database's."""
        if path == "global":
            return GLOBAL_TABLESPACE, 0
        below, _, name = path.rpartition("/")
        return (tablespace, int(name)) if below == root and is_oid(name) else None

    def _tree(
        self,
        directories: Sequence[str],
        skipped: set[str],
        database_of: Callable[[str], tuple[int, int] | None],
    ) -> None:
        """List directories and everything below them, in one query."""
        by_directory: defaultdict[str, list[Entry]] = defaultdict(list)
        values = (list(directories), DEEPEST, _SKIPPED_NAMES, sorted(skipped))
        with explained(self._where, "listing the data directory"):
            rows = self._connection.stream(_LIST_BELOW, values)
            for number, (directory, name, size, depth) in enumerate(rows):
                if number % _ROWS_BETWEEN_CHECKS == 0:
                    self._job.check()
                if depth > DEEPEST:
                    raise SourceUnreadable(
                        f"directories are nested more than {DEEPEST} deep",
                        object_name=_shown(directory + b"/" + name),
                        advice="Remove the link in the data directory that leads back to itself.",
                    )
                place, text = self._text(directory), self._text(name)
                if place is None or text is None:
                    self._listing.findings.append(odd_name(_shown(directory + b"/" + name)))
                elif size is not None:
                    by_directory[place].append(Entry(text, size, self._mode))
        for directory in sorted(by_directory, key=_in_order):
            entries, database = by_directory[directory], database_of(directory)
            if database is None:
                for entry in sorted(entries):
                    path = f"{directory}/{entry.name}"
                    self._listing.files.append(plain_file(path, entry.size, entry.mode))
            else:
                unlogged = unlogged_relations(entry.name for entry in entries)
                add_database(self._listing, directory, *database, entries, unlogged, self._blocks)


def _shown(sent: bytes) -> str:
    return sent.decode("utf-8", "surrogateescape")


def _in_order(path: str) -> list[tuple[int, str]]:
    """A key that sorts directories by their parts, numbers as numbers."""
    return [(int(part) if part.isdigit() else -1, part) for part in path.split("/")]


class RemoteReader:
    """Reads runs of blocks through a connection of its own; for one thread. `ahead` is shared by all readers."""

    def __init__(self, connect: Callable[[], Connection], where: str, ahead: ReadAhead) -> None:
        self._connect = connect
        self._where = where
        self._ahead = ahead
        self._connection: Connection | None = None

    def read(self, file: SourceFile, runs: Runs, into: memoryview) -> int:
        """See `BlockReader.read`. One round trip, however many runs there are."""
        if file.path == CONTROL_FILE:
            return copy_control(read_control(self._control), into)
        if len(runs) == 1 and runs[0, 0] == 0 and runs[0, 1] == file.blocks:
            content = self._ahead.take(file, self._whole_files)
            if content is not None:
                into[: len(content)] = content
                return len(content)
        firsts, lengths = pieces_of(runs, file.page_size)
        got, ended = 0, False
        for length, row in self._pieces([file.path] * len(firsts), firsts.tolist(), lengths.tolist()):
            if not ended:  # what lies past a short piece was read after the file's end
                into[got : got + len(row)] = row
                got += len(row)
                ended = len(row) < length
        return got

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _control(self) -> bytes:
        return b"".join(bytes(row) for _, row in self._pieces([CONTROL_FILE], [0], [CONTROL_SIZE]))

    def _whole_files(self, files: Sequence[SourceFile]) -> list[bytes]:
        """The content of small files, empty for one that is gone."""
        lengths = [file.blocks * file.page_size for file in files]
        rows = self._pieces([file.path for file in files], [0] * len(files), lengths)
        return [bytes(row) for _, row in rows]

    def _pieces(
        self, paths: Sequence[str], firsts: Sequence[int], lengths: Sequence[int]
    ) -> Iterator[tuple[int, memoryview]]:
        """Each piece as (length asked for, what there was), in order. Raises SourceUnreadable."""
        if self._connection is None:
            self._connection = self._connect()
        where = f"{self._where}: {paths[0]}" + (f" and {len(paths) - 1} more" if len(set(paths)) > 1 else "")
        wanted = iter(lengths)
        with explained(where, "reading its files"):
            for message in self._connection.copy_out(_READ, (paths, firsts, lengths)):
                row = _row_of(message, where)
                if row is None:
                    continue
                length = next(wanted, 0)
                if len(row) > length:
                    raise SourceUnreadable("the server sent more than it was asked for", object_name=where)
                yield length, row
        if next(wanted, None) is not None:
            raise SourceUnreadable("the server sent less than it was asked for", object_name=where)


def pieces_of(runs: Runs, page_size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Runs of blocks as byte ranges (firsts, lengths), none longer than a piece."""
    starts, sizes = runs[:, 0] * page_size, runs[:, 1] * page_size
    counts = -(-sizes // PIECE_BYTES)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    offsets = within * PIECE_BYTES
    lengths = np.minimum(PIECE_BYTES, np.repeat(sizes, counts) - offsets)
    return np.repeat(starts, counts) + offsets, lengths


def _row_of(message: bytes, where: str) -> memoryview | None:
    """The one value of a row of binary COPY, empty for NULL (the file is gone); None for a message without a row.

    The file header stands before the first row. Format: "COPY", section "Binary Format", in the manual.
    """
    view = memoryview(message)
    try:
        if bytes(view[: len(_COPY_HEADER)]) == _COPY_HEADER:
            (extension,) = struct.unpack_from("!I", view, 15)
            view = view[19 + extension :]
        if not view:
            return None
        (fields,) = struct.unpack_from("!h", view)
        if fields == -1:
            return None
        (length,) = struct.unpack_from("!i", view, 2)
    except struct.error:
        fields = length = 0
    if fields != 1 or (length != -1 and length != len(view) - 6):
        raise SourceUnreadable("the server's answer cannot be understood", object_name=where)
    return view[6:] if length > 0 else memoryview(b"")


def read_small(connection: Connection, path: str, where: str, *, limit: int = 1 << 24) -> bytes | None:
    """One small file whole; None where it is gone. Raises SourceUnreadable."""
    with explained(where, f"reading {path}"):
        row = connection.execute(
            "SELECT pg_read_binary_file($1, 0, $2, true)", (path, limit), binary=True
        ).fetchone()
    return None if row is None or row[0] is None else bytes(row[0])
