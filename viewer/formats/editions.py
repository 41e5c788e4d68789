"""Works that every file names alike, such as the books of the Bible, come together by edition: each is one version.

An edition is what one file holds, or what the files of one folder hold whose names differ by no more than the work and
a number (`01-GEN-luther.usfm`, `02-EXO-luther.usfm`). Its language is decided for all of its works at once, because a
letter of one page is too short to be judged alone. A work that an edition has already begins another edition.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from viewer import languages
from viewer.formats.choices import FileChoice
from viewer.formats.draft import Draft, DraftDocument, DraftText
from viewer.formats.naming import Claim, Held, held, is_well_known, stem_of
from viewer.text.detection import guess, sample

_PARTS = {"ot", "nt", "at", "dc", "ap", "apocrypha", "deuterocanon", "old testament", "new testament"}
"""Folders that divide one edition."""
_SEPARATORS = " ._-()[]"
_BEGINS_WITH_TAG = re.compile(r"([A-Za-z]{2,3})(?![A-Za-z])")


class Opened(Protocol):
    """A file that was read, with what its name may claim."""

    @property
    def path(self) -> Path: ...
    @property
    def draft(self) -> Draft: ...
    @property
    def claims(self) -> tuple[Claim, ...]: ...
    @property
    def choice(self) -> FileChoice: ...


@dataclass(frozen=True, slots=True)
class Work:
    """One work as one edition has it."""

    file: Path
    draft: Draft
    document: DraftDocument
    text: DraftText


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of works that have keys."""

    language: str
    """BCP 47 tag."""
    is_guessed: bool
    """The language is told by the text alone."""
    label: str
    """What the files call it; empty if they do not."""
    chosen: str
    """The label that the user gives it."""
    works: dict[str, Work]
    """By key."""


def has_keys(draft: Draft) -> bool:
    """Whether the works of a file are named alike in every file."""
    return bool(draft.documents) and all(document.key for document in draft.documents)


def editions(files: Iterable[Opened]) -> tuple[Edition, ...]:
    """The editions of these files, in the order of their first works."""
    gathered: dict[tuple[str | None, ...], list[_Gathered]] = {}
    order: list[_Gathered] = []
    for file in files:
        for document in file.draft.documents:
            for text in document.texts:
                same = gathered.setdefault(_signature(file, text), [])
                edition = next((one for one in same if document.key not in one.works), None)
                if edition is None:
                    edition = _Gathered(name=_own_name(file), folder=_folder(file.path).name)
                    same.append(edition)
                    order.append(edition)
                edition.works[document.key] = Work(file.path, file.draft, document, text)
                edition.files.setdefault(file.path, file)
    tags = [one.language() for one in order]
    shared = Counter(tag for tag, _ in tags)
    return tuple(
        Edition(tag, is_guessed, one.label(needed=shared[tag] > 1), one.chosen(), one.works)
        for one, (tag, is_guessed) in zip(order, tags, strict=True)
    )


def in_order(found: Sequence[Edition]) -> Iterator[tuple[str, list[tuple[int, Work]]]]:
    """Every key with the numbers of the editions that have the work, in the order of the works."""
    places: dict[str, int] = {}
    for edition in found:
        for key, work in edition.works.items():
            places.setdefault(key, work.document.place)
    for key in sorted(places, key=places.__getitem__):
        yield key, [(number, edition.works[key]) for number, edition in enumerate(found) if key in edition.works]


@dataclass(slots=True)
class _Gathered:
    """An edition while it is put together."""

    name: str
    """What is left of the files' names without work and number."""
    folder: str
    works: dict[str, Work] = field(default_factory=dict)
    files: dict[Path, Opened] = field(default_factory=dict)

    def language(self) -> tuple[str, bool]:
        """The language, and whether only the text tells it."""
        forced = next((file.choice.language for file in self.files.values() if file.choice.language), None)
        declared = Counter(work.text.language for work in self.works.values() if work.text.language)
        if forced or declared:
            return forced or str(declared.most_common(1)[0][0]), False
        text = sample("\n".join(work.text.sample for work in self.works.values()))
        for claim in self._claims():
            verdict = held(claim, text)
            if verdict is Held.YES or (verdict is Held.UNKNOWN and is_well_known(claim.tag)):
                return claim.tag, False
        return guess(text).language, True

    def label(self, *, needed: bool) -> str:
        """What the works agree to be called; what the names say only where it is needed to tell editions apart."""
        said = {work.text.label for work in self.works.values() if work.text.label}
        if len(said) == 1:
            return said.pop()
        return (self.name or self.folder) if needed else ""

    def chosen(self) -> str:
        """What the user calls it; the same for all its files."""
        return next((file.choice.version for file in self.files.values() if file.choice.version), "")

    def _claims(self) -> Iterator[Claim]:
        """What all of the files' names claim, but for codes of works, many of which are codes of languages too."""
        codes = {key.casefold() for key in self.works}
        claimed = Counter(
            tag
            for file in self.files.values()
            for tag in dict.fromkeys(claim.tag for claim in file.claims)
            if tag.casefold() not in codes
        )
        begins = _BEGINS_WITH_TAG.match(self.name)
        if begins and languages.is_language(begins[1]):
            claimed[languages.normalise(begins[1])] = len(self.files)
        for tag, count in claimed.most_common():
            if count == len(self.files):
                yield Claim("", tag, False)


def _signature(file: Opened, text: DraftText) -> tuple[str | None, ...]:
    """What all the texts of an edition have in common."""
    of_file = text.label if len(file.draft.documents) > 1 else ""
    return (
        text.id,
        text.language,
        of_file,
        file.choice.language,
        file.choice.version,
        str(_folder(file.path)),
        _own_name(file),
    )


def _own_name(file: Opened) -> str:
    """A file's name without its work and number; all of it where the file holds several works."""
    stem = stem_of(file.path.name)
    if len(file.draft.documents) > 1:
        return stem.strip(_SEPARATORS)
    key = re.escape(file.draft.documents[0].key)
    rest, count = re.subn(rf"\d*[ ._-]*{key}", "", stem, count=1, flags=re.IGNORECASE)
    return (rest if count else re.sub(r"\d+", "", stem)).strip(_SEPARATORS)


def _folder(path: Path) -> Path:
    folder = path.absolute().parent
    return folder.parent if folder.name.casefold() in _PARTS else folder
