"""Aligned lines without a header: LF Aligner, Tatoeba and others."""

from __future__ import annotations

from pathlib import Path

import pytest
from linked_making import imported, made

from viewer.formats.registry import read, recognise
from viewer.formats.source import SourceFile

PAIRS = [
    ("The river is wide and cold.", "Der Fluss ist breit und kalt."),
    ("Nobody has ever swum across it.", "Niemand ist je hinübergeschwommen."),
    ("", "Das steht nur hier, sonst nirgends."),
    ("We went home before the night came.", "Wir gingen heim, bevor die Nacht kam."),
]


def table(*extra: str, pairs: list[tuple[str, ...]] | None = None, mark: bool = False) -> bytes:
    rows = ["\t".join((*row, *extra)) for row in pairs or PAIRS]
    return ("\ufeff" * mark + "\r\n".join(rows) + "\r\n").encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("aligned_en-de.txt", table("en-de", mark=True)),
        ("aligned_en-de.txt", table()),
        ("aligned_en-de.txt", table("0.7", "en-de")),
        ("aligned_mail_en-mail_de.txt", table("mail_en-mail_de", mark=True)),
        ("something.txt", table("en-de", mark=True)),
        ("aligned_en-de.xls", table("en-de")),
        ("aligned_en-de.txt", b"EN\tDE\tnote\r\n" + table("en-de")),
        ("aligned_x.txt", b"English\tDeutsch\r\n" + table()),
    ],
)
def test_lf_aligner_is_read_with_or_without_header_score_and_note(tmp_path: Path, name: str, content: bytes) -> None:
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", {name: content}) / name)
    assert found.versions == ["en", "de"]
    assert found.rows == [((one,) if one else (), (other,)) for one, other in PAIRS]
    assert found.summary.files[0].format in ("LF Aligner", "table")
    assert found.warnings == {}


def test_the_name_says_more_than_the_text(tmp_path: Path) -> None:
    content = table("pt_BR-nb", pairs=[("O rio é largo e muito frio.", "Elven er bred og veldig kald.")] * 3, mark=True)
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", {"aligned_pt_BR-nb.txt": content}))
    assert found.versions == ["pt-BR", "nb"]


def test_three_languages_and_the_joined_sentences_of_hunalign(tmp_path: Path) -> None:
    french = "La rivière numéro {} est large et froide. ~~~ Personne ne l'a traversée."
    rows = [(*pair, french.format(n)) for n, pair in enumerate(PAIRS)]
    name = "aligned_a-en-de-fr.txt"
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", {name: table("a-en-de-fr", pairs=rows, mark=True)}))
    assert (found.versions, len(found.rows)) == (["en", "de", "fr"], 4)
    assert found.rows[0][2] == ("La rivière numéro 0 est large et froide.", "Personne ne l'a traversée.")


@pytest.mark.parametrize("name", ["deu.txt", "deu.tsv", "pairs"])
def test_lines_of_translations_are_told_by_their_languages(tmp_path: Path, name: str) -> None:
    credit = "CC-BY 2.0 (France) Attribution: tatoeba.org #{0} (CM) & #{0} (X)"
    content = "".join(f"{one}\t{other}\t{credit.format(n)}\n" for n, (one, other) in enumerate(PAIRS))
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", {name: content}) / name)
    assert (found.versions, len(found.rows), found.summary.files[0].format) == (["en", "de"], 4, "bilingual lines")


def test_ids_and_notes_are_annotations_of_the_first_version() -> None:
    rows = [(f"s{n}", *pair) for n, pair in enumerate(PAIRS)]
    (document,) = read(SourceFile(Path("aligned_en-de.txt"), table("en-de", pairs=rows))).documents
    first = next(document.texts[0].segments(""))
    assert [(note.kind, note.value) for note in first.annotations] == [("source-id", "s0"), ("file", "en-de")]


@pytest.mark.parametrize(
    "content",
    [
        b"The river is wide.\tThe sea is wider than it.\nNobody swims.\tNobody ever swam in it so far.\n" * 5,
        b"apple\tApfel\npear\tBirne\n",
        b"Only one line\twith a tab in it\nand another without any\nand a third\n",
        table(pairs=PAIRS) + b"one\ttwo\tthree\tfour\tfive\n",
    ],
)
def test_other_text_with_tabs_is_plain_text(content: bytes) -> None:
    assert recognise(SourceFile(Path("notes.txt"), content)).name == "plain text"


def test_lines_of_other_widths_are_padded_with_a_warning(tmp_path: Path) -> None:
    content = table("en-de", mark=True) + table("en-de") * 59 + b"Alone.\n"
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", {"aligned_en-de.txt": content}))
    assert len(found.rows) == 241
    assert found.warnings == {"rows-padded": (1, "line 241")}
