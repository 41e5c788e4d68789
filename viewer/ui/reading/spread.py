"""The spread: all tracks on the screen, and who follows whom.

Row-locked, all panes share one track. Flowing, every pane has its own; the one that the reader moves leads, the others
are told where it is and tell nobody. A pane that was taken apart neither leads nor follows until it is linked again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from viewer.corpus import CorpusIndex
from viewer.model import VersionId
from viewer.ui.reading.arrangement import Arrangement
from viewer.ui.reading.folds import Folds
from viewer.ui.reading.heights import Estimates, Metrics
from viewer.ui.reading.layouts import TextStyle
from viewer.ui.reading.place import Place
from viewer.ui.reading.renumbering import Renumbering
from viewer.ui.reading.sentences import Sentences
from viewer.ui.reading.source import UnitSource
from viewer.ui.reading.track import Track


class Spread:
    """The rows of a corpus in the panes that the reader chose."""

    def __init__(
        self,
        *,
        source: UnitSource,
        index: CorpusIndex,
        titles: tuple[str, ...],
        style: Callable[[VersionId], TextStyle],
        sentences: Sentences,
    ) -> None:
        """`titles` are those of the documents; `style` gives how a version is set at the moment."""
        self.source = source
        self.folds = Folds(index)
        self.estimates = Estimates(source, index, style, titled=len(titles) > 1)
        self._titles = titles
        self._style = style
        self._sentences = sentences
        self._apart: dict[VersionId, int | None] = {}
        """Versions that do not share the others' rows: None unlinked, else the rows by which they are ahead."""
        self._alone: dict[VersionId, Place] = {}
        """Where panes that move alone stood before all were put under one another."""
        self._flowing = False
        self._arrangement = Arrangement(())
        self.tracks: tuple[Track, ...] = (self._track(()),)
        self.leader = self.tracks[0]
        """The track that was moved last; its place is the reader's."""

    # Which tracks there are

    @property
    def main(self) -> Track:
        """The track that the scroll bar speaks of."""
        return next((track for track in self.tracks if track.follows and not track.shift), self.tracks[0])

    @property
    def beside_margin(self) -> Track:
        """The track whose rows are numbered in the margin: that of the pane which stands beside it."""
        return (self.track_of(self.versions[0]) if self.versions else None) or self.main

    @property
    def flowing(self) -> bool:
        return self._flowing

    def set_flowing(self, flowing: bool) -> None:
        """Whether every pane flows by itself. Call `reshape` next."""
        self._flowing = flowing

    def unlinked(self) -> set[VersionId]:
        """The versions that neither lead nor follow."""
        return {version for version, shift in self._apart.items() if shift is None}

    def shifts(self) -> dict[VersionId, int]:
        """The versions that follow at a distance, and the rows by which they are ahead."""
        return {version: shift for version, shift in self._apart.items() if shift is not None}

    def unlink(self, version: VersionId) -> None:
        """Takes a pane apart; it stays where it is. Call `reshape` next."""
        self._apart[version] = None

    def relink(self, version: VersionId, *, keep_offset: bool = False) -> None:
        """Links a pane again: back to the others' row, or at the row where it is now. Call `reshape` next."""
        self._alone.pop(version, None)
        track = self.track_of(version)
        shift = track.place.unit - self.main.place.unit if track is not None else 0
        if keep_offset and shift:
            self._apart[version] = shift
        else:
            self._apart.pop(version, None)

    def set_apart(self, apart: Mapping[VersionId, int | None]) -> None:
        """Says of all panes that do not share the others' rows by how many they are ahead, or None for one that moves
        alone. Call `reshape` next."""
        self._apart = dict(apart)
        self._alone.clear()

    def track_of(self, version: VersionId) -> Track | None:
        """The track in which a version is shown."""
        return next((track for track in self.tracks if version in track.versions), None)

    def track_at(self, x: int) -> Track:
        """The track whose pane is at `x` pixels of the view; the main one beside the panes."""
        if len(self.tracks) > 1:
            for track in self.tracks:
                if any(pane.left <= x < pane.right for pane in track.arrangement.panes):
                    return track
        return self.main

    @property
    def versions(self) -> tuple[VersionId, ...]:
        """The versions on the screen, in order."""
        return tuple(pane.version for pane in self._arrangement.panes)

    @property
    def arrangement(self) -> Arrangement:
        return self._arrangement

    # Where they are

    @property
    def place(self) -> Place:
        return self.leader.place

    def reshape(self, arrangement: Arrangement, metrics: Metrics, window: int) -> None:
        """Panes, widths, fonts or the height of the window have changed: lays out anew around the reader's place."""
        self._arrangement = arrangement
        self._compose()
        for track in self.tracks:
            panes = tuple(pane for pane in arrangement.panes if pane.version in track.versions)
            track.reshape(replace(arrangement, panes=panes), metrics, window)
        self._gather()

    def restore(self, place: Place) -> None:
        """Goes to a place."""
        self.leader = self._track_with(place)
        self.leader.restore(place)
        self._gather()

    def moved(self, track: Track) -> None:
        """The reader has moved `track`: its place is the truth now, and those that follow are told."""
        track.moved()
        if track.follows or not self.leader.follows:
            self.leader = track
            self._gather()

    def fold_changed(self, start: int, stop: int) -> None:
        """A fold of rows `start` to `stop` (half-open) was opened or closed."""
        for track in self.tracks:
            track.forget_rows(start, stop)
            track.moved()
        self._gather()

    def take_sentences(self) -> None:
        """Cuts the rows whose sentences are known by now; what the reader is at stays where it is."""
        for track in self.tracks:
            track.take_sentences()
        self._gather()

    def renumber(self, index: CorpusIndex, change: Renumbering) -> None:
        """Some rows are others by now; those that can be seen besides stay where they are."""
        looks = self.folds.renumber(index, change.touched)
        self.estimates.renumber(index, change.touched)
        for track in self.tracks:
            track.renumber(change, looks, self.estimates)
        self._alone = {version: change.place(place) for version, place in self._alone.items()}

    # Inside

    def _compose(self) -> None:
        """Makes the tracks that mode and panes ask for; those that are the same as before stay."""
        versions = self.versions
        if self._arrangement.stacked:
            groups: list[tuple[tuple[VersionId, ...], int | None]] = [(versions, 0)]
        elif self._flowing:
            groups = [((version,), self._apart.get(version, 0)) for version in versions]
        else:
            together = tuple(version for version in versions if version not in self._apart)
            groups = [(together, 0)] if together or not versions else []
            groups += [((version,), self._apart[version]) for version in versions if version in self._apart]
        place, before = self.leader.place, {track.versions: track for track in self.tracks}
        places = {version: track.place for track in self.tracks for version in track.versions}
        if self._arrangement.stacked:
            self._alone |= {track.versions[0]: track.place for track in self.tracks if not track.follows}
        else:
            places |= self._alone
            self._alone.clear()
        self.tracks = tuple(before.get(group) or self._track(group) for group, _ in groups)
        for track, (group, shift) in zip(self.tracks, groups, strict=True):
            track.follows, track.shift = shift is not None, shift or 0
            if group not in before:
                known = places.get(group[0], place) if len(group) == 1 and shift is None else place
                track.place = known
        if self.leader not in self.tracks or not self.leader.follows:
            self.leader = self._track_with(place)
            self.leader.place = place

    def _gather(self) -> None:
        """Tells those that follow where the leader is."""
        for track in self.tracks:
            if track is not self.leader and track.follows and self.leader.follows:
                track.follow(self.leader)

    def _track_with(self, place: Place) -> Track:
        """The track in which a place is to be looked for."""
        if place.version is not None:
            track = self.track_of(place.version)
            if track is not None and track.follows and not track.shift:
                return track
        return self.main

    def _track(self, versions: Sequence[VersionId]) -> Track:
        return Track(
            versions,
            source=self.source,
            estimates=self.estimates,
            folds=self.folds,
            titles=self._titles,
            style=self._style,
            sentences=self._sentences,
        )
