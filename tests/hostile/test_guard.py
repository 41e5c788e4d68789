"""The guard notices what it is there for; without that its silence would mean nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import ctypes, os, socket, struct, subprocess, sys, urllib.request
from pathlib import Path
from guarded import Guard

def without_python(host, port):
    system = ctypes.CDLL(None)
    address = struct.pack("=H", socket.AF_INET) + struct.pack("!H", port) + socket.inet_aton(host) + bytes(8)
    system.connect(system.socket(socket.AF_INET, socket.SOCK_STREAM, 0), address, len(address))

guard = Guard()
folder = Path(sys.argv[1])
(folder / "allowed").mkdir()
host, port = guard.listener.getsockname()
with guard.watching(folder / "allowed"):
    (folder / "allowed" / "x").write_text("x")
    try:
        {misdeed}
    except OSError:
        pass
print(len(guard.offences))
"""


@pytest.mark.parametrize(
    ("misdeed", "is_one"),
    [
        ('(folder / "x").write_text("x")', True),
        ('(folder / "y").mkdir()', True),
        ('(folder / "allowed" / ".." / "x").touch()', True),
        ('os.remove(folder / "none")', True),
        ("socket.create_connection((host, port))", True),
        ('urllib.request.urlopen(f"http://{host}:{port}/", timeout=0.01)', True),
        ("without_python(host, port)", True),
        ('subprocess.run(["true"])', True),
        ('(folder / "allowed" / "x").unlink()', False),
        ("Path(sys.executable).read_bytes()", False),
    ],
)
def test_a_misdeed_is_noticed(tmp_path: Path, misdeed: str, is_one: bool) -> None:
    code = SCRIPT.replace("{misdeed}", misdeed)
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        cwd=Path(__file__).parent,
    )
    assert (int(done.stdout) > 0) is is_one
