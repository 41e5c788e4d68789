"""A file shown in its folder, selected, by the file manager of the system."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir, QObject, QProcess, QUrl
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

_NAME: Final = "org.freedesktop.FileManager1"
"""https://www.freedesktop.org/wiki/Specifications/file-manager-interface/"""
_PATH: Final = "/org/freedesktop/FileManager1"


def show_in_folder(path: Path, *, open_folder: Callable[[Path], object], parent: QObject) -> None:
    """Asks the file manager to show the file at `path`; where none can be asked for that, opens the folder.

    `open_folder` opens a folder in the program that the system has for it. Nobody waits for an answer.
    """
    if sys.platform == "win32":
        QProcess.startDetached("explorer", ["/select,", QDir.toNativeSeparators(str(path))])
        return
    if sys.platform == "darwin":
        QProcess.startDetached("open", ["-R", str(path)])
        return
    bus = QDBusConnection.sessionBus()
    if not path.exists() or not bus.isConnected():
        open_folder(path.parent)
        return
    call = QDBusMessage.createMethodCall(_NAME, _PATH, _NAME, "ShowItems")
    call.setArguments([[QUrl.fromLocalFile(str(path)).toString(QUrl.ComponentFormattingOption.FullyEncoded)], ""])
    answer = QDBusPendingCallWatcher(bus.asyncCall(call), parent)

    def take(_watcher: QDBusPendingCallWatcher) -> None:
        if answer.isError():
            open_folder(path.parent)
        answer.deleteLater()

    answer.finished.connect(take)
