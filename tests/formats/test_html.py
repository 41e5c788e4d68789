"""HTML pages: what is text, what is said about it, and what is neither."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from markup_reading import drafted, mutated, notes, segments, texts

from viewer.errors import EmptyFile, HexaplaError
from viewer.formats.draft import Caution
from viewer.model import MAX_SEGMENT, Kind

GERMAN = "Die Straße führt über den Fluß, und dahinter beginnt der Wald, in dem die Kinder spielen. " * 4
JAPANESE = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。" * 8


def page(body: str, name: str = "a.html") -> list[str]:
    return texts(drafted(name, f"<html><body>{body}</body></html>"))


def test_blocks_are_segments_with_kinds() -> None:
    draft = drafted(
        "a.html",
        "<!doctype html><html lang=EN_us><head><title>Site: A &amp; B</title></head><body><h1>Title</h1><h2>Part</h2>"
        "<p>One<p>Two<ul><li>a<li>b</ul><table><caption>c</caption><tr><th>d<td>e</table>"
        "<figure><img alt=x><figcaption>f</figcaption></figure></body>",
    )
    assert [(one.text, one.kind) for one in segments(draft)] == [
        ("Title", Kind.TITLE),
        ("Part", Kind.HEADING),
        *((text, Kind.BODY) for text in ("One", "Two", "a", "b")),
        ("c", Kind.CAPTION),
        ("d", Kind.BODY),
        ("e", Kind.BODY),
        ("f", Kind.CAPTION),
    ]
    assert (draft.format, draft.documents[0].title, draft.documents[0].texts[0].language) == ("HTML", "Title", "en-US")


def test_several_first_headings_are_no_titles() -> None:
    draft = drafted("a.html", "<html><title>T</title><h1>A</h1><p>a<h1>B</h1><p>b")
    assert [one.kind for one in segments(draft)] == [Kind.HEADING, Kind.BODY] * 2
    assert draft.documents[0].title == "T"


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<template><p>x</p></template>",
        "<noscript>x</noscript>",
        "<nav><ul><li>x</ul></nav>",
        "<div role=navigation>x</div>",
        "<p hidden>x</p>",
        '<div style="color: red; display : none"><p>x</p></div>',
        "<select><option>x</select>",
        "<textarea>x</textarea>",
        "<button>x</button>",
        "<svg><text>x</text></svg>",
        "<!-- x -->",
        "<iframe>x</iframe>",
        '<span role="doc-pagebreak">x</span>',
    ],
)
def test_what_is_no_text_is_left_out(hidden: str) -> None:
    assert page(f"<p>a</p>{hidden}<p>b</p>") == ["a", "b"]


def test_what_stands_around_the_text_is_furniture() -> None:
    draft = drafted(
        "a.html",
        "<html><body><header><h1>T</h1><p>slogan</header><article><header>by</header><p>a<aside>quote</aside></article>"
        "<aside>ads</aside><div role=contentinfo>imprint</div><footer><h2>contact</h2></footer>",
    )
    found = {one.text: one.kind for one in segments(draft)}
    assert [text for text, kind in found.items() if kind is Kind.FURNITURE] == ["slogan", "ads", "imprint", "contact"]
    assert (found["T"], found["by"], found["quote"]) == (Kind.TITLE, Kind.BODY, Kind.BODY)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a  b\n\tc", "a b c"),
        (" a <b> b</b> c ", "a b c"),
        ("a&nbsp;&nbsp;b", "a\xa0\xa0b"),
        ("one<br>two", "one two"),
        ("漢字<br/>仮名", "漢字仮名"),
        ("漢字\n  仮名", "漢字仮名"),
        ("漢字 仮名", "漢字 仮名"),
        ("word\n漢", "word 漢"),
        ("&auml;&#228;&#xE4; &amp; &unknown; &lt;", "äää & &unknown; <"),
        ("a<wbr>b<!-- c -->d", "abd"),
        ('a<a id="x"/>b<i/>c', "abc"),
    ],
)
def test_white_space_is_collapsed_as_browsers_do(markup: str, text: str) -> None:
    assert page(f"<p>{markup}</p>") == [text]


def test_empty_lines_divide() -> None:
    assert page("a<br>b<br> <br>c<p>d") == ["a b", "c", "d"]


def test_lines_of_pre_are_kept_unless_they_are_wrapped() -> None:
    assert page("<pre>\n  x =  1\n\n  y</pre>") == ["x =  1", "y"]
    wrapped = "Dies ist ein Absatz, der bei einer\nfesten Breite umbrochen worden ist\nund weiter geht.\n\n"
    assert page(f"<pre>{wrapped * 3}</pre>") == [wrapped.strip().replace("\n", " ")] * 3


@pytest.mark.parametrize(
    ("ruby", "text", "readings"),
    [
        ("<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>", "漢字", [("漢", "かん"), ("字", "じ")]),
        ("<ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>", "漢字", [("漢字", "かんじ")]),
        ("<ruby>漢<rp>(<rt>かん<rp>)</ruby>字", "漢字", [("漢", "かん")]),
        ("<ruby>\n<rb>今</rb>\n<rb>日</rb>\n<rt>きょう</rt></ruby>", "今日", [("今日", "きょう")]),
        ("<ruby><rb>漢<rb>字<rt>かん<rt>じ</ruby>", "漢字", [("漢", "かん"), ("字", "じ")]),
        ("<ruby>漢<rt>かん</rt><rtc><rt>Han</rt></rtc></ruby>", "漢", [("漢", "かん"), ("漢", "Han")]),
        ("<ruby>漢<rt></rt></ruby>", "漢", []),
        ("x<rt>y</rt>", "xy", []),
    ],
)
def test_readings_are_annotations_and_never_text(ruby: str, text: str, readings: list[tuple[str, str]]) -> None:
    (segment,) = segments(drafted("a.html", f"<html><p>{ruby}</p>"))
    assert segment.text == text
    assert [(base, value) for kind, base, value in notes(segment) if kind == "ruby"] == readings


def test_emphasis_and_language_are_annotations() -> None:
    (segment, after) = segments(
        drafted("a.html", "<html lang=de><p>Er sagte <em>laut\n und</em> <i lang=fr> mot </i>: <b>ja<p>nein</b>")
    )
    assert segment.text == "Er sagte laut und mot : ja"
    assert set(notes(segment)) == {
        ("emphasis", "laut und", "em"),
        ("emphasis", "mot", "i"),
        ("language", "mot", "fr"),
        ("emphasis", "ja", "b"),
    }
    assert after.text == "nein"


@pytest.mark.parametrize(
    "reference",
    [
        '<a role="doc-noteref" href="x">1</a>',
        '<sup><a href="#fn1">1</a></sup>',
        '<a href="n.html#fn1"><sup>1</sup></a>',
        '<a href="#fn1" epub:type="noteref">1</a>',
    ],
)
def test_marks_of_footnotes_are_annotations(reference: str) -> None:
    (segment,) = segments(drafted("a.html", f"<html><p>Wort{reference}, und</p>"))
    assert segment.text == "Wort, und"
    assert [(one.start, one.stop, one.kind, one.value) for one in segment.annotations] == [(4, 4, "footnote", "1")]


def test_links_and_raised_letters_are_text_and_ways_back_are_not() -> None:
    assert page('<p>see <a href="#x">1984</a>, m<sup>2</sup></p><p><a href="#r">↩</a> note</p>') == [
        "see 1984, m2",
        "note",
    ]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("shift_jis", "x-sjis"), ("euc_jp", "EUC-JP"), ("utf-8", "utf-8"), ("iso2022_jp", "iso-2022-jp")],
)
def test_the_declared_encoding_is_taken(encoding: str, declared: str) -> None:
    draft = drafted("a.html", f'<html><meta charset="{declared}"><p>{JAPANESE}'.encode(encoding))
    assert texts(draft) == [JAPANESE]
    assert draft.warnings == ()


def test_iso_8859_1_means_windows_1252_as_in_browsers() -> None:
    body = '<html><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>„Größe“ – 5 €'
    assert texts(drafted("a.html", body.encode("cp1252"))) == ["„Größe“ – 5 €"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-16-le"])
def test_what_the_bytes_are_counts_more_than_what_they_say(encoding: str) -> None:
    draft = drafted("a.html", f"<html><meta charset=iso-8859-1><p>{GERMAN}".encode(encoding))
    assert texts(draft) == [GERMAN.strip()]


def test_wrong_declarations_are_mentioned() -> None:
    draft = drafted("a.html", f"<html lang=ja><meta charset=iso-8859-1><p>{GERMAN}".encode())
    assert texts(draft) == [GERMAN.strip()]
    assert draft.documents[0].texts[0].language is None
    assert {(one.key, one.detail) for one in draft.warnings} == {
        (Caution.ENCODING_MISDECLARED, "iso-8859-1"),
        (Caution.LANGUAGE_MISDECLARED, "ja"),
    }


def test_xhtml_has_the_entities_of_html_and_may_be_broken() -> None:
    head = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr"><head><title/></head><body>'
    for body in ("<p>a&nbsp;&eacute;<i/> b</p></body></html>", "<p>a&nbsp;&eacute;<i/> b<p></html>"):
        draft = drafted("a.xhtml", head + body)
        assert texts(draft) == ["a\xa0é b"]
        assert segments(draft)[0].annotations == ()
        assert draft.documents[0].texts[0].language == "fr"


@pytest.mark.parametrize("name", ["a.php", "a", "a.xyz", "a.html"])
def test_html_is_told_by_its_content(name: str) -> None:
    assert drafted(name, "\ufeff <!-- c -->\n<!DOCTYPE html><p>a").format == "HTML"
    assert drafted(name, '<?xml version="1.0"?>\n<html xmlns="x"><p>a</p></html>').format == "HTML"


def test_white_space_before_what_is_no_page_takes_no_time() -> None:
    begun = time.perf_counter()
    with suppress(HexaplaError):
        drafted("a.xml", '<?xml version="1.0"?>' + "\n \t" * 3_000 + "<book><!-- " + "- " * 3_000 + "</book>")
    assert time.perf_counter() - begun < 5


def test_a_name_may_insist_on_text() -> None:
    assert drafted("a.txt", "<html><p>a").format == "plain text"
    assert drafted("a.htm", "just words").format == "HTML"


@pytest.mark.parametrize("content", ["<html></html>", "<html><body> <br>&nbsp;<script>x</script>", "<html><head>"])
def test_a_page_without_text_is_empty(content: str) -> None:
    with pytest.raises(EmptyFile):
        drafted("a.html", content)


def test_giants_are_cut_with_their_annotations() -> None:
    draft = drafted("a.html", "<html><p>" + "Wort " * 30_000 + "<b>Ende</b>")
    first, last = segments(draft)
    assert (len(first.text), notes(last)) == (MAX_SEGMENT, [("emphasis", "Ende", "b")])
    assert [(one.key, one.count) for one in draft.warnings] == [(Caution.SEGMENTS_CUT, 1)]


LAUGHS = "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
HOSTILE = {
    "deep": "<html>" + "<div>" * 100_000 + "x",
    "deep inline": "<html>" + "<i>" * 100_000 + "x",
    "huge attribute": '<html><img src="' + "a" * 5_000_000 + '">x',
    "huge style": '<html><p style="' + "display : " * 300_000 + '">x',
    "spaces": "<html>x" + " " * 3_000_000,
    "breaks": "<html>x" + "<br> " * 100_000,
    "ampersands": "<html>x" + "&" * 300_000,
    "rubies": "<html>x" + "<ruby>" * 3_000 + "<p>" * 30_000,
    "comments": "<html>x" + "<!--" * 100_000,
    "laughs": f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">{LAUGHS}]><html><p>x&j;</p></html>',
    "outside": '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><p>x&a;</p></html>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_in_time(name: str) -> None:
    begun = time.monotonic()
    assert texts(drafted("a.html", HOSTILE[name]))[0].startswith("x")
    assert "root:" not in "".join(texts(drafted("a.html", HOSTILE[name])))
    assert time.monotonic() - begun < 30


@pytest.mark.parametrize("seed", range(100))
def test_damaged_pages_never_raise_anything_unknown(seed: int) -> None:
    good = (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html lang="de"><head><meta charset="utf-8"/><title>T'
        "</title></head><body><h1>Über</h1><p>Ein <em>Wort</em>&nbsp;<ruby>漢<rp>(</rp><rt>かん</rt></ruby><br/>x"
        '<sup><a href="#n">1</a></sup></p><table><tr><td>a</td></tr></table><pre>b\n c</pre></body></html>'
    ).encode()
    with suppress(HexaplaError):
        segments(drafted("a.html", mutated(good, seed)))
