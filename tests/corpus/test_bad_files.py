from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from corpus_making import SOURCE, add_rows, everything, merged, table

from viewer.corpus import Builder, ColumnRows, Corpus, NewSegment, changes, is_corpus, schema
from viewer.errors import (
    CorpusMissing,
    Damaged,
    DiskFull,
    Forbidden,
    Locked,
    NotACorpus,
    ReadOnly,
    Replaced,
    TooNew,
)
from viewer.model import Status

Make = Callable[..., Path]


def changed(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b" \t\r\n" * 1000, b"no corpus, a text\n" * 999, b"SQLite format 3\0", b"\0" * 8192, os.urandom(5000)],
    ids=["empty", "a line end", "white space", "text", "the first bytes only", "zeros", "noise"],
)
def test_another_file_is_no_corpus(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "c.hexapla"
    path.write_bytes(content)
    for read_only in (True, False):
        with pytest.raises(NotACorpus):
            Corpus.open(path, read_only=read_only)
    assert not is_corpus(path)
    assert path.read_bytes() == content
    assert [file.name for file in tmp_path.glob("c.*")] == ["c.hexapla"]


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_the_database_of_another_program_is_left_alone(tmp_path: Path, mode: str) -> None:
    path = changed(tmp_path / "c.db", f"PRAGMA journal_mode = {mode}", "CREATE TABLE t (x)", "PRAGMA user_version = 1")
    before = path.read_bytes()
    with pytest.raises(NotACorpus):
        Corpus.open(path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.glob("c.*")] == ["c.db"]


def test_what_is_not_there_is_missing(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "file").write_text("x")
    for name in ("none", "none/none", "file/none", "loop", "x" * 300):
        with pytest.raises(CorpusMissing):
            Corpus.open(tmp_path / name)
    assert not (tmp_path / "none").exists()


def test_folders_and_pipes_are_no_corpora(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/null")):
        with pytest.raises(NotACorpus):
            Corpus.open(path)


def test_a_newer_corpus_asks_for_a_newer_program(five: Path) -> None:
    changed(five, "PRAGMA user_version = 99")
    with pytest.raises(TooNew) as caught:
        Corpus.open(five)
    assert (caught.value.found, caught.value.known) == (99, len(schema.MIGRATIONS))


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE chunk",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TRIGGER t AFTER INSERT ON setting BEGIN DELETE FROM segment; END",
        "ALTER TABLE segment ADD COLUMN extra INTEGER",
    ],
)
def test_other_tables_than_ours_are_damage(five: Path, statement: str) -> None:
    changed(five, "PRAGMA foreign_keys = OFF", statement)
    with pytest.raises(Damaged):
        Corpus.open(five)


