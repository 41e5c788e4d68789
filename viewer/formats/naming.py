"""What a file's name says: which document it is a version of, and in which language.

`<tag>.<ext>`, `<name>.<tag>.<ext>`, `<name>_<tag>.<ext>` and `<tag>/<name>.<ext>`. Half of all short words are
somebody's language code (`notes.in.txt`, `chapter_one.txt`), so a name only claims; the text has to bear it out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path, PurePath

from viewer import languages
from viewer.text.detection import support

_ABOUT = re.compile(
    r"(readme|licen[cs]e|copying|copyright|changelog|authors|contributing|contributors)([.\-_].*)?", re.IGNORECASE
)
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")
_REGION = re.compile(r"[A-Za-z]{2}|[A-Za-z]{4}|[0-9]{3,4}")
_LETTER = re.compile(r"[^\W\d_]")

_CLEAR = 40
"""Letters from which a text's language can be told well."""


class Held(Enum):
    """Whether the text bears out the language that its name claims."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    """A language that cannot be told: the claim counts only beside a version of the same document that does hold."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One reading of a file's name."""

    document: str
    """Name of the document within its folder; empty where the name is a tag and nothing else."""
    tag: str
    """Normalised BCP 47 tag."""
    is_whole: bool
    """The name is the tag and nothing else."""
    spelled: str = field(default="", compare=False)
    """The tag as the name spells it."""


def claims(relative: PurePath) -> tuple[Claim, ...]:
    """Every reading of a name (relative to the folder that was given) that names a language, the likeliest first."""
    folders, stem = relative.parts[:-1], stem_of(relative.name)
    found = []

    def claim(document: str, tag: str, *, whole: bool = False) -> None:
        if languages.is_language(tag):
            name = "/".join((*folders, document)) if document else "/".join(folders)
            found.append(Claim(name, languages.normalise(tag), whole, tag))

    claim("", stem, whole=True)
    for separator in ("._", "_"):
        for document, tag in _endings(stem, separator):
            claim(document, tag)
    document, _, suffix = relative.name.rpartition(".")
    if document and is_well_known(suffix):  # book.en beside book.ar; "txt" is a language too
        claim(document, suffix)
    for position, folder in enumerate(folders):
        if languages.is_language(folder):
            name = "/".join((*folders[:position], *folders[position + 1 :], stem))
            found.append(Claim(name, languages.normalise(folder), False, folder))
    return tuple(dict.fromkeys(found))


def stem_of(name: str) -> str:
    """A file name without its suffix, if it has one; `.gz` is none of its own."""
    name = name.removesuffix(".gz") or name
    suffix = PurePath(name).suffix
    return name.removesuffix(suffix) if _SUFFIX.fullmatch(suffix) else name


def is_well_known(tag: str) -> bool:
    """Whether a tag is of a language that people know by name, so that it is hardly meant as anything else."""
    if not languages.is_language(tag):
        return False
    found = languages.language(languages.normalise(tag))
    return found.name.casefold() != found.tag.casefold()


def is_about_the_folder(path: Path) -> bool:
    """Whether a file tells of its folder (README, LICENSE) rather than being one of its texts."""
    return _ABOUT.fullmatch(path.name) is not None


def held(claim: Claim, sample: str) -> Held:
    """Whether a sample of the text bears a claim out: its script, and its language where that can be told.

    A name that is nothing but a tag says so on purpose: it takes clear evidence against it. In others the tag may be a
    word, and must at least be likely.
    """
    evidence = support(sample, claim.tag)
    letters = len(_LETTER.findall(sample))
    if evidence is None:
        return Held.YES if letters == 0 and claim.is_whole else Held.UNKNOWN
    if letters < _CLEAR:
        return Held.YES if evidence > (0.0 if claim.is_whole else 0.05) else Held.NO
    return Held.YES if evidence >= (0.01 if claim.is_whole else 0.1) else Held.NO


def _endings(stem: str, separator: str) -> list[tuple[str, str]]:
    """Name and tag where a tag ends the stem after a separator; `_pt_BR` before `_BR`."""
    if separator == "._":
        document, _, tag = stem.rpartition(".")
        return [(document, tag)] if document else []
    parts = stem.split("_")
    found = []
    if len(parts) > 2 and _REGION.fullmatch(parts[-1]):
        found.append(("_".join(parts[:-2]), f"{parts[-2]}-{parts[-1]}"))
    if len(parts) > 1:
        found.append(("_".join(parts[:-1]), parts[-1]))
    return [(document, tag) for document, tag in found if document]
