"""What encodings are called, in files and by people, and which codec of Python each name means.

Names mean what they mean to browsers (WHATWG Encoding Standard): `iso-8859-1` is windows-1252, `shift_jis` is what
Windows calls 932. So whatever was written in the narrower encoding is read, and what came after it too.
"""

from __future__ import annotations

import codecs
import re

_PLAIN = re.compile(r"utf-(8|16|32)|iso8859|cp|koi8|mac|shift_jis|euc|iso2022|gb|hz|big5|tis|ascii|johab|ptcp|kz1048")
"""What codecs of text are called: the others (`utf-7`, `punycode`, `rot13`) no page is in."""

_MEANS = {
    **dict.fromkeys("iso8859-1 ascii latin-1 latin1".split(), "cp1252"),
    **dict.fromkeys("iso8859-9".split(), "cp1254"),
    **dict.fromkeys("iso8859-11 tis-620".split(), "cp874"),
    **dict.fromkeys("shift_jis shift_jis_2004 shift_jisx0213".split(), "cp932"),
    **dict.fromkeys("gb2312 gbk".split(), "gb18030"),
    **dict.fromkeys("euc_kr".split(), "cp949"),
    **dict.fromkeys("big5".split(), "big5hkscs"),
}
_ALIASES = {
    **dict.fromkeys("x-sjis ms932 windows-31j ms_kanji".split(), "cp932"),
    **dict.fromkeys("ks_c_5601-1987 ks_c_5601 windows-949 x-windows-949".split(), "cp949"),
    **dict.fromkeys("x-gbk gb_2312-80 chinese".split(), "gb18030"),
    **{f"x-cp125{digit}": f"cp125{digit}" for digit in range(9)},
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "iso-8859-8-i": "iso8859-8",
    "x-euc-jp": "euc_jp",
    "x-big5": "big5hkscs",
}


def codec(name: str) -> str:
    """Python's name of the encoding, or nothing if it is unknown or none that is safe."""
    if not name:
        return ""
    try:
        found = codecs.lookup(_ALIASES.get(name) or name)
    except (LookupError, ValueError):
        return ""
    return _MEANS.get(found.name, found.name) if _PLAIN.match(found.name) else ""
