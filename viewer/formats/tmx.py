"""TMX 1.1 to 1.4b, packed or not: every `tu` is a row, every language a version."""

from __future__ import annotations

from functools import partial

from viewer.errors import EmptyFile
from viewer.formats import xml_stream
from viewer.formats.draft import Caution, Cautions, Draft, DraftDocument, DraftText
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.formats.tmx_exported import ExportedUnits
from viewer.formats.tmx_units import Column, IsOurs, Units
from viewer.formats.xml_root import root_name
from viewer.text.detection import sample

_NAME = "TMX"


def _sniff(file: SourceFile) -> float:
    """By the root, whatever the name; by the name, if the root cannot be seen."""
    if root_name(file) == "tmx":
        return 0.95
    return 0.7 if file.suffix in FORMAT.suffixes else 0.0


def _read(file: SourceFile, reading: Reading) -> Draft:
    cautions = Cautions()
    try:
        encoding, found = xml_stream.parse(file, cautions, partial(Units, file.path))
    except IsOurs:
        return _exported(file)
    if not found.columns or not any(column.segments for column in found.columns):
        raise EmptyFile(file.path)
    spelt = list(found.spelt_differently())
    if spelt:
        cautions.add(Caution.SPELLINGS_JOINED, count=len(spelt), detail="; ".join(spelt))
    columns = [found.columns[number] for number in found.order()]
    document = DraftDocument(
        texts=tuple(
            DraftText(
                segments=column.drafts,
                sample=sample("\n".join(column.sample)),
                size=len(column.segments),
                language=column.language,
                label="" if _is_tag_of(column) else column.label,
            )
            for column in columns
        ),
        units=found.units,
    )
    return Draft(
        format=_NAME,
        encoding=encoding,
        digest=file.digest,
        documents=(document,),
        warnings=(*cautions.all(), *found.cautions.all()),
    )


def _exported(file: SourceFile) -> Draft:
    cautions = Cautions()
    encoding, found = xml_stream.parse(file, cautions, partial(ExportedUnits, file.path))
    documents = found.documents()
    if not documents:
        raise EmptyFile(file.path)
    return Draft(
        format=_NAME,
        encoding=encoding,
        digest=file.digest,
        documents=documents,
        warnings=(*cautions.all(), *found.cautions.all()),
        title=found.title,
    )


def _is_tag_of(column: Column) -> bool:
    """Whether a version is labelled by nothing but the tag of its language, whose own name is a better label."""
    return column.label.replace("_", "-").casefold() == (column.language or "").casefold()


FORMAT = Format(name=_NAME, suffixes=(".tmx",), sniff=_sniff, read=_read, names_languages=True)
