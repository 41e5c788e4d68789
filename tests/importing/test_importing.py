"""Imports from beginning to end: the sample, bad input, titles, cancelling, and what is left behind."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from viewer import assets, worker
from viewer.corpus import Corpus
from viewer.errors import (
    BadEncoding,
    EmptyFile,
    Exists,
    HexaplaError,
    IsSource,
    Locked,
    Malformed,
    NothingToImport,
    UnknownFormat,
    Unreadable,
)
from viewer.formats.choices import FileChoice
from viewer.formats.draft import Caution
from viewer.formats.plan import Choice
from viewer.importing import Summary, import_files
from viewer.model import MAX_SEGMENT, Kind, Status
from viewer.progress import Progress
from viewer.search.engine import Engine

GERMAN = "Grüße aus Köln und München.\n"
PROSE = "Am Morgen ging er noch einmal durch die Stadt, sah die Brücken und den Fluss und dachte an alles. "


def seed(tag: str) -> Path:
    return assets.seeds() / f"{tag}.txt"


def rows(path: Path) -> list[tuple[str, ...]]:
    """For every row the numbers of its segments, version by version, as a rows file has them."""
    with Corpus.open(path, read_only=True) as corpus:
        versions = [version.id for version in corpus.versions()]
        units = corpus.units(0, corpus.unit_count)
    return [
        tuple(",".join(str(segment.number) for segment in unit.cells.get(version, ())) or "-" for version in versions)
        for unit in units
    ]


def texts(path: Path, version: str) -> list[str]:
    with Corpus.open(path, read_only=True) as corpus:
        return [segment.text for _, segment in corpus.segments(corpus.version(version).id)]


def test_the_sample_becomes_five_versions_in_step(tmp_path: Path, shared_data: Path) -> None:
    target = tmp_path / "c.hexapla"
    summary = import_files([seed(tag) for tag in ("de", "pt", "ar", "ja", "ur")], target)
    gold = (shared_data / "gold" / "seeds.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert set(rows(target)) == {tuple(line.split("\t")) for line in gold}
    assert summary.units == len(rows(target)) == 43
    assert [(version.id, version.direction) for version in summary.versions] == [
        ("de", "ltr"),
        ("pt", "ltr"),
        ("ar", "rtl"),
        ("ja", "ltr"),
        ("ur", "rtl"),
    ]


def test_a_folder_is_imported_as_its_files_are(tmp_path: Path) -> None:
    summary = import_files([assets.seeds()], tmp_path / "c.hexapla")
    assert [version.id for version in summary.versions] == ["ar", "de", "ja", "pt", "ur"]
    assert (summary.documents, summary.units) == (1, 43)
    assert summary.title == "Conquistas da cooperação nos últimos 20 anos"


def test_furniture_is_in_rows_of_its_own(tmp_path: Path) -> None:
    import_files([assets.seeds()], tmp_path / "c.hexapla")
    with Corpus.open(tmp_path / "c.hexapla") as corpus:
        for unit in corpus.units(0, corpus.unit_count):
            kinds = {segment.kind for cell in unit.cells.values() for segment in cell}
            assert kinds == {Kind.FURNITURE} or Kind.FURNITURE not in kinds


def test_a_table_keeps_its_rows_and_ids(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("id\tde\tar\nA1\tHallo\tمرحبا\nA2\t\tنعم\n", encoding="utf-8")
    summary = import_files([tmp_path / "t.tsv"], tmp_path / "c.hexapla")
    assert rows(tmp_path / "c.hexapla") == [("0", "0"), ("-", "1")]
    assert [(report.version, report.segments) for report in summary.files] == [("de", 1), ("ar", 2)]
    with Corpus.open(tmp_path / "c.hexapla") as corpus:
        first, second = corpus.units(0, 2)
        assert (first.status, first.confidence) == (Status.IMPORTED, None)
        (note,) = corpus.annotations(second.cells[corpus.version("ar").id][0].id)
        assert (note.kind, note.value) == ("source-id", "A2")


def test_a_single_text_has_a_row_for_every_segment(tmp_path: Path) -> None:
    summary = import_files([seed("ja")], tmp_path / "c.hexapla")
    assert rows(tmp_path / "c.hexapla") == [(str(number),) for number in range(21)]
    (report,) = summary.files
    assert (report.format, report.encoding, report.language, report.document) == ("plain text", "utf-8", "ja", 0)


def test_the_source_is_noted_without_its_folder(tmp_path: Path) -> None:
    import_files([seed("ja")], tmp_path / "c.hexapla")
    with Corpus.open(tmp_path / "c.hexapla") as corpus:
        (text,) = corpus.texts()
    assert text.source.name == "ja.txt"
    assert text.source.digest == hashlib.sha256(seed("ja").read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("x.txt", f"Der Titel\n{PROSE * 3}\n{PROSE * 3}\n", "Der Titel"),
        ("Mein Buch.txt", f"{PROSE * 3}\n{PROSE * 3}\n", "Mein Buch"),
        ("t.tsv", "de\tpt\nHallo\tOlá\n", "t"),
    ],
)
def test_titles_come_from_the_text_or_else_the_name(tmp_path: Path, name: str, content: str, title: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    summary = import_files([tmp_path / name], tmp_path / "c.hexapla")
    with Corpus.open(tmp_path / "c.hexapla") as corpus:
        assert (summary.title, corpus.title, corpus.documents()[0].title) == (title, title, title)


def test_the_title_can_be_given(tmp_path: Path) -> None:
    assert import_files([seed("ja")], tmp_path / "c.hexapla", title="Mein Korpus").title == "Mein Korpus"


def test_wrapped_lines_are_joined_and_that_is_said(tmp_path: Path) -> None:
    wrapped = "Ein Absatz, der an der\nfünfundzwanzigsten Spalte\numbrochen worden ist.\n\nNoch ein Absatz, an der\n"
    (tmp_path / "a.txt").write_text(wrapped + "gleichen Stelle umbrochen\nund darum auch zwei.", encoding="utf-8")
    summary = import_files([tmp_path / "a.txt"], tmp_path / "c.hexapla")
    assert Choice.BY_BLANK_LINES in [decision.choice for decision in summary.decisions]
    assert summary.units == 2
    assert import_files([tmp_path / "a.txt"], tmp_path / "d.hexapla", paragraphs="line").units == 6


ACCEPTED: list[tuple[str, bytes]] = [
    ("utf16", GERMAN.encode("utf-16")),
    ("utf16 without mark", GERMAN.encode("utf-16-be")),
    ("legacy", (seed("de").read_text(encoding="utf-8")).encode("cp1252")),
    ("line ends", "eins\rzwei\r\ndrei\nvier\x85fünf\u2028sechs\u2029sieben\x0bacht".encode()),
    ("no line end", b"eins"),
    ("a million empty lines", b"\n" * 1_000_000 + b"eins" + b"\n" * 10),
    ("bidi controls", "\u202eHallo\u202c \u2067Welt\u2069 \u200f".encode()),
    ("Zalgo", ("H" + "\u0300\u0301\u0336" * 30 + "allo").encode()),
    ("combining marks", ("a" + "\u0301" * 10_000).encode()),
    ("noncharacters", "a\ufffe\uffff\U0010ffff b".encode()),
]
WARNED: list[tuple[str, bytes, Caution]] = [
    ("nul", b"eins\0zwei\ndrei\n", Caution.NUL_REPLACED),
    ("lone surrogate", "eins \ud800 zwei\n".encode("utf-8", "surrogatepass"), Caution.SURROGATES_REPLACED),
    ("mixed", (GERMAN * 3).encode() + (GERMAN * 3).encode("cp1252"), Caution.MIXED_ENCODINGS),
    ("stray byte", (GERMAN * 3).encode() + "Köln\xff".encode("cp1252") + "ö\n".encode(), Caution.BYTES_REPLACED),
    ("cut letter", GERMAN.encode()[:3] + b"\n" + (GERMAN * 3).encode(), Caution.MIXED_ENCODINGS),
    ("guess", b"caf\xe9", Caution.ENCODING_GUESSED),
    ("lying mark", b"\xff\xfe" + b"plain letters and nothing else", Caution.ENCODING_GUESSED),
    ("giant line", b"Wort " * 60_000, Caution.SEGMENTS_CUT),
]
REFUSED: list[tuple[str, bytes, type[HexaplaError]]] = [
    ("empty", b"", EmptyFile),
    ("white space", b" \n\t\r\n\xe3\x80\x80\n", EmptyFile),
    ("mark only", b"\xef\xbb\xbf", EmptyFile),
    ("empty lines", b"\n" * 1_000_000, EmptyFile),
    ("picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, UnknownFormat),
    ("zeros", bytes(5_000), UnknownFormat),
    ("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", Malformed),
]


def imported(path: Path) -> Summary:
    """Imports a file beside a good one, and sees that neither changed and the good one came through."""
    good = path.parent / "good.tsv"
    good.write_text("de\tpt\nHallo\tOlá\n", encoding="utf-8")
    before = path.read_bytes(), path.stat().st_mtime_ns
    summary = import_files([good, path], path.parent / "c.hexapla")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert summary.files[0].segments == 1
    assert sorted(os.listdir(path.parent)) == sorted({"good.tsv", path.name, "c.hexapla", "home"})
    return summary


@pytest.mark.parametrize(("name", "data"), ACCEPTED, ids=[case[0] for case in ACCEPTED])
def test_odd_input_is_accepted(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / f"{name}.txt").write_bytes(data)
    report = imported(tmp_path / f"{name}.txt").files[-1]
    assert (report.refused, report.skipped, report.warnings) == (None, None, ())
    assert report.segments >= 1


@pytest.mark.parametrize(("name", "data", "caution"), WARNED, ids=[case[0] for case in WARNED])
def test_bad_input_is_accepted_with_a_warning(tmp_path: Path, name: str, data: bytes, caution: Caution) -> None:
    (tmp_path / f"{name}.txt").write_bytes(data)
    report = imported(tmp_path / f"{name}.txt").files[-1]
    assert report.refused is None
    assert caution in [warning.key for warning in report.warnings]


@pytest.mark.parametrize(("name", "data", "error"), REFUSED, ids=[case[0] for case in REFUSED])
def test_hopeless_input_is_refused_by_name(tmp_path: Path, name: str, data: bytes, error: type[HexaplaError]) -> None:
    (tmp_path / f"{name}.txt").write_bytes(data)
    report = imported(tmp_path / f"{name}.txt").files[-1]
    assert type(report.refused) is error
    assert f"{name}.txt" in str(report.refused)


@pytest.mark.parametrize(
    ("name", "content"), [("t.tsv", "de\ten\nA\tB\tC\n"), ("t.csv", 'de,en\n"A,B\n'), ("t.tsv", "no\theader here\n")]
)
def test_broken_tables_are_refused_with_the_line(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    refused = imported(tmp_path / name).files[-1].refused
    assert isinstance(refused, Malformed)
    assert f"{name}, line" in str(refused)


@pytest.mark.parametrize("name", ["-rf", "two\nlines.txt", "\u202etxt.eno", os.fsdecode(b"caf\xe9.txt"), "a:b*?.txt"])
def test_odd_names_are_accepted(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(GERMAN, encoding="utf-8")
    assert imported(tmp_path / name).files[-1].segments == 1
    with Corpus.open(tmp_path / "c.hexapla") as corpus:
        corpus.texts()[-1].source.name.encode()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def circle(path: Path) -> None:
    path.symlink_to(path.name)


def missing(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize("make", [pipe, circle, missing])
def test_what_is_no_file_is_refused(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "x.txt")
    summary = import_files([seed("ja"), tmp_path / "x.txt"], tmp_path / "c.hexapla")
    assert isinstance(summary.files[-1].refused, Unreadable)
    assert summary.files[0].segments == 21


@pytest.mark.parametrize("content", [b"", bytes(5_000)])
def test_nothing_readable_is_an_error_and_leaves_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.txt").write_bytes(content)
    with pytest.raises(NothingToImport) as caught:
        import_files([tmp_path / "x.txt"], tmp_path / "c.hexapla")
    assert len(caught.value.refused) == 1
    assert isinstance(caught.value.refused[0], EmptyFile | UnknownFormat | BadEncoding)
    assert not (tmp_path / "c.hexapla").exists()


def test_an_empty_folder_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToImport):
        import_files([tmp_path / "empty"], tmp_path / "c.hexapla")


def test_giants_are_cut_where_words_end(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"Wort " * 60_000)
    import_files([tmp_path / "x.txt"], tmp_path / "c.hexapla", choices={tmp_path / "x.txt": FileChoice(language="de")})
    assert [len(text) for text in texts(tmp_path / "c.hexapla", "de")] == [MAX_SEGMENT, MAX_SEGMENT, 99_999]


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    target = tmp_path / "c.hexapla"
    target.write_text("mine")
    with pytest.raises(Exists):
        import_files([seed("ja")], target)
    assert target.read_text() == "mine"
    assert import_files([seed("ja")], target, overwrite=True).units == 21


def test_a_source_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "de.txt").write_text(GERMAN, encoding="utf-8")
    with pytest.raises(IsSource):
        import_files([tmp_path / "de.txt"], tmp_path / "de.txt", overwrite=True)
    assert (tmp_path / "de.txt").read_text(encoding="utf-8") == GERMAN


def test_an_import_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "x.txt").touch()
    seen: list[Progress] = []
    summary = worker.run(import_files, [seed("ja"), tmp_path / "x.txt"], tmp_path / "c.hexapla", progress=seen.append)
    assert [report.segments for report in summary.files] == [21, 0]
    assert str(summary.files[1].refused) == f"{tmp_path / 'x.txt'}: there is no text in it; choose another file"
    assert seen


def test_a_search_that_cannot_be_prepared_does_not_spoil_the_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise Locked("c.hexapla")

    monkeypatch.setattr(Engine, "prepare", locked)
    summary = import_files([seed("ja")], tmp_path / "c.hexapla")
    assert [warning.key for warning in summary.warnings] == [Caution.SEARCH_NOT_PREPARED]
    assert summary.units == 21


@pytest.mark.soak
def test_fifty_megabytes_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"Wort " * 10_000_000)
    assert imported(tmp_path / "x.txt").files[-1].segments == 500


@pytest.mark.soak
def test_a_million_rows(tmp_path: Path) -> None:
    with open(tmp_path / "x.tsv", "w", encoding="utf-8") as file:
        file.write("de\ten\n")
        file.writelines(f"Das ist der Satz {number}.\tThis is sentence {number}.\n" for number in range(1_000_000))
    assert import_files([tmp_path / "x.tsv"], tmp_path / "c.hexapla").units == 1_000_000
