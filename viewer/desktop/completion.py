"""The rules by which bash completes the command line of hexapla, made of its parsers."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Final

from viewer.cli.program import commands, parser

_SCRIPT: Final = """\
# bash completion for hexapla(1); what is not completed here is a file
_hexapla()
{{
    local word=${{COMP_WORDS[COMP_CWORD]}} words=""
    if ((COMP_CWORD == 1)); then
        words="{commands}"
    else
        case "${{COMP_WORDS[1]}} ${{COMP_WORDS[COMP_CWORD - 1]}}" in
{values}
            *)
                [[ $word == -* ]] && case "${{COMP_WORDS[1]}}" in
{options}
                esac
                ;;
        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$word"))
}}
complete -o bashdefault -o default -F _hexapla hexapla
"""


def script() -> str:
    """The file as bash-completion loads it."""
    root = parser()
    own = [name for action in root._actions for name in action.option_strings if name.startswith("--")]
    return _SCRIPT.format(
        commands=" ".join([*commands(root), *own]),
        values="\n".join(_values(root)),
        options="\n".join(
            f'                    {name}) words="{" ".join(_names(command))}" ;;'
            for name, command in commands(root).items()
        ),
    )


def _values(root: argparse.ArgumentParser) -> Iterator[str]:
    """What may follow the options that leave a choice."""
    for name, command in commands(root).items():
        for action in command._actions:
            if action.option_strings and action.choices is not None:
                options = "|".join(f'"{name} {option}"' for option in action.option_strings)
                yield f'            {options}) words="{" ".join(map(str, action.choices))}" ;;'


def _names(command: argparse.ArgumentParser) -> list[str]:
    return [name for name in command._option_string_actions if name.startswith("--")]
