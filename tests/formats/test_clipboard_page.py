"""Pages as browsers and office programs put them on the clipboard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markup_reading import drafted, mutated, notes, segments

from viewer.formats.clipboard_page import page
from viewer.model import Kind

TEXT = "<p>Der Fluss führt Wasser.</p><p>يرتفع النهر.</p>"
AROUND = "<html><body lang='de-AT'>\n<!--StartFragment-->{}<!--EndFragment-->\n</body></html>"


def windows(whole: str, copied: str) -> bytes:
    """What Windows hands on: a header that counts bytes, then the page."""
    header = (
        "Version:0.9\r\nStartHTML:{:010d}\r\nEndHTML:{:010d}\r\nStartFragment:{:010d}\r\nEndFragment:{:010d}\r\n"
        "SourceURL:https://example.org/<private>\r\n"
    )
    data, size = whole.encode(), len(header.format(0, 0, 0, 0))
    start = size + data.index(copied.encode())
    return header.format(size, size + len(data), start, start + len(copied.encode())).encode() + data


CLIPS = {
    "a fragment": TEXT.encode(),
    "with its encoding": f"<meta charset='utf-8'>{TEXT}".encode(),
    "marked by comments": AROUND.format(TEXT).encode(),
    "of Windows": windows(AROUND.format(TEXT), TEXT),
    "of Windows, without counts": b"Version:1.0\r\nStartFragment:-1\r\n" + AROUND.format(TEXT).encode(),
    "of Windows, with wrong counts": b"Version:1.0\r\nStartFragment:9\r\nEndFragment:99999\r\n"
    + AROUND.format(TEXT).encode(),
    "UTF-16 with a mark": ("\ufeff" + TEXT).encode("utf-16-le"),
    "UTF-16 without a mark": TEXT.encode("utf-16-le"),
    "UTF-16 from the other end": ("\ufeff" + TEXT).encode("utf-16-be"),
    "ended by a NUL": TEXT.encode() + b"\0",
    "UTF-16 ended by a NUL": (TEXT + "\0").encode("utf-16-le"),
    "a whole page": f"<!DOCTYPE html><html lang=de><head><title>x</title></head><body>{TEXT}</body></html>".encode(),
}


@pytest.mark.parametrize("name", CLIPS)
def test_what_was_copied_is_read_whoever_copied_it(name: str) -> None:
    found = segments(drafted("clip", page(CLIPS[name])))
    assert [one.text for one in found] == ["Der Fluss führt Wasser.", "يرتفع النهر."]


def test_of_what_stands_around_only_the_language_is_kept() -> None:
    for data in (AROUND.format(TEXT).encode(), windows(AROUND.format(TEXT), TEXT)):
        assert b'lang="de-AT"' in page(data)
        assert b"example.org" not in page(data)


@pytest.mark.parametrize(
    "data", [b"", b"\0", b" \r\n", "\ufeff".encode("utf-16-le"), b"<!--StartFragment--><!--EndFragment-->x"]
)
def test_without_a_text_there_is_no_page(data: bytes) -> None:
    assert page(data) == b""


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--><style>p {}</style>
</head>
<body lang=DE><!--StartFragment--><p class=MsoTitle>Der Fluss<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Alt</b> ist der Damm<a style='mso-footnote-id:ftn1'
href="#_ftn1"
title=""><span class=MsoFootnoteReference><![if !supportFootnotes]><span>[1]</span><![endif]></span></a>.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp;
</span></span><![endif]>Brot und <span style='mso-hide:all'>keine </span>Decken</p>
<div style='mso-element:comment-list'><p>Prüfen! AB</p></div><!--EndFragment--></body></html>"""


def test_what_an_office_program_adds_is_no_text() -> None:
    title, body, item = segments(drafted("clip", page(WORD.encode())))
    assert (title.text, title.kind) == ("Der Fluss", Kind.TITLE)
    assert (body.text, item.text) == ("Alt ist der Damm.", "Brot und Decken")
    assert set(notes(body)) == {("emphasis", "Alt", "b"), ("footnote", "", "[1]")}


def test_a_bold_element_around_everything_that_is_not_bold_says_nothing() -> None:
    docs = '<b style="font-weight:normal" id="docs-internal-guid-1"><p><span>Alt ist der Damm.</span></p></b>'
    (segment,) = segments(drafted("clip", page(docs.encode())))
    assert (segment.text, notes(segment)) == ("Alt ist der Damm.", [])


@given(st.sampled_from(sorted(CLIPS)), st.integers(0, 10_000))
def test_a_spoilt_clip_gives_a_page_or_none(name: str, seed: int) -> None:
    found = page(mutated(CLIPS[name], seed))
    assert found == b"" or found.startswith(b"<!doctype html>")
    found.decode("utf-8")


@given(st.binary(max_size=300))
def test_any_bytes_give_a_page_or_none(data: bytes) -> None:
    assert page(data) == b"" or page(data).startswith(b"<!doctype html>")
