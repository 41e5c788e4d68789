#!/usr/bin/env python3
"""Prepares a checkout: the virtual environment, the Python packages, and on Linux the system libraries and fonts.

Run by the Makefile before everything else; once all is there it takes a tenth of a second and says nothing. It needs
Python alone: no pip, no venv package, no network where nothing is missing.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

LIBRARIES = (
    "libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0 libxcb-cursor0 "
    "libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 "
    "libxcb-xkb1 libx11-xcb1 libgssapi-krb5-2"
).split()
FONTS = {"core": "fonts-noto-core", "cjk": "fonts-noto-cjk"}

# Runs in a child process, because a missing library can end a process instead of raising. Its last line is the answer.
# The xcb plugin is only loaded, not started: that needs no display.
PROBE = """
import ctypes, json, os, pathlib
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QLibraryInfo
from PySide6.QtGui import QFontDatabase
from PySide6.QtNetwork import QLocalServer
from PySide6.QtWidgets import QApplication
missing = []
try:
    ctypes.CDLL(str(pathlib.Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforms", "libqxcb.so")))
except OSError:
    missing.append("xcb")
application = QApplication([])
scripts = {"core": "Latin Greek Cyrillic Hebrew Arabic Devanagari Thai", "cjk": "Japanese SimplifiedChinese Korean"}
for fonts, names in scripts.items():
    if not all(QFontDatabase.families(QFontDatabase.WritingSystem[name]) for name in names.split()):
        missing.append(fonts)
print(json.dumps(missing))
"""


def main() -> int:
    arguments = parse_arguments()
    if is_too_old("run"):
        return 1
    environment = Path(ROOT, arguments.venv)
    python = python_of(environment)
    try:
        install(environment, python, dev=arguments.dev, pins=arguments.pin, newest=arguments.newest)
    except subprocess.CalledProcessError as failure:
        say(f"stopped at: {' '.join(map(str, failure.cmd))}")
        return 1
    return check_system(environment, python) if sys.platform == "linux" else 0


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--venv", default=".venv", help="folder of the virtual environment (default: .venv)")
    parser.add_argument("--dev", action="store_true", help="with the packages of the dependency group dev")
    parser.add_argument("--pin", action="append", default=[], metavar="REQUIREMENT", help="a version to insist on")
    parser.add_argument("--newest", action="append", default=[], metavar="PACKAGE", help="upgrade it as far as allowed")
    return parser.parse_args()


def is_too_old(target: str) -> bool:
    """Whether this Python is too old for the program; then says what to type instead."""
    if sys.version_info >= (3, 11):  # noqa: UP036 (the machine's own Python runs this, whatever it is)
        return False
    say(f"this is Python {sys.version.split()[0]}, 3.11 or newer is needed; try: make PYTHON=python3.12 {target}")
    return True


def python_of(environment: Path) -> Path:
    """The interpreter of a virtual environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def say(text: str) -> None:
    print(f"hexapla setup: {text}", file=sys.stderr, flush=True)


# The virtual environment and its packages


def install(environment: Path, python: Path, *, dev: bool, pins: list[str], newest: list[str]) -> None:
    """Makes the environment what pyproject.toml asks for; a stamp in it says that it is so already."""
    import tomllib  # not at the top: an older Python shall still get as far as saying that it is too old

    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {key: configuration[key] for key in ("build-system", "project", "dependency-groups")}
    asked |= {"root": str(ROOT), "python": sys.version, "pins": pins}
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
    stamps = [environment / "stamp-run", environment / "stamp-dev"]
    stamped = any(stamp.is_file() and stamp.read_text() == digest for stamp in (stamps[1:] if dev else stamps))
    if stamped and python.exists() and not newest:
        return

    say(f"installing into {environment.name} (the first time this takes a minute)")
    if not python.exists() or not runs(python, "-c", ""):
        create(environment)
    if not runs(python, "-m", "pip", "--version"):
        add_pip(environment, python)
    for stamp in stamps:
        stamp.unlink(missing_ok=True)
    requirements = [*pins, *(configuration["dependency-groups"]["dev"] if dev else [])]
    pip = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    upgrade = ["--upgrade", *newest] if newest else []
    subprocess.run([*pip, *upgrade, "--editable", str(ROOT), *requirements], check=True)
    for stamp in stamps if dev else stamps[:1]:
        stamp.write_text(digest)


def create(environment: Path) -> None:
    """Debian's Python has no ensurepip before python3-venv is installed; then pip comes afterwards."""
    without = [] if importlib.util.find_spec("ensurepip") else ["--without-pip"]
    subprocess.run([sys.executable, "-m", "venv", "--clear", *without, environment], check=True)


def add_pip(environment: Path, python: Path) -> None:
    """pip for an environment that has none: from Python itself, from the machine's pip, or from Debian."""
    if runs(python, "-m", "ensurepip"):
        return
    if runs(sys.executable, "-m", "pip", "--version"):
        command = [sys.executable, "-m", "pip", "--python", python, "install", "-qq"]
        subprocess.run([*command, "--disable-pip-version-check", "pip"], check=True)
        return
    if not apt_install(["python3-venv"]):
        raise subprocess.CalledProcessError(1, [python, "-m", "pip"])
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)


def runs(*command: str | Path) -> bool:
    """Whether the command ends well; what it prints is of no interest."""
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


# System libraries and fonts


def check_system(environment: Path, python: Path) -> int:
    """Sees to what Qt needs from Linux. Fails only where Qt could not be loaded at all."""
    stamp = environment / "stamp-system"
    if stamp.exists():
        return 0
    missing, reason = probe(python)
    if missing and apt_install(packages(missing)):
        missing, reason = probe(python)
    if not missing:
        stamp.touch()
    if reason:
        say(f"Qt cannot be loaded: {reason}")
        return 1
    return 0


def probe(python: Path) -> tuple[list[str], str]:
    """What is missing of `qt`, `xcb`, `core`, `cjk`, and, if Qt cannot be loaded, why."""
    child = subprocess.run([python, "-c", PROBE], capture_output=True, text=True, check=False)
    if child.returncode == 0:
        return json.loads(child.stdout.splitlines()[-1]), ""
    reason = child.stderr.strip().splitlines() or [f"a test process ended with code {child.returncode}"]
    return ["qt", *FONTS], reason[-1]


def packages(missing: list[str]) -> list[str]:
    """The Debian packages that bring what is missing."""
    libraries = LIBRARIES if {"qt", "xcb"} & set(missing) else []
    return [*libraries, *(package for part, package in FONTS.items() if part in missing)]


def apt_install(names: list[str]) -> bool:
    """Installs Debian packages where that is allowed; otherwise prints the one line that does it."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    if not shutil.which("apt-get"):
        say(f"please install what Debian calls {' '.join(names)}")
        return False
    if os.geteuid() != 0:
        say(f"please run: sudo {' '.join(command)}")
        return False
    say(f"installing {' '.join(names)}")
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "capture_output": True, "text": True}
    subprocess.run(["apt-get", "update"], check=False, **quiet)  # fails offline, where the lists at hand may do
    done = subprocess.run(command, check=False, **quiet)
    if done.returncode != 0:
        say(f"{' '.join(command)} failed:\n{done.stderr.strip()}")
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
