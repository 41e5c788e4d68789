"""The books of the Bible: their codes in USFM and USX, their names in OSIS, their numbers in Zefania, their order.

A book's key is its code in USFM (`GEN`). The order is that of USFM: Old Testament, New Testament, what only some have,
and what stands around the books. Names in files vary; what is in no table keeps its own name and comes last.
"""

from __future__ import annotations

import re

_TABLE = """
FRT Preface,Front,FrontMatter|INT Intr,Intro|
GEN Gen,Gn 1|EXO Exod,Ex 2|LEV Lev,Lv 3|NUM Num,Nm 4|DEU Deut,Dt 5|JOS Josh,Jos 6|JDG Judg,Jg,Jdg 7|RUT Ruth,Rth 8|
1SA 1Sam 9|2SA 2Sam 10|1KI 1Kgs,1Kg 11|2KI 2Kgs,2Kg 12|1CH 1Chr 13|2CH 2Chr 14|EZR Ezra 15|NEH Neh 16|EST Esth 17|
JOB Job 18|PSA Ps,Pss,Psalm,Psalms 19|PRO Prov,Prv 20|ECC Eccl,Qoh 21|SNG Song,Cant,SoS,Son 22|ISA Isa 23|JER Jer 24|
LAM Lam 25|EZK Ezek,Eze 26|DAN Dan 27|HOS Hos 28|JOL Joel,Joe 29|AMO Amos 30|OBA Obad 31|JON Jonah 32|MIC Mic 33|
NAM Nah 34|HAB Hab 35|ZEP Zeph 36|HAG Hag 37|ZEC Zech 38|MAL Mal 39|
MAT Matt,Mt 40|MRK Mark,Mk,Mar 41|LUK Luke,Lk 42|JHN John,Jn,Joh 43|ACT Acts 44|ROM Rom 45|1CO 1Cor 46|2CO 2Cor 47|
GAL Gal 48|EPH Eph 49|PHP Phil 50|COL Col 51|1TH 1Thess 52|2TH 2Thess 53|1TI 1Tim 54|2TI 2Tim 55|TIT Titus 56|
PHM Phlm 57|HEB Heb 58|JAS Jas,Jam 59|1PE 1Pet 60|2PE 2Pet 61|1JN 1John 62|2JN 2John 63|3JN 3John 64|JUD Jude 65|
REV Rev 66|
TOB Tob 69|JDT Jdt,Judith 67|ESG EsthGr,AddEsth,GkEsth 75|WIS Wis,WisSol 68|SIR Sir,Ecclus 70|BAR Bar 71|
LJE EpJer,LetJer 79|S3Y PrAzar,SgThree|SUS Sus 87|BEL Bel 88|1MA 1Macc 72|2MA 2Macc 73|3MA 3Macc 77|4MA 4Macc 78|
1ES 1Esd 80|2ES 2Esd 81|MAN PrMan 76|PS2 AddPs,Ps151 89|ODA Odes 82|PSS PssSol,PsSol 83|EZA 4Ezra,EzraApoc|5EZ 5Ezra|
6EZ 6Ezra|DAG DanGr,AddDan,GkDan 74|PS3 5ApocSyrPss|2BA 2Bar|LBA EpBar|JUB Jub|ENO 1En,Enoch 85|1MQ 1Meq|2MQ 2Meq|
3MQ 3Meq|REP Rep|4BA 4Bar|LAO EpLao,Laod 84|
XXA|XXB|XXC|XXD|XXE|XXF|XXG|BAK Back|OTH Other|CNC Concordance|GLO Glossary|TDX TopicalIndex|NDX NamesIndex
"""

_ROWS = [row.split() for row in _TABLE.replace("\n", "").split("|") if row]
_PLACES = {row[0]: place for place, row in enumerate(_ROWS)}
_BY_NAME = {
    name.casefold(): row[0] for row in reversed(_ROWS) for name in (row[0], *(row[1].split(",") if row[1:] else ()))
}
_BY_NUMBER = {int(row[2]): row[0] for row in _ROWS if row[2:]}
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST = 40
"""Code points of a key."""


def key_of(name: str) -> str:
    """The key of a book by its code in USFM or its name in OSIS, whatever the case; else the name, without spaces."""
    cleaned = _UNSAFE.sub("", name)[:_LONGEST]
    return _BY_NAME.get(cleaned.casefold(), cleaned)


def is_book(name: str) -> bool:
    """Whether a name is one of the tables'."""
    return name.casefold() in _BY_NAME


def key_of_number(number: str, name: str = "") -> str:
    """The key of a book by its number in Zefania, or else by a short name that the file gives it."""
    digits = number.strip()
    key = _BY_NUMBER.get(int(digits)) if digits.isdecimal() and len(digits) < 6 else None
    return key or (key_of(name) if name else key_of(digits))


def place_of(key: str) -> int:
    """Where a book stands among all; those in no table are last."""
    return _PLACES.get(key, len(_PLACES))
