"""The query: what a person types, and how it is read.

What is typed is one run of letters with its spaces. `*` stands for the rest of a word, quotes make everything inside
plain letters, slashes enclose a regular expression. A prefix that names a version or language of this corpus binds
what follows, up to the next prefix, to its versions: `de:Stadt` has to be there, `-pt:cidade` must not; `ja:` alone
says that there is something, `-ja:` that there is nothing. `10:30` and `http:` are letters.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from viewer.languages import primary
from viewer.model import Version, VersionId
from viewer.search.clauses import Clause, Mode, Presence, Reading, RowClass, Scope, Term
from viewer.search.expressions import compile_expression
from viewer.search.matchers import ExpressionMatcher, LiteralMatcher, LooseMatcher, Matcher, Spans
from viewer.search.several import together
from viewer.search.wildcards import WildcardMatcher
from viewer.text.folding import Folding

_PREFIX = re.compile(r'(?P<minus>-?)(?P<name>[^\s:"/]+):')
_ENCLOSED = re.compile(r'"[^\n]+?"(?=\s|$)|/(?:\\.|[^\\\n])+?/(?=\s|$)')
"""What begins a word and may have spaces and prefixes inside, which are none."""
_WORD = re.compile(rf"{_ENCLOSED.pattern}|\S+")
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a row has to have in any of some versions: a match of any of some matchers; anything if there are none."""

    versions: tuple[VersionId, ...]
    matchers: tuple[Matcher, ...]
    negated: bool
    """The row must not have it."""


@dataclass(frozen=True)
class Query:
    """What was typed, understood. A row is found if it meets all clauses, is of any of the classes and in the scope.

    Its hits are the matches of what it has to contain.
    """

    source: str
    clauses: tuple[Clause, ...]
    """Those that ask for something."""
    mode: Mode
    rows: frozenset[RowClass]
    """A row has to be of any of them; empty: of whatever class."""
    scope: Scope
    folding: Folding
    word: bool
    """Only whole words."""

    @property
    def asks(self) -> bool:
        """Whether it asks for anything; one that does not finds nothing."""
        return bool(self.clauses or self.rows)

    @cached_property
    def versions(self) -> tuple[VersionId, ...]:
        """Where hits may be: the free text first looks in all of its versions, then come those of the conditions."""
        return tuple(dict.fromkeys(version for one in self._positive() for version in one.versions))

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """The clauses, so that a row has to meet each alone."""
        return tuple(one for clause in self.clauses for one in self._required(clause))

    @property
    def everywhere(self) -> bool:
        """Whether every match in a text of its versions is a hit, whatever else is in the row."""
        return len(self.requirements) == len(self._positive()) == 1 and not self.rows and self.scope == Scope()

    def matchers(self, version: VersionId) -> tuple[Matcher, ...]:
        """What finds the hits in the texts of `version`, each once."""
        return tuple(
            dict.fromkeys(matcher for one in self._positive() if version in one.versions for matcher in one.matchers)
        )

    def matcher(self, version: VersionId) -> Spans | None:
        """What finds the hits in a text of `version`, all terms together; None where there is nothing to find."""
        matchers = self.matchers(version)
        return together(matchers) if matchers else None

    def _positive(self) -> list[Requirement]:
        return [one for one in self.requirements if one.matchers and not one.negated]

    def _required(self, clause: Clause) -> Iterator[Requirement]:
        negated = clause.presence in (Presence.LACKS, Presence.EMPTY)
        matchers = tuple(found for term in clause.terms if (found := _matcher(term, self.folding, self.word)))
        if self.mode is Mode.ALL and not negated:
            for matcher in matchers:
                yield Requirement(clause.versions, (matcher,), negated)
        if not matchers or self.mode is not Mode.ALL or negated:
            yield Requirement(clause.versions, matchers, negated)


def parse(
    text: str,
    *,
    versions: Sequence[Version],
    mode: Mode = Mode.LITERAL,
    word: bool = False,
    regex: bool = False,
    exact: bool = False,
    loose_arabic: bool = False,
    kana: bool = False,
    within: Iterable[VersionId] | None = None,
    conditions: Iterable[Clause] = (),
    rows: Collection[RowClass] = (),
    scope: Scope | None = None,
) -> Query:
    """Reads a query for a corpus with these `versions`.

    `within` are the versions in which text without a prefix is looked for; all if None. `conditions` come to those that
    were typed. `regex` reads the text of each clause as one regular expression. `loose_arabic` is not for expressions;
    `exact` overrides it and `kana`. Raises QueryError, with the position in `text`, for a regular expression that is
    malformed.
    """
    folding = Folding(exact=exact, loose_arabic=loose_arabic and not exact, kana=kana and not exact)
    allowed = None if within is None else frozenset(within)
    free = tuple(version.id for version in versions if allowed is None or version.id in allowed)
    clauses = clauses_in(text, versions=versions, free=free, mode=mode, regex=regex)
    query = Query(
        source=text,
        clauses=tuple(_asking([*clauses, *conditions], folding, word)),
        mode=mode,
        rows=frozenset(rows),
        scope=scope or Scope(),
        folding=folding,
        word=word,
    )
    _ = query.requirements  # compiles what was typed, so that errors come here
    return query


