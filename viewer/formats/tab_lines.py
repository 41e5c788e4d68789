"""Aligned lines without a header: cells between tabs, of which some are versions and others say something of the row.

Which is which is told by the first lines: numbers with a point are scores, what has digits and no space is an id, what
is the same everywhere names the files, and what is in words is a version. ` ~~~ ` separates the sentences that hunalign
joined. Languages come from names of files, if the texts bear them out, or else from the texts.
"""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from viewer import languages
from viewer.errors import EmptyFile
from viewer.formats.columns import SOURCE_ID
from viewer.formats.decoding import decode, decoded_head
from viewer.formats.draft import Caution, Cautions, Draft, DraftDocument, DraftUnit
from viewer.formats.naming import Claim, Held, held, is_well_known
from viewer.formats.numbered_lines import numbered_lines
from viewer.formats.packed import PackedRows
from viewer.formats.passages import Passage
from viewer.formats.registry import Reading
from viewer.formats.scores import confidence_of
from viewer.formats.source import SourceFile
from viewer.text.detection import guess
from viewer.text.paragraphs import is_blank

JOINER = "~~~"
_LOOKED_AT = 200
"""Lines from which the columns are told."""
_NEARLY_ALL = 0.9
_MOST_COLUMNS = 100
_FEW = 40
"""Letters of a column below which its language says nothing."""
_LETTER = re.compile(r"[^\W\d_]")
_SCORE = re.compile(r"-?[0-9]+\.[0-9]*(?:[eE][-+]?[0-9]+)?|-?(?:nan|inf)", re.IGNORECASE)
_WHOLE = re.compile(r"-?[0-9]+")
_ID = re.compile(r"(?=[^\s]*[0-9])[^\s]{1,80}")
_CREDIT = re.compile(r"CC-BY|Attribution:", re.IGNORECASE)
CREDIT = "attribution"
"""Kind of the annotation that keeps whom a sentence comes from."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns are."""

    width: int
    texts: tuple[int, ...]
    """Positions of the versions."""
    score: int | None
    name: str
    """What is in the column that is the same everywhere, if there is one."""
    notes: tuple[tuple[int, str], ...]
    """Positions and kinds of the others."""
    header: tuple[str, ...]
    """Languages of the versions, if the first line says them."""
    samples: tuple[str, ...]
    """Of each version."""


def layout(file: SourceFile) -> Layout | None:
    """What the columns of a file are, by its first lines; None if these are no aligned lines."""
    if b"\t" not in file.head and b"\t\0" not in file.head:
        return None
    lines = [line for line in decoded_head(file).split("\n")[:_LOOKED_AT] if not is_blank(line)]
    return _layout([line.rstrip("\r").split("\t") for line in lines]) if lines else None


def _layout(rows: Sequence[Sequence[str]]) -> Layout | None:
    header = _header(rows[0])
    body = rows[1:] if header else rows
    widths = {len(row) for row in body}
    if not body or len(widths) > 2 or not 2 <= max(widths) <= _MOST_COLUMNS or max(widths) - min(widths) > 1:
        return None
    width = max(widths)
    texts: list[int] = []
    notes: list[tuple[int, str]] = []
    samples: list[str] = []
    score: int | None = None
    name = ""
    for position in range(width):
        cells = [row[position].strip() for row in body if position < len(row)]
        filled = [cell for cell in cells if cell]
        if not filled:
            continue
        if (
            score is None
            and _share(filled, lambda cell: _SCORE.fullmatch(cell) or _WHOLE.fullmatch(cell)) == 1
            and any(map(_SCORE.fullmatch, filled))
        ):
            score = position
        elif len(body) > 2 and len(set(filled)) == 1 and len(filled) == len(body) and position >= 2:
            name = filled[0]
            notes.append((position, "file"))
        elif _share(filled, _ID.fullmatch) >= _NEARLY_ALL:
            notes.append((position, SOURCE_ID))
        elif _share(filled, _CREDIT.search) >= _NEARLY_ALL:
            notes.append((position, CREDIT))
        else:
            texts.append(position)
            samples.append("\n".join(filled))
    if len(texts) < 2:
        return None
    said = tuple(header.get(position, "") for position in texts) if header else ()
    return Layout(width, tuple(texts), score, name, tuple(notes), said, tuple(samples))


