"""Imports and exports that are killed, ended, or find no room: the old corpus is there or the new one, and no rest."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from viewer import worker
from viewer.corpus import Corpus
from viewer.errors import Cancelled, DiskFull
from viewer.exporting import export
from viewer.importing import import_files
from viewer.progress import Progress

ROWS = 20_000
FEW = pytest.param(range(3), id="a few times")
MANY = pytest.param(range(100), id="a hundred times", marks=pytest.mark.soak)


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "viewer", *map(str, arguments)]


def ran(*arguments: str | Path, **variables: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **{name: str(value) for name, value in variables.items()}}
    return subprocess.run(command(*arguments), capture_output=True, text=True, check=False, env=environment)


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "large.tsv"
    rows = (f"Das ist der Satz {number}.\tThis is sentence {number}.\n" for number in range(ROWS))
    path.write_text("de\ten\n" + "".join(rows), "utf-8")
    return path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.tsv"
    path.write_text("de\ten\nHallo\tHello\n", "utf-8")
    return path


def units(path: Path) -> int:
    """How many rows a corpus has that is as it should be."""
    with Corpus.open(path) as corpus:
        assert corpus.check() == []
        return corpus.unit_count


def age(folder: Path) -> None:
    """What lies there was left long ago."""
    for path in folder.rglob("*"):
        os.utime(path, (0, 0))


# --- killed and ended ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seeds", [FEW, MANY])
@pytest.mark.parametrize("is_new", [True, False], ids=["a new corpus", "an old one"])
def test_a_killed_import_leaves_the_old_corpus_or_the_new(
    tmp_path: Path, own_home: Path, large: Path, small: Path, seeds: range, is_new: bool
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    target = out / "c.hexapla"
    begun = time.monotonic()
    import_files([large], tmp_path / "timed.hexapla")
    whole = 1.0 + time.monotonic() - begun
    for seed in seeds:
        target.unlink(missing_ok=True)
        if not is_new:
            import_files([small], target)
        with subprocess.Popen(command("import", large, "-o", target, "--force"), stdout=subprocess.PIPE) as child:
            try:
                child.wait(random.Random(f"{seed} {is_new}").uniform(0.1, whole))
            except subprocess.TimeoutExpired:
                child.kill()
        assert target.exists() or is_new
        if target.exists():
            assert units(target) in ({ROWS} if is_new else {1, ROWS})
        assert ran("import", small, "-o", target, "--force").returncode == 0
        assert units(target) == 1
    age(tmp_path)
    assert ran("import", large, "-o", target, "--force").returncode == 0
    assert os.listdir(out) == ["c.hexapla"]
    assert not list(own_home.rglob("*.part"))


@pytest.mark.parametrize("seeds", [pytest.param(range(3), id="a few times"), MANY])
def test_an_import_that_is_ended_is_gone_in_three_seconds(tmp_path: Path, large: Path, seeds: range) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for seed in seeds:
        with subprocess.Popen(command("import", large, "-o", out / "c.hexapla"), stderr=subprocess.PIPE) as child:
            with suppress(subprocess.TimeoutExpired):  # else it was done sooner
                child.wait(random.Random(seed).uniform(0.4, 1.2))
            child.send_signal(signal.SIGTERM)
            ended = time.monotonic()
            _, said = child.communicate(timeout=30)
        assert time.monotonic() - ended < 3
        assert b"Traceback" not in said
        # By the signal where it had not begun, or was at its end. Python itself ends by SIGINT, though all of it was
        # caught and cleaned up, if the interruption came within `exec`, which makes the dataclasses of an import.
        assert child.returncode in (0, 1, -signal.SIGTERM, -signal.SIGINT)
        left = os.listdir(out)
        assert left == ["c.hexapla"] if child.returncode == 0 else left in ([], ["c.hexapla"])
        assert not left or units(out / "c.hexapla") == ROWS
        (out / "c.hexapla").unlink(missing_ok=True)


@pytest.mark.parametrize("percent", [1, 25, 50, 75, 99])
def test_a_process_that_imports_stops_at_any_percent_within_a_second(tmp_path: Path, large: Path, percent: int) -> None:
    wanted_at: list[float] = []

    def progress(step: Progress) -> None:
        is_so_far = step.stage == "write" and 100 * step.done >= percent * step.total
        if not wanted_at and (is_so_far or step.stage == "index"):  # not every step is told
            wanted_at.append(time.monotonic())

    before = sorted(os.listdir(tmp_path))
    with pytest.raises(Cancelled):
        worker.run(import_files, [large], tmp_path / "c.hexapla", progress=progress, cancelled=lambda: bool(wanted_at))
    assert time.monotonic() - wanted_at[0] < 1.5  # a second, and a half for a busy machine
    assert sorted(os.listdir(tmp_path)) == before


# --- two at once -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("force", [(), ("--force",)], ids=["", "--force"])
def test_of_two_imports_to_one_corpus_one_is_there_whole(
    tmp_path: Path, large: Path, small: Path, force: tuple[str, ...]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    pairs = [
        subprocess.Popen(command("import", source, "-o", out / "c.hexapla", *force), stdout=subprocess.PIPE)
        for source in (large, small, large)
    ]
    for child in pairs:
        child.communicate()
    codes = sorted(child.returncode for child in pairs)
    assert codes == ([0, 0, 0] if force else [0, 1, 1])
    assert units(out / "c.hexapla") in (1, ROWS)
    assert os.listdir(out) == ["c.hexapla"]


def test_a_corpus_that_is_read_while_another_takes_its_place_stays_what_it_was(
    tmp_path: Path, large: Path, small: Path
) -> None:
    target = tmp_path / "c.hexapla"
    import_files([large], target)

    def replace(done: int, _total: int) -> None:
        if done < ROWS // 2 and units(target) == ROWS:
            assert ran("import", small, "-o", target, "--force").returncode == 0

    with Corpus.open(target, read_only=True) as corpus:
        assert export(corpus, tmp_path / "o.tsv", progress=replace).units == ROWS
    assert len((tmp_path / "o.tsv").read_text("utf-8").splitlines()) == ROWS + 1
    assert units(target) == 1


# --- no room, and none to write --------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    options = ["-t", "tmpfs", "-o", "size=1m", "none", str(folder)]
    if not mount or subprocess.run([mount, *options], capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(disk: Path) -> Path:
    filler = disk / "filler"
    with pytest.raises(OSError, match="No space"):
        filler.write_bytes(bytes(2 << 20))
    return filler


def test_an_import_to_a_full_disk_says_so_and_keeps_the_old_corpus(small_disk: Path, large: Path, small: Path) -> None:
    target = small_disk / "c.hexapla"
    assert ran("import", small, "-o", target).returncode == 0
    done = ran("import", large, "-o", target, "--force")
    assert (done.returncode, done.stdout) == (1, "")
    assert "the disk is full; free some space and try again" in done.stderr
    assert (os.listdir(small_disk), units(target)) == (["c.hexapla"], 1)
    fill(small_disk).unlink()
    assert ran("import", small, "-o", target, "--force").returncode == 0


@pytest.mark.parametrize("suffix", [".tsv", ".csv", ".jsonl", ".tmx", ".html", ".docx", ".xlsx", ".epub", ".xlf", ""])
def test_an_export_to_a_full_disk_says_so_and_leaves_nothing(
    small_disk: Path, tmp_path: Path, small: Path, suffix: str
) -> None:
    import_files([small], tmp_path / "c.hexapla", search=False)
    filler = fill(small_disk)
    with Corpus.open(tmp_path / "c.hexapla", read_only=True) as corpus:
        with pytest.raises(DiskFull):
            export(corpus, small_disk / f"o{suffix}")
        assert os.listdir(small_disk) == ["filler"]
        filler.unlink()
        assert export(corpus, small_disk / f"o{suffix}").units == 1


@pytest.mark.parametrize("variable", ["XDG_CACHE_HOME", "XDG_DATA_HOME", "TMPDIR"])
def test_without_room_for_what_is_besides_everything_is_imported_and_found(
    small_disk: Path, tmp_path: Path, variable: str
) -> None:
    (tmp_path / "x.txt").write_text("Der Hund schläft am Nachmittag unter dem Baum.\n" * 9, "utf-8")
    fill(small_disk)
    done = ran("import", tmp_path / "x.txt", "-o", tmp_path / "c.hexapla", **{variable: small_disk})
    assert (done.returncode, done.stderr) == (0, "")
    done = ran("search", tmp_path / "c.hexapla", "hund", "--count", **{variable: small_disk})
    assert (done.returncode, done.stdout, done.stderr) == (0, "9 rows, de 9\n", "")


def test_where_nothing_can_be_written_sources_are_read_and_targets_refused(
    small_disk: Path, tmp_path: Path, small: Path
) -> None:
    source = Path(shutil.copy(small, small_disk / "s.tsv"))
    corpus = small_disk / "c.hexapla"
    import_files([source], corpus, search=False)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    assert ran("import", source, "-o", tmp_path / "c.hexapla").returncode == 0
    for arguments in (("import", source, "-o", corpus, "--force"), ("import", source, "-o", small_disk / "n.hexapla")):
        done = ran(*arguments)
        assert (done.returncode, done.stdout) == (1, "")
        assert "cannot be written; choose another folder" in done.stderr
    for name in ("o.tsv", "o.docx", "o"):
        done = ran("export", corpus, "-o", small_disk / name)
        assert (done.returncode, done.stdout) == (1, "")
        assert "cannot be written" in done.stderr
    assert ran("search", corpus, "hallo", "--count").stdout == "1 row, de 1, en 0\n"
    assert sorted(os.listdir(small_disk)) == ["c.hexapla", "s.tsv"]
