"""Sound files of the Bible formats, Lingtrain, TEI, Aozora Bunko, and of alignments beside their texts."""

from __future__ import annotations

import json

from sound_files import XML

USFM = r"""\id GEN - A Test Bible
\h Genesis
\mt1 Genesis
\c 1
\s The Creation
\p
\v 1 In the beginning\f + \fr 1.1 \ft Or: first\f*
God created \nd heaven\nd*.
\q1
\v 2-3 And it was \w void|lemma="x"\w*
\c 2
\v 4a Thus finished.
"""
USX = (
    f'{XML}<usx version="3.0"><book code="PSA" style="id">- A Test Bible</book><para style="h">Psalms</para>\n'
    '<chapter number="3" style="c" sid="PSA 3"/><para style="s1">Trust</para><para style="q1"><verse number="1" '
    'style="v" sid="PSA 3:1"/>Lord, how many<note caller="+" style="f"><char style="ft">Or: all</char></note></para>\n'
    '<para style="q2">are they!<verse eid="PSA 3:1"/></para><para style="q1"><verse number="2-3a" style="v"/>Many say'
    '</para><chapter eid="PSA 3"/></usx>'
)
OSIS = (
    f'{XML}<osis xmlns="http://www.bibletechnologies.net/2003/OSIS/namespace"><osisText osisIDWork="B" xml:lang="en">\n'
    '<header><work osisWork="B"><title>A Bible</title></work></header><div type="book" osisID="Gen"><title>Genesis'
    '</title>\n<chapter osisID="Gen.1"><p><verse osisID="Gen.1.1">In the beginning</verse><verse sID="a" '
    'osisID="Gen.1.2"/>God said<note>Or: spoke</note></p><p>more<verse eID="a"/></p></chapter></div></osisText></osis>'
)
USFX = (
    f'{XML}<usfx><languageCode>eng</languageCode><book id="MAT"><id id="MAT">A Bible</id><h>Matthew</h>\n'
    '<c id="1"/><s>The Line</s><p><v id="1" bcv="MAT.1.1"/>The book<f caller="+"><ft>Or: line</ft></f><ve/>\n'
    '<v id="2-3"/><wj>Follow him</wj>.<ve/></p><ce/></book></usfx>'
)
ZEFANIA = (
    f'{XML}<XMLBIBLE biblename="Bibel" type="x-bible"><INFORMATION><title>Bibel</title><language>GER</language>'
    '</INFORMATION>\n<BIBLEBOOK bnumber="1" bname="1. Mose"><CAPTION>Das erste Buch</CAPTION><CHAPTER cnumber="1">\n'
    '<VERS vnumber="1">Im Anfang <gr str="1254">schuf</gr> Gott<NOTE>O. <i>machte</i></NOTE>.</VERS>\n'
    '<VERS vnumber="2" aix="a">Und<BR art="x-nl"/>die Erde</VERS></CHAPTER></BIBLEBOOK></XMLBIBLE>'
)
LINGTRAIN_JSON = json.dumps(
    {
        "head": {"creator": "Lingtrain Alignment Studio", "langs": ["de", "en"], "title": {"de": "Fluss"}},
        "body": [
            {"t": "h1", "c": {"de": "Kapitel eins", "en": "Chapter one"}, "p": 0},
            {"t": "text", "c": {"de": ["Der Fluss.", "Das Meer."], "en": ["The river.", ""]}, "p": 1},
        ],
    },
    indent=1,
)
LINGTRAIN_XML = (
    f'{XML}<book version="0.2"><head><creationtool>Lingtrain Alignment Studio</creationtool><langs><lang id="zh"/>'
    '<lang id="en"/></langs><title><s lang="zh">河</s></title></head><body><p type="h1" id="0"><sentence><su lang="zh">'
    '第一章</su><su lang="en">Chapter one</su></sentence></p>\n<p type="text" id="1"><sentence><su lang="zh"><r><c>河'
    '</c><f>hé</f></r></su><su lang="en">The river.</su></sentence></p></body></book>'
)
TEI = (
    f'{XML}<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Fluss</title></titleStmt>'
    '</fileDesc></teiHeader><text><body><div xml:lang="de"><head xml:id="d0">Eins</head><p xml:id="d1">Der <hi>Fluss'
    '</hi>.<note>Siehe unten.</note></p></div>\n<div xml:lang="en"><head xml:id="e0">One</head><p xml:id="e1">The '
    'river.</p></div></body></text><linkGrp><link target="#d0 #e0"/><link target="#d1 #e1"/></linkGrp></TEI>'
)

