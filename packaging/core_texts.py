"""Finds the texts for people in the core, for the window's languages: sentences, their parts, counted things.

The core writes plain English and knows no languages. Its syntax trees say what it can write: a literal is a text,
an f-string is a text with places (`{0}`, `{1}` ... in the order of the English). What is found goes into the
`.ts` files as the context "Core", and into `core_texts.json`, by which the window knows a text again when it
meets one (`pagewake_gui/words.py`, docs/decisions/0008).
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "core" / "pagewake"
CONTEXT = "Core"
CATALOGUE = ROOT / "resources" / "pagewake_resources" / "translations" / "core_texts.json"

ELSEWHERE = (
    "agent/agenda",
    "agent/clock_memory",
    "agent/commands",
    "agent/intent",
    "agent/leaps",
    "agent/log",
    "agent/memory",
    "agent/receivers",
    "agent/sayings",
    "agent/service",
    "agent/settings_file",
    "agent/setup",
    "agent/standing",
    "agent/systemd",
    "agent/watches",
    "agent/web",
    "cli/",
    "kernels/__init__",
    "kernels/arguments",
    "kernels/native",
    "kernels/reference",
    "kernels/surface",
    "kernels/wal",
    "report/",
    "demo/ledger",
    "demo/postgres",
    "desk/commands",
    "desk/crash_report",
    "desk/restore_document",
    "desk/setup_commands",
    "desk/window",
    "engines/neuroquantum/bulk",
    "engines/neuroquantum/database",
    "engines/neuroquantum/live",
    "engines/neuroquantum/pager.",
    "engines/neuroquantum/transaction",
    "engines/postgres/configuration.",
    "engines/postgres/managers",
    "stores/faulty",
    "stores/memory",
    "interpreter",
    "metrics",
    "schedule",
)
"""Modules whose texts the window does not show: of the command line and the agent, of documents, of the embedded
database's own writer (whose errors meet the program that uses it), and what is written for machines."""

MACHINE_CALLS = re.compile(
    r"(?:.*\.)?(?:_?log(?:ger)?\.\w+|compile|Struct|cast|getattr|setattr|TypeVar|execute|query|encode|isoformat"
    r"|removeprefix|removesuffix|startswith|endswith|strip|rstrip|lstrip|split|join|replace|strftime|fromhex"
    r"|counted|run_text|rows|ask|fetch|sql)"
)
"""Calls whose literals are no sentences: patterns, queries, formats. What has a name (`doing=`) is looked at, and the
argument of `join`."""

MACHINE_TEXT = re.compile(
    r"""[\n\0\\|]|^\s*(?:SELECT|INSERT|COPY|SAVEPOINT|ROLLBACK|DROP_|CREATE_|START_|TIMELINE_|SLOT\ |SHOW|-c\ |<
    |read\ -r|runuser|su\ -s|psycopg\.|include_if_exists|\#pagewake|host='|pg_\w+\(|%|\.\w|SET\ |/proc
    |(?:GRANT|ALTER)\ (?:(?!\ and\ )[^.])*;$)
    |^pagewake\ (?:repository|key\ slot)\ v\d|^pagewake\ \{0\}|^pagewake\ repository$""",
    re.VERBOSE,
)
"""Literals that machines read: statements, options, patterns, headers of objects."""

PATTERNS_OF_SERVERS = frozenset(
    {
        "promoted during online backup",
        "full_page_writes=off was replayed",
        "no password supplied",
        "too many clients",
        "connection refused",
        "recovery ended before configured recovery target was reached",
        "no recovery target specified",
        "before consistent recovery point",
        "insufficient parameter settings",
        "could not locate",
        "WAL ends before",
        "could not access file",
        "resource manager with ID",
        "could not create shared memory segment",
        "could not resize shared memory",
        "could not map anonymous shared memory",
        "No space left on device",
        "server closed the connection unexpectedly",
        "timeout expired",
        "read committed",
        "No module named 'boto3'",
        "doesn't match",
        "pagewake s3 store",
        "chunk ids",
        "(pg_check_visible, pg_check_frozen)",
    }
)
"""What servers and libraries write, and is looked for in their answers."""

NO_SENTENCES = frozenset(
    {"always", "on", "off", "port", "unknown", "{0} ms", "about {0} {1}", "{0} to {1} {2}", "{0}s {1} to {2}"}
)
"""Values of settings, and how values are written: the window writes these in its own way."""

SINGLE_WORDS = frozenset({"expired", "held", "protected"})
"""Texts of one word; others of one word are names."""

WRITTEN_BY_UNITS = ("{0} blocks {1} to {2}", "about {0}")
"""What `run_text` makes of a path and some blocks, and `time_left_text` of one time."""

_PLACE = re.compile(r"\{\d+\}")
_WORD = re.compile(r"[a-z]{2,}|LSN|WAL")
_PARTS_OF_SENTENCES = (ast.IfExp, ast.BoolOp)


@dataclass(frozen=True)
class CoreText:
    """One text: the English with its places, where it is written, and what fills the places."""

    template: str
    module: str
    arguments: tuple[str, ...] = ()
    alone: bool = False
    """Whether it is the name of a phase, which stands by itself and in no sentence."""

    @property
    def comment(self) -> str:
        """What a translator wants to know."""
        filled = "; ".join(f"{{{number}}}: {text}" for number, text in enumerate(self.arguments))
        return f"{self.module}. {filled}".rstrip(". ") if filled else self.module


