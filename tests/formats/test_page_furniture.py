"""Furniture of pages: what is folded of pages as sites build them, and that content never is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markup_reading import drafted, segments
from web_pages import PAGES, SITE

from viewer.formats.page_names import Said, said
from viewer.model import Kind

PROSE = "Der Fluss stieg in der Nacht um zwei Meter, und am Morgen standen die unteren Straßen der Stadt unter Wasser. "


def kinds(html: str) -> dict[str, Kind]:
    return {one.text: one.kind for one in segments(drafted("a.html", f"<!doctype html><html>{html}"))}


def folded(html: str) -> list[str]:
    return [text for text, kind in kinds(html).items() if kind is Kind.FURNITURE]


@pytest.mark.parametrize("name", [name for name in PAGES if name != "tables"])
def test_of_a_page_the_text_stays_and_all_of_the_site_is_folded(name: str) -> None:
    found = kinds(PAGES[name])
    assert [text for text, kind in found.items() if (kind is Kind.FURNITURE) != (SITE in text)] == []
    assert sum(kind is not Kind.FURNITURE for kind in found.values()) >= 5


def test_where_nothing_tells_the_site_from_the_text_all_of_it_stays() -> None:
    found = kinds(PAGES["tables"])
    assert Kind.FURNITURE not in found.values()
    assert sum(SITE in text for text in found) == 5


@pytest.mark.parametrize(
    "html",
    [
        f'<div class="page has-sidebar share-enabled"><p>{PROSE}</div>',
        f'<div class="cookie-page"><p>{PROSE}<p>{PROSE * 2}</div>',
        f'<div class="sidebar"><p>{PROSE}</div><p>{PROSE * 2}',
        f'<div id="comments"><main><p>{PROSE}</main></div>',
        f'<div class="menu"><h1>Suppen</h1></div><p>{PROSE}',
        "<ul><li><a href=1>Passau</a><li><a href=2>Linz</a><li><a href=3>Krems</a></ul>",
        f"<p>{PROSE}<ul><li><a href=1>Passau</a><li><a href=2>Linz</a><li><a href=3>Krems</a></ul><p>{PROSE * 2}",
        f"<p>{PROSE}<p>Siehe: <a href=1>Passau</a><p>{PROSE * 2}",
        f'<p>{PROSE}<p class="share">Aktien</p>',
    ],
)
def test_in_doubt_it_is_content(html: str) -> None:
    assert folded(html) == []


def test_short_links_are_folded_before_and_after_the_text_and_headlines_anywhere() -> None:
    short = "".join(f"<li><a href=x>{word}</a>" for word in ("Start", "Politik", "Sport"))
    long = "".join(f"<div><a href=x>Warum der Damm in {place} nie gebaut wurde</a></div>" for place in "ABC")
    found = kinds(
        f"<ul>{short}</ul><p>{PROSE}<h2>Mehr</h2>{long}<h2>Folgen</h2><p>{PROSE * 2}<h3>Auch</h3><p><a href=x>A</a>"
    )
    assert [text for text, kind in found.items() if kind is Kind.FURNITURE] == [
        *("Start", "Politik", "Sport", "Mehr"),
        *(f"Warum der Damm in {place} nie gebaut wurde" for place in "ABC"),
    ]


def test_what_writers_of_a_wiki_see_beside_the_text_is_no_part_of_it() -> None:
    edit = '<span class="mw-editsection"><span>[</span><a href=e>Bearbeiten</a><span>]</span></span>'
    assert kinds(f"<h2>Folgen{edit}</h2><p>{PROSE}")["Folgen"] is Kind.HEADING


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("otCookieBanner", Said.SURELY),
        ("ssrcss-1x-ShareTools", Said.SURELY),
        ("wrap post__related-posts--wide", Said.SURELY),
        ("vector-menu", Said.LIKELY),
        ("site-footer", Said.LIKELY),
        ("content-sidebar-wrap", Said.NOTHING),
        ("no-share", Said.NOTHING),
        ("shareholder adagio", Said.NOTHING),
        ("", Said.NOTHING),
    ],
)
def test_names_of_elements_say_what_they_are(names: str, expected: Said) -> None:
    assert said("div", {"class": names}, frozenset()) is expected


LINES = st.lists(
    st.tuples(
        st.sampled_from(["p", "h2", "li", "td", "div", "article", "h1"]),
        st.sampled_from(["", "cookie", "sidebar", "share", "main", "has-ads"]),
        st.sampled_from(["Wort", "Ein Satz mit mehr Wörtern, als ein Etikett hat.", PROSE, PROSE * 3]),
        st.booleans(),
    ),
    min_size=1,
    max_size=14,
)


@given(LINES)
def test_whatever_a_page_is_like_nothing_is_lost_and_something_stays(lines: list[tuple[str, str, str, bool]]) -> None:
    body = ""
    for number, (element, name, text, is_link) in enumerate(lines):
        text = f"{number} {text}"
        inside = f"<a href=x>{text}</a>" if is_link else text
        body += f'<div class="{name}"><{element}>{inside}</{element}></div>'
    found = segments(drafted("a.html", f"<!doctype html><html>{body}"))
    assert [one.text for one in found] == [" ".join(f"{n} {line[2]}".split()) for n, line in enumerate(lines)]
    bodies = [
        (len(line[2]), one.kind)
        for one, line in zip(found, lines, strict=True)
        if one.kind in (Kind.BODY, Kind.FURNITURE)
    ]
    gone = sum(length for length, kind in bodies if kind is Kind.FURNITURE)
    assert gone <= 0.82 * sum(length for length, _ in bodies) + 400
