"""The sheet: where columns, header and foot stand on the paper, and how large the letters are.

Everything is measured in dots: eighths of a pixel of the layout's fonts. At that size Qt's rounding of letters to whole
pixels cannot be seen, so one layout serves the printer, the PDF file and the preview at any scale.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontInfo

from viewer.formats.page_setup import SIDE_MARGIN, Layout, PageSetup
from viewer.languages import language
from viewer.model import Version, VersionId
from viewer.ui.reading.fonts import BASE_POINTS
from viewer.ui.reading.layouts import TextStyle

FINENESS: Final = 8
"""Dots to a pixel of the layout's fonts."""
_END_MARGIN: Final = 13.0
"""Millimetres above the header and below the foot."""
_GAP: Final = 6.0
"""Millimetres between two columns."""
_LABELS: Final = 24.0
"""Millimetres for the names of the versions beside their lines."""
_POINTS: Final = ((80.0, 10.5), (56.0, 9.5), (0.0, 8.5))
"""From which width of a column in millimetres on the letters have how many points."""


@dataclass(frozen=True, slots=True)
class Column:
    """Dots from the left edge of the paper."""

    version: Version
    left: float
    width: float


@dataclass(frozen=True)
class Sheet:
    """A page of the setup, which is settled, for these versions."""

    setup: PageSetup
    versions: tuple[Version, ...]
    title: str

    @cached_property
    def dots_per_inch(self) -> int:
        inch = QFont()
        inch.setPointSizeF(72)
        return QFontInfo(inch).pixelSize() * FINENESS

    def dots(self, millimetres: float) -> float:
        return millimetres * self.dots_per_inch / 25.4

    @cached_property
    def width(self) -> float:
        return self.dots(self.setup.size()[0])

    @cached_property
    def height(self) -> float:
        return self.dots(self.setup.size()[1])

    @property
    def in_columns(self) -> bool:
        return self.setup.layout is Layout.COLUMNS

    @cached_property
    def inner(self) -> QRectF:
        """What is within the margins."""
        side, end = self.dots(SIDE_MARGIN), self.dots(_END_MARGIN)
        return QRectF(side, end, self.width - 2 * side, self.height - 2 * end)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Where the text of each version stands; under one another all stand in the same place."""
        inner = self.inner
        if not self.in_columns:
            labels = self.dots(_LABELS)
            return tuple(Column(version, inner.left() + labels, inner.width() - labels) for version in self.versions)
        gap, count = self.dots(_GAP), len(self.versions)
        width = (inner.width() - gap * (count - 1)) / count
        return tuple(
            Column(version, inner.left() + place * (width + gap), width) for place, version in enumerate(self.versions)
        )

    @cached_property
    def points(self) -> float:
        """Size of Latin body text."""
        column = self.columns[0].width * 25.4 / self.dots_per_inch
        return next(points for least, points in _POINTS if column >= least)

    @cached_property
    def zoom(self) -> float:
        return FINENESS * self.points / BASE_POINTS

    @cached_property
    def styles(self) -> dict[VersionId, TextStyle]:
        return {version.id: TextStyle(version.language, version.direction, self.zoom) for version in self.versions}

    def font(self, size: float = 1.0, *, bold: bool = False, tag: str = "en") -> QFont:
        """For what is not text of the corpus, `size` times that of the body, in the families of a language."""
        known = language(tag)
        font = QFont()
        font.setFamilies(list(dict.fromkeys([*known.fonts, *language("en").fonts])))
        # In pixels: drawn by itself, and not by a layout, a font in points follows the device.
        font.setPixelSize(round(self.points * size * known.scale * self.dots_per_inch / 72))
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def tag_for(self, text: str) -> str:
        """The language of the first version in whose script the text begins; `en` if there is none."""
        script = next((_script(letter) for letter in text if letter.isalpha()), "")
        own_names = ((version.language, language(version.language).own_name) for version in self.versions)
        return next((tag for tag, name in own_names if script in map(_script, name)), "en")

    @cached_property
    def line(self) -> float:
        """Height of a line of Latin body text."""
        return TextStyle("en", self.versions[0].direction, self.zoom).line_height()

    @cached_property
    def header(self) -> QRectF:
        """Where the names of the versions stand."""
        tallest = max((style.line_height() for style in self.styles.values()), default=self.line)
        return QRectF(self.inner.left(), self.inner.top(), self.inner.width(), tallest * 1.15)

    @cached_property
    def foot(self) -> QRectF:
        """Where the title and the number of the page stand."""
        inner = self.inner
        return QRectF(inner.left(), inner.bottom() - self.line, inner.width(), self.line)

    @cached_property
    def body(self) -> QRectF:
        """Where the rows stand."""
        inner, space = self.inner, self.line * 0.6
        top = self.header.bottom() + space
        return QRectF(inner.left(), top, inner.width(), self.foot.top() - space - top)


def _script(letter: str) -> str:
    """The script of a letter, as the first word of its name in Unicode tells it."""
    return unicodedata.name(letter, "").partition(" ")[0]


def sheet_for(setup: PageSetup, versions: Sequence[Version], title: str) -> Sheet:
    """The sheet for these versions."""
    return Sheet(setup.settled(len(versions)), tuple(versions), title)
