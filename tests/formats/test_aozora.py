"""Aozora Bunko: readings, emphasis, characters and notes leave the text; heading, legend and colophon are known."""

from __future__ import annotations

import random
import time

import pytest
from scripture_reading import draft_of, format_of

from viewer.errors import EmptyFile, ImportFailed
from viewer.formats.aozora_notation import Notation
from viewer.formats.draft import Draft
from viewer.formats.gaiji import accented, character
from viewer.model import Kind

RULE = "-" * 55
BOOK = f"""銀河《ぎんが》の旅
宮沢太郎

{RULE}
【テキスト中に現れる記号について】

《》：ルビ
（例）銀河《ぎんが》

［＃］：入力者注　主に外字の説明や、傍点の位置の指定
{RULE}

［＃３字下げ］一、午后［＃「一、午后」は大見出し］

　では｜みなさん《諸君》は、そういうふうに川だと云《い》われた。
「ジョバンニさん」［＃「ジョバンニ」に傍点］

［＃ここから中見出し］
　活版所
［＃ここで中見出し終わり］
　ジョバンニが※［＃「てへん＋劣」、第3水準1-84-77］った。［＃改ページ］


底本：「銀河」春文庫
　　　1990（平成2）年
入力：だれか
青空文庫作成ファイル：
"""


def lines(draft: Draft) -> list[tuple[Kind, str]]:
    return [(one.kind, one.text) for one in draft.documents[0].texts[0].segments("ja")]


