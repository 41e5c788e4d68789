"""Which document of a corpus a new text is a version of: by what files and documents are called, or by likeness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import PurePath

from viewer.corpus import Corpus
from viewer.formats.likeness import Profile, are_alike, compared, likeness, profile
from viewer.formats.naming import claims, stem_of
from viewer.languages import primary
from viewer.model import VersionId

_MOST = 100
"""Documents whose text is looked at."""
_LIKELY, _AHEAD = 0.35, 0.1
"""Likeness from which a text belongs to one of several documents, and how much likelier than any other it is to be."""


class Belonging:
    """The documents of one state of a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._names: list[set[str]] = [{document.title.casefold()} for document in corpus.documents()]
        self._texts: dict[int, list[tuple[int, VersionId, str]]] = {}
        """For each document the texts: segments, version, language."""
        languages = {version.id: version.language for version in corpus.versions()}
        for text in corpus.texts():
            self._names[text.document].update(names(text.source.name))
            known = (text.segments, text.version, languages[text.version])
            self._texts.setdefault(text.document, []).append(known)
        self._profile = cache(self._read)

    def by_name(self, called: Iterable[str]) -> int | None:
        """The only document that is called so, or whose files are; None if there is none, or several."""
        wanted = {name.casefold() for name in called if name}
        found = [number for number, own in enumerate(self._names) if own & wanted]
        return found[0] if len(found) == 1 else None

    def by_likeness(self, language: str, paragraphs: Iterable[str]) -> int | None:
        """The document that looks like the same text, if there are several plainly more than the others do."""
        if len(self._texts) > _MOST:
            return None
        own = profile(language, paragraphs)
        profiles = {number: self._profile(number, self._best(number, language)) for number in self._texts}
        alike = [number for number, one in profiles.items() if are_alike(own, one)]
        if len(profiles) == 1 or not alike:
            return alike[0] if alike else None
        mine, *others = compared([own, *profiles.values()])
        theirs = dict(zip(profiles, others, strict=True))
        likely = sorted(((likeness(mine, theirs[number]), number) for number in alike), reverse=True)
        (best, number), (next_best, _) = likely[0], (likely[1] if len(likely) > 1 else (0.0, -1))
        return number if best >= _LIKELY and best >= next_best + _AHEAD else None

    def _best(self, document: int, language: str) -> tuple[int, VersionId, str]:
        """The longest text of a document, in the same language if there is one: words tell more than numbers do."""
        texts = self._texts[document]
        return max([text for text in texts if primary(text[2]) == primary(language)] or texts)

    def _read(self, document: int, text: tuple[int, VersionId, str]) -> Profile:
        _, version, language = text
        index = self._corpus.index()
        first, stop = index.ordinal_starts(version)[index.document_starts[document : document + 2]].tolist()
        return profile(language, (segment.text for _, segment in self._corpus.segments(version, first, stop)))


def names(file: str) -> Iterator[str]:
    """What a file may call its document, in small letters."""
    yield stem_of(file).casefold()
    yield from (claim.document.casefold() for claim in claims(PurePath(file)) if claim.document)
