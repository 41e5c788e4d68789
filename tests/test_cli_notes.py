"""`hexapla notes` and `copy`."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from viewer.cli import main
from viewer.corpus import Corpus

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "de.txt").write_text(
        "Der Fluss fließt durch Köln.\nAnna *wartet* <hier> am Bahnhof.\nIm Jahr 1914 zog sie fort.\n", encoding="utf-8"
    )

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    assert run("import", "de.txt", "-o", "c.hexapla", "--paragraphs", "line")[0] == 0
    return run


def noted(run: Run) -> list[dict[str, object]]:
    return [json.loads(line) for line in run("notes", "c.hexapla", "--json")[1].splitlines()]


def test_notes_are_put_listed_changed_removed_and_taken_back(run: Run) -> None:
    assert run("notes", "c.hexapla") == (0, "c.hexapla: no notes\n", "")
    assert run("notes", "c.hexapla", "--add", "de:0:1")[0] == 0
    code, out, _ = run("notes", "c.hexapla", "the Rhine?", "--add", "de:0:0:4-9")
    assert (code, "the Rhine?" in out.splitlines()[1]) == (0, True)
    rhine, bookmark = noted(run)
    assert rhine.items() >= {
        ("document", 0),
        ("version", "de"),
        ("segment", 0),
        ("unit", 0),
        ("start", 4),
        ("stop", 9),
        ("quote", "Fluss"),
        ("text", "the Rhine?"),
        ("orphaned", False),
    }
    assert (bookmark["text"], bookmark["quote"]) == ("", "Anna *wartet* <hier> am Bahnhof.")
    assert run("notes", "c.hexapla", "--change", str(rhine["id"]), "yes")[0] == 0
    assert run("notes", "c.hexapla", "--remove", str(bookmark["id"]))[0] == 0
    assert [one["text"] for one in noted(run)] == ["yes"]
    assert run("undo", "c.hexapla")[1] == "taken back: removed notes\n"
    assert len(noted(run)) == 2


def test_what_is_no_place_or_no_note_is_refused(run: Run) -> None:
    for place in ("de:0:9", "de:7:0", "xx:0:0", "de:0:0:4-99"):
        assert run("notes", "c.hexapla", "--add", place)[0] == 1
    for wrong in (("--add", "de"), ("--add", "de:0:0:9-4"), ("text alone",)):
        assert run("notes", "c.hexapla", *wrong)[0] == 2
    assert run("notes", "c.hexapla", "--change", "7", "x")[0] == 1
    assert run("notes", "c.hexapla", "--remove", "7")[0] == 1
    assert noted(run) == []


def test_the_list_is_written_in_every_form(run: Run, tmp_path: Path) -> None:
    run("notes", "c.hexapla", "two\nlines, *both*", "--add", "de:0:1")
    for suffix in ("md", "html", "tsv", "csv", "json"):
        assert run("notes", "c.hexapla", "-o", f"list.{suffix}")[:2] == (0, f"list.{suffix}: 1 note\n")
        assert run("notes", "c.hexapla", "-o", f"list.{suffix}")[0] == 1
        assert run("notes", "c.hexapla", "-o", f"list.{suffix}", "--force")[0] == 0
    assert run("notes", "c.hexapla", "-o", "list.doc")[0] == 1
    with open("list.csv", encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["text"], row["quote"]) == ("two\nlines, *both*", "Anna *wartet* <hier> am Bahnhof.")
    assert json.loads(Path("list.json").read_text("utf-8"))["notes"][0]["text"] == "two\nlines, *both*"
    assert "> Anna \\*wartet\\* \\<hier\\> am Bahnhof.\n" in Path("list.md").read_text("utf-8")
    page = Path("list.html").read_text("utf-8")
    assert '<blockquote lang="de" dir="ltr">Anna *wartet* &lt;hier&gt; am Bahnhof.</blockquote>' in page


def test_a_copy_is_saved_with_and_without(run: Run, tmp_path: Path) -> None:
    run("notes", "c.hexapla", "private", "--add", "de:0:1")
    assert run("copy", "c.hexapla", "whole.hexapla") == (0, "whole.hexapla: saved\n", "")
    assert run("copy", "c.hexapla", "whole.hexapla")[0] == 1
    assert run("copy", "c.hexapla", "bare.hexapla", "--without-notes", "--without-history")[0] == 0
    for name, count in (("whole", 1), ("bare", 0)):
        with Corpus.open(tmp_path / f"{name}.hexapla") as corpus:
            assert (len(corpus.notes()), len(corpus.changes()), corpus.check()) == (count, count, [])
    assert b"private" not in (tmp_path / "bare.hexapla").read_bytes()
    assert str(tmp_path).encode() not in (tmp_path / "whole.hexapla").read_bytes()


def test_notes_go_along_in_an_export_when_asked(run: Run, tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text("The river.\nAnna waits.\nShe moved away.\n", encoding="utf-8")
    assert run("add", "c.hexapla", "en.txt", "--as", "version", "--paragraphs", "line")[0] == 0
    run("notes", "c.hexapla", "the Rhine?", "--add", "de:0:0:4-9")
    run("notes", "c.hexapla", "no", "--add", "de:0:1")
    run("notes", "c.hexapla", "--add", "de:0:2")
    for suffix in ("tmx", "xlf", "jsonl", "tsv", "html", "docx"):
        assert run("export", "c.hexapla", "-o", f"with.{suffix}", "--notes")[0] == 0
        assert run("export", "c.hexapla", "-o", f"without.{suffix}")[0] == 0
    for suffix in ("tmx", "xlf", "jsonl", "tsv", "html"):
        assert "“Fluss” – the Rhine?" in Path(f"with.{suffix}").read_text("utf-8"), suffix
        assert "Rhine" not in Path(f"without.{suffix}").read_text("utf-8")
    assert "<note>“Fluss” – the Rhine?</note>" in Path("with.tmx").read_text("utf-8")
    assert '<note appliesTo="source">no</note>' in Path("with.xlf").read_text("utf-8")
    assert "“no”" in Path("with.html").read_text("utf-8")
    with ZipFile("with.docx") as packed:
        assert "the Rhine?" in packed.read("word/footnotes.xml").decode()
    assert run("import", "with.tmx", "-o", "back.hexapla")[0] == 0
    with Corpus.open(tmp_path / "back.hexapla") as corpus:
        said = [
            note.value
            for unit in corpus.annotated_units(0, 3)
            for one in unit.cells[corpus.version("de").id]
            for note in one.annotations
            if note.kind == "note"
        ]
    assert said == ["“Fluss” – the Rhine?", "no"]


def test_a_format_without_a_place_for_notes_says_how_many_it_left_out(run: Run) -> None:
    run("notes", "c.hexapla", "the Rhine?", "--add", "de:0:0:4-9")
    run("notes", "c.hexapla", "no", "--add", "de:0:1")
    run("notes", "c.hexapla", "--add", "de:0:2")
    code, _, told = run("export", "c.hexapla", "-o", "lines", "--format", "moses", "--notes")
    assert (code, "2 notes left out" in told) == (0, True)
    assert (
        "1 note left out" in run("export", "c.hexapla", "-o", "part", "--format", "moses", "--notes", "--rows", "0")[2]
    )
    for asked in (("--rows", "2", "--notes"), ()):
        assert run("export", "c.hexapla", "-o", "none", "--format", "moses", "--force", *asked)[2] == ""
