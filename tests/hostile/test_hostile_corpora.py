"""The table of hostile corpus files: every command answers with our words, and the file stays as it was."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from viewer.cli import main
from viewer.importing import import_files

Spoil = Callable[[Path], object]
COMMANDS = [
    ("info", "{}", "--json"),
    ("rows", "{}"),
    ("search", "{}", "hallo"),
    ("export", "{}", "-o", "{}.tsv"),
    ("check", "{}"),
]


def replaced(content: bytes) -> Spoil:
    return lambda path: path.write_bytes(content)


def cut(share: float) -> Spoil:
    return lambda path: path.write_bytes(path.read_bytes()[: int(len(path.read_bytes()) * share)])


def changed(*statements: str) -> Spoil:
    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.execute("PRAGMA foreign_keys = OFF")
            for statement in statements:
                database.execute(statement)

    return spoil


def at(place: int, content: bytes) -> Spoil:
    def spoil(path: Path) -> None:
        with open(path, "rb+") as file:
            file.seek(place)
            file.write(content)

    return spoil


def gone(path: Path) -> None:
    path.unlink()


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def circle(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def other_database(path: Path) -> None:
    path.unlink()
    changed("CREATE TABLE t (x)", "PRAGMA user_version = 1")(path)


TABLE: list[tuple[str, Spoil, str]] = [
    ("0 bytes", replaced(b""), "not a Hexapla corpus"),
    ("a text", replaced(b"Hallo Welt\n" * 500), "not a Hexapla corpus"),
    ("noise", replaced(random.Random(1).randbytes(9_000)), "not a Hexapla corpus"),
    ("the first bytes only", replaced(b"SQLite format 3\0"), "not a Hexapla corpus"),
    ("zeros", replaced(bytes(9_000)), "not a Hexapla corpus"),
    ("another program's database", other_database, "not a Hexapla corpus"),
    ("a newer corpus", changed("PRAGMA user_version = 999"), "update Hexapla"),
    ("cut after a page", lambda path: path.write_bytes(path.read_bytes()[:4_096]), "damaged"),
    ("cut in the middle", cut(0.5), "damaged"),
    ("a table missing", changed("DROP TABLE chunk"), "damaged"),
    (
        "a view for a table",
        changed("ALTER TABLE version RENAME TO v", "CREATE VIEW version AS SELECT * FROM v"),
        "damaged",
    ),
    ("a trigger", changed("CREATE TRIGGER t AFTER INSERT ON setting BEGIN DELETE FROM segment; END"), "damaged"),
    ("a column more", changed("ALTER TABLE segment ADD COLUMN extra INTEGER"), "damaged"),
    ("a page size of 1", at(16, b"\x00\x01"), "damaged"),
    ("a page size that is no power of two", at(16, b"\x10\x01"), ""),
    ("a folder", folder, "not a Hexapla corpus"),
    ("a pipe", pipe, "not a Hexapla corpus"),
    ("a device", device, "not a Hexapla corpus"),
    ("links in a circle", circle, "no such file"),
    ("nothing", gone, "no such file"),
]
FLIPS = 60


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    made = tmp_path_factory.mktemp("sound")
    rows = "".join(f"Hallo {number}\tOlá {number}\n" for number in range(500))
    (made / "s.tsv").write_text("de\tpt\n" + rows, "utf-8")
    import_files([made / "s.tsv"], made / "c.hexapla", search=False)
    return (made / "c.hexapla").read_bytes()


@pytest.fixture
def path(tmp_path: Path, sound: bytes) -> Path:
    out = tmp_path / "out"
    out.mkdir()
    (out / "c.hexapla").write_bytes(sound)
    return out / "c.hexapla"


def answers(path: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[int, str]]:
    """Exit code and stderr of every command."""
    found = []
    for words in COMMANDS:
        code = main([word.format(path) for word in words])
        said = capsys.readouterr()
        # Rows and hits are told as they are read: those before the damage are sound, and its message ends them.
        assert said.out == "" or code == 0 or words[0] in {"check", "rows", "search"}
        found.append((code, said.err))
        path.with_name(f"{path.name}.tsv").unlink(missing_ok=True)
    return found


@pytest.mark.parametrize(("spoil", "words"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_a_hostile_corpus_is_refused_by_name(
    path: Path, capsys: pytest.CaptureFixture[str], spoil: Spoil, words: str
) -> None:
    spoil(path)
    before = path.read_bytes() if path.is_file() and path.stat().st_size else None
    for code, said in answers(path, capsys):
        assert code == 1
        assert said.startswith(f"hexapla: {path}: ")
        assert words in said
        assert len(said.splitlines()) == 1
    assert before is None or path.read_bytes() == before
    assert {file.name for file in path.parent.iterdir()} <= {"c.hexapla"}


@pytest.mark.parametrize("part", range(4))
def test_a_corpus_with_a_flipped_bit_is_answered_in_words(
    path: Path, sound: bytes, capsys: pytest.CaptureFixture[str], part: int
) -> None:
    chance = random.Random(part)
    for _ in range(FLIPS // 4):
        flipped = bytearray(sound)
        flipped[chance.randrange(len(sound))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        assert {code for code, _ in answers(path, capsys)} <= {0, 1}
        assert path.read_bytes() == flipped


@pytest.mark.parametrize("share", [0.9, 0.98, 0.999])
def test_a_corpus_without_its_end_is_found_out(path: Path, capsys: pytest.CaptureFixture[str], share: float) -> None:
    cut(share)(path)
    *others, (code, _) = answers(path, capsys)
    assert code == 1
    assert {code for code, _ in others} <= {0, 1}


def test_a_locked_corpus_is_said_to_be(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        code = main(["info", str(path)])
        assert (code, "another program is writing to it" in capsys.readouterr().err) == (1, True)
        writer.execute("ROLLBACK")
    assert main(["info", str(path)]) == 0
