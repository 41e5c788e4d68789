"""A file that was read, with what its name and the user say of it, before it has a place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath

from viewer.formats.choices import FileChoice
from viewer.formats.draft import Draft, DraftText
from viewer.formats.naming import Claim, stem_of
from viewer.formats.plan import Part


@dataclass(frozen=True, slots=True)
class Opened:
    """A file, or the chapter files of one text, joined."""

    path: Path
    """The first, if it came in several."""
    draft: Draft
    claims: tuple[Claim, ...]
    """What the name may say."""
    choice: FileChoice
    """What the user says."""
    name: str
    """What it is called: the file's name without its suffix, or the name of the book."""
    parts: tuple[Part, ...] = ()
    """The files that were joined, in their order; none if it came in one."""

    @property
    def sample(self) -> str:
        return "\n".join(text.sample for document in self.draft.documents for text in document.texts)

    @property
    def is_one_text(self) -> bool:
        """Whether it is one version of one document, and not a collection with rows or columns of its own."""
        return len(self.draft.documents) == 1 and self.is_one_version and not self.text.id

    @property
    def is_one_version(self) -> bool:
        """Whether each of its documents has a single text."""
        return all(len(document.texts) == 1 for document in self.draft.documents)

    @property
    def text(self) -> DraftText:
        """Its first text; the only one, if it is one text."""
        return self.draft.documents[0].texts[0]

    def name_without(self, tag: str) -> str:
        """Its name without the language `tag`, if it names that."""
        if not self.parts:
            for claim in self.claims:
                if claim.tag == tag:
                    return PurePath(claim.document).name
        return self.name


def stem(path: Path) -> str:
    """What a file is called: its name without its suffix."""
    return stem_of(path.name)
