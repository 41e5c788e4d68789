"""The list of hits as a file: asks where to, writes in the background what the list shows, and says what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from viewer import worker
from viewer.errors import HexaplaError
from viewer.exporting import Exported
from viewer.hit_export import export_hits_from
from viewer.ui import messages
from viewer.ui.dialogs import choosing
from viewer.ui.exporting.control import LANE, exported
from viewer.ui.exporting.folder import export_folder
from viewer.ui.i18n import noop, translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library.library import Library
from viewer.ui.outside import Outside
from viewer.ui.searching.hits.control import HitsControl
from viewer.ui.searching.hits.hit_bench import Listed
from viewer.ui.searching.session import SearchSession
from viewer.ui.settings import Settings

tr = translator("HitList")

_KINDS: Final = {
    ".xlsx": noop("Spreadsheet"),
    ".tsv": noop("Table, tab-separated"),
    ".html": noop("Web page"),
    ".tmx": noop("Translation memory of the rows"),
}


class HitExportControl(QObject):
    """Writes a list as it stands: in its order, and with its choice of hits."""

    told = Signal(object)
    """A Message."""
    changed = Signal()
    """Whether there is something to export."""

    def __init__(
        self,
        *,
        hits: HitsControl,
        session: SearchSession,
        library: Library,
        jobs: Jobs,
        settings: Settings,
        outside: Outside,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._hits = hits
        self._session = session
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._outside = outside
        self._window = parent
        self._listed: Listed | None = None
        self._asked = False
        """Whether to ask as soon as there is a list."""
        hits.shown.connect(self._take)
        hits.gone.connect(self._let_go)
        hits.page.export_requested.connect(self.ask)
        session.found.connect(lambda _: self.changed.emit())
        session.cleared.connect(self.changed.emit)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the command does."""
        return {"export_hits": self.ask}

    @property
    def can_export(self) -> bool:
        """Whether something has been found."""
        results = self._session.results
        return results is not None and results.complete and len(results.rows) > 0

    def ask(self) -> None:
        """Opens the list and asks where to write it, now or when all of it is there."""
        if not self.can_export:
            return
        self._asked = True
        self._hits.show()
        if self._listed is not None:
            self._ask_for_file(self._listed)

    def _take(self, listed: Listed) -> None:
        self._listed = listed if listed.complete and listed.lines else None
        self._hits.page.export.setEnabled(self._listed is not None)
        if self._asked and self._listed is not None:
            self._ask_for_file(self._listed)

    def _let_go(self) -> None:
        self._listed = None
        self._hits.page.export.setEnabled(False)

    def _ask_for_file(self, listed: Listed) -> None:
        """Whatever the list becomes while the dialog is open: what stood there is written."""
        self._asked = False
        corpus = self._library.corpus
        if corpus is None:
            return
        path = corpus.path
        suffix = self._settings["export"].get("hits", "")
        proposed = export_folder(self._settings) / f"{path.stem} {tr('hits')}{suffix}"
        kinds = {suffix: tr(name) for suffix, name in _KINDS.items()}
        choosing.target(self._window, tr("Export the hits"), proposed, kinds, partial(self._write, path, listed))

    def _write(self, path: Path, listed: Listed, file: Path, overwrite: bool) -> None:
        self._settings["export"] = {**self._settings["export"], "folder": str(file.parent), "hits": file.suffix}

        def work(control: Control) -> Exported:
            return worker.run(
                export_hits_from,
                path,
                file,
                listed.query,
                listed.places,
                listed.arrangement,
                count_from=1,
                overwrite=overwrite,
                progress=control.progress,
                cancelled=control.cancelled,
            )

        job = Job(work, title=tr("Exporting {file}", file=file.name))
        job.succeeded.connect(lambda done: self.told.emit(exported(done, self._outside, lines=done.format != "tmx")))
        job.failed.connect(self._tell_failure)
        self._jobs.start(job, lane=LANE)

    def _tell_failure(self, error: BaseException) -> None:
        if isinstance(error, HexaplaError):
            self.told.emit(messages.failure(error, key="export"))
