"""Work in a process of its own: results, progress, cancelling, and every way to die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from viewer import worker
from viewer.errors import Cancelled, EmptyFile, Malformed, NothingToImport

Tell = Callable[[object], None]
Asked = Callable[[], bool]


def doubled(number: int, *, progress: Tell, cancelled: Asked) -> int:
    return 2 * number


def modules(*, progress: Tell, cancelled: Asked) -> set[str]:
    return set(sys.modules)


def chatter(*, progress: Tell, cancelled: Asked) -> float:
    began = time.monotonic()
    while time.monotonic() - began < 0.4:
        progress(time.monotonic())
    return time.monotonic() - began


def malformed(*, progress: Tell, cancelled: Asked) -> None:
    raise NothingToImport((Malformed("a.tsv", "line 3", "a cell is missing"), EmptyFile("b.txt")))


class Odd(Exception):
    """Cannot be restored: its constructor takes more than its arguments say."""

    def __init__(self, one: int, other: int) -> None:
        super().__init__(one)
        self.other = other


def odd(*, progress: Tell, cancelled: Asked) -> None:
    raise Odd(1, 2)


def obedient(*, progress: Tell, cancelled: Asked) -> None:
    progress("begun")
    while not cancelled():
        threading.Event().wait(0.01)
    raise Cancelled


def stubborn(trace: Path, *, progress: Tell, cancelled: Asked) -> None:
    try:
        progress("begun")
        threading.Event().wait(60)
    finally:
        trace.write_text("cleaned up")


def deaf(*, progress: Tell, cancelled: Asked) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    progress("begun")
    while True:
        threading.Event().wait(0.5)


def killed(*, progress: Tell, cancelled: Asked) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Cancel:
    """Wants to cancel as soon as the work has begun."""

    def __init__(self) -> None:
        self.wanted_at = 0.0

    def __call__(self, _progress: object) -> None:
        self.wanted_at = self.wanted_at or time.monotonic()

    def wanted(self) -> bool:
        return self.wanted_at > 0


def with_these_tests(folder: Path) -> dict[str, str]:
    """An environment in which another process can import the functions above."""
    (folder / "tests_of_worker.py").write_text(Path(__file__).read_text(encoding="utf-8"), encoding="utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(Path(__file__).parents[1])])}


def test_the_result_comes_back() -> None:
    assert worker.run(doubled, 21) == 42


def test_the_child_imports_no_qt() -> None:
    import PySide6.QtCore  # as a window would have

    assert PySide6.QtCore.__name__ in sys.modules
    assert not [name for name in worker.run(modules) if name.startswith("PySide6")]


def test_the_main_module_is_not_run_again_in_the_child(tmp_path: Path) -> None:
    script = tmp_path / "window.py"
    script.write_text(
        "print('here is', __name__, flush=True)\n"
        "from viewer import worker\n"
        "from tests_of_worker import doubled\n"
        "print(worker.run(doubled, 4), __spec__, __file__ is not None)\n"
    )
    answer = subprocess.run(
        [sys.executable, str(script)], env=with_these_tests(tmp_path), capture_output=True, text=True, check=True
    )
    assert answer.stdout.splitlines() == ["here is __main__", "8 None True"]


def test_progress_arrives_at_most_twenty_times_a_second() -> None:
    seen: list[object] = []
    seconds = worker.run(chatter, progress=seen.append)
    assert 1 <= len(seen) <= 20 * seconds + 1


def test_errors_cross_with_all_their_fields() -> None:
    with pytest.raises(NothingToImport) as caught:
        worker.run(malformed)
    assert [str(refused) for refused in caught.value.refused] == [
        "a.tsv, line 3: a cell is missing; repair the file and try again",
        "b.txt: there is no text in it; choose another file",
    ]


def test_an_error_that_cannot_be_restored_comes_as_its_traceback() -> None:
    with pytest.raises(worker.WorkerFailed, match=r"Odd: 1"):
        worker.run(odd)


def test_cancelling_is_asked_for_first() -> None:
    cancel = Cancel()
    with pytest.raises(Cancelled):
        worker.run(obedient, progress=cancel, cancelled=cancel.wanted)
    assert time.monotonic() - cancel.wanted_at < 1


def test_work_that_does_not_listen_is_terminated_and_cleans_up(tmp_path: Path) -> None:
    cancel = Cancel()
    with pytest.raises(Cancelled):
        worker.run(stubborn, tmp_path / "trace", progress=cancel, cancelled=cancel.wanted)
    assert time.monotonic() - cancel.wanted_at < 1.5
    assert (tmp_path / "trace").read_text() == "cleaned up"


def test_work_that_ignores_everything_is_killed() -> None:
    cancel = Cancel()
    with pytest.raises(Cancelled):
        worker.run(deaf, progress=cancel, cancelled=cancel.wanted)
    assert time.monotonic() - cancel.wanted_at < 2


def test_a_dead_child_is_an_error_and_no_hang() -> None:
    with pytest.raises(worker.WorkerDied) as caught:
        worker.run(killed)
    assert caught.value.exit_code == -signal.SIGKILL


def test_a_child_ends_with_its_parent(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests_of_worker import stubborn; from viewer import worker\n"
        "worker.run(stubborn, Path(sys.argv[1]), progress=lambda _: print(flush=True))"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "trace")], stdout=subprocess.PIPE, env=with_these_tests(tmp_path)
    )
    assert parent.stdout is not None
    parent.stdout.readline()  # the child has begun
    parent.kill()
    parent.stdout.read()  # the child holds the other end of the pipe: this returns when it has ended
    parent.stdout.close()
    parent.wait()
