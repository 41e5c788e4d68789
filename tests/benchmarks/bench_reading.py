"""The reading view: open, scroll, jump and resize, at 31,102 and at 1,000,000 rows of five versions, in one run."""

from __future__ import annotations

import itertools
import lzma
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from viewer.corpus import Builder, Corpus, NewSegment, NewUnit
from viewer.model import Source, Status, VersionId
from viewer.ui.reading.page import Page
from viewer.ui.reading.view import ReadingView

pytestmark = pytest.mark.bench

BIBLE = {"de": "de", "ar": "ar", "ja": "ja", "pt-blivre": "pt", "hbo": "hbo"}
SOURCE = Source("made.tsv", "tsv", "utf-8", "0" * 64)


def verses(shared_data: Path) -> list[dict[str, str]]:
    """Rows of five versions, joined by verse id, in the order of the first."""
    texts: dict[str, dict[str, str]] = {}
    for name, tag in BIBLE.items():
        with lzma.open(shared_data / "bible" / f"{name}.tsv.xz", "rt", encoding="utf-8") as lines:
            pairs = (line.rstrip("\n").split("\t", 1) for line in lines)
            texts[tag] = {pair[0]: pair[1] for pair in pairs if len(pair) == 2}
    ids = list(dict.fromkeys(itertools.chain.from_iterable(texts.values())))[:31_102]
    return [{tag: text[verse] for tag, text in texts.items() if text.get(verse)} for verse in ids]


def build(path: Path, rows: Callable[[], Iterator[dict[str, str]]]) -> Path:
    tags = list(BIBLE.values())
    with Builder(path, title="bench") as builder:
        versions = {tag: builder.add_version(tag, tag) for tag in tags}
        document = builder.add_document("bench")
        for tag in tags:
            builder.add_text(document, versions[tag], SOURCE, (NewSegment(row[tag]) for row in rows() if tag in row))

        def units() -> Iterator[NewUnit]:
            done = dict.fromkeys(tags, 0)
            for row in rows():
                cells: dict[VersionId, tuple[int, int]] = {}
                for tag in row:
                    cells[versions[tag]] = (done[tag], done[tag] + 1)
                    done[tag] += 1
                yield NewUnit(cells, None, Status.IMPORTED)

        builder.add_units(document, units())
        builder.commit()
    return path


def timed(actions: int, act: Callable[[int], None]) -> list[float]:
    """Milliseconds of each action."""
    spent = []
    for number in range(actions):
        started = time.perf_counter()
        act(number)
        spent.append((time.perf_counter() - started) * 1000)
    return spent


def report(name: str, spent: list[float]) -> None:
    ordered = sorted(spent)
    p = [ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.5, 0.95, 0.99)]
    print(f"  {name:<28} p50 {p[0]:7.2f}  p95 {p[1]:7.2f}  p99 {p[2]:7.2f}  max {ordered[-1]:7.2f} ms")


def resident_megabytes() -> float:
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    return int(next(line for line in status.read_text().splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def measure(path: Path, qtbot: QtBot) -> None:
    view = ReadingView()
    qtbot.addWidget(view)
    view.resize(1600, 1000)
    with qtbot.waitExposed(view):
        view.show()
    page = view.findChild(Page)
    assert isinstance(page, Page)
    choose = random.Random(1)
    before = resident_megabytes()
    started = time.perf_counter()
    corpus = Corpus.open(path, read_only=True)
    opened = time.perf_counter()
    view.set_corpus(corpus)
    page.viewport().repaint()
    painted = time.perf_counter()
    print(f"\n{path.stem}: {corpus.unit_count} rows x {len(corpus.versions())} versions")
    print(f"  open {1000 * (opened - started):.1f} ms, to the first painted frame {1000 * (painted - started):.1f} ms")

    def scroll(_: int) -> None:
        page.scroll_by(60)
        page.viewport().repaint()

    def jump(_: int) -> None:
        view.go_to(choose.randrange(corpus.unit_count), top=True)
        page.viewport().repaint()

    def resize(number: int) -> None:
        view.resize(1300 + 3 * (number % 100), 1000)
        page.viewport().repaint()

    def zoom(number: int) -> None:
        view.set_zoom(1.0 + 0.1 * (number % 5))
        page.viewport().repaint()

    report("smooth scrolling, 60 px", timed(600, scroll))
    report("jump to a random row", timed(100, jump))
    report("resize by 3 px", timed(100, resize))
    report("zoom", timed(20, zoom))
    print(f"  memory: {resident_megabytes() - before:.0f} MB more than without a corpus")
    view.set_corpus(None)
    corpus.close()


def test_reading(shared_data: Path, tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    rows = verses(shared_data)
    small = build(tmp_path / "bible.hexapla", lambda: iter(rows))
    large = build(tmp_path / "million.hexapla", lambda: itertools.islice(itertools.cycle(rows), 1_000_000))
    with capsys.disabled():
        measure(small, qtbot)
        measure(large, qtbot)
