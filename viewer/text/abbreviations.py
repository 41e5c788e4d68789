"""Words whose full stop does not end a sentence: titles before names, `p.` before numbers, ordinal numbers.

Only what stands before something is listed; `etc.` may well end a sentence.
"""

from __future__ import annotations

import regex

from viewer.languages import primary

_NUMBERED_BY_FULL_STOP = frozenset(
    "af bs cs da de et eu fi fo hr hu is lb lt lv mk nb nn no pl se sk sl sr hsb dsb tr tk".split()
)
"""Languages that write "31. December" for the thirty-first."""

_BEFORE_NUMBERS = frozenset(
    "no nos nr nº n° p pp pg fol vol vols fig figs sec secs art arts ch chs chap cap caps kap bd bde abb anm abs aufl "
    "str pag pagg pàg pág págs núm núms num bl sct pkt lib tab tabl rys eq app vers ver lk lpp psl čl č št br ods "
    "гл стр рис табл ст кн вып бр див σελ αρ κεφ εικ "
    "jan feb febr mar apr aug sept sep oct okt nov dec dez janv févr avr juil déc ene abr ago dic gen set ott".split()
)
"""In lower case. They are common words as well in some language, so that a number has to follow."""

_BEFORE_ANYTHING = {
    "": "Dr Prof Mr Mrs Ms St Jr Sr vs cf",
    "ca": "Sr Sra Dra Av Sta",
    "cs": "dr mgr ing doc prof např tzv sv tj ul popř srov zák",
    "da": "f.eks ca hr fr jf",
    "de": "Hr Hrn Fr Bd bzw ca evtl ggf vgl Str geb gest Abb hl Hl Hll Hrsg hrsg Dipl Ing inkl exkl sog resp allg bes "
    "röm griech lat frz engl dt christl kath evang Chr Mio Mrd Tsd",
    "el": "κ κα κος Δρ Καθ καθ π.χ βλ Αγ Άγ Λεωφ λεωφ",
    "en": "Messrs Gen Col Sen Rep Gov Capt Cpt Lt Sgt Maj Adm Rev Hon Mt Ft viz approx Dept",
    "es": "Sra Srta Sres Dra Dña Ud Uds Vd Vds Lic Prof Gral Sto Sta Av",
    "et": "dr prof vt nt s.o pr hr",
    "fi": "dr prof esim ns mm ts nk ks vrt tri rva",
    "fr": "MM Mme Mmes Mlle Mlles Mgr Me Pr Ste av éd env cf",
    "hi": "डॉ श्री प्रो पं कु",
    "hr": "dr prof sv npr tzv tj ul gđa gosp usp",
    "hu": "dr prof ifj id özv sz ún pl vö ill kb",
    "it": "Sig Sigg Sig.ra Dott Dott.ssa Ing Avv On Mons cfr Cfr",
    "la": "Ti Sp App Cn",
    "lt": "dr prof pvz t.y šv",
    "lv": "dr prof piem sv",
    "mr": "डॉ श्री प्रो पं सौ",
    "nb": "dr prof f.eks ca hr fr jf",
    "ne": "डा श्री प्रा पं",
    "nl": "dr drs mr ir ing dhr mevr mw bijv ca ds jhr o.a d.w.z zgn",
    "pl": "dr prof mgr inż ul al np tzn tzw św ks abp bp por zob ok im płk kpt hab m.in",
    "pt": "Sra Srs Sras Dra Exmo Exma Profa Av Eng Sto Sta",
    "ro": "dr prof Dl Dna d-na d-l sf Sf ing",
    "ru": "им ул см ср др пр проф акад доц тыс млн млрд св вв напр тел просп гг тт",
    "sk": "dr mgr ing prof napr tzv sv tj ul resp doc",
    "sl": "dr prof mag sv npr oz ul t.i",
    "sr": "др проф св нпр тзв тј ул dr prof sv npr tzv tj",
    "sv": "dr prof t.ex bl.a s.k S:t ca jfr f.d",
    "tr": "Doç Av Sn Alb Hz bkz Bkz Yrd Öğr",
    "uk": "ім вул буд див пор проф акад доц тис млн млрд св рр тт",
}
"""As they are spelt before the full stop; in lower case, they may begin with a capital too."""

_WORDS = {
    language: frozenset(f"{_BEFORE_ANYTHING['']} {words}".split()) for language, words in _BEFORE_ANYTHING.items()
}
_WORDS |= {"nn": _WORDS["nb"], "no": _WORDS["nb"], "bs": _WORDS["hr"], "gl": _WORDS["pt"], "be": _WORDS["ru"]}

_INITIALS = regex.compile(r"(?:\p{L}\p{M}*\.)*(?![\p{Hangul}\p{Han}\p{Hiragana}\p{Katakana}])\p{L}\p{M}*")
"""`S`, `U.S`: but a syllable may be a word of its own."""
_ORDINAL = regex.compile(r"\p{Nd}{1,3}|[IVXLC]+")
_NUMBER = regex.compile(r"\s*(?:\p{Nd}|[IVXLC]+\b)")


def keeps_full_stop(word: str, language: str, following: str) -> bool:
    """Whether the full stop after `word` belongs to the word, in a language (BCP 47 tag) and before what follows."""
    lower = word[:1].lower() + word[1:]
    words = _WORDS.get(primary(language), _WORDS[""])
    if _INITIALS.fullmatch(word) or word in words or lower in words:
        return True
    if word.lower() in _BEFORE_NUMBERS:
        return _NUMBER.match(following) is not None
    return primary(language) in _NUMBERED_BY_FULL_STOP and _ORDINAL.fullmatch(word) is not None