def clauses_in(
    text: str,
    *,
    versions: Sequence[Version],
    free: tuple[VersionId, ...] = (),
    mode: Mode = Mode.LITERAL,
    regex: bool = False,
) -> tuple[Clause, ...]:
    """The clauses that are written in `text`, whether they make sense or not; `free` are the versions of one without
    a prefix. There is at most one of those, and it is the first.
    """
    found: list[Clause] = []
    for piece in _pieces(text, versions):
        presence = Presence.LACKS if piece.minus else Presence.CONTAINS
        bound = piece.versions if piece.name else free
        clause = _clause(presence, bound, text, piece.inner, piece.stop, mode=mode, regex=regex)
        found.append(
            Clause(clause.presence, bound, clause.terms, prefix=piece.name, start=piece.start, stop=piece.stop)
        )
    return tuple(found)


def condition(
    presence: Presence,
    version: VersionId,
    text: str = "",
    *,
    mode: Mode = Mode.LITERAL,
    regex: bool = False,
) -> Clause:
    """A clause about one version that was not typed into the query. `text` is read as it would be behind a prefix."""
    found = _clause(presence, (version,), text, 0, len(text), mode=mode, regex=regex)
    return Clause(found.presence, found.versions, found.terms, prefix=version)


def named(name: str, versions: Sequence[Version]) -> tuple[VersionId, ...]:
    """The versions that a prefix names by id, language or label, in the order of the corpus.

    Where `de` is also the language of others, as of `de-2`, `de-1` is the version `de` alone.
    """
    wanted = name.casefold()
    if wanted.endswith("-1"):
        first = tuple(version.id for version in versions if version.id.casefold() == wanted.removesuffix("-1"))
        if first:
            return first
    return tuple(
        version.id
        for version in versions
        if wanted in (version.id.casefold(), version.language.casefold(), primary(version.language).casefold())
        or (wanted == version.label.casefold() and not wanted.isnumeric())
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of what was typed that is about the same versions."""

    start: int
    inner: int
    """Where its text begins, after the prefix."""
    stop: int
    minus: bool
    name: str
    versions: tuple[VersionId, ...]


def _pieces(text: str, versions: Sequence[Version]) -> Iterator[_Piece]:
    start = inner = at = 0
    minus, name, bound = False, "", tuple[VersionId, ...]()
    while at < len(text):
        begun = _end_of(_SPACE, text, at)
        found = _PREFIX.match(text, begun)
        ids = named(found["name"], versions) if found else ()
        if found and ids:
            if text[inner:begun].strip() or name:
                yield _Piece(start, inner, inner + len(text[inner:begun].rstrip()), minus, name, bound)
            start, minus, name, bound = begun, bool(found["minus"]), found["name"], ids
            inner = _end_of(_SPACE, text, found.end())
            at = found.end() if inner == found.end() else inner
            if at == found.end():
                at = max(at, _end_of(_WORD, text, at))
        else:
            at = max(begun, _end_of(_WORD, text, begun))
    if text[inner:].strip() or name:
        yield _Piece(start, inner, len(text), minus, name, bound)


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _clause(
    presence: Presence,
    versions: tuple[VersionId, ...],
    text: str,
    start: int,
    stop: int,
    *,
    mode: Mode,
    regex: bool,
) -> Clause:
    """A clause with the text from `start` to `stop` (half-open); without any, it is about being filled or empty."""
    if presence in (Presence.FILLED, Presence.EMPTY):
        return Clause(presence, versions)
    if not text[start:stop].strip():
        return Clause(Presence.EMPTY if presence is Presence.LACKS else Presence.FILLED, versions)
    if regex:
        return Clause(presence, versions, (Term(text[start:stop], Reading.EXPRESSION, start),))
    if mode is Mode.LITERAL:
        return Clause(presence, versions, (_term(text[start:stop], start),))
    words = _WORD.finditer(text, start, stop)
    return Clause(presence, versions, tuple(_term(word[0], word.start()) for word in words))


def _term(text: str, start: int) -> Term:
    trimmed = text.strip()
    inner = start + text.index(trimmed) + 1
    if len(trimmed) > 2 and trimmed[0] == trimmed[-1] == '"':
        return Term(trimmed[1:-1], Reading.QUOTED, inner)
    if len(trimmed) > 2 and trimmed[0] == trimmed[-1] == "/":
        return Term(trimmed[1:-1], Reading.EXPRESSION, inner)
    return Term(text, Reading.LETTERS, start)


def _asking(clauses: Iterable[Clause], folding: Folding, word: bool) -> Iterator[Clause]:
    """The clauses without terms of which no letter is left, and without those that had no others."""
    for clause in clauses:
        terms = tuple(term for term in clause.terms if _matcher(term, folding, word) is not None)
        if terms or not clause.terms:
            yield Clause(clause.presence, clause.versions, terms, clause.prefix, clause.start, clause.stop)


@lru_cache(maxsize=64)
def _matcher(term: Term, folding: Folding, word: bool) -> Matcher | None:
    if term.reading is Reading.EXPRESSION:
        plain = Folding(exact=folding.exact, kana=folding.kana)
        return ExpressionMatcher(
            compile_expression(term.text, plain, term.position), plain, word=word, position=term.position
        )
    if term.reading is Reading.LETTERS and "*" in term.text:
        plain = Folding(exact=folding.exact)
        pieces = re.split(r"\*+", term.text)
        # A piece in the middle that folds to nothing joins the gaps around it.
        pieces = [pieces[0], *(piece for piece in pieces[1:-1] if plain.fold(piece)), pieces[-1]]
        return WildcardMatcher(pieces, folding, word=word) if any(map(plain.fold, pieces)) else None
    if not Folding(exact=folding.exact).fold(term.text):
        return None
    matcher = LooseMatcher if folding.loose_arabic else LiteralMatcher
    return matcher(term.text, folding, word=word)
