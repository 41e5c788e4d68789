"""Every place of a needle is found, leftmost and without overlaps, wherever windows end, with the wheel or without."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.search import places as module
from viewer.search.places import contains, places


def found(text: bytes, needle: bytes) -> list[int]:
    return [place for portion in places(memoryview(text), needle) for place in portion.tolist()]


@pytest.fixture(params=["wheel", "no wheel"])
def _either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "no wheel":
        monkeypatch.setattr(module, "_stringzilla", None)


@pytest.mark.parametrize("wheel", [True, False])
@settings(max_examples=300)
@given(st.text("ab\n", max_size=40), st.text("ab", min_size=1, max_size=4), st.integers(1, 50), st.integers(1, 5))
def test_finds_what_python_finds(wheel: bool, text: str, needle: str, window: int, few: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_WINDOW", window)
        patch.setattr(module, "_FEW", few)
        if not wheel:
            patch.setattr(module, "_stringzilla", None)
        expected = []
        while (place := text.find(needle, expected[-1] + len(needle) if expected else 0)) >= 0:
            expected.append(place)
        assert found(text.encode(), needle.encode()) == expected
        assert contains(memoryview(text.encode()), needle.encode()) == bool(expected)


@pytest.mark.usefixtures("_either_way")
@pytest.mark.parametrize(
    ("text", "needle", "expected"),
    [
        ("", "a", []),
        ("aaaaa", "aa", [0, 2]),
        ("神の国の", "の", [3, 9]),
        ("ab", "abc", []),
        ("abcab", "ab", [0, 3]),
    ],
)
def test_places_are_bytes(text: str, needle: str, expected: list[int]) -> None:
    assert found(text.encode(), needle.encode()) == expected


def test_a_long_text_comes_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WINDOW", 6)
    assert [portion.tolist() for portion in places(memoryview(b"aab" * 5), b"ab")] == [[1, 4], [7, 10, 13]]
