"""A connection that is held while a corpus is open: what is in the corpus can be copied even when its file is gone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from viewer.corpus import Corpus
from viewer.errors import HexaplaError
from viewer.progress import Progress
from viewer.ui.jobs import Control

_STEPS = 1000


@dataclass(frozen=True, slots=True)
class Copy:
    """What kind of copy is wanted, and where."""

    target: Path
    notes: bool = True
    history: bool = True
    overwrite: bool = False


class Held:
    """Made anywhere; used and closed in one thread, that of the copies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._corpus: Corpus | None = None

    def open(self, _control: Control) -> None:
        """Takes hold of the file; if that fails, it is tried again for the first copy."""
        if self._corpus is None:
            try:
                self._corpus = Corpus.open(self._path, read_only=True)
            except HexaplaError:
                return

    def copy(self, wanted: Copy, control: Control) -> Copy:
        """Writes a copy of the corpus as it is now. Raises as `Corpus.open` and `Corpus.save_copy`."""
        if self._corpus is None:
            self._corpus = Corpus.open(self._path, read_only=True)

        def progress(done: float) -> None:
            control.progress(Progress("write", round(done * _STEPS), _STEPS, wanted.target.name))

        self._corpus.save_copy(
            wanted.target,
            notes=wanted.notes,
            history=wanted.history,
            overwrite=wanted.overwrite,
            progress=progress,
            cancelled=control.cancelled,
        )
        return wanted

    def close(self, _control: Control) -> None:
        """Gives the file free."""
        if self._corpus is not None:
            self._corpus.close()
            self._corpus = None
