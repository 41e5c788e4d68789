"""Lines of translations between tabs, without a header, as Tatoeba and many a script write them.

Nothing but the text tells these, so it has to be clear: every line has as many cells, and the versions are in different
languages.
"""

from __future__ import annotations

from viewer.formats.draft import Draft
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.formats.tab_lines import are_translations, layout, read_lines

_NAME = "bilingual lines"


def _sniff(file: SourceFile) -> float:
    found = layout(file)
    return 0.74 if found and not found.header and are_translations(found) else 0.0


def _read(file: SourceFile, reading: Reading) -> Draft:
    found = layout(file)
    assert found, "it was recognised by this"
    return read_lines(file, reading, _NAME, found, file.path.stem)


FORMAT = Format(name=_NAME, suffixes=(".txt", ".tsv", ".tab"), sniff=_sniff, read=_read)
