"""What is said of a note: where it is, and about which letters."""

from __future__ import annotations

from typing import Final

from viewer.errors import HexaplaError
from viewer.model import Direction, PlacedNote, SegmentId, VersionId
from viewer.ui.i18n import Safe, translator
from viewer.ui.library.library import Library
from viewer.ui.reading.names import called
from viewer.ui.reading.view import ReadingView
from viewer.ui.reading.wording import beginning

tr = translator("Notes")

_LETTERS: Final = 200
"""Code points of a paragraph that stand for all of it."""


class NoteWords:
    """Asks the open corpus, so that nothing here is out of date."""

    def __init__(self, library: Library, view: ReadingView) -> None:
        self._library = library
        self._view = view

    def place_of(self, one: PlacedNote) -> Safe:
        """Where a note is, or where an orphan was."""
        if one.segment is not None:
            return self.place_at(one.segment)
        return tr(
            "no longer there; was paragraph {paragraph} of {version}, {document}",
            paragraph=one.note.paragraph + 1,
            version=self._name_of(one.note.version),
            document=one.note.document,
        )

    def place_at(self, segment: SegmentId) -> Safe:
        """Where a paragraph is; empty for one that has gone."""
        corpus = self._library.corpus
        try:
            place = corpus.place_of(segment) if corpus is not None else None
        except HexaplaError:  # it has gone meanwhile, and the notes are about to be read anew
            place = None
        if place is None or corpus is None:
            return Safe("")
        version, paragraph = self._name_of(place.version), place.number + 1
        if len(corpus.documents()) < 2:
            return tr("{version}, paragraph {paragraph}", version=version, paragraph=paragraph)
        title = corpus.documents()[place.document].title
        return tr(
            "{version}, paragraph {paragraph} of {document}", version=version, paragraph=paragraph, document=title
        )

    def about(self, one: PlacedNote) -> str:
        """The letters that a note is about; of a whole paragraph its beginning."""
        corpus = self._library.corpus
        if one.segment is None or corpus is None:
            return beginning(one.note.anchor.quote, _LETTERS)
        try:
            text = corpus.segment(one.segment).text
        except HexaplaError:
            return beginning(one.note.anchor.quote, _LETTERS)
        return beginning(text[one.start : one.stop] if one.stop else text, _LETTERS)

    def direction(self, one: PlacedNote) -> Direction:
        """Which way those letters run."""
        versions = self._view.versions()
        return self._view.direction(one.note.version) if one.note.version in versions else Direction.LTR

    def _name_of(self, version: VersionId) -> str:
        versions = self._view.versions()
        return called(versions[version], versions.values()) if version in versions else version
