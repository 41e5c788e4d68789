"""Where sentences begin and end, in every script: ICU's rules (UAX #29), and guards for what they do not know.

The rules cut after "31." (Dezember), after "Dr." and after the full stops of quoted speech in the midst of a sentence.
A guard only ever takes a boundary away or moves it past marks that belong to one side; the one boundary that is added
follows an ellipsis before a capital.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

import regex
from icu4py.breakers import SentenceBreaker

from viewer.languages import primary
from viewer.text.abbreviations import keeps_full_stop
from viewer.text.offsets import Utf16Map

_QUOTED = 300
"""Code points of a quotation or bracket within which no sentence ends; a longer one holds sentences of its own."""
_LOOK = 80
"""Code points on either side of a boundary that its guards look at."""
_NESTED = 8
"""Open marks among which the mate of a closing one is sought."""

_CLOSERS = r"\p{Pe}\p{Pf}\p{Pi}\"'“”‘’"
_MATES = {
    "「": "」",
    "『": "』",
    "（": "）",
    "(": ")",
    "[": "]",
    "［": "］",
    "【": "】",
    "《": "》",
    "〈": "〉",
    "{": "}",
    "„": '“”"',
    "“": "”",
    "”": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    '"': '"',
}
"""What may close each mark. Languages differ in which way « and “ look; apostrophes are left alone."""
# A straight quotation mark between letters is one of Hebrew's: it stands in abbreviations.
_MARK = regex.compile(r"[「」『』（）()\[\]［］【】《》〈〉{}„“”«»‹›]|(?<!\p{L}\p{M}*)\"|\"(?!\p{L})")

_CLOSING = regex.compile(rf"\s*[{_CLOSERS}]+\s*")
_VERSE_NUMBER = regex.compile(r"\s*\p{Nd}+\s*[।॥]\s*")
_AFTER_ELLIPSIS = regex.compile(rf"…[{_CLOSERS}]*\s+(?=[{_CLOSERS}]*\p{{Lu}})")
_GOES_ON = regex.compile(rf"[\s{_CLOSERS}]*[\p{{Ll}},;:،؛、]")
_ENDS_QUOTED = regex.compile(rf"[{_CLOSERS}]\s*$")
_LAST_WORD = regex.compile(r"(?<![\p{L}\p{M}\p{N}])([\p{L}\p{N}][\p{L}\p{M}\p{N}.:/°\-]*)\.\s*$")
_LETTER = regex.compile(r"\p{L}")
_AFTER_QUOTED = {
    # What follows quoted speech and belongs to it: a particle; or a verb of saying, soon.
    "ja": regex.compile(r"\p{Hiragana}"),
    "zh": regex.compile(r"[^，。！？、；：“「『\s]{0,6}[说說道问問喊叫嚷答]"),
}


def sentences(text: str, language: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph in `language` (BCP 47 tag): half-open ranges of code points that cover it in order.

    White space belongs to the sentence before it. Thai, which has no marks, is one sentence, as ICU leaves it.
    """
    if not text:
        return []
    quotations = _Quotations(text)
    letters = regex.search(r"(?r)\p{L}", text)
    last = letters.start() if letters is not None else 0
    cuts, seen, begun = [0], 0, False
    for boundary in _candidates(text, language):
        begun = begun or _LETTER.search(text, seen, boundary) is not None
        seen = max(seen, boundary)
        # A number or a row of stars alone is no sentence.
        if not begun or boundary > last:
            continue
        cut = _guarded(text, boundary, language, quotations)
        if cut is not None and cuts[-1] < cut <= last:
            cuts.append(cut)
            seen, begun = cut, False
    return list(pairwise([*cuts, len(text)]))


def _candidates(text: str, language: str) -> list[int]:
    """The boundaries of ICU and those after an ellipsis, rising."""
    locale = "el" if primary(language) == "grc" else language
    ends = [stop for _, stop in SentenceBreaker(text, locale).segments()]
    units = Utf16Map(text)  # ICU counts in UTF-16
    found = ends if units.same else [units.to_code_point(end) for end in ends]
    return sorted({*found, *(match.end() for match in _AFTER_ELLIPSIS.finditer(text))})


def _guarded(text: str, boundary: int, language: str, quotations: _Quotations) -> int | None:
    """Where a sentence really ends that ends at `boundary` by the rules; None if it goes on."""
    boundary = quotations.outside(boundary)
    number = _VERSE_NUMBER.match(text, boundary, boundary + _LOOK)
    if number is not None:
        boundary = number.end()
    if quotations.hold(boundary):
        return None
    base = primary(language)
    # Editions of ancient Greek begin no sentence with a capital.
    if base != "grc" and _GOES_ON.match(text, boundary, boundary + _LOOK):
        return None
    before = text[max(0, boundary - _LOOK) : boundary]
    after_quoted = _AFTER_QUOTED.get(base)
    if after_quoted is not None and _ENDS_QUOTED.search(before) and after_quoted.match(text, boundary):
        return None
    word = _LAST_WORD.search(before)
    if word is not None and keeps_full_stop(word[1], language, text[boundary : boundary + _LOOK]):
        return None
    return boundary


class _Quotations:
    """The quotations and brackets of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans: list[tuple[int, int]] = []
        """The outermost short ones: from behind the opening mark to behind the closing one; in order, apart."""
        self._opening: set[int] = set()
        self._closing: set[int] = set()
        opened: list[tuple[str, int]] = []
        for match in _MARK.finditer(text):
            mark, start = match[0], match.start()
            mates = [k for k, (mate, _) in enumerate(opened[-_NESTED:], max(0, len(opened) - _NESTED)) if mark in mate]
            if mates:
                # A mark within that was left open is forgotten.
                self._close(opened[mates[-1]][1], match.end())
                del opened[mates[-1] :]
                self._closing.add(start)
            elif mark in _MATES:
                opened.append((_MATES[mark], match.end()))
                self._opening.add(start)

    def _close(self, start: int, stop: int) -> None:
        if stop - start > _QUOTED:
            return
        while self._spans and self._spans[-1][0] >= start:
            self._spans.pop()
        self._spans.append((start, stop))

    def hold(self, position: int) -> bool:
        """Whether a short quotation is going on at a position."""
        place = bisect_right(self._spans, position, key=lambda span: span[0]) - 1
        return place >= 0 and position < self._spans[place][1]

    def outside(self, position: int) -> int:
        """The position, moved before opening marks that end at it or past closing marks that begin at it."""
        while position - 1 in self._opening:
            position -= 1
        closing = _CLOSING.match(self._text, position)
        if closing is None:
            return position
        first = position + len(closing[0]) - len(closing[0].lstrip())
        return closing.end() if first in self._closing else position
