"""Imports of the largest files: how long they take beside the least that such work can take, and in how much memory.

Each runs in a process of its own, whose highest resident memory is what the system says of it at its end. Where others
use the machine, processor seconds are the better measure.
"""

from __future__ import annotations

import json
import lzma
import os
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

import pytest
from made_files import lines, of_our_writers, tmx, tsv, xliff

pytestmark = pytest.mark.bench

MEGABYTE = 1_000_000


def in_a_process(function: Callable[..., dict[str, float]], *arguments: object) -> dict[str, float]:
    """What a function of this module measures, and `resident`, in megabytes."""
    command = [sys.executable, __file__, function.__name__, *map(str, arguments)]
    path = os.pathsep.join((str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")))
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": path})
    assert done.returncode == 0, done.stderr
    found: dict[str, float] = json.loads(done.stdout)
    return found


def imported(source: str, target: str, search: str) -> dict[str, float]:
    from viewer.importing import import_files

    stages: dict[str, float] = {}
    began, busy = time.perf_counter(), time.process_time()
    summary = import_files(
        [Path(source)],
        Path(target),
        search=search == "search",
        progress=lambda step: stages.update({step.stage: time.perf_counter() - began}),
    )
    spent = {"seconds": time.perf_counter() - began, "processor": time.process_time() - busy}
    return {**spent, "units": summary.units, **stages}


def least(source: str, corpus: str, target: str) -> dict[str, float]:
    """Parsing with handlers that do nothing, and `executemany` of the rows of the corpus into the same tables."""
    from viewer.corpus import schema

    def ignore(*_: object) -> None:
        pass

    began, busy = time.perf_counter(), time.process_time()
    parser = expat.ParserCreate()
    parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = ignore
    with open(source, "rb") as file:
        parser.ParseFile(file)
    parsed = time.perf_counter() - began
    parsed_by_processor = time.process_time() - busy
    written = written_by_processor = 0.0
    filled = sqlite3.connect(corpus)
    empty = sqlite3.connect(target, isolation_level=None)
    for setting in ("locking_mode = EXCLUSIVE", "journal_mode = OFF", "synchronous = OFF"):
        empty.execute(f"PRAGMA {setting}")
    empty.execute("BEGIN")
    schema.migrate(empty)
    tables = [name for (name,) in filled.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for table in tables:
        cursor = filled.execute(f"SELECT * FROM {table}")
        while rows := cursor.fetchmany(50_000):
            places = ", ".join("?" * len(rows[0]))
            began, busy = time.perf_counter(), time.process_time()
            empty.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
            written += time.perf_counter() - began
            written_by_processor += time.process_time() - busy
    began, busy = time.perf_counter(), time.process_time()
    empty.execute("COMMIT")
    written += time.perf_counter() - began
    written_by_processor += time.process_time() - busy
    filled.close()
    empty.close()
    return {"parsed": parsed, "written": written, "processor": parsed_by_processor + written_by_processor}


def say(what: str, figure: str) -> None:
    print(f"  {what:<64} {figure}")


def test_a_tmx_of_600_000_units(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmx(tmp_path / "made.tmx", 600_000)
    size = source.stat().st_size / MEGABYTE
    ours = in_a_process(imported, source, tmp_path / "made.hexapla", "no search")
    bare = in_a_process(least, source, tmp_path / "made.hexapla", tmp_path / "least.sqlite")
    ratio = ours["seconds"] / (bare["parsed"] + bare["written"])
    with capsys.disabled():
        print(f"\nTMX, {size:.0f} MB, {ours['units']:,} units, without the search cache:")
        say("expat with empty handlers", f"{bare['parsed']:.1f} s ({size / bare['parsed']:.0f} MB/s)")
        say("executemany of the same rows", f"{bare['written']:.1f} s")
        say("import: until read", f"{ours['read']:.1f} s ({size / ours['read']:.1f} MB/s)")
        say("import: until written", f"{ours['write']:.1f} s")
        say("import, all of it", f"{ours['seconds']:.1f} s, {ratio:.2f} times the least (aim: 3)")
        busy = f"{ours['processor']:.1f} s beside {bare['processor']:.1f} s"
        say("the same in processor seconds", f"{busy}, {ours['processor'] / bare['processor']:.2f} times (aim: 3)")
        say("resident memory", f"{ours['resident']:.0f} MB (aim: 300)")
    assert ours["units"] == 600_000


def test_a_tsv_of_a_million_rows_and_five_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tsv(tmp_path / "made.tsv", 1_000_000)
    size = source.stat().st_size / MEGABYTE
    ours = in_a_process(imported, source, tmp_path / "made.hexapla", "search")
    with capsys.disabled():
        print(f"\nTSV, {size:.0f} MB, {ours['units']:,} rows of five columns, with the search cache:")
        for stage in ("read", "write", "index"):
            say(f"until the end of stage `{stage}`", f"{ours[stage]:.1f} s")
        say("import, all of it", f"{ours['seconds']:.1f} s (aim: 90), {ours['processor']:.1f} of the processor")
        say("resident memory", f"{ours['resident']:.0f} MB")
    assert ours["units"] == 1_000_000


def test_the_bible_in_five_languages(shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same verses as the columns of a table, and as texts of which nobody knows what answers to what."""
    verses = [verses_of(shared_data, tag) for tag in ("de", "en", "ar", "ja", "fr")]
    known = [id_ for id_ in verses[0] if all(id_ in own for own in verses)]
    table = tmp_path / "bible.tsv"
    texts = tmp_path / "texts"
    texts.mkdir()
    rows = ("\t".join(own[id_] for own in verses) for id_ in known)
    table.write_text("de\ten\tar\tja\tfr\n" + "\n".join(rows) + "\n", "utf-8")
    for tag, own in zip(("de", "en", "ar", "ja", "fr"), verses, strict=True):
        (texts / f"{tag}.txt").write_text("\n".join(own[id_] for id_ in known) + "\n", "utf-8")
    for source in (table, texts):
        ours = in_a_process(imported, source, tmp_path / f"{source.stem}.hexapla", "search")
        with capsys.disabled():
            print(f"\nThe Bible as {source.name}, five versions, {ours['units']:,} rows, with the search cache:")
            for stage in ("read", "align", "write", "index"):
                if stage in ours:
                    say(f"until the end of stage `{stage}`", f"{ours[stage]:.1f} s")
            say("import, all of it", f"{ours['seconds']:.1f} s, {ours['processor']:.1f} of the processor")
            say("resident memory", f"{ours['resident']:.0f} MB")


def verses_of(shared_data: Path, tag: str) -> dict[str, str]:
    """The verses of a translation by their ids."""
    with lzma.open(shared_data / "bible" / f"{tag}.tsv.xz", "rt", encoding="utf-8") as lines_of_verses:
        pairs = (line.rstrip("\n").split("\t")[:2] for line in lines_of_verses if "\t" in line)
        return {id_: text for id_, text in pairs if text.strip()}


def read_whole(source: str) -> dict[str, float]:
    from viewer.formats.registry import read
    from viewer.formats.source import SourceFile

    read(SourceFile.beginning(Path(__file__)))  # so that every module is loaded
    began = time.process_time()
    draft = read(SourceFile.open(Path(source)))
    segments = sum(1 for document in draft.documents for text in document.texts for _ in text.segments("de"))
    return {"processor": time.process_time() - began, "segments": segments}


@pytest.mark.parametrize("suffix", ".tmx .xlf .tsv .csv .xlsx .jsonl .html .epub .docx .txt .md .srt .po".split())
def test_reading_every_format(tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str) -> None:
    rows = 40_000
    make = lines if suffix in {".txt", ".md", ".srt", ".po"} else xliff if suffix == ".xlf" else of_our_writers
    source = make(tmp_path / f"made{suffix}", rows)
    size = source.stat().st_size / MEGABYTE
    ours = in_a_process(read_whole, source)
    speed = f"{size / ours['processor']:.1f} MB/s, {ours['segments'] / ours['processor']:,.0f} segments a second"
    with capsys.disabled():
        print()
        say(f"{suffix}, {size:.1f} MB, {ours['segments']:,} segments", f"{speed}, {ours['resident']:.0f} MB resident")
    assert ours["segments"] >= rows


if __name__ == "__main__":
    _, name, *given = sys.argv
    measured = globals()[name](*given)
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({**measured, "resident": kilobytes * 1024 / MEGABYTE}))
