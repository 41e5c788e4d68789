from __future__ import annotations

import gc
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from pytestqt.qtbot import QtBot

from viewer.ui.application import make_application
from viewer.ui.interpreter import favour_window


def test_the_window_gets_its_turn_soon_and_what_stays_is_not_searched_for_rubbish() -> None:
    usual = sys.getswitchinterval()
    try:
        favour_window()
        assert sys.getswitchinterval() < usual
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
        sys.setswitchinterval(usual)


def test_rubbish_is_swept_in_the_thread_of_the_window_whoever_makes_objects(qtbot: QtBot) -> None:
    make_application([])
    swept_in: list[threading.Thread] = []

    class Rubbish:
        """Kept alive by nothing but itself."""

        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            swept_in.append(threading.current_thread())

    Rubbish()
    with ThreadPoolExecutor(1) as executor:
        made = executor.submit(lambda: [[number] for number in range(100_000)]).result()
    assert swept_in == []
    qtbot.waitUntil(lambda: bool(swept_in))
    assert swept_in == [threading.main_thread()]
    assert len(made) == 100_000
