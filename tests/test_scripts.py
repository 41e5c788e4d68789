from __future__ import annotations

import pytest

from viewer.languages import known_languages, language
from viewer.scripts import LATIN, script, script_of


@pytest.mark.parametrize("tag", known_languages())
def test_every_language_with_a_name_has_fonts_of_its_script(tag: str) -> None:
    known = language(tag)
    if known.script in ("Latn", "Grek", "Cyrl"):
        assert known.fonts == LATIN
    else:
        assert set(known.fonts) - set(LATIN)


@pytest.mark.parametrize(
    ("tag", "code", "family"),
    [("syc", "Syrc", "Noto Sans Syriac"), ("arc", "Hebr", "Noto Serif Hebrew"), ("bo", "Tibt", "Noto Serif Tibetan")],
)
def test_scripts_that_tags_do_not_tell(tag: str, code: str, family: str) -> None:
    assert (language(tag).script, language(tag).fonts[0]) == (code, family)


def test_a_part_of_a_script_is_set_like_the_whole_but_keeps_its_code() -> None:
    assert script("Hira").fonts == script("Jpan").fonts
    assert (script("Hira").code, script("Hira").leading) == ("Hira", 1.25)


def test_scripts_that_run_to_the_left() -> None:
    assert [code for code in ("Arab", "Latn", "Thaa", "Phnx", "Mong", "Syrj") if script(code).runs_left] == [
        "Arab", "Thaa", "Phnx", "Syrj",
    ]  # fmt: skip


def test_a_script_that_nobody_knows_is_set_like_latin() -> None:
    assert script("Zzzz").fonts == LATIN


def test_no_list_of_families_for_arabic_letters_ends_in_what_it_should_never_be_set_in() -> None:
    assert not [family for code in ("Arab", "Aran") for family in script(code).fonts if "Kufi" in family]


@pytest.mark.parametrize(
    ("letter", "code"),
    [
        ("ខ", "Khmr"),
        ("བ", "Tibt"),
        ("漢", "Hans"),
        ("か", "Jpan"),
        ("한", "Kore"),
        ("𐎠", "Xpeo"),
        ("ދ", "Thaa"),
        ("ш", "Cyrl"),
    ],
)
def test_a_letter_tells_its_script(letter: str, code: str) -> None:
    found = script_of(letter)
    assert found is not None
    assert found.code == code


def test_a_sign_has_no_script() -> None:
    assert script_of("5") is None
