"""PDF: the pages of a stream of rows in one file, page by page, so that its length costs no memory."""

from __future__ import annotations

import base64
import errno
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, Final

from PySide6.QtCore import QFile, QMarginsF, QSizeF, qVersion
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

import viewer
from viewer.errors import Unwritable
from viewer.formats.draft import Caution
from viewer.formats.writing import Context
from viewer.languages import UNKNOWN
from viewer.model import Unit
from viewer.ui.offscreen import ensure_application
from viewer.ui.printing.ink import paint
from viewer.ui.printing.overlay import Overlay
from viewer.ui.printing.page import Page
from viewer.ui.printing.pages import Pages
from viewer.ui.printing.pdf_file import add_to_file
from viewer.ui.printing.pdf_outline import Entry
from viewer.ui.printing.sheet import Sheet, sheet_for
from viewer.ui.printing.twins import TWINS
from viewer.ui.reading.fonts import missing_font

_KEPT: Final = 16
"""Rows behind the last that may be asked for again."""


def write(rows: Iterable[Unit], context: Context, files: Sequence[Path]) -> None:
    """Writes the rows as a PDF file; the writer of `viewer.exporting`. Raises OSError, Unwritable, and what `rows`
    raises."""
    ensure_application()
    sheet = sheet_for(context.setup, context.versions, context.title)
    for version in context.versions:
        missing = missing_font(version.language)
        if missing is not None:
            context.cautions.add(Caution.FONT_MISSING, detail=missing.package, place=version.id)
    documents = [document.title for document in context.documents] if len(context.documents) > 1 else []
    pages = Pages(sheet, _Behind(rows), documents)
    folder = files[0].parent
    overlay = Overlay()
    with open(files[0], "wb") as target, TemporaryFile(dir=folder) as drawn, TemporaryFile(dir=folder) as spool:
        outline = _draw(pages, drawn.fileno(), context.title, overlay, spool)
        spool.seek(0)
        tag = context.versions[0].language if context.versions else UNKNOWN
        try:
            add_to_file(
                drawn,
                target,
                overlays=map(base64.b64decode, spool),
                outlines=overlay.outlines,
                scale=72 / sheet.dots_per_inch,
                height=sheet.height * 72 / sheet.dots_per_inch,
                letters=TWINS,
                outline=outline,
                catalogue={"Lang": f"({tag})", "ViewerPreferences": "<< /DisplayDocTitle true >>"},
            )
        except ValueError as error:
            reason = f"this Qt ({qVersion()}) writes PDF in another way; choose html and print it, or use another Qt"
            raise Unwritable("pdf", reason) from error


def _draw(pages: Pages, descriptor: int, title: str, overlay: Overlay, spool: BinaryIO) -> list[Entry]:
    """Has Qt write the pages into an open file; what is to be laid over them goes into the spool, a line a page.

    The outline. Raises OSError.
    """
    sheet = pages.sheet
    file = QFile()
    file.open(descriptor, QFile.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(file)
    writer.setTitle(title)
    writer.setCreator(f"Hexapla {viewer.__version__}")
    writer.setResolution(sheet.dots_per_inch)
    writer.setPageLayout(page_layout(sheet))
    outline: list[Entry] = []
    with QPainter(writer) as painter:
        for page in pages.all():
            if page.number:
                writer.newPage()
            paint(painter, page, sheet, overlay)
            outline += _entries(page, sheet, below=pages.has_documents)
            spool.write(base64.b64encode(overlay.end_page()) + b"\n")
            _check(file)
    file.close()
    _check(file)
    return outline


def _entries(page: Page, sheet: Sheet, *, below: bool) -> Iterator[Entry]:
    """The entries of the outline for a page; headings stand `below` documents where there are several."""
    for anchor in page.anchors:
        y = (sheet.height - anchor.y) * 72 / sheet.dots_per_inch
        yield Entry(anchor.title, page.number, y, level=int(below and not anchor.is_document))


def page_layout(sheet: Sheet) -> QPageLayout:
    """The sheet as Qt's devices want it; the margins are ours."""
    width, height = sheet.setup.size()
    size = QPageSize(QSizeF(min(width, height), max(width, height)), QPageSize.Unit.Millimeter)
    turned = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, turned, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _check(file: QFile) -> None:
    """Raises OSError for what the system refused, which the PDF writer passes over."""
    if file.error() != QFile.FileError.NoError:
        is_full = file.error() == QFile.FileError.ResourceError
        raise OSError(errno.ENOSPC if is_full else errno.EIO, file.errorString())


class _Behind:
    """A stream of rows by their places, for who goes forward and looks back a few rows at most."""

    def __init__(self, rows: Iterable[Unit]) -> None:
        self._rows: Iterator[Unit] = iter(rows)
        self._kept: deque[Unit] = deque(maxlen=_KEPT)
        self._read = 0

    def __call__(self, place: int) -> Unit | None:
        while self._read <= place:
            unit = next(self._rows, None)
            if unit is None:
                return None
            self._kept.append(unit)
            self._read += 1
        return self._kept[place - self._read]
