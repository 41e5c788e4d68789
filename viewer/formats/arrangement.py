"""Files become documents and versions: by what their names say, or else by whether they look like one text.

The rules are those of the command line ("Naming files"). Files are read as they are needed: what names no language
beside files that do is not even opened.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import takewhile
from pathlib import Path, PurePath

from viewer.errors import ImportFailed
from viewer.formats.binding import Bound
from viewer.formats.draft import Draft, DraftLink, DraftText, DraftUnit
from viewer.formats.editions import editions, has_keys, in_order
from viewer.formats.likeness import look_alike, profile
from viewer.formats.listing import Listed, Skip, listed
from viewer.formats.naming import Claim, Held, claims, held, is_about_the_folder, is_well_known, stem_of
from viewer.languages import UNKNOWN, language, normalise
from viewer.model import VersionId
from viewer.text.detection import guess

_RANK = re.compile("[1-9][0-9]{0,3}")


class Choice(StrEnum):
    """What was decided where the user might have meant otherwise. The clients word it."""

    ONE_DOCUMENT = "one-document"
    """Files given one by one look like one text: they are its versions."""
    OWN_DOCUMENTS = "own-documents"
    """Files given one by one do not look like one text: each is a document of its own."""
    LANGUAGE_GUESSED = "language-guessed"
    """The language of `file` comes from the text alone (`detail`)."""
    NAME_REFUTED = "name-refuted"
    """The name of `file` seems to name a language (`detail`), but the text is in another."""
    BY_BLANK_LINES = "by-blank-lines"
    """The lines of `file` are wrapped: blank lines end its paragraphs."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One choice; `file` is None where it concerns all."""

    choice: Choice
    file: Path | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file that is not in the plan."""

    file: Path
    refused: ImportFailed | None = None
    skipped: Skip | None = None


@dataclass(frozen=True, slots=True)
class PlannedText:
    """One text with its place: the file it comes from, its language, and its column."""

    file: Path
    draft: Draft
    text: DraftText
    language: str
    column: int
    """Position among the versions of the plan."""


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """One document."""

    name: str
    """What the files' names call it; may be empty."""
    fallback: str
    """What to call it if nothing better is found: the name of its folder or file."""
    texts: tuple[PlannedText, ...]
    units: Callable[[], Iterable[DraftUnit]] | None
    """Its rows, where the file holds them; else it is to be aligned."""
    links: Callable[[], Iterable[DraftLink]] | None = None
    """What crosses the rows, where the file says so."""


@dataclass(frozen=True, slots=True)
class PlannedVersion:
    """One column."""

    language: str
    label: str
    id: VersionId
    """The tag, numbered where it is taken, or what a file of ours calls it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that will be imported, and what became of the rest."""

    documents: tuple[PlannedDocument, ...]
    versions: tuple[PlannedVersion, ...]
    outcomes: tuple[Outcome, ...]
    decisions: tuple[Decision, ...]
    name: str
    """What to call a corpus of several documents: the folder, or what the names share."""
    title: str = ""
    """What the files themselves call the whole corpus, if they agree on it."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file that was read, with what its name may claim."""

    path: Path
    draft: Draft
    claims: tuple[Claim, ...]
    forced: str | None

    @property
    def sample(self) -> str:
        return "\n".join(text.sample for document in self.draft.documents for text in document.texts)

    @property
    def is_one_text(self) -> bool:
        """Whether it is one version of one document, and not a collection with rows or columns of its own."""
        documents = self.draft.documents
        return len(documents) == 1 and len(documents[0].texts) == 1 and not documents[0].texts[0].id


@dataclass(slots=True)
class _Group:
    """Files that are versions of one document."""

    name: str
    fallback: str
    members: list[tuple[_Opened, str]] = field(default_factory=list)
    """Files with their languages."""


def arrange(
    paths: Sequence[Path],
    read: Callable[[Path, str | None], Draft],
    languages: Mapping[Path, str] | None = None,
    bind: Callable[[Sequence[Path]], Iterable[Bound]] = lambda _: (),
) -> Plan:
    """The plan for these paths. `read` gives a file's draft, given the language its name may claim, or raises
    ImportFailed; `languages` (a file to its BCP 47 tag) is the user's word and overrides all; `bind` gives those of the
    files that others belong to.

    Raises ValueError for a tag that is no language.
    """
    tags = {_real(path): normalise(tag) for path, tag in (languages or {}).items()}
    return _Arranging(read, tags, bind).plan(paths)


