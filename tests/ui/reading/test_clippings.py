from __future__ import annotations

import csv
import io

from lxml import html

from viewer.model import Direction, Kind, Segment, SegmentId, Status, Unit, Version, VersionId
from viewer.ui.reading.clippings import Quote, Stretch, pairs, quotation, text
from viewer.ui.reading.selection import Caret, Selection

DE = Version(VersionId("de"), "de", "Meyer <1998>", Direction.LTR, 4, 1)
AR = Version(VersionId("ar"), "ar", "", Direction.RTL, 2, 1)


def row(number: int, document: int = 0, **cells: list[str]) -> Unit:
    """A row whose segments are numbered by ten times its own number."""
    segments = {
        VersionId(version): tuple(
            Segment(SegmentId(100 * number + place), 10 * number + place, Kind.BODY, one)
            for place, one in enumerate(texts)
        )
        for version, texts in cells.items()
    }
    return Unit(number, document, None, Status.AUTOMATIC, segments)


def said(quote: Quote) -> str:
    places = ", ".join(f"{one.document}:{one.first}-{one.last}" for one in quote.stretches)
    return f"{quote.version.id} {places or 'nothing'}"


STRANGE = 'a\u00a0b\u2028c \u202eRTL\u202c\u2067x\u2069 "q" <&>\t𝒜 e\u0301  two'


def test_text_is_copied_letter_for_letter() -> None:
    marked = Selection((DE.id,), Caret(0, 0, 2), Caret(1, 1, 3))
    clip = text(marked, [row(0, de=[STRANGE]), row(1, de=["", "Ende"])])
    assert clip.text == STRANGE[2:] + "\nEnd"
    assert clip.html == ""


def test_pairs_are_a_table_that_spreadsheets_read() -> None:
    clip = pairs([DE, AR], [row(0, de=["eins\tzwei", 'dr"ei'], ar=["واحد"]), row(1, de=[STRANGE])])
    assert list(csv.reader(io.StringIO(clip.text, newline=""), delimiter="\t")) == [
        ["Meyer <1998>", "العربية"],
        ['eins\tzwei\ndr"ei', "واحد"],
        [STRANGE, ""],
    ]
    assert clip.text.startswith('Meyer <1998>\tالعربية\n"eins\tzwei\ndr""ei"\tواحد\n')


def test_pairs_as_html_say_language_and_direction_of_every_cell() -> None:
    clip = pairs([DE, AR], [row(0, de=["eins", "zwei"], ar=["واحد"]), row(1, de=[STRANGE])])
    table = html.fromstring(clip.html)
    cells = table.xpath("//td")
    assert [(cell.get("lang"), cell.get("dir")) for cell in cells] == [("de", "ltr"), ("ar", "rtl")] * 2
    assert [head.text_content() for head in table.xpath("//th")] == ["Meyer <1998>", "العربية"]
    assert [list(cell.itertext()) for cell in cells] == [["eins", "zwei"], ["واحد"], [STRANGE], []]
    assert len(table.xpath("//tr")) == 3


def test_a_quotation_has_the_marked_text_its_partners_and_their_places() -> None:
    marked = Selection((DE.id,), Caret(0, 0, 5), Caret(1, 0, 3))
    clip = quotation(marked, [DE, AR], [row(0, de=["Eins zwei"], ar=["واحد"]), row(1, de=["Drei"])], said)
    assert clip.text == "zwei\nDre\n— de 0:0-10\n\nواحد\n— ar 0:0-0"
    page = html.fromstring(clip.html)
    assert [(one.get("lang"), one.get("dir")) for one in page.xpath("//blockquote")] == [("de", "ltr"), ("ar", "rtl")]
    assert [one.text_content() for one in page.xpath("//blockquote/p")] == ["zwei", "Dre", "واحد"]


def test_what_a_version_lacks_is_said_in_a_quotation() -> None:
    clip = quotation(None, [DE, AR], [row(0, de=["Eins"])], said)
    assert clip.text == "Eins\n— de 0:0-0\n\n— ar nothing"
    assert len(html.fromstring(clip.html).xpath("//blockquote")) == 1


def test_a_quotation_over_documents_names_each() -> None:
    quote = Quote(DE, ["a", "b", "c"], [(0, 7), (0, 8), (1, 0)])
    assert quote.stretches == [Stretch(0, 7, 8), Stretch(1, 0, 0)]
