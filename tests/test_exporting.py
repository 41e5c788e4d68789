"""Exports of a corpus: which rows and versions, and what becomes of the corpus and of failures."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from viewer import worker
from viewer.corpus import Builder, Corpus, NewSegment, NewUnit, UnitDraft
from viewer.errors import Cancelled, Locked, OutOfRange, UnknownVersion, Unwritable
from viewer.exporting import Choice, export, export_from, plan
from viewer.formats.json_lines_writer import info, row
from viewer.model import Kind, RowLevel, Source, Status, VersionId
from viewer.progress import Progress

SOURCE = Source(name="made.txt", format="text", encoding="utf-8", digest="0" * 64)
DE, AR, JA = VersionId("de"), VersionId("ar"), VersionId("ja")
CELLS: list[list[dict[VersionId, list[str]]]] = [
    [{DE: ["Der Fluss", "fließt"], AR: ["النهر"]}, {JA: ["川"]}, {DE: ["Berg"], JA: ["山", "峠"]}],
    [{AR: ["بحر"]}, {DE: ["Das Meer"], AR: ["البحر"]}],
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Five rows in two documents; the second has no Japanese."""
    path = tmp_path / "c.hexapla"
    with Builder(path, title="Wasser") as builder:
        for language in ("de", "ar", "ja"):
            builder.add_version(language)
        for number, rows in enumerate(CELLS):
            builder.add_document(f"Teil {number}")
            placed = {version: 0 for row_ in rows for version in row_}
            for version in placed:
                texts = [text for cells in rows for text in cells.get(version, [])]
                segments = [NewSegment(text, Kind.HEADING if text == "Berg" else Kind.BODY) for text in texts]
                builder.add_text(number, version, SOURCE, segments)
            units = []
            for cells in rows:
                ranges = {version: (placed[version], placed[version] + len(cells[version])) for version in cells}
                placed.update({version: stop for version, (_, stop) in ranges.items()})
                units.append(NewUnit(ranges, 1 / 3, Status.CONFIRMED))
            builder.add_units(number, units)
        builder.commit()
    return path


def exported(corpus: Path, choice: Choice) -> tuple[dict[str, object], list[int], list[list[str]]]:
    """The description, the numbers of the rows and the versions in them."""
    target = corpus.with_name("out.jsonl")
    with Corpus.open(corpus, read_only=True) as opened:
        done = export(opened, target, choice, overwrite=True)
    head, *lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert done.units == head["units"] == len(lines)
    return head, [line["unit"] for line in lines], [list(line["cells"]) for line in lines]


def test_the_whole_is_what_info_and_rows_say(corpus: Path) -> None:
    target = corpus.with_name("out.jsonl")
    with Corpus.open(corpus, read_only=True) as opened:
        export(opened, target)
        expected = [
            info(opened.title, opened.unit_count, opened.documents(), opened.versions()),
            *map(row, opened.all_units()),
        ]
    assert [json.loads(line) for line in target.read_text("utf-8").splitlines()] == json.loads(json.dumps(expected))


@pytest.mark.parametrize(
    ("choice", "numbers"),
    [
        (Choice(), [0, 1, 2, 3, 4]),
        (Choice(rows=(1, 3)), [1, 2, 3]),
        (Choice(rows=(4, 4)), [4]),
        (Choice(document=1), [3, 4]),
        (Choice(document=0, rows=(2, 4)), [2]),
        (Choice(query="البحر"), [4]),
        (Choice(query="fluss", versions=[AR]), [0]),
        (Choice(query="er", document=1), [4]),
        (Choice(query="nirgends"), []),
        (Choice(versions=[JA]), [1, 2]),
        (Choice(versions=[AR, DE]), [0, 2, 3, 4]),
        (Choice(units=np.array([1, 3, 4])), [1, 3, 4]),
        (Choice(units=np.array([1, 3, 400]), document=1), [3]),
    ],
    ids=repr,
)
def test_every_condition_must_be_met(corpus: Path, choice: Choice, numbers: list[int]) -> None:
    assert exported(corpus, choice)[1] == numbers


def test_what_is_described_is_what_is_exported(corpus: Path) -> None:
    head, numbers, cells = exported(corpus, Choice(versions=[AR, DE], rows=(0, 3)))
    assert (numbers, cells) == ([0, 2, 3], [["ar", "de"], ["de"], ["ar"]])
    assert head["documents"] == [{"title": "Teil 0", "units": 2}, {"title": "Teil 1", "units": 1}]
    versions = head["versions"]
    assert isinstance(versions, list)
    assert [(one["id"], one["segments"]) for one in versions] == [("ar", 2), ("de", 3)]


