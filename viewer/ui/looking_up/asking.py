"""Asking another program for a word."""

from __future__ import annotations

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices

from viewer.errors import LookupFailed
from viewer.lookups import lookup


def ask(written: str, word: str, tag: str) -> None:
    """Looks up a word of a language. Raises LookupFailed where the other program could not be started, too."""
    found = lookup(written, word, tag)
    if found.address:
        if not QDesktopServices.openUrl(QUrl(found.address, QUrl.ParsingMode.StrictMode)):
            raise LookupFailed(found.address, LookupFailed.ADDRESS)
        return
    started, _ = QProcess.startDetached(found.program[0], list(found.program[1:]))
    if not started:
        raise LookupFailed(found.program[0], LookupFailed.PROGRAM)
