from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from corpus_making import SOURCE, merged, table

from viewer.corpus import Builder, Corpus, NewAnnotation, NewSegment, NewUnit, Place
from viewer.corpus.connection import Connection
from viewer.errors import OutOfRange, UnknownVersion
from viewer.model import Direction, Document, SegmentId, VersionId

Make = Callable[..., Path]
DE, PT = VersionId("de"), VersionId("pt")


def test_rows_come_back_without_the_empty_cells(five: Path) -> None:
    with Corpus.open(five) as corpus:
        assert table(corpus.units(0, 5)) == [
            {"de": ["a", "b"], "pt": ["A"]},
            {"de": ["c"]},
            {"pt": ["B", "C"]},
            {"de": ["d"]},
            {"de": ["e", "f"]},
        ]


def test_a_row_knows_its_number_and_document(five: Path) -> None:
    with Corpus.open(five) as corpus:
        assert [(unit.number, unit.document) for unit in corpus.units(1, 5)] == [(1, 0), (2, 0), (3, 1), (4, 1)]
        assert corpus.units(2, 3)[0].confidence == 0.5


def test_segments_are_numbered_within_their_text(five: Path) -> None:
    with Corpus.open(five) as corpus:
        units = corpus.units(0, 5)
        assert [s.number for unit in units for s in unit.cells.get(DE, ())] == [0, 1, 2, 0, 1, 2]
        assert [s.number for unit in corpus.units(2, 3) for s in unit.cells[PT]] == [1, 2]


def test_rows_outside_are_refused(five: Path) -> None:
    with Corpus.open(five) as corpus:
        assert corpus.units(5, 5) == []
        for start, stop in [(-1, 2), (0, 6), (4, 3), (6, 6)]:
            with pytest.raises(OutOfRange):
                corpus.units(start, stop)


def test_only_the_versions_asked_for_are_read(five: Path) -> None:
    with Corpus.open(five) as corpus:
        assert table(corpus.units(0, 2, [PT])) == [{"pt": ["A"]}, {}]
        with pytest.raises(UnknownVersion):
            corpus.units(0, 2, [VersionId("xx")])


def test_all_rows_come_in_order_over_many_pages(make: Make) -> None:
    path = make([{"de": [str(number)]} for number in range(3000)], [{"pt": ["x"]}])
    with Corpus.open(path) as corpus:
        assert [unit.number for unit in corpus.all_units()] == list(range(3001))
        assert table(corpus.units(1023, 1026)) == [{"de": ["1023"]}, {"de": ["1024"]}, {"de": ["1025"]}]


def test_a_version_is_read_across_documents(five: Path) -> None:
    with Corpus.open(five) as corpus:
        assert [(ordinal, s.text, s.number) for ordinal, s in corpus.segments(DE, 1, 5)] == [
            (1, "b", 1),
            (2, "c", 2),
            (3, "d", 0),
            (4, "e", 1),
        ]
        assert [text for texts in corpus.contents(DE, 2) for text in texts] == ["c", "d", "e", "f"]
        assert list(corpus.segments(PT, 3)) == []


def test_segments_are_found_by_ordinal_in_any_order(five: Path) -> None:
    with Corpus.open(five) as corpus:
        assert [s.text for s in corpus.segments_at(DE, [5, 0, 3, 0])] == ["f", "a", "d", "a"]
        assert corpus.segments_at(DE, []) == []
        with pytest.raises(OutOfRange):
            corpus.segments_at(PT, [3])


def test_a_segment_is_found_by_its_id(five: Path) -> None:
    with Corpus.open(five) as corpus:
        (unit,) = corpus.units(4, 5)
        last = unit.cells[DE][1]
        assert corpus.segment(last.id) == last
        assert corpus.place_of(last.id) == Place(document=1, unit=4, version=DE, number=2)
        with pytest.raises(OutOfRange):
            corpus.segment(SegmentId(99))


def test_it_says_what_it_consists_of(five: Path) -> None:
    with Corpus.open(five) as corpus:
        assert (corpus.title, corpus.unit_count) == ("made", 5)
        assert corpus.documents() == (Document(0, "document 0", 3), Document(1, "document 1", 2))
        assert [(version.id, version.segments) for version in corpus.versions()] == [("de", 6), ("pt", 3)]
        assert [(text.document, text.version, text.segments) for text in corpus.texts()] == [
            (0, "de", 3),
            (0, "pt", 3),
            (1, "de", 3),
        ]


def test_an_empty_corpus_is_one(make: Make) -> None:
    with Corpus.open(make(languages=())) as corpus:
        assert (corpus.unit_count, corpus.documents(), corpus.versions()) == (0, (), ())
        assert list(corpus.all_units()) == []
        assert corpus.index().first_complete() is None
        assert corpus.check() == []


def test_versions_of_one_language_are_numbered_in_order(tmp_path: Path) -> None:
    with Builder(tmp_path / "c.hexapla", title="") as builder:
        assert [builder.add_version(tag) for tag in ("de", "pt-BR", "de", "de-2", "de", "DE")] == [
            *("de", "pt-BR", "de-2", "de-2-2", "de-3"),
            "DE-4",
        ]


