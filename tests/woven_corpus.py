"""A corpus with everything that a file may have to carry, and what of a corpus must come back from one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from viewer.cli import main
from viewer.corpus import Builder, Corpus, NewAnnotation, NewSegment, NewUnit
from viewer.model import Kind, Link, Source, Status, VersionId

SOURCE = Source("woven.txt", "text", "utf-8", "0" * 64)
VERSIONS = [
    ("de", "Luther"),
    ("ar", "عربي"),
    ("de", "Zürcher & <Co>"),
    ("ja", "日本語"),
    ("hi", 'हि"न्दी'),
    ("ru", "русский"),
]
IDS = ["de", "ar", "de-2", "ja", "hi", "ru"]

Note = tuple[int, int, str, str]
Piece = str | NewSegment
Row = tuple[dict[str, list[Piece]], float | None, Status]


def said(text: str, *notes: Note, kind: Kind = Kind.BODY, excluded: bool = False) -> NewSegment:
    return NewSegment(text, kind, excluded, tuple(NewAnnotation(*note) for note in notes))


def _of_all(texts: dict[str, str], *kinds: tuple[str, str]) -> dict[str, list[Piece]]:
    """A row in which every cell says the same of all of itself."""
    return {name: [said(text, *((0, len(text), kind, value) for kind, value in kinds))] for name, text in texts.items()}


DOCUMENTS: list[tuple[str, list[Row]]] = [
    (
        'Erstes "Buch" & <mehr>',
        [
            (
                {
                    "de": [said("Im Anfang", kind=Kind.TITLE)],
                    "ar": [said("في البدء", kind=Kind.TITLE)],
                    "de-2": [said("Am Anfang", kind=Kind.HEADING)],
                    "ja": [said("初めに", (0, 1, "ruby", "はじ"), kind=Kind.TITLE)],
                },
                1.0,
                Status.CONFIRMED,
            ),
            (
                {
                    "de": ["Der Fluss.", said("Er fließt.", (0, 2, "emphasis", "bold"), (3, 9, "emphasis", "italic"))],
                    "ar": ["النهر يجري."],
                    "ja": ["川は", said("𠮷野家で👨‍👩‍👧", (0, 1, "ruby", "よし"), (1, 3, "ruby", "のや")), "流れる。"],
                    "ru": ["Река", said("Seite 3", kind=Kind.FURNITURE, excluded=True)],
                },
                0.25,
                Status.AUTOMATIC,
            ),
            ({"ja": ["隙間"]}, None, Status.REVIEW),
            (
                _of_all(
                    {"de": "Das Meer", "ar": "البحر", "hi": "समुद्र"},
                    *(("source-id", "tu-17"), ("author", 'MA "X"'), ("created", "20240101T000000Z"), ("note", "eins")),
                    *(("note", "zwei"), ("prop:x-genre", "Lyrik & <Prosa>"), ("Genre", "=1+1"), ("note", "eins")),
                ),
                0.5,
                Status.IMPORTED,
            ),
            ({"hi": [said("पद", (0, 2, "verse", "GEN 1:1"), kind=Kind.VERSE)]}, 0.1, Status.EDITED),
        ],
    ),
    (
        "第二",
        [
            (
                {
                    "ru": [said("Титр", (0, 4, "time", "1200-3400"), (0, 4, "speaker", "Анна"), kind=Kind.CUE)],
                    "de-2": [said("Bild 1", kind=Kind.CAPTION), said("Bild 2", kind=Kind.CAPTION, excluded=True)],
                },
                0.999,
                Status.AUTOMATIC,
            ),
            (
                {
                    "de": [' "Tabs\tund" ', "'x' \u2028 y\u2029", "\u00a0fest\u00a0", "␀␛ \u0085"],
                    "ar": ['\u2067قال \u2066"Hexapla"\u2069 له\u2069\u200f', "-- ]]> <!-- &amp; &#13; _x0041_"],
                    "hi": ["\ufeffक\u200dख", "e\u0301 cafe\u0301 \U0001f469\u200d\U0001f680 \U0002000b"],
                    "ru": ["=SUMME(A1)", "+7", "0012", "1,5;2"],
                },
                0.333,
                Status.REVIEW,
            ),
            (
                {"de": ["zwei\nZeilen", "zwei\r\nZeilen\rdrei"], "de-2": ["  "], "ja": ["　全角　"]},
                None,
                Status.IMPORTED,
            ),
            (
                {
                    "de": [said("Ein Wort.", (4, 8, "footnote", "Eine\nFußnote"), (9, 9, "footnote", "Ende \t<x>"))],
                    "ru": [
                        said(
                            "жирный текст",
                            (0, 0, "inline-code", '<bpt i="1" type="bold">&lt;b&gt;</bpt>'),
                            (6, 6, "inline-code", '<ept i="1">&lt;/b&gt;</ept>'),
                            (12, 12, "inline-code", "<ph>no & good"),
                            (7, 12, "emphasis", "bold"),
                        ),
                        said("код", (3, 3, "inline-code", "<ph/>"), (3, 3, "inline-code", "<ph/>")),
                    ],
                },
                0.75,
                Status.CONFIRMED,
            ),
        ],
    ),
    ("Drittes", [({"de": ["Schluss"], "de-2": ["Ende"], "ar": ["النهاية"]}, 0.0, Status.CONFIRMED)]),
]
Place = tuple[int, str, int]
LinkRow = tuple[Place, Place, str]
LINKS: list[LinkRow] = [  # document, version and number at each end
    ((0, "de", 1), (0, "ar", 2), "moved"),
    ((0, "ja", 0), (0, "de", 2), "crossing"),
    ((0, "de", 1), (0, "ja", 4), "crossing"),
    ((1, "ru", 4), (1, "de", 0), "pin & <x>"),
]


def woven(path: Path) -> Path:
    return built(path, "Das „Ganze“ & <mehr>", VERSIONS, DOCUMENTS, LINKS)


def built(
    path: Path,
    title: str,
    versions: Sequence[tuple[str, str]],
    documents: Sequence[tuple[str, Sequence[Row]]],
    links: Sequence[LinkRow] = (),
) -> Path:
    """A corpus of these rows."""
    with Builder(path, title=title) as builder:
        names = [builder.add_version(*version) for version in versions]
        for number, (name, rows) in enumerate(documents):
            builder.add_document(name)
            for version in names:
                cells = [cell for row, _, _ in rows for cell in row.get(version, ())]
                if cells:
                    segments = [NewSegment(cell) if isinstance(cell, str) else cell for cell in cells]
                    builder.add_text(number, version, SOURCE, segments)
            placed = dict.fromkeys(names, 0)
            units = []
            for row, confidence, status in rows:
                ranges = {}
                for version, cell in row.items():
                    start = placed[VersionId(version)]
                    placed[VersionId(version)] = start + len(cell)
                    ranges[VersionId(version)] = (start, start + len(cell))
                units.append(NewUnit(ranges, confidence, status))
            builder.add_units(number, units)
        ends = [
            [builder.segment_id(at, VersionId(version), segment) for at, version, segment in link[:2]] for link in links
        ]
        builder.add_links(Link(*pair, link[2]) for pair, link in zip(ends, links, strict=True))
        builder.commit()
    return path


Told = dict[str, object]


def told(path: Path, versions: Sequence[str] | None = None, *, digits: int = 9) -> Told:
    """All that must come back of a corpus, or of some of its versions as if there were no others.

    `digits` are those of the confidence that the format keeps.
    """
    with Corpus.open(path, read_only=True) as corpus:
        names = [version.id for version in corpus.versions() if versions is None or version.id in versions]
        units = [unit for unit in corpus.annotated_units(0, corpus.unit_count, names) if unit.cells]
        documents = sorted({unit.document for unit in units})
        segments = {}
        rows, notes = [], []
        for number, unit in enumerate(units):
            cells = {}
            for version, cell in unit.cells.items():
                cells[version] = [(one.number, one.kind, one.excluded, one.text) for one in cell]
                for one in cell:
                    place = (documents.index(unit.document), version, one.number)
                    segments[one.id] = place
                    notes += sorted((*place, note.start, note.stop, note.kind, note.value) for note in one.annotations)
            certainty = None if unit.confidence is None else round(unit.confidence, digits)
            rows.append((number, documents.index(unit.document), certainty, unit.status, cells))
        return {
            "title": corpus.title,
            "documents": [corpus.documents()[number].title for number in documents],
            "versions": [(one.id, one.language, one.label) for one in corpus.versions() if one.id in names],
            "rows": rows,
            "annotations": sorted(notes),
            "links": sorted(
                (segments[link.source], segments[link.target], link.kind)
                for link in corpus.links()
                if {link.source, link.target} <= segments.keys()
            ),
            "problems": corpus.check(),
        }


def run(*arguments: object) -> int:
    """The command line; its exit code."""
    return main([str(argument) for argument in arguments])
