"""What a file is by its outermost element, as far as its first bytes show one."""

from __future__ import annotations

import re

from viewer.formats.decoding import decoded_head
from viewer.formats.source import HEAD, SourceFile

PROLOGUE = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)", re.DOTALL)
"""One piece of what may precede the outermost element."""
_ROOT = re.compile(r"\s*<(?:[\w.-]+:)?([\w.-]+)")


def root_name(file: SourceFile) -> str:
    """The local name of the outermost element, by the first bytes; empty if this is no XML."""
    if b"<" not in file.head[:512]:
        return ""
    opening = file.part(file.head[: HEAD - 4])  # all of it: markup may have no line ends, and letters be of four bytes
    head, at = decoded_head(opening).lstrip("\ufeff"), 0
    while found := PROLOGUE.match(head, at):
        at = found.end()
    root = _ROOT.match(head, at)
    return root[1] if root else ""
