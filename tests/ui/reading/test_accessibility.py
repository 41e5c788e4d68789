"""What a screen reader is told of the page, asked as Qt asks it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reading_corpora import build, many_rows

from viewer.corpus import Corpus
from viewer.model import Kind
from viewer.ui.reading import accessibility
from viewer.ui.reading.arrangement import Layout
from viewer.ui.reading.view import ReadingView

Name, Description, Value = QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value
Role = QAccessible.Role
ROWS: list[dict[str, str | tuple[str, Kind]]] = [
    {"de": "Die Stadt 𝒜 am Fluss", "ar": "المدينة على النهر", "ja": "川の町"},
    {"de": "Ein Satz.", "ar": "جملة."},
    {"de": "Noch einer.", "ja": "文。"},
    *({"de": (f"Menü {number}", Kind.FURNITURE)} for number in range(4)),
    {"de": "Ende", "ar": "النهاية", "ja": "終わり"},
]


@pytest.fixture
def rows(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(build(tmp_path / "rows.hexapla", ROWS), read_only=True) as opened:
        yield opened


@pytest.fixture
def shown(view: ReadingView, rows: Corpus) -> ReadingView:
    view.set_corpus(rows)
    return view


def page_of(view: ReadingView) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(view.focusProxy())


def children(view: ReadingView) -> list[QAccessibleInterface]:
    page = page_of(view)
    return [page.child(number) for number in range(page.childCount())]


def cell(view: ReadingView, name: str) -> QAccessibleInterface:
    return next(child for child in children(view) if plain(child.text(Name)) == name)


def plain(text: str) -> str:
    return text.translate(dict.fromkeys([0x2068, 0x2069]))


def test_the_page_is_a_document_with_a_name(shown: ReadingView) -> None:
    page = page_of(shown)
    assert (page.role(), page.text(Name)) == (Role.Document, "Texts")
    assert page.parent() is not None
    assert page.state().focusable


def test_cells_are_told_row_by_row_with_text_row_and_language(shown: ReadingView) -> None:
    first = children(shown)[:3]
    assert [plain(child.text(Name)) for child in first] == ["Row 1, German", "Row 1, Arabic", "Row 1, Japanese"]
    assert [child.text(Value) for child in first] == ["Die Stadt 𝒜 am Fluss", "المدينة على النهر", "川の町"]
    assert [child.text(Description) for child in first[:2]] == [
        "Written from left to right",
        "Written from right to left",
    ]
    assert {child.role() for child in first} == {Role.Paragraph}


def test_a_gap_and_a_fold_say_what_they_are(shown: ReadingView) -> None:
    gap = cell(shown, "Row 2, Japanese")
    assert (gap.role(), gap.text(Description), gap.textInterface()) == (Role.StaticText, "Not in this version", None)
    fold = cell(shown, "4 paragraphs only in German")
    assert (fold.role(), fold.state().collapsed) == (Role.Button, True)
    assert not any("Menü" in child.text(Value) for child in children(shown))
    fold.actionInterface().doAction("Press")
    assert cell(shown, "Row 4, German").text(Value) == "Menü 0"


def test_the_title_of_a_document_is_a_heading(view: ReadingView, tmp_path: Path) -> None:
    with Corpus.open(build(tmp_path / "two.hexapla", many_rows(4), documents=2), read_only=True) as corpus:
        view.set_corpus(corpus)
        assert [plain(one.text(Name)) for one in children(view) if one.role() == Role.Heading] == [
            "Document 0",
            "Document 1",
        ]


def test_hidden_text_is_not_read_out(shown: ReadingView) -> None:
    shown.set_layout(Layout.HIDDEN)
    hidden = cell(shown, "Row 1, Arabic")
    assert (hidden.text(Value), hidden.text(Description)) == ("", "Hidden")
    assert cell(shown, "Row 1, German").text(Value) == "Die Stadt 𝒜 am Fluss"


def test_text_is_counted_as_qt_counts_it(shown: ReadingView) -> None:
    text = cell(shown, "Row 1, German").textInterface()
    assert text.characterCount() == 21
    assert (text.text(10, 12), text.text(13, 15), text.text(0, -1)) == ("𝒜", "am", "Die Stadt 𝒜 am Fluss")


def test_a_letter_is_found_where_it_is(shown: ReadingView) -> None:
    for name in ("Row 1, German", "Row 1, Arabic"):
        found = cell(shown, name)
        text = found.textInterface()
        for offset in (0, 3, 8):
            rect = text.characterRect(offset)
            assert found.rect().contains(rect.center())
            assert text.offsetAtPoint(rect.center()) in (offset, offset + 1)


def test_what_is_at_a_point_is_found(shown: ReadingView) -> None:
    found = cell(shown, "Row 2, Arabic")
    center = found.rect().center()
    assert page_of(shown).childAt(center.x(), center.y()) is found
    assert page_of(shown).indexOfChild(found) == children(shown).index(found)
    assert page_of(shown).childAt(-50, -50) is None


def test_caret_and_selection_are_told_and_can_be_set(shown: ReadingView) -> None:
    found = cell(shown, "Row 1, German")
    text = found.textInterface()
    assert text.cursorPosition() == -1
    text.setSelection(0, 4, 12)
    assert list(shown.marking.pieces()) == ["Stadt 𝒜"]
    assert text.cursorPosition() == 12
    text.removeSelection(0)
    text.setCursorPosition(4)
    assert (text.cursorPosition(), list(shown.marking.pieces())) == (4, [])


def test_only_what_is_on_the_screen_is_told_of(view: ReadingView, corpus: Corpus) -> None:
    view.set_corpus(corpus)
    view.go_to(150)
    found = children(view)
    assert len(found) < 100
    assert {int(plain(child.text(Name)).split()[1].rstrip(",")) - 1 for child in found} == set(view.visible_units())


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[QAccessible.Event, str]]:
    """The events of which assistive technology is told."""

    class Listening:
        def __getattr__(self, name: str) -> object:
            return getattr(QAccessible, name)

        def isActive(self) -> bool:
            return True

        def updateAccessibility(self, event: QAccessibleEvent) -> None:
            announced = isinstance(event, QAccessibleAnnouncementEvent)
            heard.append(
                (event.type(), plain(event.message() if announced else event.accessibleInterface().text(Name)))
            )

    heard: list[tuple[QAccessible.Event, str]] = []
    monkeypatch.setattr(accessibility, "QAccessible", Listening())
    return heard


def test_the_way_of_the_reader_is_told(
    shown: ReadingView, qtbot: QtBot, told: list[tuple[QAccessible.Event, str]]
) -> None:
    shown.activateWindow()
    shown.setFocus()
    qtbot.waitUntil(lambda: shown.focusProxy().hasFocus())
    shown.set_current_unit(1)
    assert told[-1] == (QAccessible.Event.Focus, "Row 2, German")
    cell(shown, "Row 1, Arabic").textInterface().setCursorPosition(3)
    assert told[-2:] == [
        (QAccessible.Event.Focus, "Row 1, Arabic"),
        (QAccessible.Event.TextCaretMoved, "Row 1, Arabic"),
    ]
    cell(shown, "Row 1, Arabic").textInterface().setSelection(0, 3, 6)
    qtbot.waitUntil(lambda: (QAccessible.Event.Announcement, "Marked: دين") in told)
    assert page_of(shown).focusChild().text(Name) == cell(shown, "Row 1, Arabic").text(Name)


def test_it_can_be_seen_that_the_keyboard_is_in_the_texts(
    shown: ReadingView, qtbot: QtBot, told: list[tuple[QAccessible.Event, str]]
) -> None:
    shown.activateWindow()
    shown.focusProxy().clearFocus()
    before = shown.grab().toImage()
    shown.focusProxy().setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: shown.focusProxy().hasFocus())
    assert shown.current_unit() == 0
    assert told[-1] == (QAccessible.Event.Focus, "Row 1, German")
    assert shown.grab().toImage() != before


def test_interfaces_do_not_outlive_the_texts(shown: ReadingView) -> None:
    before = children(shown)
    shown.set_corpus(None)
    assert not any(shiboken6.isValid(child) for child in before)
    assert page_of(shown).childCount() == 0


def test_headers_chips_and_overview_have_names(shown: ReadingView) -> None:
    shown.resize(560, 500)
    for widget in (shown.panes.header, shown.panes.chips, shown.survey.strip):
        assert QAccessible.queryAccessibleInterface(widget).text(Name)


LEAVING = """
import sys
from pathlib import Path
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from viewer.corpus import Corpus
from viewer.ui.reading.view import ReadingView
application = QApplication([])
QAccessible.setActive(True)
with Corpus.open(Path(sys.argv[1]), read_only=True) as corpus:
    view = ReadingView()
    view.show()
    view.set_corpus(corpus)
    page = QAccessible.queryAccessibleInterface(view.focusProxy())
    texts = [page.child(number).text(QAccessible.Text.Value) for number in range(page.childCount())]
    print(len(texts))
"""


def test_a_program_that_was_listened_to_ends_in_peace(tmp_path: Path) -> None:
    path = build(tmp_path / "rows.hexapla", ROWS)
    done = subprocess.run([sys.executable, "-c", LEAVING, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert int(done.stdout) > 3
    assert "Error" not in done.stderr


@pytest.mark.soak
def test_opening_and_closing_does_not_gather_interfaces(view: ReadingView, rows: Corpus) -> None:
    resource = pytest.importorskip("resource")
    QAccessible.setActive(True)
    sizes = []
    for number in range(5000):
        view.set_corpus(rows)
        assert children(view)[0].textInterface().characterCount() == 21
        view.set_corpus(None)
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if number in (500, 4999):
            sizes.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    QAccessible.setActive(False)
    assert sizes[1] - sizes[0] <= 20


def test_a_point_outside_has_no_letter(shown: ReadingView) -> None:
    assert cell(shown, "Row 1, German").textInterface().offsetAtPoint(QPoint(-500, 9000)) == -1
