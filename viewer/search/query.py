"""The query language: what is typed is one literal, folded substring, with three ways to say more.

    can tho        letters, spaces included
    mek*           a star is the rest of a word
    "2 * 3"        nothing inside the quotes is special
    /mek[oa]ng/    a regular expression
    de:Stadt       before any of these: in one version, or in all of one language

A prefix counts only if it names a version or a language of the corpus: `10:30` and `http:` are letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from viewer.languages import primary
from viewer.model import Version, VersionId
from viewer.search.expressions import compile_expression
from viewer.search.matchers import ExpressionMatcher, LiteralMatcher, LooseMatcher, Matcher, WildcardMatcher
from viewer.text.folding import Folding

_PREFIX = re.compile(r"\s*([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*):\s*")


class Reading(Enum):
    """How the letters of a term are to be read."""

    LETTERS = "letters"
    """With `*` for the rest of a word."""
    QUOTED = "quoted"
    """Nothing is special."""
    EXPRESSION = "expression"
    """A regular expression."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to be found."""

    text: str
    """Without quotes, slashes and prefix."""
    reading: Reading
    position: int
    """Where `text` begins in what was typed, in code points."""


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, understood. A query without terms finds nothing."""

    source: str
    terms: tuple[Term, ...]
    """At most one so far; a row has to have them all."""
    versions: tuple[VersionId, ...]
    """Where to look, in the order of the corpus."""
    prefix: str
    """What named the versions, as typed, or nothing."""
    folding: Folding
    word: bool
    """Only whole words."""

    def matcher(self, version: VersionId) -> Matcher | None:
        """What finds the matches in a text of `version`; None where there is nothing to find."""
        if not self.terms or version not in self.versions:
            return None
        return _matcher(self.terms[0], self.folding, self.word)


def parse(
    text: str,
    *,
    versions: Sequence[Version],
    word: bool = False,
    regex: bool = False,
    exact: bool = False,
    loose_arabic: bool = False,
    kana: bool = False,
    within: Iterable[VersionId] | None = None,
) -> Query:
    """Reads a query for a corpus with these `versions`, looking only in `within` if given.

    `regex` reads all of the text, after a prefix, as a regular expression. `loose_arabic` is for letters, not for stars
    and expressions; `exact` overrides it and `kana`. Raises QueryError, with the position in
    `text`, for a regular expression that is malformed.
    """
    found = _PREFIX.match(text)
    named = _named(found[1], versions) if found else frozenset()
    start = found.end() if found and named else 0
    allowed = None if within is None else frozenset(within)
    folding = Folding(exact=exact, loose_arabic=loose_arabic and not exact, kana=kana and not exact)
    term = _term(text, start, regex=regex)
    if term is not None and _matcher(term, folding, word) is None:
        term = None
    return Query(
        source=text,
        terms=(term,) if term else (),
        versions=tuple(
            version.id
            for version in versions
            if (not named or version.id in named) and (allowed is None or version.id in allowed)
        ),
        prefix=found[1] if found and named else "",
        folding=folding,
        word=word,
    )


def _named(name: str, versions: Sequence[Version]) -> frozenset[VersionId]:
    wanted = name.lower()
    return frozenset(
        version.id
        for version in versions
        if wanted in (version.id.lower(), version.language.lower(), primary(version.language).lower())
    )


def _term(text: str, start: int, *, regex: bool) -> Term | None:
    rest = text[start:]
    if regex:
        return Term(rest, Reading.EXPRESSION, start) if rest else None
    if not rest.strip():
        return None
    trimmed = rest.strip()
    inner = start + rest.index(trimmed) + 1
    if len(trimmed) > 2 and trimmed[0] == trimmed[-1] == '"':
        return Term(trimmed[1:-1], Reading.QUOTED, inner)
    if len(trimmed) > 2 and trimmed[0] == trimmed[-1] == "/":
        return Term(trimmed[1:-1], Reading.EXPRESSION, inner)
    return Term(rest, Reading.LETTERS, start)


@lru_cache(maxsize=64)
def _matcher(term: Term, folding: Folding, word: bool) -> Matcher | None:
    if term.reading is Reading.EXPRESSION:
        plain = Folding(exact=folding.exact, kana=folding.kana)
        return ExpressionMatcher(
            compile_expression(term.text, plain, term.position), plain, word=word, position=term.position
        )
    if term.reading is Reading.LETTERS and "*" in term.text:
        plain = Folding(exact=folding.exact, kana=folding.kana)
        pieces = re.split(r"\*+", term.text)
        # A piece in the middle that folds to nothing joins the gaps around it.
        pieces = [pieces[0], *(piece for piece in pieces[1:-1] if plain.fold(piece)), pieces[-1]]
        return WildcardMatcher(pieces, plain, word=word) if any(map(plain.fold, pieces)) else None
    if not Folding(exact=folding.exact).fold(term.text):
        return None
    matcher = LooseMatcher if folding.loose_arabic else LiteralMatcher
    return matcher(term.text, folding, word=word)