class _Arranging:
    """One run of `arrange`."""

    def __init__(
        self,
        read: Callable[[Path, str | None], Draft],
        languages: Mapping[str, str],
        bind: Callable[[Sequence[Path]], Iterable[Bound]],
    ) -> None:
        self._read = read
        self._languages = languages
        self._bind = bind
        self._used: set[str] = set()
        """What was read along with another file."""
        self._groups: list[_Group] = []
        self._keyed: list[_Opened] = []
        """Files of works that have keys; they are put together at the end."""
        self._outcomes: list[Outcome] = []
        self._decisions: list[Decision] = []

    def plan(self, paths: Sequence[Path]) -> Plan:
        given = list(listed(paths))
        bound = self._bound(given)
        files = [file for file in given if file.skip or _real(file.path) not in bound]
        for folder in dict.fromkeys(file.folder for file in files):
            here = [file for file in files if file.folder == folder and not self._is_left_out(file)]
            if folder is None:
                self._arrange_loose(self._others(self._opened(here)))
            else:
                self._arrange_folder(folder, here)
        self._keyed.sort(key=lambda one: _order(files, one.path))
        columns = _Columns()
        documents = [document for group in self._groups for document in _planned(group, columns)]
        documents += self._works(columns)
        versions = columns.versions(self._groups)
        folders = [file.folder for file in given if file.folder]
        name = folders[0].resolve().name if folders else _common([_stem(file.path) for file in given])
        titles = {file.draft.title for group in self._groups for file, _ in group.members}
        titles |= {file.draft.title for file in self._keyed}
        return Plan(
            tuple(documents),
            versions,
            tuple(self._outcomes),
            tuple(self._decisions),
            name,
            titles.pop() if len(titles) == 1 else "",
        )

    def _bound(self, files: Sequence[Listed]) -> set[str]:
        """Files that others belong to, each a collection of its own; and these others."""
        found = list(self._bind([file.path for file in files if not file.refused and not file.skip]))
        for one in found:
            if one.draft:
                self._used.update(map(_real, one.draft.used))
                self._groups.append(_Group("", _stem(one.path), [(_Opened(one.path, one.draft, (), None), UNKNOWN)]))
        drafts = {_real(one.path) for one in found if one.draft}
        self._outcomes += [
            Outcome(file.path, skipped=Skip.READ_ALONG) for file in files if _real(file.path) in self._used - drafts
        ]
        refused = [one for one in found if not one.draft and _real(one.path) not in self._used]
        self._outcomes += [Outcome(one.path, refused=one.refused) for one in refused]
        return drafts | self._used | {_real(one.path) for one in refused}

    def _is_left_out(self, file: Listed) -> bool:
        skip = file.skip
        if file.folder and is_about_the_folder(file.path) and _real(file.path) not in self._languages:
            skip = Skip.ABOUT_THE_FOLDER
        if skip or file.refused:
            self._outcomes.append(Outcome(file.path, refused=file.refused, skipped=skip))
        return bool(skip or file.refused)

    def _opened(self, files: Iterable[Listed]) -> list[_Opened]:
        """The files that can be read; the others become outcomes."""
        found = []
        for file in files:
            forced = self._languages.get(_real(file.path))
            own = claims(_relative(file))
            try:
                draft = self._read(file.path, forced or (own[0].tag if own else None))
            except ImportFailed as error:
                self._outcomes.append(Outcome(file.path, refused=error))
            else:
                found.append(_Opened(file.path, draft, own, forced))
                self._used.update(map(_real, draft.used))
        along = [file.path for file in found if _real(file.path) in self._used]
        self._outcomes += [Outcome(path, skipped=Skip.READ_ALONG) for path in along]
        return [file for file in found if file.path not in along]

    def _others(self, files: Iterable[_Opened]) -> list[_Opened]:
        """The files without those of works that have keys, which are put aside."""
        others: list[_Opened] = []
        for file in files:
            (self._keyed if has_keys(file.draft) else others).append(file)
        return others

    def _works(self, columns: _Columns) -> Iterable[PlannedDocument]:
        """The works that have keys, every edition of them a version."""
        found = editions(self._keyed)
        ranks: dict[str, int] = {}
        numbers = []
        for edition in found:
            ranks[edition.language] = ranks.get(edition.language, 0) + 1
            numbers.append(columns.number(edition.language, ranks[edition.language], edition.label))
            if edition.is_guessed:
                first = next(iter(edition.works.values())).file
                self._decisions.append(Decision(Choice.LANGUAGE_GUESSED, first, edition.language))
        for key, works in in_order(found):
            texts = [
                PlannedText(work.file, work.draft, work.text, found[number].language, numbers[number])
                for number, work in works
            ]
            title = next((work.document.title for _, work in works if work.document.title), "")
            yield PlannedDocument(title, key, tuple(texts), None)

    def _arrange_folder(self, folder: Path, files: list[Listed]) -> None:
        maybe = [file for file in files if claims(_relative(file)) or _real(file.path) in self._languages]
        rest = [file for file in files if file not in maybe]
        known = len(self._keyed)
        opened = self._others(self._opened(maybe))
        if len(self._keyed) > known:  # beside works that have keys nothing is skipped for want of a language
            opened += self._others(self._opened(rest))
            rest = []
        chosen = self._held_claims(opened)
        if not chosen:
            opened += self._others(self._opened(rest))
            self._arrange_loose(sorted(opened, key=lambda one: _order(files, one.path)))
            return
        self._outcomes += [Outcome(left.path, skipped=Skip.NAMES_NO_LANGUAGE) for left in rest]
        groups: dict[str, _Group] = {}
        for file in opened:
            claim = chosen.get(file.path)
            if claim is None and not file.is_one_text:  # a table in it names its languages itself
                self._groups.append(_Group("", _stem(file.path), [(file, UNKNOWN)]))
            elif claim is None:
                self._refuted(file)
                self._outcomes.append(Outcome(file.path, skipped=Skip.NAMES_NO_LANGUAGE))
            else:
                name = PurePath(claim.document).name
                group = groups.setdefault(claim.document, _Group(name, name or folder.resolve().name))
                group.members.append((file, claim.tag))
        self._groups += groups.values()

    def _arrange_loose(self, files: list[_Opened]) -> None:
        """Files given one by one: by a name that they share, or else by their likeness."""
        chosen = self._held_claims(files)
        shared: dict[str, list[_Opened]] = {}
        for file in files:
            claim = chosen.get(file.path)
            if claim and claim.document:
                shared.setdefault(claim.document, []).append(file)
        shared = {name: members for name, members in shared.items() if len(members) > 1}
        named = {file.path for members in shared.values() for file in members}
        for name, members in shared.items():
            pairs = [(file, chosen[file.path].tag) for file in members]
            self._groups.append(_Group(PurePath(name).name, name, pairs))
        rest = [file for file in files if file.path not in named]
        whole = [(file, UNKNOWN) for file in rest if not file.is_one_text]
        self._groups += [_Group("", _stem(file.path), [(file, tag)]) for file, tag in whole]
        self._arrange_by_likeness([file for file in rest if file.is_one_text], chosen)

    def _arrange_by_likeness(self, files: list[_Opened], chosen: Mapping[Path, Claim]) -> None:
        members = [(file, self._language(file, chosen.get(file.path))) for file in files]
        profiles = [
            profile(tag, (segment.text for segment in file.draft.documents[0].texts[0].segments(UNKNOWN)))
            for file, tag in members
            if len(members) > 1
        ]
        if look_alike(profiles):
            stems = [_without_tag(file, tag) for file, tag in members]
            folder = files[0].path.absolute().parent.name
            self._groups.append(_Group(_common(stems), next(filter(None, stems), folder), members))
            self._decisions.append(Decision(Choice.ONE_DOCUMENT))
            return
        if len(members) > 1:
            self._decisions.append(Decision(Choice.OWN_DOCUMENTS))
        for file, tag in members:
            self._groups.append(_Group("", _without_tag(file, tag) or _stem(file.path), [(file, tag)]))

    def _held_claims(self, files: Sequence[_Opened]) -> dict[Path, Claim]:
        """For each file the claim of its name that holds, or the user's word."""
        chosen: dict[Path, Claim] = {}
        unknown: list[tuple[_Opened, Claim]] = []
        for file in files:
            if file.forced or not file.is_one_text:
                continue
            for claim in file.claims:
                verdict = held(claim, file.sample)
                if verdict is Held.YES:
                    chosen[file.path] = claim
                    break
                if verdict is Held.UNKNOWN:
                    unknown.append((file, claim))
        known = {claim.document for claim in chosen.values()}
        for file, claim in unknown:
            if file.path not in chosen and claim.document in known:
                chosen[file.path] = claim
        for file in files:
            if file.forced:
                chosen[file.path] = _forced(file, file.forced, known)
        return chosen

    def _language(self, file: _Opened, claim: Claim | None) -> str:
        own = file.draft.documents[0].texts[0].language
        if claim or own:
            return claim.tag if claim else own or UNKNOWN
        self._refuted(file)
        found = guess(file.sample).language
        self._decisions.append(Decision(Choice.LANGUAGE_GUESSED, file.path, found))
        return found

    def _refuted(self, file: _Opened) -> None:
        if file.claims and is_well_known(file.claims[0].tag):
            self._decisions.append(Decision(Choice.NAME_REFUTED, file.path, file.claims[0].tag))


