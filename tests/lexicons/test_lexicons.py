"""The store: what it learns, keeps, shares with other programs, and forgets."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer import folders
from viewer.align.known import WordPairs
from viewer.lexicons import Lesson, Lexicons, file, store

NOUNS = {"Hund": "cão", "Katze": "gato", "Pferd": "cavalo", "Vogel": "pássaro", "Kind": "filho", "Berg": "monte"}
VERBS = {"bellt": "ladra", "schläft": "dorme", "singt": "canta", "rennt": "corre", "wartet": "espera", "trinkt": "bebe"}
ROWS = [
    Lesson((f"{noun} {verb}", f"{other} {answer}"), 1.0)
    for noun, other in NOUNS.items()
    for verb, answer in VERBS.items()
]


def taught(rows: Sequence[Lesson] = ROWS, languages: Sequence[str] = ("de", "pt-BR")) -> Lexicons:
    lexicons = Lexicons()
    lexicons.learn(languages, rows)
    lexicons.save()
    return lexicons


def renderings(token: str) -> set[str]:
    known = Lexicons().lexicon(["de", "pt"]).between("de", "pt")
    row = known.source.index(token)
    found = known.pairs.keep((known.pairs.rows == row) & (known.pairs.values > 1))
    return {known.target[column] for column in found.columns}


def path() -> Path:
    return folders.data() / "lexicons" / "de-pt.lexicon"


def test_what_a_document_teaches_is_there_for_the_next() -> None:
    taught()
    assert renderings("whund") == {"wcao"}
    (entry,) = Lexicons().entries()
    assert (entry.languages, entry.documents, entry.size) == (("de", "pt"), 1, path().stat().st_size)
    assert entry.pairs == 12


def test_what_is_learned_counts_before_it_is_saved_and_is_lost_if_it_is_not() -> None:
    lexicons = Lexicons()
    lexicons.learn(["pt", "de"], [Lesson(row.cells[::-1], 1.0) for row in ROWS])
    assert lexicons.lexicon(["de", "pt"]).entries
    assert not Lexicons().lexicon(["de", "pt"]).entries


def test_a_row_teaches_once_and_once_more_when_it_is_confirmed() -> None:
    taught()
    before = file.read(path())
    taught()
    assert file.read(path()).pairs.pairs.values.tolist() == before.pairs.pairs.values.tolist()
    taught([Lesson(ROWS[0].cells, 3.0)])
    after = file.read(path())
    assert len(after.rows) == len(before.rows) + 1
    assert after.pairs.source_counts[after.pairs.source.index("whund")] == 9.0
    assert Lexicons().entries()[0].documents == 1


def test_rows_without_weight_or_partner_and_texts_in_one_language_teach_nothing() -> None:
    taught([Lesson(("Hund", "cão"), 0.0), Lesson(("Hund", ""), 1.0)])
    taught(languages=("de-AT", "de-CH"))
    taught(languages=("und", "pt"))
    taught(languages=("../de", "pt"))
    assert Lexicons().entries() == []


def test_the_same_lessons_make_the_same_file() -> None:
    taught()
    first = path().read_bytes()
    Lexicons().empty()
    taught()
    assert path().read_bytes() == first


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_file_is_no_file_and_replaced(damage: bytes | None) -> None:
    taught()
    sound = path().read_bytes()
    path().write_bytes(sound[:-1] + b"?" if damage is None else damage)
    assert not Lexicons().lexicon(["de", "pt"]).entries
    taught()
    assert path().read_bytes() == sound


def test_a_file_of_another_tokeniser_is_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    taught()
    monkeypatch.setattr(file, "form", lambda: b"of old")
    assert not Lexicons().lexicon(["de", "pt"]).entries
    assert Lexicons().entries() == []
    assert not path().exists()


def test_a_store_that_is_off_stays_as_it_is() -> None:
    lexicons = taught()
    lexicons.turn(False)
    assert not lexicons.is_on
    assert not lexicons.lexicon(["de", "pt"]).entries
    taught([Lesson(("Haus", "casa"), 1.0)])
    assert len(file.read(path()).rows) == len(ROWS)
    lexicons.turn(True)
    assert lexicons.lexicon(["de", "pt"]).entries


def test_one_that_is_not_to_be_used_knows_nothing_and_learns_nothing() -> None:
    taught()
    apart = Lexicons(in_use=False)
    apart.learn(["de", "pt"], [Lesson(("Haus", "casa"), 1.0)])
    apart.save()
    assert not apart.lexicon(["de", "pt"]).entries
    assert len(file.read(path()).rows) == len(ROWS)


def test_emptying_forgets_everything_but_the_switch() -> None:
    lexicons = taught()
    lexicons.turn(False)
    lexicons.empty()
    assert lexicons.entries() == []
    assert not lexicons.is_on


def test_where_nothing_can_be_written_nothing_fails() -> None:
    folders.data().mkdir(parents=True)
    (folders.data() / "lexicons").write_text("in the way")
    lexicons = taught()
    assert not lexicons.lexicon(["de", "pt"]).entries
    assert lexicons.entries() == []


def test_only_so_many_pairs_rows_and_bytes_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "_PAIRS", 5)
    monkeypatch.setattr(file, "_ROWS", 7)
    taught()
    kept = file.read(path())
    assert (len(kept.pairs.pairs.values), len(kept.rows)) == (5, 7)
    monkeypatch.setattr(store, "_ROOM", path().stat().st_size + 10)
    taught(languages=("de", "fr"))
    assert [entry.languages for entry in Lexicons().entries()] == [("de", "fr")]


def _teach(number: int) -> None:
    taught([Lesson((f"Hund {number}", f"cão {number}"), 1.0)])


def test_programs_that_learn_at_once_lose_nothing_of_each_other() -> None:
    with ThreadPoolExecutor(6) as programs:
        list(programs.map(_teach, range(6)))
    assert len(file.read(path()).rows) == 6
    assert not list(path().parent.glob("*.part"))


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8), st.floats(0, 3)), max_size=8))
def test_whatever_was_learned_is_read_as_it_was_written(rows: list[tuple[str, str, float]]) -> None:
    folder = folders.data() / "any"
    lexicons = Lexicons(folder)
    lexicons.empty()
    lexicons.learn(["ja", "de"], [Lesson((one, other), weight) for one, other, weight in rows])
    known = lexicons.lexicon(["ja", "de"]).between("ja", "de")
    lexicons.save()
    found = lexicons.lexicon(["ja", "de"]).between("ja", "de")
    assert (found.source, found.target) == (known.source, known.target)
    assert np.allclose(found.pairs.values, known.pairs.values)
    assert isinstance(found, WordPairs)
