"""Alignment once more, between what the user has set."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.repair.conftest import VERSIONS, Rows, build
from viewer import repair
from viewer.corpus import Corpus
from viewer.errors import Cancelled, Locked, OutOfRange, Unrepairable
from viewer.model import Link, SegmentId, Status, VersionId
from viewer.repair import Way, realigning

SENTENCES = {
    "de": "Am {n}. Mai {year} kam Anna mit {n} Koffern nach Köln.",
    "pt": "Em {n} de maio de {year} Anna veio a Köln com {n} malas.",
    "ar": "في {n} مايو {year} جاءت Anna إلى Köln مع {n} حقائب.",
}
At = Callable[[str, int], SegmentId]
RIGHT = [(str(k), str(k), str(k)) for k in range(6)]


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """Two documents whose paragraphs are easily told apart."""
    with Corpus.open(build(tmp_path / "made.hexapla", text=sentence)) as opened:
        yield opened


def sentence(tag: VersionId, row: int) -> str:
    return SENTENCES[tag].format(n=row, year=1900 + row)


def shown(corpus: Corpus) -> Rows:
    """The rows of the first document: for each version the numbers of its paragraphs."""
    rows = corpus.units(0, corpus.documents()[0].units)
    return [
        tuple(",".join(str(one.number) for one in unit.cells.get(version, ())) for version in VERSIONS)  # type: ignore[misc]
        for unit in rows
    ]


def derail(corpus: Corpus, at: At, version: str, number: int) -> None:
    """Everything of a version stands a row too low from there, and nobody answers for it."""
    repair.shift(corpus, at(version, number), Way.DOWN)
    place = corpus.place_of(at(version, number))
    repair.confirm(corpus, place.unit, place.unit + 1, on=False)


def statuses(corpus: Corpus, rows: int) -> str:
    return "".join(unit.status[0] for unit in corpus.units(0, rows))


def test_a_document_is_aligned_anew(corpus: Corpus, at: At) -> None:
    derail(corpus, at, "pt", 2)
    assert shown(corpus) != RIGHT
    done = realigning.realign(corpus.path, 0)
    assert done is not None
    assert (done.documents, done.change.action) == (1, "align")
    assert shown(corpus) == RIGHT
    assert statuses(corpus, 6) == "aaaaaa"
    assert realigning.realign(corpus.path) is None


def test_rows_that_the_user_has_set_stay(corpus: Corpus, at: At) -> None:
    derail(corpus, at, "pt", 2)
    repair.confirm(corpus, 3, 4)
    kept = corpus.units(3, 4)[0].cells
    realigning.realign(corpus.path, 0)
    confirmed = [unit for unit in corpus.units(0, corpus.unit_count) if unit.status is Status.CONFIRMED]
    assert [unit.cells for unit in confirmed] == [kept]
    assert shown(corpus)[0] == RIGHT[0]


def test_what_follows_an_edit_is_undone_with_it(corpus: Corpus, at: At) -> None:
    derail(corpus, at, "pt", 2)
    before = shown(corpus)
    moved = repair.move(corpus, at("pt", 2), Way.UP)
    assert moved is not None
    done = realigning.follow(corpus, moved.change)
    assert done is not None
    assert shown(corpus) == RIGHT
    assert statuses(corpus, 6) == "aaeaaa"
    corpus.undo()
    assert shown(corpus) == before
    corpus.redo()
    assert shown(corpus) == RIGHT


def test_what_follows_an_edit_comes_too_late_after_another(corpus: Corpus, at: At) -> None:
    derail(corpus, at, "pt", 2)
    moved = repair.move(corpus, at("pt", 2), Way.UP)
    repair.merge(corpus, 0, Way.DOWN)
    assert moved is not None
    with pytest.raises(Locked):
        realigning.follow(corpus, moved.change)


def test_what_follows_an_edit_stops_at_a_row_that_is_sure_to_be_right(corpus: Corpus, at: At) -> None:
    derail(corpus, at, "pt", 2)
    wrong = shown(corpus)
    with corpus.editing("align") as edit:
        edit.splice(4, 5, [replace(edit.drafts(4, 5)[0], confidence=0.95)])
    moved = repair.move(corpus, at("pt", 2), Way.UP)
    assert moved is not None
    realigning.follow(corpus, moved.change)
    assert shown(corpus)[3:] == [("3", "", "3"), *wrong[4:]]
    realigning.around(corpus, range(3, 4))
    assert shown(corpus) == RIGHT


def test_furniture_keeps_the_rows_it_had(corpus: Corpus, at: At) -> None:
    repair.furnish(corpus, [at("pt", 1), at("pt", 2)])
    for number in (1, 2):
        repair.split(corpus, at("pt", number))  # the Portuguese in a row of its own
    repair.confirm(corpus, 0, 8, on=False)
    realigning.realign(corpus.path, 0)
    assert [row for row in shown(corpus) if row[1] in ("1", "2")] == [("", "1", ""), ("", "2", "")]


def test_an_edit_is_followed_only_so_far(tmp_path: Path) -> None:
    with Corpus.open(build(tmp_path / "long.hexapla", rows=40, text=sentence)) as corpus:

        def at(version: str, number: int) -> SegmentId:
            return corpus.segments_at(VersionId(version), [number])[0].id

        derail(corpus, at, "pt", 2)
        moved = repair.move(corpus, at("pt", 2), Way.UP)
        assert moved is not None
        before = shown(corpus)
        realigning.follow(corpus, moved.change, reach=10)
        assert shown(corpus)[:8] == [(str(k), str(k), str(k)) for k in range(8)]
        assert shown(corpus)[-20:-1] == before[-20:-1]
        realigning.below(corpus, 8)
        assert shown(corpus) == [(str(k), str(k), str(k)) for k in range(40)]


def test_pinned_paragraphs_stay_in_one_row(corpus: Corpus, at: At) -> None:
    repair.pin(corpus, [at("de", 1), at("pt", 3)])
    realigning.realign(corpus.path, 0)
    assert corpus.place_of(at("de", 1)).unit == corpus.place_of(at("pt", 3)).unit
    assert shown(corpus)[-2:] == RIGHT[-2:]
    assert corpus.links() == (Link(at("de", 1), at("pt", 3), "pin"),)


def test_one_version_moves_among_the_rows_of_the_others(corpus: Corpus, at: At) -> None:
    derail(corpus, at, "ar", 1)
    repair.merge(corpus, 0, Way.DOWN)
    repair.confirm(corpus, 0, 1, on=False)
    assert shown(corpus)[0] == ("0,1", "0,1", "0")
    realigning.realign(corpus.path, 0, ["ar"])
    assert shown(corpus) == [("0,1", "0,1", "0,1"), *RIGHT[2:]]
    assert realigning.realign(corpus.path, 0, ["ar"]) is None


def test_a_stretch_ends_where_the_user_has_set_a_row(corpus: Corpus, at: At) -> None:
    derail(corpus, at, "ar", 1)
    repair.confirm(corpus, 3, 4)
    below = shown(corpus)[3:]
    realigning.between(corpus, 1)
    assert shown(corpus)[:2] == RIGHT[:2]
    assert shown(corpus)[-4:] == below


def test_paragraphs_that_do_not_count_have_no_say(corpus: Corpus, at: At) -> None:
    derail(corpus, at, "pt", 2)
    repair.exclude(corpus, [at("ar", 3)])
    realigning.realign(corpus.path, 0)
    assert [row for row in shown(corpus) if row[2] == "3"] == [("", "", "3")]
    assert [(de, pt) for de, pt, _ in shown(corpus) if de] == [(str(k), str(k)) for k in range(6)]


def test_it_can_be_stopped_and_refuses_what_is_not_there(corpus: Corpus) -> None:
    with pytest.raises(Cancelled):
        realigning.realign(corpus.path, cancelled=lambda: True)
    with pytest.raises(OutOfRange):
        realigning.realign(corpus.path, 2)
    with pytest.raises(OutOfRange):
        realigning.between(corpus, 12)


STEPS = ("move", "shift", "merge", "split", "pin", "confirm", "exclude", "follow", "below", "between", "realign", "one")
step = st.tuples(st.sampled_from(STEPS), st.integers(0, 20), st.integers(0, 20), st.sampled_from(Way))


def do(corpus: Corpus, name: str, one: int, two: int, way: Way) -> None:
    segments = [corpus.segments_at(VERSIONS[k % len(VERSIONS)], [k * 7 % 5])[0].id for k in (one, two)]
    unit = one % corpus.unit_count
    match name:
        case "move" | "shift":
            getattr(repair, name)(corpus, segments[0], way)
        case "follow":
            done = repair.move(corpus, segments[0], way)
            if done is not None:
                realigning.follow(corpus, done.change, reach=two)
        case "merge":
            repair.merge(corpus, unit, way)
        case "below" | "between":
            getattr(realigning, name)(corpus, unit)
        case "split":
            repair.split(corpus, segments[0])
        case "pin" | "exclude":
            getattr(repair, name)(corpus, segments)
        case "confirm":
            repair.confirm(corpus, unit, unit + 1)
        case "realign":
            realigning.realign(corpus.path)
        case "one":
            realigning.realign(corpus.path, 0, [VERSIONS[two % len(VERSIONS)]])


def state(corpus: Corpus) -> tuple[object, ...]:
    return corpus.units(0, corpus.unit_count), corpus.links(), shown(corpus)


@settings(max_examples=25)
@given(st.lists(step, max_size=8))
def test_nothing_is_lost_and_what_is_set_stays(steps: list[tuple[str, int, int, Way]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = build(Path(folder) / "made.hexapla", documents=1, rows=5)
        with Corpus.open(path) as corpus:
            begun = state(corpus)
            for name, *rest in steps:
                before = corpus.units(0, corpus.unit_count)
                with suppress(Unrepairable):
                    do(corpus, name, *rest)  # type: ignore[arg-type]
                units = corpus.units(0, corpus.unit_count)
                for version in VERSIONS:
                    held = [one.number for unit in units for one in unit.cells.get(version, ())]
                    assert held == list(range(5))
                if name in ("below", "between", "realign", "one"):
                    settled = [
                        [unit.cells for unit in rows if unit.status in (Status.CONFIRMED, Status.EDITED)]
                        for rows in (before, units)
                    ]
                    assert settled[0] == settled[1]
            assert corpus.check() == []
            while corpus.undo() is not None:
                pass
            assert state(corpus) == begun
