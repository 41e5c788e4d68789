"""Each way to repair rows, by what the rows are afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.repair.conftest import Rows, shown
from viewer import repair
from viewer.corpus import Corpus
from viewer.errors import Unrepairable
from viewer.model import Kind, Link, SegmentId, Status
from viewer.repair import Way

At = Callable[[str, int], SegmentId]


def statuses(corpus: Corpus) -> str:
    """The first letters of the statuses in the first document."""
    return "".join(str(unit.status)[0] for unit in corpus.units(0, int(corpus.index().document_starts[1])))


def rows(*cells: str) -> Rows:
    return [tuple("" if cell == "-" else cell for cell in row.split()) for row in cells]  # type: ignore[misc]


def test_a_paragraph_moves_to_the_row_above(corpus: Corpus, at: At) -> None:
    done = repair.move(corpus, at("pt", 2), Way.UP)
    assert done is not None
    assert done.focus == at("pt", 2)
    assert shown(corpus) == rows("0 0 0", "1 1,2 1", "2 - 2", "3 3 3", "4 4 4", "5 5 5")
    assert statuses(corpus) == "aeaaaa"
    assert corpus.units(2, 3)[0].confidence is None


def test_a_paragraph_takes_along_what_it_cannot_jump_over(corpus: Corpus, at: At) -> None:
    repair.move(corpus, at("pt", 2), Way.UP)
    repair.move(corpus, at("pt", 1), Way.DOWN)
    assert shown(corpus)[1:3] == rows("1 - 1", "2 1,2 2")
    assert statuses(corpus) == "aeeaaa"


def test_a_paragraph_moves_on_by_several_rows_and_leaves_those_on_its_way_as_they_were(corpus: Corpus, at: At) -> None:
    repair.move(corpus, at("pt", 3), Way.UP, rows=2)
    assert shown(corpus)[:4] == [("0", "0", "0"), ("1", "1,2,3", "1"), ("2", "", "2"), ("3", "", "3")]
    assert [unit.status for unit in corpus.units(1, 4)] == [Status.EDITED, Status.AUTOMATIC, Status.AUTOMATIC]
    assert len(corpus.changes()) == 1


def test_beyond_the_last_row_one_is_made(corpus: Corpus, at: At) -> None:
    repair.move(corpus, at("de", 5), Way.DOWN)
    assert shown(corpus)[5:] == rows("- 5 5", "5 - -")
    assert repair.move(corpus, at("de", 5), Way.DOWN) is None
    assert shown(corpus, 1) == rows(*(f"{row} {row} {row}" for row in range(6)))


def test_a_row_that_is_left_with_nothing_goes(corpus: Corpus, at: At) -> None:
    repair.move(corpus, at("de", 5), Way.DOWN)
    repair.move(corpus, at("de", 5), Way.UP)
    assert shown(corpus)[5:] == rows("5 5 5")


def test_everything_below_moves_down(corpus: Corpus, at: At) -> None:
    repair.shift(corpus, at("ar", 2), Way.DOWN)
    assert shown(corpus) == rows("0 0 0", "1 1 1", "2 2 -", "3 3 2", "4 4 3", "5 5 4", "- - 5")
    assert statuses(corpus) == "aaaeaaa"


def test_everything_below_moves_up(corpus: Corpus, at: At) -> None:
    repair.shift(corpus, at("ar", 2), Way.UP)
    assert shown(corpus) == rows("0 0 0", "1 1 1,2", "2 2 3", "3 3 4", "4 4 5", "5 5 -")
    assert repair.shift(corpus, at("ar", 0), Way.UP) is None


def test_what_moves_stops_at_a_row_that_was_confirmed(corpus: Corpus, at: At) -> None:
    repair.confirm(corpus, 4, 5)
    repair.shift(corpus, at("ar", 2), Way.DOWN)
    assert shown(corpus) == rows("0 0 0", "1 1 1", "2 2 -", "3 3 2", "- - 3", "4 4 4", "5 5 5")
    repair.shift(corpus, at("ar", 2), Way.UP)
    assert shown(corpus) == rows("0 0 0", "1 1 1", "2 2 2", "3 3 3", "4 4 4", "5 5 5")


def test_rows_are_merged(corpus: Corpus) -> None:
    repair.merge(corpus, 1, Way.DOWN)
    assert shown(corpus)[1:3] == rows("1,2 1,2 1,2", "3 3 3")
    assert statuses(corpus) == "aeaaa"
    assert repair.merge(corpus, 0, Way.UP) is None
    assert repair.merge(corpus, 4, Way.DOWN) is None  # the next one is of another document


def test_a_row_is_split_in_all_versions(corpus: Corpus, at: At) -> None:
    repair.merge(corpus, 1, Way.DOWN)
    repair.split(corpus, at("pt", 2))
    assert shown(corpus)[1:3] == rows("1 1 1", "2 2 2")


def test_before_its_first_paragraph_one_version_goes_below(corpus: Corpus, at: At) -> None:
    repair.split(corpus, at("pt", 1))
    assert shown(corpus)[1:3] == rows("1 - 1", "- 1 -")
    assert repair.split(corpus, at("pt", 1)) is None


def test_pinned_paragraphs_come_to_one_row(corpus: Corpus, at: At) -> None:
    done = repair.pin(corpus, [at("de", 2), at("pt", 4), at("ar", 1)])
    assert done is not None
    assert shown(corpus) == rows("0 0 0", "1 1 -", "- 2,3 -", "2 4 1", "- - 2", "3 - 3", "4 - 4", "5 5 5")
    assert corpus.links() == (Link(at("de", 2), at("pt", 4), "pin"), Link(at("de", 2), at("ar", 1), "pin"))
    repair.unpin(corpus, [at("ar", 1)])
    assert corpus.links() == (Link(at("de", 2), at("pt", 4), "pin"),)


def test_paragraphs_of_one_row_are_only_linked(corpus: Corpus, at: At) -> None:
    before = shown(corpus)
    assert repair.pin(corpus, [at("de", 2), at("pt", 2)]) is not None
    assert repair.pin(corpus, [at("de", 2), at("pt", 2)]) is None
    assert shown(corpus) == before
    assert statuses(corpus) == "aaaaaa"


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        ([("de", 1), ("de", 2)], Unrepairable.ONE_VERSION),
        ([("de", 1), ("pt", 8)], Unrepairable.TWO_DOCUMENTS),
        ([("de", 1), ("pt", 4)], Unrepairable.SETTLED_BETWEEN),
    ],
)
def test_what_cannot_be_pinned_says_why(corpus: Corpus, at: At, numbers: list[tuple[str, int]], reason: str) -> None:
    repair.confirm(corpus, 2, 3)
    with pytest.raises(Unrepairable) as raised:
        repair.pin(corpus, [at(*number) for number in numbers])
    assert raised.value.reason == reason
    assert corpus.links() == ()


def test_rows_of_several_documents_are_confirmed_as_one_edit(corpus: Corpus) -> None:
    repair.confirm(corpus, 4, 8)
    assert [unit.status for unit in corpus.units(3, 9)] == [
        Status.AUTOMATIC,
        *[Status.CONFIRMED] * 4,
        Status.AUTOMATIC,
    ]
    assert corpus.units(4, 5)[0].confidence == 0.5
    assert repair.confirm(corpus, 4, 8) is None
    repair.confirm(corpus, 5, 6, on=False)
    assert statuses(corpus) == "aaaaca"
    corpus.undo()
    corpus.undo()
    assert statuses(corpus) == "aaaaaa"


def test_paragraphs_are_furniture_excluded_and_corrected(corpus: Corpus, at: At) -> None:
    segment = at("de", 3)
    repair.furnish(corpus, [segment])
    repair.exclude(corpus, [segment])
    repair.correct(corpus, segment, "drei")
    found = corpus.segment(segment)
    assert (found.kind, found.excluded, found.text) == (Kind.FURNITURE, True, "drei")
    assert repair.exclude(corpus, [segment]) is None
    repair.exclude(corpus, [segment], on=False)
    repair.furnish(corpus, [segment], on=False)
    found = corpus.segment(segment)
    assert (found.kind, found.excluded) == (Kind.BODY, False)
    with pytest.raises(Unrepairable):
        repair.correct(corpus, segment, "  ")


def test_a_paragraph_is_split_and_joined_again(corpus: Corpus, at: At) -> None:
    repair.correct(corpus, at("de", 3), "one two three")
    repair.pin(corpus, [at("de", 3), at("pt", 3)])
    done = repair.split_paragraph(corpus, at("de", 3), 7)
    assert done is not None
    assert shown(corpus)[3] == ("one two,three", "3", "3")
    assert [link.source for link in corpus.links()] == [at("de", 3), at("de", 4)]
    repair.join_paragraphs(corpus, at("de", 4), Way.UP)
    assert shown(corpus)[3] == ("one two three", "3", "3")
    assert corpus.links() == (Link(at("de", 3), at("pt", 3), "pin"),)
    assert corpus.check() == []


def test_a_paragraph_is_joined_with_one_of_another_row(corpus: Corpus, at: At) -> None:
    repair.move(corpus, at("pt", 3), Way.UP)  # row 3 has no Portuguese
    repair.join_paragraphs(corpus, at("pt", 3), Way.DOWN)
    assert shown(corpus)[2:5] == [("2", "2,3 4", "2"), ("3", "", "3"), ("4", "", "4")]
    assert repair.join_paragraphs(corpus, at("pt", 0), Way.UP) is None
    assert corpus.check() == []


def test_a_moved_passage_is_linked_and_unlinked(corpus: Corpus, at: At) -> None:
    before = shown(corpus)
    repair.link_moved(corpus, [at("de", 1), at("pt", 4)])
    assert corpus.links() == (Link(at("de", 1), at("pt", 4), "moved"),)
    assert shown(corpus) == before
    repair.unlink_moved(corpus, [at("pt", 4)])
    assert corpus.links() == ()
    with pytest.raises(Unrepairable):
        repair.link_moved(corpus, [at("de", 1), at("de", 4)])
