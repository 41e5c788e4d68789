"""The window in a language that is written from right to left and longer than English: all is translated, all fits."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from ears import Ears, listening
from misfitting import misfits
from pseudo_language import Pseudo, pseudo
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from viewer.corpus import Builder, NewSegment, NewUnit
from viewer.model import Kind, Source, Status
from viewer.ui.application import Program
from viewer.ui.commands import COMMANDS
from viewer.ui.i18n import translator

ROOT = Path(__file__).resolve().parent.parent.parent
Gathered = set[tuple[str, str]]
DIALOGS_OF_THE_SYSTEM = {
    "open",
    "import_files",
    "import_folder",
    "add_version",
    "add_document",
    "export_hits",
    "export_notes",
    "save_copy",
}
ENDING = {"quit", "close"}
_KEYS = re.compile(
    r"\b(?:(?:Ctrl|Alt|Shift|Meta)\+)+(?:\w+|\S)|\bF\d+\b|\b(?:Return|Space|Esc|Del|PgUp|PgDown|Home|End)\b"
)
_NAMES = re.compile(
    r"\u2068[^\u2069]*\u2069(?: \([\w-]+\))?|Hexapla|goldendict|\S*\{word\}\S*|\{lang\}|</?\w+[^>]*>|&\w+;"
    r"|\S+\.(?:md|html|tsv|csv|json|txt|hexapla)\b"
)
"""Foreign strings, which are isolated; names of programs and formats; markup."""


@pytest.fixture
def corpus_file(tmp_path: Path) -> Path:
    """A corpus without a Latin letter: what has some is the window's own."""
    path = tmp_path / "ποταμοί.hexapla"
    with Builder(path, title="Ποταμοί") as builder:
        versions = [builder.add_version(tag, "") for tag in ("el", "ar", "ja")]
        for title in ("Πρώτο", "Δεύτερο"):
            document = builder.add_document(title)
            segments = [NewSegment(f"Ποταμός {row}", Kind.HEADING if row == 0 else Kind.BODY) for row in range(4)]
            furniture = [NewSegment("Μενού", Kind.FURNITURE)]
            for version in versions:
                source = Source("ποταμοί", "text", "UTF-8", "0" * 64)
                extra = furniture if version == versions[0] else []
                builder.add_text(document, version, source, segments + extra)
            rows = [NewUnit(dict.fromkeys(versions, (row, row + 1)), 0.3, Status.AUTOMATIC) for row in range(3)]
            rows += [NewUnit({one: (3, 4)}, 0.9, Status.AUTOMATIC) for one in versions]
            rows += [NewUnit({versions[0]: (4, 5)}, 0.9, Status.AUTOMATIC)]
            builder.add_units(document, rows)
        builder.commit()
    return path


@pytest.fixture
def foreign(qtbot: QtBot) -> Iterator[Pseudo]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    for left in application.topLevelWidgets():
        left.hide()  # pages of other tests, which speak English
    translations = Pseudo()
    QCoreApplication.installTranslator(translations)
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield translations
    application.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    QCoreApplication.removeTranslator(translations)


@pytest.fixture
def ears(monkeypatch: pytest.MonkeyPatch) -> Ears:
    return listening(monkeypatch)


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Gathered:
    """The strings that translators are given, by context."""
    folder = tmp_path_factory.mktemp("translations")
    subprocess.run([sys.executable, ROOT / ".ci" / "strings.py", "he", "--folder", folder], check=True)
    file = ElementTree.parse(folder / "hexapla_he.ts")
    return {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in file.iter("context")
        for message in context.iter("message")
    }


def forgotten(language: Pseudo, gathered: Gathered) -> list[tuple[str, str]]:
    """Some strings of ours that were to be translated and that no translator knows of."""
    contexts, texts = {context for context, _ in gathered}, {text for _, text in gathered}
    tables = {text for context, text in gathered if context == "Tables"}
    # What stays as it is, for it has no words, is looked for among the tables as well.
    asked = [one for one in language.asked - gathered if one[1] not in (texts if one[0] == "Tables" else tables)]
    return sorted((context, text) for context, text in asked if context in contexts and text)[:10]


