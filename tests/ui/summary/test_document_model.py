from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from viewer.alignment_summary import Summary
from viewer.model import VersionId
from viewer.ui.i18n import Safe
from viewer.ui.summary.model import DocumentModel

DE = VersionId("de")
MANY = 10_000


@pytest.fixture
def model(qtbot: QtBot) -> DocumentModel:
    """Ten thousand documents: the last has the most rows; every second is not in German."""
    rows = np.arange(MANY)
    shares = np.where(rows % 2, np.nan, 0.999)
    made = DocumentModel()
    made.show(
        Summary(rows, rows // 2, rows % 7, rows % 3, rows < 0, {DE: shares}),
        [f"Document {n}" for n in range(MANY)],
        [(Safe("Deutsch"), Safe("German"))],
    )
    return made


def line(model: DocumentModel, row: int) -> list[str]:
    said = (model.data(model.index(row, column)) for column in range(model.columnCount()))
    return [text.strip("\u2068\u2069") for text in said]


def test_a_line_tells_what_was_counted(model: DocumentModel) -> None:
    headings = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert headings == ["Document", "Rows", "Complete", "Doubtful", "Confirmed", "Deutsch"]
    assert line(model, 200) == ["Document 200", "200", "100", "4", "2", "99 %"]
    assert line(model, 1)[-1] == "–"


def test_documents_are_sorted_by_any_column_and_like_ones_stay_in_order(model: DocumentModel) -> None:
    model.sort(3, Qt.SortOrder.DescendingOrder)
    assert [model.document_at(row) for row in range(3)] == [6, 13, 20]
    assert model.row_of(13) == 1
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert model.document_at(0) == MANY - 1
    model.sort(0)
    assert model.document_at(0) == 0


def test_documents_without_a_version_come_last_whichever_way_it_is_sorted(model: DocumentModel) -> None:
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        model.sort(5, order)
        assert model.document_at(0) == 0
        assert model.document_at(MANY - 1) == MANY - 1
