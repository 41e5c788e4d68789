"""What a new note is about: the stretch that is marked, the paragraph with the caret, or that of the current row."""

from __future__ import annotations

from viewer.model import Anchor, Segment, VersionId
from viewer.ui.reading.view import ReadingView


def anchor_here(view: ReadingView) -> Anchor | None:
    """What is marked within one paragraph, else the current paragraph; None where there is none.

    Of a selection over several paragraphs it is the first paragraph.
    """
    selection = view.marking.selection
    if selection is not None and not selection.is_block:
        version, first = selection.versions[0], selection.first
        segment = _segment(view, version, first.unit, first.place)
        if segment is not None:
            last = selection.last
            stretch = selection.within(version, first.unit, first.place, len(segment.text))
            if stretch is None or (last.unit, last.place) != (first.unit, first.place):
                return Anchor(segment.id)
            start, stop = stretch
            return Anchor(segment.id, start, stop) if 0 < stop - start < len(segment.text) else Anchor(segment.id)
    return _of_row(view)


def _of_row(view: ReadingView) -> Anchor | None:
    """The first paragraph of the current row, in the active version if that has any."""
    unit, active = view.current_unit(), view.active_version()
    if unit is None or active is None:
        return None
    cells = view.unit(unit).cells
    order = [active, *(version for version in view.shown_versions() if version != active)]
    return next((Anchor(cells[version][0].id) for version in order if cells.get(version)), None)


def _segment(view: ReadingView, version: VersionId, unit: int, place: int) -> Segment | None:
    cell = view.unit(unit).cells.get(version, ())
    return cell[place] if place < len(cell) else None
