"""The package that DOCX and XLSX are: a ZIP of parts, one of them large and written as a stream.

The rules are those of ECMA-376, part 2 (Open Packaging Conventions).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path, PurePosixPath

from viewer.formats.escaping import escaped

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a package that another one refers to."""

    name: str
    """Its path in the package."""
    type: str
    """Its media type, after what all of them begin with."""
    relation: str
    """What it is to the part that refers to it, as in `styles`; the id of the relation is `rel-styles`."""
    content: Iterable[str] = ()
    parts: tuple[Part, ...] = ()
    """What it refers to."""


def write_package(file: Path, title: str, main: Part) -> None:
    """Writes the part that a program opens, and all that it refers to; of `title` nothing must be left to replace."""
    core = Part("docProps/core.xml", "package.core-properties+xml", "metadata/core-properties", (_core(title),))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _content_types([core, *_all(main)]))
        relations = [
            _relation(f"{OFFICE}/{main.relation}", main),
            _relation(f"{_PACKAGE}/relationships/{core.relation}", core),
        ]
        package.writestr("_rels/.rels", _relations(relations))
        for part in (core, *_all(main)):
            with package.open(part.name, "w", force_zip64=True) as entry, TextIOWrapper(entry, "utf-8") as text:
                text.writelines(part.content)
            if part.parts:
                path = PurePosixPath(part.name)
                relations = [_relation(f"{OFFICE}/{one.relation}", one, path.parent) for one in part.parts]
                package.writestr(f"{path.parent}/_rels/{path.name}.rels", _relations(relations))


def _all(part: Part) -> list[Part]:
    return [part, *(inner for one in part.parts for inner in _all(one))]


def _content_types(parts: Iterable[Part]) -> str:
    overrides = "".join(f'<Override PartName="/{one.name}" ContentType="{_TYPES}{one.type}"/>' for one in parts)
    return (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{_TYPES}package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(relations: Iterable[str]) -> str:
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>'


def _relation(kind: str, part: Part, base: PurePosixPath | None = None) -> str:
    target = PurePosixPath(part.name).relative_to(base or "")
    return f'<Relationship Id="rel-{PurePosixPath(part.relation).name}" Type="{kind}" Target="{target}"/>'


def _core(title: str) -> str:
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escaped(title)}</dc:title></cp:coreProperties>'
    )
