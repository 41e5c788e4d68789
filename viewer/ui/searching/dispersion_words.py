"""What the distribution of hits says in words: of a bin, of a line, of the measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLocale

from viewer.model import VersionId
from viewer.search.dispersion import STRETCHES, Dispersion, Ints
from viewer.ui.i18n import Safe, counter, isolate, number, translator

tr = translator("Distribution")
count = counter("Distribution")


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a corpus."""

    starts: Ints
    """Shape (D + 1,): rows before each; at the end, all of them."""
    titles: Sequence[str]

    def at(self, row: int) -> int:
        """The document that holds a row."""
        return int(np.searchsorted(self.starts, row, side="right")) - 1


def of_bin(start: int, stop: int, documents: Documents, name: Safe, hits: int, version: VersionId | None) -> list[Safe]:
    """Rows `start` to `stop` (half-open), the documents they are in, and what was found in them."""
    lines = [
        tr("Row {row}", row=start + 1)
        if stop - start == 1
        else tr("Rows {first} to {last}", first=start + 1, last=stop)
    ]
    if len(documents.titles) > 1:
        first, last = documents.at(start), documents.at(stop - 1)
        title = isolate(documents.titles[first])
        lines.append(title if first == last else tr("{first} to {last}", first=title, last=documents.titles[last]))
    if version is None:
        lines.append(count("{n} row found", "{n} rows found", hits))
    else:
        lines.append(tr("{hits} in {version}", hits=count("{n} hit", "{n} hits", hits), version=name))
    return lines


def at_the_end(dispersion: Dispersion) -> Safe:
    """How many hits a line has, and how unevenly they are spread."""
    hits = number(dispersion.hits.total)
    return hits if dispersion.deviation is None else Safe(f"{hits}  ·  {_measure(dispersion.deviation)}")


def of_line(dispersion: Dispersion, documents: int) -> list[Safe]:
    """The same in sentences."""
    hits = dispersion.hits.total
    lines = [count("{n} hit", "{n} hits", hits)]
    if documents > 1 and hits:
        lines[0] = tr(
            "{hits} in {found} of {documents} documents", hits=lines[0], found=dispersion.documents, documents=documents
        )
    if dispersion.deviation is None:
        if hits:
            lines.append(tr("Too few to say how evenly they are spread: {least} are needed", least=STRETCHES))
        return lines
    share = round(100 * dispersion.deviation)
    lines.append(
        tr(
            "DP {measure}: {share} of 100 hits would have to stand elsewhere to be spread as the text is",
            measure=_measure(dispersion.deviation),
            share=share,
        )
    )
    return [*lines, *of_measure()]


def of_measure() -> list[Safe]:
    """What the measure is."""
    return [
        tr("DP is 0 where hits are spread as evenly as the text, and nears 1 where all are in one place"),
        tr("Deviation of proportions over {count} stretches of the corpus (Gries 2008)", count=STRETCHES),
    ]


def _measure(value: float) -> Safe:
    return Safe(QLocale().toString(value, "f", 2))
