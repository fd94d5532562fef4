"""Small files of a server at the other end of a connection: fetched many at a time, before they are asked for.

A cluster has a thousand small files a database, and a round trip for each is what a distant backup would spend its
time on. Files are asked for in the order in which they were listed, by several threads; whoever asks for one that
nobody has fetched brings the next ones along.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

from pagewake.engines.base import SourceFile
from pagewake.engines.postgres.control_file import CONTROL_FILE

SMALL_BYTES = 1 << 17
BATCH_BYTES = 1 << 21
BATCH_FILES = 64
KEPT_BYTES = 1 << 24
"""The most that is kept of what nobody has asked for yet."""

Fetch = Callable[[Sequence[SourceFile]], list[bytes]]


class ReadAhead:
    """The small files of one listing, each given out once; shared by the readers of a session."""

    def __init__(self, files: Sequence[SourceFile]) -> None:
        self._files = [
            file
            for file in files
            if 0 < file.blocks * file.page_size <= SMALL_BYTES and file.path != CONTROL_FILE
        ]
        self._positions = {file.path: number for number, file in enumerate(self._files)}
        self._fresh = [True] * len(self._files)
        self._coming: set[str] = set()
        self._ready: OrderedDict[str, bytes] = OrderedDict()
        self._kept = 0
        self._changed = threading.Condition()

    def take(self, file: SourceFile, fetch: Fetch) -> bytes | None:
        """The content of a file; None for one that is not small, or was given out before: read that directly.

        `fetch` reads whole files in one round trip. Raises what it raises.
        """
        position = self._positions.get(file.path)
        if position is None:
            return None
        with self._changed:
            while file.path in self._coming:
                self._changed.wait()
            if file.path in self._ready:
                return self._pop(file.path)
            if not self._fresh[position]:
                return None
            batch = self._claim(position)
        contents: list[bytes] = []
        try:
            contents = fetch(batch)
        finally:
            with self._changed:
                self._coming.difference_update(one.path for one in batch)
                for one, content in zip(batch[1:], contents[1:], strict=False):
                    self._keep(one.path, content)
                self._changed.notify_all()
        return contents[0]

    def _claim(self, position: int) -> list[SourceFile]:
        """The file at a position and those after it that will be asked for too, as far as that can be known.

        Files that are always read whole will be. Relations will be where this one is: the backup is a full one.
        """
        first = self._files[position]
        relations = first.relation is not None and not first.whole
        batch: list[SourceFile] = []
        size = 0
        for number in range(position, len(self._files)):
            file = self._files[number]
            length = file.blocks * file.page_size
            if len(batch) == BATCH_FILES or size + length > BATCH_BYTES:
                break
            if self._fresh[number] and (relations or file.relation is None or file.whole):
                self._fresh[number] = False
                batch.append(file)
                size += length
        self._coming.update(file.path for file in batch)
        return batch

    def _keep(self, path: str, content: bytes) -> None:
        self._ready[path] = content
        self._kept += len(content)
        while self._kept > KEPT_BYTES:
            self._pop(next(iter(self._ready)))

    def _pop(self, path: str) -> bytes:
        content = self._ready.pop(path)
        self._kept -= len(content)
        return content
