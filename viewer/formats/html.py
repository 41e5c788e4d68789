"""HTML and XHTML pages: one version of one document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from viewer.errors import EmptyFile
from viewer.formats.declared import decode_markup
from viewer.formats.decoding import decoded_head
from viewer.formats.draft import Caution, Cautions, Draft, DraftDocument, DraftSegment, DraftText
from viewer.formats.flow import borne_out, measured
from viewer.formats.markup import Markup
from viewer.formats.markup_source import is_sound
from viewer.formats.page_furniture import folded
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.languages import UNKNOWN
from viewer.model import Kind

_NAME = "HTML"
_TEXTUAL = {".txt", ".text", ".md", ".markdown"}
"""Names that insist on being something else."""

_OPENING = re.compile(
    r"[\ufeff\s]*+(?:<\?xml[^>]{0,500}\?>)?+(?:\s++|<!--(?:(?!-->).){0,4000}+-->|<\?(?:(?!\?>).){0,500}+\?>)*+"
    r"<(?:!doctype\s+html\b|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml\b|^(?:\xff\xfe|\xfe\xff)\x00?<\x00?\?\x00?x\x00?m\x00?l")


def _sniff(file: SourceFile) -> float:
    named = file.suffix in FORMAT.suffixes
    if not named and b"<" not in file.head:
        return 0.0
    if _OPENING.match(decoded_head(file.part(file.head[:16_384]))):
        return 0.4 if file.suffix in _TEXTUAL else 0.9
    return 0.7 if named and decoded_head(file) else 0.0


def _read(file: SourceFile, reading: Reading) -> Draft:
    cautions = Cautions()
    decoded = decode_markup(file, cautions, language=reading.language)
    is_xml = (file.suffix == ".xhtml" or _XML.match(file.head) is not None) and is_sound(decoded.ahead.pieces())
    first = Markup(is_xml=is_xml, is_page=True)
    kinds: list[Kind] = []
    flow = measured(_noting(first.segments(decoded.pieces()), kinds))
    if not flow.size:
        raise EmptyFile(file.path)
    if first.cut:
        cautions.add(Caution.SEGMENTS_CUT, count=first.cut)
    has_title = len(flow.titles) == 1
    furniture = folded(kinds, first.traits.found)
    language = borne_out([first.language] if first.language else [], flow, cautions)

    def segments(decided: str) -> Iterator[DraftSegment]:
        known = language or (decided if decided != UNKNOWN else "")
        anew = Markup(is_xml=is_xml, is_page=True, language=known)
        for number, segment in enumerate(flow.segments(lambda: anew.segments(decoded.pieces()))):
            if number in furniture:
                yield replace(segment, kind=Kind.FURNITURE)
            else:
                demoted = segment.kind is Kind.TITLE and not has_title
                yield replace(segment, kind=Kind.HEADING) if demoted else segment

    text = DraftText(segments=segments, sample=flow.sample, size=flow.size, language=language)
    title = flow.titles[0] if has_title else first.title
    return Draft(
        format=_NAME,
        encoding=decoded.encoding,
        digest=file.digest,
        documents=(DraftDocument(texts=(text,), title=title),),
        warnings=cautions.all(),
    )


def _noting(segments: Iterable[DraftSegment], kinds: list[Kind]) -> Iterator[DraftSegment]:
    for segment in segments:
        kinds.append(segment.kind)
        yield segment


FORMAT = Format(name=_NAME, suffixes=(".html", ".htm", ".xhtml"), sniff=_sniff, read=_read)
