"""The status bar: where the reader is, how good the alignment is, what is folded, that all is saved, what runs."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from viewer.progress import Progress
from viewer.ui.commands import keys_of
from viewer.ui.i18n import Safe, counter, isolate, noop, translator
from viewer.ui.widgets import icons
from viewer.ui.widgets.elided_label import ElidedLabel

tr = translator("StatusBar")
count = counter("StatusBar")

_STEPS: Final = 1000
_STAGES: Final = {
    "read": noop("reading"),
    "align": noop("aligning"),
    "write": noop("saving"),
    "index": noop("preparing the search"),
    "words": noop("counting the words"),
    "moved": noop("looking for moved passages"),
    "check": noop("checking"),
}


class StatusBar(QStatusBar):
    """Shows what it is told; every part is hidden while there is nothing to say."""

    quality_clicked = Signal()
    """The reader wants to see the next doubtful row."""
    folded_clicked = Signal()
    """The reader wants to see what is folded."""

    def __init__(self, *, stop_action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(12, 2, 8, 2)
        self.place = ElidedLabel()
        self.quality = QToolButton()
        self.quality.setToolTip(tr("Go to the next doubtful row ({key})", key=keys_of("next_step")))
        self.quality.clicked.connect(self.quality_clicked)
        self.folded = QToolButton()
        self.folded.setToolTip(tr("Show the folded paragraphs ({key})", key=keys_of("unfold")))
        self.folded.clicked.connect(self.folded_clicked)
        self.saved = _label()
        self.job = QWidget()
        self.job_text = _label()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(140)
        self._stop = QToolButton()
        self._stop.setToolTip(stop_action.toolTip())
        self._stop.setAccessibleName(tr("Stop"))
        self._stop.clicked.connect(stop_action.trigger)
        row = QHBoxLayout(self.job)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.job_text, self.progress, self._stop):
            row.addWidget(widget)
        self.addWidget(self.place)
        self.addWidget(self.quality)
        self.addWidget(self.folded)
        self.addPermanentWidget(self.job)
        self.addPermanentWidget(self.saved)
        self.set_place("", "", 0, 0)
        self.set_quality(0, 0)
        self.set_folded(0, 0)
        self.set_saved(None)
        self.set_job(None)
        self._draw()

    @property
    def stop_button(self) -> QToolButton:
        """The cross beside the background job."""
        return self._stop

    def set_place(self, document: str, chapter: str, row: int, rows: int) -> None:
        """The titles of document and chapter and the row, from 0, of so many; no rows, no place."""
        where = "  ▸  ".join(isolate(title) for title in (document, chapter) if title)
        number = tr("row {row} of {rows}", row=row + 1, rows=rows)
        self.place.set_texts(where, f"  ·  {number}" if where else number)
        self.place.setVisible(rows > 0)

    def set_provisional(self) -> None:
        """Nothing is known of the quality, as rows wait for their alignment."""
        self.quality.setText(tr("rows are provisional"))
        self.quality.setEnabled(False)
        self.quality.setVisible(True)

    def set_quality(self, complete: int, doubtful: int) -> None:
        """How many rows every version has, and how many may be wrong."""
        self.quality.setText(tr("{complete} complete, {doubtful} doubtful", complete=complete, doubtful=doubtful))
        self.quality.setEnabled(doubtful > 0)
        self.quality.setVisible(complete + doubtful > 0)

    def set_folded(self, folds: int, paragraphs: int) -> None:
        """How many folds are closed, and how many paragraphs are out of sight in them."""
        self.folded.setText(folded_text(folds, paragraphs))
        self.folded.setVisible(folds > 0)

    def set_saved(self, saved: bool | None) -> None:
        """Whether every change is on the disk; None without a corpus."""
        self.saved.setText(tr("saved ✓") if saved else tr("not saved"))
        self.saved.setVisible(saved is not None)

    def set_job(self, title: str | None, progress: Progress | None = None) -> None:
        """The job that runs, and how far it is as far as anybody knows. None: nothing runs."""
        self.job.setVisible(title is not None)
        if title is None:
            return
        total = progress.total if progress is not None else 0
        stage = tr(_STAGES[progress.stage]) if progress is not None and progress.stage in _STAGES else ""
        self.job_text.setText(f"{title}  ·  {stage}" if stage and stage.casefold() not in title.casefold() else title)
        self.progress.setRange(0, _STEPS if total else 0)
        if progress is not None and total:
            self.progress.setValue(min(progress.done, total) * _STEPS // total)
        self.progress.setAccessibleName(title)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        self._stop.setIcon(icons.icon("close", self.palette()))


def folded_text(folds: int, paragraphs: int) -> Safe:
    """What is out of sight: "3 folds, 41 paragraphs folded"."""
    return tr(
        "{folds}, {paragraphs}",
        folds=count("{n} fold", "{n} folds", folds),
        paragraphs=count("{n} paragraph folded", "{n} paragraphs folded", paragraphs),
    )


def _label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
