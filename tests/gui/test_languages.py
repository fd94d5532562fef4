"""Every text goes through `tr`, fits when it is longer, reads from right to left, and is there in German."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import pytest
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication
from tests.gui.conftest import WAIT_MS, by_the_test
from tests.gui.pseudo import clipped, data_texts, pseudo_translator, texts_of, untranslated
from tests.gui.windows import WINDOWS
from translations import LANGUAGES, PLACE, current, messages, release

from pagewake.desk.places import RepositoryPlace
from pagewake_gui.context import Context
from pagewake_gui.main_window import MainWindow
from pagewake_gui.pages import PAGES
from pagewake_gui.translation import Translation, chosen_locale, languages
from pagewake_gui.workspace import State

NAMED_PAGES = [page.name for page in PAGES]
SETTLE_MS = 30
MISSING_ALLOWED = 0.05
DATA_OF = {
    "settings": available_timezones() | {"English", "Deutsch"},
    # The kinds of record of the demo's engine.
    "wal": {
        "Update",
        "Begin",
        "Commit",
        "Savepoint",
        "RollbackTo",
        "Abort",
        "CheckpointBegin",
        "CheckpointEnd",
    },
}
"""What a page names beside what the snapshot holds."""


@pytest.fixture
def pseudo_language(qapp: QApplication) -> Iterator[None]:
    """The application speaks a language in which every text of the window is marked."""
    with by_the_test():
        translator = pseudo_translator()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.fixture
def pseudo_window(
    qtbot: Any, pseudo_language: None, context: Context, repository_directory: Path
) -> Iterator[MainWindow]:
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    context.workspace.open(RepositoryPlace(str(repository_directory)))
    qtbot.waitUntil(lambda: context.workspace.state is State.OPEN, timeout=WAIT_MS)
    yield window
    window.close()


def test_a_text_that_passed_by_is_found() -> None:
    assert untranslated("Bàckûps öf ledger, 3.4 KiB at 0/1A2B", ["ledger"]) == []
    assert untranslated("Backups", []) == ["Backups"]


@pytest.mark.parametrize("page", NAMED_PAGES)
def test_every_text_of_a_page_is_translated(qtbot: Any, pseudo_window: MainWindow, page: str) -> None:
    pseudo_window.open_page(page)
    qtbot.wait(SETTLE_MS)
    qtbot.waitUntil(lambda: not pseudo_window.context.bridge.busy, timeout=WAIT_MS)
    view = pseudo_window.view(page)
    known = {*data_texts(pseudo_window.context.workspace.snapshot), *DATA_OF.get(page, ())}
    data = sorted(known, key=len, reverse=True)
    passed_by = [
        (where, text, words) for where, text in texts_of(view) if (words := untranslated(text, data))
    ]
    assert not passed_by, f"{len(passed_by)} texts do not go through tr: {passed_by[:12]}"


def test_every_action_is_translated(pseudo_window: MainWindow) -> None:
    texts = [
        (action.objectName(), text)
        for action in pseudo_window.context.actions
        if isinstance(action, QAction)
        for text in (action.text(), pseudo_window.context.actions.hint(action.objectName()))
    ]
    assert [(name, text) for name, text in texts if untranslated(text, [])] == []


NAMES = {"Pagewake", "NeuroQuantumDB", "PostgreSQL", "Python", "PySide6", "Linux", "Ctrl", "Shift", "Alt"}
"""What is called the same in every language."""
FILLED_IN = {
    *("purge", "repair"),  # typed as they stand, as the command line has them
    *("MAIN_PASSPHRASE", "eu-central-1"),
    *("STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "AES256", "aws:kms", "aws:kms:dsse"),
}
"""What stands in fields."""


def test_every_text_of_a_window_is_translated(qtbot: Any, pseudo_window: MainWindow) -> None:
    context, passed_by = pseudo_window.context, []
    data = sorted({*data_texts(context.workspace.snapshot), *NAMES, *FILLED_IN}, key=len, reverse=True)
    for action in WINDOWS:
        before = set(QApplication.topLevelWidgets())
        context.actions.get(action).trigger()
        qtbot.waitUntil(lambda: not context.bridge.busy, timeout=WAIT_MS)
        qtbot.wait(SETTLE_MS)
        made = [one for one in QApplication.topLevelWidgets() if one not in before and one.isVisible()]
        assert made, action
        for one in made:
            passed_by += [
                (action, where, text, words)
                for where, text in [("title", one.windowTitle()), *texts_of(one)]
                if (words := untranslated(text, data))
            ]
            one.close()
    assert not passed_by, "\n".join(map(str, passed_by[:30]))


@pytest.mark.parametrize("page", NAMED_PAGES)
def test_longer_texts_are_not_clipped(qtbot: Any, pseudo_window: MainWindow, page: str) -> None:
    pseudo_window.open_page(page)
    qtbot.wait(SETTLE_MS)
    qtbot.waitUntil(lambda: not pseudo_window.context.bridge.busy, timeout=WAIT_MS)

    def nothing_is_clipped() -> None:  # once what has arrived is laid out
        assert list(clipped(pseudo_window)) == []

    qtbot.waitUntil(nothing_is_clipped, timeout=WAIT_MS)


def test_from_right_to_left_the_navigation_is_on_the_right(qtbot: Any, open_window: MainWindow) -> None:
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        qtbot.waitUntil(lambda: open_window.isRightToLeft(), timeout=WAIT_MS)
        for page in NAMED_PAGES:
            open_window.open_page(page)
            qtbot.wait(SETTLE_MS)
            assert not open_window.grab().isNull()
            button = open_window._buttons[page]
            assert button.mapTo(open_window, button.rect().center()).x() > open_window.width() // 2
    finally:
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def german(qapp: QApplication) -> Iterator[Translation]:
    before = QLocale()
    made = Translation(qapp, "de")
    # What a translator was loaded from is not kept alive by Qt: other things come to lie where it lay.
    gc.collect()
    filler = [bytearray(100_000) for _ in range(200)]
    yield made
    filler.clear()
    made.remove()
    QLocale.setDefault(before)


def test_the_window_speaks_german(qtbot: Any, german: Translation, context: Context) -> None:
    assert german.locale.language() is QLocale.Language.German
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.show()
    assert window._buttons["overview"].text() == "Übersicht"
    assert context.actions.get("app.quit").text() == "Beenden"
    window.close()


def test_plural_forms_are_german(german: Translation) -> None:
    more = [QCoreApplication.translate("JobStrip", "%n more", "", count) for count in (1, 2)]
    assert more == ["1 weiterer", "2 weitere"]


def test_english_plurals_are_said(qapp: QApplication) -> None:
    before = QLocale()
    english = Translation(qapp, "en")
    told = [QCoreApplication.translate("WelcomeView", "%n source(s)", "", count) for count in (1, 2)]
    english.remove()
    QLocale.setDefault(before)
    assert told == ["1 source", "2 sources"]


def test_nearly_every_text_is_translated() -> None:
    """A text that was added is translated before a release: `./pw translations --check` asks for every one."""
    for language in LANGUAGES:
        with by_the_test():
            texts = current(language)
        missing = [message for message in texts if not message.finished]
        assert len(missing) <= MISSING_ALLOWED * len(texts), [message.source for message in missing][:20]


def test_qt_itself_speaks_german_where_it_can(german: Translation) -> None:
    if not (Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / "qtbase_de.qm").exists():
        pytest.skip("this Qt was built without its own translations")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"


def test_a_language_that_is_not_spoken_gives_english(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "de" in languages() and "en" in languages()
    assert chosen_locale("de").name().startswith("de")
    assert chosen_locale("fr").language() is QLocale.Language.English
    monkeypatch.setattr(QLocale, "system", staticmethod(lambda: QLocale("de_AT")))
    assert chosen_locale().name() == "de_AT"
    assert chosen_locale("de").name() == "de_AT"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_what_is_filled_in(language: str) -> None:
    for message in messages(PLACE / f"pagewake_{language}.ts"):
        for form in message.translations if message.finished else ():
            assert sorted(re.findall(r"\{[^}]*\}", form)) == sorted(
                re.findall(r"\{[^}]*\}", message.source)
            ), message
            assert ("%n" in form) <= message.numerus, message
            assert form.strip() == form or message.source.strip() != message.source, message


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_loaded_is_made_from_what_was_translated(language: str, tmp_path: Path) -> None:
    file = PLACE / f"pagewake_{language}.ts"
    with by_the_test():
        release(file, tmp_path / "made.qm")
        assert (tmp_path / "made.qm").read_bytes() == file.with_suffix(".qm").read_bytes()
