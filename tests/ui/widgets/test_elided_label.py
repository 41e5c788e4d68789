from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from viewer.ui.widgets.elided_label import ElidedLabel


def test_what_has_no_room_is_cut_off_and_stands_in_the_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText("a <b>long</b> line " * 20)
    label.resize(120, 24)
    label.grab()
    assert label.shown().endswith("…")
    assert "a &lt;b&gt;long" in label.toolTip()
    label.setText("short")
    label.grab()
    assert (label.shown(), label.toolTip()) == ("short", "")


def test_it_never_makes_its_window_wide(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText("x" * 10_000)
    assert label.minimumSizeHint().width() < 100


def test_the_second_part_of_a_text_never_gives_way(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.set_texts("a long title " * 20, " row 1 of 5")
    label.resize(label.minimumSizeHint().width() + 40, 24)
    assert label.shown().startswith("a")
    assert label.shown().endswith("… row 1 of 5")
    label.resize(label.minimumSizeHint())
    assert label.shown().endswith(" row 1 of 5")


@pytest.mark.parametrize("text", ["", "row", "العربية", "日本語", "اُردُو  ·  हिन्दी"])
def test_it_is_as_high_as_the_letters_of_the_window(qtbot: QtBot, text: str) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText(text)
    assert label.sizeHint().height() == label.minimumSizeHint().height() == label.fontMetrics().height()
