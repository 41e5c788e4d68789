"""The reading view in a running program: opening, scrolling, jumping, resizing and memory, beside Qt's own widgets.

Every corpus is measured in a process of its own. The table is printed, and all figures are written to
.benchmarks/reading.json. On a machine that others use the times are too long, and the ratios still hold.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import child
import pytest
from child import Figures
from kept_corpora import bible, generated
from reading_program import BUSY

pytestmark = pytest.mark.bench

ROWS = int(os.environ.get("HEXAPLA_BENCH_ROWS", "1000000"))
FEW = 31_102

Measured = dict[str, Figures]
"""By what was measured: the figures of it."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A line of the table: a figure, and what it should be at most."""

    name: str
    unit: str = "ms"
    most: float | None = None


AIMS = (
    Aim("first frame", most=250),
    Aim("until all is laid out"),
    Aim("columns scroll p50", most=4),
    Aim("columns scroll p99", most=8.3),
    Aim("columns jump p95", most=16.7),
    Aim("columns resize p95", most=33),
    Aim("lines scroll p50", most=4),
    Aim("lines scroll p99", most=8.3),
    Aim("lines jump p95", most=16.7),
    Aim("lines resize p95", most=33),
    Aim("flowing scroll p50", most=4),
    Aim("flowing scroll p99", most=8.3),
    Aim("flowing jump p95", most=16.7),
    Aim("flowing resize p95", most=33),
    Aim("zoom p95"),
    Aim("hover p95"),
    Aim("type p95"),
    Aim("resident opened", "MB", 250),
    Aim("resident", "MB", 250),
    Aim("searched resident", "MB"),
)


def test_reading(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        few, many = generated(FEW), generated(ROWS)
        measured: Measured = {}
        for name, what, path in (
            (f"generated {FEW:,} x 5", "view", few),
            (f"generated {ROWS:,} x 5", "view", many),
            *_of_bibles(request),
            ("5 QTextBrowser", "browsers", few),
            ("QTableView", "table", few),
        ):
            measured[name] = child.measured("reading_program", what, path)
            _show(name, measured[name])
        _show_ratios(*list(measured.values())[:2])
        path = child.report("reading")
        path.write_text(json.dumps(_report(measured), indent=1) + "\n", encoding="utf-8")
        print(f"\nall figures: {path}")


def _of_bibles(request: pytest.FixtureRequest) -> list[tuple[str, str, Path]]:
    try:
        shared_data = request.getfixturevalue("shared_data")
    except pytest.skip.Exception as reason:
        print(f"\nTHE BIBLES ARE NOT MEASURED: {reason}")
        return []
    return [(f"Bible 31,102 x {versions}", "view", bible(shared_data, versions)) for versions in (5, 11)]


def _show(name: str, figures: Figures) -> None:
    print(f"\n{name}, {child.load()}")
    for aim in AIMS:
        if aim.name not in figures:
            continue
        value = figures[aim.name]
        busy = f"{figures[aim.name + BUSY]:8.1f} busy" if aim.name + BUSY in figures else " " * 13
        told = f"aim {aim.most:5.4g}   {'met' if value <= aim.most else 'MISSED'}" if aim.most is not None else ""
        print(f"  {aim.name:<24} {value:10.1f} {aim.unit} {busy}   {told}".rstrip())


def _show_ratios(few: Figures, many: Figures) -> None:
    print(f"\n{ROWS:,} rows beside {FEW:,}: a frame takes so many times as long; and in time of the processor")
    for aim in AIMS:
        if aim.name.endswith(("p50", "p95")):
            passed, busy = (many[name] / few[name] for name in (aim.name, aim.name + BUSY))
            print(f"  {aim.name:<24} {passed:10.2f} {busy:10.2f}")


def _report(measured: Measured) -> list[dict[str, object]]:
    """A row per figure, as a program that compares runs wants them."""
    aims = {aim.name: aim.most for aim in AIMS}
    return [
        {
            "corpus": corpus,
            "figure": name,
            "value": round(value, 3),
            "unit": "MB" if name.startswith("resident") or name.endswith("resident") else "ms",
            "aim": aims.get(name),
            "met": value <= most if (most := aims.get(name)) is not None else None,
        }
        for corpus, figures in measured.items()
        for name, value in figures.items()
    ]
