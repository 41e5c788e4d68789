"""What is known of a script from its ISO 15924 code: direction, font families, size and line height.

`Aran` stands for Arabic script in nastaliq. The families are those of Noto (on Debian in fonts-noto-core and
fonts-noto-cjk), and after them those of Windows and macOS.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

LATIN: Final = ("Noto Sans", "Segoe UI", "Helvetica Neue")
"""Families for Latin, Greek and Cyrillic, in text of any script."""

_RTL: Final = frozenset(
    "Adlm Arab Aran Armi Avst Chrs Cprt Elym Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo Orkh "
    "Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sogd Sogo Syrc Syre Syrj Syrn Thaa Yezi".split()
)

# The shipped fonts have family names of their own: under the name "Noto Nastaliq Urdu" Qt takes the system's file
# instead, and Debian's of 2020 sets dots into each other. A Latin face without Arabic letters comes first for nastaliq
# on purpose: dates stand apart from words only in such. Thaana is shipped because Qt refuses the font of Debian 12,
# which lacks a table that Qt wants.
_FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "Latn": LATIN,
    "Grek": LATIN,
    "Cyrl": LATIN,
    "Arab": ("Hexapla Naskh", "Noto Naskh Arabic", "Noto Sans Arabic", "Geeza Pro"),
    "Aran": ("Noto Sans", "Verdana", "Hexapla Nastaliq", "Noto Nastaliq Urdu", "Hexapla Naskh"),
    "Armn": ("Noto Sans Armenian", "Segoe UI", "Mshtakan"),
    "Bali": ("Noto Serif Balinese", "Noto Sans Balinese"),
    "Beng": ("Noto Sans Bengali", "Nirmala UI", "Kohinoor Bangla"),
    "Bugi": ("Noto Sans Buginese", "Leelawadee UI"),
    "Cans": ("Noto Sans Canadian Aboriginal", "Gadugi", "Euphemia UCAS"),
    "Cher": ("Noto Sans Cherokee", "Gadugi", "Plantagenet Cherokee"),
    "Copt": ("Noto Sans Coptic", "Segoe UI Historic"),
    "Deva": ("Noto Sans Devanagari", "Nirmala UI", "Kohinoor Devanagari"),
    "Egyp": ("Noto Sans Egyptian Hieroglyphs", "Segoe UI Historic"),
    "Ethi": ("Noto Sans Ethiopic", "Ebrima", "Nyala", "Kefa"),
    "Geor": ("Noto Sans Georgian", "Segoe UI", "Sylfaen"),
    "Goth": ("Noto Sans Gothic", "Segoe UI Historic"),
    "Gujr": ("Noto Sans Gujarati", "Nirmala UI", "Kohinoor Gujarati"),
    "Guru": ("Noto Sans Gurmukhi", "Nirmala UI", "Gurmukhi Sangam MN"),
    "Hans": ("Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC"),
    "Hant": ("Noto Sans CJK TC", "Noto Sans TC", "Microsoft JhengHei", "PingFang TC"),
    "Hebr": ("Noto Serif Hebrew", "Noto Sans Hebrew", "Times New Roman", "Arial Hebrew"),
    "Hmnp": ("Noto Serif Hmong Nyiakeng",),
    "Java": ("Noto Sans Javanese", "Javanese Text"),
    "Jpan": ("Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic", "Hiragino Sans"),
    "Khmr": ("Noto Sans Khmer", "Leelawadee UI", "Khmer Sangam MN"),
    "Knda": ("Noto Sans Kannada", "Nirmala UI", "Kannada Sangam MN"),
    "Kore": ("Noto Sans CJK KR", "Noto Sans KR", "Malgun Gothic", "Apple SD Gothic Neo"),
    "Laoo": ("Noto Sans Lao", "Leelawadee UI", "Lao Sangam MN"),
    "Lisu": ("Noto Sans Lisu", "Segoe UI"),
    "Mlym": ("Noto Sans Malayalam", "Nirmala UI", "Malayalam Sangam MN"),
    "Mong": ("Noto Sans Mongolian", "Mongolian Baiti"),
    "Mymr": ("Noto Sans Myanmar", "Myanmar Text", "Myanmar Sangam MN"),
    "Nkoo": ("Noto Sans NKo", "Ebrima"),
    "Ogam": ("Noto Sans Ogham", "Segoe UI Historic"),
    "Olck": ("Noto Sans Ol Chiki", "Nirmala UI"),
    "Orya": ("Noto Sans Oriya", "Nirmala UI", "Oriya Sangam MN"),
    "Runr": ("Noto Sans Runic", "Segoe UI Historic"),
    "Sinh": ("Noto Sans Sinhala", "Nirmala UI", "Sinhala Sangam MN"),
    "Syrc": ("Noto Sans Syriac", "Estrangelo Edessa"),
    "Tale": ("Noto Sans Tai Le", "Microsoft Tai Le"),
    "Talu": ("Noto Sans New Tai Lue", "Microsoft New Tai Lue"),
    "Taml": ("Noto Sans Tamil", "Nirmala UI", "Tamil Sangam MN"),
    "Tang": ("Noto Serif Tangut",),
    "Telu": ("Noto Sans Telugu", "Nirmala UI", "Kohinoor Telugu"),
    "Tfng": ("Noto Sans Tifinagh", "Ebrima"),
    "Thaa": ("Hexapla Thaana", "Noto Sans Thaana", "MV Boli"),
    "Thai": ("Noto Sans Thai", "Leelawadee UI", "Thonburi"),
    "Tibt": ("Noto Serif Tibetan", "Microsoft Himalaya", "Kailasa"),
    "Vaii": ("Noto Sans Vai", "Ebrima"),
    "Xpeo": ("Noto Sans Old Persian", "Segoe UI Historic"),
    "Xsux": ("Noto Sans Cuneiform", "Segoe UI Historic"),
    "Yezi": ("Noto Serif Yezidi",),
    "Yiii": ("Noto Sans Yi", "Microsoft Yi Baiti"),
}

# Scripts that only Noto has, by the name that Noto gives them.
_NOTO: Final = {
    "Adlm": "Adlam", "Aghb": "Caucasian Albanian", "Armi": "Imperial Aramaic", "Avst": "Avestan", "Bamu": "Bamum",
    "Bass": "Bassa Vah", "Batk": "Batak", "Brah": "Brahmi", "Cakm": "Chakma", "Cari": "Carian", "Cham": "Cham",
    "Cprt": "Cypriot", "Dsrt": "Deseret", "Glag": "Glagolitic", "Gran": "Grantha", "Hmng": "Pahawh Hmong",
    "Hung": "Old Hungarian", "Ital": "Old Italic", "Kali": "Kayah Li", "Khar": "Kharoshthi", "Kthi": "Kaithi",
    "Lana": "Tai Tham", "Lepc": "Lepcha", "Limb": "Limbu", "Lina": "Linear A", "Linb": "Linear B", "Lyci": "Lycian",
    "Lydi": "Lydian", "Mand": "Mandaic", "Mani": "Manichaean", "Mend": "Mende Kikakui", "Mero": "Meroitic",
    "Modi": "Modi", "Mroo": "Mro", "Mtei": "Meetei Mayek", "Narb": "Old North Arabian", "Nbat": "Nabataean",
    "Newa": "Newa", "Nshu": "Nushu", "Orkh": "Old Turkic", "Osge": "Osage", "Osma": "Osmanya", "Palm": "Palmyrene",
    "Perm": "Old Permic", "Phag": "PhagsPa", "Phli": "Inscriptional Pahlavi", "Phlp": "Psalter Pahlavi",
    "Phnx": "Phoenician", "Plrd": "Miao", "Prti": "Inscriptional Parthian", "Rjng": "Rejang",
    "Rohg": "Hanifi Rohingya", "Samr": "Samaritan", "Sarb": "Old South Arabian", "Saur": "Saurashtra",
    "Shaw": "Shavian", "Shrd": "Sharada", "Sidd": "Siddham", "Sogd": "Sogdian", "Sora": "Sora Sompeng",
    "Sund": "Sundanese", "Sylo": "Syloti Nagri", "Tagb": "Tagbanwa", "Tavt": "Tai Viet", "Tglg": "Tagalog",
    "Tirh": "Tirhuta", "Ugar": "Ugaritic", "Wara": "Warang Citi",
}  # fmt: skip

# Codes for a part of a script, or for another hand in it.
_SAME: Final = {
    "Bopo": "Hant", "Cyrs": "Cyrl", "Geok": "Geor", "Hang": "Kore", "Hani": "Hans", "Hira": "Jpan", "Hrkt": "Jpan",
    "Jamo": "Kore", "Kana": "Jpan", "Latf": "Latn", "Latg": "Latn", "Merc": "Mero", "Syre": "Syrc", "Syrj": "Syrc",
    "Syrn": "Syrc",
}  # fmt: skip

_SCALE: Final = {"Aran": 1.25, "Arab": 1.15, "Hebr": 1.1, "Syrc": 1.15, "Thaa": 1.2}

# Fonts that allow for stacked letters are high enough by themselves; those whose marks reach into other lines need more
# room than Latin.
_LEADING: Final = {
    "Aran": 1.0, "Arab": 1.0, "Laoo": 1.0, "Mymr": 1.0, "Tibt": 1.0, "Jpan": 1.25, "Hans": 1.25, "Hant": 1.25,
    "Kore": 1.2, "Hebr": 1.25, "Deva": 1.25, "Guru": 1.25, "Gujr": 1.25, "Taml": 1.3, "Telu": 1.25, "Knda": 1.25,
    "Mlym": 1.25,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Script:
    """A script as the program needs it."""

    code: str
    """ISO 15924; `Aran` for Arabic script in nastaliq."""
    runs_left: bool
    """Whether its lines run from right to left."""
    fonts: tuple[str, ...]
    """Font families in order of preference; the last are for Latin words in it."""
    scale: float
    """Size relative to Latin at the same nominal size, for equal legibility."""
    leading: float
    """Line height as a multiple of the font's own line spacing."""