def test_a_version_answers_to_id_label_tag_and_language(tmp_path: Path) -> None:
    path = tmp_path / "c.hexapla"
    with Builder(path, title="") as builder:
        for language, label in [("de", "Luther"), ("de", "Menge"), ("pt-BR", "ARA"), ("ar", "same"), ("fa", "same")]:
            builder.add_version(language, label)
        builder.commit()
    with Corpus.open(path) as corpus:
        found = {name: corpus.version(name).id for name in ("de", "Menge", "pt", "pt_br", "PT-br", "de-2", "ar")}
        assert found == {
            "de": "de",
            "Menge": "de-2",
            "pt": "pt-BR",
            "pt_br": "pt-BR",
            "PT-br": "pt-BR",
            "de-2": "de-2",
            "ar": "ar",
        }
        assert corpus.version("fa").direction is Direction.RTL
        for name in ("same", "en", "", "de:"):
            with pytest.raises(UnknownVersion) as caught:
                corpus.version(name)
            assert caught.value.known == ("de", "de-2", "pt-BR", "ar", "fa")


def test_a_language_answers_only_if_it_is_the_only_one(tmp_path: Path) -> None:
    path = tmp_path / "c.hexapla"
    with Builder(path, title="") as builder:
        for language in ("de-AT", "de-CH"):
            builder.add_version(language)
        builder.commit()
    with Corpus.open(path) as corpus:
        assert corpus.version("de-at").id == "de-AT"
        with pytest.raises(UnknownVersion):
            corpus.version("de")


@pytest.mark.parametrize("name", ["", "a\nb", "\u202egnp.exe", "x\0y", "😀" * 300, "'; DROP TABLE unit; --"])
def test_names_may_be_anything(tmp_path: Path, name: str) -> None:
    path = tmp_path / "c.hexapla"
    with Builder(path, title=name) as builder:
        builder.add_version("de", name)
        builder.add_document(name)
        builder.commit()
    with Corpus.open(path) as corpus:
        assert corpus.title == corpus.versions()[0].label == corpus.documents()[0].title == name
        assert corpus.check() == []


@pytest.mark.parametrize("name", ["-rf", "a b?c#d%41.hexapla", "\u202egnp.x", "a\nb", "ü" * 120, b"\xff\xfe.x"])
def test_the_file_may_be_called_anything(tmp_path: Path, name: str | bytes) -> None:
    path = tmp_path / (name if isinstance(name, str) else name.decode("utf-8", "surrogateescape"))
    with Builder(path, title="") as builder:
        builder.commit()
    for read_only in (True, False):
        with Corpus.open(path, read_only=read_only) as corpus:
            assert corpus.path == path
            assert corpus.unit_count == 0
    assert list(tmp_path.glob("*.part")) == []


def test_facts_are_kept_with_the_corpus(five: Path) -> None:
    with Corpus.open(five) as corpus:
        assert corpus.setting("place") is None
        corpus.set_setting("place", "row 3")
        corpus.set_setting("place", "row 4")
    with Corpus.open(five) as corpus:
        assert corpus.setting("place") == "row 4"
        assert corpus.changes() == []


def test_a_copy_is_the_same_corpus(five: Path, tmp_path: Path) -> None:
    with Corpus.open(five) as corpus:
        corpus.splice(0, 2, [merged(corpus.units(0, 2))], action="merge")
        corpus.save_copy(tmp_path / "copy.hexapla")
        with Corpus.open(tmp_path / "copy.hexapla") as copy:
            assert (copy.uuid, copy.changes()) == (corpus.uuid, corpus.changes())
            assert list(copy.all_units()) == list(corpus.all_units())
            assert copy.check() == []


def test_what_another_connection_wrote_is_seen(five: Path) -> None:
    with Corpus.open(five) as corpus, Corpus.open(five) as other:
        assert corpus.unit_count == 5
        other.splice(0, 2, [merged(other.units(0, 2))], action="merge")
        assert table(corpus.units(0, 1)) == [{"de": ["a", "b", "c"], "pt": ["A"]}]
        assert corpus.unit_count == 4


def test_rows_come_with_their_annotations_when_asked_for(tmp_path: Path) -> None:
    notes = {0: [(0, 1, "ruby", "a"), (0, 3, "id", "7")], 2: [(1, 2, "dots", "x")]}
    segments = [
        NewSegment("abc", annotations=tuple(NewAnnotation(*note) for note in notes.get(at, []))) for at in range(4)
    ]
    path = tmp_path / "c.hexapla"
    with Builder(path, title="t") as builder:
        de = builder.add_version("de")
        builder.add_text(builder.add_document("d"), de, SOURCE, segments)
        builder.add_units(0, [NewUnit({de: (0, 1)}), NewUnit({de: (1, 4)})])
        builder.commit()
    with Corpus.open(path) as corpus:
        found = [one for unit in corpus.annotated_units(0, 2) for one in unit.cells[de]]
        assert [one.annotations for one in found] == [corpus.annotations(one.id) for one in found]
        assert [[note.value for note in one.annotations] for one in found] == [["a", "7"], [], ["x"], []]
        assert [one.annotations for unit in corpus.units(0, 2) for one in unit.cells[de]] == [()] * 4
        assert corpus.annotation_kinds() == ("id", "ruby")


def test_a_read_that_is_given_up_may_end_after_the_corpus_is_closed(five: Path) -> None:
    connection = Connection.open(five, read_only=True)
    reading = connection.reading()
    reading.__enter__()
    connection.close()
    reading.__exit__(None, None, None)
