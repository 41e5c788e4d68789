"""Fonts of the page: the two that are shipped, and for each language the families it is read in."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from viewer import assets
from viewer.languages import Language, language
from viewer.model import Kind

BASE_POINTS = 12.0
"""Size of Latin body text at zoom 1."""

_HEADING_SIZE = {Kind.TITLE: 1.45, Kind.HEADING: 1.18, Kind.CAPTION: 0.93, Kind.FURNITURE: 0.93}

# What a script's words need from the font database, and Debian's package that brings it.
_WRITING_SYSTEMS = {
    "Arab": (QFontDatabase.WritingSystem.Arabic, "fonts-noto-core"),
    "Aran": (QFontDatabase.WritingSystem.Arabic, "fonts-noto-core"),
    "Hebr": (QFontDatabase.WritingSystem.Hebrew, "fonts-noto-core"),
    "Jpan": (QFontDatabase.WritingSystem.Japanese, "fonts-noto-cjk"),
    "Hans": (QFontDatabase.WritingSystem.SimplifiedChinese, "fonts-noto-cjk"),
    "Hant": (QFontDatabase.WritingSystem.TraditionalChinese, "fonts-noto-cjk"),
    "Kore": (QFontDatabase.WritingSystem.Korean, "fonts-noto-cjk"),
    "Deva": (QFontDatabase.WritingSystem.Devanagari, "fonts-noto-core"),
    "Beng": (QFontDatabase.WritingSystem.Bengali, "fonts-noto-core"),
    "Thai": (QFontDatabase.WritingSystem.Thai, "fonts-noto-core"),
    "Cyrl": (QFontDatabase.WritingSystem.Cyrillic, "fonts-noto-core"),
    "Grek": (QFontDatabase.WritingSystem.Greek, "fonts-noto-core"),
    "Armn": (QFontDatabase.WritingSystem.Armenian, "fonts-noto-core"),
    "Geor": (QFontDatabase.WritingSystem.Georgian, "fonts-noto-core"),
    "Syrc": (QFontDatabase.WritingSystem.Syriac, "fonts-noto-core"),
    "Latn": (QFontDatabase.WritingSystem.Latin, "fonts-noto-core"),
}


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


def _families(known: Language, family: str) -> list[str]:
    if not family:
        return list(known.fonts)
    # Dates in nastaliq stand apart from words only in a Latin face, which therefore stays first.
    first = known.fonts[:1] if known.script == "Aran" else ()
    return list(dict.fromkeys([*first, family, *known.fonts]))


def missing_package(tag: str) -> str | None:
    """The package to install if no font here can write the script of that language; None where one can."""
    needed = _WRITING_SYSTEMS.get(language(tag).script)
    if needed is None or QFontDatabase.families(needed[0]):
        return None
    return needed[1]
