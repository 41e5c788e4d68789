"""Large files for the measurements, the same each time: sentences of realistic lengths in the files of every format."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from viewer.formats.writing import Context, write, writer_for
from viewer.model import Direction, Document, Kind, Segment, SegmentId, Status, Unit, Version, VersionId

WORDS = {
    "en": "the city by the river was quiet after the war and nobody went out into its streets & squares".split(),
    "de": "die Stadt am Fluss war nach dem Krieg still und niemand ging über ihre Straßen & Plätze".split(),
    "pt": "a cidade junto ao rio ficou em silêncio depois da guerra e ninguém saía às ruas".split(),
    "ar": "كانت المدينة على النهر هادئة بعد الحرب ولم يخرج أحد إلى الشوارع".split(),
    "ja": "川のほとり の町は 戦争の あと静かに なり誰も 通りを 歩かなかった".split(),
}
PEOPLE = ("anna", "ben", "CHLOÉ", "d.müller")
HEADER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">'
    '<header creationtool="made" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en-US" '
    'datatype="plaintext"/>\n<body>\n'
)


def sentences(language: str) -> Iterator[str]:
    """Without end: from 3 to 25 words, each with its number."""
    chance = random.Random(language)
    words = WORDS[language]
    made = [" ".join(chance.choices(words, k=min(25, 3 + int(chance.expovariate(0.11))))) for _ in range(4_096)]
    number = 0
    while True:
        number += 1
        yield f"{number} {made[chance.getrandbits(12)]}."


def tmx(path: Path, units: int) -> Path:
    """Two languages; every unit says who made it and when, and every twentieth segment has a code in it."""
    chance = random.Random(7)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(HEADER)
        for number, english, german in zip(range(units), sentences("en"), sentences("de"), strict=False):
            code = '<ph x="1">{b}</ph>' if chance.random() < 0.05 else ""
            file.write(
                f'<tu tuid="{number}" creationdate="2019{number % 12 + 1:02}01T120000Z" '
                f'creationid="{PEOPLE[number % 4]}">\n'
                f'  <tuv xml:lang="en-US"><seg>{code}{escape(english)}</seg></tuv>\n'
                f'  <tuv xml:lang="de-DE"><seg>{escape(german)}{code}</seg></tuv>\n</tu>\n'
            )
        file.write("</body>\n</tmx>\n")
    return path


def tsv(path: Path, rows: int) -> Path:
    """Five columns."""
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\t".join(WORDS) + "\n")
        for _, *cells in zip(range(rows), *map(sentences, WORDS), strict=False):
            file.write("\t".join(cells) + "\n")
    return path


def xliff(path: Path, units: int) -> Path:
    """XLIFF 1.2 as translation programs write it: a state, a note on some, an inline code in some."""
    chance = random.Random(11)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" ')
        file.write('xmlns="urn:oasis:names:tc:xliff:document:1.2">\n')
        file.write('<file original="a.html" source-language="en" target-language="de" datatype="html">\n<body>\n')
        for number, english, german in zip(range(units), sentences("en"), sentences("de"), strict=False):
            code = '<x id="1"/>' if chance.random() < 0.05 else ""
            note = "<note>mind the tone</note>\n" if chance.random() < 0.05 else ""
            file.write(
                f'<trans-unit id="{number}" resname="r{number}">\n'
                f'<source xml:lang="en">{code}{escape(english)}</source>\n'
                f'<target xml:lang="de" state="translated">{escape(german)}{code}</target>\n{note}</trans-unit>\n'
            )
        file.write("</body>\n</file>\n</xliff>\n")
    return path


def of_our_writers(path: Path, rows: int) -> Path:
    """Two versions in ten documents, in the format of the suffix."""
    versions = tuple(Version(VersionId(tag), tag, tag.upper(), Direction.LTR, rows, 0) for tag in ("de", "en"))
    documents = tuple(Document(number, f"Part {number}", rows // 10) for number in range(10))
    made = zip(range(rows), sentences("de"), sentences("en"), strict=False)
    units = (
        Unit(
            number,
            number * 10 // rows,
            None,
            Status.IMPORTED,
            {
                VersionId(tag): (Segment(SegmentId(0), number, Kind.BODY, text),)
                for tag, text in (("de", german), ("en", english))
            },
        )
        for number, german, english in made
    )
    write(writer_for(path), units, Context("Made", documents, versions, rows), path, overwrite=True)
    return path


def lines(path: Path, rows: int) -> Path:
    """One language, a paragraph a line; of Markdown with emphasis, of subtitles with times, of PO with translations."""
    chance = random.Random(5)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        if path.suffix == ".po":
            file.write('msgid ""\nmsgstr "Language: de\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n')
        for number, german, english in zip(range(rows), sentences("de"), sentences("en"), strict=False):
            match path.suffix:
                case ".md":
                    file.write(f"*{number}* {german}\n\n" if chance.random() < 0.2 else f"{german}\n\n")
                case ".srt":
                    times = [f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02},000" for at in (number, number + 1)]
                    file.write(f"{number + 1}\n{times[0]} --> {times[1]}\n{german}\n\n")
                case ".po":
                    file.write(f'#: a.c:{number}\nmsgid "{english}"\nmsgstr "{german}"\n\n')
                case _:
                    file.write(f"{german}\n")
    return path
