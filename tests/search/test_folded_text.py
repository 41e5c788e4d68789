"""The folded text in its file: as it was folded, never half, never of another text, rebuilt when damaged."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.errors import Cancelled
from viewer.model import Kind, Segment, SegmentId
from viewer.search.folded_text import EXPANDS, FURNITURE, JOINS, FoldedFile, FoldedText, NotAFoldedText
from viewer.text.folding import Folding

TEXTS = ["Straße", "", "a\nb", "あ\u3099", "한", "ﷺ", "seite 3"]


def segments(texts: list[str]) -> Callable[[], Iterator[Segment]]:
    kinds = [Kind.FURNITURE if text == "seite 3" else Kind.BODY for text in texts]
    return lambda: (
        Segment(SegmentId(number), number, kind, text)
        for number, (kind, text) in enumerate(zip(kinds, texts, strict=True))
    )


def build(file: FoldedFile, texts: list[str], cancelled: Callable[[], bool] = lambda: False) -> FoldedText:
    return file.build(segments(texts), total=len(texts), progress=lambda _: None, cancelled=cancelled)


@pytest.fixture
def file(tmp_path: Path) -> FoldedFile:
    return FoldedFile(tmp_path / "cache", "c0ffee", "de", 3)


def test_keeps_segments_flags_and_sizes(file: FoldedFile) -> None:
    build(file, TEXTS)
    folded = file.open()
    assert [folded.segment(ordinal) for ordinal in range(folded.segments)] == [
        "strasse", "", "a b", "あ\u3099", "한", "صلي الله عليه وسلم", "seite 3",
    ]  # fmt: skip
    assert folded.flags.tolist() == [EXPANDS, 0, 0, JOINS, 0, EXPANDS, FURNITURE]
    assert folded.characters == sum(map(len, TEXTS))
    assert [bytes(folded.text[place:][:1]) for place in folded.continuations[:1]] == [b"s"]
    assert len(folded.continuations) == 1 + 17


@given(st.lists(st.text(max_size=8), max_size=5))
def test_keeps_any_text(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folded = build(FoldedFile(tmp_path_factory.mktemp("cache"), "c0ffee", "de", 0), texts)
    assert [folded.segment(ordinal) for ordinal in range(folded.segments)] == list(map(Folding().fold, texts))


def test_no_file_no_text(file: FoldedFile) -> None:
    with pytest.raises(FileNotFoundError):
        file.open()


@pytest.mark.parametrize("damage", ["empty", "cut", "longer", "header", "offsets", "flags", "foreign"])
def test_notices_damage(file: FoldedFile, damage: str) -> None:
    build(file, TEXTS)
    data = bytearray(file.path.read_bytes())
    if damage == "empty":
        data.clear()
    elif damage == "cut":
        del data[-1:]
    elif damage == "longer":
        data += b"x"
    elif damage == "foreign":
        data[:] = b"SQLite format 3\0"
    else:
        data[{"header": 17, "offsets": -len(TEXTS) - 9, "flags": -1}[damage]] ^= 1
    file.path.write_bytes(data)
    with pytest.raises(NotAFoldedText):
        file.open()


def test_a_cancelled_build_leaves_nothing(file: FoldedFile) -> None:
    with pytest.raises(Cancelled):
        build(file, TEXTS, cancelled=lambda: True)
    assert list(file.folder.iterdir()) == []


def test_reports_progress(file: FoldedFile) -> None:
    done: list[float] = []
    file.build(segments(["a"] * 2000), total=2000, progress=done.append, cancelled=lambda: False)
    assert done == sorted(done)
    assert done[-1] == 1.0


def test_works_in_memory_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, not a folder")
    folded = build(FoldedFile(tmp_path / "cache", "c0ffee", "de", 3), TEXTS)
    assert folded.segment(0) == "strasse"


def test_removes_other_revisions_of_its_own_version_only(file: FoldedFile) -> None:
    others = [FoldedFile(file.folder, file.uuid, "de", 2), FoldedFile(file.folder, file.uuid, "de-2", 2)]
    for each in (*others, file):
        build(each, TEXTS)
    file.remove_stale()
    assert sorted(file.folder.iterdir()) == sorted([file.path, others[1].path])


def test_removes_what_a_killed_process_left(file: FoldedFile) -> None:
    build(file, TEXTS)
    left, growing = (file.path.with_name(file.path.name[:30] + name) for name in (".a.part", ".b.part"))
    left.touch()
    growing.touch()
    os.utime(left, (0, 0))
    file.remove_stale()
    assert sorted(file.folder.iterdir()) == sorted([file.path, growing])


def test_a_foreign_uuid_does_not_reach_the_file_system(tmp_path: Path) -> None:
    file = FoldedFile(tmp_path / "cache", "../../evil/\0", "x/../../y", 0)
    build(file, TEXTS)
    assert file.path.parent == tmp_path / "cache"
    assert file.path.resolve().parent == (tmp_path / "cache").resolve()
