"""The scan finds every occurrence, however dense, and keeps the portions small."""

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.errors import Cancelled
from viewer.model import Kind, Segment, SegmentId
from viewer.search import places, scanner
from viewer.search.folded_text import FoldedFile, FoldedText
from viewer.search.scanner import occurrences, slices
from viewer.text.folding import Folding


def folded_text(folder: Path, texts: list[str]) -> FoldedText:
    return FoldedFile(folder, "c0ffee", "de", 0).build(
        lambda: (Segment(SegmentId(place), place, Kind.BODY, text) for place, text in enumerate(texts)),
        total=len(texts),
        progress=lambda _: None,
        cancelled=lambda: False,
    )


def counts(folded: FoldedText, needle: str, start: int = 0, stop: int | None = None) -> dict[int, int]:
    found: dict[int, int] = {}
    for piece in slices(folded, start, folded.segments if stop is None else stop, Folding()):
        for portion in occurrences(piece, needle.encode(), folded):
            for ordinal, count in zip(portion.ordinals.tolist(), portion.counts.tolist(), strict=True):
                assert ordinal not in found
                found[ordinal] = count
    return found


@settings(max_examples=300)
@given(
    st.lists(st.text("abかめ ", max_size=30), max_size=20),
    st.text("abかめ", min_size=1, max_size=3),
    st.integers(1, 20),
    st.booleans(),
)
def test_counts_as_python_does(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], needle: str, window: int, wheel: bool
) -> None:
    folded = folded_text(tmp_path_factory.mktemp("cache"), texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scanner, "_FIRST_SLICE", 16)
        patch.setattr(places, "_WINDOW", window)
        if not wheel:
            patch.setattr(places, "_stringzilla", None)
        expected = {ordinal: text.count(needle) for ordinal, text in enumerate(texts) if needle in text}
        assert counts(folded, needle) == expected


def test_dense_and_sparse_terms_in_long_texts(tmp_path: Path) -> None:
    texts = ["der Fluss " * 40, "eee", "", "Mekong"] * 2000
    folded = folded_text(tmp_path, texts)
    assert sum(counts(folded, "e").values()) == 2000 * (40 + 3 + 1)
    assert sum(counts(folded, "ss").values()) == 2000 * 40
    assert sum(counts(folded, "mekong").values()) == 2000


def test_looks_only_where_it_is_told(tmp_path: Path) -> None:
    folded = folded_text(tmp_path, ["a", "a", "b", "a"])
    assert counts(folded, "a", 1, 3) == {1: 1}


class _Far:
    """Text that begins `START` bytes after where a file of 4 GiB would end, as far as it is looked at."""

    START = (1 << 32) + 10

    def __init__(self, text: bytes) -> None:
        self._text = memoryview(text)

    def __getitem__(self, part: slice) -> memoryview:
        return self._text[part.start - self.START : part.stop - self.START]


def test_offsets_beyond_four_gibibytes(tmp_path: Path) -> None:
    near = folded_text(tmp_path, ["Mekong", "ßs und ß", "Mekong, Mekong"])
    far = replace(
        near,
        text=cast(memoryview, _Far(bytes(near.text))),
        offsets=near.offsets + _Far.START,
        continuations=near.continuations + _Far.START,
    )
    assert counts(far, "mekong") == {0: 1, 2: 2}
    assert counts(far, "s") == {1: 3}
    assert far.between(1, 3) == ["sss und ss", "mekong, mekong"]


def test_a_long_segment_can_be_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_WINDOW", 100)
    folded = folded_text(tmp_path, ["der Fluss " * 1000])
    (piece,) = slices(folded, 0, 1, Folding())
    windows = []

    def check() -> None:
        windows.append(1)
        if len(windows) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(occurrences(piece, b"fluss", folded, check))
    assert len(windows) == 3


def test_refined_slices_keep_their_segments(tmp_path: Path) -> None:
    folded = folded_text(tmp_path, ["ابرهيم ابراهيم", "", "باب"] * 1000)
    refined = [
        bytes(piece.text[start : stop - 1]).decode()
        for piece in slices(folded, 0, folded.segments, Folding(loose_arabic=True))
        for start, stop in zip(piece.offsets[:-1], piece.offsets[1:], strict=True)
    ]
    assert refined == ["برهيم برهيم", "", "بب"] * 1000


@pytest.mark.parametrize(
    ("needle", "counts", "uncertain"),
    [
        ("s", [3, 2, 1, 2, 3], [False] * 5),
        ("ss", [2, 1, 1, 1, 1], [True, False, False, False, False]),
        ("sas", [1, 2], [False, True]),
    ],
)
def test_letters_that_expand_are_one_match(
    tmp_path: Path, needle: str, counts: list[int], uncertain: list[bool]
) -> None:
    folded = folded_text(tmp_path, ["sßs", "ss", "ß", "ßas", "saßas"])
    (piece,) = slices(folded, 0, 5, Folding())
    (portion,) = occurrences(piece, needle.encode(), folded)
    assert portion.counts.tolist() == counts
    assert portion.uncertain.tolist() == uncertain
