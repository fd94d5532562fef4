"""The words of the checks of a proof: their names, results and amounts."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pagewake.model import CHECK_UNITS, CheckResult, CheckRow
from pagewake_gui.counts import Counts
from pagewake_gui.theme import STATE_SHAPES

translate = QCoreApplication.translate
_STATES = {CheckResult.GOOD: "good", CheckResult.BAD: "bad", CheckResult.SKIPPED: "warn"}


def result_state(result: CheckResult) -> str:
    """The state of the theme that a result has."""
    return _STATES[result]


def check_result_text(result: CheckResult) -> str:
    """What a check came to, with its shape."""
    texts = {
        CheckResult.GOOD: translate("CheckWords", "good"),
        CheckResult.BAD: translate("CheckWords", "failed"),
        CheckResult.SKIPPED: translate("CheckWords", "not made"),
    }
    return f"{STATE_SHAPES[_STATES[result]]} {texts[result]}"


def check_name(name: str) -> str:
    """What a check does. One of a name that this version does not know is shown by that."""
    texts = {
        "restore": translate("CheckWords", "restored"),
        "continuation": translate("CheckWords", "went on to a later point"),
        "recovery": translate("CheckWords", "recovered by a server"),
        "database": translate("CheckWords", "database looked through"),
        "table-rows": translate("CheckWords", "every row read"),
        "sequence": translate("CheckWords", "value of the sequence read"),
        "btree-index": translate("CheckWords", "index compared with the table"),
        "gin-index": translate("CheckWords", "structure of the GIN index"),
        "table-structure": translate("CheckWords", "structure of the table"),
        "visibility-map": translate("CheckWords", "visibility map compared with the table"),
        "module": translate("CheckWords", "contrib module"),
        "page-checksums": translate("CheckWords", "checksums of all pages"),
        "pages": translate("CheckWords", "checksums and numbers of all pages"),
        "page": translate("CheckWords", "page"),
        "free-list": translate("CheckWords", "free list"),
        "log": translate("CheckWords", "the log goes on"),
        "page-replaced": translate("CheckWords", "page replaced"),
        "page-put-back": translate("CheckWords", "page put back"),
    }
    return texts.get(name, name)


class Amount(int):
    """How much a check looked at: a number that knows what it counts."""

    unit: str

    def __new__(cls, row: CheckRow) -> Amount:
        made = super().__new__(cls, row.count)
        made.unit = CHECK_UNITS.get(row.name, "")
        return made

    def text(self, counts: Counts) -> str:
        """The amount in words; empty where a check counts nothing."""
        write = {"row": counts.rows, "page": counts.pages, "table": counts.tables}
        return write[self.unit](self) if self.unit in write else ""
