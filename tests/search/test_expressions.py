"""Regular expressions are folded letter by letter; their syntax and their errors stay where they are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.errors import QueryError
from viewer.search.expressions import compile_expression
from viewer.text.folding import Folding

DEFAULT = Folding()


@pytest.mark.parametrize(
    ("source", "folded", "literal"),
    [
        ("Straße", "strasse", "Straße"),
        (r"\W\w+\bÉtat", r"\W\w+\betat", "État"),
        ("Cần?", "can?", "Cầ"),
        ("Strafß?", "straf(?:ss)?", "Straf"),
        ("[A-ZÀ]+", "[a-za]+", ""),
        ("Stra[ßx]e", "stra(?:ss|[x])e", "Stra"),
        ("[^É]", "[^e]", ""),
        (r"[\W\d]", r"[\W\d]", ""),
        ("(?P<Name>A)(?P=Name)", "(?P<Name>a)(?P=Name)", ""),
        (r"\p{Lu}\x41", r"\p{Lu}a", "A"),
        ("かﾞ", "が", "かﾞ"),
        ("A|B", "a|b", ""),
        ("A(B|C)D{2,}EF", "a(b|c)d{2,}ef", "EF"),
        ("كـت", "كت", "كـت"),
        ("(?i)Gott", "(?i)gott", ""),
        ("(?x) Gott # God", "(?x) gott # god", ""),
        ("．", r"\.", "．"),
        ("[］]", r"[\]]", ""),
    ],
)
def test_folds_letters_only(source: str, folded: str, literal: str) -> None:
    expression = compile_expression(source, DEFAULT)
    assert expression.pattern.pattern == folded
    assert expression.literal == literal


def test_exact_expressions_stay() -> None:
    assert compile_expression("Straße", Folding(exact=True)).pattern.pattern == "Straße"


@pytest.mark.parametrize(("source", "position"), [("(a", 7), ("[z-a]", 9), ("a**", 7), ("a)", 6)])
def test_says_where_an_expression_is_wrong(source: str, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        compile_expression(source, DEFAULT, position=5)
    assert caught.value.position == position


@given(st.text(st.sampled_from(r"aßÉか゛[]()^$.*+?{}|\-:!<>=PdWx01,#& éÀÿ"), max_size=12))
def test_an_expression_that_can_be_read_can_be_folded(source: str) -> None:
    try:
        compile_expression(source, Folding(exact=True))
    except QueryError:
        return
    compile_expression(source, DEFAULT)


@given(st.text(st.sampled_from("aßÉかﾞカ=\u0338한.*"), min_size=1, max_size=6), st.text(max_size=3))
def test_escaped_letters_find_what_they_fold_to(letters: str, rest: str) -> None:
    expression = compile_expression(re.escape(letters), DEFAULT)
    folded = DEFAULT.fold(letters)
    assert expression.pattern.search(folded)[0] == folded
    assert expression.literal in letters
