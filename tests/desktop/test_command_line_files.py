"""The manual page and the completion leave no command and no option out."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from viewer.cli.program import commands, parser
from viewer.desktop import completion, manual

COMMANDS = commands(parser())


def sections() -> dict[str, str]:
    """The commands of the page, each with what follows it, as it is read."""
    page = re.sub(r"\\f[BIR]", "", manual.page()).replace(r"\-", "-")
    parts = re.split(r"^\.SS (\w+)$", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def options(command: argparse.ArgumentParser) -> set[str]:
    return {name for name in command._option_string_actions if name.startswith("--")} - {"--help"}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_manual_tells_of_every_command_and_option(name: str) -> None:
    told = set(re.findall(r"^(?:-\w, )?(--[\w-]+)(?= |$)", sections()[name], flags=re.MULTILINE))
    assert told == options(COMMANDS[name])


def test_the_manual_tells_of_every_operand() -> None:
    for name, command in COMMANDS.items():
        synopsis = sections()[name].lstrip().splitlines()[0]
        for action in command._actions:
            if not action.option_strings:
                assert str(action.metavar) in synopsis


def test_the_manual_has_no_line_that_groff_would_take_for_its_own() -> None:
    known = {".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".br"}
    assert {line.split()[0] for line in manual.page().splitlines() if line.startswith((".", "'"))} <= known


def completed(*words: str, script: Path) -> set[str]:
    """What bash offers for the last of the words."""
    ask = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _hexapla; printf "%s\\n" "${COMPREPLY[@]}"'
    child = subprocess.run(["bash", "-c", ask, "bash", script, *words], capture_output=True, text=True, check=True)
    assert child.stderr == ""
    return set(child.stdout.split())


def test_bash_offers_commands_options_and_their_values(tmp_path: Path) -> None:
    if not shutil.which("bash"):
        pytest.skip("bash is not installed")
    script = tmp_path / "hexapla"
    script.write_text(completion.script(), encoding="utf-8")
    assert completed("hexapla", "", script=script) == {*COMMANDS, "--help", "--version"}
    assert completed("hexapla", "se", script=script) == {"search"}
    assert completed("hexapla", "snapshot", "x.hexapla", "--theme", "", script=script) == {"light", "dark", "sepia"}
    assert completed("hexapla", "search", "x.hexapla", "-", script=script) == {*options(COMMANDS["search"]), "--help"}
    assert completed("hexapla", "search", "", script=script) == set(), "a file, which bash knows itself"