def untranslated(ears: Ears) -> set[str]:
    def rest(text: str) -> str:
        return _KEYS.sub("", _NAMES.sub("", text))

    return {text for text in ears.heard if re.search(r"[A-Za-z]{2,}", rest(text))}


def shown() -> list[QWidget]:
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def test_the_language_is_longer_and_keeps_fields() -> None:
    assert pseudo("{file} <b>now</b>") == "{file} <b>נסאו</b>"
    assert len(pseudo("Preferences")) > len("Preferences")


def test_what_does_not_fit_is_found(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    whole.resize(200, 100)
    narrow, outside = QLabel("Much too long", whole), QPushButton("Out", whole)
    narrow.setGeometry(0, 0, 20, 20)
    outside.setGeometry(100, 90, 90, 30)
    whole.show()
    assert len(misfits(whole)) == 2
    narrow.setWordWrap(True)
    outside.move(100, 60)
    assert len(misfits(whole)) == 1
    narrow.resize(150, 40)
    assert misfits(whole) == set()


def test_the_window_is_translated_and_fits(
    foreign: Pseudo,
    make_program: Callable[[], Program],
    ears: Ears,
    corpus_file: Path,
    gathered: Gathered,
    qtbot: QtBot,
) -> None:
    program = make_program()
    window = program.window
    ears.listen()
    wrong = misfits(window)
    assert program.library.open(corpus_file)
    for command in ("repair", "outline", "notes", "alignment", "find", "search_more", "view_options"):
        window.commands[command].trigger()
        QApplication.processEvents()
        ears.listen()
        wrong |= {found for one in shown() for found in misfits(one)}
    for menu in window.menuBar().findChildren(QMenu):
        ears.heard.update(action.text() for action in menu.actions())
    assert untranslated(ears) == set()
    assert not forgotten(foreign, gathered)
    assert wrong == set()


@pytest.mark.parametrize(
    "name", [one.id for one in COMMANDS if one.text.endswith("…") and one.id not in DIALOGS_OF_THE_SYSTEM]
)
def test_every_page_is_translated_and_fits(
    foreign: Pseudo,
    make_program: Callable[[], Program],
    ears: Ears,
    corpus_file: Path,
    gathered: Gathered,
    qtbot: QtBot,
    name: str,
) -> None:
    program = make_program()
    assert program.library.open(corpus_file)
    program.window.commands[name].trigger()
    qtbot.waitUntil(lambda: not program.jobs.running())
    ears.listen()
    wrong = {found for page in shown() for found in misfits(page)}
    for page in shown():
        if page is not program.window:
            page.close()
    assert any(re.search("[א-ת]", text) for text in ears.heard)
    assert untranslated(ears) == set()
    assert not forgotten(foreign, gathered)
    assert wrong == set()


def test_a_translation_is_shown(gathered: Gathered, qtbot: QtBot, tmp_path: Path) -> None:
    """The way of a translator from the first word to the window."""
    assert ("Tables", "&Open Corpus…") in gathered
    folder = tmp_path / "translations"
    make = [sys.executable, ROOT / ".ci" / "strings.py", "--folder", folder]
    subprocess.run([*make, "de"], check=True)
    file = folder / "hexapla_de.ts"
    tree = ElementTree.parse(file)
    for message in tree.iter("message"):
        if message.findtext("source") == "&Open Corpus…":
            message.find("translation").text = "&Korpus öffnen …"
            message.find("translation").attrib.clear()
    tree.write(file, encoding="utf-8", xml_declaration=True)
    subprocess.run(make, check=True)
    translation = QTranslator()
    assert translation.load(str(folder / "hexapla_de.qm"))
    QCoreApplication.installTranslator(translation)
    try:
        assert translator("Commands")("&Open Corpus…") == "&Korpus öffnen …"
    finally:
        QCoreApplication.removeTranslator(translation)
