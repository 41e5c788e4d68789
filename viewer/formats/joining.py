"""Chapter files become one text: their segments one after another, with every file still known as a part of it.

Which files are chapters of which book their names say (`chapters`), with or without a language.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from viewer.formats.chapters import Book, Name, books, chapter, numbered
from viewer.formats.draft import Draft, DraftDocument, DraftSegment, DraftText, time_of
from viewer.formats.groups import Group
from viewer.formats.likeness import look_alike, profile
from viewer.formats.listing import natural
from viewer.formats.naming import Claim
from viewer.formats.opened import Opened, stem
from viewer.formats.plan import Choice, Decision, Part
from viewer.languages import UNKNOWN
from viewer.model import Kind
from viewer.text.detection import guess, sample, support

_OTHER_LANGUAGE = 0.01
"""Support below which a chapter is in another language than its book."""


def joined(files: Sequence[Opened], name: str) -> Opened:
    """One text of one or more files, in this order, under a name of its own.

    What a file takes for its title is a heading of the whole; a file without one gets none.
    """
    parts = tuple(part for file in files for part in file.parts or (Part(file.path, file.draft),))
    drafts = [part.draft for part in parts]
    languages = {part.text.language for part in parts}

    def segments(language: str) -> Iterator[DraftSegment]:
        for part in parts:
            for segment in part.text.segments(language):
                yield replace(segment, kind=Kind.HEADING) if segment.kind is Kind.TITLE else segment

    text = DraftText(
        segments=segments,
        sample=sample("\n".join(part.text.sample for part in parts)),
        size=sum(part.text.size for part in parts),
        language=languages.pop() if len(languages) == 1 else None,
    )
    draft = Draft(
        format=_all(drafts, "format"),
        encoding=_all(drafts, "encoding"),
        digest=hashlib.sha256("\n".join(draft.digest for draft in drafts).encode()).hexdigest(),
        documents=(DraftDocument(texts=(text,)),),
    )
    return Opened(parts[0].file, draft, files[0].claims, files[0].choice, name, parts)


def books_by_name(files: Sequence[tuple[Opened, Claim]], folder: str) -> tuple[list[Group], list[Decision]]:
    """Books whose chapters' names hold their languages, every version joined; `folder` is the name of others."""
    names = [_named(file, claim) for file, claim in files if _can_be_chapter(file)]
    found: list[Group] = []
    decisions: list[Decision] = []
    for book in books(names):
        group = Group(book.name or PurePath(book.folder).name, folder)
        group.members = [(_text(own, group.name or folder), tag) for tag, own in book.versions.items()]
        found.append(group)
        decisions += _decided(book, group.name or folder)
    count = numbered(names)
    if count:
        decisions.append(Decision(Choice.NUMBERED_APART, count=count, is_doubtful=True))
    return found, decisions


def books_of_folders(files: Sequence[Opened]) -> tuple[list[Opened], list[Decision]]:
    """Books whose chapters' names hold no language, each in the one that its text is in."""
    names = []
    for file in files:
        read = chapter(file.name) if _can_be_chapter(file) else None
        if read is not None:
            names.append(Name(file, str(file.path.absolute().parent), file.name, read.word))
    found: list[Opened] = []
    decisions: list[Decision] = []
    for book in books(_with_front_and_back(names)):
        folder = PurePath(book.folder).name
        for own in book.versions.values():
            if len(own) < 2 or not _is_one_language(own) or (book.is_bare and _are_versions(own)):
                continue
            text = joined(own, book.name or folder)
            found.append(text)
            decisions += _decided(replace(book, versions={"": own}), text.name)
    return found, decisions


def joined_as_told(members: Sequence[tuple[Opened, str]]) -> list[tuple[Opened, str]]:
    """The texts of one document, joined where the user gives them one label, or chapters one document."""
    same: dict[tuple[str, str | None], list[Opened]] = {}
    for file, tag in members:
        same.setdefault((tag, file.choice.version), []).append(file)
    found = []
    for (tag, label), files in same.items():
        if label or all(file.choice.document for file in files):
            found += [(one, tag) for one in _joined_parts(files, is_told=bool(label))]
        else:
            found += [(file, tag) for file in files]
    return found


def _joined_parts(files: Sequence[Opened], *, is_told: bool) -> Sequence[Opened]:
    """One text, if the user tells so or all are chapters with places of their own; else the files as they are."""
    places = {read.place: file for file in files if (read := chapter(_document(file)))}
    if len(files) < 2 or (len(places) < len(files) and not is_told):
        return files
    by_name = sorted(files, key=lambda file: natural(file.path.name))
    ordered = [places[place] for place in sorted(places)] if len(places) == len(files) else by_name
    return [joined(ordered, files[0].choice.document or files[0].name)]


def _document(file: Opened) -> str:
    """What a file's name says of its document, its language taken away."""
    return PurePath(file.claims[0].document).name if file.claims else file.name


def _named(file: Opened, claim: Claim) -> Name[Opened]:
    document = PurePath(claim.document)
    is_tagged = stem(file.path) != document.name
    return Name(file, str(document.parent), document.name, claim.tag, is_tagged)


def _with_front_and_back(names: Sequence[Name[Opened]]) -> list[Name[Opened]]:
    """The names, what stands before and after the chapters taken to them, where there is one kind of them."""
    words: dict[str, set[str]] = {}
    for name in names:
        words.setdefault(name.folder, set()).add(name.version)
    single = {folder: max(own) for folder, own in words.items() if len(own - {""}) == 1}
    return [replace(name, version=name.version or single.get(name.folder, "")) for name in names]


def _text(files: Sequence[Opened], name: str) -> Opened:
    return joined(files, name) if len(files) > 1 else files[0]


def _decided(book: Book[Opened], name: str) -> Iterator[Decision]:
    count = sum(len(own) for own in book.versions.values() if len(own) > 1)
    yield Decision(Choice.CHAPTERS_JOINED, detail=name, count=count, is_doubtful=book.is_bare)


def _is_one_language(files: Sequence[Opened]) -> bool:
    """Whether no file is clearly in another language than the rest."""
    tag = guess(sample("\n".join(file.sample for file in files))).language
    return all((support(file.sample, tag) or 1.0) > _OTHER_LANGUAGE for file in files)


def _are_versions(files: Sequence[Opened]) -> bool:
    """Whether two or three texts called by numbers are rather the same text again."""
    return len(files) <= 3 and look_alike(
        [profile(UNKNOWN, (segment.text for segment in file.text.segments(UNKNOWN))) for file in files]
    )


def _can_be_chapter(file: Opened) -> bool:
    """Whether a file may be a part of a longer text; subtitles tell their times from the beginning of a film."""
    first = next(iter(file.text.segments(UNKNOWN)), None) if file.is_one_text else None
    return first is not None and time_of(first) is None


def _all(drafts: Sequence[Draft], attribute: str) -> str:
    return ", ".join(dict.fromkeys(getattr(draft, attribute) for draft in drafts))
