"""What imports teach the lexicons, and how that helps the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from viewer.cli import main
from viewer.corpus import Corpus
from viewer.importing import import_files
from viewer.lexicons import Lexicons
from viewer.model import Status
from viewer.repair import confirm
from viewer.repair.realigning import realign

NOUNS = {"Hund": "cão", "Katze": "gato", "Pferd": "cavalo", "Vogel": "pássaro", "Kind": "filho", "Berg": "monte"}
VERBS = {"bellt": "ladra", "schläft": "dorme", "singt": "canta", "rennt": "corre", "wartet": "espera", "trinkt": "bebe"}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A file whose rows are known."""
    file = tmp_path / "rows.tsv"
    rows = [f"{n} {v}\t{o} {a}" for n, o in NOUNS.items() for v, a in VERBS.items()]
    file.write_text("\n".join(["de\tpt", *rows]) + "\n", encoding="utf-8")
    return file


def known() -> list[tuple[tuple[str, str], int]]:
    return [(entry.languages, entry.documents) for entry in Lexicons().entries()]


def test_a_file_with_rows_teaches(table: Path, tmp_path: Path) -> None:
    import_files([table], tmp_path / "c.hexapla", search=False)
    assert known() == [(("de", "pt"), 1)]
    import_files([table], tmp_path / "again.hexapla", search=False)
    assert known() == [(("de", "pt"), 1)]


def test_a_text_that_was_aligned_teaches(tmp_path: Path) -> None:
    for tag, words in {"de": NOUNS.keys(), "pt": NOUNS.values()}.items():
        lines = [f"{word} {number}, {word}." for number, word in enumerate(words, 1970)]
        (tmp_path / f"text.{tag}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    import_files([tmp_path / "text.de.txt", tmp_path / "text.pt.txt"], tmp_path / "c.hexapla", search=False)
    assert known() == [(("de", "pt"), 1)]


def test_nothing_is_learned_if_that_is_not_wanted(table: Path, tmp_path: Path) -> None:
    assert main(["import", str(table), "-o", str(tmp_path / "c.hexapla"), "--no-lexicon"]) == 0
    assert known() == []


def test_what_was_learned_helps_to_align_other_files(table: Path, tmp_path: Path) -> None:
    german = ["Katze singt.", "Kind rennt.", "Hund bellt.", "Berg wartet.", "Vogel trinkt."]
    portuguese = ["gato canta.", "filho corre.", "monte espera.", "pássaro bebe."]
    files = [tmp_path / "a.de.txt", tmp_path / "a.pt.txt"]
    for file, lines in zip(files, (german, portuguese), strict=True):
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    import_files([table], tmp_path / "c.hexapla", search=False)

    def aligned(*options: str) -> list[str]:
        target = tmp_path / "rows"
        assert main(["align", *map(str, files), "-o", str(target), "--force", *options]) == 0
        return [line.rpartition("\t")[0] for line in target.read_text(encoding="utf-8").splitlines()[1:]]

    right = ["0\t0", "1\t1", "2\t-", "3\t2", "4\t3"]
    assert aligned("--no-lexicon") != right
    assert aligned() == right
    assert known() == [(("de", "pt"), 1)]


def test_what_somebody_confirmed_teaches_when_the_document_is_aligned_anew(tmp_path: Path) -> None:
    for tag, word in {"de": "Haus", "pt": "casa"}.items():
        (tmp_path / f"text.{tag}.txt").write_text(f"{word} 7\n{word} 8\n", encoding="utf-8")
    path = tmp_path / "c.hexapla"
    files = [tmp_path / "text.de.txt", tmp_path / "text.pt.txt"]
    import_files(files, path, search=False, lexicon=False)
    with Corpus.open(path) as corpus:
        confirm(corpus, 0, 1)
        assert corpus.units(0, 1)[0].status is Status.CONFIRMED
    realign(path)
    pairs = Lexicons().lexicon(["de", "pt"]).between("de", "pt")
    assert pairs.source_counts[pairs.source.index("whaus")] > 3


def test_the_command_line_shows_empties_and_switches(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lexicon"]) == 0
    assert "nothing has been learned yet" in capsys.readouterr().out
    assert main(["import", str(table), "-o", str(table.with_suffix(".hexapla"))]) == 0
    capsys.readouterr()
    assert main(["lexicon", "--json"]) == 0
    assert capsys.readouterr().out.startswith('{"languages": ["de", "pt"], "pairs": 12, "documents": 1, "size": ')
    assert main(["lexicon", "--off"]) == 0
    assert "; switched off" in capsys.readouterr().out
    assert main(["lexicon", "--on"]) == 0
    assert main(["lexicon", "--empty"]) == 0
    assert "nothing has been learned yet" in capsys.readouterr().out
    assert main(["lexicon", "--on", "--empty"]) == 2
