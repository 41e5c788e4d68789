"""A past or saved search in a few words: its text, and the switches that are on, by the names of their commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from viewer.model import Version
from viewer.search import Mode
from viewer.ui.commands import command_of, plain_text
from viewer.ui.i18n import Safe, isolate
from viewer.ui.searching.session import Wanted
from viewer.ui.searching.switches import MODES, READINGS, ROWS
from viewer.ui.searching.wording import names_of

_LONGEST: Final = 60
"""Code points of a text that is told."""


def text_of(wanted: Wanted) -> str:
    """What was typed, cut where it is long; without any, the kinds of rows that were asked for."""
    text = " ".join(wanted.text.split())
    if not text:
        return ", ".join(_named(name) for name, kind in ROWS.items() if kind in wanted.rows)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def switched(wanted: Wanted, versions: Sequence[Version], titles: Sequence[str]) -> Safe:
    """The switches that are on, and where it looks, in a corpus with these versions and titles of documents."""
    names = [name for name in READINGS if getattr(wanted, name.removeprefix("search_"))]
    names += [name for name, mode in MODES.items() if mode is wanted.mode and mode is not Mode.LITERAL]
    names += [name for name, kind in ROWS.items() if kind in wanted.rows] if wanted.text else []
    names += [] if wanted.scope.furniture else ["search_content"]
    parts = [_named(name) for name in names]
    if wanted.within:
        parts.append(names_of(wanted.within, versions))
    if wanted.scope.document is not None:
        parts += [isolate(title) for title in titles[wanted.scope.document : wanted.scope.document + 1]]
    return Safe(", ".join(part for part in parts if part))


def _named(name: str) -> Safe:
    return plain_text(command_of(name))
