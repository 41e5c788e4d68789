"""The first alignment of a document that has been read and edited already."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.repair.conftest import VERSIONS, Rows, build
from tests.repair.test_repair_sequences import do, step
from viewer import repair
from viewer.corpus import Corpus
from viewer.errors import Cancelled, Unrepairable
from viewer.exporting import Choice, export
from viewer.formats.draft import Caution
from viewer.importing import import_files
from viewer.model import SegmentId, Status, VersionId
from viewer.repair import Way
from viewer.repair.first_alignment import Alignment, arrive, first_alignments
from viewer.repair.realigning import realign
from viewer.waiting import SETTING, noted, waiting

GERMAN = [f"Am {n}. Mai kam Anna{n} nach Köln." for n in range(1, 21)]
MORE = ["How lovely it was there, and how warm the nights were, and how long!"] * 4
ENGLISH = [part for n in range(1, 21) for part in ([f"On {n} May Anna{n} came to Köln."] + MORE * (n == 3))]


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """Two documents whose rows are provisional."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.de.txt").write_text("\n\n".join(GERMAN), encoding="utf-8")
        (folder / f"{name}.en.txt").write_text("\n\n".join(ENGLISH), encoding="utf-8")
    summary = import_files([folder], tmp_path / "c.hexapla", search=False, at_once=0)
    assert (summary.documents, summary.waiting) == (2, 2)
    with Corpus.open(tmp_path / "c.hexapla") as opened:
        yield opened


def shown(corpus: Corpus, document: int = 0) -> Rows:
    return [
        tuple(",".join(str(one.number) for one in unit.cells.get(VersionId(tag), ())) for tag in ("de", "en"))  # type: ignore[misc]
        for unit in corpus.units(0, corpus.unit_count)
        if unit.document == document
    ]


def at(corpus: Corpus, version: str, number: int) -> SegmentId:
    return corpus.segments_at(VersionId(version), [number])[0].id


def found_for(corpus: Corpus, document: int = 0) -> list[Alignment]:
    return first_alignments(corpus.path, [waiting(corpus)[document]])


def test_provisional_rows_say_so_and_give_way(corpus: Corpus) -> None:
    assert {(unit.confidence, unit.status) for unit in corpus.units(0, corpus.unit_count)} == {(None, "automatic")}
    assert corpus.check() == []
    change = arrive(corpus.path, found_for(corpus, 1))
    assert change is not None
    assert shown(corpus, 1)[-15:] == [(str(n), str(n + 4)) for n in range(5, 20)]
    assert list(waiting(corpus)) == [0]
    assert corpus.turns() == (None, None)
    assert corpus.undo() is None
    assert corpus.check() == []


def test_small_documents_are_aligned_at_once(tmp_path: Path) -> None:
    (tmp_path / "de.txt").write_text("\n\n".join(GERMAN), encoding="utf-8")
    (tmp_path / "en.txt").write_text("\n\n".join(ENGLISH), encoding="utf-8")
    files = [tmp_path / "de.txt", tmp_path / "en.txt"]
    assert import_files(files, tmp_path / "c.hexapla", search=False, at_once=1000).waiting == 0
    assert import_files(files, tmp_path / "d.hexapla", search=False, at_once=43).waiting == 1


def test_what_the_user_did_meanwhile_stays(corpus: Corpus) -> None:
    found = found_for(corpus)
    repair.move(corpus, at(corpus, "en", 12), Way.DOWN)
    repair.confirm(corpus, 3, 4)
    repair.split_paragraph(corpus, at(corpus, "de", 16), 5)
    settled = [unit.cells for unit in corpus.units(0, 20) if unit.status in (Status.EDITED, Status.CONFIRMED)]
    arrive(corpus.path, found)
    after = corpus.units(0, corpus.unit_count)
    assert [unit.cells for unit in after if unit.status in (Status.EDITED, Status.CONFIRMED)] == settled
    assert [one for row in shown(corpus) for one in row[0].split(",") if one] == [str(n) for n in range(21)]
    assert list(waiting(corpus)) == [1]
    assert corpus.check() == []
    while corpus.undo() is not None:
        pass
    assert shown(corpus) == shown(corpus, 1)


