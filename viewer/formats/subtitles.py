"""Subtitles, SRT, WebVTT, ASS and SSA: one version of one document, a cue a segment, its times beside it.

Read here and not by a library, because none keeps to what is said: a cue may end in a number, notes and the names of
cues are no text, and a million angle brackets must take no longer than a million letters. The order is that of time.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from viewer.errors import EmptyFile, Malformed
from viewer.formats.annotation_kinds import RUBY
from viewer.formats.columns import SOURCE_ID
from viewer.formats.decoding import decode, decoded_head
from viewer.formats.draft import (
    Caution,
    Cautions,
    Draft,
    DraftAnnotation,
    DraftDocument,
    DraftSegment,
    DraftText,
    time_note,
)
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.model import MAX_SEGMENT, Kind
from viewer.text.detection import sample
from viewer.text.paragraphs import is_blank, joins_without_space, pieces

SPEAKER = "speaker"
"""Kind of the annotation that says whose words they are."""

_NAME = "subtitles"
_SCRIPTS = (".ass", ".ssa")

_CLOCK = r"(-?)(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,:](\d{1,3})\d{0,6})?"
_TIMES = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}(?!\d)")
_CLAIMS_TIMES = re.compile(r"\s*-?\d[\d:.,\s-]*-->")
_SCRIPT_CLOCK = re.compile(rf"\s*{_CLOCK}\s*")
_SCRIPT_SECTION = re.compile(r"\s*\[(Script Info|V4\+? Styles|Events)\]", re.IGNORECASE | re.MULTILINE)
_SCRIPT_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]+)>")
_READING = re.compile(r"<rt[^<>]*>([^<>]*)(?:</rt>)?")
_TAG = re.compile(
    r"</?\s*(?:i|b|u|s|c|v|em|strong|font|span|p|ruby|rt|rb|rp|lang|a|blink|small|big)(?:[.\s/][^<>]*)?>"
    r"|<\d+:[\d:.]+>|<br\s*/?>|\{\\[^{}]*\}|\{[a-zA-Z]:[^{}]*\}",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>|\\N", re.IGNORECASE)
_DRAWING = re.compile(r"\\p(\d)")


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    stop: int
    """Milliseconds."""
    lines: tuple[str, ...]
    """As they stand in the file."""
    name: str = ""
    speaker: str = ""


def _sniff(file: SourceFile) -> float:
    if file.suffix in FORMAT.suffixes:
        return 0.8
    if b"-->" not in file.head and b"[" not in file.head and not file.head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return 0.0
    head = decoded_head(file)
    opening = head[:2_000]
    if opening.lstrip("\ufeff").startswith("WEBVTT") or _SCRIPT_SECTION.match(opening):
        return 0.9
    lines = [line for line in head.splitlines() if not is_blank(line)][:2]
    return 0.9 if any(_TIMES.match(line) for line in lines) else 0.0


def _read(file: SourceFile, reading: Reading) -> Draft:
    cautions = Cautions()
    decoded = decode(file, cautions, language=reading.language)
    lines = [line.rstrip("\n") for line in decoded.lines()]
    if not any(not is_blank(line) for line in lines):
        raise EmptyFile(file.path)
    is_web = next(line for line in lines if not is_blank(line)).startswith("WEBVTT")
    if file.suffix in _SCRIPTS or (not is_web and _SCRIPT_SECTION.match("\n".join(lines[:50]))):
        cues = list(_script_cues(file, lines))
    else:
        cues = list(_cues(file, lines, is_web))
    if not cues:
        raise Malformed(file.path, "line 1", "there is no line with the times of a subtitle")
    segments = list(_segments(cues, cautions, is_web))
    if not segments:
        raise EmptyFile(file.path)

    def stream(_language: str) -> Iterator[DraftSegment]:
        return iter(segments)

    text = DraftText(
        segments=stream, sample=sample("\n".join(segment.text for segment in segments)), size=len(segments)
    )
    return Draft(
        format=_NAME,
        encoding=decoded.encoding,
        digest=file.digest,
        documents=(DraftDocument(texts=(text,)),),
        warnings=cautions.all(),
    )


def _cues(file: SourceFile, lines: Sequence[str], is_web: bool) -> Iterator[_Cue]:
    """The cues of SRT and WebVTT. What stands before a line with times is the number or name of its cue."""
    starts = [number for number, line in enumerate(lines) if "-->" in line and _is_timing(file, number, line)]
    for number, following in zip(starts, [*starts, len(lines)][1:], strict=True):
        times = _TIMES.match(lines[number])
        assert times
        groups = times.groups()
        body = lines[number + 1 : following]
        if is_web:
            body = body[: next((at for at, one in enumerate(body) if is_blank(one)), len(body))]
            name = lines[number - 1].strip() if number > 1 and is_blank(lines[number - 2]) else ""
            yield _Cue(_milliseconds(groups[:5]), _milliseconds(groups[5:]), tuple(body), name)
            continue
        if following < len(lines) and body and body[-1].strip().isdecimal():
            body = body[:-1]
        yield _Cue(_milliseconds(groups[:5]), _milliseconds(groups[5:]), tuple(body))


def _is_timing(file: SourceFile, number: int, line: str) -> bool:
    """Raises Malformed if a line means to give times and does not."""
    if _TIMES.match(line):
        return True
    if _CLAIMS_TIMES.match(line):
        raise Malformed(file.path, f"line {number + 1}", "the times of the subtitle cannot be read")
    return False


def _script_cues(file: SourceFile, lines: Iterable[str]) -> Iterator[_Cue]:
    """The dialogue of ASS and SSA; not its comments, and not what is drawn."""
    fields: tuple[str, ...] = _SCRIPT_FIELDS
    section = ""
    for number, line in enumerate(lines, 1):
        key, colon, rest = line.partition(":")
        key = key.strip().lower()
        if not colon:
            section = line.strip().lower() if line.lstrip().startswith("[") else section
        elif key == "format" and section == "[events]":
            named = tuple(name.strip().lower() for name in rest.split(","))
            fields = named if {"start", "end", "text"} <= set(named) and named[-1] == "text" else fields
        elif key == "dialogue":
            cells = dict(zip(fields, rest.split(",", len(fields) - 1), strict=False))
            times = [_SCRIPT_CLOCK.fullmatch(cells.get(name, "")) for name in ("start", "end")]
            if times[0] is None or times[1] is None or "text" not in cells:
                raise Malformed(file.path, f"line {number}", "the times of the subtitle cannot be read")
            shown = _without_overrides(cells["text"])
            start, stop = (_milliseconds(found.groups()) for found in times if found)
            yield _Cue(start, stop, tuple(_BREAK.split(shown)), speaker=cells.get("name", "").strip())


def _without_overrides(text: str) -> str:
    """What is shown of a line: no `{...}`, and nothing of what they say is a drawing."""
    shown = []
    drawing = False
    at = 0
    while at < len(text):
        opened = text.find("{", at)
        closed = text.find("}", opened) if opened >= 0 else -1
        if closed < 0:
            opened, closed = len(text), len(text)
        if not drawing:
            shown.append(text[at:opened])
        switches = _DRAWING.findall(text, opened, closed)
        drawing = switches[-1] != "0" if switches else drawing
        at = closed + 1
    return "".join(shown).replace("\\h", " ").replace("\\n", " ")


def _segments(cues: Sequence[_Cue], cautions: Cautions, is_web: bool) -> Iterator[DraftSegment]:
    shown: set[tuple[int, int, str]] = set()
    for number, cue in sorted(enumerate(cues, 1), key=lambda pair: pair[1].start):
        place = f"subtitle {number}"
        text, notes = _plain(cue.lines, is_web)
        stop = max(cue.start, cue.stop)
        if is_blank(text) or (cue.start, stop, text) in shown:  # the same in two layers is there for its shadow
            continue
        shown.add((cue.start, stop, text))
        if stop != cue.stop:
            cautions.add(Caution.TIMES_REPAIRED, place=place)
        spoken = [(SPEAKER, cue.speaker), (SOURCE_ID, cue.name)]
        if len(text) > MAX_SEGMENT:
            cautions.add(Caution.SEGMENTS_CUT, place=place)
            notes = [note for note in notes if note.kind == SPEAKER]
        for piece in pieces(text):
            own = [DraftAnnotation(0, len(piece), kind, value) for kind, value in spoken if value]
            inside = [note for note in notes if note.stop <= len(piece)]
            yield DraftSegment(piece, Kind.CUE, annotations=(time_note(len(piece), cue.start, stop), *own, *inside))


def _plain(lines: Iterable[str], is_web: bool) -> tuple[str, list[DraftAnnotation]]:
    """The lines of a cue as one, without tags; what some of them say, as annotations."""
    text = ""
    notes: list[DraftAnnotation] = []
    voices: list[str] = []
    for raw in lines:
        for part in _BREAK.split(raw):
            voices += [_entities(voice).strip() for voice in _VOICE.findall(part)] if is_web else []
            line, readings = _line(part, is_web)
            if is_blank(line):
                continue
            if text and not joins_without_space(text, line):
                text += " "
            notes += [
                DraftAnnotation(len(text) + start, len(text) + stop, RUBY, said) for start, stop, said in readings
            ]
            text += line
    if len(set(voices)) == 1:
        notes.append(DraftAnnotation(0, len(text), SPEAKER, voices[0]))
    return text, notes


def _line(raw: str, is_web: bool) -> tuple[str, list[tuple[int, int, str]]]:
    """A line without tags, and the readings of its ruby as (start, stop, reading)."""
    text = ""
    readings = []
    base = 0
    for number, part in enumerate(_READING.split(raw)):
        if number % 2:
            if base < len(text) and part.strip():
                readings.append((base, len(text), _entities(part).strip()))
            base = len(text)
            continue
        before, opened, after = part.rpartition("<ruby>")
        text += _bare(before, is_web)
        base = len(text) if opened else base
        text += _bare(after, is_web)
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    inside = [(start - lead, stop - lead, said) for start, stop, said in readings]
    return text, [one for one in inside if 0 <= one[0] < one[1] <= len(text)]


def _bare(text: str, is_web: bool) -> str:
    bare = _TAG.sub("", text)
    return _entities(bare) if is_web else bare


def _entities(text: str) -> str:
    return html.unescape(text).replace("\xad", "") if "&" in text else text


def _milliseconds(clock: Sequence[str | None]) -> int:
    """Hours, minutes, seconds and their fraction as one number; what is before the beginning is at the beginning."""
    sign, hours, minutes, seconds, fraction = clock
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    return 0 if sign else whole * 1_000 + int((fraction or "0").ljust(3, "0"))


FORMAT = Format(name=_NAME, suffixes=(".srt", ".vtt", ".ass", ".ssa"), sniff=_sniff, read=_read)
