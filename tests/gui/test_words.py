"""What the core says is known again in the window, translated, and keeps what it is about."""

from __future__ import annotations

import inspect
import json
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from tests.gui.pseudo import CATALOGUE, core_texts, pseudo_translator, texts_of, untranslated
from tests.gui.test_languages import MISSING_ALLOWED, by_the_test, german

from pagewake import errors
from pagewake.errors import LogGap, PagewakeError, StoreFull
from pagewake_gui.formats import Formats
from pagewake_gui.recognising import Catalogue, catalogue
from pagewake_gui.translation import Translation
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.words import CONTEXT, told, told_error

__all__ = ["german"]

KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, PagewakeError) and kind.__module__ == errors.__name__
]


@pytest.fixture
def in_german(german: Translation) -> Formats:
    return Formats(QLocale("de_DE"), "Europe/Berlin")


def test_in_english_the_core_is_left_as_it_is(qapp: QApplication) -> None:
    said = "the log proves that 12 of 1,234 blocks changed since backup 20261122T101010Z-ab began"
    assert told(said) == said
    assert told("") == ""


def test_every_text_is_known_again_with_what_fills_it(in_german: Formats) -> None:
    """Whatever fills the places: it comes out again in the place where the language wants it."""
    changed = 0
    for template in catalogue():
        if "}{" in template:  # two places side by side are told apart by what stands in them
            continue
        filled = re.sub(r"\{(\d+)\}", r"Qx\1", template)
        expected = re.sub(r"\{(\d+)\}", r"Qx\1", QCoreApplication.translate(CONTEXT, template))
        assert told(filled, in_german) == expected
        changed += filled != expected
    assert changed > 1000


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("All is well.", "Alles ist gut."),
        (
            "The archived WAL contradicts itself: LSN 5 names more than one record.",
            "Das archivierte WAL widerspricht sich selbst: LSN 5 benennt mehr als einen Satz.",
        ),
        (
            "WAL is missing (never archived), and nothing behind the gap can be restored.",
            "WAL fehlt (nie archiviert), und hinter der Lücke kann nichts wiederhergestellt werden.",
        ),
        (
            "full backup 20261122T101010Z-ab: 1 page, 1.4 GiB stored",
            "Sicherung 20261122T101010Z-ab (vollständig): 1 Seite, 1,4 GiB gespeichert",
        ),
        (
            "the nearest after it is backup X1: it finished at 2026-11-22T10:00:00+00:00, after the target",
            "die nächste danach ist Sicherung X1: sie wurde um 2026-11-22 11:00:00 +01:00 fertig, nach dem Ziel",
        ),
        ("never archived; 3 others were looked at", "nie archiviert; 3 weitere wurden angesehen"),
        ("base/1/2 blocks 7 to 9", "base/1/2 Blöcke 7 bis 9"),
        ("prune", "Platz freigeben"),
        ("1,234 pages", "1.234 Seiten"),
        ("120 pages/s", "120 Seiten/s"),
        ("85.3 MiB/s", "85,3 MiB/s"),
        ("about 2 h", "etwa 2 h"),
        ("the end of transaction 77 on timeline 3", "Ende der Transaktion 77 auf Timeline 3"),
        (" of the last 3 d 04 h", " aus den letzten 3 d 04 h"),
        ("Nothing was written", "Nichts wurde geschrieben"),
        ("the disk quota is used up.", "das Plattenkontingent ist aufgebraucht."),
        ("The disk quota is used up", "Das Plattenkontingent ist aufgebraucht"),
    ],
)
def test_sentences_are_german(in_german: Formats, english: str, expected: str) -> None:
    assert told(english, in_german) == expected


@pytest.mark.parametrize(
    "name",
    ["/srv/data", "black and white.txt", "prune on monday", "ledger", "16/B374D848", "what nobody ever said"],
)
def test_names_and_what_nobody_knows_stay(in_german: Formats, name: str) -> None:
    assert told(name, in_german) == name


def test_the_name_of_a_phase_is_a_name_inside_a_sentence(in_german: Formats) -> None:
    assert told("the source prune", in_german) == "die Quelle prune"


def test_a_failure_within_a_failure_is_german_to_its_end(in_german: Formats) -> None:
    cause = StoreFull("the disk quota is used up", object_name="packs/1c")
    error = LogGap(
        f"the pack that holds chunk f3 at offset 83 is not there; {cause}", object_name="backup X1"
    )
    assert told_error(error, in_german) == (
        "Sicherung X1: das Paket, das Chunk f3 bei Offset 83 enthält, ist nicht da; packs/1c: das Plattenkontingent "
        "ist aufgebraucht. Das Repository ist gültig; was schon hochgeladen ist, verwendet der nächste Lauf wieder. "
        "Platz schaffen (pagewake expire, dann prune), dann den Befehl noch einmal ausführen. Zeitpunkte hinter der "
        "Lücke sind von Sicherungen davor aus nicht erreichbar. Jetzt vollständig sichern; damit beginnt ein neues "
        "wiederherstellbares Fenster."
    )


def test_moments_are_told_in_the_zone_that_was_chosen(in_german: Formats) -> None:
    when = datetime(2026, 3, 1, 12, tzinfo=UTC)
    said = f"it finished at {when.isoformat()}, after the target"
    assert "2026-03-01 13:00:00 +01:00" in told(said, in_german)
    assert "2026-03-01 12:00:00 UTC" in told(said, Formats(QLocale("de_DE"), "UTC"))


@pytest.mark.parametrize(
    "text", ["x: " * 5000, "a. " * 6000, "there is no " * 1500, "it holds " + "( " * 9000, "and more " * 2000]
)
def test_a_text_of_any_shape_costs_little(in_german: Formats, text: str) -> None:
    began = time.process_time()
    told(text, in_german)
    assert time.process_time() - began < 1


def test_of_two_readings_the_better_one_is_taken() -> None:
    known = Catalogue(["{0} is missing", "a {0} is missing"])
    assert [found.template for found in known.readings("a file is missing")] == [
        "a {0} is missing",
        "{0} is missing",
    ]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_kind_of_error_is_german(in_german: Formats, kind: type[PagewakeError]) -> None:
    for text in filter(None, (kind.default_meaning, kind.default_advice)):
        assert told(text, in_german) != text


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[None]:
    with by_the_test():
        translator = pseudo_translator()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_an_error_panel_says_nothing_in_english(
    qtbot: Any, pseudo: None, direction: Qt.LayoutDirection
) -> None:
    QGuiApplication.setLayoutDirection(direction)
    try:
        for kind in KINDS:
            panel = ErrorPanel(kind("the disk quota is used up", object_name="backup 2026"), "Sàvîng")
            qtbot.addWidget(panel)
            assert not panel.grab().isNull()
            assert [(where, text) for where, text in texts_of(panel) if untranslated(text, [kind.code])] == []
    finally:
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_the_window_knows_what_the_core_can_say() -> None:
    """Texts that were added since are known after `./pw translations`, which --check asks for."""
    now = {text.template for text in core_texts().texts}
    known = set(json.loads(CATALOGUE.read_text(encoding="utf-8"))["texts"])
    assert len(now - known) <= MISSING_ALLOWED * len(now), sorted(now - known)[:20]
