"""Long texts: how fast they are aligned and how well, each in a process of its own; beside hunalign where it is found.

hunalign is the program of that name on the path, or what HEXAPLA_HUNALIGN names. `busy` is what the processor did; on a
machine with other work it says more than the seconds. HEXAPLA_BENCH_SEGMENTS asks for shorter texts.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import time
from itertools import pairwise
from pathlib import Path

import long_texts
import pytest
from child import Figures, load, measured, report
from long_texts import Case

from viewer.align.evaluate import evaluate

pytestmark = pytest.mark.bench

MOST = int(os.environ.get("HEXAPLA_BENCH_SEGMENTS", "100000"))
SIZES = [size for size in (5_000, 10_000, 100_000) if size <= MOST] or [MOST]


def saved(case: Case, folder: Path) -> Path:
    file = folder / "case.json"
    file.write_text(json.dumps({"tags": case.tags, "texts": case.texts, "gold": case.gold}), encoding="utf-8")
    return file


def hunalign() -> str | None:
    return os.environ.get("HEXAPLA_HUNALIGN") or shutil.which("hunalign")


def by_hunalign(case: Case, folder: Path) -> Figures | None:
    """The same figures of hunalign without a dictionary; it realigns with what it has learned."""
    program = hunalign()
    if program is None:
        return None
    (folder / "none.dic").write_text("")
    for name, texts in zip("ab", case.texts, strict=True):
        (folder / name).write_text("\n".join(texts) + "\n", encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    done = subprocess.run(
        [program, "-utf", "-realign", "none.dic", "a", "b"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    ends = [tuple(map(int, line.split("\t")[:2])) for line in done.stdout.splitlines()]
    rows = [(tuple(range(a, c)), tuple(range(b, d))) for (a, b), (c, d) in pairwise(ends)]
    scores = evaluate(case.gold, rows)
    busy = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return {"seconds": seconds, "busy": busy, "strict": scores.strict.f1, "lax": scores.lax.f1}


def compared(name: str, case: Case, folder: Path) -> Figures:
    """Aligned, and printed beside hunalign."""
    mine, other = measured("aligning_program", saved(case, folder)), by_hunalign(case, folder)
    print(
        f"\n{name}: {len(case.texts[0]):,} x {len(case.texts[1]):,} ({load()})\n"
        f"  Hexapla   {mine['seconds']:6.1f} s, busy {mine['busy']:5.1f} s, {mine['mib']:4.0f} MiB,"
        f" strict {mine['strict']:.3f} lax {mine['lax']:.3f}; answers within {mine['answers']:.2f} s,"
        f" progress off by {mine['uneven']:.2f} at most"
    )
    if other is None:
        print("  hunalign  is not here")
    else:
        print(
            f"  hunalign  {other['seconds']:6.1f} s, busy {other['busy']:5.1f} s,"
            f"           strict {other['strict']:.3f} lax {other['lax']:.3f}"
        )
    kept = report("align_long")
    figures = json.loads(kept.read_text()) if kept.exists() else {}
    kept.write_text(json.dumps(figures | {name: {"hexapla": mine, "hunalign": other}}, indent=1))
    return mine


def test_speed(shared_data: Path, tmp_path: Path) -> None:
    found = {}
    for size in (5_000, 10_000, 20_000, 30_000):
        if size <= MOST:
            case = long_texts.drifting(shared_data, ("en", "ar"), size)
            found[sum(map(len, case.texts))] = compared(f"en-ar, {size:,} verses", case, tmp_path)
    print("\n  busy for a thousand segments of both sides, should stay the same:")
    for segments, figures in found.items():
        print(f"    {segments:>7,}  {figures['busy'] / segments * 1000:.2f} s")
        assert figures["busy"] < segments / 750  # 80 s for 30,000 of each side
        assert figures["mib"] < 600


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("tags", [("en", "ar"), ("de", "ja"), ("ar", "ru")], ids="-".join)
def test_verses_cut_on_one_side(shared_data: Path, tmp_path: Path, tags: tuple[str, str], size: int) -> None:
    case = long_texts.cut(shared_data, tags, size)
    assert compared(f"{'-'.join(tags)} cut, {size:,} verses", case, tmp_path)["lax"] > 0.985


@pytest.mark.parametrize("tags", [("en", "ar"), ("de", "ja")], ids="-".join)
def test_texts_that_drift_apart(shared_data: Path, tmp_path: Path, tags: tuple[str, str]) -> None:
    case = long_texts.drifting(shared_data, tags, MOST)
    apart = max(
        abs(here[0] - there[0] * len(case.texts[0]) / len(case.texts[1])) for here, there in case.gold if here and there
    )
    assert compared(f"{'-'.join(tags)} drifting {apart:,.0f}", case, tmp_path)["lax"] > 0.985


@pytest.mark.parametrize("tags", [("ja", "de"), ("ar", "ru")], ids="-".join)
def test_novels_with_many_merges(shared_data: Path, tmp_path: Path, tags: tuple[str, str]) -> None:
    case = long_texts.free(shared_data, tags, min(MOST, 8_000))
    assert compared(f"{'-'.join(tags)} as in novels", case, tmp_path)["lax"] > 0.95
