"""Documents whose versions are of different texts are told of once, and marked in the table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot
from reading_corpora import build

from viewer.model import Status
from viewer.ui.application import Program


def test_a_document_that_derailed_is_told_of_and_shown(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    rows: list[Any] = [{"de": f"Zeile {n} steht hier", "en": f"Row {n} stands here"} for n in range(30)]
    sure = {n: (0.3 if 10 <= n < 20 else 0.95, Status.AUTOMATIC) for n in range(30)}
    program.library.open(build(tmp_path / "derailed.hexapla", rows, documents=3, judged=sure))
    window = program.window
    with qtbot.waitSignal(window.alarm.told):
        window.alarm.look()
    message = window.messages.message
    assert message is not None
    assert "hardly fit each other" in message.text
    message.answers[0].act()
    assert window.view.current_unit() == 10
    model = window.summary.model
    qtbot.waitUntil(lambda: model.rowCount() == 3)
    marked = [model.data(model.index(row, 0)).startswith("⚠") for row in range(3)]
    assert marked == [False, True, False]


def test_nothing_is_told_of_texts_that_fit(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    rows: list[Any] = [{"de": f"Zeile {n} steht hier", "en": f"Row {n} stands here"} for n in range(10)]
    sure = dict.fromkeys(range(10), (0.95, Status.AUTOMATIC))
    program.library.open(build(tmp_path / "sure.hexapla", rows, judged=sure))
    before = program.window.messages.message
    with qtbot.waitSignal(program.jobs.changed):
        program.window.alarm.look()
    qtbot.waitUntil(lambda: not program.jobs.running())
    assert program.window.messages.message == before
