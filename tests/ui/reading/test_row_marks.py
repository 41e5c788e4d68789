from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from viewer.model import Status, Unit, VersionId
from viewer.ui.reading.row_marks import RowMark, mark_of, paint_mark, standing, tint_of
from viewer.ui.theme import LIGHT, THEMES, Theme


def row(confidence: float | None, status: Status = Status.AUTOMATIC) -> Unit:
    return Unit(0, 0, confidence, status, {})


def shape(mark: RowMark, theme: Theme) -> NDArray[np.bool_]:
    """Where a mark has ink."""
    image = QImage(16, 16, QImage.Format.Format_RGB32)
    image.fill(theme.page)
    with QPainter(image) as painter:
        paint_mark(painter, mark, QPointF(8, 8), theme)
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(16, 16)
    return pixels != pixels[0, 0]


@pytest.mark.parametrize(
    ("unit", "mark", "said"),
    [
        (row(0.34), RowMark.DOUBTFUL, "Doubtful: 34 % sure that these paragraphs belong together"),
        (row(0.34, Status.CONFIRMED), RowMark.CONFIRMED, "Confirmed"),
        (row(None, Status.EDITED), RowMark.EDITED, "Edited by hand"),
        (row(0.9, Status.REVIEW), RowMark.REVIEW, "To review"),
        (row(0.8), None, "80 % sure that these paragraphs belong together"),
        (row(None, Status.IMPORTED), None, ""),
        (
            replace(row(None), cells={VersionId("de"): (), VersionId("pt"): ()}),
            RowMark.PROVISIONAL,
            "Provisional: not aligned yet",
        ),
    ],
)
def test_a_row_is_marked_for_one_reason_and_says_which(unit: Unit, mark: RowMark | None, said: str) -> None:
    assert mark_of(unit) is mark
    assert standing(unit) == said


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_marks_differ_in_shape_not_only_in_colour(theme: Theme) -> None:
    for one, other in itertools.combinations(RowMark, 2):
        differing = np.count_nonzero(shape(one, theme) ^ shape(other, theme))
        assert differing > 20, (one, other)


def test_the_less_sure_a_row_is_the_stronger_is_its_tint() -> None:
    strengths = [LIGHT.page.blue() - tint.blue() for sure in (0.49, 0.2, 0.0) if (tint := tint_of(row(sure), LIGHT))]
    assert strengths == sorted(strengths)
    assert strengths[0] > 10
    assert tint_of(row(0.0), LIGHT) == LIGHT.doubtful_row
    assert tint_of(row(0.5), LIGHT) is None
    assert tint_of(row(0.1, Status.CONFIRMED), LIGHT) is None
