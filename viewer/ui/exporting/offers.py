"""What can be written, as a person chooses it: one table of names, and what each format is good for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from viewer.exporting import writers
from viewer.formats.writing import Writer
from viewer.ui.i18n import noop


@dataclass(frozen=True, slots=True)
class Offer:
    """A format in the list of the export page."""

    writer: Writer
    title: str
    use: str
    """One line on what it is good for."""

    @property
    def suffix(self) -> str:
        """With the dot; empty where the name of the file is a stem."""
        return self.writer.suffixes[0] if self.writer.suffixes else ""


_TABLE: Final = {
    "pdf": (noop("PDF"), noop("Pages to print and to pass on. Looks the same everywhere.")),
    "docx": (noop("Word document"), noop("A table with a column per version, to be changed in a word processor.")),
    "html": (noop("Web page"), noop("One file for every browser, on large screens and small ones.")),
    "epub": (noop("E-book (EPUB)"), noop("For reading devices: the versions under one another.")),
    "xlsx": (noop("Spreadsheet (XLSX)"), noop("A column per version, to be sorted, filtered and marked up.")),
    "tmx": (noop("Translation memory (TMX)"), noop("For the programs of translators. Takes any number of versions.")),
    "xliff": (noop("Translation file (XLIFF)"), noop("For the programs of translators. Takes two versions.")),
    "tsv": (noop("Table, tab-separated (TSV)"), noop("Plain text for scripts and corpus tools.")),
    "csv": (noop("Table, comma-separated (CSV)"), noop("Plain text that spreadsheets and databases read.")),
    "json lines": (noop("JSON Lines"), noop("For programs: everything that Hexapla knows about every row.")),
    "moses": (noop("Moses text files"), noop("A plain text file per version, line answering line.")),
}  # fmt: skip


def offers() -> tuple[Offer, ...]:
    """All of them, the ones for readers first."""
    known = {writer.name: writer for writer in writers()}
    return tuple(Offer(known[name], title, use) for name, (title, use) in _TABLE.items() if name in known)
