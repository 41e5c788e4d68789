"""Fonts of the page: those that are shipped, and for each language the families it is read in."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetrics

from viewer import assets
from viewer.languages import Language, language
from viewer.model import Kind
from viewer.scripts import script, script_of

BASE_POINTS = 12.0
"""Size of Latin body text at zoom 1."""

_HEADING_SIZE = {Kind.TITLE: 1.45, Kind.HEADING: 1.18, Kind.CAPTION: 0.93, Kind.FURNITURE: 0.93}

# Words of these scripts in a text of another one are set like texts in them: left alone, Qt takes DejaVu Sans for them.
_QUOTED = tuple(
    script(code).fonts[0] for code in ("Arab", "Hebr", "Thaa", "Armn", "Geor", "Laoo", "Nkoo", "Tfng", "Cans")
)


@lru_cache(maxsize=1)
def load_fonts() -> tuple[str, ...]:
    """Registers the shipped fonts with the running application, once; returns the families they bring."""
    families: list[str] = []
    for path in sorted((assets.resources() / "fonts").glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number)
    return tuple(families)


def font_for(tag: str, kind: Kind = Kind.BODY, *, zoom: float = 1.0, scale: float = 1.0, family: str = "") -> QFont:
    """The font in which a segment of that language and kind is read.

    `zoom` is the window's, `scale` the version's own; both multiply the base size in points. `family` goes before
    those of the language.
    """
    known = language(tag)
    font = QFont()
    font.setFamilies(_families(known, family))
    font.setPointSizeF(BASE_POINTS * known.scale * _HEADING_SIZE.get(kind, 1.0) * zoom * scale)
    # Arabic script has no bold of its own in the shipped fonts, and a synthetic one smears; size alone marks headings.
    if kind in (Kind.TITLE, Kind.HEADING) and known.script not in ("Arab", "Aran"):
        font.setWeight(QFont.Weight.DemiBold)
    return font


def with_foreign(font: QFont) -> QFont:
    """A font for words of the window: its letters of other scripts are those that texts are set in."""
    found = QFont(font)
    # "Sans Serif" is not the name of a family: alone it is known to the system, before others it is passed over.
    found.setFamilies(list(dict.fromkeys([*font.families(), QFontInfo(font).family(), *_QUOTED])))
    return found


def _families(known: Language, family: str) -> list[str]:
    # Dates in nastaliq stand apart from words only in a Latin face, which therefore stays first.
    first = known.fonts[:1] if known.script == "Aran" else ()
    return list(dict.fromkeys([*first, *([family] if family else ()), *known.fonts, *_QUOTED]))


@dataclass(frozen=True, slots=True)
class MissingFont:
    """What to install so that a text can be read."""

    family: str
    """A font that has the letters."""
    package: str
    """The package that brings it, on Debian and Ubuntu."""


def missing_font(tag: str, text: str = "") -> MissingFont | None:
    """What to install if most letters of `text`, or of the language's own name, are in no installed font.

    It is asked for the letters, not for the writing system: fonts of the system may have what no list tells of.
    """
    known = language(tag)
    letters = {letter for letter in text if unicodedata.category(letter)[0] in "LM"} or set(known.own_name)
    metrics = QFontMetrics(font_for(tag))
    missing = sorted(letter for letter in letters if not metrics.inFontUcs4(ord(letter)))
    if 2 * len(missing) <= len(letters):
        return None
    found = script_of(missing[0])
    # Chinese letters are Japanese ones in a Japanese text.
    families = known.fonts if found is None or found in map(script_of, known.own_name) else found.fonts
    family = next(family for family in families if family.startswith("Noto"))
    return MissingFont(family, "fonts-noto-cjk" if "CJK" in family else "fonts-noto-core")
