from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from tests.ui.repairing.conftest import Play
from viewer.model import Link, Status, VersionId
from viewer.ui.application import Program


def at(program: Program) -> tuple[str, str]:
    """Version and text of the paragraph that the cursor is at."""
    cursor = program.window.repair.cursor
    segment = cursor.segment()
    assert cursor.spot is not None
    assert segment is not None
    return cursor.spot.version, segment.text


def rows(program: Program) -> list[str]:
    corpus = program.library.corpus
    assert corpus is not None
    return [
        "|".join("+".join(one.text for one in unit.cells.get(version.id, ())) for version in corpus.versions())
        for unit in corpus.units(0, corpus.unit_count)
    ]


def statuses(program: Program) -> list[Status]:
    corpus = program.library.corpus
    assert corpus is not None
    return [unit.status for unit in corpus.units(0, corpus.unit_count)]


def links(program: Program) -> list[tuple[str, str, str]]:
    corpus = program.library.corpus
    assert corpus is not None

    def ends(link: Link) -> tuple[str, str, str]:
        return link.kind, corpus.segment(link.source).text, corpus.segment(link.target).text

    return [ends(link) for link in corpus.links()]


def said(program: Program) -> str:
    return program.window.repair.bar.said


def frame_of(program: Program) -> QColor:
    """The colour at the left edge of the texts."""
    frame = program.window.repair.frame
    return frame.grab().toImage().pixelColor(1, frame.height() // 2)


def test_f2_begins_repair_at_the_row_that_is_read_and_ends_it(reading: Program, play: Play) -> None:
    window = reading.window
    window.view.go_to(3)
    play(reading, "F2")
    assert (window.repair.on, window.repair.bar.isVisible()) == (True, True)
    assert frame_of(reading) == window.view.theme.accent
    assert at(reading) == ("de", "Noch einmal Can Tho, und Cần Thơ")
    play(reading, "F2")
    assert (window.repair.on, window.repair.bar.isVisible()) == (False, False)
    assert frame_of(reading) != window.view.theme.accent


def test_the_bar_keeps_its_height_whatever_it_says(mending: Program, play: Play) -> None:
    heights = {mending.window.repair.bar.sizeHint().height()}
    play(mending, "S-M")
    heights.add(mending.window.repair.bar.sizeHint().height())
    play(mending, "M")
    heights.add(mending.window.repair.bar.sizeHint().height())
    assert len(heights) == 1


def test_escape_takes_the_marks_away_first_then_repair(mending: Program, play: Play) -> None:
    play(mending, "Space Down Space Escape")
    assert (len(mending.window.repair.marks), mending.window.repair.on) == (0, True)
    play(mending, "Escape")
    assert not mending.window.repair.on


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ("Down", ("de", "b")),
        ("Down Right", ("ar", "ب")),  # English has nothing in this row
        ("Down*3", ("de", "e")),
        ("Right Down Up", ("en", "A")),
        ("Right*2 Down*3 Left", ("en", "D")),
        ("Right*2 Down*3 Left*2", ("de", "c")),  # nor has German in the fourth: the nearest
        ("End", ("de", "e")),
        ("End Home", ("de", "a")),
        ("Right C-End", ("en", "E")),
        ("PageDown", ("de", "e")),
    ],
)
def test_the_cursor_goes_from_paragraph_to_paragraph(
    mending: Program, play: Play, keys: str, place: tuple[str, str]
) -> None:
    play(mending, keys)
    assert at(mending) == place
    assert mending.window.view.current_unit() == mending.window.repair.cursor.spot.unit  # type: ignore[union-attr]
    assert mending.window.view.active_version() == place[0]


def test_where_the_panes_begin_at_the_right_the_arrows_go_as_the_eye_does(mending: Program, play: Play) -> None:
    mending.window.commands["mirrored"].trigger()
    play(mending, "Left")
    assert at(mending) == ("en", "A")
    play(mending, "Right")
    assert at(mending) == ("de", "a")


def test_the_cursor_goes_along_when_the_reader_jumps(mending: Program, play: Play) -> None:
    play(mending, "Right")
    mending.window.view.go_to(2)
    assert at(mending) == ("en", "C")


def test_a_paragraph_goes_to_the_row_below_and_the_cursor_with_it(mending: Program, play: Play) -> None:
    play(mending, "C-Down")
    assert rows(mending) == ["|A|ا", "a+b||ب", "c|C|ج", "|D|د", "e|E|ه"]
    assert (at(mending), said(mending)) == (("de", "a"), "Moved down")
    assert mending.window.view.current_unit() == 1


def test_keys_may_be_typed_ahead_of_the_work(mending: Program, play: Play) -> None:
    play(mending, "Down C-S-Down C-Down Up M")
    assert rows(mending) == ["a|A|ا+ب", "|C|ج", "b+c|D|د", "|E|ه", "e||"]
    assert at(mending) == ("de", "a")


