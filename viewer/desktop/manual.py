"""The manual page hexapla(1), made of the parsers of the command line, so that it says what they say."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Final

import viewer
from viewer.cli.program import commands, parser

_DESCRIPTION: Final = """\
Hexapla shows two or more versions of a text side by side, in step, in any languages and scripts. It finds out which
paragraph answers to which, shows them row by row, and searches all of them at once. It works offline; nothing is
downloaded or sent anywhere, and the files that are imported are never written to."""

_OPERANDS: Final = """\
Without arguments the window opens with the corpus that was open last, or with a sample. A corpus (C.hexapla) that is
named is opened; other files and folders are imported, aligned and shown. A path that looks like a command is written
./search, or after --. Everything that the window shows can be had by the commands as text."""

_WORDS: Final = (
    ("C", "A corpus: a file whose name ends in .hexapla."),
    ("V", "A version of it: its id, its label, or its language where only one version has it."),
    ("UNIT, N", "Rows, documents and paragraphs are counted from 0."),
)

_EXIT_STATUS: Final = (
    ("0", "Done, also where nothing was found."),
    ("1", "Refused or failed; a line on standard error says why and what to do."),
    ("2", "The arguments could not be understood."),
    ("3", "Done, but some files were refused."),
)

_FILES: Final = (
    ("~/Documents/Hexapla", "Corpora that the window made of imported files."),
    ("~/.config/hexapla", "Settings ($XDG_CONFIG_HOME)."),
    ("~/.local/share/hexapla", "What aligned texts have taught, and where files came from ($XDG_DATA_HOME)."),
    ("~/.cache/hexapla", "What can be rebuilt at any time ($XDG_CACHE_HOME)."),
    ("~/.local/state/hexapla/log", "The log, and reports of faults ($XDG_STATE_HOME)."),
)


def page() -> str:
    """The page in the language of man(7), to be read by groff and mandoc."""
    return "\n".join(_lines(parser())) + "\n"


def _lines(root: argparse.ArgumentParser) -> Iterator[str]:
    yield f'.TH HEXAPLA 1 "" "Hexapla {viewer.__version__}" "User Commands"'
    yield from (".SH NAME", r"hexapla \- parallel texts side by side, in step, in any script")
    yield from (".SH SYNOPSIS", r".B hexapla", r"[\fIPATH\fR ...]", ".br", ".B hexapla")
    yield r"\fICOMMAND\fR [\fIoption\fR ...] [\fIargument\fR ...]"
    yield from (".SH DESCRIPTION", _escaped(_DESCRIPTION), ".PP", _escaped(_OPERANDS))
    yield ".SH OPTIONS"
    for action in _options(root):
        yield from _option(action, root)
    yield ".SH COMMANDS"
    yield "What the capital letters stand for:"
    yield from _list(_WORDS)
    summaries = dict(_summaries(root))
    for name, command in commands(root).items():
        yield from _command(name, command, summaries[name])
    for heading, entries in (("EXIT STATUS", _EXIT_STATUS), ("FILES", _FILES)):
        yield f".SH {heading}"
        yield from _list(entries)


def _command(name: str, command: argparse.ArgumentParser, summary: str) -> Iterator[str]:
    operands = [action for action in command._actions if not action.option_strings]
    shown = " ".join([rf"\fB{name}\fR", r"[\fIoption\fR ...]", *map(_operand, operands)])
    yield f".SS {name}"
    yield from (f"hexapla {shown}", ".PP", _sentence(summary))
    if command.description:
        yield _escaped(command.description)
    for operand in operands:
        if operand.help:
            yield from (".TP", rf"\fI{_escaped(_name(operand))}\fR", _sentence(_help(operand, command)))
    for action in _options(command):
        if action.dest != "help":  # told of once, for all
            yield from _option(action, command)


def _option(action: argparse.Action, owner: argparse.ArgumentParser) -> Iterator[str]:
    names = ", ".join(rf"\fB{_escaped(name)}\fR" for name in action.option_strings)
    value = "" if action.nargs == 0 else rf" \fI{_escaped(_name(action))}\fR"
    yield from (".TP", f"{names}{value}")
    yield _sentence(_help(action, owner) or "one of these")


def _options(owner: argparse.ArgumentParser) -> list[argparse.Action]:
    return [action for action in owner._actions if action.option_strings and action.help != argparse.SUPPRESS]


def _summaries(root: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    for action in root._actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                yield choice.dest, choice.help or ""


def _operand(action: argparse.Action) -> str:
    name = rf"\fI{_escaped(_name(action))}\fR"
    return {"?": f"[{name}]", "*": f"[{name} ...]", "+": f"{name} ..."}.get(str(action.nargs), name)


def _name(action: argparse.Action) -> str:
    """What stands for the value: `FILE=TAG`, `{auto,line,blank}`."""
    if isinstance(action.metavar, str):
        return action.metavar
    if action.choices is not None:
        return "{" + ",".join(map(str, action.choices)) + "}"
    return action.dest.upper()


def _help(action: argparse.Action, owner: argparse.ArgumentParser) -> str:
    return (action.help or "") % {**vars(action), "prog": owner.prog}


def _list(entries: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for term, meaning in entries:
        yield from (".TP", rf"\fB{_escaped(term)}\fR", _escaped(meaning))


def _sentence(text: str) -> str:
    """The help of argparse, which has neither a capital letter nor a full stop."""
    return _escaped(text[:1].upper() + text[1:].rstrip(".") + ".")


def _escaped(text: str) -> str:
    lines = text.replace("\\", r"\e").replace("-", r"\-").splitlines()
    return "\n".join(rf"\&{line}" if line.startswith((".", "'")) else line for line in lines)
