"""From `sys.argv` to an exit code: which command is meant, and what is said when it fails.

Exit codes: 0 done, 1 refused or failed, 2 usage, 3 done but some files were refused.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import viewer
from viewer import demo
from viewer.cli import (
    aligning,
    changing,
    equivalents,
    everywhere,
    exporting,
    importing,
    lexicon,
    notes,
    output,
    reading,
    searching,
    upkeep,
)
from viewer.errors import HexaplaError

_GROUPS = (
    importing,
    changing,
    reading,
    searching,
    everywhere,
    equivalents,
    aligning,
    lexicon,
    notes,
    exporting,
    upkeep,
)

_EXCLUDING = re.compile(r"-[^-\s:][^\s:]*:")
"""As in `-pt:cidade`."""

_EPILOG = """\
Anything else is a path: a corpus is opened, other files and folders are imported and shown.
A path that looks like a command is written ./search, or after --.
"""


class UsageError(Exception):
    """The command cannot be understood as it was given; the lines that say so are its arguments."""


class _Parser(argparse.ArgumentParser):
    """Takes options by their full names only, and leaves exiting to `main`."""

    def __init__(self, **settings: object) -> None:
        super().__init__(**{"allow_abbrev": False, "formatter_class": argparse.RawDescriptionHelpFormatter, **settings})  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        usage = self.format_usage().removeprefix("usage: ").rstrip()
        raise UsageError(message, *f"usage: {usage}".splitlines())


class _CommandParser(_Parser):
    """Takes options and other arguments in any order, and a query that begins with the minus of a prefix."""

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        # Left alone, argparse gives an argument that may be missing its turn once only, before the first option.
        options: list[str] = []
        others: list[str] = []
        given = iter(args or ())
        for one in given:
            if one == "--":
                others += given
            elif not one.startswith("-") or one == "-" or _EXCLUDING.match(one):
                others.append(one)
            else:
                action = self._option_string_actions.get(one)
                takes_value = action is not None and action.nargs is None
                value = next(given, None) if takes_value else None
                if value is not None and _EXCLUDING.match(value):
                    options.append(f"{one}={value}")  # a query, too: the value of --find, for one
                else:
                    options += [one] if value is None else [one, value]
        return super().parse_known_args([*options, "--", *others] if others else options, namespace)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs `hexapla` with these arguments (those of the process if none are given); the exit code."""
    output.use_utf8()
    try:
        return _run(list(sys.argv[1:] if argv is None else argv))
    except UsageError as error:
        output.complain(*error.args)
        return 2
    except HexaplaError as error:
        output.complain(str(error))
        return 1
    except BrokenPipeError:
        _drop_stdout()
        return 0
    except OSError as error:
        output.complain(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        return 1
    except KeyboardInterrupt:
        return 1


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    root = _Parser(prog="hexapla", description=viewer.__doc__, epilog=_EPILOG)
    root.add_argument("--version", action="version", version=f"hexapla {viewer.__version__}")
    commands = root.add_subparsers(metavar="COMMAND", parser_class=_CommandParser)
    for group in _GROUPS:
        group.add_to(commands)
    root.set_defaults(run=None)
    return root


def _run(arguments: list[str]) -> int:
    root = parser()
    if not arguments or not arguments[0].startswith("-") or arguments[0] == "--":
        paths = _paths(arguments, root)
        if paths is not None:
            return _open_window(paths)
    try:
        options = root.parse_args(arguments)
    except SystemExit as done:  # --help and --version
        sys.stdout.flush()
        return int(done.code or 0)
    if options.run is None:
        raise UsageError("there is nothing to do", "usage: hexapla [PATH ...] | COMMAND ...")
    try:
        with _sigterm_as_ctrl_c():
            code = options.run(options)
    except argparse.ArgumentError as error:
        raise UsageError(str(error)) from error
    sys.stdout.flush()
    return int(code or 0)


def _paths(arguments: list[str], root: argparse.ArgumentParser) -> list[Path] | None:
    """The paths that the arguments are; None if the first is a command."""
    if arguments[:1] == ["--"]:
        return [Path(name) for name in arguments[1:]]
    if not arguments:
        return []
    first = arguments[0]
    if first in commands(root):
        return None
    if not os.path.lexists(first) and first.isalpha():
        raise UsageError(f"“{first}” is neither a command nor a file; see hexapla --help")
    options = [name for name in arguments if name.startswith("-")]
    if options:
        raise UsageError(f"{options[0]}: a path that begins with - is written ./{options[0]}")
    return [Path(name) for name in arguments]


def commands(root: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands by their names."""
    for action in root._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def _open_window(paths: Sequence[Path]) -> int:
    if not demo.has_display():
        if paths:
            output.complain("there is no display for a window; import, rows, search and snapshot do without one")
            return 1
        return demo.run_without_display()
    from viewer.ui.handover import hand_over, socket_name  # the one door to Qt

    if hand_over(socket_name(), paths):  # before the window is imported, which takes longer than all of this
        return 0
    from viewer.ui.application import run

    return run(paths)


@contextmanager
def _sigterm_as_ctrl_c() -> Iterator[None]:
    """SIGTERM ends a command as Ctrl+C does, so that what it has begun is taken back."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _drop_stdout() -> None:
    """Nobody reads any more: keeps the interpreter from saying so at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
