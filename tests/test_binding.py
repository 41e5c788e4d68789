"""The Qt binding keeps its reference counts: PySide6 6.12.0 on Python 3.11 lost one of None with every call.

It aborted after some thousands of calls, so the calls are made in a child process whose end can be seen.
"""

from __future__ import annotations

import subprocess
import sys

CALLS = """
from PySide6.QtCore import QObject, QPoint, Signal

class Sender(QObject):
    sent = Signal(int)

received = []
sender = Sender()
sender.sent.connect(received.append)
for number in range(5_000):
    sender.sent.emit(number)
assert received == list(range(5_000))

point = QPoint()
for number in range(2_000_000):
    point.setX(7)
"""


def test_two_million_void_calls_and_five_thousand_emits_end_well() -> None:
    child = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, check=False)
    assert (child.returncode, child.stderr) == (0, "")
