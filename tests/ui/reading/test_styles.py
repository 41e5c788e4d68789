from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.model import Direction, Version, VersionId
from viewer.ui.reading.kept_styles import KeptStyles
from viewer.ui.reading.styles import VersionStyle
from viewer.ui.settings import Settings

UR = Version(VersionId("ur"), "ur", "", Direction.RTL, 5, 1)
UR_2 = Version(VersionId("ur-2"), "ur", "", Direction.RTL, 5, 1)


@pytest.fixture
def kept() -> KeptStyles:
    return KeptStyles(Settings())


def test_a_style_of_a_version_goes_over_that_of_its_language() -> None:
    own = VersionStyle(direction=Direction.LTR, scale=1.2)
    general = VersionStyle(direction=Direction.RTL, family="Lateef", scale=1.5, leading=1.1)
    assert own.over(general) == VersionStyle(Direction.LTR, "Lateef", pytest.approx(1.8), 1.1)


@given(st.integers(-5, 5), st.integers(0, 6))
def test_steps_forth_and_back_lead_where_they_began(start: int, steps: int) -> None:
    style = VersionStyle().resized(start)
    assert style.resized(steps).resized(-steps) == style


def test_letters_and_lines_stay_readable() -> None:
    assert VersionStyle().resized(100).scale == 3.0
    assert VersionStyle().resized(-100).scale == 0.5
    assert VersionStyle().spaced(100).leading == 2.5


styles = st.builds(
    VersionStyle,
    st.sampled_from([None, *Direction]),
    st.sampled_from(["", "Noto Serif", "Ünï"]),
    st.integers(-7, 11).map(lambda steps: VersionStyle().resized(steps).scale),
    st.integers(-3, 9).map(lambda steps: VersionStyle().spaced(steps).leading),
)


@given(styles)
def test_a_style_is_read_as_it_was_written(style: VersionStyle) -> None:
    assert VersionStyle.from_json(style.to_json()) == style


@pytest.mark.parametrize(
    "said",
    [None, 3, [], {"direction": "up"}, {"direction": []}, {"family": 1}, {"scale": True}, {"leading": float("nan")}],
)
def test_what_the_program_did_not_write_changes_nothing(said: Any) -> None:
    assert VersionStyle.from_json(said) == VersionStyle()


def test_what_is_said_of_a_language_holds_for_its_versions_in_every_corpus(kept: KeptStyles) -> None:
    kept.set_language("ur", VersionStyle(scale=1.5))
    kept.set_version("here", UR_2.id, VersionStyle(direction=Direction.LTR))
    assert kept.of_all("here", [UR, UR_2]) == {
        "ur": VersionStyle(scale=1.5),
        "ur-2": VersionStyle(Direction.LTR, scale=1.5),
    }
    assert kept.of_all("there", [UR_2]) == {"ur-2": VersionStyle(scale=1.5)}


def test_a_style_that_says_nothing_is_not_kept() -> None:
    settings = Settings()
    kept = KeptStyles(settings)
    kept.set_language("ur", VersionStyle(scale=1.5))
    kept.set_version("here", UR.id, VersionStyle(scale=1.5))
    kept.set_language("ur", VersionStyle())
    kept.set_version("here", UR.id, VersionStyle())
    assert (settings["styles"], settings["version_styles"]) == ({}, [])


def test_the_corpora_changed_last_are_remembered(kept: KeptStyles) -> None:
    for number in range(201):
        kept.set_version(f"corpus {number}", UR.id, VersionStyle(scale=1.5))
        kept.set_version("corpus 1", UR.id, VersionStyle(scale=2.0))
    assert kept.of_version("corpus 0", UR.id) == VersionStyle()
    assert kept.of_version("corpus 1", UR.id) == VersionStyle(scale=2.0)
