"""The language of the window: its own texts and Qt's, from the settings or else the system's locale.

English is in the source, but for its plurals. Every language has a file `pagewake_<language>.qm` in the resources,
made from its `.ts` by `./pw translations`; Qt's own texts come from the installed Qt.
"""

from __future__ import annotations

from contextlib import ExitStack
from importlib.resources import as_file, files

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

SOURCE_LANGUAGE = "en"


def languages() -> list[str]:
    """The languages that the window speaks, as two-letter codes."""
    room = files("pagewake_resources").joinpath("translations")
    found = [
        entry.name.removeprefix("pagewake_").removesuffix(".qm")
        for entry in (room.iterdir() if room.is_dir() else ())
        if entry.name.startswith("pagewake_") and entry.name.endswith(".qm")
    ]
    return sorted({SOURCE_LANGUAGE, *found})


def chosen_locale(language: str = "") -> QLocale:
    """The locale for a language of the settings; empty: the system's, or English where that is not spoken.

    A language that is also the system's keeps the system's territory, and with it how numbers are written.
    """
    system = QLocale.system()
    usual = system.name().partition("_")[0]
    wanted = language or usual
    if wanted not in languages():
        return system if not language and usual in ("C", SOURCE_LANGUAGE) else QLocale(SOURCE_LANGUAGE)
    return system if wanted == usual else QLocale(wanted)


class Translation:
    """The translators that are installed on the application. Kept alive as long as it is."""

    def __init__(self, application: QCoreApplication, language: str = "") -> None:
        self.locale = chosen_locale(language)
        self._application = application
        self._translators: list[QTranslator] = []
        self._files = ExitStack()
        QLocale.setDefault(self.locale)
        code = self.locale.name().partition("_")[0]
        code = SOURCE_LANGUAGE if code == "C" else code
        own = files("pagewake_resources").joinpath("translations", f"pagewake_{code}.qm")
        if own.is_file():
            # Qt's first: of two translators that know a text the one installed last is asked first.
            self._add(
                QTranslator(), f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            )
            # From the file: Qt neither copies nor keeps alive bytes that it is given. The context lasts as long
            # as the translators, for installations whose resources are not plain files.
            self._add(QTranslator(), str(self._files.enter_context(as_file(own))), "")

    def remove(self) -> None:
        """Speak English again."""
        for translator in self._translators:
            self._application.removeTranslator(translator)
        self._translators.clear()
        self._files.close()

    def _add(self, translator: QTranslator, name: str, directory: str) -> None:
        if translator.load(name, directory):
            self._install(translator)

    def _install(self, translator: QTranslator) -> None:
        self._application.installTranslator(translator)
        self._translators.append(translator)
