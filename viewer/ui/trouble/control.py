"""Trouble in the window: faults are told and their report shown, the log is named, a corpus is checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from viewer import folders
from viewer.corpus import Corpus
from viewer.errors import HexaplaError
from viewer.progress import Progress
from viewer.ui import messages
from viewer.ui.i18n import translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library.library import Library
from viewer.ui.trouble.logbook import FILE_NAME
from viewer.ui.trouble.report_page import ReportPage

tr = translator("Trouble")

_LANE = "check"
_STEPS = 1000


class TroubleControl(QObject):
    """Has one page at a time: a newer report takes the place of an older one."""

    told = Signal(object)
    """A Message."""

    def __init__(
        self,
        *,
        library: Library,
        jobs: Jobs,
        show: Callable[[Path], object],
        window: QWidget,
        logs: Callable[[], Path] = folders.logs,
    ) -> None:
        """`show` shows a file or folder in the program that the system has for it; `logs` is the folder of the log."""
        super().__init__(window)
        self._library = library
        self._jobs = jobs
        self._show = show
        self._window = window
        self._logs = logs
        self._job: Job | None = None
        self.page: ReportPage | None = None
        library.closing.connect(self._stop_checking)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the commands do."""
        return {"check": self.check, "logs": self._show_logs}

    # Faults

    def tell_fault(self, report: str) -> None:
        """The program has a fault; the report says which."""
        self.told.emit(messages.fault(partial(self.show_report, report)))

    def tell_crash(self, record: Path) -> None:
        """The interpreter crashed the last time; the file is what it wrote then."""
        try:
            report = record.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return
        self.told.emit(messages.crashed(partial(self.show_report, report)))

    def show_report(self, report: str) -> None:
        """Shows a report, and where the log is."""
        log = self._logs() / FILE_NAME
        page = ReportPage(
            tr("What went wrong"),
            report,
            self._window,
            introduction=tr(
                "This report says where in the program it happened, and with which versions. Nothing of your texts is "
                "in it. Copy it, and send it to those who make Hexapla, with a word on what you were doing."
            ),
            place=tr("The log, which may name your files and stays on this computer: {file}", file=str(log)),
            show_place=self._show_logs,
        )
        self._open(page)

    def _show_logs(self) -> None:
        folder = self._logs()
        folder.mkdir(parents=True, exist_ok=True)
        self._show(folder)

    # The corpus

    def check(self) -> None:
        """Goes through all of the open corpus, in the background, and tells what is wrong with it."""
        corpus = self._library.corpus
        if corpus is None or self._job is not None:
            return
        path, title = corpus.path, corpus.title

        def work(control: Control) -> tuple[list[str], int]:
            def progress(done: float) -> None:
                control.progress(Progress("check", round(done * _STEPS), _STEPS, title))

            with Corpus.open(path, read_only=True) as mine:
                return mine.check(progress, control.cancelled), mine.unit_count

        job = self._job = Job(work, title=tr("Checking {title}", title=title))
        job.succeeded.connect(lambda found: self._tell_checked(title, *found))
        job.failed.connect(self._tell_failure)
        job.ended.connect(self._checked)
        self._jobs.start(job, lane=_LANE)

    def _tell_checked(self, title: str, problems: Sequence[str], rows: int) -> None:
        if problems:
            self.told.emit(messages.broken(title, len(problems), partial(self._show_problems, title, problems)))
        else:
            self.told.emit(messages.whole(title, rows))

    def _tell_failure(self, error: BaseException) -> None:
        if isinstance(error, HexaplaError):
            self.told.emit(messages.failure(error, key="check"))

    def _checked(self) -> None:
        self._job = None

    def _stop_checking(self) -> None:
        if self._job is not None:
            self._jobs.drop(self._job)
            self._job = None

    def _show_problems(self, title: str, problems: Sequence[str]) -> None:
        page = ReportPage(
            tr("Problems in {title}", title=title),
            "\n".join(problems),
            self._window,
            introduction=tr(
                "What can be read is shown as it is. Save a copy before you change anything; if the texts were "
                "imported from files, import them again. A disk that does this to one file may do it to others."
            ),
        )
        self._open(page)

    def _open(self, page: ReportPage) -> None:
        if self.page is not None:
            self.page.close()
        self.page = page
        page.finished.connect(lambda _: self._forget(page))
        page.bring_to_front()

    def _forget(self, page: ReportPage) -> None:
        if self.page is page:
            self.page = None
