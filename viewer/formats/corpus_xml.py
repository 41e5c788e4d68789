"""Texts of corpora in plain XML, paragraphs and sentences without more: what OPUS, XCES and InterText align.

With their alignment they are read by it. Alone each is one version of one document: its paragraphs are the segments,
or its sentences where it has no paragraphs.
"""

from __future__ import annotations

import re
from functools import partial

from viewer.errors import EmptyFile
from viewer.formats import xml_stream
from viewer.formats.draft import Cautions, Draft, DraftDocument
from viewer.formats.identified_text import IdentifiedText
from viewer.formats.pair_links import language_of
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.formats.xml_root import root_name

_NAME = "corpus XML"
_ROOTS = frozenset(("text", "document", "doc", "letsmt", "corpus", "cesdoc"))
_CONTENT = re.compile(rb"<(?:s|p|sentence)[\s>]")


def _sniff(file: SourceFile) -> float:
    return 0.6 if root_name(file).lower() in _ROOTS and _CONTENT.search(file.head) else 0.0


def _read(file: SourceFile, reading: Reading) -> Draft:
    make = partial(IdentifiedText, file.path, wanted=(), has_words=True)
    cautions = Cautions()
    encoding, found = xml_stream.parse(file, cautions, make)
    column = found.columns.get("")
    if not column or not column.size:
        raise EmptyFile(file.path)
    text = column.text(language_of(file.path.name, found.languages.get("", ""), column.sample))
    return Draft(
        format=_NAME,
        encoding=encoding,
        digest=file.digest,
        documents=(DraftDocument((text,)),),
        warnings=(*cautions.all(), *found.cautions.all()),
    )


FORMAT = Format(name=_NAME, suffixes=(".xml",), sniff=_sniff, read=_read)
