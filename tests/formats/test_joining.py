"""Chapter files become one text, and say so."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from viewer.corpus import Corpus
from viewer.formats.choices import FileChoice
from viewer.formats.plan import Choice
from viewer.importing import Summary, import_files
from viewer.model import Kind

DE = [
    "Die Stadt lag noch im Nebel, als Heinrich aus dem Haus trat und zum Hafen hinunterging.",
    "Am Abend kam der Brief, auf den alle gewartet hatten, und niemand wollte ihn öffnen.",
    "Im Winter 1871 zog die Familie nach Hamburg, und von da an wurde alles anders.",
]
PT = [
    "A cidade ainda estava coberta de névoa quando Heinrich saiu de casa e desceu até o porto.",
    "À noite chegou a carta que todos tinham esperado, e ninguém quis abri-la.",
    "No inverno de 1871 a família mudou-se para Hamburgo, e desde então tudo mudou.",
]


def made(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def shape(target: Path) -> dict[str, dict[str, list[str]]]:
    """For every document its versions, for each the first words of its segments."""
    with Corpus.open(target, read_only=True) as corpus:
        found: dict[str, dict[str, list[str]]] = {document.title: {} for document in corpus.documents()}
        titles = list(found)
        for unit in corpus.units(0, corpus.unit_count):
            for version, segments in unit.cells.items():
                words = found[titles[unit.document]].setdefault(str(version), [])
                words += [" ".join(segment.text.split()[:2]) for segment in segments]
        return found


def joins(summary: Summary) -> list[tuple[str, int, bool]]:
    return [
        (one.detail, one.count, one.is_doubtful) for one in summary.decisions if one.choice is Choice.CHAPTERS_JOINED
    ]


BOTH = {
    "Faust": {
        "de": ["Die Stadt", "Am Abend", "Im Winter"],
        "pt": ["A cidade", "À noite", "No inverno"],
    }
}
FOLDERS = {f"de/kapitel{n}.txt": DE[n - 1] for n in (1, 2, 3)} | {f"pt/cap_{n:02}.txt": PT[n - 1] for n in (1, 2, 3)}
NAMES = {f"Faust_ch{n}.de.txt": DE[n - 1] for n in (1, 2, 3)} | {f"Faust_ch{n}.pt.txt": PT[n - 1] for n in (1, 2, 3)}
PLAIN = {f"Kapitel {n}.txt": DE[n - 1] for n in (1, 2, 3)} | {f"Capítulo {n}.txt": PT[n - 1] for n in (1, 2, 3)}


@pytest.mark.parametrize(
    ("files", "joined"), [(FOLDERS, [6]), (NAMES, [6]), (PLAIN, [3, 3])], ids=["folders", "names", "plain"]
)
def test_a_book_is_one_document_however_many_files(tmp_path: Path, files: dict[str, str], joined: list[int]) -> None:
    folder = made(tmp_path / "Faust", files)
    summary = import_files([folder], tmp_path / "c.hexapla")
    assert {title: dict(sorted(own.items())) for title, own in shape(tmp_path / "c.hexapla").items()} == BOTH
    assert joins(summary) == [("Faust", count, False) for count in joined]
    assert sorted(report.segments for report in summary.files) == [1] * 6


def test_a_book_in_one_file_stands_beside_its_chapters(tmp_path: Path) -> None:
    files = {f"de/ch{n}.txt": DE[n - 1] for n in (1, 2, 3)} | {"pt/livro.txt": "\n".join(PT)}
    summary = import_files([made(tmp_path / "Faust", files)], tmp_path / "c.hexapla")
    assert shape(tmp_path / "c.hexapla") == BOTH
    assert joins(summary) == [("Faust", 3, False)]


def test_numbers_in_folders_of_languages_are_chapters_perhaps(tmp_path: Path) -> None:
    files = {f"{tag}/{n}.txt": text[n - 1] for tag, text in (("de", DE), ("pt", PT)) for n in (1, 2, 3)}
    summary = import_files([made(tmp_path / "Faust", files)], tmp_path / "c.hexapla")
    assert shape(tmp_path / "c.hexapla") == BOTH
    assert joins(summary) == [("Faust", 6, True)]


def test_numbers_before_languages_are_documents_until_they_get_one_name(tmp_path: Path) -> None:
    files = {f"{n}.{tag}.txt": text[n - 1] for tag, text in (("de", DE), ("pt", PT)) for n in (1, 2, 3)}
    folder = made(tmp_path / "Faust", files)
    summary = import_files([folder], tmp_path / "c.hexapla")
    assert shape(tmp_path / "c.hexapla") == {
        str(n): {"de": [BOTH["Faust"]["de"][n - 1]], "pt": [BOTH["Faust"]["pt"][n - 1]]} for n in (1, 2, 3)
    }
    assert [(one.count, one.is_doubtful) for one in summary.decisions] == [(3, True)]
    choices = {folder / name: FileChoice(document="Faust") for name in files}
    import_files([folder], tmp_path / "d.hexapla", choices=choices)
    assert shape(tmp_path / "d.hexapla") == BOTH


def test_chapters_come_apart_when_they_get_names(tmp_path: Path) -> None:
    folder = made(tmp_path / "Faust", {f"ch{n}.txt": DE[n - 1] for n in (1, 2)})
    choices = {folder / f"ch{n}.txt": FileChoice(document=f"Teil {n}") for n in (1, 2)}
    import_files([folder], tmp_path / "c.hexapla", choices=choices)
    assert shape(tmp_path / "c.hexapla") == {"Teil 1": {"de": ["Die Stadt"]}, "Teil 2": {"de": ["Am Abend"]}}


def test_files_of_one_label_are_parts_of_one_text(tmp_path: Path) -> None:
    folder = made(tmp_path / "x", {"anfang.txt": DE[0], "zum Ende.txt": DE[1], "livro.txt": "\n".join(PT[:2])})
    told = {name: FileChoice(document="Faust", version="Meyer") for name in ("anfang.txt", "zum Ende.txt")}
    choices = {folder / name: choice for name, choice in told.items()}
    choices[folder / "livro.txt"] = FileChoice(document="Faust")
    import_files([folder], tmp_path / "c.hexapla", choices=choices)
    assert shape(tmp_path / "c.hexapla")["Faust"] == {"de": ["Die Stadt", "Am Abend"], "pt": ["A cidade", "À noite"]}


def test_headings_of_chapters_are_anchors_and_none_is_made_up(tmp_path: Path) -> None:
    pages = {"ch1.html": f"<h1>Der Nebel</h1><p>{DE[0]}</p>", "ch2.html": f"<p>{DE[1]}</p>"}
    summary = import_files([made(tmp_path / "Faust", pages)], tmp_path / "c.hexapla")
    with Corpus.open(tmp_path / "c.hexapla") as corpus:
        assert [(one.kind, one.text) for _, one in corpus.segments(corpus.versions()[0].id)] == [
            (Kind.HEADING, "Der Nebel"),
            (Kind.BODY, DE[0]),
            (Kind.BODY, DE[1]),
        ]
        (text,) = corpus.texts()
    assert (text.source.name, text.source.format) == ("ch1.html … ch2.html", "HTML")
    assert summary.title == "Faust"


def test_episodes_of_a_series_are_no_chapters(tmp_path: Path) -> None:
    cue = "1\n00:00:01,000 --> 00:00:02,000\n"
    files = {f"{tag}/{n}.srt": cue + text[n - 1] for tag, text in (("de", DE), ("pt", PT)) for n in (1, 2)}
    import_files([made(tmp_path / "Serie", files)], tmp_path / "c.hexapla")
    assert list(shape(tmp_path / "c.hexapla")) == ["1", "2"]
