"""What an edit costs the thread of the window, in a million rows of five versions and in as many as the Bible has.

Beside the same edits when all is shown anew. The figures are printed, and written to .benchmarks/editing.json.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from child import load, measured, report
from kept_corpora import generated
from reading_program import BUSY, searched

pytestmark = pytest.mark.bench

ROWS = (31_102, int(os.environ.get("HEXAPLA_BENCH_ROWS", "1000000")))
MOST, AIM = 50, 15
"""Milliseconds that an edit may keep the thread of the window busy, and that it should."""


def test_editing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found: dict[str, Any] = {}
    with capsys.disabled():
        for rows in ROWS:
            kept = generated(rows)
            cache = searched(kept)
            copy = Path(shutil.copy(kept, tmp_path / "edited.hexapla"))
            os.sync()  # else the first edit would wait for the copy to be written
            found[str(rows)] = measured("editing_program", copy, cache)
            _print(rows, found[str(rows)])
    report("editing").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    told = [one for place, edits in found[str(ROWS[-1])].items() if "anew" not in place for one in edits.values()]
    assert max(one[f"gap{BUSY}"] for one in told) <= MOST


def _print(rows: int, found: dict[str, Any]) -> None:
    print(f"\n  {rows:,} rows x 5, {load()}: the longest standstill, of the processor (aim {AIM}, at most {MOST} ms)")
    print(f"  {'':<26}" + "".join(f"{place:>18}" for place in found))
    for edit in next(iter(found.values())):
        figures = "".join(f"{edits[edit][f'gap{BUSY}']:18.1f}" for edits in found.values())
        print(f"  {edit:<26}{figures}")
    for name, figure in (("passed, longest", "gap"), ("worked in all, most", f"work{BUSY}")):
        print(
            f"  {name:<26}" + "".join(f"{max(one[figure] for one in edits.values()):18.1f}" for edits in found.values())
        )
