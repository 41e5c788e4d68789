"""Language codes that differ in spelling only (`EN-US`, `en_us`) name one version; the summary says which did."""

from __future__ import annotations

from viewer.formats.draft import Caution, Cautions

_TOLD = 5
"""Spellings of one language that are listed."""


class Spellings:
    """The codes of one file, as it spells them."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, None]] = {}

    def add(self, tag: str | None, spelling: str) -> None:
        """A code and the BCP 47 tag that it means, if it means one."""
        if tag:
            self._found.setdefault(tag, {})[spelling.strip()] = None

    def tell(self, cautions: Cautions) -> None:
        """Warns of every language that has several spellings."""
        several = {tag: list(spelt)[:_TOLD] for tag, spelt in self._found.items() if len(spelt) > 1}
        if several:
            detail = "; ".join(f"{tag}: {', '.join(spelt)}" for tag, spelt in several.items())
            cautions.add(Caution.SPELLINGS_JOINED, count=len(several), detail=detail)
