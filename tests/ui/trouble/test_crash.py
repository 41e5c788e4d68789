from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from viewer.errors import Locked
from viewer.ui.trouble.crash import CrashHook


@pytest.fixture
def hook(qtbot: QtBot, tmp_path: Path) -> Iterator[CrashHook]:
    made = CrashHook(tmp_path / "logs")
    # The test framework has hooks of its own, and counts what they see as failures.
    before = sys.excepthook, sys.unraisablehook, threading.excepthook
    made.install()
    yield made
    made.uninstall()
    assert (sys.excepthook, sys.unraisablehook, threading.excepthook) == before


class Broken(QWidget):
    """Wants to be painted twenty times, and fails each time."""

    times = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.times += 1
        if self.times < 20:
            self.update()
        raise KeyError("colour")


def test_a_fault_in_painting_is_reported_once(hook: CrashHook, qtbot: QtBot, tmp_path: Path) -> None:
    reports: list[str] = []
    hook.reported.connect(reports.append)
    widget = Broken()
    qtbot.addWidget(widget)
    # Shown by the event loop: what is painted while Python waits for it would raise there.
    QTimer.singleShot(0, widget.show)
    qtbot.waitUntil(lambda: widget.times >= 20)
    assert hook.count() == 20
    assert len(reports) == 1
    (written,) = (tmp_path / "logs").iterdir()
    assert written.read_text(encoding="utf-8") == reports[0]
    assert "KeyError" in reports[0]
    assert 'raise KeyError("colour")' in reports[0]
    assert "Hexapla 0." in reports[0]


def test_two_faults_are_two_reports(hook: CrashHook, qtbot: QtBot) -> None:
    reports: list[str] = []
    hook.reported.connect(reports.append)
    for kind in (KeyError, ValueError):
        try:
            raise kind("x")
        except (KeyError, ValueError) as error:
            sys.excepthook(kind, error, error.__traceback__)
    qtbot.waitUntil(lambda: len(reports) == 2)


def test_a_fault_in_a_thread_is_reported(hook: CrashHook, qtbot: QtBot) -> None:
    with qtbot.waitSignal(hook.reported):
        thread = threading.Thread(target=lambda: 1 // 0)
        thread.start()
        thread.join()


def test_a_known_error_is_no_fault(hook: CrashHook, qtbot: QtBot, tmp_path: Path) -> None:
    error = Locked("a.hexapla")
    with qtbot.waitSignal(hook.met) as met:
        sys.excepthook(Locked, error, None)
    assert met.args == [error]
    assert not (tmp_path / "logs").exists()


def test_without_a_place_for_the_report_it_is_told_all_the_same(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    hook = CrashHook(tmp_path / "logs")
    with qtbot.waitSignal(hook.reported) as reported:
        hook.caught(ValueError, ValueError("x"), None)
    assert "ValueError" in reported.args[0]


def test_ctrl_c_is_no_fault(hook: CrashHook, qtbot: QtBot) -> None:
    with qtbot.waitSignal(hook.interrupted):
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert hook.count() == 0