def test_an_older_corpus_is_brought_up_and_kept(five: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Corpus.open(five) as corpus:
        before = everything(corpus)

    def step(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE later (x INTEGER) STRICT")

    older = len(schema.MIGRATIONS)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
    schema.expected.cache_clear()
    try:
        with Corpus.open(five, read_only=True) as corpus:
            assert everything(corpus) == before
        backup = five.with_name(f"{five.name}.v{older}.bak")
        assert not backup.exists()
        with Corpus.open(five) as corpus:
            assert everything(corpus) == before
            assert corpus.check() == []
        with Corpus.open(backup, read_only=True) as corpus:
            assert everything(corpus) == before
    finally:
        schema.expected.cache_clear()


def test_a_corpus_of_the_first_tables_is_brought_up_with_its_log(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        path = make([{"de": ["a", "b"], "pt": ["A"]}, {"de": ["c"]}])
        patch.setattr(changes, "_forget_undone", lambda database: None)  # there were no images then
        with Corpus.open(path) as corpus:
            corpus.splice(0, 2, [merged(corpus.units(0, 2))], action="merge")
            after = everything(corpus)
    with Corpus.open(path, read_only=True) as corpus:
        assert (everything(corpus), corpus.check()) == (after, [])
    with Corpus.open(path) as corpus:
        assert (everything(corpus), corpus.check()) == (after, [])
        assert corpus.undo()
        assert table(corpus.units(0, 2)) == [{"de": ["a", "b"], "pt": ["A"]}, {"de": ["c"]}]
        assert corpus.check() == []
    with Corpus.open(path.with_name(f"{path.name}.v1.bak"), read_only=True) as corpus:
        assert everything(corpus) == after


def test_a_copy_before_bringing_up_is_whole_or_not_there(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        path = make([{"de": ["a"]}])
    part = path.with_name(f"{path.name}.v1.bak.part")
    part.write_bytes(b"torn")
    Corpus.open(path).close()
    assert not part.exists()
    assert is_corpus(path.with_name(f"{path.name}.v1.bak"))


def test_a_reader_gives_up_on_a_writer_soon(five: Path) -> None:
    with Corpus.open(five, patience=0.05) as corpus, closing(sqlite3.connect(five, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        begun = time.perf_counter()
        for attempt in (
            lambda: corpus.units(0, 1),
            lambda: corpus.index(),
            lambda: corpus.check(),
            lambda: corpus.undo(),
            lambda: Corpus.open(five, patience=0.05),
            lambda: Corpus.open(five, read_only=True, patience=0.05),
        ):
            with pytest.raises(Locked):
                attempt()
        assert time.perf_counter() - begun < 3
        writer.execute("ROLLBACK")
        assert corpus.unit_count == 5


def test_two_may_read_while_one_prepares_to_write(five: Path) -> None:
    with Corpus.open(five, patience=0.05) as corpus, closing(sqlite3.connect(five, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert len(corpus.units(0, 5)) == 5
        with pytest.raises(Locked):
            corpus.set_setting("a", "b")


def test_a_half_read_version_keeps_nobody_from_writing(make: Make) -> None:
    path = make([{"de": [str(number)]} for number in range(3000)])
    with Corpus.open(path) as corpus, Corpus.open(path, patience=0.05) as other:
        stream = corpus.segments(corpus.version("de").id)
        rows = corpus.all_units()
        assert next(stream)[1].text == next(rows).cells[corpus.version("de").id][0].text == "0"
        other.splice(0, 2, [merged(other.units(0, 2))], action="merge")
        assert [ordinal for ordinal, _ in stream] == list(range(1, 3000))
        with pytest.raises(Locked):
            list(rows)


def test_rows_are_read_on_while_another_keeps_its_place(make: Make) -> None:
    path = make([{"de": [str(number)]} for number in range(600)])
    with Corpus.open(path) as corpus, Corpus.open(path) as other:
        rows = corpus.all_units()
        next(rows)
        other.set_setting("place", "1")
        assert len(list(rows)) == 599


def test_a_writer_gives_up_on_a_reader_soon(five: Path) -> None:
    with Corpus.open(five, patience=0.05) as corpus, closing(sqlite3.connect(five)) as reader:
        half_read = reader.execute("SELECT * FROM segment")
        half_read.fetchone()
        before, rows = everything(corpus), [merged(corpus.units(0, 2))]
        with pytest.raises(Locked):
            corpus.splice(0, 2, rows, action="merge")
        assert everything(corpus) == before
        half_read.close()
        corpus.splice(0, 2, rows, action="merge")


def test_a_read_only_corpus_is_not_written(five: Path) -> None:
    with Corpus.open(five, read_only=True) as corpus:
        assert corpus.read_only
        rows = [merged(corpus.units(0, 2))]
        for attempt in (
            lambda: corpus.splice(0, 2, rows, action="merge"),
            lambda: corpus.undo(),
            lambda: corpus.set_setting("a", "b"),
        ):
            with pytest.raises(ReadOnly):
                attempt()
        assert corpus.check() == []


def test_permissions_are_respected(five: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    allowed = os.R_OK
    monkeypatch.setattr(os, "access", lambda path, mode: mode == allowed)  # root may do everything
    with pytest.raises(ReadOnly):
        Corpus.open(five)
    with pytest.raises(ReadOnly):
        Builder(five.with_name("new.hexapla"), title="t")
    with Corpus.open(five, read_only=True) as corpus:
        assert corpus.unit_count == 5
    allowed = 0
    with pytest.raises(Forbidden):
        Corpus.open(five, read_only=True)


def test_a_corpus_deleted_while_open_can_be_saved_elsewhere(five: Path, tmp_path: Path) -> None:
    with Corpus.open(five) as corpus:
        corpus.splice(0, 2, [merged(corpus.units(0, 2))], action="merge")
        five.unlink()
        with pytest.raises(Replaced):
            corpus.undo()
        corpus.save_copy(tmp_path / "saved.hexapla")
        assert corpus.unit_count == 4
    with Corpus.open(tmp_path / "saved.hexapla") as corpus:
        assert corpus.undo()
        assert corpus.check() == []


def test_a_corpus_replaced_while_open_is_not_written_to(five: Path, make: Make) -> None:
    other = make([{"de": ["other"]}], name="other")
    with Corpus.open(five) as corpus:
        rows = [merged(corpus.units(0, 2))]
        os.replace(other, five)
        with pytest.raises(Replaced):
            corpus.splice(0, 2, rows, action="merge")
        assert corpus.unit_count == 5
    with Corpus.open(five) as corpus:
        assert table(corpus.units(0, 1)) == [{"de": ["other"]}]
        assert corpus.check() == []


def test_a_full_database_rolls_back_and_goes_on_later(make: Make) -> None:
    path = make([{"de": [str(number)]} for number in range(3000)])
    with Corpus.open(path) as corpus:
        before = everything(corpus)
        (pages,) = corpus._database._sqlite.execute("PRAGMA page_count").fetchone()
        corpus._database._sqlite.execute(f"PRAGMA max_page_count = {pages}")
        rows, fields = [merged(corpus.units(0, 3000))], {"note": "x" * 1_000_000}
        with pytest.raises(DiskFull):
            corpus.splice(0, 3000, rows, action="merge", fields=fields)
        assert everything(corpus) == before
        corpus._database._sqlite.execute("PRAGMA max_page_count = 100000")
        corpus.splice(0, 3000, rows, action="merge", fields=fields)
        assert corpus.unit_count == 1
        assert corpus.check() == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = shutil.which("mount")
    if (
        not mount
        or subprocess.run([mount, "-t", "tmpfs", "-o", "size=1m", "none", folder], capture_output=True).returncode
    ):
        pytest.skip("no small disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_loses_nothing(small_disk: Path, five: Path, make: Make) -> None:
    path = Path(shutil.copy(five, small_disk / "c.hexapla"))
    filler = small_disk / "filler"
    with Corpus.open(path) as corpus:
        before, rows = everything(corpus), [merged(corpus.units(0, 2))]
        with pytest.raises(OSError, match="No space"):
            filler.write_bytes(b"x" * 2_000_000)
        with pytest.raises(DiskFull):
            corpus.splice(0, 2, rows, action="merge")
        assert everything(corpus) == before
        with pytest.raises(DiskFull):
            corpus.save_copy(small_disk / "copy.hexapla")
        filler.unlink()
        corpus.splice(0, 2, rows, action="merge")
        assert corpus.check() == []
    assert not (small_disk / "copy.hexapla").exists()


def test_a_build_on_a_full_disk_leaves_the_old_corpus(small_disk: Path, five: Path) -> None:
    path = Path(shutil.copy(five, small_disk / "c.hexapla"))
    with Builder(path, title="large", overwrite=True) as builder:
        builder.add_version("de")
        builder.add_document("large")
        with pytest.raises(DiskFull):
            add_rows(builder, 0, [{"de": [random.randbytes(500).hex()]} for _ in range(20_000)])
    assert [file.name for file in small_disk.iterdir()] == ["c.hexapla"]
    with Corpus.open(path) as corpus:
        assert corpus.unit_count == 5
        assert corpus.check() == []


def test_a_disk_that_cannot_be_written_can_be_read(small_disk: Path, five: Path) -> None:
    path = Path(shutil.copy(five, small_disk / "c.hexapla"))
    with Corpus.open(path) as corpus:
        corpus.set_setting("a", "b")
        content = everything(corpus)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(ReadOnly):
        Corpus.open(path)
    with pytest.raises(ReadOnly):
        Builder(small_disk / "new.hexapla", title="t")
    with Corpus.open(path, read_only=True) as corpus:
        assert everything(corpus) == content


def test_a_change_on_a_full_disk_leaves_the_corpus_as_it_was(small_disk: Path, make: Make) -> None:
    path = Path(shutil.copy(make([{"de": [str(number)]} for number in range(100)]), small_disk / "c.hexapla"))

    def add(corpus: Corpus) -> None:
        with corpus.restructuring("added") as change:
            rows = ColumnRows.of(range(1, 101), [40] * 100, [None] * 100, [Status.AUTOMATIC] * 100)
            segments = [NewSegment("x" * 100)] * 4000
            change.put_text(0, change.add_version("fr"), SOURCE, segments, rows)

    filler = small_disk / "filler"
    with Corpus.open(path) as corpus:
        before = everything(corpus)
        with pytest.raises(OSError, match="No space"):
            filler.write_bytes(b"x" * 2_000_000)
        with pytest.raises(DiskFull):
            add(corpus)
        assert (everything(corpus), corpus.check()) == (before, [])
        filler.unlink()
        add(corpus)
        assert corpus.check() == []
