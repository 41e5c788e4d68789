"""`make bundle`: the folder runs where neither Python's packages nor this checkout are."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import viewer
from viewer import licences

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(sys.platform == "win32" or not shutil.which("make"), reason="needs make"),
]


@pytest.fixture(scope="module")
def bundle() -> Path:
    """The folder that was built."""
    done = subprocess.run(
        ["make", f"PYTHON={sys.executable}", "bundle"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if "No matching distribution found for pyinstaller" in done.stderr:
        pytest.skip("PyInstaller cannot be fetched")
    assert done.returncode == 0, done.stdout + done.stderr
    return ROOT / "dist" / "hexapla"


@pytest.fixture
def bare(bundle: Path, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a person who has never heard of Python."""
    moved = tmp_path / "elsewhere" / "hexapla"
    shutil.copytree(bundle, moved, symlinks=True)
    yield {
        "PATH": f"{moved}:/nowhere",
        "HOME": str(tmp_path / "home"),
        "XDG_CONFIG_HOME": str(tmp_path / "home" / "config"),
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
    }
    shutil.rmtree(moved)


def told(environment: dict[str, str], *words: str) -> str:
    return subprocess.run(
        [Path(environment["PATH"].split(":")[0]) / "hexapla", *words],
        env=environment,
        cwd=environment["HOME"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_the_commands_work(bare: dict[str, str], bundle: Path) -> None:
    assert told(bare, "--version") == f"hexapla {viewer.__version__}\n"
    seeds = bundle / "_internal" / "viewer" / "_data" / "seeds"
    told(bare, "import", str(seeds), "-o", "sample.hexapla")
    assert "[2016]" in told(bare, "search", "sample.hexapla", "2016")
    assert told(bare, "check", "sample.hexapla").endswith("no problem found\n")
    told(bare, "export", "sample.hexapla", "-o", "sample.pdf")
    assert (Path(bare["HOME"]) / "sample.pdf").read_bytes().startswith(b"%PDF")


def test_the_window_opens_the_sample(bare: dict[str, str]) -> None:
    program = Path(bare["PATH"].split(":")[0]) / "hexapla"
    process = subprocess.Popen([program], env=bare, stderr=subprocess.PIPE)
    settings = Path(bare["XDG_CONFIG_HOME"]) / "hexapla" / "settings.json"
    deadline = time.monotonic() + 120
    while not (settings.exists() and "Sample.hexapla" in settings.read_text(encoding="utf-8")):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.1)
    process.terminate()
    _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such folder")
def test_it_brings_along_menu_entry_and_licences(bundle: Path) -> None:
    assert (bundle / "share" / "applications" / "hexapla.desktop").is_file()
    resources = bundle / "_internal" / "viewer" / "_data" / "resources"
    for folder in ("fonts", "icons", "licences"):
        assert {file.name for file in (ROOT / "resources" / folder).iterdir()} <= set(os.listdir(resources / folder))
    passed_on = (bundle / "LICENCES.txt").read_text(encoding="utf-8")
    assert all(part.text() in passed_on for part in licences.parts())
    assert len(list((bundle / "_internal").glob("*.dist-info"))) > 10


@pytest.mark.skipif(not shutil.which("dpkg-query"), reason="only Debian's packages tell of their licences in one place")
def test_it_tells_of_the_libraries_of_the_system_that_it_brings_along(bundle: Path) -> None:
    texts = bundle / "_internal" / "viewer" / "_data" / "resources" / "licences" / "system"
    assert (bundle / "_internal" / "libxcb-cursor.so.0").is_file()
    assert "Permission is hereby granted" in (texts / "libxcb-cursor0.txt").read_text(encoding="utf-8")
    assert "libxcb-cursor0: see its text" in (bundle / "LICENCES.txt").read_text(encoding="utf-8")
