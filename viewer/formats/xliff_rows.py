"""The rows of one XLIFF unit: which segments of its source and target belong together, and what is said of them.

In XLIFF 1 a `trans-unit` is one row, unless `mrk` elements split it: then their `mid` pairs them. In XLIFF 2 each
`segment` and each `ignorable` of a `unit` is a row. Only the unit's own children count: the `source` and `target` of
an `alt-trans`, of a match or of an earlier version are proposals and no text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from viewer.formats.columns import SOURCE_ID
from viewer.formats.draft import Cautions
from viewer.formats.passages import Passage
from viewer.formats.xliff_inline import Run, local, plain, runs, words
from viewer.model import Kind

Said = tuple[tuple[str, str], ...]

_KINDS = {
    "title": Kind.TITLE,
    "heading": Kind.HEADING,
    "header": Kind.HEADING,
    "caption": Kind.CAPTION,
    "verse": Kind.VERSE,
    "cue": Kind.CUE,
}

_STATES = (("state", "state"), ("sub-state", "subState"))
_ON_UNIT = (("approved", "approved"), ("state", "status"))
_TALKATIVE = ("note", "notes", "comments", "context-group")
"""Children that say something of a unit."""


@dataclass(slots=True)
class Row:
    """One row before it is stored."""

    place: str
    source: list[Passage]
    target: list[Passage]


@dataclass(slots=True)
class _Pair:
    """What stands in one row, with what is said of just that."""

    part: str | None
    """Its id within the unit."""
    source: Sequence[Run]
    target: Sequence[Run]
    on_target: Said = ()


def rows(unit: Element, cautions: Cautions) -> Iterator[Row]:
    """The rows of a `trans-unit` or `unit`, without those that are blank."""
    attributes, children = plain(unit), _children(unit)
    is_split = local(unit) == "trans-unit"
    pairs = _split(attributes, children, cautions) if is_split else _segments(unit, cautions)
    about, on_source, on_target = _about(attributes, children)
    kind = _kind(attributes)
    for pair in pairs:
        name = _joined(attributes.get("id", ""), pair.part)
        both = ((SOURCE_ID, name), *about)
        if not pair.target:  # what is said of a target that is not there must stand somewhere
            on_source, on_target = on_source + on_target, ()
        elif not pair.source:
            on_source, on_target = (), on_source + on_target
        yield Row(
            f"unit {name}",
            [run.passage(both + on_source, kind) for run in pair.source],
            [run.passage(both + pair.on_target + on_target, kind) for run in pair.target],
        )
        on_source = on_target = ()


def language(unit: Element, name: str) -> str | None:
    """What the `source` or `target` of a unit says of its own language."""
    return next((plain(child).get("lang") for child in unit if local(child) == name), None)


def _children(unit: Element) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for child in unit:
        found.setdefault(local(child), []).append(child)
    return found


def _split(attributes: Mapping[str, str], children: Mapping[str, list[Element]], cautions: Cautions) -> Iterator[_Pair]:
    """The rows of a `trans-unit`."""
    source = _runs(children.get("seg-source"), cautions) or _runs(children.get("source"), cautions)
    target = _runs(children.get("target"), cautions)
    states = _states(attributes, children)
    whole = states.get(None, ())
    if len(source) <= 1 and len(target) <= 1 and not (_has_segments(source) or _has_segments(target)):  # nearly always
        if source or target:
            yield _Pair(None, source, target, whole)
    elif _has_segments(source) and _has_segments(target):
        for mid, sides in _by_mid(source, target).items():
            yield _Pair(mid, *sides, states.get(mid) or whole)
    elif source or target:
        mids = {run.mid for run in (*source, *target)}
        only = mids.pop() if len(mids) == 1 else None
        yield _Pair(only, source, target, states.get(only) or whole)


def _by_mid(source: list[Run], target: list[Run]) -> dict[str, tuple[list[Run], list[Run]]]:
    """The runs of both sides by segment, in the order of the source; text outside of segments stands by itself."""
    found: dict[str, tuple[list[Run], list[Run]]] = {}
    for side, all_runs in enumerate((source, target)):
        for number, run in enumerate(all_runs):
            key = f"\0{side}.{number}" if run.mid is None else run.mid
            found.setdefault(key, ([], []))[side].append(run)
    return found


def _segments(unit: Element, cautions: Cautions) -> Iterator[_Pair]:
    """The rows of a `unit` of XLIFF 2."""
    for child in unit:
        if local(child) in {"segment", "ignorable"}:
            attributes, sides = plain(child), _children(child)
            source, target = _runs(sides.get("source"), cautions), _runs(sides.get("target"), cautions)
            state = tuple((kind, attributes[name]) for kind, name in _STATES if name in attributes)
            if source or target:
                yield _Pair(attributes.get("id"), source, target, state)


def _states(attributes: Mapping[str, str], children: Mapping[str, list[Element]]) -> dict[str | None, Said]:
    """What is said of the translations of a `trans-unit`, by `mid`; None for all of it."""
    own = plain(children["target"][0]) if "target" in children else {}
    whole = [(kind, value) for kind in ("state", "state-qualifier") if (value := own.get(kind))]
    whole += [(kind, value) for kind, name in _ON_UNIT if (value := attributes.get(name))]
    found: dict[str | None, Said] = {None: tuple(whole)}
    if "seg-defs" not in children:
        return found
    for segment in (segment for defined in children.get("seg-defs", ()) for segment in defined):
        named = plain(segment)
        origin = " ".join(part for part in (named.get("origin", ""), named.get("percent", "")) if part)
        said = (("state", named.get("conf", "")), ("origin", origin))
        found[named.get("id")] = (*(one for one in said if one[1]), *found[None])
    return found


def _about(attributes: Mapping[str, str], children: Mapping[str, list[Element]]) -> tuple[Said, Said, Said]:
    """What is said of both sides of a unit, of its source and of its target: names, contexts and notes."""
    both = [("name", attributes.get("resname") or attributes.get("name", ""))]
    if attributes.get("translate") == "no":
        both.append(("translate", "no"))
    if not any(name in children for name in _TALKATIVE):
        return tuple(both) if both[0][1] else tuple(both[1:]), (), ()
    sides: tuple[list[tuple[str, str]], list[tuple[str, str]]] = ([], [])
    notes = [note for name in ("notes", "comments") for group in children.get(name, ()) for note in group]
    for note in (*children.get("note", ()), *notes):
        own = plain(note)
        is_on_target = "target" in {own.get("annotates"), own.get("appliesTo")}
        sides[is_on_target].append(("note", words(note)))
    for context in (context for group in children.get("context-group", ()) for context in group):
        of = plain(context).get("context-type", "")
        sides[0].append(("context", f"{of}: {words(context)}" if of else words(context)))
    source, target = (tuple(one for one in side if one[1]) for side in sides)
    return tuple(one for one in both if one[1]), source, target


def _runs(elements: list[Element] | None, cautions: Cautions) -> list[Run]:
    return runs(elements[0], cautions) if elements else []


def _has_segments(found: list[Run]) -> bool:
    return any(run.mid is not None for run in found)


def _kind(attributes: Mapping[str, str]) -> Kind:
    of = attributes.get("restype") or attributes.get("type") or ""
    return _KINDS.get(of.rpartition(":")[2].lower().removeprefix("x-"), Kind.BODY)


def _joined(name: str, part: str | None) -> str:
    return f"{name}/{part}" if part and not part.startswith(("\0", "#")) else name
