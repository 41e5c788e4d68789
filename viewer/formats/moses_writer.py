"""Moses: plain text, a file for each version (`stem.de`, `stem.ar`), a line for each row; a gap is an empty line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

from viewer.formats.draft import Caution
from viewer.formats.marks import joined
from viewer.formats.writing import Context, Writer
from viewer.model import Unit

_LINE_END = re.compile("\r\n|[\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")


def _files(context: Context, stem: Path) -> tuple[Path, ...]:
    return tuple(stem.with_name(f"{stem.name}.{version.id}") for version in context.versions)


def _write(rows: Iterable[Unit], context: Context, files: Sequence[Path]) -> None:
    with ExitStack() as stack:
        opened = [stack.enter_context(open(file, "w", encoding="utf-8", newline="\n")) for file in files]
        for unit in rows:
            for version, file in zip(context.versions, opened, strict=True):
                line, count = _LINE_END.subn(" ", joined(unit.cells.get(version.id, ())))
                if count:
                    context.cautions.add(Caution.LINES_JOINED, count=count, place=f"row {unit.number}")
                file.write(line + "\n")


WRITERS = (Writer("moses", (), _write, files=_files, takes_sentences=True, has_annotations=False),)
