"""Files that belong together become planned documents, their texts in columns that are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from viewer.formats.draft import DraftDocument, DraftText
from viewer.formats.editions import Edition, in_order
from viewer.formats.opened import Opened
from viewer.formats.plan import PlannedDocument, PlannedText, PlannedVersion, title_of
from viewer.formats.versions import Versions, Wanted
from viewer.languages import UNKNOWN, language
from viewer.text.detection import guess


@dataclass(slots=True)
class Group:
    """Files that are versions of one document; or one file that is a collection, with rows or columns of its own."""

    name: str
    fallback: str
    members: list[tuple[Opened, str]] = field(default_factory=list)
    """Files with their languages; `und` for a collection that says them itself."""

    @property
    def is_collection(self) -> bool:
        return len(self.members) == 1 and not self.members[0][0].is_one_text

    def title(self) -> str:
        """What the document is going to be called; empty for a collection."""
        if self.is_collection:
            return ""
        return self.name or next(filter(None, self._titles()), self.fallback)

    def _titles(self) -> Iterator[str]:
        yield from (file.draft.documents[0].title for file, _ in self.members)
        yield from (title_of(file.text, tag) for file, tag in self.members)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A text of a document, before it has its column."""

    file: Opened
    text: DraftText
    language: str

    def wanted(self) -> Wanted:
        return Wanted(self.language, self.text.label, self.text.id, self.file.choice.version or "")


@dataclass(frozen=True, slots=True)
class _Document:
    """A document whose texts have no columns yet."""

    name: str
    fallback: str
    entries: list[_Entry]
    source: DraftDocument | None = None
    """The document of a collection, which has rows of its own."""


def planned(
    groups: Sequence[Group], editions: Sequence[Edition]
) -> tuple[tuple[PlannedDocument, ...], tuple[PlannedVersion, ...]]:
    """The documents of the groups and the works of the editions, in their order, and all their versions."""
    documents = [document for group in groups for document in _documents(group)]
    versions = Versions()
    wanted = [[entry.wanted() for entry in document.entries] for document in documents]
    wanted.append([Wanted(edition.language, edition.label, chosen=edition.chosen) for edition in editions])
    places = [versions.place(texts) for texts in wanted]
    is_one = len(groups) == 1 and not groups[0].is_collection and not editions
    versions.name(_labels(groups[0], places[0]) if is_one else {})
    for texts, taken in zip(wanted, places, strict=True):
        for number, text in enumerate(texts):
            if taken[number] is None:
                taken[number] = versions.place_chosen(text, taken)
    order = list(dict.fromkeys(place for taken in places for place in taken if place is not None))
    columns = [[order.index(place) for place in taken if place is not None] for taken in places]
    found = list(map(_planned, documents, columns))
    found += _works(editions, columns[-1])
    return tuple(found), versions.planned(order)


def _planned(document: _Document, columns: Sequence[int]) -> PlannedDocument:
    texts = (
        PlannedText(entry.file.path, entry.file.draft, entry.text, entry.language, column, entry.file.parts)
        for entry, column in zip(document.entries, columns, strict=True)
    )
    units, links = (document.source.units, document.source.links) if document.source else (None, None)
    return PlannedDocument(document.name, document.fallback, tuple(texts), units, links)


def _works(editions: Sequence[Edition], columns: Sequence[int]) -> Iterator[PlannedDocument]:
    """The works that have keys, every edition of them a version."""
    for key, works in in_order(editions):
        texts = [
            PlannedText(work.file, work.draft, work.text, editions[number].language, columns[number])
            for number, work in works
        ]
        title = next((work.document.title for _, work in works if work.document.title), "")
        yield PlannedDocument(title, key, tuple(texts), None)


def common_name(names: Sequence[str]) -> str:
    """What names share at their beginning, cut where a word ends; empty below three letters."""
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    shared = "".join(letters[0] for letters in alike)
    if any(name[len(shared) :][:1].isalnum() for name in names):
        while shared and shared[-1].isalnum():
            shared = shared[:-1]
    shared = shared.strip(" _-.,([")
    return shared if len(shared) >= 3 else ""


def _documents(group: Group) -> Iterator[_Document]:
    """The document of a group, or those of a collection."""
    if not group.is_collection:
        name = group.name or next((file.draft.documents[0].title for file, _ in group.members), "")
        yield _Document(name, group.fallback, [_Entry(file, file.text, tag) for file, tag in group.members])
        return
    file, tag = group.members[0]
    for document in file.draft.documents:
        entries = [_Entry(file, text, _language(file, text, tag)) for text in document.texts]
        name = group.name if len(file.draft.documents) == 1 and group.name else document.title
        yield _Document(name, group.fallback, entries, document)


def _language(file: Opened, text: DraftText, tag: str) -> str:
    """The language of a text in a collection; `tag` is what the user or the file's name says, if all is in one."""
    if file.is_one_version and file.choice.language:
        return file.choice.language
    own = text.language or (tag if file.is_one_version and tag != UNKNOWN else None)
    return own or guess(text.sample).language


def _labels(group: Group, places: Sequence[int | None]) -> dict[int, str]:
    """For the columns of a group's files what is each name's own, where that says more than the language."""
    names = [file.name_without(tag) for file, tag in group.members]
    shared = common_name(names) if len(names) > 1 else names[0]
    found = {}
    for (_, tag), name, place in zip(group.members, names, places, strict=True):
        own = name.removeprefix(shared).strip(" _-.,")
        known = language(tag)
        says_more = own.casefold() not in {"", known.name.casefold(), known.own_name.casefold(), tag.casefold()}
        if place is not None and says_more:
            found[place] = own
    return found