@dataclass(frozen=True)
class Counted:
    """A thing that is counted: `page`, `pages`."""

    one: str
    many: str

    @property
    def template(self) -> str:
        """Its text as the languages know it."""
        return f"%n {self.many}"


@dataclass(frozen=True)
class CoreTexts:
    """All of them, each once, in the order of modules and lines."""

    texts: tuple[CoreText, ...]
    counted: tuple[Counted, ...]


def core_texts(root: Path = CORE) -> CoreTexts:
    """The texts of all modules below `root` that the window shows."""
    texts = {text: CoreText(text, "units.py") for text in WRITTEN_BY_UNITS}
    things: dict[str, Counted] = {}
    for file in sorted(root.rglob("*.py")):
        module = file.relative_to(root).as_posix()
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for thing in _counted(tree):
            things.setdefault(thing.many, thing)
        if module.startswith(ELSEWHERE):
            continue
        reader = _Reader(module)
        reader.visit(tree)
        for text in reader.found:
            texts.setdefault(text.template, text)
    return CoreTexts(tuple(texts.values()), tuple(things.values()))


def catalogue_bytes(found: CoreTexts) -> bytes:
    """The file by which the window knows texts again."""
    content = {
        "texts": [text.template for text in found.texts],
        "alone": [text.template for text in found.texts if text.alone and " " not in text.template],
        "counted": [[thing.one, thing.many] for thing in found.counted],
    }
    return (json.dumps(content, indent=0, ensure_ascii=False) + "\n").encode()


def template_of(node: ast.AST) -> tuple[str, list[ast.expr]] | None:
    """The text of a literal, an f-string, or a sum of such, and the expressions in its places; None: it is none."""
    if isinstance(node, ast.Constant):
        return (node.value, []) if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        text = ""
        arguments: list[ast.expr] = []
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                text += f"{{{len(arguments)}}}"
                arguments.append(part.value)
            elif isinstance(part, ast.Constant):
                text += str(part.value)
        return text, arguments
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = template_of(node.left), template_of(node.right)
        if left is not None and right is not None:
            moved = _PLACE.sub(lambda place: f"{{{int(place[0][1:-1]) + len(left[1])}}}", right[0])
            return left[0] + moved, left[1] + right[1]
    return None


def is_for_people(text: str) -> bool:
    """Whether a text with its places has words of a language, and is nothing that only machines read."""
    bare = _PLACE.sub("", text)
    if not _WORD.search(bare) or MACHINE_TEXT.search(text) or "{" in bare:
        return False
    return text not in NO_SENTENCES and text not in PATTERNS_OF_SERVERS


def _counted(tree: ast.AST) -> Iterator[Counted]:
    """The things that `counted` counts, and the units of phases."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        words = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        names = [word for word in words if isinstance(word, str)]
        if name == "counted" and names:
            yield Counted(names[0], names[1] if len(names) > 1 else f"{names[0]}s")
        elif name == "phase" and len(names) == 2 and names[1] not in ("", "bytes"):
            yield Counted(names[1].removesuffix("s"), names[1])


class _Reader(ast.NodeVisitor):
    """Collects the texts of one module."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.found: list[CoreText] = []

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # else it is a docstring
            self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for part in (*node.args.defaults, *node.args.kw_defaults, *node.body):
            if part is not None:
                self.visit(part)

    def visit_Compare(self, node: ast.Compare) -> None:
        """What is compared is not said."""

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)

    def visit_Dict(self, node: ast.Dict) -> None:
        for value in node.values:
            self.visit(value)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        values = {"BackupType"}
        if node.name in values:
            for line in node.body:
                if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
                    self._add(str(line.value.value), [])
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = ast.unparse(node.func)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "join":
            for argument in node.args:
                self.visit(argument)
        elif name.endswith(".phase") and node.args and isinstance(node.args[0], ast.Constant):
            self._add(str(node.args[0].value), [], alone=True)
        elif not MACHINE_CALLS.fullmatch(name):
            self.generic_visit(node)
        else:
            for keyword in node.keywords:
                self.visit(keyword.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self._visit_text(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if not self._visit_text(node):
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and (" " in node.value.strip() or node.value in SINGLE_WORDS):
            self._add(node.value, [])

    def _visit_text(self, node: ast.expr) -> bool:
        found = template_of(node)
        if found is None:
            return False
        text, arguments = found
        if " " in text.strip():
            self._add(text, arguments)
        for argument in arguments:
            self._visit_part(argument)
        return True

    def _visit_part(self, node: ast.expr) -> None:
        """Words that are chosen inside a sentence are texts, too, also single ones."""
        if isinstance(node, _PARTS_OF_SENTENCES):
            for part in (node.body, node.orelse) if isinstance(node, ast.IfExp) else node.values:
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    self._add(part.value, [])
                else:
                    self._visit_part(part)
        else:
            self.visit(node)

    def _add(self, text: str, arguments: list[ast.expr], *, alone: bool = False) -> None:
        if is_for_people(text):
            self.found.append(
                CoreText(text, self.module, tuple(ast.unparse(one) for one in arguments), alone)
            )
