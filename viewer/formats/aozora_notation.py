"""A line in the notation of Aozora Bunko becomes text, with readings, emphasis and notes beside it.

`漢字《かんじ》` gives a reading to the letters of one script before it, `｜` says where they begin; `［＃…］` is a note
to the typesetter (www.aozora.gr.jp/annotation), `※［＃…］` a character. What only concerns the layout is dropped, what
says something about the text is kept beside it, and nothing of it is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import regex

from viewer.formats.annotation_kinds import EMPHASIS, RUBY
from viewer.formats.gaiji import accented, character
from viewer.formats.white_space import Span

FIGURE, NOTE = "figure", "note"
"""Kinds of annotations: a picture's caption; any other note."""

UNKNOWN = "※"
"""Stands for a character that is in no standard; a note describes it."""

_DESCRIBED = re.compile(r"※［＃([^［］]*)］")
_ACCENTS = re.compile(r"〔([^〔〕]{1,400})〕")
_NOTATION = re.compile(
    r"［＃([^［］]*)］|《([^《》]*)》|｜(?=[^｜《》［］]*(?:［＃[^［］]*］[^｜《》［］]*)*《[^《》]+》)"
)
_BASE = regex.compile(
    r"(?:[\p{Han}々〆〇ヶ仝※]+|[\p{Hiragana}ゝゞ]+|[\p{Katakana}ーヽヾ]+|[\p{Latin}\p{Nd}＆&'’-]+|\p{Greek}+|\p{Cyrillic}+)$"
)
_LONGEST_BASE = 64
"""Code points that an implicit base is looked for in."""
_TAIL = 4_096
"""Code points before a note in which it may say something about letters."""

_LAYOUT = re.compile(
    "字下げ|地付き|地から|字上げ|改ページ|改丁|改段|改見開き|左右中央|字詰め|罫囲み|段組|縦中横|横組み|割り注|大きな文字|小さな文字"
    "|キャプション|小書き|^訓点|空き|^本文終わり|ここまで|^改行"
    "|(?:同行|窓)[大中小]見出し|[上下]付き小"
)
_ABOUT = re.compile(r"「(.+?)」(?:の左)?(?:に|は)([^「」]+)")
_LEFT_READING = re.compile(r"「(.+?)」の左に「(.+?)」のルビ")
_REMARK = re.compile(r"「(.+?)」(?:の左)?に「(.+?)」の注記")
_BEGINS = re.compile("(?:左に)?(?:ルビ|注記)付き")
_ENDS = re.compile("(?:左に)?「(.+?)」の(ルビ|注記)付き終わり")
_HEADING = re.compile("(?:ここから)?[大中小]見出し")
_HEADING_ENDS = re.compile("(?:ここで)?[大中小]見出し終わり")
_OF_HEADING = re.compile("[大中小]見出し")
_PICTURE = re.compile(r"(.*?)（[^（）]*\.(?:png|jpg|jpeg|gif)[^（）]*）入る", re.IGNORECASE)
_STYLES: tuple[tuple[str, str], ...] = (
    ("傍点", "dots"),
    ("傍線", "underline"),
    ("波線", "underline"),
    ("破線", "underline"),
    ("鎖線", "underline"),
)
_STYLES += (("太字", "bold"), ("斜体", "italic"))


@dataclass(slots=True)
class Line:
    """A line while and after it is read."""

    spans: list[Span] = field(default_factory=list)
    is_heading: bool = False
    length: int = 0
    """Code points."""
    _parts: list[str] = field(default_factory=list)
    _tail: str = ""

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def write(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)
        self._tail = (self._tail + text)[-_TAIL:]

    def last(self, letters: str) -> tuple[int, int]:
        """Where the letters stand for the last time; the end if they do not."""
        at = self._tail.rfind(letters)
        start = self.length - len(self._tail) + at
        return (start, start + len(letters)) if at >= 0 else (self.length, self.length)

    def base(self) -> int:
        """Where the letters of one script begin that stand at the end."""
        found = _BASE.search(self._tail[-_LONGEST_BASE:])
        return self.length - len(found[0]) if found else self.length


