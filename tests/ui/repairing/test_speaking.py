"""What a screen reader is told of repair."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent

from tests.ui.repairing.conftest import Play
from viewer.ui.application import Program
from viewer.ui.repairing import speaking


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []

    class Listening(QAccessible):
        @staticmethod
        def isActive() -> bool:
            return True

        @staticmethod
        def updateAccessibility(event: QAccessibleEvent) -> None:
            assert isinstance(event, QAccessibleAnnouncementEvent)
            found.append(event.message().translate(dict.fromkeys([0x2068, 0x2069])))

    monkeypatch.setattr(speaking, "QAccessible", Listening)
    return found


def test_it_says_where_the_cursor_is_what_is_marked_and_what_was_done(
    mending: Program, play: Play, said: list[str]
) -> None:
    play(mending, "Down")
    assert said == ["Row 2: b"]
    play(mending, "Space")
    assert said[1:] == ["1 paragraph marked"]
    play(mending, "Right Space P")
    assert said[2:] == ["Row 2: ب", "2 paragraphs marked", "Nothing is marked", "Row 2, Pinned: ب", "Pinned together"]
    play(mending, "Return")
    assert "Row 2 confirmed, the last of its kind" in said  # the only doubtful one
    play(mending, "M")
    play(mending, "Escape")
    assert said[-1] == "Repair has ended."


def test_of_several_paragraphs_in_a_row_the_place_is_told(mending: Program, play: Play, said: list[str]) -> None:
    play(mending, "M")
    play(mending, "Down")
    assert said[-1] == "Row 1, paragraph 2 of 2, row edited: b"


def test_cells_say_what_is_set_of_them_only_while_repair_is_on(mending: Program, play: Play) -> None:
    play(mending, "Space Right Space P Return")
    page = QAccessible.queryAccessibleInterface(mending.window.view.focusProxy())
    assert page.child(0).text(QAccessible.Text.Description) == "Confirmed. Pinned. Written from left to right"
    play(mending, "F2")
    assert page.child(0).text(QAccessible.Text.Description) == "Confirmed. Written from left to right"
