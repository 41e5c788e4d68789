"""Which letter a key would type on a Latin keyboard: repair's letters are where they are whatever the layout types.

Qt names a key after what it types, so that with an Arabic or a Russian layout there is no Key_M. What it says of the
hardware is different on each system.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QGuiApplication, QKeyEvent

_ROWS: Final = ((24, "QWERTYUIOP"), (38, "ASDFGHJKL"), (52, "ZXCVBNM"))
"""Key codes of X11 and Wayland: those of Linux' evdev and 8, from the left of each row."""
_EVDEV: Final = {start + place: letter for start, letters in _ROWS for place, letter in enumerate(letters)}
_MAC: Final = dict(zip((0, 11, 8, 2, 14, 3, 5, 4, 34, 38, 40, 37, 46, 45, 31, 35, 12, 15, 1, 17, 32, 9, 13, 7, 16, 6),
                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ", strict=True))  # fmt: skip
"""Virtual key codes of macOS (kVK_ANSI_A and so on)."""


def latin_letter(event: QKeyEvent, platform: str = "") -> str | None:
    """The capital letter on the key, if it types a letter of another script; None for what Qt names itself.

    `platform` is as QGuiApplication.platformName() has it, which is asked if it is empty.
    """
    text = event.text()
    if len(text) != 1 or not text.isalpha() or text.isascii():
        return None
    platform = platform or QGuiApplication.platformName()
    if platform == "windows":
        code = event.nativeVirtualKey()
        return chr(code) if ord("A") <= code <= ord("Z") else None
    if platform == "cocoa":
        return _MAC.get(event.nativeVirtualKey())
    return _EVDEV.get(event.nativeScanCode())
