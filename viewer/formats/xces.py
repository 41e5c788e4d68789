"""OPUS: alignments in XCES (`cesAlign`), packed or not, read with the sentence files that they name.

OPUS keeps a text in `xml/de/name.xml.gz`, with words as elements, or raw; an alignment calls it `de/name.xml.gz`.
"""

from __future__ import annotations

from viewer.formats.draft import Draft
from viewer.formats.pair_links import Method, names_of, read_pairs
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.formats.xml_root import root_name


def _units(file: SourceFile, ids: set[str]) -> frozenset[str]:
    """Sentences, which OPUS writes as `s`, or what else the links name."""
    return names_of(ids, file) - {"w"} | {"s"}


_METHOD = Method("OPUS XCES", is_reversed=False, units=_units, has_words=True)


def _sniff(file: SourceFile) -> float:
    return 0.95 if root_name(file) == "cesAlign" else 0.0


def _binds(file: SourceFile) -> bool:
    return b"cesAlign" in file.head


def _read(file: SourceFile, reading: Reading) -> Draft:
    return read_pairs(_METHOD, file, reading)


FORMAT = Format(name=_METHOD.format, suffixes=(".xml",), sniff=_sniff, read=_read, binds=_binds)