class Notation:
    """Reads line after line; what was begun in one may go on in the next."""

    def __init__(self) -> None:
        self._open: dict[str, int] = {}
        """Emphasis that holds now, and where in the line it began."""
        self._in_heading = False
        self._begun: list[int] = []
        """Where letters begin in the line whose reading or remark is said at their end."""

    def read(self, raw: str) -> Line:
        line = Line(is_heading=self._in_heading)
        described: list[str] = []
        raw = _DESCRIBED.sub(lambda found: _described(found[1], described), raw)
        raw = _ACCENTS.sub(_put_together, raw)
        self._open = dict.fromkeys(self._open, 0)
        self._begun.clear()
        base, at = -1, 0
        for found in _NOTATION.finditer(raw):
            line.write(raw[at : found.start()])
            at = found.end()
            if found[0] == "｜":
                base = line.length
            elif found[2] is not None:
                _give_reading(line, found[2], base)
                base = -1
            else:
                self._note(line, found[1])
        line.write(raw[at:])
        for value, start in self._open.items():
            line.spans.append(Span(start, line.length, EMPHASIS, value))
        if described:
            _describe(line, described)
        return line

    def _note(self, line: Line, note: str) -> None:
        """Reads what is between `［＃` and `］`."""
        here = line.length
        if _HEADING_ENDS.fullmatch(note):
            self._in_heading = False
        elif _HEADING.fullmatch(note):
            self._in_heading = line.is_heading = True
        elif _BEGINS.fullmatch(note):
            self._begun.append(here)
        elif (ends := _ENDS.fullmatch(note)) and self._begun:
            line.spans.append(Span(self._begun.pop(), here, RUBY if ends[2] == "ルビ" else NOTE, ends[1]))
        elif self._switched(line, note) or self._is_about(line, note):
            return
        elif picture := _PICTURE.fullmatch(note):
            line.spans.append(Span(here, here, FIGURE, picture[1]))
        elif not _LAYOUT.search(note):
            line.spans.append(Span(here, here, NOTE, note))

    def _switched(self, line: Line, note: str) -> bool:
        """Whether the note begins or ends an emphasis."""
        plain = note.removeprefix("ここから").removeprefix("ここで").removeprefix("左に")
        ends = plain.endswith("終わり")
        plain = plain.removesuffix("終わり")
        value = next((value for name, value in _STYLES if plain.endswith(name) and "「" not in plain), "")
        if not value:
            return False
        start = self._open.pop(value, None) if ends else self._open.setdefault(value, line.length)
        if ends and start is not None:
            line.spans.append(Span(start, line.length, EMPHASIS, value))
        return True

    def _is_about(self, line: Line, note: str) -> bool:
        """Whether the note says something about letters before it."""
        for pattern, kind in ((_LEFT_READING, RUBY), (_REMARK, NOTE)):
            if found := pattern.fullmatch(note):
                line.spans.append(Span(*line.last(found[1]), kind, found[2]))
                return True
        found = _ABOUT.fullmatch(note)
        if not found:
            return False
        said = found[2]
        start, stop = line.last(found[1])
        if _OF_HEADING.fullmatch(said):
            line.is_heading = True
        elif start < stop and (value := next((value for name, value in _STYLES if said.endswith(name)), "")):
            line.spans.append(Span(start, stop, EMPHASIS, value))
        elif not _LAYOUT.search(said) and "見出し" not in said:
            line.spans.append(Span(start, stop, NOTE, note))
        return True


def _described(description: str, unknown: list[str]) -> str:
    found = character(description)
    if not found:
        unknown.append(description)
    return found or UNKNOWN


def _describe(line: Line, described: list[str]) -> None:
    """Notes beside the characters that are in no standard, unless the line has others of their look."""
    places = [at for at, letter in enumerate(line.text) if letter == UNKNOWN]
    if len(places) == len(described):
        line.spans += (Span(at, at + 1, NOTE, said) for at, said in zip(places, described, strict=True))


def _put_together(found: re.Match[str]) -> str:
    whole = accented(found[1])
    return found[0] if whole == found[1] else whole


def _give_reading(line: Line, reading: str, base: int) -> None:
    """Notes the reading of the letters from `base`, or of those of one script; if there are none, it is no reading."""
    start = line.base() if base < 0 else base
    if start < line.length and reading.strip():
        line.spans.append(Span(start, line.length, RUBY, reading))
    else:
        line.write(f"《{reading}》")
