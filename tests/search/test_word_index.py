"""The word index: what it counts, and that it is whole or not there at all."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.errors import Cancelled
from viewer.model import Kind, Segment, SegmentId
from viewer.search import word_index
from viewer.search.counted_words import counted_words
from viewer.search.word_index import NotAWordIndex, WordIndex, WordIndexFile
from viewer.text.folding import Folding

TEXTS = ["Die Stadt, die STADT", "", "Stadt und Land", "#Menü Stadt", "Straße"]


def segments(texts: list[str]) -> Callable[[], Iterator[Segment]]:
    return lambda: (
        Segment(SegmentId(number), number, Kind.FURNITURE if text.startswith("#") else Kind.BODY, text)
        for number, text in enumerate(texts)
    )


def build(file: WordIndexFile, texts: list[str], cancelled: Callable[[], bool] = lambda: False) -> WordIndex:
    return file.build(segments(texts), total=len(texts), progress=lambda _: None, cancelled=cancelled)


def content(index: WordIndex) -> dict[str, tuple[str, list[int]]]:
    return {
        index.words[number]: (index.forms[number], index.segments_of(number).tolist())
        for number in range(len(index.words))
    }


@pytest.fixture
def file(tmp_path: Path) -> WordIndexFile:
    return WordIndexFile(tmp_path / "cache", "c0ffee", "de", 3)


def test_words_with_their_commonest_form_and_segments(file: WordIndexFile) -> None:
    build(file, TEXTS)
    index = file.open()
    assert content(index) == {
        "die": ("die", [0]), "land": ("Land", [2]), "stadt": ("Stadt", [0, 2]), "strasse": ("Straße", [4]),
        "und": ("und", [2]),
    }  # fmt: skip
    assert (index.segments, index.characters) == (5, sum(map(len, TEXTS)))
    assert index.number("stadt") == 2
    assert index.number("sta") is None
    assert list(index.beginning("st")) == [2, 3]
    assert index.count(np.array([True, True, False, False, False])).tolist() == [1, 0, 1, 0, 0]


def test_counting_in_few_segments_is_counting(file: WordIndexFile) -> None:
    index = build(file, ["a b", "b c", "c", "a"] * 20)
    for chosen in (np.zeros(80, np.bool_), np.arange(80) % 40 == 0, np.ones(80, np.bool_)):
        expected = [np.count_nonzero(chosen[index.segments_of(word)]) for word in range(3)]
        assert index.count(chosen).tolist() == expected


@given(texts=st.lists(st.text(alphabet="aAäß 'bé,한", max_size=12), max_size=9))
def test_holds_exactly_the_words_of_the_texts(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    index = build(WordIndexFile(tmp_path_factory.mktemp("cache"), "c0ffee", "de", 0), texts)
    expected: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        for word in {Folding().fold(text[start:stop]) for start, stop in counted_words(text)}:
            expected.setdefault(word, []).append(number)
    assert {word: held for word, (_, held) in content(index).items()} == expected
    assert list(expected) == [] or list(index.words) == sorted(expected)


def test_blocks_make_no_difference(file: WordIndexFile, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = content(build(file, TEXTS * 3))
    monkeypatch.setattr(word_index, "_BLOCK", 2)
    assert content(build(file, TEXTS * 3)) == whole


@pytest.mark.parametrize("damage", ["empty", "cut", "longer", "header", "postings", "foreign"])
def test_notices_damage(file: WordIndexFile, damage: str) -> None:
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
        data[{"header": 17, "postings": -40}[damage]] ^= 1
    file.path.write_bytes(data)
    with pytest.raises(NotAWordIndex):
        file.open()


def test_a_cancelled_build_leaves_nothing(file: WordIndexFile) -> None:
    with pytest.raises(Cancelled):
        build(file, TEXTS, cancelled=lambda: True)
    assert not file.folder.exists()


def test_works_in_memory_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, not a folder")
    index = build(WordIndexFile(tmp_path / "cache", "c0ffee", "de", 3), TEXTS)
    assert index.number("land") == 1


def test_another_revision_takes_the_place_of_the_one_before(file: WordIndexFile) -> None:
    build(file, TEXTS)
    later = WordIndexFile(file.folder, "c0ffee", "de", 4)
    build(later, TEXTS)
    later.remove_stale()
    assert list(file.folder.iterdir()) == [later.path]
