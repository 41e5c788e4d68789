from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from viewer.ui.theme import THEMES, Theme


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#767676"), QColor("white")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
@pytest.mark.parametrize(
    ("role", "least"),
    [("text", 7), ("muted", 4.5), ("accent", 3), ("doubtful", 3), ("gap_mark", 3), ("hit_mark", 3)],
)
def test_what_is_drawn_on_the_page_and_in_the_overview_can_be_seen(theme: Theme, role: str, least: float) -> None:
    assert min(contrast(getattr(theme, role), ground) for ground in (theme.page, theme.row)) >= least


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
@pytest.mark.parametrize(
    "ground",
    [
        "page",
        "row",
        "pointed_row",
        "hit_row",
        "doubtful_row",
        "partner",
        "possible",
        "chrome",
        "field",
        "warning",
        "error",
    ],
)
def test_texts_and_words_can_be_read_wherever_they_stand(theme: Theme, ground: str) -> None:
    assert contrast(theme.text, getattr(theme, ground)) >= 7
    if ground not in ("warning", "error"):
        assert contrast(theme.muted, getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
@pytest.mark.parametrize("ground", ["page", "row", "chrome", "field"])
def test_the_frame_of_what_has_the_keyboard_can_be_seen(theme: Theme, ground: str) -> None:
    assert contrast(theme.accent, getattr(theme, ground)) >= 3


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
@pytest.mark.parametrize(
    ("letters", "ground"),
    [("hit_text", "hit"), ("current_hit_text", "current_hit"), ("selection_text", "selection"), ("text", "row")],
)
def test_letters_under_a_mark_can_be_read(theme: Theme, letters: str, ground: str) -> None:
    assert contrast(getattr(theme, letters), getattr(theme, ground)) >= 4.5
