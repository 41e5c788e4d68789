"""Files become documents and versions: by what the user or their names say, or else by whether they look like one text.

The rules are those of the command line ("Naming files"). Files are read as they are needed: what names no language
beside files that do is not even opened, unless it is of a format that says so inside (a translation memory, a table).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from viewer.errors import ImportFailed, Malformed
from viewer.formats.binding import bound
from viewer.formats.chapters import chapter
from viewer.formats.choices import Choices, FileChoice
from viewer.formats.columns import NO_HEADER
from viewer.formats.draft import Draft
from viewer.formats.editions import Edition, editions, has_keys
from viewer.formats.grouping import Likely, grouped
from viewer.formats.groups import Group, common_name, planned
from viewer.formats.joining import books_by_name, books_of_folders, joined_as_told
from viewer.formats.likeness import look_alike, profile
from viewer.formats.listing import Listed, Skip, listed, same_file
from viewer.formats.naming import Claim, Held, claims, held, is_about_the_folder, is_well_known
from viewer.formats.opened import Opened, stem
from viewer.formats.plan import Choice, Decision, Outcome, Plan
from viewer.formats.registry import Reading, formats, names_languages
from viewer.languages import UNKNOWN
from viewer.text.detection import guess
from viewer.text.paragraphs import Rule

SURE = 0.8
"""Chance of a guessed language below which somebody should look."""


def arrange(
    paths: Sequence[Path],
    read: Callable[[Path, Reading], Draft],
    choices: Mapping[Path, FileChoice] | None = None,
    paragraphs: Rule | None = None,
) -> Plan:
    """The plan for these paths. `read` gives a file's draft, given what the user and its name say, or raises
    ImportFailed. `choices` are the user's word and override all; `paragraphs` is the rule for files without one.

    Raises ValueError for a choice of a language, encoding, format or rule that does not exist.
    """
    return _Arranging(read, Choices(choices), paragraphs).plan(paths)


class _Arranging:
    """One run of `arrange`."""

    def __init__(self, read: Callable[[Path, Reading], Draft], choices: Choices, paragraphs: Rule | None) -> None:
        self._read = read
        self._choices = choices
        self._paragraphs = paragraphs
        self._groups: list[Group] = []
        self._told: dict[str, list[tuple[Opened, str]]] = {}
        """Files whose document the user names, with their languages."""
        self._keyed: list[Opened] = []
        """Files of works that have keys; they are put together at the end."""
        self._used: set[str] = set()
        """What was read along with another file."""
        self._outcomes: list[Outcome] = []
        self._decisions: list[Decision] = []

    def plan(self, paths: Sequence[Path]) -> Plan:
        given = [file for file in listed(paths) if not self._is_left_out(file)]
        bound = self._bound(given)
        files = [file for file in given if same_file(file.path) not in bound]
        for folder in dict.fromkeys(file.folder for file in files):
            here = [file for file in files if file.folder == folder]
            if folder is None:
                self._arrange_loose(self._others(self._opened(here)))
            else:
                self._arrange_folder(folder, here)
        self._arrange_told()
        places = {file.path: place for place, file in enumerate(given)}
        for group in self._groups:
            group.members = joined_as_told(sorted(group.members, key=lambda member: places[member[0].path]))
        self._groups.sort(key=lambda group: places[group.members[0][0].path])
        self._keyed.sort(key=lambda file: places[file.path])
        found = self._editions()
        documents, versions = planned(self._groups, found)
        folders = [file.folder for file in given if file.folder]
        name = folders[0].resolve().name if folders else common_name([stem(file.path) for file in given])
        titles = {file.draft.title for group in self._groups for file, _ in group.members}
        titles |= {file.draft.title for file in self._keyed}
        title = titles.pop() if len(titles) == 1 else ""
        return Plan(documents, versions, tuple(self._outcomes), tuple(self._decisions), name, title)

    def _bound(self, files: Sequence[Listed]) -> set[str]:
        """Files that others belong to, each a collection of its own; and these others."""
        found = list(bound([file.path for file in files if not file.refused and not file.skip], self._draft))
        for one in found:
            if one.draft:
                self._used.update(map(same_file, one.draft.used))
                opened = Opened(one.path, one.draft, (), self._choices.of(one.path), stem(one.path))
                self._groups.append(_collection(opened, None))
        drafts = {same_file(one.path) for one in found if one.draft}
        self._outcomes += [
            Outcome(file.path, skipped=Skip.READ_ALONG) for file in files if same_file(file.path) in self._used - drafts
        ]
        refused = [one for one in found if not one.draft and same_file(one.path) not in self._used]
        self._outcomes += [Outcome(one.path, refused=one.refused) for one in refused]
        return drafts | self._used | {same_file(one.path) for one in refused}

    def _is_left_out(self, file: Listed) -> bool:
        choice = self._choices.of(file.path)
        skip = file.skip
        if choice.left_out:
            skip = skip or Skip.LEFT_OUT
        elif file.folder and is_about_the_folder(file.path) and not _is_chosen(choice):
            skip = Skip.ABOUT_THE_FOLDER
        if skip or file.refused:
            self._outcomes.append(Outcome(file.path, refused=file.refused, skipped=skip))
        return bool(skip or file.refused)

    def _draft(self, path: Path, claimed: Sequence[Claim] = ()) -> Draft:
        """What a file holds, read as the user says and its name may claim. Raises ImportFailed."""
        choice = self._choices.of(path)
        language = choice.language or (claimed[0].tag if claimed else None)
        rule = Rule(choice.paragraphs) if choice.paragraphs else self._paragraphs
        return self._read(path, Reading(language, rule, choice.encoding, choice.format))

    def _opened(self, files: Iterable[Listed]) -> list[Opened]:
        """The files that can be read; the others, and what was read along with one of them, become outcomes."""
        found = []
        for file in files:
            own = claims(_relative(file))
            try:
                draft = self._draft(file.path, own)
            except ImportFailed as error:
                self._outcomes.append(Outcome(file.path, refused=error))
            else:
                found.append(Opened(file.path, draft, own, self._choices.of(file.path), stem(file.path)))
                self._used.update(map(same_file, draft.used))
        along = [file.path for file in found if same_file(file.path) in self._used]
        self._outcomes += [Outcome(path, skipped=Skip.READ_ALONG) for path in along]
        found = [file for file in found if file.path not in along]
        self._decisions += _decisions_on_formats(found)
        return found

    def _collections(self, files: Iterable[Listed]) -> list[Opened]:
        """Those of files whose names name no language that name the languages of their rows themselves.

        The others become outcomes: of those that hold one text, and of tables whose first row names no languages,
        nobody said that they belong here.
        """
        found = []
        for file in files:
            outcome = Outcome(file.path, skipped=Skip.NAMES_NO_LANGUAGE)
            if names_languages(file.path):
                try:
                    opened = Opened(file.path, self._draft(file.path), (), self._choices.of(file.path), stem(file.path))
                except ImportFailed as error:
                    if not (isinstance(error, Malformed) and error.reason == NO_HEADER):
                        outcome = Outcome(file.path, refused=error)
                else:
                    if not opened.is_one_text:
                        found.append(opened)
                        continue
            self._outcomes.append(outcome)
        return found

    def _others(self, files: Iterable[Opened]) -> list[Opened]:
        """The files without those of works that have keys, which are put aside."""
        others: list[Opened] = []
        for file in files:
            (self._keyed if has_keys(file.draft) and not file.choice.document else others).append(file)
        return others

    def _editions(self) -> tuple[Edition, ...]:
        """The editions of the works that have keys."""
        found = editions(self._keyed)
        for edition in found:
            if edition.is_guessed:
                first = next(iter(edition.works.values())).file
                self._decisions.append(Decision(Choice.LANGUAGE_GUESSED, first, edition.language))
        return found

    def _arrange_folder(self, folder: Path, files: list[Listed]) -> None:
        maybe = [file for file in files if claims(_relative(file)) or _is_chosen(self._choices.of(file.path))]
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
        opened += self._collections(rest)
        top = folder.resolve().name
        in_books = self._books(opened, chosen, top)
        groups: dict[str, Group] = {}
        for file in opened:
            claim = chosen.get(file.path)
            if file.path in in_books:
                continue
            if not file.is_one_text:  # what is in it names its documents itself
                self._groups.append(_collection(file, claim))
            elif file.choice.document:
                self._told.setdefault(file.choice.document, []).append((file, self._language(file, claim)))
            elif claim is None:
                self._refuted(file)
                self._outcomes.append(Outcome(file.path, skipped=Skip.NAMES_NO_LANGUAGE))
            else:
                name = PurePath(claim.document).name
                group = groups.setdefault(claim.document, Group(name, name or top))
                group.members.append((file, claim.tag))
        self._groups += groups.values()

    def _arrange_loose(self, files: list[Opened]) -> None:
        """Files given one by one: by a name that they share, or else by their likeness."""
        chosen = self._held_claims(files)
        folder = files[0].path.absolute().parent.name if files else ""
        named = [file for file in files if file.path in chosen and chapter(PurePath(chosen[file.path].document).name)]
        in_books = self._books(named, chosen, folder)
        shared: dict[str, list[Opened]] = {}
        rest: list[Opened] = []
        for file in files:
            claim = chosen.get(file.path)
            if file.path in in_books:
                continue
            if not file.is_one_text:
                self._groups.append(_collection(file, claim))
            elif file.choice.document:
                self._told.setdefault(file.choice.document, []).append((file, self._language(file, claim)))
            else:
                rest.append(file)
                if claim and claim.document:
                    shared.setdefault(claim.document, []).append(file)
        shared = {name: members for name, members in shared.items() if len(members) > 1}
        together = {file.path for members in shared.values() for file in members}
        for name, members in shared.items():
            pairs = [(file, chosen[file.path].tag) for file in members]
            self._groups.append(Group(PurePath(name).name, name, pairs))
        rest = [file for file in rest if file.path not in together]
        found, decisions = books_of_folders([file for file in rest if file.path not in chosen])
        self._decisions += decisions
        in_books = {part.file for book in found for part in book.parts}
        self._arrange_by_likeness([file for file in rest if file.path not in in_books] + found, chosen)

    def _books(self, files: Sequence[Opened], chosen: Mapping[Path, Claim], folder: str) -> set[Path]:
        """Arranges the chapters of books whose names hold their languages; gives the files of these books."""
        told = [(file, chosen[file.path]) for file in files if file.path in chosen and not file.choice.document]
        groups, decisions = books_by_name([pair for pair in told if pair[0].is_one_text], folder)
        self._groups += groups
        self._decisions += decisions
        members = [file for group in groups for file, _ in group.members]
        return {part.file for file in members for part in file.parts} | {file.path for file in members}

    def _arrange_by_likeness(self, files: list[Opened], chosen: Mapping[Path, Claim]) -> None:
        members = [(file, self._language(file, chosen.get(file.path))) for file in files]
        profiles = [
            profile(tag, (segment.text for segment in file.text.segments(UNKNOWN)))
            for file, tag in members
            if len(members) > 1
        ]
        if look_alike(profiles):
            self._groups.append(_group(members))
            is_doubtful = len(grouped(profiles)) > 1
            self._decisions.append(Decision(Choice.ONE_DOCUMENT, is_doubtful=is_doubtful))
            return
        found = grouped(profiles) if profiles else [Likely((number,)) for number in range(len(members))]
        for likely in found:
            if likely.is_too_large:
                self._groups += [_group([members[number]]) for number in likely.members]
                self._decisions.append(Decision(Choice.TOO_MANY, count=len(likely.members), is_doubtful=True))
                continue
            group = _group([members[number] for number in likely.members])
            self._groups.append(group)
            for number in likely.doubtful:
                file = members[number][0].path
                self._decisions.append(Decision(Choice.GROUPED_WITH, file, group.title(), is_doubtful=True))
        several = sum(1 for likely in found if len(likely.members) > 1 and not likely.is_too_large)
        if several:
            self._decisions.append(Decision(Choice.GROUPED, count=several))
        elif len(members) > 1:
            self._decisions.append(Decision(Choice.OWN_DOCUMENTS))

    def _arrange_told(self) -> None:
        """Files whose document the user names: one that there is already, or a new one."""
        for name, members in self._told.items():
            known = next((group for group in self._groups if group.title() == name), None)
            if known:
                known.members += members
            else:
                self._groups.append(Group(name, name, members))

    def _held_claims(self, files: Sequence[Opened]) -> dict[Path, Claim]:
        """For each file the claim of its name that holds, or the user's word."""
        chosen: dict[Path, Claim] = {}
        unknown: list[tuple[Opened, Claim]] = []
        for file in files:
            if file.choice.language or not file.is_one_version:
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
        self._decisions += _decisions_on_spellings(chosen.values())
        for file in files:
            if file.choice.language:
                chosen[file.path] = _forced(file, file.choice.language, known)
        return chosen

    def _language(self, file: Opened, claim: Claim | None) -> str:
        own = file.text.language
        if claim or own:
            return claim.tag if claim else own or UNKNOWN
        self._refuted(file)
        found = guess(file.sample)
        is_doubtful = found.language == UNKNOWN or found.confidence < SURE
        self._decisions.append(Decision(Choice.LANGUAGE_GUESSED, file.path, found.language, is_doubtful=is_doubtful))
        return found.language

    def _refuted(self, file: Opened) -> None:
        if file.claims and is_well_known(file.claims[0].tag):
            self._decisions.append(Decision(Choice.NAME_REFUTED, file.path, file.claims[0].tag, is_doubtful=True))