def test_a_pin_set_meanwhile_is_reckoned_with(corpus: Corpus) -> None:
    found = found_for(corpus)
    row = next(unit for unit in corpus.units(5, 15) if len(unit.cells) == 2)
    repair.pin(corpus, [cell[0].id for cell in row.cells.values()])
    assert arrive(corpus.path, found) is None
    assert list(waiting(corpus)) == [0, 1]
    arrive(corpus.path, found_for(corpus))
    assert list(waiting(corpus)) == [1]
    places = {corpus.place_of(cell[0].id).unit for cell in row.cells.values()}
    assert len(places) == 1


def test_a_document_that_is_gone_waits_only_if_it_comes_back(corpus: Corpus) -> None:
    name = waiting(corpus)[1]
    found = found_for(corpus, 1)
    with corpus.restructuring("remove") as change:
        change.remove_document(1)
    assert list(waiting(corpus)) == [0]
    assert first_alignments(corpus.path, [name]) == []
    assert arrive(corpus.path, found) is None
    corpus.undo()
    assert list(waiting(corpus)) == [0, 1]


def test_several_documents_are_aligned_in_one_go(corpus: Corpus) -> None:
    names = list(waiting(corpus).values())
    shares: list[int] = []
    found = first_alignments(corpus.path, names, progress=lambda step: shares.append(step.done))
    assert shares == sorted(shares)
    repair.confirm(corpus, 3, 4)  # what is done to one of them makes its alignment a step of the log
    change = arrive(corpus.path, found)
    assert change is not None
    assert shown(corpus)[-15:] == shown(corpus, 1)[-15:]
    assert not waiting(corpus)
    corpus.undo()
    assert len(shown(corpus)) == 20
    assert len(shown(corpus, 1)) == 24
    assert corpus.check() == []


def test_an_export_says_that_rows_are_provisional(corpus: Corpus, tmp_path: Path) -> None:
    (warning,) = export(corpus, tmp_path / "rows.tsv").warnings
    assert (warning.key, warning.count) == (Caution.PROVISIONAL_ROWS, corpus.unit_count)
    assert not export(corpus, tmp_path / "b.tsv", Choice(query="de:Anna99")).warnings


def test_a_document_that_is_aligned_by_command_waits_no_more(corpus: Corpus) -> None:
    realign(corpus.path, 1)
    assert list(waiting(corpus)) == [0]


def test_it_can_be_stopped(corpus: Corpus) -> None:
    with pytest.raises(Cancelled):
        first_alignments(corpus.path, list(waiting(corpus).values()), cancelled=lambda: True)
    assert list(waiting(corpus)) == [0, 1]


def settled(corpus: Corpus) -> list[object]:
    rows = corpus.units(0, corpus.unit_count)
    return [unit.cells for unit in rows if unit.status in (Status.CONFIRMED, Status.EDITED)]


@settings(max_examples=10)
@given(st.lists(step, max_size=6))
def test_whatever_is_done_meanwhile_nothing_is_lost(steps: list[tuple[str, int, int, Way]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Corpus.open(build(Path(folder) / "made.hexapla", rows=5)) as corpus:
        corpus.set_setting(SETTING, noted([tuple(corpus.segments_at(one, [0])[0].id for one in VERSIONS)]))
        found = found_for(corpus)
        for name, *rest in steps:
            with suppress(Unrepairable):
                do(corpus, name, *rest)  # type: ignore[arg-type]
        before = settled(corpus), [[one.id for _, one in corpus.segments(version)] for version in VERSIONS]
        arrive(corpus.path, found)
        assert (settled(corpus), [[one.id for _, one in corpus.segments(version)] for version in VERSIONS]) == before
        assert corpus.check() == []
        while corpus.undo() is not None:
            pass
        assert corpus.check() == []
