"""`hexapla add`, `replace`, `remove`, `rename`, `move`, `undo`, `redo` and `history`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from viewer.cli import main
from viewer.cli.wording import done

GERMAN = "Der Fluss fließt durch die Stadt Köln.\nAnna wartet seit 17 Uhr am Bahnhof.\nIm Jahr 1914 zog sie fort.\n"
ENGLISH = "The river flows through the city of Köln.\nAnna has been waiting since 17:00.\nIn 1914 she moved away.\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "de.txt").write_text(GERMAN, encoding="utf-8")
    (tmp_path / "en.txt").write_text(ENGLISH, encoding="utf-8")

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    assert run("import", "de.txt", "-o", "c.hexapla", "--paragraphs", "line")[0] == 0
    return run


def info(run: Run) -> dict[str, object]:
    found: dict[str, object] = json.loads(run("info", "c.hexapla", "--json")[1])
    return found


def rows(run: Run) -> str:
    return run("rows", "c.hexapla", "--json")[1]


def test_a_version_is_added_and_taken_back_and_made_again(run: Run) -> None:
    before = rows(run)
    code, out, _ = run("add", "c.hexapla", "en.txt", "--as", "version", "--paragraphs", "line")
    assert code == 0
    assert "en.txt  en" in out
    assert "en.txt: a further version of document 0" in out
    assert "1 document, 2 versions, 3 rows" in out
    after = rows(run)
    assert run("undo", "c.hexapla")[:2] == (0, "taken back: added en.txt\n")
    assert rows(run) == before
    assert run("redo", "c.hexapla")[:2] == (0, "made again: added en.txt\n")
    assert rows(run) == after
    assert run("redo", "c.hexapla")[:2] == (0, "c.hexapla: there is nothing to be made again\n")
    assert run("check", "c.hexapla")[0] == 0


def test_some_files_refused_are_named_and_told_by_the_exit_code(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    code, out, err = run("add", "c.hexapla", "en.txt", "empty.txt", "--as", "version")
    assert (code, "empty.txt  -" in out, "empty.txt: there is no text in it" in err) == (3, True, True)
    code, _, err = run("add", "c.hexapla", "empty.txt")
    assert (code, "nothing to import" in err) == (1, True)


def test_a_draft_is_put_in_and_what_changed_is_listed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text(GERMAN.replace("17 Uhr", "18 Uhr"), encoding="utf-8")
    code, out, _ = run("replace", "c.hexapla", "de", "new.txt", "--paragraphs", "line")
    assert code == 0
    assert "2 paragraphs kept (0 of them moved), 1 edited, 0 removed; 1 row to review\nto review: 1\n" in out
    assert json.loads(rows(run).splitlines()[1])["status"] == "review"
    told = json.loads(run("replace", "c.hexapla", "de", "de.txt", "--paragraphs", "line", "--json")[1])
    assert [row["unit"] for row in told["review"]] == [1]
    assert [one["text"] for one in told["gone"]] == ["Anna wartet seit 18 Uhr am Bahnhof."]
    assert "nothing was different" in run("replace", "c.hexapla", "de", "de.txt", "--paragraphs", "line")[1]


def test_names_are_changed(run: Run) -> None:
    assert run("rename", "c.hexapla", "de", "Urtext")[0] == 0
    assert run("rename", "c.hexapla", "Am Fluss", "--document", "0")[0] == 0
    assert run("rename", "c.hexapla", "Zwei Texte")[0] == 0
    found = info(run)
    assert (found["title"], found["documents"]) == ("Zwei Texte", [{"title": "Am Fluss", "units": 3}])
    _, out, _ = run("history", "c.hexapla")
    said = [line.partition("+00:00  ")[2] for line in out.splitlines()[1:]]
    assert (said[0], said[2]) == ("renamed de to Urtext", "renamed the corpus to Zwei Texte")
    assert said[1].endswith(" to Am Fluss")


def test_nothing_is_called_nothing(run: Run) -> None:
    code, _, err = run("rename", "c.hexapla", "de", " ")
    assert code == 2
    assert "the name is empty" in err


def test_the_last_version_stays(run: Run) -> None:
    before = rows(run)
    code, _, err = run("remove", "c.hexapla", "de")
    assert code == 1
    assert err == "hexapla: “Deutsch” is the last version of the corpus; to be rid of it all, delete the file\n"
    assert rows(run) == before


def test_documents_are_added_moved_and_removed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("de\ten\nHallo\tHello\n", encoding="utf-8")
    assert "t.tsv: document 1, t\n" in run("add", "c.hexapla", "t.tsv")[1]
    assert run("move", "c.hexapla", "1", "0")[0] == 0
    assert [document["units"] for document in info(run)["documents"]] == [1, 3]  # type: ignore[attr-defined]
    code, out, _ = run("remove", "c.hexapla", "--document", "0")
    assert (code, "1 document, 2 versions, 3 rows" in out) == (0, True)
    assert run("remove", "c.hexapla", "--document", "1")[0] == 1
    assert len(run("history", "c.hexapla", "--json")[1].splitlines()) == 3


@pytest.mark.parametrize("action", ["add", "replace", "remove", "rename", "move", "merge"])
def test_a_log_of_unknown_origin_is_worded(action: str) -> None:
    assert done(action, {})
    assert done(action, {"version": "{x}", "files": "{0}", "what": 3})
