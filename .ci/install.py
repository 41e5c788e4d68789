#!/usr/bin/env python3
"""Installs Hexapla below a prefix, such as ~/.local, or takes it away again: `make install`, `make uninstall`.

    PREFIX/lib/hexapla      an environment of its own, with the program and the packages it needs
    PREFIX/bin/hexapla      starts it
    PREFIX/share/...        menu entry, types of files, icons, manual page (see viewer/desktop)

The environment is made beside the old one and takes its place when it is whole. With DESTDIR all is put below that
folder, to be packed, as if it were the root.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import setup

LIST = "installed-files"
"""In PREFIX/lib/hexapla: what was written outside of it, relative to PREFIX, a line each."""


@dataclass(frozen=True)
class Place:
    """Where the program shall be found, and where it is put: they differ by DESTDIR."""

    prefix: Path
    root: Path

    @property
    def environment(self) -> Path:
        return self.root / "lib" / "hexapla"

    @property
    def command(self) -> Path:
        """The command, as it will be called."""
        return self.prefix / "bin" / "hexapla"


def main() -> int:
    arguments = parse_arguments()
    prefix = Path(os.path.abspath(Path(arguments.prefix).expanduser()))
    place = Place(prefix, Path(f"{arguments.destdir}{prefix}") if arguments.destdir else prefix)
    try:
        if arguments.uninstall:
            return uninstall(place)
        if setup.is_too_old("install"):
            return 1
        return install(place)
    except subprocess.CalledProcessError as failure:
        setup.say(f"stopped at: {' '.join(map(str, failure.cmd))}")
    except OSError as failure:
        setup.say(f"{failure.filename}: {failure.strerror}")
    return 1


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--prefix", required=True, help="such as ~/.local")
    parser.add_argument("--destdir", default="", help="put everything below this folder, as if it were the root")
    parser.add_argument("--uninstall", action="store_true", help="take away what was installed")
    return parser.parse_args()


# Installing


def install(place: Place) -> int:
    setup.say(f"installing into {place.root} (this takes a minute)")
    new = place.environment.with_name("hexapla.new")
    setup.create(new)
    python = setup.python_of(new)
    if not setup.runs(python, "-m", "pip", "--version"):
        setup.add_pip(new, python)
    pip = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, str(setup.ROOT)], check=True)

    share = place.root / "share"
    writing = [python, "-m", "viewer.desktop", share, "--command", place.command]
    # In another folder than the checkout, whose own modules would be taken for the installed ones.
    told = subprocess.run(writing, cwd=new, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8").stdout
    started = place.root / "bin" / "hexapla"
    started.parent.mkdir(parents=True, exist_ok=True)
    started.write_text(wrapper(place), encoding="utf-8")
    started.chmod(0o755)
    written = ["bin/hexapla", *(f"share/{name}" for name in told.splitlines())]
    (new / LIST).write_text("".join(f"{name}\n" for name in written), encoding="utf-8")

    take_away_leftovers(place, set(written))
    shutil.rmtree(place.environment, ignore_errors=True)
    new.rename(place.environment)
    if place.root != place.prefix:
        return 0
    tell_the_desktop(share)
    setup.say(f"installed; start it as {place.command} or from the menu")
    if str(place.command.parent) not in os.environ.get("PATH", "").split(os.pathsep):
        setup.say(f"to call it by its name alone, put {place.command.parent} into PATH")
    if sys.platform == "linux":
        return setup.check_system(place.environment, setup.python_of(place.environment))
    return 0


def wrapper(place: Place) -> str:
    """What starts the program. -I: whatever folder it is started in, only its own packages are used."""
    python = setup.python_of(place.prefix / "lib" / "hexapla")
    return f'#!/bin/sh\nexec {shlex.quote(str(python))} -I -m viewer "$@"\n'


def take_away_leftovers(place: Place, written: set[str]) -> None:
    """Files of an older version that the new one has no more."""
    with suppress(FileNotFoundError):
        for name in installed_files(place):
            if name not in written:
                (place.root / name).unlink(missing_ok=True)


# Taking it away


def uninstall(place: Place) -> int:
    try:
        names = installed_files(place)
    except FileNotFoundError:
        setup.say(f"nothing is installed in {place.root}")
        return 1
    for name in names:
        file = place.root / name
        file.unlink(missing_ok=True)
        remove_empty(file.parent, below=place.root)
    shutil.rmtree(place.environment)
    remove_empty(place.environment.parent, below=place.root)
    if place.root == place.prefix:
        tell_the_desktop(place.root / "share")
    setup.say("removed; your corpora and settings stay")
    return 0


def installed_files(place: Place) -> list[str]:
    return (place.environment / LIST).read_text(encoding="utf-8").splitlines()


def remove_empty(folder: Path, *, below: Path) -> None:
    """Removes the folder and those above it, as long as they are empty."""
    with suppress(OSError):
        while folder != below:
            folder.rmdir()
            folder = folder.parent


def tell_the_desktop(share: Path) -> None:
    """Has the caches made anew from which menus and file managers read; each only where there is a tool for it."""
    commands = [
        ["update-desktop-database", "-q", share / "applications"],
        ["update-mime-database", share / "mime"],
    ]
    icons = share / "icons" / "hicolor"
    if (icons / "icon-theme.cache").exists():  # without one the folders are read, which is never out of date
        commands.append(["gtk-update-icon-cache", "-q", "-t", "-f", icons])
    for command in commands:
        if shutil.which(command[0]) and command[-1].is_dir():
            setup.runs(*command)


if __name__ == "__main__":
    sys.exit(main())
