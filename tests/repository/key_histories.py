"""Long lives of a repository's keys: changes that may be cut off anywhere, and what must hold after each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from pagewake.errors import KeyRingRolledBack, PagewakeError, WrongPassphrase
from pagewake.repository.key_keeper import KeyKeeper, key_state
from pagewake.repository.keys import MAX_SLOTS, KeySlots, ScryptCost
from pagewake.repository.repository import Repository
from pagewake.stores.base import Store
from pagewake.stores.faulty import CHANGES, Died, Fault, FaultyStore, When
from pagewake.stores.memory import MemoryStore

CHEAP = ScryptCost(n=2, r=1)
OWNER = "20260101T000000Z-abcdef"
DEEDS = ("add", "remove", "change", "recovery", "rotate", "new root", "write", "write on")


@dataclass
class KeyHistory:
    """A repository, the passphrases that are good, those that no longer are, and everything that was ever written.

    `running` is a repository that was opened long ago, and whose process goes on; `root` is what it was opened with.
    """

    store: MemoryStore = field(default_factory=MemoryStore)
    live: set[str] = field(default_factory=lambda: {"p0"})
    gone: set[str] = field(default_factory=set)
    written: dict[bytes, bytes] = field(default_factory=dict)
    names: count[int] = field(default_factory=lambda: count(1))
    hours: int = 0
    generation: int = 1
    full: bool = False
    """Whether it begins with all slots in use."""

    def __post_init__(self) -> None:
        self.running = Repository.create(self.store, passphrase="p0", cost=CHEAP, now=self.now)
        while self.full and len(self.live) < MAX_SLOTS:
            new = f"p{next(self.names)}"
            KeyKeeper(self.store, "p0", cost=CHEAP, now=self.now).add(new, label=new)
            self.live.add(new)
        self.root = self._roots()

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=self.hours)

    def do(self, deed: str, choice: int, cut: int | None, when: When = When.BEFORE) -> None:
        """One deed, cut off at its change number `cut`; then everything is looked at."""
        self.hours += 1  # the locks of what was cut off have expired
        store: Store = self.store
        if cut is not None:
            store = FaultyStore(self.store, Fault(cut, when, error=None, kinds=CHANGES))
        mine = sorted(self.live)[choice % len(self.live)]
        other = sorted(self.live)[choice // 7 % len(self.live)]
        before, after = set(self.live), set(self.live)
        new = f"p{next(self.names)}"
        try:
            if deed in ("write", "write on"):
                self._write(store, mine, on=deed == "write on", content=new.encode() * 99)
                return
            keeper = KeyKeeper(store, mine, cost=CHEAP, now=self.now)
            try:
                after = self._change(keeper, deed, mine, other, new)
            except Died:
                after = self._expected(deed, mine, other, new)
                raise
        except Died:
            pass
        except PagewakeError:
            if self._allowed(deed, mine, other):
                raise
        self._settle(before, after, cut is not None)
        self.check()

    def _change(self, keeper: KeyKeeper, deed: str, mine: str, other: str, new: str) -> set[str]:
        match deed:
            case "add":
                keeper.add(new, label=new)
            case "remove":
                keeper.remove(self._slot_of(other))
            case "change":
                keeper.change(new)
            case "recovery":
                key = keeper.renew_recovery_key()
                return {one for one in self.live if "-" not in one} | {key}
            case "rotate":
                keeper.rotate()
            case "new root":
                made = keeper.replace_root([other], drop=True)
                return {mine, other} | ({made.recovery_key} if made.recovery_key else set())
        return self._expected(deed, mine, other, new)

    def _expected(self, deed: str, mine: str, other: str, new: str) -> set[str]:
        """What is good after a deed that was done, as far as somebody knows who did not hear its answer."""
        match deed:
            case "add":
                return self.live | {new}
            case "remove":
                return self.live - {other} if self._allowed(deed, mine, other) else self.live
            case "change":
                return (self.live | {new}) - (set() if "-" in mine else {mine})
            case "recovery" if self._allowed(deed, mine, other):
                return {one for one in self.live if "-" not in one}
            case "new root":
                return {mine, other}
        return self.live

    def _allowed(self, deed: str, mine: str, other: str) -> bool:
        """Whether a deed leaves the one passphrase that is known for certain, and finds a slot."""
        if (deed == "remove" and mine == other) or (deed == "recovery" and "-" in mine):
            return False
        adds = deed == "add" or (deed == "change" and "-" in mine)
        adds = adds or (deed == "recovery" and not any("-" in one for one in self.live))
        return len(key_state(self.store).slots) < MAX_SLOTS + (0 if adds else 2)

    def _slot_of(self, passphrase: str) -> str:
        return KeySlots(self.store).opened_by(passphrase, roots=self._roots())[1][0].id

    def _settle(self, before: set[str], after: set[str], was_cut: bool) -> None:
        """Which passphrases are good now: what is expected, or after a cut anything on the way there.

        What stays good in both is good at every moment.
        """
        good = {one for one in before | after if self._opens(one)}
        assert good >= before & after
        assert was_cut or good == after
        assert good, "nobody can open the repository"
        self.gone |= (before | after) - good
        self.live = good
        self.gone -= self.live

    def _roots(self) -> set[str]:
        return {slot.root for slot in key_state(self.store).slots}

    def _opens(self, passphrase: str) -> bool:
        try:
            Repository.open(self.store, passphrase, now=self.now)
        except WrongPassphrase:
            return False
        return True

    def _write(self, store: Store, passphrase: str, *, on: bool, content: bytes) -> None:
        repository = Repository.open(store, passphrase, now=self.now)
        if on:
            repository = Repository(store, self.running.descriptor, self.running.sealer, now=self.now)
        try:
            writer = repository.chunk_writer(OWNER)
            id_ = writer.add(content)
            writer.finish()
        except KeyRingRolledBack:
            assert on, "a fresh process takes the newest ring for an old one"
            assert self.root != self._roots(), "a rotation stops a process that runs"
            self.running = Repository.open(self.store, passphrase, now=self.now)
            self.root = self._roots()
            return
        self.written[id_] = content

    def check(self) -> None:
        """All that was written opens with every passphrase that is good, and the repository with none that is not."""
        assert all(not self._opens(one) for one in self.gone), "a passphrase that was removed is good again"
        for passphrase in self.live:
            repository = Repository.open(self.store, passphrase, now=self.now)
            assert repository.sealer.generation >= self.generation, "a rotation was lost"
            reader = repository.chunk_reader()
            for id_, content in self.written.items():
                assert reader.read(id_) == content
            assert repository.findings() == []
        self.generation = key_state(self.store).generation
