"""The documents tell the truth: every example runs, every command, key, target and file that is named exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from viewer import assets
from viewer.cli import main
from viewer.cli.program import commands, parser
from viewer.ui.commands import COMMANDS, written

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "seeds/README.md", "resources/README.md"]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def examples() -> list[list[str]]:
    """The lines of README.md's code blocks that begin with `hexapla`, without that word."""
    blocks = re.findall(r"^```console\n(.*?)^```", text("README.md"), flags=re.DOTALL | re.MULTILINE)
    return [shlex.split(line)[1:] for line in "".join(blocks).splitlines() if line.startswith("hexapla ")]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*##", text("Makefile"), flags=re.MULTILINE))


def test_the_examples_run_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "seeds").symlink_to(assets.seeds())
    monkeypatch.chdir(tmp_path)
    assert {shlex.join(example): main(example) for example in examples()} == {
        shlex.join(example): 0 for example in examples()
    }
    assert (tmp_path / "window.png").read_bytes().startswith(b"\x89PNG")


def test_every_command_has_an_example() -> None:
    assert set(commands(parser())) == {example[0] for example in examples()}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_option_is_one(name: str) -> None:
    known = {option for one in commands(parser()).values() for option in one._option_string_actions}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text(name))) <= known


def test_every_key_is_a_shortcut_of_the_window() -> None:
    known = {key for command in COMMANDS for key in command.keys}
    outside = text("README.md").replace(written.markdown(), "")
    assert set(re.findall(r"\b(?:(?:Ctrl|Shift|Alt)\+)+(?:\w+|\+)|\bF\d+\b", outside)) <= known


def test_the_table_of_commands_is_that_of_the_window() -> None:
    assert text("README.md") == written.with_table(text("README.md")), "`make commands` writes it anew"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_make_target_exists(name: str) -> None:
    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", text(name), flags=re.MULTILINE)) <= targets()


def test_every_make_target_says_what_it_does() -> None:
    phony = re.search(r"^\.PHONY: (.*)", text("Makefile"), flags=re.MULTILINE)
    assert phony
    assert set(phony[1].split()) - {"setup", "setup-dev"} == targets()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_to_a_file(name: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text(name))
    assert [link for link in links if not (ROOT / name).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_module_that_is_named_exists(name: str) -> None:
    named = re.findall(r"`([a-z_/]+(?:\.py|/))`", text(name))
    assert [one for one in named if not (ROOT / one).exists() and not (ROOT / "viewer" / one).exists()] == []


def test_the_map_of_the_code_names_what_exists() -> None:
    (block,) = re.findall(r"^```\n(viewer/ .*?)^```", text("README.md"), flags=re.DOTALL | re.MULTILINE)
    for line in block.splitlines():
        folder = ROOT / "viewer" if line.startswith("  ") else ROOT
        assert (folder / line.split()[0]).exists(), line


def test_the_formats_are_named() -> None:
    from viewer.formats.registry import formats

    assert [one.name for one in formats() if one.name.casefold() not in text("README.md").casefold()] == []
