"""What the core says to people is found in its syntax trees, whole and with what fills its places."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))
from core_texts import CORE, ELSEWHERE, WRITTEN_BY_UNITS, CoreText, core_texts, is_for_people, template_of

MODULE = '''
"""A docstring is nothing that is said."""

from enum import StrEnum


class BackupType(StrEnum):
    FULL = "full"


class Fault(Exception):
    default_advice = "Repair it, and try again."

    def __init__(self, place: str, sides: tuple[int, int], job) -> None:
        """Nor is this one."""
        log.warning("what is logged is not said")
        rows = connection.execute("SELECT a FROM the_server")
        self.what = f"{place} is broken at {sides[0]!r}" + f" and at {sides[1]:x}"
        self.kind = f"{'a whole' if place else 'half a'} {place}"
        with job.phase("prune", 10, "packs"):
            super().__init__(f"{counted(len(rows), 'entry', 'entries')} lost, {counted(1, 'page')} kept")
        assert place == "compared is not said"
'''


def found_in(directory: Path, name: str = "module.py") -> dict[str, CoreText]:
    (directory / name).parent.mkdir(exist_ok=True)
    (directory / name).write_text(MODULE)
    return {text.template: text for text in core_texts(directory).texts}


def test_sentences_parts_and_phases_are_found(tmp_path: Path) -> None:
    assert set(found_in(tmp_path)) == {
        "full",
        "Repair it, and try again.",
        "{0} is broken at {1} and at {2}",
        "a whole",
        "half a",
        "prune",
        "{0} lost, {1} kept",
        *WRITTEN_BY_UNITS,
    }


def test_a_translator_sees_what_fills_the_places(tmp_path: Path) -> None:
    text = found_in(tmp_path)["{0} is broken at {1} and at {2}"]
    assert text.comment == "module.py. {0}: place; {1}: sides[0]; {2}: sides[1]"


def test_what_is_counted_is_found_with_its_plural(tmp_path: Path) -> None:
    found_in(tmp_path)
    assert [(thing.one, thing.many) for thing in core_texts(tmp_path).counted] == [
        ("pack", "packs"),
        ("entry", "entries"),
        ("page", "pages"),
    ]


def test_the_command_line_is_not_among_them(tmp_path: Path) -> None:
    assert set(found_in(tmp_path, "cli/module.py")) == set(WRITTEN_BY_UNITS)


def test_every_sentence_of_the_core_is_a_literal() -> None:
    """A sentence that is put together with `+`, `%` or `format` cannot be found, and so never be translated."""
    hidden = []
    for file in sorted(CORE.rglob("*.py")):
        module = file.relative_to(CORE).as_posix()
        if module.startswith(ELSEWHERE):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            parts: list[ast.expr] = []
            if (
                isinstance(node, ast.BinOp)
                and isinstance(node.op, ast.Add | ast.Mod)
                and not template_of(node)
            ):
                parts = [node.left, node.right]
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                parts = [node.func.value] if node.func.attr == "format" else []
            texts = [found[0] for part in parts if (found := template_of(part)) is not None]
            hidden += [
                f"{module}:{node.lineno}: {text}"
                for text in texts
                if " " in text.strip() and is_for_people(text)
            ]
    assert hidden == []


def test_what_was_being_done_is_said_in_more_than_one_word() -> None:
    """`doing` ends a sentence ("while ..."). One word is taken for a name, and would stay English in it."""
    place = CORE / "engines" / "postgres"
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in sorted(place.rglob("*.py"))]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    said: list[ast.expr] = []
    at: dict[str, int] = {}
    for node in nodes:
        if isinstance(node, ast.FunctionDef):
            names = [one.arg for one in node.args.args if one.arg != "self"]
            if "doing" in names:
                at[node.name] = names.index("doing")
                said += node.args.defaults[-1:]
    for node in nodes:
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            said += node.args[at[name] : at[name] + 1] if name in at else []
            said += [keyword.value for keyword in node.keywords if keyword.arg == "doing"]
    texts = {found[0] for one in said if (found := template_of(one)) is not None}
    assert {"explained", "connect"} <= set(at) and len(texts) > 20
    assert {text for text in texts if " " not in text} == {"template1"}  # of another `connect`: a database
