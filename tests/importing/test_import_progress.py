"""An import tells how far it is without ever going back, and wherever it is stopped nothing of it is left behind."""

from __future__ import annotations

import os
import time
from itertools import pairwise
from pathlib import Path

import pytest

from viewer import worker
from viewer.errors import Cancelled
from viewer.formats import source
from viewer.importing import import_files
from viewer.progress import Progress

STAGES = ("read", "align", "write", "index")
ROWS = 800


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two texts that have to be aligned, and a table."""
    monkeypatch.setattr(source, "CHUNK", 4_096)
    folder = tmp_path / "texts"
    folder.mkdir()
    sentences = {"de": "Das ist der {0}. Satz von {0} Sätzen.", "en": "This is sentence {0} of {0} sentences."}
    for tag, sentence in sentences.items():
        (folder / f"book.{tag}.txt").write_text("\n".join(map(sentence.format, range(ROWS))), "utf-8")
    lines = ("\t".join(sentence.format(number) for sentence in sentences.values()) for number in range(ROWS))
    (folder / "table.tsv").write_text("de\ten\n" + "\n".join(lines), "utf-8")
    return sorted(folder.iterdir())


class Stopping:
    """Wants to stop as soon as a stage is so far."""

    def __init__(self, stage: str, percent: int) -> None:
        self._stage = stage
        self._percent = percent
        self.wanted = False

    def progress(self, step: Progress) -> None:
        share = 100 * step.done / step.total
        self.wanted = self.wanted or (step.stage == self._stage and share >= self._percent)

    def cancelled(self) -> bool:
        return self.wanted


def everything_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_progress_never_goes_back_and_leaps_nowhere(files: list[Path], tmp_path: Path) -> None:
    seen: list[Progress] = []
    import_files(files, tmp_path / "c.hexapla", progress=seen.append)
    for stage in STAGES:
        shares = [step.done / step.total for step in seen if step.stage == stage]
        assert shares == sorted(shares)
        leaps = [after - before for before, after in pairwise([0.0, *shares, 1.0])]
        assert max(leaps) <= (0.5 if stage == "align" else 0.2), stage


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("percent", [1, 25, 50, 75, 99])
def test_a_stopped_import_leaves_nothing_behind(files: list[Path], tmp_path: Path, stage: str, percent: int) -> None:
    before = everything_in(tmp_path)
    stopping = Stopping(stage, percent)
    with pytest.raises(Cancelled):
        import_files(files, tmp_path / "c.hexapla", progress=stopping.progress, cancelled=stopping.cancelled)
    assert everything_in(tmp_path) == before


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("percent", [1, 99])
def test_a_stopped_import_leaves_the_old_corpus(files: list[Path], tmp_path: Path, stage: str, percent: int) -> None:
    target = tmp_path / "c.hexapla"
    import_files(files[:1], target, search=False)
    before = everything_in(tmp_path)
    stopping = Stopping(stage, percent)
    with pytest.raises(Cancelled):
        import_files(files, target, overwrite=True, progress=stopping.progress, cancelled=stopping.cancelled)
    assert everything_in(tmp_path) == before


def test_it_is_asked_whether_to_stop_all_the_time(files: list[Path], tmp_path: Path) -> None:
    asked = [time.perf_counter()]

    def cancelled() -> bool:
        asked.append(time.perf_counter())
        return False

    import_files(files, tmp_path / "c.hexapla", cancelled=cancelled)
    asked.append(time.perf_counter())
    assert max(after - before for before, after in pairwise(asked)) < 1


@pytest.mark.parametrize("stage", ["read", "write", "index"])
def test_a_process_that_imports_is_stopped_within_a_second(tmp_path: Path, stage: str) -> None:
    (tmp_path / "x.tsv").write_text("de\ten\n" + "Das ist ein Satz.\tThis is a sentence.\n" * 100_000, "utf-8")
    stopping = Stopping(stage, 0)
    wanted_at: list[float] = []

    def progress(step: Progress) -> None:
        stopping.progress(step)
        if stopping.wanted:
            wanted_at.append(time.monotonic())

    with pytest.raises(Cancelled):
        worker.run(
            import_files,
            [tmp_path / "x.tsv"],
            tmp_path / "c.hexapla",
            progress=progress,
            cancelled=lambda: bool(wanted_at),
        )
    assert time.monotonic() - wanted_at[0] < 1
    assert sorted(os.listdir(tmp_path)) == ["home", "x.tsv"]
