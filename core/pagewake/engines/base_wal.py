"""The protocol between the use-cases and an engine: stretches of WAL, as the archive knows them and as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pagewake.blocks import WalSummary
from pagewake.model import Identity, TimelineSpan


@dataclass(frozen=True)
class WalSpan:
    """What the archive knows of one stretch, as engines see it. `digest` is BLAKE3 of its bytes."""

    name: str
    timeline: int
    first_lsn: int
    end_lsn: int
    size: int
    digest: bytes
    origin: TimelineSpan | None = None
    """On the first stretch of a timeline that does not begin history: what precedes it, up to the fork."""


@dataclass(frozen=True)
class WalPiece:
    """One new stretch of WAL for the archive: its bytes and what they say.

    `name` is what `wal get` asks for; it begins with the timeline as eight hexadecimal digits.
    """

    name: str
    timeline: int
    first_lsn: int
    end_lsn: int
    data: bytes | memoryview
    summary: WalSummary
    origin: TimelineSpan | None = None


ReadSpan = Callable[[WalSpan], bytes]


@dataclass(frozen=True)
class WalOffer:
    """WAL files that somebody hands over: whose they are, and what of them the archive lacks.

    Whose they are is known before they are read: `pieces` raises what is wrong with them.
    """

    identity: Identity
    pieces: Iterator[WalPiece]
