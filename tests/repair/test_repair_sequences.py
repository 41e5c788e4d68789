"""Whatever is repaired, in whatever order: nothing is lost, nothing changes its order, and all can be taken back."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.repair.conftest import VERSIONS, build, shown
from viewer import repair
from viewer.corpus import Corpus
from viewer.errors import Unrepairable
from viewer.model import SegmentId, VersionId
from viewer.repair import Way

STEPS = ("move", "shift", "merge", "split", "pin", "unpin", "confirm", "unconfirm", "furnish", "exclude", "correct")
STEPS += ("split_paragraph", "join_paragraphs", "link_moved", "unlink_moved", "undo", "redo")
step = st.tuples(st.sampled_from(STEPS), st.integers(0, 40), st.integers(0, 40), st.sampled_from(Way))


def pick(corpus: Corpus, number: int) -> SegmentId:
    version = VERSIONS[number % len(VERSIONS)]
    count = next(one.segments for one in corpus.versions() if one.id == version)
    return corpus.segments_at(version, [number * 7 % count])[0].id


def do(corpus: Corpus, name: str, one: int, two: int, way: Way) -> None:
    first, second = pick(corpus, one), pick(corpus, two)
    unit = one % corpus.unit_count
    match name:
        case "move" | "shift" | "join_paragraphs":
            getattr(repair, name)(corpus, first, way)
        case "merge":
            repair.merge(corpus, unit, way)
        case "split":
            repair.split(corpus, first)
        case "pin" | "link_moved":
            getattr(repair, name)(corpus, [first, second])
        case "unpin" | "unlink_moved":
            getattr(repair, name)(corpus, [first])
        case "confirm" | "unconfirm":
            repair.confirm(corpus, unit, min(unit + 3, corpus.unit_count), on=name == "confirm")
        case "furnish" | "exclude":
            getattr(repair, name)(corpus, [first, second], on=way is Way.UP)
        case "correct":
            repair.correct(corpus, first, f"{corpus.segment(first).text} {two}")
        case "split_paragraph":
            repair.split_paragraph(corpus, first, two)
        case _:
            getattr(corpus, name)()


def letters(corpus: Corpus, version: VersionId) -> str:
    return "".join(
        one.text for unit in corpus.units(0, corpus.unit_count) for one in unit.cells.get(version, ())
    ).replace(" ", "")


def state(corpus: Corpus) -> tuple[object, ...]:
    return (
        corpus.units(0, corpus.unit_count),
        corpus.links(),
        [version.revision for version in corpus.versions()],
        shown(corpus),
    )


@settings(max_examples=40)
@given(st.lists(step, max_size=14))
def test_nothing_is_lost_and_all_can_be_taken_back(steps: list[tuple[str, int, int, Way]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Corpus.open(build(Path(folder) / "made.hexapla", rows=5)) as corpus:
        begun = state(corpus)
        for name, *rest in steps:
            before = {version: letters(corpus, version) for version in VERSIONS}
            with suppress(Unrepairable):
                do(corpus, name, *rest)  # type: ignore[arg-type]
            if name not in ("correct", "undo", "redo"):
                assert {version: letters(corpus, version) for version in VERSIONS} == before
            for version in corpus.versions():
                held = [
                    one.number
                    for unit in corpus.units(0, corpus.unit_count)
                    if unit.document == 0
                    for one in unit.cells.get(version.id, ())
                ]
                assert held == list(range(len(held)))
        assert corpus.check() == []
        ended = state(corpus)
        count = 0
        while corpus.undo() is not None:
            count += 1
        assert state(corpus) == begun
        for _ in range(count):
            corpus.redo()
        assert state(corpus) == ended
        assert corpus.check() == []
