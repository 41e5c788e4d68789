"""Letters that share a glyph with one that nobody types: Qt notes the first in Unicode's order for it in a PDF.

In fonts for Chinese and Japanese `日` is drawn by the glyph of the radical U+2F47, in Latin ones `fi` by that of the
ligature U+FB01: a search for the letters would find nothing. The table is Unicode's for ligatures and for the radicals
of Kangxi; for those of their supplement, which Unicode does not decompose, it is what the fonts of the family Noto Sans
CJK draw with one glyph.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

_KANGXI: Final = range(0x2F00, 0x2FD6)
_LIGATURES: Final = range(0xFB00, 0xFB07)
_SUPPLEMENT: Final = (
    "⺂乛⺃乚⺅亻⺉刂⺋㔾⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺛旡⺞歺⺟母⺠民⺡氵⺣灬⺤爫⺦丬⺨犭⺫罒⺭礻⺯糹⺰纟⺱罓⺳㓁⺹耂⺺肀⺾艹⺿艹⻀艹⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝"
    "⻋车⻌辶⻍辶⻐钅⻑長⻒镸⻓长⻔门⻖阝⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_SIGNS: Final = {0x09: " ", 0x02BB: "‘", 0x2012: "–", 0x2027: "・"}

TWINS: Final[Mapping[int, str]] = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in (*_KANGXI, *_LIGATURES)},
    **{ord(one): other for one, other in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)},
    **_SIGNS,
}
"""Code point that Qt notes: what is meant."""
