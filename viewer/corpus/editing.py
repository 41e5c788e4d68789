"""An edit: any number of small steps - rows, wordings, flags, links, notes - made, undone and redone as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from viewer.corpus import changes, corrections, flags, linking, notes, recutting
from viewer.corpus.connection import Connection
from viewer.corpus.drafts import SegmentLike, UnitDraft
from viewer.corpus.reader import Place, Reader
from viewer.corpus.steps import State
from viewer.model import MAX_SEGMENT, Anchor, Change, Kind, Link, SegmentId


class Editing:
    """One edit in the making, within `Connection.atomic`. Rows are numbered as the steps so far have left them.

    The corpus itself must not be asked meanwhile: it knows the rows as they were.
    """

    def __init__(
        self,
        database: Connection,
        reader: Reader,
        action: str,
        fields: Mapping[str, str | int],
        leader: int | None,
    ) -> None:
        """For `Corpus.editing` only."""
        self.change: Change | None = None
        """The entry of the log, once something was made different."""
        self._database = database
        self._reader = reader
        self._action = action
        self._fields = fields
        self._leader = leader

    def drafts(self, start: int, stop: int) -> list[UnitDraft]:
        """The rows from `start` to `stop` as the steps so far have left them. Raises OutOfRange."""
        return self._reader.drafts(start, stop)

    def rows_of(self, document: int) -> range:
        """The rows of a document, numbered in the corpus. Raises OutOfRange."""
        return self._reader.directory.rows_of(document)

    def document_of(self, unit: int) -> int:
        """The document that a row belongs to. Raises OutOfRange."""
        return self._reader.directory.document_of(unit)

    def links_at(self, segments: Sequence[SegmentId]) -> tuple[Link, ...]:
        """The links with an end at one of these segments, as they are by now."""
        return tuple(linking.at(self._database, segments).values())

    def place_of(self, segment: SegmentId) -> Place:
        """Where a segment stands by now. Raises OutOfRange."""
        return self._reader.place_of(segment)

    def splice(self, start: int, stop: int, rows: Sequence[UnitDraft]) -> None:
        """Replaces the rows from `start` to `stop`, all of one document, by others that hold the same segments.

        Raises ValueError if a segment would be lost or move past another, and OutOfRange.
        """
        self._put(*changes.regrouping(self._reader, start, stop, rows))

    def correct(self, segment: SegmentId, text: str) -> None:
        """Gives a segment another text; what is said of stretches of it moves along.

        Raises ValueError for a text without letters or of more than MAX_SEGMENT code points, and OutOfRange.
        """
        if not text.strip() or len(text) > MAX_SEGMENT:
            raise ValueError(f"a text of 1 to {MAX_SEGMENT} code points is needed")
        self._put_of(segment, corrections.made(self._database, self._reader, segment, text))

    def recut(self, segments: Sequence[SegmentId], new: Sequence[SegmentLike]) -> tuple[SegmentId, ...]:
        """Puts new segments in the place of some that follow each other in one cell; their ids.

        Nothing moves along but notes. Raises OutOfRange, and ValueError unless the old do, or if there are no new ones.
        """
        if not new:
            raise ValueError("segments replaced by none")
        states = recutting.made(self._database, self._reader, segments, new)
        self._put_of(segments[0], states)
        return tuple(map(SegmentId, states[1].segments))

    def flag(self, segments: Sequence[SegmentId], *, kind: Kind | None = None, excluded: bool | None = None) -> None:
        """Makes segments another kind, or excludes or includes them; None leaves it as it is. Raises OutOfRange."""
        if segments:
            self._put_of(segments[0], flags.made(self._database, self._reader, segments, kind, excluded))

    def link(self, links: Sequence[Link]) -> None:
        """Sets links that are not there yet. Raises ValueError for segments that are in no text."""
        if links:
            self._put_of(links[0].source, linking.added(self._database, links))

    def unlink(self, links: Sequence[Link]) -> None:
        """Removes links; those that are not there are passed over."""
        if links:
            self._put_of(links[0].source, linking.removed(self._database, links))

    def note(self, anchor: Anchor, text: str = "") -> int:
        """Puts a note, or without text a bookmark; its id. The quote is taken from the text as it is.

        Raises OutOfRange, and ValueError for a stretch that is empty or not within the text.
        """
        number, before, after = notes.added(self._database, self._reader, anchor, text)
        self._put_apart((before, after))
        return number

    def renote(self, note: int, text: str) -> None:
        """Gives a note another text. Raises OutOfRange."""
        self._put_apart(notes.changed(self._database, note, text))

    def attach(self, note: int, anchor: Anchor) -> None:
        """Puts a note, an orphan for one, at another place. Raises as `note`."""
        self._put_apart(notes.moved(self._database, self._reader, note, anchor))

    def unnote(self, note_ids: Sequence[int]) -> None:
        """Removes notes; those that are not there are passed over."""
        self._put_apart(notes.removed(self._database, note_ids))

    def _put_apart(self, states: tuple[State, State] | None) -> None:
        """A step that is of no document; the log has the first."""
        if states is not None:
            self._put(0, 0, *states)

    def _put_of(self, segment: SegmentId, states: tuple[State, State] | None) -> None:
        if states is not None:
            document = self._reader.place_of(segment).document
            self._put(document, 0, *states)

    def _put(self, document: int, start: int, before: State, after: State) -> None:
        made = changes.make(
            self._database,
            self._reader,
            (document, start, before, after),
            action=self._action,
            fields=self._fields,
            leader=self._leader,
        )
        self._reader = self._reader.after(made)
        self._leader = self._leader or made.number
        self.change = made if self.change is None else changes.continued(self.change, made)
