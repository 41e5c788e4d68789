"""The options by which a user says what single files are: `--lang FILE=TAG` and its like."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from viewer.formats.choices import Choices, FileChoice


@dataclass(frozen=True, slots=True)
class _Option:
    name: str
    field: str
    """Of `FileChoice`."""
    value: str
    """What the usage calls its value."""
    help: str
    wrong: str
    """What to say of a value that does not exist."""


_OPTIONS = (
    _Option("lang", "language", "TAG", "the language of a file, such as a.txt=pt-BR", "a language tag such as de"),
    _Option(
        "encoding", "encoding", "NAME", "the encoding of a file, such as a.txt=cp1251", "an encoding such as utf-8"
    ),
    _Option("format", "format", "NAME", "the format of a file, by its name in `hexapla formats`", "a name of a format"),
    _Option("document", "document", "NAME", "the document of a file: those of one name are its versions", "a name"),
    _Option("label", "version", "NAME", "the version of a file, such as a.txt=Meyer", "a name"),
)


def add_to(parser: argparse.ArgumentParser) -> None:
    """Adds the options to the parser of a command."""
    for option in _OPTIONS:
        name = f"FILE={option.value}"
        parser.add_argument(f"--{option.name}", action="append", default=[], metavar=name, help=option.help)
    parser.add_argument("--leave-out", action="append", default=[], metavar="FILE", help="do not import this file")


def add_paragraphs_to(parser: argparse.ArgumentParser) -> None:
    """Adds the option that is about all plain texts at once."""
    parser.add_argument(
        "--paragraphs",
        choices=("auto", "line", "blank"),
        default="auto",
        help="what ends a paragraph of a plain text: every line, or a blank line (auto: decided for each text)",
    )


def choices(options: argparse.Namespace) -> dict[Path, FileChoice]:
    """What the options say of files among `options.paths`. Raises ArgumentError for what cannot be understood."""
    found: dict[Path, FileChoice] = {}
    for option in _OPTIONS:
        for pair in getattr(options, option.name):
            path, value = _divided(option, pair, options.paths)
            told: dict[str, Any] = {option.field: value}
            choice = replace(found.get(path, FileChoice()), **told)
            try:
                Choices({path: choice})
            except ValueError:
                raise argparse.ArgumentError(None, _misread(option, pair)) from None
            found[path] = choice
    for name in options.leave_out:
        left_out = next(_files(name, options.paths), None)
        if left_out is None:
            raise argparse.ArgumentError(None, f"--leave-out {name}: there is no such file")
        found[left_out] = replace(found.get(left_out, FileChoice()), left_out=True)
    return found


def _divided(option: _Option, pair: str, paths: Sequence[Path]) -> tuple[Path, str]:
    """File and value, either of which may have an equals sign in it."""
    places = [
        place for place, letter in enumerate(pair) if letter == "=" and pair[:place] and pair[place + 1 :].strip()
    ]
    if not places:
        raise argparse.ArgumentError(None, _misread(option, pair))
    for place in reversed(places):
        for path in _files(pair[:place], paths):
            return path, pair[place + 1 :]
    raise argparse.ArgumentError(None, f"--{option.name} {pair}: there is no such file")


def _files(name: str, paths: Sequence[Path]) -> Iterator[Path]:
    """The file of this name: as it is given, inside one of the folders, or one of the files that are called so."""
    places = (Path(name), *(path / name for path in paths), *(path for path in paths if path.name == name))
    return (place for place in places if place.is_file())


def _misread(option: _Option, pair: str) -> str:
    return f"--{option.name} {pair}: it must be FILE={option.value} with {option.wrong}"