def are_translations(found: Layout) -> bool:
    """Whether all versions are long enough to tell, and in languages of their own."""
    if any(len(_LETTER.findall(sample)) < _FEW for sample in found.samples):
        return False
    tags = [guess(sample).language for sample in found.samples]
    return languages.UNKNOWN not in tags and len(set(tags)) == len(tags)


def read_lines(file: SourceFile, reading: Reading, format_name: str, found: Layout, name: str) -> Draft:
    """The rows of a file. `name` may name the languages. Raises EmptyFile and what decoding raises."""
    cautions = Cautions()
    decoded = decode(file, cautions, language=reading.language)
    rows = PackedRows(len(found.texts), cautions)
    confidences = array("f")
    lines = enumerate(numbered_lines(decoded), 1)
    for number, line in islice(lines, 1 if found.header else 0, None):
        cells = line.split("\t")
        if is_blank(line):
            continue
        missing = found.width - len(cells)
        if missing > 0:
            cells += [""] * missing
            if missing > 1 or found.width - 1 in found.texts:
                cautions.add(Caution.ROWS_PADDED, place=f"line {number}")
        elif missing < 0 and not all(map(is_blank, cells[found.width :])):
            cautions.add(Caution.CELLS_LEFT_OUT, count=-missing, place=f"line {number}")
        about = tuple(
            (kind, cells[position].strip()) for position, kind in found.notes if not is_blank(cells[position])
        )
        passages = [
            _passages(cells[position], about if order == 0 else ()) for order, position in enumerate(found.texts)
        ]
        if rows.add(passages, f"line {number}"):
            confidence = confidence_of(cells[found.score]) if found.score is not None else None
            confidences.append(math.nan if confidence is None else confidence)
    tags = found.header or _languages(name, found.samples)
    document = rows.document("", tags)
    if document is None:
        raise EmptyFile(file.path)
    if found.score is not None:
        document = replace(document, units=_with_confidence(document, confidences))
    return Draft(
        format=format_name,
        encoding=decoded.encoding,
        digest=file.digest,
        documents=(document,),
        warnings=cautions.all(),
    )


def _with_confidence(document: DraftDocument, confidences: array[float]) -> Callable[[], Iterator[DraftUnit]]:
    plain = document.units
    assert plain

    def units() -> Iterator[DraftUnit]:
        for unit, confidence in zip(plain(), confidences, strict=True):
            yield replace(unit, confidence=None if math.isnan(confidence) else confidence)

    return units


def _passages(cell: str, about: tuple[tuple[str, str], ...]) -> list[Passage]:
    parts = cell.split(JOINER) if JOINER in cell else [cell]
    return [Passage(part, about=about) for part in parts]


def _header(row: Sequence[str]) -> dict[int, str]:
    """The languages that a first line names, by position; empty if it does not name two."""
    named = {position: tag for position, cell in enumerate(row) if (tag := _named(cell.strip()))}
    return named if len(named) > 1 else {}


def _named(cell: str) -> str:
    """A language by its tag or by its name."""
    if is_well_known(cell):
        return languages.normalise(cell)
    return languages.called(cell) or ""


def _languages(name: str, samples: Sequence[str]) -> list[str | None]:
    """For every version the language that a name holds for it, if the text bears it out."""
    words = [
        word.replace("_", "-") for word in re.findall(r"[A-Za-z]{2,3}(?:[-_][A-Z]{2})?", name) if is_well_known(word)
    ]
    tags = [languages.normalise(word) for word in words]
    found: list[str | None] = []
    for sample in samples:
        own = next((tag for tag in tags if held(Claim("", tag, False), sample) is Held.YES), None)
        if own:
            tags.remove(own)
        found.append(own)
    return found


def _share(cells: Sequence[str], test: Callable[[str], object]) -> float:
    return sum(bool(test(cell)) for cell in cells) / len(cells)
