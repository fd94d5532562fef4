"""A log made of known changes, and what its summary must say: kept block by block, in plain Python."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from hypothesis import strategies as st
from tests.postgres.wal_writer import Block, Placed, WalWriter

from pagewake.blocks import RelationChanges

MIB = 1 << 20
RELATIONS = (16384, 16385, 16386)
FORKS = ("", "_fsm", "_vm", "_init")
HEAP, STORAGE, MESSAGE = 10, 2, 21


@dataclass(frozen=True)
class Change:
    """One record: the blocks that it names, or the forks that it cuts (fork, length)."""

    relation: int
    blocks: tuple[tuple[int, int], ...] = ()
    """(fork, block)"""
    cuts: tuple[tuple[int, int], ...] = ()
    kind: str = "change"
    filler: int = 0
    """Bytes of a message in front of it, which move it on in the log."""

    def write(self, wal: WalWriter) -> Placed:
        if self.filler:
            wal.append(MESSAGE, 0, main=bytes(self.filler))
        locator = struct.pack("<III", 1663, 5, self.relation)
        match self.kind:
            case "truncate":
                length = self.cuts[0][1]
                return wal.append(
                    STORAGE, 0x21, main=struct.pack("<I", length) + locator + struct.pack("<i", 7)
                )
            case "create":
                return wal.append(STORAGE, 0x10, main=locator + struct.pack("<i", self.cuts[0][0]))
            case "commit" | "abort":
                info = 0x00 if self.kind == "commit" else 0x20
                return wal.commit(time=5, dropped=[(1663, 5, self.relation)], info=info)
        refs = [Block(self.relation, block, fork) for fork, block in self.blocks]
        return wal.append(HEAP, 0x20, main=bytes(14), blocks=refs)


def _truncation(relation: int, length: int, filler: int) -> Change:
    return Change(relation, (), ((0, length), (2, -(-length // 32672))), "truncate", filler)


def changes() -> st.SearchStrategy[Change]:
    relation = st.sampled_from(RELATIONS)
    filler = st.sampled_from([0, 0, 0, 100, 9000, 300_000])
    block = st.tuples(st.sampled_from([0, 0, 0, 0, 1, 2, 3]), st.integers(0, 12))
    named = st.lists(block, min_size=1, max_size=4).map(tuple)
    change = st.builds(lambda r, b, f: Change(r, b, filler=f), relation, named, filler)
    fork = st.integers(0, 3)
    return st.one_of(
        change,
        change,
        change,
        st.builds(_truncation, relation, st.integers(0, 12), filler),
        st.builds(lambda r, k, f: Change(r, (), ((k, 0),), "create", f), relation, fork, filler),
        st.builds(
            lambda r, k, f: Change(r, (), ((0, 0), (2, 0), (3, 0)), k, f),
            relation,
            st.sampled_from(["commit", "abort"]),
            filler,
        ),
    )


@dataclass
class Model:
    """Limits and blocks, one change after the other."""

    limits: dict[str, int] = field(default_factory=dict)
    blocks: dict[str, set[int]] = field(default_factory=dict)
    named: dict[tuple[str, int], int] = field(default_factory=dict)
    """How often a block was named at all."""

    def add(self, change: Change) -> None:
        for fork, length in change.cuts:
            if fork != 1:
                key = _key(change.relation, fork)
                self.limits[key] = min(self.limits.get(key, length), length)
                self.blocks[key] = {block for block in self.blocks.get(key, ()) if block < length}
        for fork, block in change.blocks:
            if fork != 1:
                key = _key(change.relation, fork)
                self.blocks.setdefault(key, set()).add(block)
                self.named[key, block] = self.named.get((key, block), 0) + 1

    def check(self, relations: dict[str, RelationChanges], *, counts: bool = True) -> None:
        """Compare with a summary's relations; its counts are of all times that a block was named."""
        assert {
            key: change.limit for key, change in relations.items() if change.limit is not None
        } == self.limits
        told = {key: change.blocks.tolist() for key, change in relations.items()}
        assert told == {key: sorted(self.blocks.get(key, ())) for key in {*self.blocks, *self.limits}}
        if counts:
            for key, change in relations.items():
                for block, count in zip(change.blocks.tolist(), change.counts.tolist(), strict=True):
                    assert count == self.named[key, block]


def _key(relation: int, fork: int) -> str:
    return f"1663/5/{relation}{FORKS[fork]}"


def cut(wal: WalWriter, size: int = MIB) -> list[bytes]:
    """The whole segments of what was written, the last one ended by a switch."""
    wal.switch()
    data = wal.segments()
    return [data[at : at + size] for at in range(0, len(data), size)]
