"""Packed sequences: what goes in comes out, as often as wanted."""

from __future__ import annotations

import pytest

from viewer.formats.packed import Packed


@pytest.mark.parametrize("size", [0, 1, 1_023, 1_024, 1_025, 5_000])
def test_items_come_out_in_order_and_again(size: int) -> None:
    packed: Packed[tuple[str, int | None]] = Packed()
    items = [(f"日本 {number}", number if number % 2 else None) for number in range(size)]
    for item in items:
        packed.append(item)
    assert len(packed) == size
    assert list(packed) == items == list(packed)
