"""`make install` and `make uninstall`, as a user and as somebody who packs the program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import viewer

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = sysconfig.get_paths()["purelib"]

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(sys.platform == "win32" or not shutil.which("make"), reason="needs make"),
]


def make(*words: str) -> subprocess.CompletedProcess[str]:
    """Without the network: the packages that the program needs are those of this interpreter."""
    pytest.importorskip("hatchling", reason="hatchling is not installed: no wheel can be built offline")
    environment = {**os.environ, "PYTHONPATH": PACKAGES, "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"}
    environment |= {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
    return subprocess.run(
        ["make", f"PYTHON={sys.executable}", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def lend_packages(installed: Path) -> None:
    """What pip would have fetched."""
    (site,) = installed.glob("lib/hexapla/lib/python*/site-packages")
    (site / "lent.pth").write_text(f"{PACKAGES}\n", encoding="utf-8")


def answer(command: Path, *words: str, folder: Path) -> str:
    child = subprocess.run([command, *words], cwd=folder, capture_output=True, text=True, check=True)
    return child.stdout


def test_a_user_installs_uses_and_removes_it(tmp_path: Path) -> None:
    prefix = tmp_path / "my files" / ".local"
    (prefix / "share" / "applications").mkdir(parents=True)
    other = prefix / "share" / "applications" / "other.desktop"
    other.write_text("[Desktop Entry]\nType=Application\nName=Other\nExec=true\n", encoding="utf-8")
    for _ in ("at first", "over the old one"):
        done = make("install", f"PREFIX={prefix}")
        assert done.returncode == 0, done.stdout + done.stderr
    lend_packages(prefix)
    command = prefix / "bin" / "hexapla"
    assert f'Exec="{command}" %F' in (prefix / "share/applications/hexapla.desktop").read_text(encoding="utf-8")
    (tmp_path / "viewer").mkdir()  # the folder in which it is started shall not matter
    (tmp_path / "viewer" / "__init__.py").write_text(
        "raise SystemExit('taken from the wrong folder')", encoding="utf-8"
    )
    assert answer(command, "--version", folder=tmp_path) == f"hexapla {viewer.__version__}\n"
    where = "import viewer; print(viewer.__file__)"
    python = prefix / "lib" / "hexapla" / "bin" / "python"
    assert str(prefix) in answer(python, "-I", "-c", where, folder=tmp_path)
    answer(command, "import", str(ROOT / "seeds"), "-o", "sample.hexapla", folder=tmp_path)
    assert "2016" in answer(command, "search", "sample.hexapla", "2016", folder=tmp_path)

    done = make("uninstall", f"PREFIX={prefix}")
    assert done.returncode == 0, done.stdout + done.stderr
    left = {path for path in prefix.rglob("*") if path.is_file() and "mime" not in path.parts}
    assert left <= {other, other.with_name("mimeinfo.cache")}
    assert "hexapla" not in "".join(path.read_text(encoding="utf-8") for path in left)
    assert make("uninstall", f"PREFIX={prefix}").returncode != 0, "there is nothing more to remove"


def test_what_is_packed_names_the_place_where_it_will_lie(tmp_path: Path) -> None:
    done = make("install", "PREFIX=/usr/local", f"DESTDIR={tmp_path}")
    assert done.returncode == 0, done.stdout + done.stderr
    started = (tmp_path / "usr/local/bin/hexapla").read_text(encoding="utf-8")
    assert started == '#!/bin/sh\nexec /usr/local/lib/hexapla/bin/python -I -m viewer "$@"\n'
    assert not (tmp_path / "usr/local/share/mime/mime.cache").exists(), "caches are made where it is unpacked"
    assert (tmp_path / "usr/local/share/man/man1/hexapla.1").exists()
