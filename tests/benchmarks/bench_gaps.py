"""Texts that no view likes: how long the window ever stands still while they are imported, opened, read and searched.

The figures are printed, and written to .benchmarks/gaps.json.
"""

from __future__ import annotations

import json

import pytest
from child import load, measured, report
from reading_gaps import TEXTS
from reading_program import BUSY

pytestmark = pytest.mark.bench

AIM = 200
"""Milliseconds."""


@pytest.mark.parametrize("text", TEXTS)
def test_the_window_never_stands_still(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    figures = measured("reading_gaps", text)
    path = report("gaps")
    before = json.loads(path.read_text("utf-8")) if path.exists() else {}
    path.write_text(json.dumps({**before, text: figures}, indent=1) + "\n", encoding="utf-8")
    with capsys.disabled():
        print(f"\n{text}, {load()}: the longest gap in the window's thread (aim {AIM} ms)")
        for name, gap in figures.items():
            if not name.endswith(BUSY):
                told = "" if gap <= AIM else "MISSED"
                print(f"  {name:<28} {gap:8.1f} ms {figures[name + BUSY]:8.1f} busy  {told}".rstrip())
    # A gap in which the thread did not work is the machine's.
    assert max(gap for name, gap in figures.items() if name.endswith(BUSY)) <= AIM
