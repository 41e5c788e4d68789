"""A picture of the real window, drawn without a display, and the places of everything in it."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QEvent, QEventLoop, QIODevice, QPoint, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from viewer import folders
from viewer.corpus.faults import from_os
from viewer.errors import CorpusMissing, HexaplaError, OutOfRange
from viewer.model import RowLevel
from viewer.ui.application import make_application
from viewer.ui.program import Program, assemble
from viewer.ui.reading.arrangement import Layout
from viewer.ui.searching.scan import Results
from viewer.ui.settings import Settings

LAYOUTS = tuple(layout.value for layout in Layout)


def snapshot(
    corpus: Path,
    output: Path,
    *,
    size: tuple[int, int] = (1600, 1000),
    at: int | None = None,
    find: str | None = None,
    layout: str = Layout.COLUMNS.value,
    theme: str = "light",
    level: str = RowLevel.PARAGRAPH.value,
    geometry: Path | None = None,
) -> None:
    """Draws the window with `corpus` into the PNG file `output`, `size` pixels wide and high.

    Row `at` (from 0) stands at the upper edge; the hits of `find` are marked, and without `at` the first of them is on
    the picture. `level` says what the rows are shown by. `geometry` is a JSON file for the rectangles of panes, cells
    and highlights, in pixels of the picture.
    No setting of the user is read or written.

    Raises the errors of opening a corpus, OutOfRange, QueryError, and ReadOnly or DiskFull for the files.
    """
    if layout not in LAYOUTS:
        raise HexaplaError(f"there is no layout “{layout}”; choose one of {', '.join(LAYOUTS)}")
    if QApplication.instance() is None:
        os.environ.update(QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR="1", QT_FONT_DPI="96")
    make_application(["hexapla"])
    settings = Settings()
    settings["theme"] = theme
    settings["layout"] = layout
    settings["level"] = level
    program = assemble(settings=settings, corpora=corpus.parent, cache=folders.cache(), prepares=False)
    try:
        _show(program, corpus, QSize(*size), at, find)
        picture = program.window.grab().toImage()
        report = _in_the_window(program)
    finally:
        program.window.close()
        program.end(seconds=10)
    _write(output, _png(picture))
    if geometry is not None:
        _write(geometry, json.dumps(report, ensure_ascii=False).encode() + b"\n")


def _show(program: Program, corpus: Path, size: QSize, at: int | None, find: str | None) -> None:
    window = program.window
    refusals: list[HexaplaError] = []
    program.library.failed.connect(refusals.append)
    window.setFixedSize(size)
    window.show()
    if not program.library.open(corpus) or window.view.index is None:
        raise refusals[0] if refusals else CorpusMissing(corpus)
    rows = window.view.index.unit_count
    if at is not None and not 0 <= at < rows:
        raise OutOfRange("row", at, rows)
    if at is not None:
        window.view.go_to(at, top=True)
    if find is not None:
        _search(program, find)
    _settle()
    if at is not None:
        window.view.go_to(at, top=True)
    elif program.session.current is not None:
        window.search.show_stop(program.session.current)
    _settle()
    window.view.sentences.catch_up()
    window.whereabouts.catch_up()


def _search(program: Program, text: str) -> None:
    """Types into the search field and waits for the last result."""
    refusals: list[HexaplaError] = []
    loop = QEventLoop()

    def take(results: Results) -> None:
        if results.complete:
            loop.quit()

    def refuse(error: HexaplaError) -> None:
        refusals.append(error)
        loop.quit()

    program.session.found.connect(take)
    program.session.refused.connect(refuse)
    program.window.bar.unfold()
    program.window.bar.field.setText(text)
    if program.session.busy:
        loop.exec()
    if refusals:
        raise refusals[0]


def _settle() -> None:
    """Has the layouts do now what they would do as soon as the event loop comes to it."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def _in_the_window(program: Program) -> dict[str, Any]:
    """The view's report, moved from the view to the whole window."""
    report = program.window.view.geometry_report()
    origin = program.window.view.mapTo(program.window, QPoint(0, 0))

    def moved(rect: list[float]) -> list[float]:
        return [rect[0] + origin.x(), rect[1] + origin.y(), rect[2], rect[3]]

    for part in (*report["panes"], *report["cells"]):
        part["rect"] = moved(part["rect"])
    for highlight in report["highlights"]:
        highlight["rects"] = [moved(rect) for rect in highlight["rects"]]
    return report


def _png(picture: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(content.data())


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        try:
            part.write_bytes(content)
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise from_os(path, error) from error