def test_what_cannot_be_done_says_why(mending: Program, play: Play) -> None:
    play(mending, "S-M")
    assert said(mending) == "This is the first row of the document"
    play(mending, "Space P")
    assert said(mending) == "Mark paragraphs of two versions or more first: Space at each of them"
    assert mending.library.corpus is not None
    assert mending.library.corpus.changes() == []


def test_what_the_service_refuses_is_told_in_the_message_bar(mending: Program, play: Play) -> None:
    play(mending, "Space Right Space Down Space P")
    message = mending.window.messages.message
    assert message is not None
    assert message.text.startswith("Paragraphs of two or more versions are needed, one of each.")


def test_marked_paragraphs_are_pinned_and_unpinned(mending: Program, play: Play) -> None:
    play(mending, "Space Right*2 Down Space P")
    assert links(mending) == [("pin", "a", "ب")]
    assert len(mending.window.repair.marks) == 0
    assert rows(mending)[:2] == ["|A|ا", "a||ب"] or rows(mending)[:2] == ["||ا", "a|A|ب"]
    play(mending, "S-P")
    assert links(mending) == []


def test_a_moved_passage_is_linked_across_rows(mending: Program, play: Play) -> None:
    before = rows(mending)
    play(mending, "Space Right End Space L")
    assert links(mending) == [("moved", "a", "E")]
    assert rows(mending) == before


def test_a_review_is_one_key_a_row(mending: Program, play: Play) -> None:
    play(mending, "Down*2 Return*3")
    confirmed = Status.CONFIRMED
    assert statuses(mending) == [Status.AUTOMATIC, Status.AUTOMATIC, confirmed, confirmed, confirmed]
    assert mending.window.repair.cursor.spot is not None
    assert mending.window.repair.cursor.spot.unit == 0


def test_from_a_doubtful_row_confirming_goes_to_the_next_doubtful_one(mending: Program, play: Play) -> None:
    corpus = mending.library.corpus
    assert corpus is not None
    play(mending, "Down Return")  # the only doubtful one
    assert statuses(mending)[1] is Status.CONFIRMED
    assert at(mending)[1] == "b"
    play(mending, "N S-Return")
    assert statuses(mending) == [Status.CONFIRMED] * 3 + [Status.AUTOMATIC] * 2
    play(mending, "Home S-C")
    assert statuses(mending)[0] is Status.AUTOMATIC


def test_furniture_and_exclusion_are_set_and_taken_back(mending: Program, play: Play) -> None:
    corpus = mending.library.corpus
    assert corpus is not None
    play(mending, "Space Down Space F Down X")
    found = [(one.text, one.kind, one.excluded) for _, one in corpus.segments(VersionId("de"))]
    assert found[:3] == [("a", "furniture", False), ("b", "furniture", False), ("c", "body", True)]
    play(mending, "S-X Up S-F")
    found = [(one.text, one.kind, one.excluded) for _, one in corpus.segments(VersionId("de"))]
    assert found[:3] == [("a", "furniture", False), ("b", "body", False), ("c", "body", False)]


def test_undo_goes_to_what_was_changed(mending: Program, play: Play) -> None:
    before = rows(mending)
    play(mending, "C-Down End C-Z")
    assert rows(mending) == before
    assert mending.window.repair.cursor.spot is not None
    assert mending.window.repair.cursor.spot.unit == 0
    assert said(mending) == "Undone: a paragraph moved to the next row."
    assert mending.window.messages.message is None
    play(mending, "End C-Y")
    assert at(mending) == ("de", "a")
    assert mending.window.repair.cursor.spot.unit == 1


def test_undo_of_what_changed_no_row_leaves_the_cursor(mending: Program, play: Play, qtbot: QtBot) -> None:
    play(mending, "End")
    there = at(mending)
    for noted in (1, 0):
        mending.window.commands["bookmark"].trigger()
        qtbot.waitUntil(lambda noted=noted: len(mending.window.notes.noted) == noted)
    play(mending, "C-Z")
    qtbot.waitUntil(lambda: len(mending.window.notes.noted) == 1)
    assert at(mending) == there != ("de", "a")


def test_the_commands_of_repair_are_disabled_outside_of_it(mending: Program, play: Play) -> None:
    commands = mending.window.commands
    assert commands["merge_next"].isEnabled()
    play(mending, "F2")
    assert not any(action.isEnabled() for action in commands.keyed(in_texts=True))


def test_repair_ends_with_the_corpus(mending: Program, play: Play) -> None:
    play(mending, "C-W")
    assert not mending.window.repair.on
    assert mending.window.repair.cursor.spot is None
