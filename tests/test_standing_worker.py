"""A process that stays for many pieces of work."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator

import pytest

from viewer.errors import Cancelled, OutOfRange
from viewer.standing_worker import StandingWorker
from viewer.worker import WorkerDied


@pytest.fixture(scope="module")
def standing() -> Iterator[StandingWorker]:
    made = StandingWorker()
    yield made
    made.end()


def modules() -> set[str]:
    return set(sys.modules)


def refuse() -> None:
    raise OutOfRange("row", 7, 3)


def die() -> None:
    os._exit(3)


def sleep() -> None:
    time.sleep(60)


def test_one_process_does_all_the_work(standing: StandingWorker) -> None:
    assert standing.run(pow, 2, 5) == 32
    assert standing.run(os.getpid) == standing.run(os.getpid) != os.getpid()


def test_it_knows_nothing_of_the_window(standing: StandingWorker) -> None:
    assert "PySide6" not in standing.run(modules)


def test_what_is_raised_there_is_raised_here_and_the_process_stays(standing: StandingWorker) -> None:
    before = standing.run(os.getpid)
    with pytest.raises(OutOfRange, match="7"):
        standing.run(refuse)
    assert standing.run(os.getpid) == before


def test_after_its_death_there_is_another(standing: StandingWorker) -> None:
    with pytest.raises(WorkerDied):
        standing.run(die)
    assert standing.run(pow, 2, 3) == 8


def test_work_that_is_cancelled_ends_at_once(standing: StandingWorker) -> None:
    with pytest.raises(Cancelled):
        standing.run(sleep, cancelled=lambda: True)
    standing.end()
    assert standing.run(pow, 2, 3) == 8