def read(line: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The text of a line, and what stands beside it."""
    found = Notation().read(line)
    return found.text, [(found.text[one.start : one.stop], one.kind, one.value) for one in found.spans]


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig", "utf-16"])
def test_a_book(encoding: str) -> None:
    draft = draft_of(BOOK.replace("\n", "\r\n").encode(encoding), "ginga.txt")
    (document,) = draft.documents
    assert (draft.format, draft.warnings, document.title, document.texts[0].language) == (
        "Aozora Bunko",
        (),
        "銀河の旅",
        "ja",
    )
    assert lines(draft) == [
        (Kind.TITLE, "銀河の旅"),
        (Kind.BODY, "宮沢太郎"),
        (Kind.FURNITURE, "【テキスト中に現れる記号について】"),
        (Kind.FURNITURE, "《》：ルビ"),
        (Kind.FURNITURE, "（例）銀河《ぎんが》"),
        (Kind.FURNITURE, "［＃］：入力者注　主に外字の説明や、傍点の位置の指定"),
        (Kind.HEADING, "一、午后"),
        (Kind.BODY, "ではみなさんは、そういうふうに川だと云われた。"),
        (Kind.BODY, "「ジョバンニさん」"),
        (Kind.HEADING, "活版所"),
        (Kind.BODY, "ジョバンニが挘った。"),
        (Kind.FURNITURE, "底本：「銀河」春文庫"),
        (Kind.FURNITURE, "1990（平成2）年"),
        (Kind.FURNITURE, "入力：だれか"),
        (Kind.FURNITURE, "青空文庫作成ファイル："),
    ]


def test_readings_lie_on_their_letters_after_the_indent_is_gone() -> None:
    segments = list(draft_of(BOOK, "x.txt").documents[0].texts[0].segments("ja"))
    notes = [(one.text[note.start : note.stop], note.kind, note.value) for one in segments for note in one.annotations]
    assert notes == [
        ("銀河", "ruby", "ぎんが"),
        ("みなさん", "ruby", "諸君"),
        ("云", "ruby", "い"),
        ("ジョバンニ", "emphasis", "dots"),
    ]


@pytest.mark.parametrize(
    ("line", "text", "base"),
    [
        ("その漢字《かんじ》", "その漢字", "漢字"),
        ("人々《ひとびと》", "人々", "人々"),
        ("一ヶ月《いっかげつ》", "一ヶ月", "一ヶ月"),
        ("のカタカナー《かな》", "のカタカナー", "カタカナー"),
        ("漢字かな《よみ》", "漢字かな", "かな"),
        ("はＡＢＣ《エービーシー》", "はＡＢＣ", "ＡＢＣ"),
        ("青い｜空の下《そらのした》で", "青い空の下で", "空の下"),
    ],
)
def test_a_reading_belongs_to_the_letters_of_one_script_or_from_the_bar(line: str, text: str, base: str) -> None:
    found, notes = read(line)
    assert (found, [note[:2] for note in notes]) == (text, [(base, "ruby")])


@pytest.mark.parametrize("line", ["、《銀河》を読む", "《》", "｜縦棒だけ", "漢字《》"])
def test_what_is_no_reading_stays(line: str) -> None:
    assert read(line) == (line, [])


@pytest.mark.parametrize(
    ("line", "text", "notes"),
    [
        ("あれは［＃「あれ」に白ゴマ傍点］", "あれは", [("あれ", "emphasis", "dots")]),
        ("［＃傍点］それ［＃傍点終わり］だ", "それだ", [("それ", "emphasis", "dots")]),
        ("線［＃「線」に傍線］", "線", [("線", "emphasis", "underline")]),
        ("太い［＃「太い」は太字］", "太い", [("太い", "emphasis", "bold")]),
        ("［＃斜体］斜め［＃斜体終わり］", "斜め", [("斜め", "emphasis", "italic")]),
        ("漢字［＃「漢字」の左に「からじ」のルビ］", "漢字", [("漢字", "ruby", "からじ")]),
        (
            "［＃左にルビ付き］櫺子窓［＃左に「れんじまど」のルビ付き終わり］",
            "櫺子窓",
            [("櫺子窓", "ruby", "れんじまど")],
        ),
        ("［＃注記付き］名［＃「（銘）」の注記付き終わり］", "名", [("名", "note", "（銘）")]),
        ("来た［＃「来た」の左に「北」の注記］", "来た", [("来た", "note", "北")]),
        ("［＃窓小見出し］一［＃窓小見出し終わり］本文", "一本文", []),
        ("誤り［＃「誤り」はママ］", "誤り", [("誤り", "note", "「誤り」はママ")]),
        ("正［＃「正」は底本では「誤」］", "正", [("", "note", "「正」は底本では「誤」")]),
        ("絵［＃挿絵（fig1.png、横10×縦20）入る］", "絵", [("", "figure", "挿絵")]),
        ("不［＃レ］知［＃二］", "不知", [("", "note", "レ"), ("", "note", "二")]),
        ("［＃地から２字上げ］終［＃改丁］［＃割り注］注［＃割り注終わり］", "終注", []),
    ],
)
def test_notes(line: str, text: str, notes: list[tuple[str, str, str]]) -> None:
    assert read(line) == (text, notes)


def test_emphasis_goes_on_in_the_next_line() -> None:
    notation = Notation()
    spans = [notation.read(line).spans for line in ("［＃ここから太字］一", "二", "三［＃ここで太字終わり］四")]
    assert [[(one.start, one.stop, one.value) for one in own] for own in spans] == [
        [(0, 1, "bold")],
        [(0, 1, "bold")],
        [(0, 1, "bold")],
    ]


@pytest.mark.parametrize(
    ("description", "found"),
    [
        ("「さんずい＋罵」、U+6FF9、53-6", "濹"),
        ("「てへん＋劣」、第3水準1-84-77", "挘"),
        ("「魚＋師のつくり」、第4水準2-93-37", "魳"),
        ("ローマ数字1、1-13-21", "Ⅰ"),
        ("半濁点付き片仮名カ、1-5-87", "カ゚"),
        ("「口＋世」、ページ数-行数", ""),
        ("「口＋世」、61-9", ""),
        ("1-99-99", ""),
        ("U+D800", ""),
        ("U+FFFFFF", ""),
    ],
)
def test_characters_by_their_description(description: str, found: str) -> None:
    assert character(description) == found


def test_a_character_that_no_standard_has_is_described_beside_its_mark() -> None:
    assert read("※［＃「口＋世」、61-9］《あくび》をした") == (
        "※をした",
        [("※", "ruby", "あくび"), ("※", "note", "「口＋世」、61-9")],
    )


def test_accents() -> None:
    assert accented("cafe' Franc,ois ae& s& Sa~o a_ L/o'dz' e:") == "café François æ ß São ā Łódź ë"
    assert read("〔E'tiquette〕と〔注〕") == ("Étiquetteと〔注〕", [])


@pytest.mark.parametrize(
    "text",
    [
        "彼は《銀河》という本を読んだ。《すばらしい》と思った。\n",
        "映画《もののけ》と曲《さくら》を楽しんだ。\n",
        "《第一章》\n｜縦棒｜\n",
        "底本：これは引用。《括弧》\n",
        "［注］本文。\n",
    ],
)
def test_brackets_do_not_make_it_aozora(text: str) -> None:
    assert format_of(text * 20 if "もののけ" not in text else text, "x.txt") == "plain text"


@pytest.mark.parametrize(
    "text",
    [
        "吾輩《わがはい》は猫である。［＃ここで字下げ終わり］",
        "青い｜空の下《そらのした》で",
        "吾輩《わがはい》は猫である。\n底本：「猫」\n",
        "吾輩《わがはい》は猫《ねこ》である。" * 5,
    ],
)
def test_its_own_marks_do(text: str) -> None:
    assert format_of(text, "x.txt") == "Aozora Bunko"
    assert format_of(text.encode("cp932"), "x") == "Aozora Bunko"


def test_a_legend_without_end_swallows_nothing() -> None:
    text = "題\n著者\n\n【テキスト中に現れる記号について】\n本文《ほんぶん》です。\n"
    assert lines(draft_of(text, "x.txt"))[-1] == (Kind.BODY, "本文です。")


def test_nothing_but_notes_is_empty() -> None:
    with pytest.raises(EmptyFile):
        draft_of("［＃改ページ］\n［＃３字下げ］\n", "x.txt")


@pytest.mark.parametrize(
    "line", ["漢《か》", "｜", "［＃", "※［＃あ］", "〔e'", "［＃「漢」に傍点］", "《", "漢［＃傍点］"]
)
def test_what_is_meant_to_hurt_takes_seconds(line: str) -> None:
    started = time.perf_counter()
    draft_of("［＃改ページ］題" + line * (300_000 // len(line)), "x.txt")
    assert time.perf_counter() - started < 10


def test_mutated_files_are_read_or_refused() -> None:
    chance = random.Random(3)
    for _ in range(60):
        content = bytearray(BOOK.encode("cp932" if chance.random() < 0.5 else "utf-8"))
        for _ in range(chance.randint(1, 9)):
            at = chance.randrange(len(content))
            content[at : at + chance.randint(0, 5)] = chance.choice([b"\x81", b"\xff", b"\0", "［＃".encode(), b"\n"])
        try:
            assert draft_of(bytes(content), "x.txt").documents
        except ImportFailed:
            continue
