"""The interpreter as a window wants it: no other thread, and no search for rubbish, keeps it waiting or does harm."""

from __future__ import annotations

import gc
import sys
import time
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer

_TURN: Final = 0.0002
"""Seconds after which a thread that works in Python lets the window have its turn. Painting takes many turns."""
_LOOK: Final = 500
"""Milliseconds between two looks at whether there is enough rubbish to be swept."""
_ALL: Final = 10
"""Seconds after which all is swept if a part was."""


def favour_window() -> None:
    """To be called once, when all that stays until the program ends has been made.

    That is 70,000 objects, and looking through them for rubbish takes 25 ms each time: it is left out from now on.
    """
    sys.setswitchinterval(_TURN)
    gc.freeze()


def sweep_in_window(application: QCoreApplication) -> None:
    """Has rubbish swept in the thread of the window from now on, and in no other.

    Python sweeps in whichever thread happens to make the next object. Objects of Qt that are kept alive by nothing but
    each other would be destroyed there, which their own thread may just be using: now and then that is a crash.
    """
    if gc.isenabled():
        gc.disable()
        _Sweeper(application)


def sweep() -> None:
    """Sweeps if Python would, were it left to it: the oldest generation that is due, and all younger ones."""
    counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (made, most) in enumerate(counts) if made > most]
    if due:
        gc.collect(due[-1])


class _Sweeper(QObject):
    """Looks now and then. All is swept some time after anything was: a corpus that was closed may have been large."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._swept_all = time.monotonic()
        timer = QTimer(self, interval=_LOOK, timerType=Qt.TimerType.CoarseTimer)
        timer.timeout.connect(self._look)
        timer.start()

    def _look(self) -> None:
        now = time.monotonic()
        if any(gc.get_count()[1:]) and now - self._swept_all >= _ALL:
            self._swept_all = now
            gc.collect()
        else:
            sweep()
