from __future__ import annotations

import gc
import sys

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
