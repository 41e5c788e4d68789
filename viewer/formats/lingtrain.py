"""Lingtrain: its books as JSON and XML, and the SQLite file in which its aligner keeps an alignment.

Every pair of sentences is a row, headings and titles are rows of their own. Its TMX is like any other.
"""

from __future__ import annotations

from dataclasses import replace

from viewer.errors import EmptyFile
from viewer.formats.draft import Cautions, Draft
from viewer.formats.lingtrain_book import read_json, read_xml
from viewer.formats.lingtrain_database import is_alignment, read_database
from viewer.formats.packed import PackedRows
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.formats.xml_root import root_name

_NAME = "Lingtrain"
_SIGNATURE = b"ingtrain"
_OPENING = 4_096

_OWN_CODES = {"cz": "cs", "jp": "ja", "bu": "be", "sw": "sv", "from": None, "to": None, "xx": None}
"""What the program means by codes that mean something else or nothing."""


def _sniff(file: SourceFile) -> float:
    if is_alignment(file):
        return 0.95
    head = file.head[:_OPENING]
    if _SIGNATURE not in head:
        return 0.0
    is_book = _is_json(file) or root_name(file) == "book"
    return 0.9 if is_book else 0.0


def _is_json(file: SourceFile) -> bool:
    """An object, or the same once more as a string, as a version of the program writes it."""
    return file.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b'"{'))


def _read(file: SourceFile, reading: Reading) -> Draft:
    cautions = Cautions()
    if is_alignment(file):
        encoding, book = "utf-8", read_database(file, reading)
    else:
        encoding, book = (read_json if _is_json(file) else read_xml)(file, cautions)
    rows = PackedRows(len(book.languages), cautions)
    for number, row in enumerate(book.rows, 1):
        rows.add(row, f"row {number}")
    document = rows.document(book.title, [_OWN_CODES.get(one, one) for one in book.languages])
    if document is None:
        raise EmptyFile(file.path)
    if not book.is_aligned:
        document = replace(document, units=None)
    return Draft(
        format=_NAME,
        encoding=encoding,
        digest=file.digest,
        documents=(document,),
        warnings=cautions.all(),
    )


FORMAT = Format(name=_NAME, suffixes=(".lt", ".db"), sniff=_sniff, read=_read)