@lru_cache(maxsize=256)
def script(code: str) -> Script:
    """Everything known of a script; one that is not known is set like Latin."""
    main = _SAME.get(code, code)
    noto = (f"Noto Sans {_NOTO[main]}",) if main in _NOTO else ()
    families = _FAMILIES.get(main, noto)
    return Script(
        code=code,
        runs_left=code in _RTL,
        fonts=_once([*families, *LATIN]),
        scale=_SCALE.get(main, 1.0),
        leading=_LEADING.get(main, 1.15),
    )


def script_of(letter: str) -> Script | None:
    """The script in whose name Unicode calls the letter; None if Noto has no font for such."""
    name = unicodedata.name(letter, "")
    return next((script(code) for prefix, code in _by_name().items() if name.startswith(prefix)), None)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    """Codes by the beginning of the names of their letters: `KHMER ` -> `Khmr`."""
    named = {_noto_name(families[0]): code for code, families in _FAMILIES.items()}
    named |= {name: code for code, name in _NOTO.items()}
    named |= {"Latin": "Latn", "Greek": "Grek", "Cyrillic": "Cyrl", "Arabic": "Arab", "Thaana": "Thaa", "CJK": "Hans"}
    named |= {"Hiragana": "Jpan", "Katakana": "Jpan", "Hangul": "Kore", "Bopomofo": "Hant"}
    return {f"{name.upper()} ": code for name, code in named.items() if name}


def _noto_name(family: str) -> str:
    """`Noto Serif Tibetan` -> `Tibetan`."""
    return family.removeprefix("Noto").removeprefix(" Sans").removeprefix(" Serif").strip()


def _once(families: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(families))
