"""InterText: an alignment file (`name.de.en.xml`) with the two texts that it names, as its editor exports them.

Texts are any XML in which elements have ids; what was confirmed by hand is confirmed here. In `xtargets` the ids of
`toDoc` stand first.
"""

from __future__ import annotations

from viewer.formats.draft import Draft
from viewer.formats.pair_links import Method, names_of, read_pairs
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.formats.xml_root import root_name


def _units(file: SourceFile, ids: set[str]) -> frozenset[str]:
    return names_of(ids, file)


_METHOD = Method("InterText", is_reversed=True, units=_units, has_words=False)


def _sniff(file: SourceFile) -> float:
    """By the root: no other program makes a file of one group of links."""
    return 0.9 if root_name(file) == "linkGrp" else 0.0


def _binds(file: SourceFile) -> bool:
    return b"linkGrp" in file.head


def _read(file: SourceFile, reading: Reading) -> Draft:
    return read_pairs(_METHOD, file, reading)


FORMAT = Format(name=_METHOD.format, suffixes=(".xml",), sniff=_sniff, read=_read, binds=_binds)