BIBLES = {
    "x.usfm": USFM,
    "x.usx": USX,
    "x.osis": OSIS,
    "x.usfx": USFX,
    "x.zefania.xml": ZEFANIA,
}
_LINE = "Der Hund schläft am Nachmittag unter dem Baum.\tThe dog sleeps in the afternoon under the tree."
AOZORA = """銀河《ぎんが》の旅
宮沢太郎

［＃３字下げ］一、午后［＃「一、午后」は大見出し］

　では｜みなさん《諸君》は、そういうふうに川だと云《い》われた。
「ジョバンニさん」［＃「ジョバンニ」に傍点］が※［＃「てへん＋劣」、第3水準1-84-77］った。［＃改ページ］

底本：「銀河」春文庫
入力：だれか
青空文庫作成ファイル：
"""
LINES = {"aozora.txt": AOZORA, "aligned_de-en.txt": f"{_LINE}\ta.txt\n" * 4, "lines.txt": f"{_LINE}\n" * 4}
CORPUS_XML = (
    f'{XML}<text><head/><p id="1"><s id="s1">Der <w>Hund</w> schläft.</s>\n<s id="s2">Er träumt.</s></p></text>'
)
OTHERS = {"corpus.xml": CORPUS_XML, "lingtrain.json": LINGTRAIN_JSON, "lingtrain.xml": LINGTRAIN_XML, "x.tei": TEI}

_GERMAN = ["Der Hund schläft.", "Er träumt.", "Dann wacht er auf."]
_ENGLISH = ["The dog sleeps.", "He dreams.", "Then he wakes up."]


def _sentences(texts: list[str], root: str = "<text>") -> str:
    inner = "".join(f'<s id="s{number}">{text}</s>\n' for number, text in enumerate(texts, 1))
    return f"{XML}{root}{inner}</{root[1:].split()[0].rstrip('>')}>"


def _linked(root: str, pairs: tuple[str, ...], more: str = "") -> str:
    inner = "".join(f'<link {more} xtargets="{pair}"/>\n' for pair in pairs)
    group = f'<linkGrp targType="s" fromDoc="de.xml" toDoc="en.xml">{inner}</linkGrp>'
    return f"{XML}<{root}>{group}</{root}>" if root else XML + group


_PAIRS = ("s1;s1", "s2;s3", "s3;s2")
_TEXTS = {"de.xml": _sentences(_GERMAN), "en.xml": _sentences(_ENGLISH)}
OTHERS["corpus.xml"] = _TEXTS["de.xml"]
FOLDERS: dict[str, dict[str, str]] = {
    "XCES": {"a.xml": _linked("cesAlign", _PAIRS), **_TEXTS},
    "XCES, a text of it": {**_TEXTS, "a.xml": _linked("cesAlign", _PAIRS)},
    "InterText": {"a.xml": _linked("", _PAIRS, 'type="1-1" status="man"'), **_TEXTS},
    "hunalign": {
        "a.ladder": "0\t0\t0.5\n1\t1\t0.3\n2\t3\t1\n",
        "de.txt": "Der Hund schläft am Nachmittag unter dem Baum.\n" * 2,
        "en.txt": "The dog sleeps in the afternoon under the tree.\n" * 3,
    },
    "Moses": {
        "a.de": "Der Hund schläft am Nachmittag unter dem Baum.\n" * 3,
        "a.en": "The dog sleeps in the afternoon under the tree.\n" * 3,
    },
}
"""Folders of files that are read together; the first is the one to spoil."""
