"""Words become text: spaces where writing has them."""

from __future__ import annotations

import pytest

from viewer.formats.spacing import spaced


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Hello , world !", "Hello, world!"),
        ('He said : " I do n\'t know " ( twice ) .', 'He said: "I don\'t know" (twice).'),
        ("It 's the dogs ’ bone", "It's the dogs’ bone"),
        ("„ Ja “ , sagte er ; » nein « .", "„Ja“, sagte er; »nein«."),
        ("« Oui » , dit l' homme , qu' il", "«Oui», dit l'homme, qu'il"),
        ("¿ Qué ? ¡ Ah !", "¿Qué? ¡Ah!"),
        ("今日 は 2020 年 、 雨 だ 。", "今日は2020年、雨だ。"),
        ("قال : نعم ، أليس كذلك ؟", "قال: نعم، أليس كذلك؟"),
        ("وہ گیا ۔", "وہ گیا۔"),
        ("ผม ไป บ้าน", "ผมไปบ้าน"),
        ("राम गया ।", "राम गया।"),
        ("a - b / c & d", "a - b / c & d"),
        ("100 % , 3.5 m", "100%, 3.5 m"),
        ("서울 은 크다 .", "서울 은 크다."),
        ("", ""),
    ],
)
def test_spaces_stand_where_writing_has_them(words: str, text: str) -> None:
    assert spaced(words.split()) == text
