"""Plain text: one version of one document, its paragraphs by line or by blank line."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.errors import EmptyFile
from viewer.formats.decoding import decode
from viewer.formats.draft import Caution, Cautions, Draft, DraftDocument, DraftSegment, DraftText
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.model import MAX_SEGMENT
from viewer.text.detection import sample
from viewer.text.kinds import kinds
from viewer.text.paragraphs import is_wrapped_in_part, lines, paragraphs, pieces

_NAME = "plain text"
_MARKUP = (b"<?xml", b"<!doctype", b"<html", b"{\\rtf")


def _sniff(file: SourceFile) -> float:
    """Everything could be text; what says that it is markup is not, unless its name insists."""
    if file.suffix in FORMAT.suffixes:
        return 0.5
    opening = file.head[:256].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return 0.0 if opening.startswith(_MARKUP) else 0.1


def _read(file: SourceFile, reading: Reading) -> Draft:
    cautions = Cautions()
    decoded = decode(file, cautions, language=reading.language)
    whole = decoded.text()
    found, rule = paragraphs(whole, reading.paragraphs)
    if not found:
        raise EmptyFile(file.path)
    if reading.paragraphs is None and is_wrapped_in_part(lines(whole)):
        cautions.add(Caution.WRAPPED_IN_PART, detail=rule)

    size = len(found)
    for number, paragraph in enumerate(found, 1):
        if len(paragraph) > MAX_SEGMENT:
            size += sum(1 for _ in pieces(paragraph)) - 1
            cautions.add(Caution.SEGMENTS_CUT, place=f"paragraph {number}")

    def segments(language: str) -> Iterator[DraftSegment]:
        for paragraph, kind in zip(found, kinds(found, language), strict=True):
            for piece in pieces(paragraph):
                yield DraftSegment(piece, kind)

    text = DraftText(segments=segments, sample=sample("\n".join(found)), size=size)
    return Draft(
        format=_NAME,
        encoding=decoded.encoding,
        digest=file.digest,
        documents=(DraftDocument(texts=(text,)),),
        warnings=cautions.all(),
        paragraphs=rule,
    )


FORMAT = Format(name=_NAME, suffixes=(".txt", ".text", ""), sniff=_sniff, read=_read)
