"""What an import would make of files, to be looked at before it is done: a guess for everything, and which are sure.

The files are read and arranged exactly as an import does it; nothing is aligned and nothing written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from viewer.errors import ImportFailed
from viewer.formats import draft as drafts
from viewer.formats.choices import FileChoice
from viewer.formats.draft import Caution, Draft, DraftText
from viewer.formats.plan import Decision, Plan, PlannedVersion
from viewer.importing.pasting import Pasted
from viewer.importing.planning import plan
from viewer.progress import Progress, Steps

PREVIEW = 2_000
"""Code points of each text that are shown."""

_GUESSES = {
    Caution.ENCODING_GUESSED,
    Caution.MIXED_ENCODINGS,
    Caution.ENCODING_MISDECLARED,
    Caution.BYTES_REPLACED,
    Caution.LANGUAGE_MISDECLARED,
    Caution.WRAPPED_IN_PART,
}
"""Warnings that the user can answer with a choice."""

Doubt: TypeAlias = Decision | drafts.ImportWarning
"""A guess that is not sure."""


@dataclass(frozen=True, slots=True)
class ProposedText:
    """One text of a file, or its part of one that several files make up."""

    document: int
    """Number in `Proposal.documents`."""
    version: int
    """Number in `Proposal.versions`."""
    segments: int
    opening: tuple[str, ...] = ()
    """Its first segments, together no more than `PREVIEW` code points; only for the first document of a file."""


@dataclass(frozen=True, slots=True)
class ProposedFile:
    """One file, and what is thought of it."""

    path: Path
    format: str = ""
    encoding: str = ""
    paragraphs: str = ""
    """`line` or `blank` where that was decided."""
    texts: tuple[ProposedText, ...] = ()
    """Several for a file that holds several versions or documents; none if it was refused or skipped."""
    warnings: tuple[drafts.ImportWarning, ...] = ()
    decisions: tuple[Decision, ...] = ()
    """What was decided about this file."""
    doubtful: tuple[Doubt, ...] = ()
    """The guesses about this file that are not sure."""
    refused: ImportFailed | None = None
    skipped: str | None = None
    """Completes "skipped: ..."."""

    @property
    def preview(self) -> str:
        """The beginning of each of its versions, a line a segment."""
        return "\n\n".join("\n".join(text.opening) for text in self.texts if text.opening)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What `import_files` would make of the same paths and choices. Can be pickled."""

    title: str
    """Of the corpus; empty if there is nothing to import."""
    documents: tuple[str, ...]
    """Their titles. A file that the user gives one of them becomes a version of it."""
    versions: tuple[PlannedVersion, ...]
    files: tuple[ProposedFile, ...]
    """Every file once: those to be imported by document, then the others."""
    decisions: tuple[Decision, ...]
    """All that was decided, about single files or the whole."""

    @property
    def is_sure(self) -> bool:
        """Whether nothing in it has to be looked at."""
        return not any(file.doubtful for file in self.files) and not any(one.is_doubtful for one in self.decisions)


def propose(
    paths: Sequence[Path],
    *,
    choices: Mapping[Path, FileChoice] | None = None,
    paragraphs: str = "auto",
    pasted: Pasted | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Proposal:
    """What an import of these paths with these choices would do; it is the same if they are imported afterwards.

    Files that cannot be read are listed as refused; `pasted` is as for `planning.plan`. Raises Cancelled, and
    ValueError for choices of what does not exist.
    """
    steps = Steps(progress, cancelled)
    return proposal_of(plan(paths, steps, choices=choices, paragraphs=paragraphs, pasted=pasted), steps)


def proposal_of(planned: Plan, steps: Steps) -> Proposal:
    """What an import of this plan would do. Raises Cancelled."""
    titles = []
    for document in planned.documents:
        steps.stop_if_wanted()
        titles.append(document.title())
    return Proposal(
        title=planned.title_with(titles[0]) if titles else "",
        documents=tuple(titles),
        versions=planned.versions,
        files=tuple(_files(planned, steps)),
        decisions=planned.decisions,
    )


def _files(planned: Plan, steps: Steps) -> Iterator[ProposedFile]:
    decided: defaultdict[Path | None, list[Decision]] = defaultdict(list)
    for decision in planned.decisions:
        decided[decision.file].append(decision)
    read: dict[Path, Draft] = {}
    texts: dict[Path, list[ProposedText]] = {}
    for number, document in enumerate(planned.documents):
        for text in document.texts:
            steps.stop_if_wanted()
            for file, draft, own in [(part.file, part.draft, part.text) for part in text.parts] or [
                (text.file, text.draft, text.text)
            ]:
                is_first = all(known.document == number for known in texts.get(file, ()))
                opening = _opening(own, text.language) if is_first else ()
                read[file] = draft
                texts.setdefault(file, []).append(ProposedText(number, text.column, own.size, opening))
    for file, draft in read.items():
        yield ProposedFile(
            path=file,
            format=draft.format,
            encoding=draft.encoding,
            paragraphs=draft.paragraphs,
            texts=tuple(texts[file]),
            warnings=draft.warnings,
            decisions=tuple(decided[file]),
            doubtful=_doubts(decided[file], draft.warnings),
        )
    for outcome in planned.outcomes:
        about = decided[outcome.file]
        yield ProposedFile(
            path=outcome.file,
            decisions=tuple(about),
            doubtful=_doubts(about, ()),
            refused=outcome.refused,
            skipped=outcome.skipped,
        )


def _doubts(decisions: Sequence[Decision], warnings: Sequence[drafts.ImportWarning]) -> tuple[Doubt, ...]:
    return (*(one for one in decisions if one.is_doubtful), *(one for one in warnings if one.key in _GUESSES))


def _opening(text: DraftText, language: str) -> tuple[str, ...]:
    found: list[str] = []
    left = PREVIEW
    for segment in text.segments(language):
        found.append(segment.text[:left])
        left -= len(segment.text)
        if left <= 0:
            break
    return tuple(found)