def _is_chosen(choice: FileChoice) -> bool:
    """Whether the user says what a file is, so that it is to be imported, whatever its name."""
    return bool(choice.language or choice.document or choice.version)


def _group(members: list[tuple[Opened, str]]) -> Group:
    """Files that look like one text, or one that looks like no other."""
    names = [file.name_without(tag) for file, tag in members]
    if len(members) == 1:
        return Group("", names[0] or members[0][0].name, members)
    folder = members[0][0].path.absolute().parent.name
    return Group(common_name(names), next(filter(None, names), folder), members)


def _collection(file: Opened, claim: Claim | None) -> Group:
    return Group(file.choice.document or "", file.name, [(file, claim.tag if claim else UNKNOWN)])


def _forced(file: Opened, tag: str, known: set[str]) -> Claim:
    """The user's word on the language; the document is what the name claims, or the one that the others belong to."""
    for claim in file.claims:
        if claim.tag == tag:
            return claim
    if file.claims:
        return Claim(file.claims[0].document, tag, False)
    return Claim(next(iter(known)) if len(known) == 1 else file.name, tag, False)


def _decisions_on_formats(files: Iterable[Opened]) -> Iterator[Decision]:
    """A file whose suffix names other formats than the one it is in."""
    for file in files:
        suffix = file.path.suffix.lower()
        of_suffix = {one.name for one in formats() if suffix and suffix in one.suffixes}
        if of_suffix and file.draft.format not in of_suffix and not file.choice.format:
            yield Decision(Choice.FORMAT_BY_CONTENT, file.path, file.draft.format, is_doubtful=True)


def _decisions_on_spellings(held_claims: Iterable[Claim]) -> Iterator[Decision]:
    """Tags that names spell in several ways."""
    spellings: dict[str, set[str]] = {}
    for claim in held_claims:
        spellings.setdefault(claim.tag, set()).add(claim.spelled)
    for found in spellings.values():
        if len(found) > 1:
            yield Decision(Choice.SPELLINGS_JOINED, detail=", ".join(sorted(found)), count=len(found))


def _relative(file: Listed) -> PurePath:
    """The name that may claim something: inside a given folder all of it, else the file and the folder it is in."""
    if file.folder:
        return file.path.relative_to(file.folder)
    parent = file.path.absolute().parent.name
    named = PurePath(parent, file.path.name)
    return named if any(claim.tag for claim in claims(PurePath(parent, "x"))) else PurePath(file.path.name)


def _order(files: Sequence[Listed], path: Path) -> int:
    return next(number for number, file in enumerate(files) if file.path == path)
