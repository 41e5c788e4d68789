"""Where likely equivalents stand in a text, for marking them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import regex

from viewer.search.counted_words import Span, counted_words
from viewer.search.equivalents import Equivalent
from viewer.search.matchers import LiteralMatcher, Matcher
from viewer.text.folding import Folding

_FOLDING = Folding()
_IN_LETTERS = regex.compile(r"[\s\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}]")
"""What tells that a form is not always one word of ICU's."""


@dataclass(frozen=True, slots=True)
class Spotter:
    """The forms of some equivalents of one version."""

    words: frozenset[str]
    """Folded; only whole words count."""
    stretches: tuple[Matcher, ...]
    """For phrases, and for scripts without spaces."""

    @staticmethod
    def of(found: Iterable[Equivalent]) -> Spotter:
        """Spots all forms of these."""
        forms = {form for one in found for form in one.forms}
        letters = sorted(form for form in forms if _IN_LETTERS.search(form))
        return Spotter(frozenset(forms.difference(letters)), tuple(LiteralMatcher(form, _FOLDING) for form in letters))

    def spans(self, text: str) -> list[Span]:
        """Half-open ranges of code points, rising; they may overlap."""
        spans = [span for matcher in self.stretches for span in matcher.spans(text)]
        if self.words:
            spans += [span for span in counted_words(text) if _FOLDING.fold(text[span[0] : span[1]]) in self.words]
        return sorted(spans)