class _Columns:
    """The versions of a plan: the n-th text of a language in any document stands in the n-th column of it."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int], int] = {}
        self._own_labels: dict[tuple[str, int], str] = {}

    def number(self, tag: str, rank: int, label: str = "") -> int:
        """The column; `label` is what a file calls it."""
        if label:
            self._own_labels.setdefault((tag, rank), label)
        return self._numbers.setdefault((tag, rank), len(self._numbers))

    def versions(self, groups: Sequence[_Group]) -> tuple[PlannedVersion, ...]:
        """Labels from the files' names where there is one document and they say more than the tag; else own names."""
        from_names = _labels(groups[0]) if len(groups) == 1 else {}
        taken: set[str] = set()
        found = []
        for (tag, rank), _ in sorted(self._numbers.items(), key=lambda item: item[1]):
            wanted = from_names.get((tag, rank)) or self._own_labels.get((tag, rank)) or language(tag).own_name
            label, number = wanted, 1
            while label.casefold() in taken:
                number += 1
                label = f"{wanted} {number}"
            taken.add(label.casefold())
            found.append(PlannedVersion(tag, label, VersionId(tag if rank == 1 else f"{tag}-{rank}")))
        return tuple(found)


def _planned(group: _Group, columns: _Columns) -> list[PlannedDocument]:
    if len(group.members) == 1 and not group.members[0][0].is_one_text:
        return _planned_collection(group.members[0][0], columns)
    ranks: dict[str, int] = {}
    texts = []
    for file, tag in group.members:
        ranks[tag] = ranks.get(tag, 0) + 1
        text = file.draft.documents[0].texts[0]
        texts.append(PlannedText(file.path, file.draft, text, tag, columns.number(tag, ranks[tag])))
    name = group.name or next((file.draft.documents[0].title for file, _ in group.members), "")
    return [PlannedDocument(name, group.fallback, tuple(texts), None)]


