"""The user's word on single files: it overrides whatever names and texts say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from viewer.formats.encoding_names import codec
from viewer.formats.listing import same_file
from viewer.formats.registry import named
from viewer.languages import normalise
from viewer.text.paragraphs import Rule


@dataclass(frozen=True, slots=True)
class FileChoice:
    """What the user says of one file; None leaves it to be found out."""

    format: str | None = None
    """Name of a format, as `hexapla formats` lists it."""
    encoding: str | None = None
    """A name of an encoding, in any usual spelling. Means nothing to files that are packages (DOCX, EPUB, PDF)."""
    language: str | None = None
    """BCP 47 tag. Means nothing to a file that holds several versions and names their languages itself."""
    version: str | None = None
    """Label of the version: texts of one language and one label are one version. Two files of one document that are
    the same version are parts of one text, in the order of their names."""
    document: str | None = None
    """Name of the document: files of one name are its versions, those that get the name by themselves too."""
    paragraphs: str | None = None
    """What ends a paragraph of a plain text: `line` or `blank`."""
    left_out: bool = False
    """The file is not imported."""


class Choices:
    """The choices for the files of an import, each checked. A file is the same by whatever path it is given.

    Raises ValueError for a format, encoding, language or rule that does not exist.
    """

    def __init__(self, choices: Mapping[Path, FileChoice] | None = None) -> None:
        self._choices = {same_file(path): _checked(choice) for path, choice in (choices or {}).items()}

    def of(self, path: Path) -> FileChoice:
        return self._choices.get(same_file(path), _NONE)


_NONE = FileChoice()


def _checked(choice: FileChoice) -> FileChoice:
    """The choice with names as the program spells them."""
    encoding = codec(choice.encoding.strip().lower()) if choice.encoding else None
    if encoding == "":
        raise ValueError(choice.encoding)
    return replace(
        choice,
        format=named(choice.format).name if choice.format else None,
        encoding=encoding,
        language=normalise(choice.language) if choice.language else None,
        version=(choice.version or "").strip() or None,
        document=(choice.document or "").strip() or None,
        paragraphs=Rule(choice.paragraphs) if choice.paragraphs else None,
    )
