"""Regular expressions for folded text: what the reader typed, with its letters folded and its syntax left alone.

`/Straße\\W/` has to become `strasse\\W`: folding it as a whole would make `\\w` of `\\W` and rename groups. So it is
cut into tokens first. A literal that every match contains falls out of that, and the engine looks for it first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import regex

from viewer.errors import QueryError
from viewer.text.folding import Folding

_TOKEN = re.compile(
    r"""
      (?P<set> \[ \^? \]? (?: \\. | \[:\^?\w+:\] | [^\]\\] )* \] )
    | (?P<code> \\x[0-9A-Fa-f]{2} | \\u[0-9A-Fa-f]{4} | \\U[0-9A-Fa-f]{8} )
    | (?P<escape> \\ (?: [pPN]\{[^}]*\} | [gkL]<[^>]*> | [0-9]{1,3} | [A-Za-z] ) )
    | \\ (?P<quoted> . )
    | (?P<aside> \(\?\#[^)]*\) | \(\*\w+\) )
    | (?P<flags> \(\? [\w-]+ [:)] )
    | (?P<reference> \(\? (?: P[=>]\w+ | &\w+ | R | [+-]?\d+ ) \) )
    | (?P<open> \( (?: \? (?: P?<\w+> | <[=!] | \(\w+\) | [=!>:|] ) )? )
    | (?P<close> \) )
    | (?P<bar> \| )
    | (?P<repeat> (?: [*+?] | \{[^{}]*\} ) [+?]? )
    | (?P<anchor> [.^$] )
    | (?P<letter> . )
    """,
    re.VERBOSE | re.DOTALL,
)

_SET_ITEM = re.compile(
    r"(?P<kept>\\[pPN]\{[^}]*\}|\\.|\[:\^?\w+:\])|(?P<low>[^\\])-(?P<high>[^\\\]])|(?P<letter>.)", re.DOTALL
)
_REPEAT = re.compile(r"(?:[*+?]|\{\d*,?\d*\})[+?]?")


@dataclass(frozen=True, slots=True)
class Expression:
    """A regular expression, ready for texts folded its way."""

    pattern: Any
    """A compiled pattern of the `regex` module."""
    literal: str
    """Letters, as typed, that stand together in every match; empty where none are known."""


def compile_expression(source: str, folding: Folding, position: int = 0) -> Expression:
    """Reads `source`, whose first letter is letter `position` of the query.

    Raises QueryError, with the position in the query, where the expression is malformed.
    """
    try:
        original = regex.compile(source)
    except regex.error as error:
        raise QueryError(position + (error.pos or 0), error.msg) from error
    except (ValueError, OverflowError, RecursionError) as error:
        raise QueryError(position, str(error)) from error
    translation = _Translation(folding)
    for token in _TOKEN.finditer(source):
        translation.add(str(token.lastgroup), token[str(token.lastgroup)])
    translated = translation.finish()
    if folding.exact:
        return Expression(original, translation.literal)
    try:
        return Expression(regex.compile(translated), translation.literal)
    except regex.error as error:
        raise QueryError(position, f"{error.msg} (after folding: {translated})") from error


class _Translation:
    """Builds the folded expression token by token."""

    def __init__(self, folding: Folding) -> None:
        self._folding = folding
        self._out: list[str] = []
        self._run: list[str] = []
        self._depth = 0
        # An expression with alternatives, modes or fuzzy repeats requires no letters that could be named here.
        self._literals: list[str] | None = []
        self._verbose = False

    @property
    def literal(self) -> str:
        return max(self._literals or [""], key=len)

    def finish(self) -> str:
        self._flush()
        return "".join(self._out)

    def add(self, kind: str, token: str) -> None:
        if kind in ("letter", "quoted"):
            self._add_letter(token, plain=kind == "letter")
        elif kind == "code":
            self._run.append(chr(int(token[2:], 16)))
        elif kind == "repeat":
            self._add_repeat(token)
        else:
            self._flush()
            self._out.append(self._fold_set(token) if kind == "set" else token)
            self._note(kind, token)

    def _add_letter(self, letter: str, *, plain: bool) -> None:
        if self._verbose and plain and (letter.isspace() or letter == "#"):
            self._flush()
            self._out.append(letter)
        else:
            self._run.append(letter)

    def _note(self, kind: str, token: str) -> None:
        if kind == "open":
            self._depth += 1
        elif kind == "close":
            self._depth -= 1
        elif kind == "bar" and self._depth == 0:
            self._literals = None
        elif kind == "flags":
            self._depth += token.endswith(":")
            self._verbose = self._verbose or "x" in token
            self._literals = None

    def _add_repeat(self, token: str) -> None:
        if not _REPEAT.fullmatch(token):
            self._literals = None
        last = self._take_last()
        self._flush()
        if last:
            folded = regex.escape(self._folding.fold(last))
            self._out.append(folded if len(folded) == 1 else f"(?:{folded})")
        self._out.append(token)

    def _take_last(self) -> str:
        """The letter that a repeat after the run is about, with its marks."""
        last = ""
        while self._run:
            last = self._run.pop() + last
            if self._folding.exact or self._folding.fold(last[0]):
                break
        return last

    def _flush(self) -> None:
        if not self._run:
            return
        letters = "".join(self._run)
        self._run.clear()
        if self._depth == 0 and self._literals is not None:
            self._literals.append(letters)
        self._out.append(regex.escape(self._folding.fold(letters), literal_spaces=not self._verbose))

    def _fold_set(self, token: str) -> str:
        head = "[^" if token.startswith("[^") else "["
        items: list[str] = []
        long: list[str] = []
        for item in _SET_ITEM.finditer(token[len(head) : -1]):
            if item["kept"]:
                items.append(item["kept"])
            elif item["letter"]:
                folded = self._folding.fold(item["letter"])
                if len(folded) > 1:
                    long.append(regex.escape(folded))
                else:
                    items.append(_in_set(folded, item["letter"]))
            else:
                low, high = (self._folding.fold(end) for end in (item["low"], item["high"]))
                keep = len(low) != 1 or len(high) != 1 or low > high
                items.append(item[0] if keep else f"{_in_set(low, item['low'])}-{_in_set(high, item['high'])}")
        body = "".join(items)
        if head == "[^":
            return f"[^{body}]" if body else r"[\s\S]"
        choices = [*long, f"[{body}]"] if body else long
        return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"


def _in_set(folded: str, typed: str) -> str:
    """A letter inside a set; one that only folding made special there is escaped."""
    return f"\\{folded}" if folded != typed and folded in tuple("\\]^[-") else folded
