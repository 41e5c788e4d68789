"""The terms of `tests/data/equivalents.tsv`, made by hand, and whether an answer is one of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from viewer.model import VersionId
from viewer.text.folding import Folding

SOURCE = VersionId("de")
_ARTICLES = ("", "ال", "بال", "كال", "لل", "ب", "ل", "ك")
_CLITICS = tuple(f"{front}{article}" for front in ("", "و", "ف") for article in _ARTICLES)
_FOLDING = Folding()


@dataclass(frozen=True, slots=True)
class Term:
    """A German term and the answers that are right in the other versions."""

    text: str
    apart: bool
    """Nothing was ever tuned on it."""
    accepted: dict[VersionId, tuple[str, ...]]
    """Folded; a star is the rest of the word."""

    def accepts(self, version: VersionId, answer: str) -> bool:
        """Whether it is right, whatever is written to the front of an Arabic word."""
        letters = _FOLDING.fold(answer)
        clitics = _CLITICS if version == "ar" else ("",)
        shapes = [letters.removeprefix(front) for front in clitics if letters.startswith(front)]
        return any(fnmatchcase(shape, wanted) for shape in shapes for wanted in self.accepted[version])


def terms() -> Iterator[Term]:
    lines = (Path(__file__).parent / "data" / "equivalents.tsv").read_text("utf-8").splitlines()
    _, _, *versions = next(line for line in lines if line.startswith("set\t")).split("\t")
    for line in lines:
        if line.startswith(("#", "set\t")):
            continue
        kind, text, *cells = line.split("\t")
        accepted = {
            VersionId(version): tuple(_FOLDING.fold(answer) for answer in cell.split("|"))
            for version, cell in zip(versions, cells, strict=True)
        }
        yield Term(text, kind == "apart", accepted)
