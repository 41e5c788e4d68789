"""Where equivalents stand in a text."""

from viewer.model import VersionId
from viewer.search.equivalents import Equivalent
from viewer.search.spotter import Spotter


def spotted(text: str, *forms: str) -> list[str]:
    found = Equivalent(VersionId("x"), forms[0], forms, rows=1, score=1, strength=1)
    return [text[start:stop] for start, stop in Spotter.of([found]).spans(text)]


def test_whole_words_in_all_their_forms() -> None:
    assert spotted("As Cidades e a cidade, não cidadela", "cidade", "cidades") == ["Cidades", "cidade"]


def test_phrases_and_words_of_scripts_without_spaces() -> None:
    assert spotted("o Filho do homem", "filho do homem") == ["Filho do homem"]
    assert spotted("神はモーセに", "モーセ") == ["モーセ"]
