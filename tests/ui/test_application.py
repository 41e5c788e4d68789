from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from window_corpora import build, many

from viewer import folders

RUN = """
import sys
from pathlib import Path
from viewer.ui.application import run
sys.exit(run([Path(name) for name in sys.argv[1:]]))
"""


def started(*paths: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", RUN, *map(str, paths)], stderr=subprocess.PIPE)


def settings() -> Any:
    path = folders.config() / "settings.json"
    return json.loads(path.read_text()) if path.exists() else {}


def open_ones() -> list[str]:
    """The corpora of the windows that the next start opens."""
    return [window["corpus"] for window in settings().get("session", [])]


def wait_for(condition: Any, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def ended(process: subprocess.Popen[bytes]) -> tuple[int, float, bytes]:
    """Exit code, seconds from the signal, and what was written to the terminal."""
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=10)
    return process.returncode, time.monotonic() - begun, errors


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM")
def test_sigterm_ends_the_program_and_the_place_is_kept(tmp_path: Path) -> None:
    corpus = build(tmp_path / "a.hexapla")
    before = corpus.read_bytes()
    process = started(corpus)
    wait_for(lambda: open_ones() == [str(corpus)])
    code, seconds, errors = ended(process)
    assert (code, errors) == (0, b"")
    assert seconds < 3
    assert corpus.read_bytes() == before
    assert [entry["path"] for entry in settings()["recent"]] == [str(corpus)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM")
def test_sigterm_during_an_import_leaves_no_half_of_it(tmp_path: Path) -> None:
    for tag in ("de", "en"):
        lines = (f"{row} " + "some words to be aligned " * 8 for row in range(30_000))
        (tmp_path / f"{tag}.txt").write_text("\n".join(lines), encoding="utf-8")
    process = started(tmp_path / "de.txt", tmp_path / "en.txt")
    wait_for(lambda: folders.corpora().exists())
    code, seconds, errors = ended(process)
    assert (code, errors) == (0, b"")
    assert seconds < 3
    assert list(folders.corpora().iterdir()) == []


def test_a_start_with_a_damaged_settings_file_says_so_and_goes_on(tmp_path: Path) -> None:
    folders.config().mkdir(parents=True)
    (folders.config() / "settings.json").write_text("{")
    corpus = build(tmp_path / "a.hexapla", many(20))
    process = started(corpus)
    wait_for(lambda: (folders.config() / "settings.damaged-1.json").exists() and any(open_ones()))
    assert ended(process)[0] == 0