@pytest.mark.parametrize(
    ("choice", "error"),
    [
        (Choice(rows=(0, 5)), OutOfRange),
        (Choice(document=2), OutOfRange),
        (Choice(versions=["de", "fr"]), UnknownVersion),
    ],
    ids=repr,
)
def test_what_is_not_there_is_refused(corpus: Path, choice: Choice, error: type[Exception]) -> None:
    with pytest.raises(error):
        exported(corpus, choice)


def test_a_plan_reads_its_rows_a_few_at_a_time(corpus: Path) -> None:
    with Corpus.open(corpus, read_only=True) as opened:
        made = plan(opened, Choice(versions=[AR, DE]))
        assert made.numbers.tolist() == [0, 2, 3, 4]
        assert [unit.number for unit in made.rows(opened, 1, 3)] == [2, 3]
        assert [unit.number for unit in made.rows(opened, 3, 99)] == [4]
        assert all(set(unit.cells) <= {AR, DE} for unit in made.rows(opened, 0, 4))


def test_a_process_of_its_own_can_export(corpus: Path) -> None:
    seen: list[Progress] = []
    done = worker.run(export_from, corpus, corpus.with_name("o.tsv"), Choice(rows=(0, 1)), progress=seen.append)
    assert (done.units, done.files) == (2, (corpus.with_name("o.tsv"),))
    assert {(one.stage, one.total, one.what) for one in seen} <= {("write", 2, "o.tsv")}


def test_progress_counts_rows(corpus: Path) -> None:
    seen: list[tuple[int, int]] = []
    with Corpus.open(corpus, read_only=True) as opened:
        export(opened, corpus.with_name("o.tmx"), progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (5, 5)


@pytest.mark.parametrize("name", ["o.tmx", "o.docx", "o.xlsx", "o.html", "o.tsv", "o"])
def test_nothing_is_left_when_cancelled(corpus: Path, name: str) -> None:
    before = sorted(corpus.parent.iterdir())
    with Corpus.open(corpus, read_only=True) as opened, pytest.raises(Cancelled):
        export(opened, corpus.with_name(name), cancelled=lambda: True)
    assert sorted(corpus.parent.iterdir()) == before


def test_the_corpus_is_never_overwritten(corpus: Path) -> None:
    before = corpus.read_bytes()
    corpus.with_name("link.tsv").symlink_to(corpus)
    with Corpus.open(corpus, read_only=True) as opened:
        for target in (corpus, corpus.with_name("link.tsv")):
            with pytest.raises(Unwritable, match="the corpus itself"):
                export(opened, target, format="tsv", overwrite=True)
    assert corpus.read_bytes() == before


def test_rows_that_change_meanwhile_are_not_mixed(corpus: Path) -> None:
    with Corpus.open(corpus) as opened:

        def edit() -> bool:
            if opened.revision == 0:
                cells = opened.units(0, 1)[0].cells
                same = UnitDraft({version: tuple(one.id for one in cell) for version, cell in cells.items()})
                opened.splice(0, 1, [same], action="confirmed")
            return False

        with pytest.raises(Locked):
            export(opened, corpus.with_name("o.tsv"), cancelled=edit)
    assert not corpus.with_name("o.tsv").exists()


def test_rows_are_cut_into_sentences_where_the_format_takes_them(tmp_path: Path) -> None:
    path, target = tmp_path / "c.hexapla", tmp_path / "o.tsv"
    with Builder(path, title="Zwei") as builder:
        for language, text in (("de", "Anna kam. Boris ging."), ("en", "Anna came. Boris went.")):
            builder.add_version(language)
            if language == "de":
                builder.add_document("Eins")
            builder.add_text(0, VersionId(language), SOURCE, [NewSegment(text, Kind.BODY)])
        builder.add_units(0, [NewUnit({DE: (0, 1), VersionId("en"): (0, 1)}, None, Status.CONFIRMED)])
        builder.commit()
    with Corpus.open(path, read_only=True) as corpus:
        done = export(corpus, target, Choice(level=RowLevel.SENTENCE))
        assert done.units == 2
        assert [line.split("\t")[:2] for line in target.read_text("utf-8").splitlines()] == [
            ["de", "en"],
            ["Anna kam. ", "Anna came. "],
            ["Boris ging.", "Boris went."],
        ]
        with pytest.raises(Unwritable, match="choose one of csv, moses, tmx"):
            export(corpus, tmp_path / "o.html", Choice(level=RowLevel.SENTENCE))


def test_a_sheet_that_sentences_make_too_long_is_refused_and_leaves_nothing(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viewer.formats.sheet.MOST_ROWS", 6)
    target = corpus.with_name("o.xlsx")
    with Corpus.open(corpus, read_only=True) as opened, pytest.raises(Unwritable, match="a sheet holds 5 rows, not 6"):
        export(opened, target, Choice(level=RowLevel.SENTENCE))
    assert not list(corpus.parent.glob("o.xlsx*"))
