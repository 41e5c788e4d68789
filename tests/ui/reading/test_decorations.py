from __future__ import annotations

from viewer.model import Kind, Segment, SegmentId, VersionId
from viewer.ui.reading.decorations import Highlighter, Highlights

DE = VersionId("de")


class Finds:
    """A matcher for every `x`."""

    def spans(self, text: str) -> list[tuple[int, int]]:
        return [(place, place + 1) for place, letter in enumerate(text) if letter == "x"]


def finding() -> Highlighter:
    highlighter = Highlighter()
    highlighter.set(Highlights({DE: Finds()}))  # type: ignore[dict-item]
    highlighter.begin()
    return highlighter


def segment(number: int, text: str) -> Segment:
    return Segment(SegmentId(number), number, Kind.BODY, text)


def test_of_what_is_shown_only_the_hits_are_given() -> None:
    highlighter, text = finding(), segment(1, "x.x.x.x")
    assert [start for start, _, _ in highlighter.spans(DE, 0, text)] == [0, 2, 4, 6]
    assert [start for start, _, _ in highlighter.spans(DE, 0, text, range(2, 5))] == [2, 4]
    assert highlighter.spans(DE, 0, text, range(3, 4)) == []


def test_many_long_paragraphs_are_searched_in_one_painting_after_the_other() -> None:
    highlighter = finding()
    long = [segment(number, "x" * 50_000) for number in range(4)]
    assert [len(highlighter.spans(DE, 0, one, range(3))) for one in long] == [3, 3, 0, 0]
    assert highlighter.behind
    highlighter.begin()
    assert [len(highlighter.spans(DE, 0, one, range(3))) for one in long] == [3, 3, 3, 3]
    assert not highlighter.behind
