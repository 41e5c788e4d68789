"""A page beside the window that offers the fonts that can write a language; the choice is seen at once in the texts."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from viewer.languages import Language
from viewer.ui.dialogs.page import Page
from viewer.ui.i18n import isolate, translator

tr = translator("FontPage")

_System = QFontDatabase.WritingSystem
_WRITING_SYSTEMS: Final = {
    "Latn": _System.Latin, "Grek": _System.Greek, "Cyrl": _System.Cyrillic, "Armn": _System.Armenian,
    "Hebr": _System.Hebrew, "Arab": _System.Arabic, "Aran": _System.Arabic, "Syrc": _System.Syriac,
    "Thaa": _System.Thaana, "Deva": _System.Devanagari, "Beng": _System.Bengali, "Guru": _System.Gurmukhi,
    "Gujr": _System.Gujarati, "Orya": _System.Oriya, "Taml": _System.Tamil, "Telu": _System.Telugu,
    "Knda": _System.Kannada, "Mlym": _System.Malayalam, "Sinh": _System.Sinhala, "Thai": _System.Thai,
    "Laoo": _System.Lao, "Tibt": _System.Tibetan, "Mymr": _System.Myanmar, "Geor": _System.Georgian,
    "Khmr": _System.Khmer, "Hans": _System.SimplifiedChinese, "Hant": _System.TraditionalChinese,
    "Jpan": _System.Japanese, "Kore": _System.Korean, "Nkoo": _System.Nko, "Runr": _System.Runic,
    "Ogam": _System.Ogham,
}  # fmt: skip
_FAMILY: Final = Qt.ItemDataRole.UserRole


class FontPage(Page):
    """A list; the first entry is the font of the language."""

    family_chosen = Signal(str)
    """The family, or an empty string for that of the language."""

    def __init__(self, known: Language, *, chosen: str, parent: QWidget | None = None) -> None:
        self.list = QListWidget()
        super().__init__(
            tr("Font"),
            self.list,
            parent,
            introduction=tr("The font of all texts in {language}, in every corpus.", language=known.name),
        )
        self.list.setAccessibleName(tr("Font"))
        self.list.setUniformItemSizes(False)
        self._add(tr("Ordinary font"), "", QFont(list(known.fonts)))
        for family in families_for(known):
            self._add(isolate(family), family, QFont([family, *known.fonts]), known.own_name)
        for row in range(self.list.count()):
            if self.list.item(row).data(_FAMILY) == chosen:
                self.list.setCurrentRow(row)
        self.list.currentItemChanged.connect(self._choose)
        self.resize(420, 560)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, name: str, family: str, font: QFont, sample: str = "") -> None:
        font.setPointSizeF(12)
        item = QListWidgetItem(f"{name}    {isolate(sample)}" if sample else name)
        item.setFont(font)
        item.setData(_FAMILY, family)
        self.list.addItem(item)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.family_chosen.emit(item.data(_FAMILY))


def families_for(known: Language) -> list[str]:
    """The installed families that have the letters of a language's own name."""
    system = _WRITING_SYSTEMS.get(known.script)
    families = QFontDatabase.families(system) if system is not None else QFontDatabase.families()
    return [family for family in families if not QFontDatabase.isPrivateFamily(family) and _writes(family, known)]


def _writes(family: str, known: Language) -> bool:
    font = QFont(family)
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    metrics = QFontMetrics(font)
    return all(metrics.inFontUcs4(ord(letter)) for letter in known.own_name if letter.isalpha())
