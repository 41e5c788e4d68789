"""Lines as programs count them that match the lines of several files by number: only one kind of end ends them.

Other ends, such as a stray CR or U+2028, occur inside of sentences; counted, they would put what follows out of step.
"""

from __future__ import annotations

from collections.abc import Iterator

from viewer.formats.decoding import Decoded


def numbered_lines(decoded: Decoded) -> Iterator[str]:
    """The lines without their ends: LF or CR LF, in a file that has no LF at all CR."""
    end = "\n" if any("\n" in piece for piece in decoded.ahead.pieces()) else "\r"
    begun: list[str] = []
    for piece in decoded.pieces():
        first, *others = piece.split(end)
        begun.append(first)
        if others:
            yield "".join(begun).removesuffix("\r")
            for line in others[:-1]:
                yield line.removesuffix("\r")
            begun = [others[-1]]
    if rest := "".join(begun):
        yield rest.removesuffix("\r")
