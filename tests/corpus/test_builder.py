from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus_making import SOURCE
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from viewer.corpus import Builder, Corpus, NewAnnotation, NewSegment, NewUnit
from viewer.errors import Cancelled, CorpusMissing, Exists, NotACorpus
from viewer.model import Annotation, Kind, Link, SegmentId, Source, Status, VersionId

DE = VersionId("de")


def built(path: Path, segments: list[NewSegment]) -> Path:
    with Builder(path, title="t", overwrite=True) as builder:
        builder.add_text(builder.add_document("d"), builder.add_version("de"), SOURCE, segments)
        builder.add_units(0, [NewUnit({DE: (0, len(segments))})])
        builder.commit()
    return path


@given(st.lists(st.text(), max_size=8))
@example(["", "\0", "a\0b", "\r\n", "\ufeff", "\U0010ffff", "e\u0301" * 99, "\u202e\u2066"])
@example(["😀𐌲神" * 33_334])
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_comes_back_unchanged(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = built(Path(folder) / "c.hexapla", [NewSegment(text) for text in texts])
        with Corpus.open(path) as corpus:
            assert [segment.text for _, segment in corpus.segments(DE)] == texts
            assert corpus.index().lengths[DE].tolist() == [sum(map(len, texts))]
            assert corpus.check() == []


def test_a_lone_surrogate_becomes_a_replacement_character(tmp_path: Path) -> None:
    note = NewAnnotation(2, 3, "note\udc80", "\ud83d\ude00")
    with Corpus.open(built(tmp_path / "c.hexapla", [NewSegment("a\ud83d\ude00b", annotations=(note,))])) as corpus:
        (segment,) = corpus.units(0, 1)[0].cells[DE]
        assert segment.text == "a\ufffd\ufffdb"
        assert corpus.annotations(segment.id) == (Annotation(segment.id, 2, 3, "note\ufffd", "\ufffd\ufffd"),)


def test_kinds_flags_status_and_sources_come_back(tmp_path: Path) -> None:
    source = Source("b\nü.docx", "docx", "utf-16", "ab" * 32)
    path = tmp_path / "c.hexapla"
    with Builder(path, title="t") as builder:
        builder.add_version("de")
        builder.add_document("d")
        segments = [NewSegment(kind, kind, excluded) for kind in Kind for excluded in (False, True)]
        builder.add_text(0, DE, source, segments)
        statuses = [*Status, *Status, *Status][: len(segments)]
        builder.add_units(0, [NewUnit({DE: (n, n + 1)}, n / 16, status) for n, status in enumerate(statuses)])
        builder.commit()
    with Corpus.open(path) as corpus:
        units = corpus.units(0, len(segments))
        assert [(s.text, s.kind, s.excluded) for unit in units for s in unit.cells[DE]] == [
            (segment.text, segment.kind, segment.excluded) for segment in segments
        ]
        assert [(unit.confidence, unit.status) for unit in units] == [(n / 16, s) for n, s in enumerate(statuses)]
        assert corpus.texts()[0].source == source


def test_links_and_annotations_are_kept_in_order(tmp_path: Path) -> None:
    path = tmp_path / "c.hexapla"
    notes = (NewAnnotation(0, 1, "ruby", "か"), NewAnnotation(1, 1, "id", "x1"))
    with Builder(path, title="t") as builder:
        de = builder.add_version("de")
        builder.add_text(builder.add_document("d"), de, SOURCE, [NewSegment("ab", annotations=notes), NewSegment("c")])
        builder.add_units(0, [NewUnit({de: (0, 2)})])
        first, second = builder.segment_id(0, de, 0), builder.segment_id(0, de, 1)
        builder.add_link(second, first, "moved")
        builder.add_link(first, second, "pin")
        builder.commit()
    with Corpus.open(path) as corpus:
        assert corpus.annotations(first) == (Annotation(first, 0, 1, "ruby", "か"), Annotation(first, 1, 1, "id", "x1"))
        assert corpus.annotations(second) == ()
        assert corpus.links() == (Link(second, first, "moved"), Link(first, second, "pin"))
        assert corpus.check() == []


@pytest.mark.parametrize(
    "ranges",
    [
        [(0, 1)],
        [(0, 1), (2, 3)],
        [(0, 2), (1, 3)],
        [(1, 3), (0, 1)],
        [(0, 4)],
        [(0, 2), (2, 1), (1, 3)],
        [(-1, 3)],
    ],
)
def test_a_segment_outside_the_rows_or_twice_in_them_is_refused(tmp_path: Path, ranges: list[tuple[int, int]]) -> None:
    with Builder(tmp_path / "c.hexapla", title="t") as builder:
        builder.add_text(builder.add_document("d"), builder.add_version("de"), SOURCE, [NewSegment("x")] * 3)
        with pytest.raises(ValueError):
            builder.add_units(0, [NewUnit({DE: cell}) for cell in ranges])
    assert list(tmp_path.glob("c.*")) == []


def test_what_is_no_corpus_is_refused(tmp_path: Path) -> None:
    with Builder(tmp_path / "c.hexapla", title="t") as builder:
        with pytest.raises(ValueError, match="language"):
            builder.add_version("de:x")
        de = builder.add_version("de")
        builder.add_document("d")
        with pytest.raises(ValueError, match="no text"):
            builder.add_units(0, [NewUnit({de: (0, 1)})])
        with pytest.raises(ValueError, match="no version"):
            builder.add_text(0, VersionId("pt"), SOURCE, [])
        with pytest.raises(ValueError, match="annotation"):
            builder.add_text(0, de, SOURCE, [NewSegment("a", annotations=(NewAnnotation(0, 2, "", ""),))])
        with pytest.raises(ValueError, match="no such segments"):
            builder.add_link(SegmentId(99), SegmentId(1), "pin")


def test_rows_are_not_forgotten(tmp_path: Path) -> None:
    with Builder(tmp_path / "c.hexapla", title="t") as builder:
        builder.add_text(builder.add_document("d"), builder.add_version("de"), SOURCE, [NewSegment("x")])
        with pytest.raises(ValueError, match="no rows"):
            builder.commit()
    assert list(tmp_path.glob("c.*")) == []


def test_an_existing_file_is_kept_unless_told_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "c.hexapla"
    path.write_text("precious")
    with pytest.raises(Exists):
        Builder(path, title="t")
    assert path.read_text() == "precious"
    built(path, [NewSegment("new")])
    with Corpus.open(path) as corpus:
        assert corpus.unit_count == 1


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "c.hexapla"
    with Builder(path, title="t") as builder:
        path.write_text("precious")
        with pytest.raises(Exists):
            builder.commit()
    assert [file.name for file in tmp_path.glob("c.*")] == ["c.hexapla"]
    assert path.read_text() == "precious"


def test_folders_are_not_overwritten_nor_made(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(Exists):
        Builder(tmp_path / "folder", title="t")
    with pytest.raises(NotACorpus):
        Builder(tmp_path / "folder", title="t", overwrite=True)
    with pytest.raises(CorpusMissing):
        Builder(tmp_path / "none" / "c.hexapla", title="t")


def test_an_aborted_build_leaves_nothing(tmp_path: Path) -> None:
    def cancelled() -> Iterator[NewSegment]:
        yield from [NewSegment("x")] * 10_000
        raise Cancelled

    with pytest.raises(Cancelled), Builder(tmp_path / "c.hexapla", title="t") as builder:
        builder.add_text(builder.add_document("d"), builder.add_version("de"), SOURCE, cancelled())
    assert list(tmp_path.glob("c.*")) == []


def test_without_a_commit_there_is_no_corpus(tmp_path: Path) -> None:
    path = built(tmp_path / "c.hexapla", [NewSegment("old")])
    with Builder(path, title="t", overwrite=True):
        assert len(list(tmp_path.glob("c.*.part"))) == 1
    with Corpus.open(path) as corpus:
        assert corpus.units(0, 1)[0].cells[DE][0].text == "old"
    assert list(tmp_path.glob("c.*.part")) == []


def test_a_link_goes_on_pointing_where_it_pointed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "link.hexapla"
    link.symlink_to(tmp_path / "elsewhere" / "c.hexapla")
    built(link, [NewSegment("x")])
    assert link.is_symlink()
    with Corpus.open(tmp_path / "elsewhere" / "c.hexapla") as corpus:
        assert corpus.unit_count == 1


def test_what_a_killed_program_left_goes_and_what_another_writes_stays(tmp_path: Path) -> None:
    path = tmp_path / "c.hexapla"
    for name, content in [("c.hexapla.0.part", b""), ("c.hexapla.1.part", b"SQLite format 3\0half")]:
        (tmp_path / name).write_bytes(content)
    (tmp_path / "c.hexapla.2.part").write_bytes(b"young")
    with Builder(path, title="slow") as slow:
        for part in tmp_path.glob("*.part"):
            if part.name != "c.hexapla.2.part":
                os.utime(part, (0, 0))
        built(tmp_path / "c.hexapla", [NewSegment("x")])
        left = {part.name for part in tmp_path.glob("*.part")}
        assert left == {"c.hexapla.2.part", slow._staged.part.name}


def test_a_version_has_the_id_it_is_given_if_that_is_free(tmp_path: Path) -> None:
    with Builder(tmp_path / "c.hexapla", title="t") as builder:
        names = [builder.add_version("de", name=name) for name in ("de-3", "", "de-3", "DE")]
        assert names == ["de-3", "de", "de-3-2", "DE-2"]
        with pytest.raises(ValueError, match="no"):
            builder.add_version("de", name="a:b")


def test_many_links_come_as_a_stream(tmp_path: Path) -> None:
    links = [Link(SegmentId(1 + at % 3), SegmentId(3 - at % 3), f"kind {at}") for at in range(5_000)]
    with Builder(tmp_path / "c.hexapla", title="t") as builder:
        builder.add_text(builder.add_document("d"), builder.add_version("de"), SOURCE, [NewSegment("x")] * 3)
        assert builder.segment_id(0, DE, 2) == 3
        builder.add_units(0, [NewUnit({DE: (0, 3)})])
        assert builder.segment_id(0, DE, 2) == 3
        for number in (-1, 3):
            with pytest.raises(ValueError, match="no segment"):
                builder.segment_id(0, DE, number)
        assert (builder.add_links(iter(links[:-1])), builder.add_links(links[-1:])) == (4_999, 1)
        builder.commit()
    with Corpus.open(tmp_path / "c.hexapla") as corpus:
        assert corpus.links() == tuple(links)
        assert corpus.check() == []


def test_a_completed_corpus_can_be_read_before_it_is_published(tmp_path: Path) -> None:
    with Builder(tmp_path / "c.hexapla", title="Early") as builder:
        with Corpus.open(builder.complete(), read_only=True) as corpus:
            assert corpus.title == "Early"
        os.utime(next(tmp_path.glob("*.part")), (0, 0))  # an hour later another import begins
        Builder(tmp_path / "c.hexapla", title="Late").abort()
        builder.publish()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["c.hexapla"]
