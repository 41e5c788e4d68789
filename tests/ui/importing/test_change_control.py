"""The open corpus changed in the window: what is seen, what is said, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from viewer.importing import import_files
from viewer.model import Status
from viewer.ui.application import Program
from viewer.ui.widgets.drop_overlay import Target

PATIENCE = 30_000
GERMAN = [
    "Die Stadt Can Tho liegt am Fluss Hau und hat 1235000 Einwohner.",
    "Der Fluss ist breit und ruhig, und am Morgen fahren 300 Boote zum Markt.",
    "Am Abend gehen alle nach Hause, und 12 Laternen brennen.",
]
ENGLISH = [
    "The city of Can Tho lies on the Hau river and has 1235000 inhabitants.",
    "The river is broad and calm, and in the morning 300 boats go to market.",
    "In the evening everybody goes home, and 12 lanterns are burning.",
]
FRENCH = [
    "La ville de Can Tho se trouve sur le fleuve Hau et compte 1235000 habitants.",
    "Le fleuve est large et calme, et le matin 300 bateaux vont au marché.",
    "Le soir, tout le monde rentre à la maison, et 12 lanternes brûlent.",
]


def written(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def german(tmp_path: Path) -> Path:
    return written(tmp_path / "city.de.txt", GERMAN)


@pytest.fixture
def city(program: Program, german: Path, tmp_path: Path) -> Program:
    """A window with a corpus of two versions and three rows, whose files are there."""
    import_files([german, written(tmp_path / "city.en.txt", ENGLISH)], tmp_path / "city.hexapla")
    assert program.library.open(tmp_path / "city.hexapla")
    return program


def said(program: Program) -> str:
    message = program.window.messages.message
    return "" if message is None else message.text


def answer(program: Program, qtbot: QtBot, text: str) -> None:
    bar = program.window.messages

    def shown() -> list[QPushButton]:
        return [button for button in bar.findChildren(QPushButton) if button.isVisible() and button.text() == text]

    qtbot.waitUntil(lambda: bool(shown()))
    qtbot.mouseClick(shown()[0], Qt.MouseButton.LeftButton)


def versions(program: Program) -> list[str]:
    return list(program.window.view.chosen_versions())


def test_a_dropped_version_stands_beside_the_others_and_can_be_taken_back(
    qtbot: QtBot, city: Program, tmp_path: Path
) -> None:
    changes = city.window.changes
    with qtbot.waitSignal(changes.corpus_changed, timeout=PATIENCE):
        city.window.dropping.dropped.emit([written(tmp_path / "city.fr.txt", FRENCH)], Target.VERSION)
    assert versions(city) == ["de", "en", "fr"]
    assert said(city).startswith("\u2068city.fr.txt\u2069 added, as a version of \u2068")
    with qtbot.waitSignal(changes.corpus_changed, timeout=PATIENCE):
        qtbot.keyClick(city.window.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert versions(city) == ["de", "en"]
    assert said(city).startswith("Undone")
    with qtbot.waitSignal(changes.corpus_changed, timeout=PATIENCE):
        answer(city, qtbot, "Redo")
    assert versions(city) == ["de", "en", "fr"]
    assert not city.window.commands["redo"].isEnabled()


def test_a_dropped_document_follows_the_others(qtbot: QtBot, city: Program, tmp_path: Path) -> None:
    with qtbot.waitSignal(city.window.changes.corpus_changed, timeout=PATIENCE):
        city.window.dropping.dropped.emit(
            [written(tmp_path / "more.de.txt", GERMAN), written(tmp_path / "more.en.txt", ENGLISH)], Target.DOCUMENT
        )
    assert city.library.corpus is not None
    assert [document.title for document in city.library.corpus.documents()] == ["city", "more"]
    assert versions(city) == ["de", "en"]


def test_a_file_that_changed_is_offered_and_replaces_its_text(qtbot: QtBot, city: Program, german: Path) -> None:
    with qtbot.waitSignal(city.window.changes.told, timeout=PATIENCE):
        written(german, [GERMAN[0], GERMAN[1].replace("breit", "sehr breit"), GERMAN[2]])
    assert said(city) == "\u2068city.de.txt\u2069 has changed since it was imported."
    with qtbot.waitSignal(city.window.changes.corpus_changed, timeout=PATIENCE):
        answer(city, qtbot, "Replace the text")
    assert city.library.corpus is not None
    rows = city.library.corpus.units(0, 3)
    assert [row.status for row in rows] == [Status.AUTOMATIC, Status.REVIEW, Status.AUTOMATIC]
    assert "sehr breit" in rows[1].cells["de"][0].text
    assert "2 paragraphs kept, 1 row to review" in said(city)
    answer(city, qtbot, "Show the first")
    assert city.window.view.current_unit() == 1


def test_a_changed_file_replaces_its_text_wherever_that_stands_by_then(
    qtbot: QtBot, city: Program, german: Path, tmp_path: Path
) -> None:
    changes = city.window.changes
    with qtbot.waitSignal(changes.corpus_changed, timeout=PATIENCE):
        changes.take([written(tmp_path / "more.de.txt", ["Eins.", "Zwei."])], Target.DOCUMENT)
    with qtbot.waitSignal(changes.told, timeout=PATIENCE):
        written(german, [GERMAN[0], "Neu.", GERMAN[2]])
    with qtbot.waitSignal(changes.corpus_changed, timeout=PATIENCE):
        changes.editing.move_document(0, 1)
    with qtbot.waitSignal(changes.corpus_changed, timeout=PATIENCE):
        answer(city, qtbot, "Replace the text")
    assert city.library.corpus is not None
    assert [row.cells["de"][0].text for row in city.library.corpus.units(0, 4)][:2] == ["Eins.", "Zwei."]
    assert "Neu." in [row.cells["de"][0].text for row in city.library.corpus.units(2, 5)]


def test_names_are_changed_on_the_page_of_contents(qtbot: QtBot, city: Program) -> None:
    city.window.commands["contents"].trigger()
    page = city.window.changes.page
    assert page is not None
    with qtbot.waitSignal(city.window.changes.corpus_changed, timeout=PATIENCE):
        page.version_renamed.emit("de", "Meyer 1998")
    assert city.library.corpus is not None
    assert city.library.corpus.version("de").label == "Meyer 1998"
    with qtbot.waitSignal(city.window.changes.corpus_changed, timeout=PATIENCE):
        page.version_removed.emit("en")
    assert versions(city) == ["de"]
    with qtbot.waitSignal(city.window.changes.corpus_changed, timeout=PATIENCE):
        city.window.commands["undo"].trigger()
    assert said(city) == "Undone: \u2068English\u2069 removed."
    with qtbot.waitSignal(city.window.changes.corpus_changed, timeout=PATIENCE):
        city.window.commands["redo"].trigger()
    assert page.versions.topLevelItemCount() == 1
    page.close()
    assert city.window.changes.page is None


def test_what_cannot_be_added_is_said_and_changes_nothing(qtbot: QtBot, city: Program, tmp_path: Path) -> None:
    (tmp_path / "bad.fr.docx").write_bytes(b"PK\x03\x04 no archive")
    with qtbot.waitSignal(city.window.saving.told, timeout=PATIENCE):
        city.window.dropping.dropped.emit([tmp_path / "bad.fr.docx"], Target.VERSION)
    assert "bad.fr.docx" in said(city)
    assert versions(city) == ["de", "en"]
    assert not city.window.commands["undo"].isEnabled()


def test_the_hits_of_a_search_are_found_again_after_a_change(qtbot: QtBot, city: Program, tmp_path: Path) -> None:
    window = city.window
    window.bar.open()
    with qtbot.waitSignal(window.search._session.found, timeout=PATIENCE):
        qtbot.keyClicks(window.bar.field, "can tho")
    with qtbot.waitSignal(window.changes.corpus_changed, timeout=PATIENCE):
        window.dropping.dropped.emit([written(tmp_path / "city.fr.txt", FRENCH)], Target.VERSION)

    def found() -> set[str]:
        results = window.search._session.results
        return set(results.hits) if results is not None and results.complete else set()

    qtbot.waitUntil(lambda: found() == {"de", "en", "fr"}, timeout=PATIENCE)