def _planned_collection(file: _Opened, columns: _Columns) -> list[PlannedDocument]:
    found = []
    for document in file.draft.documents:
        taken: dict[str, set[int]] = {}
        texts = []
        for text in document.texts:
            tag = text.language or guess(text.sample).language
            rank = _own_rank(text.id, tag)
            while rank in taken.setdefault(tag, {0}):
                rank += 1
            taken[tag].add(rank)
            texts.append(PlannedText(file.path, file.draft, text, tag, columns.number(tag, rank, text.label)))
        name = _stem(file.path)
        found.append(PlannedDocument(document.title, name, tuple(texts), document.units, document.links))
    return found


def _own_rank(name: str, tag: str) -> int:
    """Which of the versions in a language an id such as `de-2` means; 1 for the tag itself, 0 for none."""
    number = name.removeprefix(f"{tag}-")
    return 1 if name == tag else int(number) if number != name and _RANK.fullmatch(number) else 0


def _labels(group: _Group) -> dict[tuple[str, int], str]:
    """For every version the part of its file's name that is its own."""
    stems = [_without_tag(file, tag) for file, tag in group.members]
    shared = _common(stems) if len(stems) > 1 else stems[0]
    ranks: dict[str, int] = {}
    found = {}
    for (_, tag), stem in zip(group.members, stems, strict=True):
        ranks[tag] = ranks.get(tag, 0) + 1
        own = stem.removeprefix(shared).strip(" _-.,")
        known = language(tag)
        if own and own.casefold() not in {known.name.casefold(), known.own_name.casefold(), tag.casefold()}:
            found[tag, ranks[tag]] = own
    return found


def _forced(file: _Opened, tag: str, known: set[str]) -> Claim:
    """The user's word on the language; the document is what the name claims, or the one that the others belong to."""
    for claim in file.claims:
        if claim.tag == tag:
            return claim
    if file.claims:
        return Claim(file.claims[0].document, tag, False)
    return Claim(next(iter(known)) if len(known) == 1 else _stem(file.path), tag, False)


def _without_tag(file: _Opened, tag: str) -> str:
    """The name of a file without suffix and without the language it names."""
    for claim in file.claims:
        if claim.tag == tag:
            return PurePath(claim.document).name
    return _stem(file.path)


def _common(names: Sequence[str]) -> str:
    """What names share at their beginning, cut where a word ends; empty below three letters."""
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    shared = "".join(letters[0] for letters in alike)
    if any(name[len(shared) :][:1].isalnum() for name in names):
        while shared and shared[-1].isalnum():
            shared = shared[:-1]
    shared = shared.strip(" _-.,([")
    return shared if len(shared) >= 3 else ""


def _relative(file: Listed) -> PurePath:
    """The name that may claim something: inside a given folder all of it, else the file and the folder it is in."""
    if file.folder:
        return file.path.relative_to(file.folder)
    parent = file.path.absolute().parent.name
    named = PurePath(parent, file.path.name)
    return named if any(claim.tag for claim in claims(PurePath(parent, "x"))) else PurePath(file.path.name)


def _order(files: Sequence[Listed], path: Path) -> int:
    return next(number for number, file in enumerate(files) if file.path == path)


def _stem(path: Path) -> str:
    return stem_of(path.name)


def _real(path: Path) -> str:
    return os.path.realpath(path)
