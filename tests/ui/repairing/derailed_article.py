"""An article in three versions whose rows went wrong: shifted, merged, cut in wrong places, with a moved passage."""

from __future__ import annotations

from pathlib import Path

from viewer.corpus import Builder, NewSegment, NewUnit
from viewer.model import Source, Status, VersionId

TEXTS = {
    "de": [
        "Der Leuchtturm von Kap Arda",
        "Seit 1893 steht der Turm auf den Klippen.",
        "Sein Leuchtfeuer reicht zwanzig Seemeilen weit, sagt Wärter Ole Brandt.",
        "Im Winter kommt nur das Postboot.",
        "Die Treppe hat 214 Stufen.",
        "Am 3. März 1921 strandete hier die Aurora.",
        "Alle 38 Seeleute wurden gerettet.",
        "Die Linse kommt aus Paris.",
        "Sie wiegt vier Tonnen.",
        "Seit 1987 dreht ein Motor sie.",
        "Im Sommer kommen 5000 Gäste.",
        "Die Karte kostet sechs Kronen.",
        "Das Licht brennt weiter.",
        "Impressum",
    ],
    "en": [
        "The lighthouse of Cape Arda",
        "The tower has stood on the cliffs since 1893.",
        "Its light reaches twenty nautical miles, says keeper Ole Brandt.",
        "In winter only the mail boat comes.",
        "The stairs have 214 steps.",
        "All 38 sailors were saved.",
        "The lens comes from Paris.",
        "It weighs four tons.",
        "A motor has turned it since 1987.",
        "On 3 March 1921 the Aurora ran aground here.",
        "In summer 5000 visitors come.",
        "A ticket is six crowns.",
        "The light burns on.",
    ],
    "ar": [
        "منارة رأس أردا",
        "يقف البرج على الجرف منذ 1893.",
        "يصل ضوؤها إلى عشرين ميلا بحريا، كما يقول الحارس أوله برانت.",
        "في الشتاء لا يأتي إلا قارب البريد.",
        "للدرج 214 درجة.",
        "في 3 مارس 1921 جنحت هنا السفينة أورورا.",
        "تم إنقاذ البحارة الثمانية والثلاثين.",
        "جاءت العدسة من باريس.",
        "تزن أربعة أطنان.",
        "يديرها محرك منذ 1987.",
        "في الصيف يأتي 5000 زائر.",
        "ثمن التذكرة ست كرونات. يظل الضوء مشتعلا.",
    ],
}
"""The German has a line of the page at its end, the English its passage on the Aurora elsewhere, and the Arabic one
paragraph where the others have two."""
TYPO = ("Leuchtfeuer", "Leuchtfuer")
"""What stands in the German, and how it is spelled in the file."""
DERAILED = [
    ((0, 1), (0, 1), (0, 1)),
    ((1, 2), (1, 2), (1, 2)),
    ((2, 3), (2, 3), (2, 3)),
    ((3, 4), None, (3, 4)),
    ((4, 5), (3, 4), (4, 5)),
    ((5, 6), (4, 5), (5, 6)),
    ((6, 7), None, (6, 7)),
    ((7, 9), (5, 6), (7, 9)),
    ((9, 10), (6, 7), None),
    (None, (7, 8), (9, 10)),
    (None, (8, 9), None),
    ((10, 11), (9, 10), (10, 11)),
    ((11, 12), (10, 11), (11, 12)),
    ((12, 14), (11, 12), None),
    (None, (12, 13), None),
]
"""Paragraphs of each version, half-open, row by row."""
MENDED = [
    ("0", "0", "0"),
    ("1", "1", "1"),
    ("2", "2", "2"),
    ("3", "3", "3"),
    ("4", "4", "4"),
    ("5", "", "5"),
    ("6", "5", "6"),
    ("7", "6", "7"),
    ("8", "7", "8"),
    ("9", "8", "9"),
    ("", "9", ""),
    ("10", "10", "10"),
    ("11", "11", "11"),
    ("12", "12", "12"),
    ("13", "", ""),
]
"""As it is right: by the numbers of the paragraphs, the Arabic with one more than the file."""


def build(path: Path) -> Path:
    """The corpus as it came out of a poor aligner."""
    versions = tuple(TEXTS)
    with Builder(path, title="Cape Arda") as builder:
        document = builder.add_document("Cape Arda")
        for tag in versions:
            builder.add_version(tag)
            texts = [NewSegment(text.replace(*TYPO)) for text in TEXTS[tag]]
            builder.add_text(document, VersionId(tag), Source(f"{tag}.txt", "text", "UTF-8", "0" * 64), texts)
        builder.add_units(
            document,
            [
                NewUnit(
                    {VersionId(tag): span for tag, span in zip(versions, row, strict=True) if span is not None},
                    0.3 if None in row else 0.8,
                    Status.AUTOMATIC,
                )
                for row in DERAILED
            ],
        )
        builder.commit()
    return path
