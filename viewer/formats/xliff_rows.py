"""The rows of one XLIFF unit: which segments of its source and target belong together, and what is said of them.

In XLIFF 1 a `trans-unit` is one row, unless `mrk` elements split it: then their `mid` pairs them. In XLIFF 2 each
`segment` and each `ignorable` of a `unit` is a row. Only the unit's own children count: the `source` and `target` of
an `alt-trans`, of a match or of an earlier version are proposals and no text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from viewer.formats.draft import Cautions
from viewer.formats.packed import SOURCE_ID, Passage
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


@dataclass(slots=True)
class Row:
    """One row before it is stored."""

    place: str
    source: list[Passage]
    target: list[Passage]


def rows(unit: etree._Element, cautions: Cautions) -> Iterator[Row]:
    """The rows of a `trans-unit` or `unit`; some may be blank."""
    own = list(_split(unit, cautions) if local(unit) == "trans-unit" else _segments(unit, cautions))
    about, on_source, on_target = _about(unit)
    kind = _kind(plain(unit))
    for number, row in enumerate(own):
        notes = (on_source, on_target) if number == 0 else ((), ())
        if not row.target:  # what is said of a target that is not there must stand somewhere
            notes = (notes[0] + notes[1], ())
        elif not row.source:
            notes = ((), notes[0] + notes[1])
        yield Row(
            row.place,
            [_with(one, about + notes[0], kind) for one in row.source],
            [_with(one, about + notes[1], kind) for one in row.target],
        )


def language(unit: etree._Element, name: str) -> str | None:
    """What the `source` or `target` of a unit says of its own language."""
    return next((plain(child).get("lang") for child in unit.iter() if local(child) == name), None)


def _split(unit: etree._Element, cautions: Cautions) -> Iterator[Row]:
    """The rows of a `trans-unit`."""
    source = _runs(unit, "seg-source", cautions) or _runs(unit, "source", cautions)
    target = _runs(unit, "target", cautions)
    attributes = plain(unit)
    name = attributes.get("id", "")
    states = _states(unit, attributes)
    if not _has_segments(source) or not _has_segments(target):
        mids = [run.mid for run in (*source, *target) if run.mid is not None]
        said = states.get(mids[0] if len(mids) == 1 else None) or states.get(None, ())
        yield Row(
            f"unit {name}",
            [_with(run.passage(), ((SOURCE_ID, _joined(name, run.mid)),)) for run in source],
            [_with(run.passage(), ((SOURCE_ID, _joined(name, run.mid)), *said)) for run in target],
        )
        return
    for mid, sides in _by_mid(source, target).items():
        identity = ((SOURCE_ID, _joined(name, mid)),)
        said = states.get(mid) or states.get(None, ())
        yield Row(
            f"unit {_joined(name, mid)}",
            [_with(run.passage(), identity) for run in sides[0]],
            [_with(run.passage(), identity + said) for run in sides[1]],
        )


def _by_mid(source: list[Run], target: list[Run]) -> dict[str, tuple[list[Run], list[Run]]]:
    """The runs of both sides by segment, in the order of the source; text outside of segments stands by itself."""
    found: dict[str, tuple[list[Run], list[Run]]] = {}
    for side, all_runs in enumerate((source, target)):
        for number, run in enumerate(all_runs):
            key = f"\0{side}.{number}" if run.mid is None else run.mid
            found.setdefault(key, ([], []))[side].append(run)
    return found


def _segments(unit: etree._Element, cautions: Cautions) -> Iterator[Row]:
    """The rows of a `unit` of XLIFF 2."""
    name = plain(unit).get("id", "")
    for child in unit:
        if local(child) not in {"segment", "ignorable"}:
            continue
        attributes = plain(child)
        identity = ((SOURCE_ID, _joined(name, attributes.get("id"))),)
        state = tuple((key, attributes[name]) for key, name in _STATES_2 if name in attributes)
        yield Row(
            f"unit {_joined(name, attributes.get('id'))}",
            [_with(run.passage(), identity) for run in _runs(child, "source", cautions)],
            [_with(run.passage(), identity + state) for run in _runs(child, "target", cautions)],
        )


_STATES_2 = (("state", "state"), ("sub-state", "subState"))


def _states(unit: etree._Element, attributes: Mapping[str, str]) -> dict[str | None, Said]:
    """What is said of translations, by `mid`; None for the unit as a whole."""
    found: dict[str | None, Said] = {}
    target = next((child for child in unit if local(child) == "target"), None)
    own = plain(target) if target is not None else {}
    whole = [("state", own.get("state", "")), ("state-qualifier", own.get("state-qualifier", ""))]
    whole += [("approved", attributes.get("approved", "")), ("state", attributes.get("status", ""))]
    found[None] = tuple((kind, value) for kind, value in whole if value)
    for child in unit:
        if local(child) != "seg-defs":
            continue
        for segment in child:
            named = plain(segment)
            origin = " ".join(part for part in (named.get("origin", ""), named.get("percent", "")) if part)
            said = (("state", named.get("conf", "")), ("origin", origin))
            found[named.get("id")] = (*(one for one in said if one[1]), *found[None])
    return found


def _about(unit: etree._Element) -> tuple[Said, Said, Said]:
    """What is said of both sides of a unit, of its source and of its target: names, contexts and notes."""
    attributes = plain(unit)
    both = [("name", attributes.get("resname") or attributes.get("name", ""))]
    if attributes.get("translate") == "no":
        both.append(("translate", "no"))
    notes: tuple[list[tuple[str, str]], list[tuple[str, str]]] = ([], [])
    for child in unit:
        name = local(child)
        if name == "context-group":
            for context in child:
                of = plain(context).get("context-type", "")
                notes[0].append(("context", f"{of}: {words(context)}" if of else words(context)))
        elif name in {"note", "notes", "comments"}:
            for note in [child] if name == "note" else child:
                own = plain(note)
                on_target = "target" in {own.get("annotates"), own.get("appliesTo")}
                notes[on_target].append(("note", words(note)))
    both = [one for one in both if one[1]]
    return tuple(both), tuple(one for one in notes[0] if one[1]), tuple(one for one in notes[1] if one[1])


def _runs(parent: etree._Element, name: str, cautions: Cautions) -> list[Run]:
    child = next((child for child in parent if local(child) == name), None)
    return [] if child is None else runs(child, cautions)


def _has_segments(found: list[Run]) -> bool:
    return any(run.mid is not None for run in found)


def _with(passage: Passage, about: Said, kind: Kind | None = None) -> Passage:
    return replace(passage, about=passage.about + about, kind=kind or passage.kind)


def _kind(attributes: Mapping[str, str]) -> Kind:
    of = attributes.get("restype") or attributes.get("type") or ""
    return _KINDS.get(of.rpartition(":")[2].lower().removeprefix("x-"), Kind.BODY)


def _joined(name: str, part: str | None) -> str:
    return f"{name}/{part}" if part and not part.startswith(("\0", "#")) else name
