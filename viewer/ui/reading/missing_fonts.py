"""Tells once of every version whose letters no installed font has, when a corpus that holds it is opened."""

from __future__ import annotations

import sys
from typing import Final

import numpy as np
from PySide6.QtCore import QObject, Signal

from viewer.corpus import Corpus, CorpusIndex
from viewer.errors import UnknownVersion
from viewer.languages import language
from viewer.model import Version
from viewer.ui import messages
from viewer.ui.reading.fonts import missing_font

_SAMPLE: Final = 400
"""Code points of a version whose letters are looked for."""
_ROWS: Final = 16
"""Rows from the first that has such."""
_WITHOUT_PACKAGES: Final = ("win32", "darwin")


class MissingFonts(QObject):
    """Looks at the versions of a corpus; remembers which have been told."""

    told = Signal(object)
    """A Message."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told: set[tuple[str, str]] = set()

    def look(self, corpus: Corpus | None) -> None:
        """Looks at the versions that have not been told of."""
        if corpus is None:
            return
        found, index = [], corpus.index()
        for version in corpus.versions():
            key = (corpus.uuid, version.id)
            if key not in self._told and (missing := missing_font(version.language, _sample(corpus, index, version))):
                self._told.add(key)
                found.append((language(version.language).name, missing))
        if found:
            names = list(dict.fromkeys(name for name, _ in found))
            families = list(dict.fromkeys(missing.family for _, missing in found))
            packages = list(dict.fromkeys(missing.package for _, missing in found))
            advised = [] if sys.platform in _WITHOUT_PACKAGES else packages
            self.told.emit(messages.fonts_missing(names, families, advised))


def _sample(corpus: Corpus, index: CorpusIndex, version: Version) -> str:
    """The beginning of what the version has; nothing if it has come or gone in another window just now."""
    if version.id not in index.lengths:
        return ""
    lengths = index.lengths[version.id]
    first = int(np.argmax(lengths > 0)) if len(lengths) else 0
    try:
        rows = corpus.units(first, min(first + _ROWS, len(lengths)), [version.id])
    except UnknownVersion:
        return ""
    return " ".join(segment.text for row in rows for segment in row.cells.get(version.id, ()))[:_SAMPLE]
