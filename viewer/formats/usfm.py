r"""USFM, the markup of Bible translators: `\id GEN`, `\c 1`, `\v 1 In the beginning`; one file is one book or more.

Read here and not with usfmtc, the reference parser: on our books it took 15 times as long (0.8 s for 1,500 verses with
Strong's numbers), recursed until it failed where 2,000 markers stood inside each other, and let an unknown marker or a
note that is never closed swallow the verses after it. Here whatever a file lacks or adds, a verse begins at its `\v`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, pairwise
from pathlib import Path

from viewer.errors import EmptyFile, Malformed
from viewer.formats.bible_books import is_book
from viewer.formats.decoding import decode, decoded_head
from viewer.formats.draft import Cautions, Draft
from viewer.formats.registry import Format, Reading
from viewer.formats.scripture import Scripture
from viewer.formats.source import SourceFile
from viewer.formats.usfm_markers import NOTES, PARAGRAPHS, Labels, Markers, base_of

_NAME = "USFM"

_MARKER = re.compile(r"\\(\*|\+?[A-Za-z][A-Za-z0-9_-]*\*?)")
_BEGINS = re.compile(r"\s*\\id\s+\w{2,}")
_SAYS_USFM = re.compile(r"\\c\s+\d.*?\\v\s+\d", re.DOTALL)
_NUMBER = re.compile(r"\s*(\w[^\s\\]*)[ \t\r\n]?")
_ID = re.compile(r"\s*(\S+)[ \t]*([^\r\n]*)")
_CALLER = re.compile(r"\s*[^\s\\]{1,2}\s")
_ATTRIBUTE = re.compile(r"""(?<![\w-])([\w-]{1,40})\s*=\s*["“]([^"”]*)["”]""")
_LONGEST_ATTRIBUTES = 4_096
"""Code points."""
_BREAK = re.compile(r"(?<!:)//")
_CODES = (re.compile(r"(?<![A-Z])[A-Z]{3}"), re.compile(r"(?=([1-6][A-Z]{2}|[A-Z]{2}[0-9]|[A-Z][0-9][A-Z]))"))
_NO_BOOK = "there is no line \\id that names the book"
_OFTEN = 256
"""Markers between two reports."""

_Token = tuple[str, str, int]
"""A marker, the text after it, and where that begins."""


def _sniff(file: SourceFile) -> float:
    if b"\\" not in file.head:
        return 0.3 if file.suffix in FORMAT.suffixes else 0.0
    head = decoded_head(file).lstrip("\ufeff")
    if _BEGINS.match(head):
        return 0.95
    if file.suffix in FORMAT.suffixes:
        return 0.7
    return 0.6 if _SAYS_USFM.search(head[:4_000]) else 0.0


def _read(file: SourceFile, reading: Reading) -> Draft:
    cautions = Cautions()
    decoded = decode(file, cautions, language=reading.language)
    text = decoded.ahead.text().removeprefix("\ufeff")
    scripture = Scripture()
    labels = Labels()
    reader = _Reader(scripture, labels)
    for number, (token, following) in enumerate(pairwise(chain(_tokens(text), [("", "", 0)]))):
        if number % _OFTEN == 0:
            file.reached(token[2] / max(len(text), 1))
        if not scripture.book and base_of(token[0]) in ("c", "v"):
            scripture.begin_book(_code(file.path, text))
        reader.read(token, before=following[0])
    reader.markers.end_paragraph()
    file.reached(1.0)
    if not text.strip():
        raise EmptyFile(file.path)
    if not scripture.books:
        raise Malformed(file.path, "line 1", _NO_BOOK)
    return scripture.draft(file, _NAME, decoded.encoding, cautions, label=labels.of(scripture))


def _tokens(text: str) -> Iterator[_Token]:
    marker, start = "", 0
    for found in _MARKER.finditer(text):
        yield marker, text[start : found.start()], start
        marker, start = found[1], found.end()
    yield marker, text[start:], start


def _code(path: Path, text: str) -> str:
    """The book that the file's name names. Raises Malformed if there is none, or no markers of USFM at all."""
    names: list[str] = [name for code in _CODES for name in code.findall(path.stem.upper()) if is_book(name)]
    if not names or not _SAYS_USFM.search(text[:100_000]):
        raise Malformed(path, "line 1", _NO_BOOK)
    return names[0]


class _Reader:
    """Gives marker by marker to what knows their meaning."""

    def __init__(self, scripture: Scripture, labels: Labels) -> None:
        self.markers = Markers(scripture)
        self._labels = labels

    def read(self, token: _Token, *, before: str) -> None:
        """One marker, given the marker that follows its text."""
        marker, text, _ = token
        base = base_of(marker.lstrip("+"))
        if before == "*" and base not in PARAGRAPHS and text.lstrip()[:1] in ("", "|"):
            return  # a milestone
        if marker == "*" or not marker:
            self._write(text)
        elif marker == "id":
            self._book(text)
        elif base in ("c", "v"):
            self._number(base, marker[1:] + " " + text if marker[1:].isdecimal() else text)
        elif marker in ("esb", "esbe"):
            self.markers.sidebar(begins=marker == "esb")
            self._write(text)
        elif marker.endswith("*"):
            self.markers.end_to(marker[:-1].lstrip("+"))
            self._write(text)
        elif base in PARAGRAPHS:
            self.markers.paragraph(marker)
            self._write(text.split("|", 1)[0] if base == "periph" else _after(text))
        else:
            if not marker.startswith("+"):
                self.markers.end_letters_of_note()
            self._letters(marker.lstrip("+"), base, _after(text))

    def _book(self, text: str) -> None:
        named = _ID.match(text)
        self.markers.book(named[1] if named else "")
        self._labels.add(named[2] if named else "")

    def _number(self, base: str, text: str) -> None:
        found = _NUMBER.match(text)
        number = found[1] if found else ""
        if base == "c":
            self.markers.chapter(number)
        else:
            self.markers.verse(number)
        self._write(text[found.end() :] if found and number[:1].isdecimal() else text)

    def _letters(self, marker: str, base: str, text: str) -> None:
        """A note, or letters of a certain kind."""
        self.markers.begin(marker)
        if base in NOTES:
            caller = _CALLER.match(text)
            text = text[caller.end() :] if caller else text
        self._write(text)

    def _write(self, text: str) -> None:
        letters = self.markers.letters
        if "|" in text and letters:
            text, _, attributes = text.partition("|")
            fields = attributes.split("|", 5) if letters == "fig" else []
            if len(fields) > 4:  # as USFM 2 has it
                text = fields[4]
            self.markers.attributes(_attributes(attributes))
        text = text.replace("~", "\xa0")
        self.markers.text(_BREAK.sub(" ", text) if "//" in text else text)


def _after(text: str) -> str:
    """The text without the one space that ends a marker."""
    return text[1:] if text[:1] in (" ", "\t", "\n", "\r") else text


def _attributes(text: str) -> dict[str, str]:
    """`strong="H1"` and the like; what has no name is under the empty one."""
    text = text[:_LONGEST_ATTRIBUTES]
    return dict(_ATTRIBUTE.findall(text)) or {"": text.strip()}


FORMAT = Format(name=_NAME, suffixes=(".usfm", ".sfm", ".usf", ".ptx"), sniff=_sniff, read=_read)
