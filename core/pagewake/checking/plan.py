"""What a repair would do, step by step and why; pure.

The order matters: what is said of packs comes after what may need them, notes come last. Each step may be stopped
anywhere and done again, and leaves a repository that holds no less than before.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pagewake.checking.facts import Facts
from pagewake.errors import LogGap
from pagewake.repository.packs import pack_key
from pagewake.stores.unfinished import LeftUnfinished
from pagewake.units import counted, size_text
from pagewake.verify.data import BadStretch


class Action(StrEnum):
    """The kinds of steps, in the order in which they are done."""

    QUARANTINE_WAL = "quarantine-wal"
    REMAKE_SUMMARY = "remake-summary"
    QUARANTINE = "quarantine"
    HOLD_ALL = "hold-all"
    CORRECT_INDEX = "correct-index"
    SAVE_PACK = "save-pack"
    FORGET_PACK = "forget-pack"
    WRITE_INDEX = "write-index"
    WRITE_CATALOGUE = "write-catalogue"
    CLEAR_NOTE = "clear-note"
    REMOVE_UNFINISHED = "remove-unfinished"


_WHAT = {
    Action.QUARANTINE_WAL: "put the damaged WAL into quarantine, so that the same WAL can be archived again",
    Action.REMAKE_SUMMARY: "make the summary again from the WAL",
    Action.QUARANTINE: "put it into quarantine",
    Action.HOLD_ALL: "put it into quarantine, and hold all backups of its source until somebody says otherwise",
    Action.CORRECT_INDEX: "write what the pack itself says into the index",
    Action.SAVE_PACK: "store its sound chunks in a new pack, and put it into quarantine",
    Action.FORGET_PACK: "take the pack, which is not there, out of the index",
    Action.WRITE_INDEX: "write an index object for packs that have none",
    Action.WRITE_CATALOGUE: "write a new snapshot of the catalogue",
    Action.CLEAR_NOTE: "take back the note that it is damaged",
    Action.REMOVE_UNFINISHED: "remove what was begun and never finished",
}


@dataclass(frozen=True)
class Step:
    """One step: on what object, and what was found there. `stretch` is the WAL that it is about, if any."""

    action: Action
    object_name: str
    why: str
    stretch: BadStretch | None = None

    @property
    def what(self) -> str:
        """What is done, in words."""
        return _WHAT[self.action]


def plan_repair(facts: Facts) -> tuple[Step, ...]:
    """The steps that mend what can be mended of what was found."""
    steps: list[Step] = []
    for stretch in facts.stretches:
        if isinstance(stretch.error, LogGap):
            continue  # the WAL is gone: there is nothing to put anywhere
        why = stretch.error.what if stretch.error is not None else "it does not say what the WAL says"
        action = Action.QUARANTINE_WAL if stretch.made is None else Action.REMAKE_SUMMARY
        steps.append(Step(action, f"WAL {stretch.row.name} of {stretch.row.source}", why, stretch))
    steps += [Step(Action.QUARANTINE, one.key, one.why) for one in facts.objects]
    steps += [Step(Action.QUARANTINE, one.key, one.why) for one in facts.snapshots if "-" in one.key]
    steps += [Step(Action.HOLD_ALL, one.key, one.why) for one in facts.keeping]
    steps += [Step(Action.QUARANTINE, one.key, one.why) for one in facts.unknown_packs]
    steps += _for_packs(facts)
    if facts.unindexed or any(one.key.startswith("index/") for one in facts.objects):
        steps.append(Step(Action.WRITE_INDEX, "index/", "some packs are in no index object"))
    if facts.snapshots:
        steps.append(Step(Action.WRITE_CATALOGUE, "catalogue/", "a snapshot cannot be used"))
    why = "all that it held is sound elsewhere" if facts.healed else "all of it can be read"
    steps += [Step(Action.CLEAR_NOTE, f"suspect/{name}", why) for name in facts.settled]
    if facts.unfinished.old:
        steps.append(Step(Action.REMOVE_UNFINISHED, "unfinished", _left(facts.unfinished)))
    return tuple(steps)


def _left(unfinished: LeftUnfinished) -> str:
    old = counted(unfinished.old, "object")
    return f"{old}, {size_text(unfinished.old_size)}, older than {unfinished.grace_text}"


def _for_packs(facts: Facts) -> list[Step]:
    first = {one.pack: one for one in reversed(facts.packs)}
    steps = []
    for name, damage in first.items():
        wrong = [one for one in facts.packs if one.pack == name and one.index_only]
        action = Action.CORRECT_INDEX if wrong else Action.SAVE_PACK
        steps.append(Step(action, pack_key(name), damage.error.what))
    missing = "the index speaks of it, and it is not there"
    steps += [Step(Action.FORGET_PACK, pack_key(name), missing) for name in facts.missing_packs]
    return steps
