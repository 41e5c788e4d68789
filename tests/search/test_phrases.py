"""Stretches of words that go with a term."""

from viewer.search.phrases import phrases

OTHER = ["o povo foi", "e disse o rei", "na terra"] * 6


def test_words_that_always_stand_together_are_a_phrase() -> None:
    having = ["veio Jesus Cristo hoje", "por Jesus Cristo, nosso", "em Jesus Cristo"] * 3
    assert phrases(having, OTHER, {"jesus", "cristo"}) == ["Jesus Cristo"]


def test_a_comma_is_no_space() -> None:
    assert phrases(["Jesus, Cristo"] * 6, OTHER, {"jesus", "cristo"}) == []


def test_a_phrase_does_not_begin_with_a_word_that_says_nothing() -> None:
    assert phrases(["a cidade grande"] * 6, OTHER, {"cidade"}) == []


def test_a_word_that_was_cut_up_is_put_together() -> None:
    found = phrases(["主はモーセに言われた", "モーセは言った"] * 4, ["地は天と", "神は光を"] * 6, {"モー", "セ"})
    assert "モーセ" in found


def test_vietnamese_words_of_several_syllables() -> None:
    assert phrases(["một thành phố lớn", "thành phố này"] * 5, ["một con đường"] * 8, {"thanh", "pho"}) == ["thành phố"]
