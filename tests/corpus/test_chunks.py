from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.corpus import chunks
from viewer.corpus.chunks import Chunk, measured, narrow, sequence_checksum, widened


def chunk(counts: list[int]) -> Chunk:
    ids = np.arange(100, 100 + sum(counts))
    cells = measured(ids, np.array(counts, np.uint32), np.full(len(ids), 3, np.uint32), np.zeros(len(ids), np.uint8))
    return Chunk(np.linspace(0, 1, len(counts), dtype=np.float32), np.zeros(len(counts), np.uint8), {7: cells})


@given(st.lists(st.integers(0, 2**62)))
def test_numbers_come_back_from_the_narrowest_width(numbers: list[int]) -> None:
    stored = narrow(np.array(numbers, np.int64))
    assert widened(stored, len(numbers)).tolist() == numbers
    assert len(stored) <= len(numbers) * next(w for w in (1, 2, 4, 8) if max(numbers, default=0) < 1 << 8 * w)


@pytest.mark.parametrize(("stored", "count"), [(b"x", 0), (b"", 1), (b"abc", 2), (b"abc", 1)])
def test_another_count_of_numbers_is_refused(stored: bytes, count: int) -> None:
    with pytest.raises(ValueError):
        widened(stored, count)


@given(st.lists(st.integers(0, 3), max_size=40), st.data())
def test_a_chunk_cut_anywhere_and_joined_is_the_same(counts: list[int], data: st.DataObject) -> None:
    whole = chunk(counts)
    place = data.draw(st.integers(0, len(counts)))
    parts = [whole.stretch(0, place), whole.stretch(place, len(counts))]
    again = chunks.joined(parts)
    assert again.cells[7].ids.tolist() == whole.cells[7].ids.tolist()
    assert again.cells[7].counts.tolist() == counts
    assert again.cells[7].lengths.tolist() == [3 * count for count in counts]
    assert sequence_checksum(part.cells[7].ids for part in parts) == sequence_checksum([whole.cells[7].ids])


@pytest.mark.parametrize(
    ("units", "pieces"), [(0, []), (1, [1]), (2048, [2048]), (2049, [1024, 1024, 1]), (3000, [1024, 1024, 952])]
)
def test_a_chunk_is_cut_only_when_it_has_grown_too_large(units: int, pieces: list[int]) -> None:
    assert [piece.units for piece in chunks.cut(chunk([1] * units))] == pieces
