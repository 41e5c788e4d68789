"""Which document of a corpus a new text is a version of: by what files and documents are called, or by likeness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import PurePath

from viewer.corpus import Corpus
from viewer.formats.likeness import Profile, look_alike, profile
from viewer.formats.naming import claims, stem_of
from viewer.model import VersionId

_MOST = 100
"""Documents whose text is looked at."""


class Belonging:
    """The documents of one state of a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._names: list[set[str]] = [{document.title.casefold()} for document in corpus.documents()]
        self._longest: dict[int, tuple[int, VersionId, str]] = {}
        languages = {version.id: version.language for version in corpus.versions()}
        for text in corpus.texts():
            self._names[text.document].update(names(text.source.name))
            known = (text.segments, text.version, languages[text.version])
            self._longest[text.document] = max(known, self._longest.get(text.document, known))
        self._profile = cache(self._read)

    def by_name(self, called: Iterable[str]) -> int | None:
        """The only document that is called so, or whose files are; None if there is none, or several."""
        wanted = {name.casefold() for name in called if name}
        found = [number for number, own in enumerate(self._names) if own & wanted]
        return found[0] if len(found) == 1 else None

    def by_likeness(self, language: str, paragraphs: Iterable[str]) -> int | None:
        """The only document that looks like the same text."""
        if len(self._longest) > _MOST:
            return None
        own = profile(language, paragraphs)
        found = [number for number in self._longest if look_alike([own, self._profile(number)])]
        return found[0] if len(found) == 1 else None

    def _read(self, document: int) -> Profile:
        _, version, language = self._longest[document]
        starts = self._corpus.index().document_starts
        ordinals = self._corpus.index().ordinal_starts(version)
        first, stop = int(ordinals[starts[document]]), int(ordinals[starts[document + 1]])
        return profile(language, (segment.text for _, segment in self._corpus.segments(version, first, stop)))


def names(file: str) -> Iterator[str]:
    """What a file may call its document, in small letters."""
    yield stem_of(file).casefold()
    yield from (claim.document.casefold() for claim in claims(PurePath(file)) if claim.document)
