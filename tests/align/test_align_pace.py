"""Progress told by a check."""

from __future__ import annotations

import pytest

from viewer.align.pace import Pace


def test_calls_lead_to_the_share_that_was_announced_and_not_beyond() -> None:
    told: list[float] = []
    pace = Pace(told.append, lambda: None)
    pace.toward(0.4, 2)
    for _ in range(3):
        pace()
    pace.toward(1.0, 3)
    pace()
    assert told == [0.2, 0.4, 0.4, pytest.approx(0.6)]


def test_what_the_check_raises_is_raised_and_nothing_is_told() -> None:
    def refuse() -> None:
        raise KeyboardInterrupt

    told: list[float] = []
    with pytest.raises(KeyboardInterrupt):
        Pace(told.append, refuse)()
    assert told == []
