"""A database of many files, small enough to know by heart, behind the engine protocol.

Relations are cut into segment files, may grow by zero pages that no log mentions, shrink, vanish and come
back, and whole directories may be copied in unseen. Every logged change is an image of a page, so recovery is
simple: write what the log says. `Model` is the truth, at every LSN.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from pagewake.blocks import RelationChanges, WalSummary
from pagewake.engines.base import (
    CommitColumns,
    Destination,
    ExtraFile,
    Keepable,
    OutsidePart,
    PageDescription,
    PageVerdict,
    ReadFile,
    Recovered,
    RecoveryRequest,
    SessionEnd,
    SourceFile,
    WalPiece,
    WalSpan,
)
from pagewake.errors import TargetUnreachable
from pagewake.lsn import LsnStyle
from pagewake.model import Finding, Identity, Proof, RecoveredTo, RestoreTarget, TargetKind, WalPosition

BAD = 0xBD
"""A page that begins with this byte fails its check."""
EPOCH = datetime(2030, 1, 1, tzinfo=UTC)


def moment(lsn: int) -> datetime:
    """When the record of an LSN was written."""
    return EPOCH + timedelta(seconds=lsn)


@dataclass
class Model:
    """The database. A relation is `directory/number`; its pages are one bytearray."""

    page: int = 16
    segment: int = 8
    """Blocks of a segment file."""
    relations: dict[str, bytearray] = field(default_factory=dict)
    settings: bytes = b"port = 1\n"
    log: list[dict[str, Any]] = field(default_factory=list)
    """Record i has LSN i + 1."""
    breaker: str = ""

    @property
    def end(self) -> int:
        return len(self.log) + 1

    def write(self, relation: str, block: int, value: int) -> None:
        content = _image(value, self.page)
        self.log.append({"kind": "write", "relation": relation, "block": block, "page": content.hex()})
        _apply(self.relations, self.log[-1], self.page)

    def damage(self, relation: str, block: int) -> None:
        """A page goes bad on the disk, and no log knows."""
        self.relations[relation][block * self.page] = BAD

    def truncate(self, relation: str, blocks: int) -> None:
        self.log.append({"kind": "truncate", "relation": relation, "blocks": blocks})
        _apply(self.relations, self.log[-1], self.page)

    def drop(self, relation: str) -> None:
        self.log.append({"kind": "truncate", "relation": relation, "blocks": 0, "drop": True})
        _apply(self.relations, self.log[-1], self.page)

    def extend(self, relation: str, blocks: int) -> None:
        """Zero pages that the log never mentions."""
        self.relations.setdefault(relation, bytearray()).extend(bytes(blocks * self.page))

    def copy_directory(self, directory: str, source: str) -> None:
        """A directory that is copied file by file: the log only says that it was."""
        self.log.append({"kind": "copy", "directory": directory, "source": source})
        _apply(self.relations, self.log[-1], self.page)

    def commit(self, name: str) -> None:
        self.log.append({"kind": "commit", "tx": name})

    def nothing(self) -> None:
        self.log.append({"kind": "nothing"})

    def files(self) -> list[SourceFile]:
        """Every segment file, the settings, and the control file last."""
        size = self.page * self.segment
        found = []
        for name, pages in sorted(self.relations.items()):
            for number in range(max(1, -(-len(pages) // size))):
                path = f"base/{name}" + (f".{number}" if number else "")
                length = min(size, len(pages) - number * size)
                found.append(SourceFile(path, length, self.page, name, number * self.segment, mode=0o640))
        found.append(SourceFile("settings", len(self.settings), 4096))
        found.append(SourceFile("control", 8, 4096))
        return found

    def content(self, file: SourceFile) -> bytes:
        """What a file holds now: empty when it is gone."""
        if file.path == "settings":
            return self.settings
        if file.path == "control":
            return self.end.to_bytes(8, "little")
        first = file.first_block * self.page
        return bytes(self.relations.get(file.relation or "", b"")[first : first + self.page * self.segment])

    def trimmed(self) -> dict[str, bytes]:
        """The relations without the zeros at their ends, which need not come back."""
        return trimmed(self.relations)


def trimmed(relations: dict[str, bytearray]) -> dict[str, bytes]:
    found = {name: bytes(pages).rstrip(b"\0") for name, pages in relations.items()}
    return {name: pages for name, pages in found.items() if pages}


def read_relations(directory: Path, model: Model) -> dict[str, bytearray]:
    """The relations in a restored directory."""
    found: dict[str, bytearray] = {}
    size = model.page * model.segment
    for path in sorted((directory / "base").rglob("*")):
        if path.is_file():
            name, _, number = str(path.relative_to(directory / "base")).partition(".")
            pages = found.setdefault(name, bytearray())
            first = int(number or 0) * size
            pages.extend(bytes(max(0, first + path.stat().st_size - len(pages))))
            pages[first : first + path.stat().st_size] = path.read_bytes()
    return found


def _image(value: int, page: int) -> bytes:
    return bytes([value % 180 + 1]) * (page // 2) + value.to_bytes(4, "little") * (page // 8)


def _apply(relations: dict[str, bytearray], record: dict[str, Any], page: int) -> None:
    if record["kind"] == "write":
        pages, at = relations.setdefault(record["relation"], bytearray()), record["block"] * page
        pages.extend(bytes(max(0, at + page - len(pages))))
        pages[at : at + page] = bytes.fromhex(record["page"])
    elif record["kind"] == "truncate":
        pages = relations.setdefault(record["relation"], bytearray())
        del pages[record["blocks"] * page :]
        if record.get("drop"):
            del relations[record["relation"]]
    elif record["kind"] == "copy":
        target, source = record["directory"], record["source"]
        for name in [name for name in relations if name.startswith(f"{target}/")]:
            del relations[name]
        for name, pages in list(relations.items()):
            if name.startswith(f"{source}/"):
                relations[f"{target}/{name.partition('/')[2]}"] = bytearray(pages)


@dataclass
class FakeSource:
    """One live database. `during` is called before each read, with how many there were."""

    model: Model
    during: Callable[[int], None] = lambda _: None
    unprovable: str = ""
    identifier: str = "f00d"
    reads: list[tuple[str, list[list[int]]]] = field(default_factory=list)
    aborted: bool = False
    location: str = "fake"

    def identity(self) -> Identity:
        return Identity("fake", "1", self.identifier, self.model.page)

    def check(self) -> list[Any]:
        return []

    def begin(self, label: str, *, checkpoint: bool, known: Sequence[WalSpan], job: Any) -> FakeSession:
        return FakeSession(self, WalPosition(1, self.model.end), list(self.model.files()))

    def new_wal(self, known: Sequence[WalSpan], read: Any, job: Any) -> Iterator[WalPiece]:
        first = max((span.end_lsn for span in known), default=1)
        if first < self.model.end:
            yield piece_of(self.model, first, self.model.end)

    def close(self) -> None:
        pass


@dataclass
class FakeSession:
    source: FakeSource
    start: WalPosition
    listed: list[SourceFile]
    findings: tuple[Any, ...] = ()

    @property
    def redo(self) -> WalPosition:
        return self.start

    @property
    def incomplete_reason(self) -> str:
        return self.source.unprovable

    def files(self) -> list[SourceFile]:
        return self.listed

    def reader(self) -> FakeSession:
        return self

    def read(self, file: SourceFile, runs: Any, into: memoryview) -> int:
        self.source.during(len(self.source.reads))
        self.source.reads.append((file.path, runs.tolist()))
        content, done = self.source.model.content(file), 0
        for first, count in runs.tolist():
            part = content[first * file.page_size : (first + count) * file.page_size]
            into[done : done + len(part)] = part
            done += len(part)
            if len(part) < count * file.page_size:
                break
        return done

    def close(self) -> None:
        pass

    def check(self, file: SourceFile, blocks: Any, pages: memoryview) -> PageVerdict:
        return verdict(pages, file.page_size)

    def end(self, job: Any) -> SessionEnd:
        self.source.model.nothing()
        return SessionEnd(WalPosition(1, self.source.model.end), (ExtraFile("label", b"a backup"),))

    def abort(self) -> None:
        self.source.aborted = True


def verdict(pages: memoryview, page_size: int) -> PageVerdict:
    firsts = np.frombuffer(pages, np.uint8)[::page_size]
    bad = np.flatnonzero(firsts == BAD)
    return PageVerdict(bad, ("it begins badly",) * len(bad))


def piece_of(model: Model, first: int, end: int) -> WalPiece:
    records = model.log[first - 1 : end - 1]
    data = json.dumps([model.page, model.segment, records]).encode()
    summary = summary_of(records, first, end, (model.breaker,) if model.breaker else ())
    return WalPiece(f"{first:08}-{end:08}", 1, first, end, data, summary)


def summary_of(records: list[dict[str, Any]], first: int, end: int, breakers: tuple[str, ...]) -> WalSummary:
    counts: dict[str, dict[int, int]] = {}
    limits: dict[str, int] = {}
    for record in records:
        relation = record.get("relation")
        if record["kind"] == "write":
            blocks = counts.setdefault(relation, {})
            blocks[record["block"]] = blocks.get(record["block"], 0) + 1
        elif record["kind"] == "truncate":
            kept = counts.setdefault(relation, {})
            counts[relation] = {block: n for block, n in kept.items() if block < record["blocks"]}
            limits[relation] = min(limits.get(relation, 1 << 40), record["blocks"])
    relations = {
        name: RelationChanges(
            np.array(sorted(blocks), np.uint32),
            np.array([blocks[block] for block in sorted(blocks)], np.uint32),
            limits.get(name),
        )
        for name, blocks in counts.items()
    }
    commits = [number for number, record in enumerate(records) if record["kind"] == "commit"]
    return WalSummary(
        1,
        first,
        end,
        records=len(records),
        first_time=moment(first) if records else None,
        last_time=moment(end - 1) if records else None,
        relations=relations,
        commits=len(commits),
        first_commit_time=moment(first + commits[0]) if commits else None,
        last_commit_time=moment(first + commits[-1]) if commits else None,
        whole_directories=frozenset(f"base/{r['directory']}" for r in records if r["kind"] == "copy"),
        breakers=breakers,
    )


class FakeRecovery:
    """Writes what the log says from the start to the target over the restored files."""

    choices: ClassVar[dict[str, tuple[str, ...]]] = {"action": ("stay",)}

    def outside(self, read_file: Any) -> list[OutsidePart]:
        return []

    def keepable(self, destination: Destination) -> Keepable:
        """`settings`, and what lies below `own`."""
        if not destination.delta:
            return Keepable()
        here = destination.directory
        found = {"settings", *(one.relative_to(here).as_posix() for one in here.glob("own/*"))}
        found = {name for name in found if (here / name).is_file()}
        return Keepable(tuple(sorted(found if destination.left is None else found & destination.left)))

    def foretell(self, destination: Destination) -> list[Finding]:
        return []

    def places(self, destination: Destination) -> dict[str, Path]:
        """`place:directory=path` among the options sends a subtree elsewhere."""
        wanted = {key: Path(value) for key, value in destination.options.items() if key.startswith("place:")}
        if wanted:
            assert destination.read_file("label") == b"a backup"
        return {key.removeprefix("place:"): path for key, path in wanted.items()}

    def recover(self, request: RecoveryRequest, job: Any) -> Recovered:
        target, end = request.target, request.stop.lsn
        if target.kind is TargetKind.LATEST:
            end = request.wal.spans[-1].end_lsn if request.wal.spans else end
        elif target.kind is TargetKind.LSN:
            end = int(str(target.value)) + (not target.exclusive)
        if end < request.stop.lsn:
            raise TargetUnreachable("the copied pages are newer")
        model = Model()
        records: dict[int, dict[str, Any]] = {}
        for span in request.wal.spans:
            model.page, model.segment, held = json.loads(request.wal.read(span))
            records.update(enumerate(held, span.first_lsn))
        relations = read_relations(request.directory, model)
        for lsn in range(request.start.lsn, end):
            _apply(relations, records[lsn], model.page)
        _write(request.directory, relations, model)
        (request.directory / "label").unlink()
        proof = Proof(True, ("it is there",)) if request.prove else None
        return Recovered(RecoveredTo(1, end - 1, None), proof=proof)


def _write(directory: Path, relations: dict[str, bytearray], model: Model) -> None:
    for path in [path for path in (directory / "base").rglob("*") if path.is_file()]:
        path.unlink()
    for file in Model(model.page, model.segment, relations).files():
        if file.relation is not None:
            path = directory / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(Model(model.page, model.segment, relations).content(file))


class FakeEngine:
    name = "fake"
    title = "Fake"
    lsn_style = LsnStyle.DECIMAL
    stops_at_later_commit = False
    records_past_target = 0
    targets = frozenset({TargetKind.LATEST, TargetKind.IMMEDIATE, TargetKind.LSN, TargetKind.XID})

    def recognise(self, location: str) -> bool:
        return (Path(location) / "control").is_file()

    def recognises_wal(self, path: Path) -> bool:
        return False

    def recovery(self, disk: Any = None) -> FakeRecovery:
        return FakeRecovery()

    def locate(
        self,
        data: bytes | memoryview,
        span: WalSpan,
        target: RestoreTarget,
        before: bytes | memoryview | None = None,
    ) -> int | None:
        for number, record in enumerate(json.loads(bytes(data))[2]):
            if record["kind"] == "commit" and record["tx"] == target.value:
                return span.first_lsn + number
        return None

    def commits(
        self, data: bytes | memoryview, span: WalSpan, before: bytes | memoryview | None = None
    ) -> CommitColumns:
        records = enumerate(json.loads(bytes(data))[2], span.first_lsn)
        found = [(lsn, record["tx"]) for lsn, record in records if record["kind"] == "commit"]
        lsns = np.array([lsn for lsn, _ in found], np.uint64)
        times = np.array([moment(lsn).timestamp() * 1e6 for lsn, _ in found], np.int64)
        prepared = np.zeros(len(found), np.bool_)
        return CommitColumns(lsns, lsns + np.uint64(1), times, prepared, lambda row: found[row][1])

    def spoiled_by(self, events: Any) -> str:
        return ""

    def relation_names(self, read_file: ReadFile) -> dict[str, str]:
        return {}

    def time_zone(self, read_file: ReadFile) -> None:
        return None

    def summarise(
        self, data: bytes | memoryview, span: WalSpan, before: bytes | memoryview | None = None
    ) -> WalSummary:
        return summary_of(json.loads(bytes(data))[2], span.first_lsn, span.end_lsn, ())

    def describe_page(self, page: bytes, block: int) -> PageDescription:
        return PageDescription((), None, page[0] != BAD)

    def check_pages(self, pages: memoryview, first_block: int) -> PageVerdict:
        return verdict(pages, 16)


ENGINE: Any = FakeEngine()
