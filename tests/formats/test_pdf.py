"""PDF: lines become paragraphs, running heads furniture, and what has no text is refused."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF
from PySide6.QtGui import QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument
from pytestqt.qtbot import QtBot

from viewer import assets
from viewer.errors import EmptyFile, HexaplaError, Malformed, Unreadable
from viewer.formats.draft import Caution, Draft
from viewer.formats.pdf import _Hyphens, _joined, _Line
from viewer.formats.registry import read, recognise
from viewer.formats.source import SourceFile
from viewer.model import Kind

SENTENCE = "Im Jahre {0} ging der alte Mann wie {0} andere durch die Stadt und zählte {0} Brücken."


def printed(html: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    document = QTextDocument()
    document.setHtml(html)
    document.print_(writer)
    return bytes(buffer.data().data())


def painted(pages: Sequence[Sequence[tuple[int, str]]]) -> bytes:
    """Lines at heights of a page that is 400 high."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    writer.setResolution(72)
    painter = QPainter(writer)
    painter.setFont(QFont("Noto Sans", 10))
    for number, lines in enumerate(pages):
        if number:
            writer.newPage()
        for height, text in lines:
            painter.drawText(40, height, text)
    painter.end()
    return bytes(buffer.data().data())


def pdf(data: bytes, name: str = "t.pdf") -> Draft:
    return read(SourceFile(Path(name), data))


def found(draft: Draft, language: str = "de") -> list[tuple[Kind, str]]:
    (text,) = draft.documents[0].texts
    segments = [(segment.kind, segment.text) for segment in text.segments(language)]
    assert len(segments) == text.size
    return segments


def body(draft: Draft) -> list[str]:
    return [text for kind, text in found(draft) if kind is not Kind.FURNITURE]


def test_lines_become_paragraphs_also_over_the_end_of_a_page(qtbot: QtBot) -> None:
    paragraphs = [" ".join(SENTENCE.format(10 * number + at) for at in range(2 + number % 3)) for number in range(12)]
    draft = pdf(printed("<h1>Ein Titel</h1>" + "".join(f"<p>{one}</p>" for one in paragraphs)))
    assert draft.format == "PDF"
    assert body(draft) == ["Ein Titel", *paragraphs]
    assert [text for kind, text in found(draft) if kind is Kind.FURNITURE] == ["1", "2"]


def test_heads_and_numbers_that_return_are_furniture(qtbot: QtBot) -> None:
    pages = [
        [
            (20, "Das Buch der Flüsse"),
            (60, f"Seite {name} beginnt mit diesem langen Satz, der hier endet."),
            (380, f"– {number} –"),
        ]
        for number, name in enumerate(("eins", "zwei", "drei"), 1)
    ]
    draft = pdf(painted(pages))
    assert [text for kind, text in found(draft) if kind is Kind.FURNITURE] == [
        "Das Buch der Flüsse",
        "– 1 –",
        "Das Buch der Flüsse",
        "– 2 –",
        "Das Buch der Flüsse",
        "– 3 –",
    ]
    assert len(body(draft)) == 3


def line(text: str) -> _Line:
    return _Line(0, text, 0, 100, 0, 10)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("Der Donau\x02", "dampfer"), "Der Donaudampfer"),
        (("Der Donau-", "dampfer"), "Der Donaudampfer"),
        (("Nord\x02", "Süd"), "Nord-Süd"),
        (("1990-", "2000"), "1990-2000"),
        (("eins", "zwei"), "eins zwei"),
        (("日本", "語"), "日本語"),
    ],
)
def test_parted_words_are_made_whole(lines: Sequence[str], text: str) -> None:
    found = [line(one) for one in lines]
    assert _joined(found, _Hyphens(found)) == text


def test_a_hyphen_stays_where_the_word_has_it_or_nothing_else_is_parted() -> None:
    parted = [line("ligar\x02"), line("se")]
    assert _joined(parted, _Hyphens([*parted, line("ligar-se")])) == "ligar-se"
    assert _joined(parted, _Hyphens([*parted, *[line("texto")] * 50])) == "ligar-se"
    assert _joined(parted, _Hyphens([*parted, *[line("ligarse")] * 50])) == "ligarse"


@pytest.mark.parametrize("tag", ["de", "pt"])
def test_every_word_of_a_printed_seed_is_found_again(tag: str, qtbot: QtBot) -> None:
    text = (assets.seeds() / f"{tag}.txt").read_text(encoding="utf-8")
    html = "".join(f"<p>{one}</p>" for one in text.splitlines() if one.strip())
    words = " ".join(text for _, text in found(pdf(printed(html)))).split()
    lost = Counter(text.split()) - Counter(words)
    assert not lost


def test_arabic_is_read_with_a_warning(qtbot: QtBot) -> None:
    # A font by name: what another font's letters are in the file is known to it alone.
    draft = pdf(
        printed("<p dir='rtl' style='font-family: DejaVu Sans'>في البدء كان الكلمة وكان الكلمة عند الله</p>" * 3)
    )
    assert [one.key for one in draft.warnings] == [Caution.LETTERS_DOUBTFUL]
    text = "".join(body(draft))
    assert "البدء" in text
    assert not any("\ufb50" <= letter <= "\ufefc" for letter in text)


def test_the_content_tells_what_it_is(qtbot: QtBot) -> None:
    assert recognise(SourceFile(Path("t.txt"), painted([[(50, "Hallo")]]))).name == "PDF"


def test_pictures_without_text_are_refused_by_name(qtbot: QtBot) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    painter = QPainter(writer := QPdfWriter(buffer))
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    painter.drawImage(QRectF(0, 0, writer.width(), writer.height()), image)
    painter.end()
    with pytest.raises(Unreadable, match="pictures without text"):
        pdf(bytes(buffer.data().data()))


def test_a_document_without_anything_is_empty(qtbot: QtBot) -> None:
    with pytest.raises(EmptyFile):
        pdf(painted([[]]))


def test_what_is_encrypted_is_refused_by_name() -> None:
    # The empty password does not open it: neither hash fits.
    content = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"3 0 obj<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>endobj\n"
    )
    start = len(content)
    places = [content.index(b"%d 0 obj" % number) for number in (1, 2, 3)]
    content += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"trailer<</Size 4/Root 1 0 R/Encrypt 3 0 R/ID[<41><41>]>>\nstartxref\n%d\n%%%%EOF" % start
    with pytest.raises(Unreadable, match="password"):
        pdf(content)


@pytest.mark.parametrize("content", [b"%PDF-1.4\n", b"%PDF-1.7\n" + b"x" * 5_000, b"no such thing"])
def test_what_is_broken_is_refused(content: bytes) -> None:
    with pytest.raises(Malformed):
        pdf(content)


def test_mutated_files_are_read_or_refused(qtbot: QtBot) -> None:
    good = painted([[(50, "Hallo Welt"), (70, "noch eine Zeile")], [(50, "Ende")]])
    assert len(pypdfium2.PdfDocument(good)) == 2
    for seed in range(100):
        chance = random.Random(seed)
        data = bytearray(good)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(data))
            if chance.random() < 0.7:
                data[at] = chance.randrange(256)
            else:
                del data[at : at + chance.randint(1, 40)]
        try:
            found(pdf(bytes(data)))
        except HexaplaError:
            continue
