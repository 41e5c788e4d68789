"""Without a display the program does its job on the terminal and ends well."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from viewer.demo import has_display

needs_no_display = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="this system always has a display")

DISPLAYS = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}


def hexapla(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The program as on a machine without a display."""
    environment = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    command = [sys.executable, "-m", "viewer", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


@needs_no_display
def test_the_sample_is_printed_and_the_window_drawn(tmp_path: Path) -> None:
    done = hexapla(folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("No display here")
    assert "20 of the 43 rows have something in all 5 versions" in done.stdout
    found = {line.split()[1] for line in done.stdout.splitlines() if "[2016]" in line}
    assert found == {"ar", "de", "ja", "pt", "ur"}
    assert (tmp_path / "hexapla.png").read_bytes().startswith(b"\x89PNG")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["hexapla.png"]


@needs_no_display
def test_a_window_that_is_asked_for_is_refused(tmp_path: Path) -> None:
    done = hexapla(str(tmp_path), folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "there is no display" in done.stderr


def test_a_display_is_what_the_environment_names() -> None:
    assert not has_display({}, "linux")
    assert has_display({"DISPLAY": ":0"}, "linux")
    assert has_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    assert has_display({"QT_QPA_PLATFORM": "offscreen"}, "linux")
    assert has_display({}, "darwin")
    assert has_display({}, "win32")
