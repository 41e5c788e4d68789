from __future__ import annotations

import sys
import threading
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from viewer.errors import Cancelled, QueryError
from viewer.ui.jobs import Control, Job, Jobs


def wait_until_stopped(control: Control) -> None:
    """Work that goes on until it is asked to stop."""
    while not control.cancelled():
        threading.Event().wait(0.005)
    raise Cancelled


def test_the_result_arrives_in_the_thread_of_the_window(qtbot: QtBot, jobs: Jobs) -> None:
    threads: list[threading.Thread] = []
    job = Job(lambda control: threading.current_thread())
    job.succeeded.connect(lambda worker: threads.extend([worker, threading.current_thread()]))
    with qtbot.waitSignal(job.ended):
        jobs.start(job, lane="a")
    assert threads[0] is not threads[1]
    assert threads[1] is threading.main_thread()
    assert jobs.running() == []


def test_jobs_of_one_lane_run_in_order_in_one_thread(qtbot: QtBot, jobs: Jobs) -> None:
    threads: list[Any] = []
    last = Job(lambda control: threads.append(threading.get_ident()))
    with qtbot.waitSignal(last.ended):
        for job in [Job(lambda control: threads.append(threading.get_ident())) for _ in range(5)]:
            jobs.start(job, lane="a")
        jobs.start(last, lane="a")
    assert len(threads) == 6
    assert len(set(threads)) == 1


def test_a_known_error_is_delivered_and_not_a_fault(qtbot: QtBot, jobs: Jobs) -> None:
    def work(control: Control) -> None:
        raise QueryError(3, "why")

    job = Job(work)
    with qtbot.waitSignal(job.failed) as failed:
        jobs.start(job, lane="a")
    assert isinstance(failed.args[0], QueryError)


def test_a_fault_in_the_work_goes_to_the_crash_report(
    qtbot: QtBot, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[type] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: faults.append(kind))
    job = Job(lambda control: 1 // 0)
    with qtbot.waitSignal(job.ended):
        jobs.start(job, lane="a")
    assert faults == [ZeroDivisionError]


def test_cancelling_ends_the_work(qtbot: QtBot, jobs: Jobs) -> None:
    job = Job(wait_until_stopped)
    with qtbot.waitSignal(job.failed) as failed:
        jobs.start(job, lane="a")
        job.cancel()
    assert isinstance(failed.args[0], Cancelled)


def test_a_rest_ends_when_the_work_should_stop(qtbot: QtBot, jobs: Jobs) -> None:
    job = Job(lambda control: control.rest(1000))
    with qtbot.waitSignal(job.ended):
        jobs.start(job, lane="a")
        job.cancel()


def test_work_that_hands_over_goes_on_when_the_window_has_dealt_with_it(qtbot: QtBot, jobs: Jobs) -> None:
    order: list[str] = []

    def work(control: Control) -> None:
        control.hand_over("first")
        order.append("on")
        control.hand_over("second")

    job, after = Job(work), Job(lambda control: order.append("next job"))
    job.reported.connect(order.append)
    with qtbot.waitSignal(after.ended):
        jobs.start(job, lane="a")
        jobs.start(after, lane="a")
    assert order == ["first", "on", "second", "next job"]


def test_work_can_see_that_another_job_of_its_lane_waits(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[int] = []
    first, second = (Job(lambda control: (control.hand_over(None), seen.append(jobs.waiting("a")))) for _ in "12")
    with qtbot.waitSignal(second.ended):
        jobs.start(first, lane="a")
        jobs.start(second, lane="a")
        jobs.start(Job(lambda control: None), lane="b")
    assert seen == [2, 1]
    assert jobs.waiting("a") == 0


def test_stopping_does_not_wait_for_a_window_that_is_gone(qtbot: QtBot, jobs: Jobs) -> None:
    jobs.start(Job(lambda control: control.hand_over("nobody takes it")), lane="a")
    assert jobs.stop(seconds=10)


def test_nothing_of_a_dropped_job_is_delivered(qtbot: QtBot, jobs: Jobs) -> None:
    heard: list[object] = []
    reported = threading.Event()

    def work(control: Control) -> str:
        control.report("part")
        reported.set()
        return "whole"

    dropped, after = Job(work), Job(lambda control: None)
    for signal in (dropped.reported, dropped.succeeded, dropped.failed):
        signal.connect(heard.append)
    jobs.start(dropped, lane="a")
    assert reported.wait(5)
    jobs.drop(dropped)
    with qtbot.waitSignal(after.ended):
        jobs.start(after, lane="a")
    assert heard == []


def test_progress_comes_at_most_twenty_times_a_second(qtbot: QtBot, jobs: Jobs) -> None:
    def work(control: Control) -> None:
        for step in range(50_000):
            control.progress(step)

    steps: list[object] = []
    job = Job(work)
    job.progressed.connect(steps.append)
    with qtbot.waitSignal(job.ended):
        jobs.start(job, lane="a")
    assert steps[0] == 0
    assert len(steps) < 50


def test_what_is_needed_is_done_even_at_the_end(qtbot: QtBot) -> None:
    jobs = Jobs()
    done: list[str] = []
    jobs.start(Job(wait_until_stopped), lane="a")
    jobs.start(Job(lambda control: done.append("not needed")), lane="a")
    jobs.start(Job(lambda control: done.append("needed"), needed=True), lane="a")
    assert jobs.stop(seconds=5)
    assert done == ["needed"]


def test_stopping_waits_for_the_work(qtbot: QtBot) -> None:
    jobs = Jobs()
    for _ in range(3):
        jobs.start(Job(wait_until_stopped), lane="a")
    assert jobs.stop(seconds=5)
    assert jobs.running() == []


def test_work_that_does_not_listen_is_told_of(qtbot: QtBot) -> None:
    jobs, free = Jobs(), threading.Event()
    jobs.start(Job(lambda control: free.wait(20)), lane="a")
    assert not jobs.stop(seconds=0.05)
    free.set()
    assert jobs.stop(seconds=5)


def test_nothing_starts_after_the_end(qtbot: QtBot, jobs: Jobs) -> None:
    assert jobs.stop(seconds=5)
    begun = threading.Event()
    jobs.start(Job(lambda _control: begun.set()), lane="late")
    assert jobs.running() == []
    assert not begun.wait(0.05)
