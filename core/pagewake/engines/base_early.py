"""Sources that can be asked to begin a capture before anybody is ready to read it.

Needs nothing that reads pages: who asks early does so to load that meanwhile.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class EarlySource(Protocol):
    """A source whose database takes its time to begin a capture, and can be asked to before others are ready for it."""

    def begin_early(self, label: str, *, checkpoint: bool) -> None:
        """Have the database begin a capture, and do not wait for it. Raises SourceUnreadable.

        The next `begin` in the same words waits for this one; `close`, and any other `begin`, gives it up. Asking
        twice in the same words is asking once.
        """
