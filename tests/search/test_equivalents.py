"""Likely equivalents: right where there are enough rows, silent where there are not."""

import lzma
from pathlib import Path

import pytest
from gold_equivalents import terms
from listed_corpus import ListedCorpus, lines, seed_corpus

from viewer.errors import Cancelled
from viewer.model import VersionId
from viewer.search.engine import Engine
from viewer.search.equivalents import ENOUGH, Equivalent, Equivalents
from viewer.search.query import parse

AR, DE, PT = VersionId("ar"), VersionId("de"), VersionId("pt")


def find(corpus: ListedCorpus, query: str, folder: Path, source: VersionId = DE) -> list[list[Equivalent]]:
    equivalents = Equivalents(corpus, Engine(corpus, folder), folder)
    return list(equivalents.find(parse(query, versions=corpus.versions()), source))


def texts(found: list[Equivalent]) -> list[str]:
    return [one.text for one in found]


def bible(shared_data: Path, version: str) -> dict[str, str]:
    with lzma.open(shared_data / "bible" / f"{version}.tsv.xz", "rt", encoding="utf-8") as file:
        return dict(line.rstrip("\n").split("\t")[:2] for line in file if "\t" in line)


@pytest.fixture
def animals() -> ListedCorpus:
    """Lions roar, bears growl; both in many places, and a city beside them in every second row."""
    german, portuguese = [], []
    for number in range(ENOUGH):
        animal, sound = [("Löwe", "brüllt"), ("Bär", "brummt"), ("Fisch", "schweigt")][number % 3]
        there, does = [("leão", "ruge"), ("urso", "rosna"), ("peixe", "cala")][number % 3]
        german.append(f"Der {animal} {sound} {number}" + " vor der Stadt" * (number % 2))
        portuguese.append(f"O {there} {does} {number + 7}" + " diante da cidade" * (number % 2))
    return lines(de=german, pt=portuguese)


def test_counts_rows_and_measures_strength(tmp_path: Path, animals: ListedCorpus) -> None:
    (found,) = find(animals, "de:Stadt", tmp_path)
    assert [(one.version, one.text, one.rows) for one in found] == [("pt", "diante da cidade", 150)]
    assert found[0].strength == pytest.approx(1)
    assert found[0].score > 300


def test_says_nothing_of_a_term_that_is_nowhere_or_everywhere(tmp_path: Path, animals: ListedCorpus) -> None:
    assert find(animals, "de:Einhorn", tmp_path) == [[]]
    assert find(animals, "de:der", tmp_path) == [[]]


def test_a_small_corpus_tells_names_and_numbers_only(tmp_path: Path) -> None:
    corpus = seed_corpus()
    number = list(find(corpus, "de:2016", tmp_path))
    assert len(number) == 4
    small = lines(de=["In Can Tho 2016"] * 3 + ["eine Stadt"] * 40, pt=["Em Can Tho, 2016"] * 3 + ["uma cidade"] * 40)
    assert [texts(found) for found in find(small, "de:2016", tmp_path)] == [["2016"]]
    assert [texts(found) for found in find(small, 'de:"Can Tho"', tmp_path)] == [["Can Tho"]]
    assert find(small, "de:Stadt", tmp_path) == [[]]


def test_can_be_cancelled(tmp_path: Path, animals: ListedCorpus) -> None:
    equivalents = Equivalents(animals, Engine(animals, tmp_path), tmp_path)
    query = parse("de:Bär", versions=animals.versions())
    with pytest.raises(Cancelled):
        list(equivalents.find(query, DE, cancelled=lambda: True))


def test_counted_words_are_kept_and_used_again(tmp_path: Path, animals: ListedCorpus) -> None:
    done: list[float] = []
    first = Equivalents(animals, Engine(animals, tmp_path), tmp_path)
    first.prepare([DE, PT], done.append)
    assert done == sorted(done)
    files = {path: path.stat().st_ino for path in tmp_path.glob("*.words")}
    assert len(files) == 2
    Equivalents(animals, Engine(animals, tmp_path), tmp_path).prepare([DE, PT])
    assert {path: path.stat().st_ino for path in tmp_path.glob("*.words")} == files


@pytest.fixture(scope="module")
def third(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> tuple[ListedCorpus, Equivalents]:
    """A third of the verses of two Bibles."""
    folder = tmp_path_factory.mktemp("cache")
    german, arabic = bible(shared_data, "de"), bible(shared_data, "ar")
    shared = [verse for verse in german if verse in arabic][::3]
    corpus = lines(de=[german[verse] for verse in shared], ar=[arabic[verse] for verse in shared])
    return corpus, Equivalents(corpus, Engine(corpus, folder), folder)


def test_most_german_terms_have_their_arabic_renderings_first(third: tuple[ListedCorpus, Equivalents]) -> None:
    corpus, equivalents = third
    right = 0
    known = list(terms())
    for term in known:
        (found,) = equivalents.find(parse(f"de:{term.text}", versions=corpus.versions()), DE)
        right += bool(found) and term.accepts(AR, found[0].text)
    assert right / len(known) > 0.8


def test_inflected_forms_are_one_and_a_phrase_is_whole(third: tuple[ListedCorpus, Equivalents]) -> None:
    corpus, equivalents = third
    (found,) = equivalents.find(parse("de:König", versions=corpus.versions()), DE)
    assert found[0].text == "الملك"
    assert {"الملك", "ملك", "للملك"} <= set(found[0].forms)
    (found,) = equivalents.find(parse('de:"des Menschen Sohn"', versions=corpus.versions()), DE)
    assert found[0].text == "ابن الانسان"


def test_a_large_text_is_not_counted_anew_for_a_correction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viewer.search.equivalents._LARGE", 10)
    texts = ["ein Haus"] * 200

    def files(revision: int, *texts: str) -> list[str]:
        corpus = ListedCorpus({"de": [[text] for text in texts]}, revision=revision)
        Equivalents(corpus, Engine(corpus, tmp_path), tmp_path).prepare([DE])
        return sorted(path.name.split(".")[2] for path in tmp_path.glob("*.words"))

    assert files(1, *texts) == ["1"]
    assert files(2, "ein Hans", *texts[1:]) == ["1"]
    assert files(3, *texts, "noch eins") == ["3"]
