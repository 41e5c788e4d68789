"""What is said of a query: each clause in a few words, and the whole of it in one line, so that nothing is guessed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from viewer.model import Direction, Version, VersionId
from viewer.search import Mode, Query, RowClass
from viewer.search.clauses import Clause, Presence, Reading, Term
from viewer.search.wording import text_of
from viewer.ui.i18n import Safe, isolate, listed, noop, translator, visible
from viewer.ui.searching.chooser import name_of

tr = translator("SearchBar")

_RLI, _LRI, _PDI = "\u2067", "\u2066", "\u2069"

KINDS: Final = {
    RowClass.GAPS: noop("with gaps"),
    RowClass.UNEVEN: noop("not one to one"),
    RowClass.DOUBTFUL: noop("doubtful"),
    RowClass.UNCONFIRMED: noop("unconfirmed"),
    RowClass.EDITED: noop("edited"),
    RowClass.REVIEW: noop("to review"),
    RowClass.PARTIAL: noop("with a hit here and none there"),
}
"""What rows of a class are."""


def names_of(ids: Sequence[VersionId], versions: Sequence[Version]) -> Safe:
    """Some versions in a sentence."""
    return listed([name_of(version, versions) for version in versions if version.id in ids])


def directed(text: str, ids: Sequence[VersionId], versions: Sequence[Version]) -> Safe:
    """A text of some versions as part of a sentence; it runs as theirs do, if they all run the same way."""
    ways = {version.direction for version in versions if version.id in ids}
    if len(ways) != 1:
        return isolate(text)
    return Safe(f"{_RLI if Direction.RTL in ways else _LRI}{visible(text)}{_PDI}")


def clause_words(clause: Clause, source: str, versions: Sequence[Version]) -> Safe:
    """A clause that was read from `source`, as short as can be."""
    everywhere = len(clause.versions) == len(versions)
    name = tr("Any version") if everywhere and clause.is_free else names_of(clause.versions, versions)
    text = directed(" ".join(text_of(clause, source).split()), clause.versions, versions)
    if clause.presence is Presence.CONTAINS:
        return tr("{versions}: {text}", versions=name, text=text)
    if clause.presence is Presence.LACKS:
        return tr("{versions} without {text}", versions=name, text=text)
    return _filled(clause, name)


def described(query: Query, versions: Sequence[Version], title: str = "") -> Safe:
    """How a query was read, in one line; nothing for a query that asks for nothing.

    `title` is that of the document which is searched alone.
    """
    if not query.asks:
        return Safe("")
    terms = [term for clause in query.clauses for term in clause.terms]
    parts = [
        *_clauses(query, versions),
        tr("only rows {kinds}", kinds=_kinds(query)) if query.rows else "",
        tr("only in {document}", document=title) if query.scope.document is not None else "",
        "" if query.scope.furniture else tr("without page furniture"),
        *(_letters(query, terms) if terms else ()),
    ]
    return Safe("  ·  ".join(part for part in parts if part))


def _clauses(query: Query, versions: Sequence[Version]) -> list[Safe]:
    """First what is looked for, then what has to be the case besides."""
    said: list[Safe] = []
    for clause in sorted(query.clauses, key=lambda one: one.presence is not Presence.CONTAINS):
        names = names_of(clause.versions, versions)
        if clause.presence in (Presence.FILLED, Presence.EMPTY):
            said.append(_filled(clause, names))
            continue
        terms = _terms(clause, query.mode, versions)
        if clause.presence is Presence.LACKS:
            said.append(tr("{versions} without {text}", versions=names, text=terms))
        elif said:
            said.append(tr("and {text} in {versions}", text=terms, versions=names))
        else:
            everywhere = len(clause.versions) == len(versions)
            where = tr("in all versions") if everywhere else tr("in {versions}", versions=names)
            said += [tr("Looking for {text}", text=terms), where]
    return said


def _filled(clause: Clause, names: Safe) -> Safe:
    several = len(clause.versions) > 1
    if clause.presence is Presence.FILLED:
        return tr("any of {versions} is not empty", versions=names) if several else tr("{v} is not empty", v=names)
    return tr("{versions} are empty", versions=names) if several else tr("{v} is empty", v=names)


def _terms(clause: Clause, mode: Mode, versions: Sequence[Version]) -> Safe:
    words = [_term(term, clause, versions) for term in clause.terms]
    either = mode is Mode.ANY or clause.presence is Presence.LACKS
    joined = words[0]
    for word in words[1:]:
        joined = (
            tr("{one} or {other}", one=joined, other=word)
            if either
            else tr("{one} and {other}", one=joined, other=word)
        )
    return joined


def _term(term: Term, clause: Clause, versions: Sequence[Version]) -> Safe:
    text = directed(term.text, clause.versions, versions)
    return tr("the regular expression {text}", text=text) if term.reading is Reading.EXPRESSION else text


def _kinds(query: Query) -> Safe:
    kinds = [tr(words) for kind, words in KINDS.items() if kind in query.rows]
    joined = kinds[0]
    for kind in kinds[1:]:
        joined = tr("{one} or {other}", one=joined, other=kind)
    return joined


def _letters(query: Query, terms: Sequence[Term]) -> list[Safe | str]:
    folding = query.folding
    starred = any(term.reading is Reading.LETTERS and "*" in term.text for term in terms)
    return [
        tr("* stands for the rest of a word") if starred else "",
        tr("whole words only") if query.word else "",
        tr("letters exactly as typed") if folding.exact else tr("capitals, accents and letter forms alike"),
        tr("spellings of the long Arabic a alike") if folding.loose_arabic else "",
        tr("hiragana and katakana alike") if folding.kana else "",
    ]
