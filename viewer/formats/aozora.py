"""Aozora Bunko TXT: Japanese text with readings in `《》` and notes in `［＃…］`, its heading, legend and colophon."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence

import regex

from viewer.errors import EmptyFile
from viewer.formats.aozora_notation import Notation
from viewer.formats.decoding import decode, decoded_head
from viewer.formats.draft import Caution, Cautions, Draft, DraftDocument, DraftSegment
from viewer.formats.packed import Column
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.formats.white_space import kept_inside, shown
from viewer.model import Kind

_NAME = "Aozora Bunko"

_TRACES = tuple(mark.encode(name) for mark in ("《", "［＃") for name in ("utf-8", "cp932", "euc_jp"))
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LEGEND = "【テキスト中に現れる記号について】"
_NOTE = re.compile(
    r"［＃[^［］]*(?:字下げ|地付き|字上げ|改ページ|改丁|見出し|に傍点|傍点終わり|傍線|ルビ|入る|ママ|底本では|太字)[^［］]*］"
    r"|※［＃[^［］]*(?:U\+[0-9A-F]{4}|水準[12]-|[12]-[0-9]{1,2}-[0-9]{1,2})[^［］]*］"
)
_COLOPHON = re.compile(r"^[ \u3000]*底本[：:]", re.MULTILINE)
_EXPLICIT = re.compile(r"｜[^｜《》\n]{1,40}《[^《》\n]{1,40}》")
_BRACKETS = re.compile(r"《[^《》\n]*》")
_READING = regex.compile(r"[\p{Han}々〆〇ヶ※］]《[\p{Hiragana}\p{Katakana}ー・　]{1,20}》")
_MANY = 10
"""Readings that cannot be brackets any more, if all are like readings."""

_RULE = re.compile(r"[-－―─]{10,}\s*")
_LONGEST_LEGEND, _LONGEST_HEADING = 80, 12
"""Lines."""


def _sniff(file: SourceFile) -> float:
    """By its legend, notes or colophon; readings alone must be many, and all in `《》` must look like them."""
    head = file.head
    if not head.startswith(_WIDE) and not any(trace in head for trace in _TRACES):
        return 0.0
    text = decoded_head(file)
    if _LEGEND in text or _NOTE.search(text):
        return 0.9
    readings = len(_READING.findall(text))
    if readings and _COLOPHON.search(text):
        return 0.9
    brackets = len(_BRACKETS.findall(text))
    explicit = len(_EXPLICIT.findall(text))
    is_all = readings + explicit >= brackets > 0
    return 0.8 if is_all and (explicit or readings >= _MANY) else 0.0


def _read(file: SourceFile, _reading: Reading) -> Draft:
    cautions = Cautions()
    decoded = decode(file, cautions, language="ja")
    lines = [line.rstrip("\n") for line in decoded.lines()]
    column = Column()
    title = ""
    for segment in _segments(lines, cautions):
        column.append(segment)
        title = title or (segment.text if segment.kind is Kind.TITLE else "")
    if not column.size:
        raise EmptyFile(file.path)
    return Draft(
        format=_NAME,
        encoding=decoded.encoding,
        digest=file.digest,
        documents=(DraftDocument((column.text("ja"),), title=title),),
        warnings=cautions.all(),
    )


def _segments(lines: Sequence[str], cautions: Cautions) -> Iterator[DraftSegment]:
    legend = _legend(lines)
    colophon = next((at for at in range(len(lines) - 1, -1, -1) if _COLOPHON.match(lines[at])), len(lines))
    heading = _heading(lines, legend.start if legend else colophon) if legend or colophon < len(lines) else 0
    notation = Notation()
    for number, raw in enumerate(lines):
        if legend and number in legend:
            text, spans, kind = raw, [], Kind.FURNITURE
            if _RULE.fullmatch(raw):
                continue
        else:
            line = notation.read(raw)
            text, spans = line.text, kept_inside(line.spans, line.text)
            kind = _kind(number, heading, colophon, is_heading=line.is_heading)
        for piece in shown(text, spans):
            if piece.is_cut:
                cautions.add(Caution.SEGMENTS_CUT, place=f"line {number + 1}")
            yield DraftSegment(piece.text, kind, annotations=piece.annotations)


def _kind(number: int, heading: int, colophon: int, *, is_heading: bool) -> Kind:
    if number >= colophon:
        return Kind.FURNITURE
    if number < heading:
        return Kind.TITLE if number == 0 else Kind.BODY
    return Kind.HEADING if is_heading else Kind.BODY


def _legend(lines: Sequence[str]) -> range | None:
    """The lines that explain the notation, with the rules around them."""
    begun = next((at for at, line in enumerate(lines[:200]) if _LEGEND in line), -1)
    if begun < 1 or not any(_RULE.fullmatch(line) for line in lines[max(0, begun - 2) : begun]):
        return None
    start = max(at for at in range(max(0, begun - 2), begun) if _RULE.fullmatch(lines[at]))
    stops = (at for at in range(begun, min(begun + _LONGEST_LEGEND, len(lines))) if _RULE.fullmatch(lines[at]))
    stop = next(stops, -1)
    return range(start, stop + 1) if stop > 0 else None


def _heading(lines: Sequence[str], limit: int) -> int:
    """How many lines title and authors take: those before the first blank one."""
    blank = next((at for at, line in enumerate(lines[:limit]) if not line.strip()), limit)
    return blank if blank <= _LONGEST_HEADING else 0


FORMAT = Format(name=_NAME, suffixes=(".txt",), sniff=_sniff, read=_read)
