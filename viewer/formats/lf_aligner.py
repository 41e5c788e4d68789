"""LF Aligner: lines with the versions between tabs, then a score perhaps, and the names of the aligned files.

It calls its files `aligned_en-de.txt`, or by the names of the files it aligned, and keeps that name in the last column.
Its TMX is like any other.
"""

from __future__ import annotations

from viewer.formats.draft import Draft
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.formats.tab_lines import layout, read_lines

_NAME = "LF Aligner"
_PREFIX = "aligned_"
_SUFFIXES = (".txt", ".tsv", ".tab", ".xls", "")


def _sniff(file: SourceFile) -> float:
    named = file.path.name.lower().startswith(_PREFIX)
    if file.suffix not in _SUFFIXES or not (named or file.head.startswith(b"\xef\xbb\xbf")):
        return 0.0
    found = layout(file)
    return 0.78 if found and (named or found.name) else 0.0


def _read(file: SourceFile, reading: Reading) -> Draft:
    found = layout(file)
    assert found, "it was recognised by this"
    return read_lines(file, reading, _NAME, found, f"{found.name} {file.path.stem}")


FORMAT = Format(name=_NAME, suffixes=(".txt",), sniff=_sniff, read=_read)
