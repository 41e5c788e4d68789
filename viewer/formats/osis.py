"""OSIS, the XML of the Bible societies and of SWORD: verses as containers or as milestones (`sID`, `eID`).

Quotation marks that stand in attributes (`marker`) are written out. Titles inside a verse interrupt it; the canonical
title of a psalm is verse 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from xml.parsers import expat

from viewer.formats.annotation_kinds import EMPHASIS, FOOTNOTE
from viewer.formats.bible_books import is_book, key_of
from viewer.formats.draft import Draft
from viewer.formats.registry import Format, Reading
from viewer.formats.scripture import CROSS_REFERENCE
from viewer.formats.scripture_xml import End, Walker, read_scripture
from viewer.formats.source import SourceFile
from viewer.formats.usfm_markers import FIGURE, LEMMA, MORPHOLOGY, STRONG
from viewer.formats.xml_root import root_name
from viewer.model import Kind

_NAME = "OSIS"

_REFERENCE = re.compile(r"(?:[^:]*:)?([^.:!]+)\.([0-9]{1,6})\.([0-9]{1,6})(?:!([a-z]))?[^.]*")
_CHAPTER = re.compile(r"(?:[^:]*:)?([^.:!]+)\.([0-9]{1,6})(?:!.*)?")
_MOST_VERSES = 1_000
"""Of one element."""

_EMPHASES = {"divineName": "divine-name", "foreign": "foreign"}
_CHANGES = {"added": "added", "amplified": "added"}
_HIGHLIGHTS = {"bold": "bold", "italic": "italic", "small-caps": "small-caps", "emphasis": "emphasis"}
_PARAGRAPHS = {"p": "p", "item": "li", "row": "tr", "closer": "cls", "salute": "p", "signed": "p", "head": "p"}
_BREAKS = {"lb", "cell", "label"}
_UNSEEN = {"runningHead", "short", "x-short", "x-runningHead"}
_CLOSING = dict(zip("“‘«‹„「『《", "”’»›“」』》", strict=True))

_Verse = tuple[str, int, int, str]
"""Key of the book, chapter, verse and part."""


def _sniff(file: SourceFile) -> float:
    if root_name(file) == "osis":
        return 0.95
    return 0.7 if file.suffix in FORMAT.suffixes else 0.0


def _read(file: SourceFile, _reading: Reading) -> Draft:
    return read_scripture(file, _NAME, _Osis)


class _Osis(Walker):
    def __init__(self, path: Path, parser: expat.XMLParserType) -> None:
        super().__init__(path, parser)
        self._own_work = ""
        self._work: str | None = None
        """The work of the header that is being described."""
        self._quotations: dict[str, str] = {}
        """What is open by milestones: their ids with the values of emphasis."""

    def begin(self, name: str, attributes: dict[str, str]) -> End:
        if self._work is not None:
            return self._about_work(name)
        if name in ("verse", "chapter", "div"):
            return self._division(name, attributes)
        if name in _PARAGRAPHS or name in ("l", "lg"):
            return self._paragraph(name, attributes)
        if name == "title":
            return self._title(attributes)
        if name == "speaker":
            return self._heading(Kind.HEADING)
        if name == "note":
            kind = CROSS_REFERENCE if attributes.get("type", "").lower() == "crossreference" else FOOTNOTE
            return self.capture(lambda text: self.scripture.note(kind, text))
        if name in ("w", "q", "hi", "transChange") or name in _EMPHASES:
            return self._letters(name, attributes)
        return self._rest(name, attributes)

    def _rest(self, name: str, attributes: dict[str, str]) -> End:
        if name in _BREAKS or (name == "milestone" and attributes.get("type") == "line"):
            self.scripture.write("\n")
        elif name == "milestone" and attributes.get("type") == "x-p":
            self.scripture.begin_paragraph(Kind.VERSE, "p")
        elif name == "milestone" and attributes.get("type") == "cQuote":
            self.scripture.write(attributes.get("marker", ""))
        elif name == "caption":
            return self.capture(lambda text: self.scripture.note(FIGURE, text))
        elif name == "osisText":
            self._own_work = attributes.get("osisIDWork", "")
            self.tags += [value for key, value in attributes.items() if key.rpartition(":")[2] == "lang"]
        elif name == "work":
            self._work = attributes.get("osisWork", "")
            return self._end_work
        return None

    def _about_work(self, name: str) -> End:
        """The title and language of the work that the file is of, or else of the first."""
        is_own = self._work == self._own_work
        if name == "title" and (is_own or not self.label):
            return self.capture(self._set_label)
        if name == "language" and (is_own or not self.tags):
            return self.capture(self.tags.append)
        return self.skip()

    def _set_label(self, text: str) -> None:
        self.label = text

    def _end_work(self) -> None:
        self._work = None

    def _division(self, name: str, attributes: dict[str, str]) -> End:
        begins = attributes.get("osisID") or attributes.get("sID", "")
        is_milestone = "sID" in attributes
        if name == "verse":
            if "eID" in attributes:
                self.scripture.end_verse()
                return None
            self._verse(begins)
            return None if is_milestone else self.scripture.end_verse
        if name == "chapter":
            if "eID" not in attributes and (found := _CHAPTER.fullmatch(begins.split(" ")[0])):
                self._chapter(key_of(found[1]), found[2])
            self.scripture.end_verse()
            return None if is_milestone or "eID" in attributes else self.scripture.end_verse
        return self._div(attributes, begins, is_milestone=is_milestone)

    def _div(self, attributes: dict[str, str], begins: str, *, is_milestone: bool) -> End:
        kind = attributes.get("type", "")
        if kind in ("x-p", "paragraph") and "eID" not in attributes:
            self.scripture.begin_paragraph(Kind.VERSE, "p")
        elif kind == "book" and "eID" not in attributes:
            self.scripture.begin_book(key_of(begins.rpartition(":")[2]))
            return None if is_milestone else self.scripture.end_book
        elif kind == "book":
            self.scripture.end_book()
        return None

    def _chapter(self, key: str, number: str) -> None:
        book = self.scripture.book
        if book is None or (book.key != key and is_book(key)):
            self.scripture.begin_book(key)
        self.scripture.begin_chapter(number)

    def _verse(self, names: str) -> None:
        verses = list(_verses(names))
        if not verses:
            return
        key, chapter = verses[0][0], str(verses[0][1])
        book = self.scripture.book
        if book is None or book.key != key or self.scripture.chapter != chapter:
            self._chapter(key, chapter)
        self.scripture.begin_verse(_numbers(verses))

    def _paragraph(self, name: str, attributes: dict[str, str]) -> End:
        if name == "lg" or "eID" in attributes:
            self.scripture.write("\n")
            return None
        level = attributes.get("level", "")
        style = _PARAGRAPHS.get(name) or f"q{level if level.isdecimal() else 1}"
        self.scripture.begin_paragraph(Kind.VERSE, style)
        return lambda: self.scripture.write("\n")

    def _title(self, attributes: dict[str, str]) -> End:
        kind = attributes.get("type", "")
        if kind in _UNSEEN:
            return self.skip()
        if kind == "psalm" or (attributes.get("canonical") == "true" and kind not in ("acrostic", "chapter", "main")):
            return self._psalm_title()
        is_title = kind == "main" or (not self.scripture.chapter and not kind)
        return self._heading(Kind.TITLE if is_title else Kind.HEADING)

    def _psalm_title(self) -> End:
        scripture = self.scripture
        if not scripture.chapter or (scripture.verse and scripture.has_text):
            scripture.begin_paragraph(Kind.VERSE)
            return lambda: scripture.begin_paragraph(Kind.VERSE)
        verse = scripture.verse
        scripture.begin_verse("0")
        return lambda: scripture.reopen(verse)

    def _heading(self, kind: Kind) -> End:
        self.scripture.begin_paragraph(kind)
        return lambda: self.scripture.begin_paragraph(Kind.VERSE)

    def _letters(self, name: str, attributes: dict[str, str]) -> End:
        if name == "w":
            mark = self.scripture.mark
            return lambda: self._word(mark, attributes)
        if name == "q":
            return self._quotation(attributes)
        kind = attributes.get("type", "")
        value = {"hi": _HIGHLIGHTS.get(kind), "transChange": _CHANGES.get(kind)}.get(name) or _EMPHASES.get(name)
        return self._emphasis(value) if value else None

    def _emphasis(self, value: str) -> End:
        return (lambda: self.scripture.close(EMPHASIS, value)) if self.scripture.open(EMPHASIS, value) else None

    def _word(self, mark: tuple[int, int], attributes: dict[str, str]) -> None:
        for token in attributes.get("lemma", "").split()[:_MOST_VERSES]:
            source, colon, value = token.partition(":")
            kind = STRONG if "strong" in source.lower() and colon else LEMMA
            self.scripture.about(mark, kind, value if colon else token)
        for token in attributes.get("morph", "").split()[:_MOST_VERSES]:
            self.scripture.about(mark, MORPHOLOGY, token.rpartition(":")[2])

    def _quotation(self, attributes: dict[str, str]) -> End:
        marker, ends = attributes.get("marker", ""), attributes.get("eID")
        value = "jesus" if attributes.get("who", "").lower() == "jesus" else ""
        if ends is not None:
            if opened := self._quotations.pop(ends, ""):
                self.scripture.close(EMPHASIS, opened)
            self.scripture.write(marker)
            return None
        self.scripture.write(marker)
        close = self._emphasis(value) if value else None
        if "sID" in attributes:
            if close:
                self._quotations[attributes["sID"]] = value
            return None

        def end() -> None:
            if close:
                close()
            self.scripture.write(_CLOSING.get(marker, marker))

        return end


def _verses(names: str) -> Iterator[_Verse]:
    """The verses that an `osisID` names."""
    for name in names[:50_000].split()[:_MOST_VERSES]:
        found = _REFERENCE.fullmatch(name)
        if found:
            yield key_of(found[1]), int(found[2]), int(found[3]), found[4] or ""


def _numbers(verses: Sequence[_Verse]) -> str:
    """Verses of one element as `1`, `1-3`, `1,3` or `31-2:1`, the chapter of the first going without saying."""
    chapter = verses[0][1]
    if verses[-1][1] != chapter:
        return f"{verses[0][2]}-{verses[-1][1]}:{verses[-1][2]}"
    if len(verses) > 1 and all(after[2] == before[2] + 1 for before, after in pairwise(verses)):
        return f"{verses[0][2]}{verses[0][3]}-{verses[-1][2]}{verses[-1][3]}"
    return ",".join(f"{number}{part}" for _, _, number, part in verses)


FORMAT = Format(name=_NAME, suffixes=(".osis",), sniff=_sniff, read=_read)
