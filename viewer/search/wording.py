"""A query written back: clauses as a person would have typed them, and small changes of what was typed.

What is typed is the one truth of a search in the window; whatever else shows or changes conditions rewrites it here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from viewer.languages import primary
from viewer.model import Version, VersionId
from viewer.search.clauses import Clause, Mode, Presence, Reading, Term
from viewer.search.query import clauses_in, named

_COLON = re.compile(r'(?<!\S)(-?[^\s:"/\\]+):')
"""Where a prefix might be."""
_UNSAYABLE = re.compile(r'[\s:"/]')
_SPECIAL = re.compile(r"[.^$*+?{}\[\]\\|()/]")

Write = Callable[[Term], str]


def written(
    clauses: Iterable[Clause], versions: Sequence[Version], *, mode: Mode = Mode.LITERAL, regex: bool = False
) -> str:
    """The clauses as one text, which read with the same `mode` and `regex` says the same; the free one comes first.

    Letters are put in quotes only where they would be misread; what quotes cannot hold becomes a regular expression.
    Raises ValueError if no prefix names just the versions of a clause, or if two clauses are free.
    """
    ordered = sorted(clauses, key=lambda clause: not clause.is_free)
    if sum(clause.is_free for clause in ordered) > 1:
        raise ValueError("only one clause can be without a prefix")

    def read(text: str) -> tuple[Clause, ...]:
        return clauses_in(text, versions=versions, mode=mode, regex=regex)

    ways: tuple[Write, ...] = (_spelled, _spelled_out) if regex else (_plain, _quoted, _guarded, _expression)
    heads = [_head(clause.presence, _prefix(clause, versions)) for clause in ordered]
    text = " ".join(_phrase(head, clause, ways[0]) for head, clause in zip(heads, ordered, strict=True))
    again = read(text)
    if len(again) == len(ordered) and all(map(_same, again, ordered)):
        return text
    phrases: list[str] = []
    for place, (head, clause) in enumerate(zip(heads, ordered, strict=True)):
        # What follows begins with a prefix, before which spaces do not count, and may end what was left open.
        name = versions[0].id
        following = [""] if place == len(ordered) - 1 else ["", f'{name}:"', f"{name}:/"]
        for way in ways:
            phrase = _phrase(head, clause, way)
            again = read(phrase + " ".join(following))
            if len(again) == len(following) and (regex or _same(again[0], clause)):
                break
        phrases.append(phrase)
    return " ".join(phrases)


def text_of(clause: Clause, source: str) -> str:
    """What stands behind the prefix of a clause that was read from `source`."""
    text = source[clause.start : clause.stop]
    return text if clause.is_free else text.partition(":")[2].lstrip()


def without(source: str, clause: Clause) -> str:
    """`source` without a clause that was read from it."""
    before, after = source[: clause.start].rstrip(), source[clause.stop :].lstrip()
    return f"{before} {after}" if before and after else before + after


def rewritten(
    source: str,
    clause: Clause | None,
    presence: Presence,
    prefix: str,
    text: str = "",
    *,
    versions: Sequence[Version],
    mode: Mode = Mode.LITERAL,
    regex: bool = False,
) -> str:
    """`source` with another clause in the place of one that was read from it, or, if that is None, at the end.

    `text` is what a person would type behind the prefix; what would be read as the prefix of a further clause is made
    letters. A clause that would need a text and has none is left out.
    """
    if presence in (Presence.FILLED, Presence.EMPTY):
        text = ""
    elif not text.strip():
        return without(source, clause) if clause is not None else source
    else:
        text = _bound(text, prefix, versions, mode, regex)
    phrase = f"{_head(presence, prefix)}{text}"

    def read(text: str) -> list[Clause]:
        return list(clauses_in(text, versions=versions, mode=mode, regex=regex))

    clauses = read(source)
    place = len(clauses) if clause is None else next(at for at, one in enumerate(clauses) if one.start == clause.start)
    before, after = (source, "") if clause is None else (source[: clause.start], source[clause.stop :].strip())
    text = " ".join(part for part in (before.rstrip(), phrase, after) if part)
    clauses[place : place + 1] = read(phrase)
    if len(read(text)) == len(clauses):
        return text
    return written(clauses, versions, mode=mode, regex=regex)  # a quote that was left open would have met another


def prefix_of(wanted: Sequence[VersionId], versions: Sequence[Version]) -> str:
    """A short prefix that names just the `wanted` ones of the `versions`. Raises ValueError if there is none."""
    for name in _names([version for version in versions if version.id in wanted]):
        if set(named(name, versions)) == set(wanted):
            return name
    raise ValueError(f"no prefix names just {', '.join(wanted)}")


def _names(versions: Iterable[Version]) -> Iterator[str]:
    for version in versions:
        yield from (version.id, version.language, primary(version.language))
        if version.label and not _UNSAYABLE.search(version.label):
            yield version.label
        yield f"{version.id}-1"


def _head(presence: Presence, prefix: str) -> str:
    if not prefix:
        return ""
    return f"-{prefix}:" if presence in (Presence.LACKS, Presence.EMPTY) else f"{prefix}:"


def _prefix(clause: Clause, versions: Sequence[Version]) -> str:
    if not clause.prefix or named(clause.prefix, versions) == clause.versions:
        return clause.prefix
    return prefix_of(clause.versions, versions)


def _phrase(head: str, clause: Clause, way: Write) -> str:
    return head + " ".join(map(way, clause.terms))


def _same(read: Clause, meant: Clause) -> bool:
    return len(read.terms) == len(meant.terms) and all(map(_same_term, read.terms, meant.terms))


def _same_term(read: Term, meant: Term) -> bool:
    quoted = read.reading is Reading.QUOTED and meant.reading is Reading.LETTERS and "*" not in meant.text
    return read.text == meant.text and (read.reading is meant.reading or quoted)


def _spelled(term: Term) -> str:
    """A term where everything is a regular expression."""
    if term.reading is Reading.EXPRESSION:
        return term.text
    pieces = re.split(r"\*+", term.text) if term.reading is Reading.LETTERS else [term.text]
    return r"\w*".join(_SPECIAL.sub(r"\\\g<0>", piece) for piece in pieces)


def _spelled_out(term: Term) -> str:
    return _coded(_spelled(term))


def _plain(term: Term) -> str:
    if term.reading is Reading.LETTERS:
        return term.text
    return f'"{term.text}"' if term.reading is Reading.QUOTED else f"/{term.text}/"


def _quoted(term: Term) -> str:
    return f'"{term.text}"' if term.reading is Reading.LETTERS and "*" not in term.text else _plain(term)


def _guarded(term: Term) -> str:
    return f"/{_coded(term.text)}/" if term.reading is Reading.EXPRESSION else _quoted(term)


def _expression(term: Term) -> str:
    """A term as a regular expression, whatever it was."""
    return f"/{_coded(_spelled(term))}/"


def _coded(expression: str) -> str:
    """The same regular expression without spaces at its ends, slashes, quotes that begin a word, or likely prefixes."""
    expression = re.sub(r'(?<!\S)"', r"\"", _COLON.sub(r"\1\\:", expression))
    expression = re.sub(r"(?<!\\)((?:\\\\)*)/", r"\1\\/", expression)
    inner = expression.strip()
    start = expression.index(inner) if inner else 0
    ends = (expression[:start], expression[start + len(inner) :])
    first, last = ("".join(f"\\x{ord(one):02x}" for one in end) for end in ends)
    return f"{first}{inner}{last}"


def _bound(text: str, prefix: str, versions: Sequence[Version], mode: Mode, regex: bool) -> str:
    """What a person typed behind a prefix, so that it stays one clause."""
    head = f"{prefix}:" if prefix else ""
    if len(clauses_in(head + text, versions=versions, mode=mode, regex=regex)) == 1:
        return text
    if regex:
        return _coded(text)
    words = re.findall(r"\S+", text) if mode is not Mode.LITERAL else [text.strip()]
    letters = tuple(Term(word, Reading.LETTERS, 0) for word in words)
    for way in (_quoted, _expression):
        bound = " ".join(map(way, letters))
        if len(clauses_in(head + bound, versions=versions, mode=mode, regex=regex)) == 1:
            break
    return bound
