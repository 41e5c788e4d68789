"""`python -m viewer.desktop SHARE`: writes what the desktop reads below that folder, and prints what it wrote."""

from __future__ import annotations

import argparse
from pathlib import Path

from viewer.desktop.files import write

if __name__ == "__main__":
    arguments = argparse.ArgumentParser(prog="python -m viewer.desktop", description=__doc__.partition(": ")[2])
    arguments.add_argument("share", type=Path, metavar="SHARE", help="such as ~/.local/share")
    arguments.add_argument("--command", default="hexapla", help="what starts the program: its name or whole path")
    options = arguments.parse_args()
    for path in write(options.share, command=options.command):
        print(path.as_posix())
