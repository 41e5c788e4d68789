"""The ink of the overview: its lanes as an image, one row of device pixels at a time for all rows of a stretch.

Lanes are soft bands on the page; what parts them, and rows and documents in them, is space and no line.

The image is made of arrays; a thousand rectangles per lane would take Qt longer than a frame has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from viewer.ui.reading.lanes import Int64, Lane, Marked, Scale, weighted
from viewer.ui.theme import Theme

_BLOCK = 4
"""Device pixels from which on the stretches are drawn apart."""
_BORDERS = 8
"""Device pixels that documents have on the average where their borders are still drawn."""
_SPACE = 2
"""Pixels between documents."""

Colours = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shade:
    """How one class of marks is drawn."""

    role: str
    """The colour in the theme."""
    floor: float
    """How strongly at least, 0 to 1, where one row among many is marked; where all are it is 1."""
    least: int
    """Pixels that a mark is high at least."""


def drawn(
    scale: Scale,
    lanes: Sequence[Lane],
    width: int,
    marks: Sequence[tuple[Shade, Marked]],
    documents: Int64,
    theme: Theme,
    ratio: float,
) -> QImage:
    """The strip as an image of device pixels, `ratio` of them per pixel; `scale` and `width` count device pixels.

    Of `marks` the later lie over the earlier ones; `documents` are the rows with which documents begin.
    """
    image = np.empty((max(1, scale.height), max(1, width)), np.uint32)
    image[:] = _packed(_rgb(theme.page))
    if scale.count:
        borders = _borders(scale, documents)
        for lane in lanes:
            column = _column(scale, lane, marks, borders, theme, ratio)
            image[:, round(lane.left * ratio) : round(lane.right * ratio)] = _packed(column)[:, None]
    picture = QImage(
        image.tobytes(), image.shape[1], image.shape[0], 4 * image.shape[1], QImage.Format.Format_RGB32
    ).copy()
    picture.setDevicePixelRatio(ratio)
    return picture


def _column(
    scale: Scale, lane: Lane, marks: Sequence[tuple[Shade, Marked]], borders: Int64, theme: Theme, ratio: float
) -> Colours:
    """Shape (height, 3): the colours of a lane from its upper end to its lower one."""
    column = np.repeat(_rgb(theme.row)[None], scale.height, axis=0)
    for line in range(round(_SPACE * ratio)):  # below the marks, of which none may be lost
        column[np.minimum(borders + line, scale.height - 1)] = _rgb(theme.page)
    for shade, marked in marks:
        rows = [marked[version] for version in lane.versions if version in marked]
        if not rows:
            continue
        # Versions of which nothing is marked count as well: half of them is half a share.
        shares = scale.shares(rows) * (len(rows) / len(lane.versions))
        weights = scale.pixels(weighted(shares, shade.floor), round(shade.least * ratio))
        column += (_rgb(getattr(theme, shade.role)) - column) * weights[:, None]
    if scale.height >= _BLOCK * scale.count:
        column[scale.tops[1:-1]] = _rgb(theme.page)
    return column


def _borders(scale: Scale, documents: Int64) -> Int64:
    """The pixels at which documents begin; none where they stand too close to tell anything."""
    inner = documents[(documents > 0) & (documents < scale.entries.rows)]
    if len(inner) * _BORDERS > scale.height:
        return np.empty(0, np.int64)
    return scale.tops[np.searchsorted(scale.rows, inner, side="right") - 1]


def _rgb(colour: QColor) -> Colours:
    return np.array([colour.red(), colour.green(), colour.blue()], dtype=np.float64)


def _packed(colours: Colours) -> NDArray[np.uint32]:
    """Colours as Qt's RGB32; the last axis goes."""
    parts = np.rint(colours).astype(np.uint32)
    packed: NDArray[np.uint32] = (parts @ np.array([1 << 16, 1 << 8, 1], np.uint32)) | np.uint32(0xFF000000)
    return packed
