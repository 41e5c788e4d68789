"""A second start hands its files to the first, whatever has become of that one."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from viewer.ui import handover
from viewer.ui.handover import Door, Start

pytestmark = pytest.mark.skipif(os.name == "nt", reason="sockets are files only elsewhere")

SECOND = """
import sys
from pathlib import Path
from viewer.ui.handover import hand_over
print(hand_over(sys.argv[1], [Path(one) for one in sys.argv[2:]], {"XDG_ACTIVATION_TOKEN": "token"}))
"""


@pytest.fixture
def name() -> Iterator[str]:
    """A short one: the name of a socket has at most a hundred bytes."""
    path = Path(f"/tmp/hexapla-test-{os.getpid()}-{time.monotonic_ns()}")
    yield str(path)
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()


@pytest.fixture
def door(name: str, qtbot: QtBot) -> Iterator[Door]:
    made = Door(name)
    assert made.open() is Start.FIRST
    made.answer()
    yield made
    made.close()


def knock(name: str, door: Door, qtbot: QtBot, *paths: Path) -> tuple[object, str]:
    """What the door heard of a second start, and what that one printed."""
    with qtbot.waitSignal(door.knocked, timeout=20_000) as heard:
        process = subprocess.Popen(
            [sys.executable, "-c", SECOND, name, *map(str, paths)], stdout=subprocess.PIPE, text=True
        )
    qtbot.waitUntil(lambda: process.poll() is not None)
    return heard.args, process.communicate()[0]


def test_a_second_start_hands_its_files_over(name: str, door: Door, qtbot: QtBot, tmp_path: Path) -> None:
    files = [tmp_path / "ä \n.hexapla", tmp_path / "b.txt"]
    assert knock(name, door, qtbot, *files) == ([files, "token"], "True\n")


def test_without_another_the_start_is_the_first(name: str) -> None:
    assert handover.hand_over(name, []) is None


def test_the_socket_of_a_crash_is_taken_over(name: str, qtbot: QtBot) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(name)
    assert Path(name).exists()
    door = Door(name)
    assert door.open() is Start.FIRST
    door.answer()
    assert knock(name, door, qtbot)[1] == "True\n"
    door.close()


def test_one_that_does_not_answer_is_not_waited_for(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handover, "PATIENCE", 50)
    with socket.socket(socket.AF_UNIX) as hung:
        hung.bind(name)
        hung.listen()
        door = Door(name)
        assert door.open() is Start.BESIDE
        door.close()


@pytest.mark.parametrize(
    "said",
    [
        b"\n",
        b"[]\n",
        b'{"paths": ["relative"], "token": ""}\n',
        b'{"paths": [7], "token": ""}\n',
        b"\xff\n",
        b"[" * 99999 + b"\n",
    ],
)
def test_nonsense_opens_nothing(name: str, door: Door, qtbot: QtBot, said: bytes) -> None:
    with qtbot.assertNotEmitted(door.knocked), socket.socket(socket.AF_UNIX) as stranger:
        stranger.settimeout(5)
        stranger.connect(name)
        stranger.sendall(said)
        qtbot.waitUntil(lambda: not door._heard, timeout=5000)
    assert knock(name, door, qtbot)[1] == "True\n"
