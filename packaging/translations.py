"""Keeps the window's languages: `./pw translations` (--check only says what is missing).

Collects the texts of gui/ (pyside6-lupdate) and of core/ (`core_texts.py`) into one `.ts` a language and makes from
it the `.qm` that the window loads (pyside6-lrelease). What people translate is the `.ts`, in Qt Linguist or any
editor; both files are kept in the tree, so that building needs no Qt. `core_texts.json` is what the core can say:
by it the window knows a text of the core again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from core_texts import CATALOGUE, CONTEXT, catalogue_bytes, core_texts

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "gui" / "pagewake_gui"
PLACE = ROOT / "resources" / "pagewake_resources" / "translations"
LANGUAGES = ("de", "en")
PLURALS_ALONE = ("en",)
"""English is in the source; only "%n backup(s)" needs to be said for one and for several."""


@dataclass(frozen=True)
class Message:
    """One text of the window. `translations` has one entry, or one a plural form; empty ones are missing."""

    context: str
    source: str
    numerus: bool
    translations: tuple[str, ...]

    @property
    def finished(self) -> bool:
        """Whether every form is there."""
        return bool(self.translations) and all(self.translations)


def tool(name: str) -> str:
    """A program of the environment that runs this."""
    return str(Path(sys.executable).with_name(name))


def run(command: list[str]) -> str:
    """Run a program and return what it printed; its failure ends this one."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def collect(file: Path, language: str) -> None:
    """Bring a `.ts` up to date with the texts of the window; translations of texts that stayed are kept."""
    sources = [path.relative_to(ROOT).as_posix() for path in sorted(SOURCES.rglob("*.py"))]
    kept = {message.source: message.translations for message in messages(file) if message.context == CONTEXT}
    options = ["-locations", "none", "-no-obsolete", "-source-language", "en", "-target-language", language]
    if language in PLURALS_ALONE:
        options.append("-pluralonly")
    said = run([tool("pyside6-lupdate"), *sources, *options, "-ts", str(file)])
    complaints = [line for line in said.splitlines() if "warning" in line.lower() or "error" in line.lower()]
    if complaints:
        raise SystemExit("\n".join(complaints))
    if language not in PLURALS_ALONE:
        add_core(file, kept)


def add_core(file: Path, kept: Mapping[str, tuple[str, ...]]) -> None:
    """Add the texts of the core to a `.ts`, of which lupdate knows nothing, with the translations that there were."""
    found = core_texts()
    lines = ["<context>", f"    <name>{CONTEXT}</name>"]
    for text in found.texts:
        said = kept.get(text.template, ())
        lines += [
            "    <message>",
            f"        <source>{_xml(text.template)}</source>",
            f"        <extracomment>{_xml(text.comment)}</extracomment>",
            f"        <translation>{_xml(said[0])}</translation>"
            if said
            else '        <translation type="unfinished"></translation>',
            "    </message>",
        ]
    for thing in found.counted:
        forms = kept.get(thing.template, ())
        state = "" if forms else ' type="unfinished"'
        lines += [
            '    <message numerus="yes">',
            f"        <source>{_xml(thing.template)}</source>",
            f"        <translation{state}>",
            *(f"            <numerusform>{_xml(form)}</numerusform>" for form in forms or ("", "")),
            "        </translation>",
            "    </message>",
        ]
    content = file.read_text(encoding="utf-8")
    file.write_text(
        content.replace("</TS>", "\n".join([*lines, "</context>", "</TS>"])), encoding="utf-8", newline="\n"
    )


def _xml(text: str) -> str:
    return escape(text, {'"': "&quot;", "'": "&apos;"})


def release(file: Path, made: Path) -> None:
    """Make the file that the window loads."""
    run([tool("pyside6-lrelease"), "-silent", "-nounfinished", str(file), "-qm", str(made)])


def messages(file: Path) -> list[Message]:
    """What a `.ts` holds; nothing where there is none yet."""
    found: list[Message] = []
    if not file.exists():
        return found
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms: tuple[str, ...] = ()
            if translation is not None and translation.get("type") != "unfinished":
                plural = [form.text or "" for form in translation.iter("numerusform")]
                forms = tuple(plural or [translation.text or ""])
            found.append(
                Message(
                    context.findtext("name", ""),
                    message.findtext("source", ""),
                    message.get("numerus") == "yes",
                    forms,
                )
            )
    return found


def current(language: str) -> list[Message]:
    """The texts of the window now, with the translations that there are. Changes nothing."""
    kept = PLACE / f"pagewake_{language}.ts"
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory) / kept.name
        if kept.exists():
            copy.write_bytes(kept.read_bytes())
        collect(copy, language)
        return messages(copy)


def main(arguments: list[str]) -> int:
    """Update all languages, or say what they lack."""
    parser = argparse.ArgumentParser(prog="pw translations", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="change nothing; status 1 if something is missing"
    )
    check = parser.parse_args(arguments).check
    status = int(check and CATALOGUE.read_bytes() != catalogue_bytes(core_texts()))
    if status:
        print(f"{CATALOGUE.name}: is not what the core can say now")
    if not check:
        CATALOGUE.write_bytes(catalogue_bytes(core_texts()))
    for language in LANGUAGES:
        file = PLACE / f"pagewake_{language}.ts"
        if not check:
            PLACE.mkdir(exist_ok=True)
            collect(file, language)
            release(file, file.with_suffix(".qm"))
        texts = current(language)
        missing = [message for message in texts if not message.finished]
        for message in missing:
            print(f"{language}: not translated: {message.context}: {message.source}")
        print(f"{language}: {len(texts) - len(missing)} of {len(texts)} texts")
        status = status or int(bool(missing))
    return status if check else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
