"""What a query is made of: terms, the clauses they stand in, each about some versions, and where to look at all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from viewer.model import VersionId


class Reading(Enum):
    """How the letters of a term are to be read."""

    LETTERS = "letters"
    """With `*` for the rest of a word."""
    QUOTED = "quoted"
    """Nothing is special."""
    EXPRESSION = "expression"
    """A regular expression."""


class Mode(StrEnum):
    """How many terms the text of a clause is."""

    LITERAL = "literal"
    """One, as it was typed, spaces included."""
    ALL = "all"
    """Each word is one; a row has them all, in whatever versions of the clause."""
    ANY = "any"
    """Each word is one; a row has at least one of them."""


class Presence(StrEnum):
    """What a clause says of its versions."""

    CONTAINS = "contains"
    """Any of them has the terms."""
    LACKS = "lacks"
    """None of them has any of the terms."""
    FILLED = "filled"
    """Any of them has something in the row."""
    EMPTY = "empty"
    """None of them has anything in the row."""


class RowClass(StrEnum):
    """What is to be seen of a row without reading it. Gaps, uneven and unconfirmed rows are those with more than page
    furniture."""

    GAPS = "gaps"
    """Some version has nothing."""
    UNEVEN = "uneven"
    """Not one to one: some version has no paragraph or several."""
    DOUBTFUL = "doubtful"
    """Its alignment may be wrong, and nobody has looked at it."""
    UNCONFIRMED = "unconfirmed"
    """Nobody has confirmed or edited it."""
    EDITED = "edited"
    REVIEW = "review"
    """Somebody wants it to be looked at."""
    PARTIAL = "partial"
    """Hit here, none there: of the versions in which the query has hits anywhere, some have none in this row."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to be found."""

    text: str
    """Without quotes, slashes and prefix."""
    reading: Reading
    position: int
    """Where `text` begins in what was typed, in code points."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that a row has to meet. It is about each of its versions, or about what all of them have together."""

    presence: Presence
    versions: tuple[VersionId, ...]
    """In the order of the corpus."""
    terms: tuple[Term, ...] = ()
    """None for FILLED and EMPTY."""
    prefix: str = ""
    """What named the versions, as typed, without minus and colon; nothing for the text that is not bound to any."""
    start: int = 0
    stop: int = 0
    """Where the clause stands in what was typed, in code points, half-open, its prefix included."""

    @property
    def is_free(self) -> bool:
        """Whether it is bound to no version."""
        return not self.prefix


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a corpus to look in."""

    document: int | None = None
    """The only one to look in."""
    furniture: bool = True
    """Without page furniture it is as if there were none: a cell of nothing else is empty, a row of nothing else no row
    at all."""
