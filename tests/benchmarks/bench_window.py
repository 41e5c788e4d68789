"""Typing into the search of a large corpus: how soon hits are there, and how long the window ever stands still."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from viewer.corpus import Builder, NewSegment, NewUnit
from viewer.model import Source, Status
from viewer.ui.application import assemble, make_application
from viewer.ui.searching.preparation import prepare_here
from viewer.ui.settings import Settings

pytestmark = pytest.mark.bench

ROWS = 300_000
WORDS = "der Fluss die Stadt und das Haus am Wasser bei Nacht ohne Licht mit dem König von Babylon".split()
TAGS = ("de", "en", "pt")


def sentences(seed: int) -> Iterator[str]:
    for row in range(ROWS):
        start = (row * 7 + seed * 3) % len(WORDS)
        yield f"{row} " + " ".join(itertools.islice(itertools.cycle(WORDS), start, start + 14 + row % 9))


def build(path: Path) -> Path:
    with Builder(path, title="bench") as builder:
        versions = [builder.add_version(tag, tag) for tag in TAGS]
        document = builder.add_document("bench")
        for seed, version in enumerate(versions):
            source = Source("made.txt", "text", "utf-8", "0" * 64)
            builder.add_text(document, version, source, map(NewSegment, sentences(seed)))
        builder.add_units(
            document,
            (NewUnit(dict.fromkeys(versions, (row, row + 1)), 0.9, Status.IMPORTED) for row in range(ROWS)),
        )
        builder.commit()
    return path


def test_typing_in_a_large_corpus(qtbot: QtBot, tmp_path: Path) -> None:
    corpus = build(tmp_path / "large.hexapla")
    prepare_here(corpus, tmp_path / "cache" / "search", progress=lambda _: None, cancelled=lambda: False)
    make_application([])
    program = assemble(settings=Settings(), corpora=tmp_path, cache=tmp_path / "cache")
    qtbot.addWidget(program.window)
    with qtbot.waitExposed(program.window):
        program.window.show()
    begun = time.perf_counter()
    program.library.open(corpus)
    print(f"\nopen {ROWS:,} rows x {len(TAGS)}: {(time.perf_counter() - begun) * 1000:.0f} ms")

    beats = [time.perf_counter()]
    heart = QTimer()
    heart.setInterval(1)
    heart.timeout.connect(lambda: beats.append(time.perf_counter()))
    heart.start()
    program.window.commands["find"].trigger()
    for text in ("ohne Licht m", "e", "123456 d"):
        program.window.bar.field.clear()
        firsts: list[float] = []
        for letter in text:
            begun = time.perf_counter()
            with qtbot.waitSignal(program.session.found):
                qtbot.keyClicks(program.window.bar.field, letter)
            firsts.append((time.perf_counter() - begun) * 1000)
        begun = time.perf_counter()
        if program.session.busy:
            with qtbot.waitSignal(
                program.session.found, check_params_cb=lambda results: results.complete, timeout=20_000
            ):
                pass
        complete = (time.perf_counter() - begun) * 1000
        results = program.session.results
        assert results is not None
        for _ in range(20):
            program.window.commands["find_next"].trigger()
        print(
            f"{text!r}: {results.total:,} hits; first results after {max(firsts):.0f} ms at most, "
            f"all {complete:.0f} ms after the last letter's first"
        )
    gaps = [(later - earlier) * 1000 for earlier, later in itertools.pairwise(beats)]
    print(f"longest gap in the window's thread: {max(gaps):.0f} ms")
    program.window.close()
    assert program.end(seconds=10)
    assert max(gaps) < 200
