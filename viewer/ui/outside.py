"""Files shown by other programs: opened, or selected in their folder by the file manager of the system."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir, QObject, QProcess, QUrl
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
from PySide6.QtGui import QDesktopServices

_NAME: Final = "org.freedesktop.FileManager1"
"""https://www.freedesktop.org/wiki/Specifications/file-manager-interface/"""
_PATH: Final = "/org/freedesktop/FileManager1"


class Outside(QObject):
    """What the window asks of other programs. It never waits for them."""

    def open(self, path: Path) -> None:
        """Shows a file or folder in the program that the system has for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def reveal(self, file: Path) -> None:
        """Shows a file in its folder; where no file manager can be asked for that, opens the folder."""
        if sys.platform == "win32":
            QProcess.startDetached("explorer", ["/select,", QDir.toNativeSeparators(str(file))])
        elif sys.platform == "darwin":
            QProcess.startDetached("open", ["-R", str(file)])
        else:
            self._ask_file_manager(file)

    def _ask_file_manager(self, file: Path) -> None:
        bus = QDBusConnection.sessionBus()
        if not file.exists() or not bus.isConnected():
            self.open(file.parent)
            return
        call = QDBusMessage.createMethodCall(_NAME, _PATH, _NAME, "ShowItems")
        call.setArguments([[QUrl.fromLocalFile(str(file)).toString(QUrl.ComponentFormattingOption.FullyEncoded)], ""])
        answer = QDBusPendingCallWatcher(bus.asyncCall(call), self)

        def take(_watcher: QDBusPendingCallWatcher) -> None:
            if answer.isError():
                self.open(file.parent)
            answer.deleteLater()

        answer.finished.connect(take)
