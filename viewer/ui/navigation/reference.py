"""References as a person types them: a row ("214"), or a paragraph of a version ("de 12", "de 3:12"). No Qt.

A row number changes with every merge of rows; version, document and paragraph last as long as the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from viewer.corpus import CorpusIndex
from viewer.errors import OutOfRange
from viewer.model import Version, VersionId

_DIGITS = 18
"""More could not be numbers of anything here, nor of 64 bits."""
_REFERENCE = re.compile(
    r"(?:(?!\d+ *:)(?P<name>.*?[^ \t:])[ \t:]+)?(?:(?P<document>\d+)\s*:\s*)?"
    # Thousands may be marked, as the status bar does.
    r"(?P<number>\d{1,3}(?:[.,'’٬\u00a0\u202f]\d{3})+|\d+)"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A paragraph, or without a version a row. Numbers count from 0."""

    number: int
    version: VersionId | None = None
    document: int = 0


def read(
    text: str, find: Callable[[str], Version], *, version: VersionId | None, active: VersionId, document: int
) -> Reference | None:
    """What `text` refers to; None if it is no reference at all.

    `find` gives the version that is called so. Where the text names no version, `version` is meant, and with None a
    number alone is that of a row, one after a document's that of a paragraph of the `active` version; where it names
    no document, `document` is meant. Raises UnknownVersion.
    """
    found = _REFERENCE.fullmatch(text.strip())
    if found is None:
        return None
    named = find(found["name"]).id if found["name"] else version
    if found["document"]:
        document, named = _number(found["document"]), named or active
    return Reference(_number(found["number"]), named, document if named else 0)


def unit_of(reference: Reference, index: CorpusIndex) -> int:
    """The row that a reference leads to. Raises OutOfRange."""
    if reference.version is not None:
        return index.unit_of_paragraph(reference.version, reference.document, reference.number)
    if not 0 <= reference.number < index.unit_count:
        raise OutOfRange("row", reference.number, index.unit_count)
    return reference.number


def _number(text: str) -> int:
    """From 0, for what people count from 1; digits of any script."""
    return int("".join(re.findall(r"\d", text))[:_DIGITS]) - 1
