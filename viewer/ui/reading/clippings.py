"""What is copied from the texts, in the forms that other programs take: text, a table, a quotation. No Qt.

Texts are letter for letter those of the corpus, in logical order. What stands around them is made of the words that are
handed in; only there may be isolates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from viewer.formats.draft import Cautions
from viewer.formats.escaping import allowed, escaped, quoted
from viewer.formats.marks import joined
from viewer.formats.table_writer import delimited
from viewer.languages import language
from viewer.model import Segment, Unit, Version
from viewer.ui.reading.selection import Selection

_CELL_STYLE = "white-space:pre-wrap; vertical-align:top; mso-number-format:'\\@'"
"""Spaces stay what they are, and spreadsheets take `2016-01` for text."""
_NEXT_PARAGRAPH = '<br style="mso-data-placement:same-cell">'
"""A paragraph ends and its cell goes on; without the style, spreadsheets begin another row."""


@dataclass(frozen=True, slots=True)
class Clip:
    """What goes to the clipboard."""

    text: str
    html: str = ""
    """Empty for plain text only."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs of one document, by their numbers within its text, from 0."""

    document: int
    first: int
    last: int


@dataclass(slots=True)
class Quote:
    """What is quoted of one version."""

    version: Version
    texts: list[str] = field(default_factory=list)
    """A text a paragraph; none where the version has nothing there."""
    places: list[tuple[int, int]] = field(default_factory=list)
    """Document and number of each."""

    @property
    def stretches(self) -> list[Stretch]:
        """Where it is from; one for each document."""
        runs = ((document, [number for _, number in run]) for document, run in groupby(self.places, lambda one: one[0]))
        return [Stretch(document, min(numbers), max(numbers)) for document, numbers in runs]


def text(selection: Selection, units: Iterable[Unit]) -> Clip:
    """What is marked in one version, a line a paragraph."""
    return Clip("\n".join(piece for _, _, piece in selection.pieces(selection.version, units)))


def pairs(versions: Sequence[Version], units: Iterable[Unit]) -> Clip:
    """The rows as a table, as TSV (RFC 4180) and as HTML.

    A column for each version, headed by its label, or where it has none by its language. Paragraphs of one cell are
    lines of it.
    """
    labels = [version.label or language(version.language).own_name for version in versions]
    lines = [delimited(labels, "\t")]
    speech = [f"lang={quoted(version.language)} dir={quoted(version.direction)}" for version in versions]
    heads = (f"<th {said}>{_html(label)}</th>" for said, label in zip(speech, labels, strict=True))
    rows = [f"<tr>{''.join(heads)}</tr>"]
    for unit in units:
        cells = [unit.cells.get(version.id, ()) for version in versions]
        lines.append(delimited((joined(cell, "\n") if cell else "" for cell in cells), "\t"))
        columns = (
            f'<td {said} style="{_CELL_STYLE}">{_NEXT_PARAGRAPH.join(_html(segment.text) for segment in cell)}</td>'
            for said, cell in zip(speech, cells, strict=True)
        )
        rows.append(f"<tr>{''.join(columns)}</tr>")
    return Clip(
        "\n".join(lines) + "\n",
        f'<meta charset="utf-8"><table><thead>{rows[0]}</thead><tbody>{"".join(rows[1:])}</tbody></table>',
    )


def quotation(
    selection: Selection | None,
    versions: Sequence[Version],
    units: Iterable[Unit],
    reference: Callable[[Quote], str],
) -> Clip:
    """What is marked, or without a selection the whole rows, and below it the same rows in the other versions.

    `versions` begins with the one that is quoted; `reference` says where a quote is from.
    """
    quotes = [Quote(version) for version in versions]
    for unit in units:
        for quote in quotes:
            for segment, piece in _pieces(selection, quote.version, unit):
                quote.texts.append(piece)
                quote.places.append((unit.document, segment.number))
    return Clip(
        "\n\n".join("\n".join([*quote.texts, f"— {reference(quote)}"]) for quote in quotes),
        '<meta charset="utf-8">' + "".join(_quoted(quote, reference(quote)) for quote in quotes),
    )


def _pieces(selection: Selection | None, version: Version, unit: Unit) -> list[tuple[Segment, str]]:
    if selection is not None and not selection.is_block and version.id == selection.version:
        return [(segment, piece) for _, segment, piece in selection.pieces(version.id, [unit])]
    return [(segment, segment.text) for segment in unit.cells.get(version.id, ())]


def _quoted(quote: Quote, reference: str) -> str:
    paragraphs = "".join(f'<p style="white-space:pre-wrap">{_html(piece)}</p>' for piece in quote.texts)
    speech = f"lang={quoted(quote.version.language)} dir={quoted(quote.version.direction)}"
    return (f"<blockquote {speech}>{paragraphs}</blockquote>" if paragraphs else "") + f"<p>— {_html(reference)}</p>"


def _html(content: str) -> str:
    return escaped(allowed(content, Cautions()))
