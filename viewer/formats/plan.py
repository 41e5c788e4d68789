"""What an import is going to make of its files: documents, texts and columns, and what was decided on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from viewer.errors import ImportFailed
from viewer.formats.draft import Draft, DraftLink, DraftText, DraftUnit, ReadFrom
from viewer.formats.listing import Skip
from viewer.model import Kind, VersionId


class Choice(StrEnum):
    """What was decided where the user might have meant otherwise. The clients word it."""

    ONE_DOCUMENT = "one-document"
    """Files given one by one look like one text: they are its versions."""
    OWN_DOCUMENTS = "own-documents"
    """Files given one by one do not look like one text: each is a document of its own."""
    TOO_MANY = "too-many"
    """`count` files look like one text, which is more than are aligned unasked: each is a document of its own."""
    GROUPED = "grouped"
    """Files were grouped by what is in them, into `count` documents of several versions."""
    GROUPED_WITH = "grouped-with"
    """`file` looks like a version of the document `detail`, but not much more than of others."""
    CHAPTERS_JOINED = "chapters-joined"
    """`count` chapter files were joined into the one document `detail`."""
    NUMBERED_APART = "numbered-apart"
    """`count` documents are called by numbers; they might be chapters of one."""
    LANGUAGE_GUESSED = "language-guessed"
    """The language of `file` comes from the text alone (`detail`)."""
    NAME_REFUTED = "name-refuted"
    """The name of `file` seems to name a language (`detail`), but the text is in another."""
    SPELLINGS_JOINED = "spellings-joined"
    """Names of files spell one language in several ways (`detail` lists them): it is one version."""
    FORMAT_BY_CONTENT = "format-by-content"
    """What is in `file` is of another format (`detail`) than its suffix says."""
    BY_BLANK_LINES = "by-blank-lines"
    """The lines of `file` are wrapped: blank lines end its paragraphs."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One choice; `file` is None where it concerns all."""

    choice: Choice
    file: Path | None = None
    detail: str = ""
    count: int = 1
    is_doubtful: bool = False
    """It may well be wrong: somebody should look."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file that is not in the plan."""

    file: Path
    refused: ImportFailed | None = None
    skipped: Skip | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a text that came in several."""

    file: Path
    draft: Draft

    @property
    def text(self) -> DraftText:
        return self.draft.documents[0].texts[0]


@dataclass(frozen=True, slots=True)
class PlannedText:
    """One text with its place: the file it comes from, its language, and its column."""

    file: Path
    """The first, if it came in several."""
    draft: Draft
    text: DraftText
    language: str
    column: int
    """Position among the versions of the plan."""
    parts: tuple[Part, ...] = ()
    """The files that were joined, in their order; none if it came in one."""

    @property
    def read_from(self) -> ReadFrom:
        """The file that the text stands in; the first, if it came in several."""
        return self.text.read_from or ReadFrom(self.file, self.draft.encoding, self.draft.digest)


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """One document."""

    name: str
    """What the user or the files' names call it; may be empty."""
    fallback: str
    """What to call it if nothing better is found: the name of its folder or file."""
    texts: tuple[PlannedText, ...]
    units: Callable[[], Iterable[DraftUnit]] | None
    """Its rows, where the file holds them; else it is to be aligned."""
    links: Callable[[], Iterable[DraftLink]] | None = None
    """What crosses the rows, where the file says so."""

    def title(self) -> str:
        """What to call it: its name, or the first title in it, or its fallback. Reads the texts up to there."""
        if self.name or self.units is not None:
            return self.name or self.fallback
        return next(filter(None, (title_of(text.text, text.language) for text in self.texts)), self.fallback)


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
    pasted: frozenset[Path] = frozenset()
    """Those of the paths that are names of what was pasted, and no files."""

    def title_with(self, first: str) -> str:
        """What to call the corpus, `first` being the title of its first document."""
        return self.title or (first if len(self.documents) == 1 else self.name or first)


def title_of(text: DraftText, language: str) -> str:
    """The first title in a text, or nothing."""
    return next((segment.text for segment in text.segments(language) if segment.kind is Kind.TITLE), "")
