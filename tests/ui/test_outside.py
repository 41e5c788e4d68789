"""A file is shown in its folder by the file manager, over the bus of the session, or else its folder is opened."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection
from PySide6.QtGui import QDesktopServices

from viewer.ui.outside import Outside

_ON_A_BUS = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusVirtualObject
from viewer.ui.outside import Outside

class FileManager(QDBusVirtualObject):
    def introspect(self, path):
        return ""

    def handleMessage(self, message, connection):
        print(message.member(), message.arguments(), flush=True)
        connection.send(message.createReply())
        application.exit()
        return True

application = QCoreApplication([])
manager = FileManager()
bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "manager")
if sys.argv[2:]:
    bus.registerService("org.freedesktop.FileManager1")
    bus.registerVirtualObject("/org/freedesktop/FileManager1", manager)

class Watched(Outside):
    def open(self, path):
        print("opened", path, flush=True)
        application.exit()

outside = Watched()
outside.reveal(Path(sys.argv[1]))
QTimer.singleShot(10_000, application.exit)
application.exec()
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="there is no bus to be had")
@pytest.mark.parametrize("there", [True, False])
def test_the_file_manager_is_asked_to_select_the_file(tmp_path: Path, there: bool) -> None:
    file = tmp_path / "zwei Flüsse.hexapla"
    file.touch()
    command = ["dbus-run-session", "--", sys.executable, "-c", _ON_A_BUS, str(file), *(["there"] if there else [])]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, env={**os.environ, "PYTHONUTF8": "1"})
    asked = f"ShowItems [['file://{tmp_path}/zwei%20Fl%C3%BCsse.hexapla'], '']"
    assert done.stdout.strip() == (asked if there else f"opened {tmp_path}")


def test_without_a_bus_the_folder_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDBusConnection, "sessionBus", lambda: QDBusConnection("there is none"))
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    Outside().reveal(tmp_path / "a.hexapla")
    assert opened == [str(tmp_path)]
