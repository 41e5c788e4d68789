"""The interpreter as a window wants it: no other thread, and no search for rubbish, keeps a key waiting."""

from __future__ import annotations

import gc
import sys
from typing import Final

_TURN: Final = 0.0002
"""Seconds after which a thread that works in Python lets the window have its turn. Painting takes many turns."""


def favour_window() -> None:
    """To be called once, when all that stays until the program ends has been made.

    That is 70,000 objects, and looking through them for rubbish takes 25 ms each time: it is left out from now on.
    """
    sys.setswitchinterval(_TURN)
    gc.freeze()
