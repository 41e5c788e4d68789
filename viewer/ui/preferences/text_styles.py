"""How the texts of a language are set: font, size and line height, with some text that shows it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPointF, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from viewer.languages import known_languages, language
from viewer.model import Kind, Segment, SegmentId
from viewer.ui.i18n import Safe, isolate, translator
from viewer.ui.importing.language_box import language_name
from viewer.ui.preferences.fields import percent_box
from viewer.ui.preferences.row import Row, WayBack, grid
from viewer.ui.reading.font_page import families_for
from viewer.ui.reading.kept_styles import KeptStyles
from viewer.ui.reading.layouts import CellLayout, TextStyle
from viewer.ui.reading.styles import LEADINGS, SCALES, VersionStyle
from viewer.ui.settings import Settings
from viewer.ui.settings_table import Setting
from viewer.ui.widgets.wheel import leave_the_wheel

tr = translator("Preferences")

_LINES: Final = 3
"""So many lines of the text are shown."""


class TextStylesRow(Row):
    """The fields are those of one language at a time; what they say holds for its texts in every corpus."""

    def __init__(self, setting: Setting, settings: Settings, samples: Mapping[str, str]) -> None:
        """`samples` has some text of each language that is being read; these are offered first."""
        super().__init__(setting, settings)
        self._kept = KeptStyles(settings)
        self._samples = samples
        self.language = _box(tr("Language"), tr("The language whose texts are set"))
        self.family = _box(tr("Font"), tr("The font of all texts in this language"))
        self.scale = percent_box(tr("Size"), SCALES)
        self.scale.setToolTip(tr("Times the size that the language has by itself"))
        self.leading = percent_box(tr("Line height"), LEADINGS)
        self.leading.setToolTip(tr("Times the line height that the language has by itself"))
        self.reset = WayBack()
        self.preview = _Preview()
        self.widget = self.language
        for tag in dict.fromkeys((*samples, *settings[setting.key], *known_languages())):
            self.language.addItem(language_name(tag), tag)
        self._lay_out()
        self.language.currentIndexChanged.connect(lambda _place: self._show_language())
        self.family.activated.connect(lambda place: self._change(family=self.family.itemData(place)))
        self.scale.valueChanged.connect(lambda percent: self._change(scale=percent / 100))
        self.leading.valueChanged.connect(lambda percent: self._change(leading=percent / 100))
        self.reset.clicked.connect(self.set_default)
        self._show_language()

    def _lay_out(self) -> None:
        name = QLabel(tr(self.setting.label))
        name.setBuddy(self.language)
        layout = grid(self, spacing=6)
        layout.setColumnStretch(1, 1)
        layout.addWidget(name, 0, 0, 1, 4)
        layout.addWidget(self.reset, 0, 4)
        layout.addWidget(self.help, 1, 0, 1, 4)
        for line, fields in enumerate(((self.language, self.scale), (self.family, self.leading)), 2):
            for column, field in enumerate(fields):
                label = QLabel(field.accessibleName())
                label.setBuddy(field)
                layout.addWidget(label, line, 2 * column)
                layout.addWidget(field, line, 2 * column + 1)
        layout.addWidget(self.preview, 4, 0, 1, 4)
        QWidget.setTabOrder(self.language, self.family)
        QWidget.setTabOrder(self.family, self.scale)
        QWidget.setTabOrder(self.scale, self.leading)
        QWidget.setTabOrder(self.leading, self.reset)

    @property
    def tag(self) -> str:
        """The language whose fields are shown."""
        return str(self.language.currentData())

    def said(self) -> Iterator[str]:
        """Its fields as well, and the names of the languages that are being read."""
        yield from super().said()
        yield from (field.accessibleName() for field in (self.language, self.family, self.scale, self.leading))
        yield from (name for tag in self._samples for name in (language(tag).name, language(tag).own_name))

    def set_default(self) -> None:
        """Sets the language that is shown as at the first start."""
        self.language.setFocus(Qt.FocusReason.OtherFocusReason)  # the button goes
        self._kept.set_language(self.tag, VersionStyle())
        self.set_back.emit()

    def renew(self) -> None:
        """Some language may have another style."""
        style = self._kept.of_language(self.tag)
        place = self.family.findData(style.family)
        if place < 0:
            # Not installed here, or without the letters: it is still what was chosen.
            self.family.addItem(isolate(style.family), style.family)
            place = self.family.count() - 1
        self.family.setCurrentIndex(place)
        for field, factor in ((self.scale, style.scale), (self.leading, style.leading)):
            with QSignalBlocker(field):
                field.setValue(round(100 * factor))
        self.reset.setVisible(style != VersionStyle())
        self.preview.show_text(self._samples.get(self.tag) or language(self.tag).own_name, self.tag, style)

    def _show_language(self) -> None:
        known = language(self.tag)
        self.family.clear()
        self.family.addItem(tr("Ordinary font"), "")
        for family in families_for(known):
            self.family.addItem(isolate(family), family)
        with QSignalBlocker(self.leading):
            # Lines closer than the font itself has them would not come closer any more.
            least = max(LEADINGS[0], 1 / known.leading)
            self.leading.setMinimum(math.ceil(100 * least))
        self.reset.set_name(known.own_name)
        self.renew()

    def _change(self, **changes: str | float) -> None:
        style = self._kept.of_language(self.tag)
        self._kept.set_language(self.tag, replace(style, **changes))  # type: ignore[arg-type]


class _Preview(QWidget):
    """The first lines of a text, laid out as the panes lay it out."""

    def __init__(self) -> None:
        super().__init__()
        self._segment = Segment(SegmentId(0), 0, Kind.BODY, "")
        self._style: TextStyle | None = None

    def show_text(self, text: str, tag: str, style: VersionStyle) -> None:
        """Shows a text of a language in a style."""
        self._segment = Segment(SegmentId(0), 0, Kind.BODY, text)
        self._style = TextStyle(
            tag, language(tag).direction, 1.0, scale=style.scale, family=style.family, leading=style.leading
        )
        self.setAccessibleName(Safe(isolate(text)))
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(300, self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        laid = self._laid()
        if laid is None:
            return
        painter = QPainter(self)
        painter.setPen(self.palette().text().color())
        for segment in laid.segments:
            for piece in segment.pieces:
                # Whole lines only: half of one would look like a mistake.
                for number in range(min(_LINES, piece.layout.lineCount())):
                    piece.layout.lineAt(number).draw(painter, QPointF(0, piece.top))

    def _laid(self) -> CellLayout | None:
        return CellLayout([self._segment], self._style, self.width()) if self._style is not None else None

    def _fit(self) -> None:
        """As high as the lines, but for those that are not shown."""
        laid = self._laid()
        if laid is not None:
            self.setFixedHeight(math.ceil(min(laid.height, _LINES * laid.line_height)) + 4)


def _box(name: Safe, tip: Safe) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(tip)
    box.setMinimumContentsLength(12)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    leave_the_wheel(box)
    return box
