"""The command line as a contract: what it prints, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import viewer
from viewer import assets
from viewer.cli import main
from viewer.cli.program import commands, parser
from viewer.cli.wording import DECISIONS, warning
from viewer.formats import draft
from viewer.formats.draft import Caution
from viewer.formats.plan import Choice

ROWS = "id\tde\tar\tde\n1\tHallo Welt\tمرحبا بالعالم\tGuten Tag\n2\tDie Welt\t\tEine Welt, zwei Welten\n3\t\tعالم\t\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process: exit code, stdout, stderr."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def corpus(tmp_path: Path, run: Run) -> Path:
    """Three rows in three versions: de, ar, de-2."""
    (tmp_path / "t.tsv").write_text(ROWS, encoding="utf-8")
    assert run("import", tmp_path / "t.tsv", "-o", tmp_path / "c.hexapla")[0] == 0
    return tmp_path / "c.hexapla"


def process(*arguments: str | bytes | Path, **settings: Any) -> subprocess.CompletedProcess[bytes]:
    """Runs the command as a person does."""
    return subprocess.run([sys.executable, "-m", "viewer", *arguments], capture_output=True, check=False, **settings)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


# --- usage -----------------------------------------------------------------------------------------------------------


def test_version_and_help(run: Run) -> None:
    assert run("--version") == (0, f"hexapla {viewer.__version__}\n", "")
    code, out, _ = run("--help")
    assert code == 0
    for command in commands(parser()):
        assert command in out
        assert run(command, "--help")[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["import"],
        ["import", "a.txt"],
        ["import", "a.txt", "-o"],
        ["import", "a.txt", "-o", "c.hexapla", "--lang", "a.txt"],
        ["import", "a.txt", "-o", "c.hexapla", "--lang", "a.txt=klingonian"],
        ["import", "a.txt", "-o", "c.hexapla", "--lang", "missing.txt=de"],
        ["import", "a.txt", "-o", "c.hexapla", "--paragraphs", "word"],
        ["import", "pyproject.toml", "-o", "c.hexapla", "--encoding", "pyproject.toml=rot13"],
        ["import", "pyproject.toml", "-o", "c.hexapla", "--format", "pyproject.toml=WordStar"],
        ["import", "pyproject.toml", "-o", "c.hexapla", "--leave-out", "missing.txt"],
        ["rows", "c.hexapla", "--from", "-1"],
        ["rows", "c.hexapla", "--count", "many"],
        ["rows", "c.hexapla", "--cou", "1"],
        ["info", "a", "b"],
        ["search", "c.hexapla", "two", "words"],
        ["snapshot", "c.hexapla", "-o", "p.png", "--size", "big"],
        ["snapshot", "c.hexapla"],
        ["export", "c.hexapla"],
        ["export", "c.hexapla", "-o", "x.tmx", "--rows", "3-1"],
        ["drop", "c.hexapla", "de"],
        ["remove", "c.hexapla"],
        ["rename", "c.hexapla", "de", "x", "--document", "0"],
        ["add", "c.hexapla", "x", "--as", "document", "--into", "0"],
        ["--frobnicate"],
        ["-rf"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_understood_is_a_usage_error(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("hexapla: ")


def test_paths_open_the_window(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[list[Path]] = []
    monkeypatch.setattr("viewer.ui.application.run", lambda paths: opened.append(list(paths)) or 0)
    monkeypatch.chdir(tmp_path)
    for name in ("search", "-rf", "word"):
        (tmp_path / name).touch()
    for arguments in ([], ["./search"], ["--", "search", "-rf"], ["word", "missing.txt"]):
        assert run(*arguments)[0] == 0
    assert opened == [[], [Path("search")], [Path("search"), Path("-rf")], [Path("word"), Path("missing.txt")]]


# --- import ----------------------------------------------------------------------------------------------------------


def test_import_prints_a_table(run: Run, tmp_path: Path) -> None:
    code, out, err = run("import", assets.seeds() / "ja.txt", "-o", tmp_path / "c.hexapla")
    assert (code, err) == (0, "")
    header, row, _, end = out.splitlines()
    assert header.split() == ["file", "version", "format", "encoding", "segments", "remarks"]
    assert row.split() == ["ja.txt", "ja", "plain", "text", "utf-8", "21"]
    assert end == f"ja: 1 document, 21 rows, {tmp_path / 'c.hexapla'}"


def test_import_says_what_it_decided(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.in.txt").write_text("Notes for the meeting on Monday: bring the report.", encoding="utf-8")
    _, out, _ = run("import", tmp_path / "notes.in.txt", "-o", tmp_path / "c.hexapla")
    assert "notes.in.txt: the name suggests id, but the text is in another language; --lang decides" in out
    assert "notes.in.txt: language en, by the text itself; --lang FILE=TAG decides" in out
    _, out, _ = run("import", tmp_path / "notes.in.txt", "-o", tmp_path / "d.hexapla", "--lang", "notes.in.txt=en-GB")
    assert out.splitlines()[1].split()[:2] == ["notes.in.txt", "en-GB"]
    assert "--lang" not in out


def test_what_is_remarked_on_a_file_is_said_once_and_files_of_one_name_are_told_apart(run: Run, tmp_path: Path) -> None:
    for folder in ("de", "en"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "t.tsv").write_text("de\ten\nGuten Tag\nJa\tYes\n", encoding="utf-8")
    _, out, _ = run("import", tmp_path, "-o", tmp_path / "c.hexapla")
    table = [line.split() for line in out.splitlines()[1:5]]
    assert [row[0] for row in table] == [str(Path(name)) for name in ("de/t.tsv", "de/t.tsv", "en/t.tsv", "en/t.tsv")]
    assert out.count("1 row with too few cells, taken as gaps") == 2


def test_a_warning_counts_in_words() -> None:
    assert warning(draft.ImportWarning(Caution.LINKS_DANGLING, count=1)).startswith("1 link to sentences")
    assert warning(draft.ImportWarning(Caution.SURROGATES_REPLACED, count=2)).startswith("2 halves of characters")


def test_a_folder_without_files_is_not_said_to_be_unreadable(run: Run, tmp_path: Path) -> None:
    code, _, err = run("import", tmp_path, "-o", tmp_path / "c.hexapla")
    assert code == 1
    assert "there is no text here" in err


def test_every_decision_is_worded() -> None:
    assert set(DECISIONS) == set(Choice)


def test_lang_names_files_as_given_or_inside_the_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a=b.txt").write_text("Hallo", encoding="utf-8")
    code, _, err = run("import", tmp_path / "in", "-o", tmp_path / "c.hexapla", "--lang", "a=b.txt=nl")
    assert (code, err) == (0, "")
    assert lines(run("info", tmp_path / "c.hexapla", "--json")[1])[0]["versions"][0]["id"] == "nl"


def test_what_is_said_of_files_holds(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Привет, мир!".encode("koi8-r"))
    (tmp_path / "b.txt").write_text("Olá, mundo!", encoding="utf-8")
    (tmp_path / "c.txt").write_text("no", encoding="utf-8")
    said = ["--encoding", "a.txt=koi8-r", "--lang", "a.txt=ru", "--document", "a.txt=x = y", "--label", "a.txt=Erste"]
    said += ["--document", "b.txt=x = y", "--lang", "b.txt=pt", "--format", "b.txt=plain text", "--leave-out", "c.txt"]
    files = [tmp_path / f"{name}.txt" for name in "abc"]
    code, out, _ = run("import", *files, "-o", tmp_path / "c.hexapla", *said, "--json")
    assert code == 0
    reports = [(one["version"], one["document"], one["encoding"], one["skipped"]) for one in lines(out)]
    assert reports == [("ru", 0, "koi8-r", None), ("pt", 0, "utf-8", None), (None, None, "", "you left it out")]
    (about,) = lines(run("info", tmp_path / "c.hexapla", "--json")[1])
    assert [document["title"] for document in about["documents"]] == ["x = y"]
    assert [version["label"] for version in about["versions"]] == ["Erste", "b"]


def test_a_dry_run_shows_what_would_be_imported_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "faust.de.txt").write_text(
        "Habe nun, ach! Philosophie, Juristerei und Medizin", encoding="utf-8"
    )
    (tmp_path / "in" / "x.txt").write_bytes(b"")
    code, out, _ = run("import", tmp_path / "in", "--dry-run", "--json")
    (file, skipped) = lines(out)
    assert file["texts"] == [
        {"document": "faust", "version": "de", "label": "Deutsch", "language": "de", "segments": 1}
    ]
    assert (file["preview"][:9], file["doubtful"]) == ("Habe nun,", [])
    assert skipped["skipped"] == "its name names no language that its text is in"
    assert (code, os.listdir(tmp_path / "in")) == (0, ["faust.de.txt", "x.txt"])
    code, out, _ = run("import", tmp_path / "in", "--dry-run")
    assert out.splitlines()[1].split() == "faust.de.txt faust Deutsch plain text utf-8 1".split()
    assert out.splitlines()[-1] == "every guess is sure"


def test_the_sample_comes_out_in_step(run: Run, tmp_path: Path, shared_data: Path) -> None:
    assert run("import", assets.seeds(), "-o", tmp_path / "c.hexapla")[0] == 0
    (about,) = lines(run("info", tmp_path / "c.hexapla", "--json")[1])
    directions = {version["id"]: version["direction"] for version in about["versions"]}
    assert directions == {"de": "ltr", "pt": "ltr", "ar": "rtl", "ja": "ltr", "ur": "rtl"}
    found = {
        tuple(
            ",".join(str(one["segment"]) for one in row["cells"].get(version, [])) or "-"
            for version in ("de", "pt", "ar", "ja", "ur")
        )
        for row in lines(run("rows", tmp_path / "c.hexapla", "--json")[1])
    }
    gold = (shared_data / "gold" / "seeds.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(gold) == 43
    assert found == {tuple(line.split("\t")) for line in gold}


def test_some_refused_files_give_exit_code_3(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"")
    code, out, err = run("import", assets.seeds() / "ja.txt", tmp_path / "x.txt", "-o", tmp_path / "c.hexapla")
    assert code == 3
    assert "refused" in out
    assert err == f"hexapla: {tmp_path / 'x.txt'}: there is no text in it; choose another file\n"
    code, out, _ = run("import", tmp_path / "x.txt", assets.seeds() / "ja.txt", "-o", tmp_path / "d.hexapla", "--json")
    assert code == 3
    assert [report["refused"] is None for report in lines(out)] == [True, False]


def test_only_refused_files_give_exit_code_1(run: Run, tmp_path: Path) -> None:
    code, out, err = run("import", tmp_path / "x.txt", "-o", tmp_path / "c.hexapla")
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        f"hexapla: {tmp_path / 'x.txt'}: cannot be read (no such file); choose a readable file",
        "hexapla: nothing to import: none of the files could be read",
    ]


def test_nothing_is_overwritten_without_force(run: Run, corpus: Path) -> None:
    before = corpus.read_bytes()
    code, _, err = run("import", assets.seeds() / "ja.txt", "-o", corpus)
    assert code == 1
    assert "use --force" in err
    assert corpus.read_bytes() == before
    assert run("import", assets.seeds() / "ja.txt", "-o", corpus, "--force")[0] == 0


# --- info, rows, check, formats --------------------------------------------------------------------------------------


def test_info(run: Run, corpus: Path) -> None:
    code, out, _ = run("info", corpus, "--json")
    assert code == 0
    assert lines(out) == [
        {
            "title": "t",
            "units": 3,
            "documents": [{"title": "t", "units": 3}],
            "versions": [
                {"id": "de", "language": "de", "label": "Deutsch", "direction": "ltr", "segments": 2},
                {"id": "ar", "language": "ar", "label": "العربية", "direction": "rtl", "segments": 2},
                {"id": "de-2", "language": "de", "label": "Deutsch 2", "direction": "ltr", "segments": 2},
            ],
        }
    ]
    assert run("info", corpus)[1].splitlines()[0] == "t: 1 document, 3 rows"


def test_rows(run: Run, corpus: Path) -> None:
    _, out, _ = run("rows", corpus, "--json", "--from", "1", "--count", "1")
    assert lines(out) == [
        {
            "unit": 1,
            "document": 0,
            "confidence": None,
            "status": "imported",
            "cells": {
                "de": [{"segment": 1, "kind": "body", "text": "Die Welt"}],
                "de-2": [{"segment": 1, "kind": "body", "text": "Eine Welt, zwei Welten"}],
            },
        }
    ]
    assert [row["unit"] for row in lines(run("rows", corpus, "--json", "--count", "99")[1])] == [0, 1, 2]
    assert run("rows", corpus, "--count", "0") == (0, "", "")
    assert run("rows", corpus)[1].splitlines()[:2] == ["0 (imported)", "  de 0  Hallo Welt"]
    assert run("rows", corpus, "--from", "3") == (1, "", "hexapla: there is no row 3; numbers run from 0 to 2\n")


def test_check(run: Run, corpus: Path) -> None:
    assert run("check", corpus, "--json") == (0, '{"problems": []}\n', "")
    data = bytearray(corpus.read_bytes())
    data[data.index(b"Die Welt")] ^= 1
    corpus.write_bytes(data)
    code, out, err = run("check", corpus)
    assert code == 1
    assert out or err


def test_formats(run: Run) -> None:
    _, out, _ = run("formats", "--json")
    assert {"name": "table", "suffixes": [".tsv", ".csv", ".tab"], "reads": True, "writes": True} in lines(out)
    assert run("formats")[0] == 0


@pytest.mark.parametrize("command", ["info", "rows", "search", "check"])
@pytest.mark.parametrize("content", [None, b"", b"no corpus at all"])
def test_what_is_no_corpus_is_refused(run: Run, tmp_path: Path, command: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "x").write_bytes(content)
    code, out, err = run(command, tmp_path / "x")
    assert (code, out) == (1, "")
    assert err.startswith(f"hexapla: {tmp_path / 'x'}: ")


# --- search ----------------------------------------------------------------------------------------------------------


def test_a_hit_says_where_it_is(run: Run, corpus: Path) -> None:
    _, out, _ = run("search", corpus, "hallo", "--json")
    assert lines(out) == [
        {"document": 0, "unit": 0, "version": "de", "segment": 0, "start": 0, "stop": 5, "text": "Hallo"}
    ]
    assert run("search", corpus, "hallo")[1] == "0  de 0:0  [Hallo] Welt\n"


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["welt"], [(0, "de"), (1, "de"), (1, "de-2"), (1, "de-2")]),
        (["welt", "--in", "de-2"], [(1, "de-2"), (1, "de-2")]),
        (["welt", "--in", "Deutsch 2"], [(1, "de-2"), (1, "de-2")]),
        (["de:welt", "--limit", "2"], [(0, "de"), (1, "de")]),
        (["welt", "--word"], [(0, "de"), (1, "de"), (1, "de-2")]),
        (["welt", "--exact"], []),
        (["W.lt$", "--regex"], [(0, "de"), (1, "de")]),
        (["عالم"], [(0, "ar"), (2, "ar")]),
        (["عالم", "--in", "ar", "--document", "0", "--no-furniture"], [(0, "ar"), (2, "ar")]),
        (["nirgends"], []),
        ([], []),
    ],
)
def test_search_options(run: Run, corpus: Path, options: list[str], found: list[tuple[int, str]]) -> None:
    code, out, err = run("search", corpus, *options, "--json")
    assert (code, err) == (0, "")
    assert [(hit["unit"], hit["version"]) for hit in lines(out)] == found


@pytest.mark.parametrize(
    ("typed", "options"),
    [
        (["de:welt", "-de-2:welt"], ["--has", "de:welt", "--not", "de-2:welt"]),
        (["-de-2:"], ["--empty", "de-2"]),
        (["de-2: ar:"], ["--filled", "Deutsch 2", "--filled", "ar"]),
        (["welt -ar:عالم"], ["welt", "--not", "ar:عالم"]),
    ],
)
def test_conditions_are_typed_or_given_as_options(run: Run, corpus: Path, typed: list[str], options: list[str]) -> None:
    code, out, err = run("search", corpus, "--json", " ".join(typed))
    assert (code, err) == (0, "")
    assert out
    assert run("search", corpus, "--json", *options) == (0, out, "")


def test_a_row_found_without_text_has_no_letters(run: Run, corpus: Path) -> None:
    nothing = {"segment": None, "start": None, "stop": None, "text": None}
    assert lines(run("search", corpus, "-ar:", "--json")[1]) == [{"document": 0, "unit": 1, "version": "ar", **nothing}]
    assert lines(run("search", corpus, "-ar:", "--count", "--json")[1]) == [{"units": 1, "hits": {}}]
    assert lines(run("search", corpus, "--class", "gaps", "--json")[1])[0]["version"] is None


def test_words_apart(run: Run, corpus: Path) -> None:
    assert lines(run("search", "--count", "--json", "--all", corpus, "hallo عالم")[1])[0]["units"] == 1
    assert lines(run("search", "--count", "--json", "--any", corpus, "hallo عالم")[1])[0]["units"] == 2


def test_an_option_takes_a_query_that_begins_with_a_minus(run: Run, corpus: Path, tmp_path: Path) -> None:
    assert run("export", corpus, "--query", "-ar:", "-o", tmp_path / "rows.tsv")[0] == 0
    assert "Die Welt" in (tmp_path / "rows.tsv").read_text("utf-8")
    assert "Hallo" not in (tmp_path / "rows.tsv").read_text("utf-8")


@pytest.mark.parametrize("options", [["--has", "welt"], ["--class", "odd"], ["--all", "--any", "x"], ["-x"]])
def test_search_usage(run: Run, corpus: Path, options: list[str]) -> None:
    code, out, err = run("search", corpus, *options)
    assert (code, out) == (2, "")
    assert err.startswith("hexapla: ")


def test_counts(run: Run, corpus: Path) -> None:
    assert lines(run("search", corpus, "welt", "--count", "--json")[1]) == [
        {"units": 2, "hits": {"de": 2, "ar": 0, "de-2": 2}}
    ]
    assert run("search", corpus, "welt", "--count")[1] == "2 rows, de 2, ar 0, de-2 2\n"


def test_context(run: Run, corpus: Path) -> None:
    (hit,) = lines(run("search", corpus, "zwei", "--kwic", "4", "--json")[1])
    assert (hit["before"], hit["after"]) == ("lt, ", " Wel")


@pytest.mark.parametrize(
    "options", [["/[/"], ["x", "--in", "fr"], ["x", "--in", "Welt"], ["x", "--document", "1"]], ids=" ".join
)
def test_what_cannot_be_searched_is_refused(run: Run, corpus: Path, options: list[str]) -> None:
    code, out, err = run("search", corpus, *options)
    assert (code, out) == (1, "")
    assert err.startswith("hexapla: ")


# --- streams and signals ---------------------------------------------------------------------------------------------


def test_output_is_utf8_whatever_the_locale_says(corpus: Path) -> None:
    for locale in ("C", "POSIX", "de_DE.ISO-8859-1"):
        environment = {**os.environ, "LC_ALL": locale, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
        done = process("info", corpus, "--json", env=environment)
        assert done.returncode == 0
        assert json.loads(done.stdout.decode("utf-8"))["versions"][1]["label"] == "العربية"


def test_names_that_are_no_utf8_are_shown(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9\x1b[31m.txt"
    done = process("import", name, "-o", tmp_path / "c.hexapla")
    assert done.returncode == 1
    assert "caf\ufffd\\x1b[31m.txt: cannot be read" in done.stderr.decode("utf-8")
    with open(name, "wb") as file:
        file.write(b"Hallo")
    done = process("import", "-o", tmp_path / "c.hexapla", "--", name)
    assert done.returncode == 0
    assert "caf\ufffd\\x1b[31m.txt" in done.stdout.decode("utf-8")


def test_a_closed_pipe_is_quiet(corpus: Path) -> None:
    script = f'"{sys.executable}" -m viewer rows "{corpus}" --json | true; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("0\n", "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_import_ends_quietly_and_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    big = tmp_path / "big.tsv"
    big.write_text("de\ten\n" + "Das ist ein Satz.\tThis is a sentence.\n" * 400_000, encoding="utf-8")
    target = tmp_path / "c.hexapla"
    running = subprocess.Popen(
        [sys.executable, "-m", "viewer", "import", str(big), "-o", str(target)], stderr=subprocess.PIPE
    )
    while running.poll() is None and not list(tmp_path.glob("*.part")):
        os.sched_yield()
    running.send_signal(number)
    _, err = running.communicate()
    assert (running.returncode, err) == (1, b"")
    assert sorted(os.listdir(tmp_path)) == ["big.tsv", "home"]


def test_the_command_line_starts_without_qt() -> None:
    code = (
        "import sys; from viewer.cli import main; assert main(['formats']) == 0\n"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_foreign_strings_are_isolated_on_a_terminal(run: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert "\u2068[مرحبا] بالعالم\u2069" in run("search", corpus, "مرحبا")[1]
    assert "\u2068" not in run("search", corpus, "مرحبا", "--json")[1]
