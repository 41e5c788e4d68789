"""The outline in the window: a dock that follows the reading view, and leads it where one clicks."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu

from viewer.corpus import Corpus
from viewer.errors import Cancelled
from viewer.text.folding import folded
from viewer.ui.i18n import translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.outline.arranging import Arranging
from viewer.ui.outline.headings import Headings, gather
from viewer.ui.outline.model import OutlineModel
from viewer.ui.outline.panel import OutlinePanel
from viewer.ui.reading.outline import Outline
from viewer.ui.reading.view import ReadingView
from viewer.ui.whereabouts import Whereabouts

tr = translator("Outline")


class OutlineControl(QObject):
    """Costs nothing while the dock is closed."""

    open_changed = Signal(bool)
    """The dock was opened or closed."""
    failed = Signal(object)
    """A HexaplaError: the headings could not be gathered."""

    def __init__(
        self, *, view: ReadingView, whereabouts: Whereabouts, jobs: Jobs, menu: QMenu, window: QMainWindow
    ) -> None:
        """`menu` has the commands for a document."""
        super().__init__(window)
        self._view = view
        self._whereabouts = whereabouts
        self._jobs = jobs
        self._corpus: Corpus | None = None
        self._outline: Outline | None = None
        self._headings: Headings | None = None
        self._job: Job | None = None
        self._wanted_open = False
        self.model = OutlineModel(self)
        self.panel = OutlinePanel(self.model)
        self.arranging = Arranging(
            tree=self.panel.tree,
            model=self.model,
            menu=menu,
            documents=lambda: 0 if self._view.index is None else len(self._view.index.document_starts) - 1,
            reading=self._document,
            open_outline=lambda: self.set_open(True),
            parent=self,
        )
        self.dock = QDockWidget(tr("Outline"), window)
        self.dock.setObjectName("outline")
        self.dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.dock.setWidget(self.panel)
        self.dock.hide()
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.dock)
        self._connect_signals()

    def _connect_signals(self) -> None:
        self.panel.unit_requested.connect(self._go)
        self.panel.narrowed.connect(self._narrow)
        self.panel.left.connect(self._give_keyboard_back)
        self._whereabouts.told.connect(self._follow)
        self._view.active_changed.connect(self._follow)
        self.dock.visibilityChanged.connect(self._shown)
        self.dock.toggleViewAction().triggered.connect(self.set_open)

    @property
    def is_open(self) -> bool:
        """Whether the dock is to be seen as soon as there is a corpus."""
        return self._wanted_open

    def set_open(self, opened: bool) -> None:
        """Opens the dock and puts the keyboard into it, or closes it."""
        self.show(opened)
        if opened:
            self.panel.take_keyboard(self._view.current_unit())
        else:
            self._give_keyboard_back()

    def show(self, opened: bool) -> None:
        """As `set_open`; the keyboard stays where it is."""
        changed = opened != self._wanted_open
        self._wanted_open = opened
        self.dock.setVisible(opened and self._corpus is not None)
        if changed:
            self.open_changed.emit(opened)

    def set_corpus(self, corpus: Corpus | None) -> None:
        """Shows the outline of this corpus, as it is now; `Whereabouts` knows it already."""
        if corpus is not self._corpus:
            self.panel.filter.clear()
        self._corpus = corpus
        self._outline, self._headings = None, None
        if self._job is not None:
            self._jobs.drop(self._job)
            self._job = None
        self.dock.setVisible(self._wanted_open and corpus is not None)
        if not self.dock.isVisible():
            self.model.set_outline(None, {})
        self._follow()

    def renew(self) -> None:
        """Some rows are others by now, and `Whereabouts` knows it: what is listed stays if no heading came or went."""
        outline = self._whereabouts.outline
        if not self.dock.isVisible() or self._outline is not outline or self.panel.filter.text():
            self.set_corpus(self._corpus)
            return
        self._headings = None
        if self._job is not None:
            self._jobs.drop(self._job)
            self._job = None

    def _follow(self) -> None:
        """The reader is somewhere else, or in another version."""
        if not self.dock.isVisible():
            return
        outline, unit = self._whereabouts.outline, self._view.current_unit()
        if outline is not self._outline:
            known = self._outline is not None and outline is not None and self.model.take(outline)
            self._outline = outline
            if not known:
                self._list(outline)
        active = self._view.active_version()
        self.model.set_versions([version for version in (active, *self._view.shown_versions()) if version is not None])
        if unit is not None:
            self.panel.show_place(unit)
        self.panel.tree.viewport().update()

    def _list(self, outline: Outline | None) -> None:
        self.arranging.about_to_list()
        languages = {one.id: (one.language, one.direction) for one in self._view.versions().values()}
        self.model.set_outline(outline, languages)
        if self.panel.filter.text():
            self._narrow(self.panel.filter.text())
        else:
            self._refresh_panel()
        self.arranging.listed()

    def _refresh_panel(self) -> None:
        self.panel.refresh([version.language for version in self._view.versions().values()])

    def _narrow(self, text: str) -> None:
        """Lists what contains `text`; the headings as soon as they are known."""
        outline = self._outline
        if outline is None:
            return
        wanted = folded(text)
        if not wanted:
            self.model.narrow(None, None)
        else:
            self._gather(outline)
            titles = [number for number, one in enumerate(outline.documents) if wanted in folded(one.title)]
            rows = self._headings.with_text(text) if self._headings is not None else np.empty(0, np.int64)
            self.model.narrow(np.array(titles, np.int64), rows)
        self._refresh_panel()
        unit = self._view.current_unit()
        if unit is not None and not wanted:
            self.panel.show_place(unit)

    def _gather(self, outline: Outline) -> None:
        """Has the headings read in the background, once."""
        corpus = self._corpus
        if corpus is None or self._headings is not None or self._job is not None:
            return
        path = corpus.path

        def work(control: Control) -> Headings:
            return gather(path, outline.index, control.cancelled)

        job = self._job = Job(work)
        job.succeeded.connect(self._take)
        job.failed.connect(self._tell)
        self._jobs.start(job, lane="outline")

    def _take(self, headings: Headings) -> None:
        self._job, self._headings = None, headings
        self._narrow(self.panel.filter.text())

    def _tell(self, error: BaseException) -> None:
        self._job = None
        if not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _document(self) -> int | None:
        """The document that is being read."""
        row = self._view.current_unit()
        return None if row is None or self._view.index is None else self._view.index.document_of(row)

    def _go(self, unit: int) -> None:
        self._view.go_to(unit, top=True)

    def _give_keyboard_back(self) -> None:
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shown(self, visible: bool) -> None:
        """Opened, or closed by its own button."""
        if visible:
            self._follow()
        elif self._corpus is not None and self.dock.isHidden() and self._wanted_open:
            self.show(False)
