"""The table of commands as README.md has it: `python -m viewer.ui.commands.written README.md` writes it there anew."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from viewer.ui.commands.actions import menu_name, plain_text, tr
from viewer.ui.commands.table import COMMANDS

BEGIN: Final = "<!-- commands: made by `make commands` -->\n"
END: Final = "<!-- end of the commands -->\n"


def markdown() -> str:
    """Every command with its menu, its first keys, and what it does, in the order of the menus."""
    lines = ["| menu | command | keys | does |", "|---|---|---|---|"]
    for command in COMMANDS:
        cells = (menu_name(command.menu), plain_text(command), f"`{command.keys[0]}`", tr(command.tip))
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(lines) + "\n"


def with_table(text: str) -> str:
    """A document with the table of now between the two marks. Raises ValueError if it lacks them."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no place for the commands: {BEGIN.strip()} … {END.strip()}")
    return f"{before}{begin}\n{markdown()}\n{end}{after}"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        file = Path(name)
        file.write_text(with_table(file.read_text(encoding="utf-8")), encoding="utf-8")
