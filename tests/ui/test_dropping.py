from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from viewer.ui.application import Program
from viewer.ui.dropping import Dropping
from viewer.ui.widgets.drop_overlay import Target

HOW = (Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


class Hand:
    """Drags files over a window, from the left to the right, and lets go of them."""

    def __init__(self, program: Program, *paths: Path) -> None:
        self.window = program.window
        self.dropping: Dropping = program.window.dropping
        self.dropping.dropped.disconnect()  # nothing is to happen but the question where it fell
        self.fallen: list[tuple[list[Path], Target]] = []
        self.dropping.dropped.connect(lambda paths, target: self.fallen.append((paths, target)))
        self.data = QMimeData()
        self.data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        action, button, keys = HOW
        QApplication.sendEvent(self.window, QDragEnterEvent(QPoint(2, 300), action, self.data, button, keys))

    def move(self, share: float) -> list[str]:
        """Moves to that share of the width; the names of the targets, the one that is meant in capitals."""
        action, button, keys = HOW
        point = QPoint(round(self.window.width() * share), 300)
        QApplication.sendEvent(self.window, QDragMoveEvent(point, action, self.data, button, keys))
        names = []
        for field in self.dropping.overlay.children():
            label = field.findChild(QLabel, "title") if field.isWidgetType() else None
            if label is not None and label.isVisible():
                names.append(label.text().upper() if field.property("over") else label.text())
        return names

    def let_go(self, share: float) -> None:
        action, button, keys = HOW
        point = QPointF(self.window.width() * share, 300)
        QApplication.sendEvent(self.window, QDropEvent(point, action, self.data, button, keys))


@pytest.fixture
def texts(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "a.fr.txt", tmp_path / "b.fr.txt"]
    for path in paths:
        path.write_text("Bonjour.\n", encoding="utf-8")
    return paths


def test_over_a_corpus_three_targets_say_what_files_become(reading: Program, texts: list[Path]) -> None:
    hand = Hand(reading, *texts)
    assert hand.move(0.1) == ["NEW CORPUS", "Add as version", "Add as document"]
    assert hand.move(0.5) == ["New corpus", "ADD AS VERSION", "Add as document"]
    assert hand.move(0.95) == ["New corpus", "Add as version", "ADD AS DOCUMENT"]
    hand.let_go(0.95)
    assert hand.fallen == [(texts, Target.DOCUMENT)]
    assert not reading.window.dropping.overlay.isVisible()


def test_a_corpus_can_only_be_opened(reading: Program, corpus_file: Path) -> None:
    hand = Hand(reading, corpus_file)
    assert hand.move(0.1) == ["OPEN"]
    hand.let_go(0.9)
    assert hand.fallen == [([corpus_file], Target.OPEN)]


def test_over_the_empty_page_everything_becomes_a_new_corpus(program: Program, texts: list[Path]) -> None:
    hand = Hand(program, texts[0])
    assert hand.move(0.9) == []
    hand.let_go(0.9)
    assert hand.fallen == [([texts[0]], Target.NEW)]


def test_leaving_the_window_takes_the_targets_away(reading: Program, texts: list[Path]) -> None:
    hand = Hand(reading, *texts)
    assert reading.window.dropping.overlay.isVisible()
    QApplication.sendEvent(reading.window, QDragLeaveEvent())
    assert not reading.window.dropping.overlay.isVisible()
    assert hand.fallen == []
