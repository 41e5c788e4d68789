"""What the program is made of, and under which licences: of itself, its fonts, Python, Qt and every package."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final

import viewer
from viewer import assets

_QT: Final = """\
Qt and its binding PySide6 are used under the GNU Lesser General Public License, version 3. They are shared libraries
of their own, in the folder PySide6, and may be exchanged for others with the same interface. Their sources are
published by the Qt Project, and so are the licences of the libraries that Qt contains:
https://doc.qt.io/qt-6/licenses-used-in-qt.html
"""

_CONTAINED: Final = {"icu4py": "ICU: Unicode-3.0", "lxml": "libxml2, libxslt: MIT"}
"""Libraries inside of packages, which name only their own licence."""

_REQUIREMENT: Final = re.compile(r"(?P<name>[\w.-]+)[^;]*(?:;(?P<marker>.*))?")
_TEXT: Final = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)
_SHORT: Final = 80
"""Characters of a licence that is named; more is its text, which some packages put in the same place."""


@dataclass(frozen=True)
class Part:
    """Something that the program consists of: its name, its version ("" where it has none), and its licence."""

    name: str
    version: str
    licence: str
    files: tuple[Path, ...]
    """The texts of its licences."""
    introduction: str = ""

    def text(self) -> str:
        """All that has to be said of its licence: the texts, each below the name of its file if there are several."""
        texts = [file.read_text(encoding="utf-8", errors="replace").strip() for file in self.files]
        if len(texts) > 1:
            texts = [f"{file.name}\n\n{text}" for file, text in zip(self.files, texts, strict=True)]
        rule = f"\n\n{'-' * 72}\n\n"
        return rule.join(text for text in (self.introduction.strip(), *texts) if text) + "\n"


def parts() -> tuple[Part, ...]:
    """The program itself first, then fonts, Python and Qt, then the packages by their names."""
    resources = assets.resources()
    packages = sorted(_packages("hexapla"), key=lambda package: package.name.casefold())
    qt = [package for package in packages if _is_qt(package)]
    qt_texts = tuple(resources / "licences" / name for name in ("LGPL-3.0.txt", "GPL-3.0.txt"))
    return (
        Part("Hexapla", viewer.__version__, "MIT", (assets.document("LICENSE"),)),
        Part(
            "Noto Naskh Arabic, Noto Nastaliq Urdu, Noto Sans Thaana", "", "OFL-1.1", (resources / "fonts" / "OFL.txt",)
        ),
        Part("Python", platform.python_version(), "PSF-2.0", (resources / "licences" / "Python.txt",)),
        *(Part(f"Qt, {package.name}", package.version, "LGPL-3.0-only", qt_texts, _QT) for package in qt),
        *(_part(package) for package in packages if package not in qt),
        *brought(resources / "licences" / "system"),
    )


def document(given: Sequence[Part]) -> str:
    """One text about all of them, to be passed on with the program."""
    heading = "=" * 72
    told = [
        f"{heading}\n{f'{part.name} {part.version}'.strip()}: {part.licence}\n{heading}\n\n{part.text()}"
        for part in given
    ]
    return "\n\n".join(told)


def brought(folder: Path) -> Iterator[Part]:
    """Libraries of the system that a bundle brings along: what their packages say of them is in files NAME.txt."""
    if folder.is_dir():
        for file in sorted(folder.glob("*.txt")):
            yield Part(file.stem, "", "see its text", (file,))


def _is_qt(package: metadata.Distribution) -> bool:
    return package.name.casefold().startswith(("pyside6", "shiboken6"))


def _packages(name: str, known: set[str] | None = None) -> Iterator[metadata.Distribution]:
    """What a package needs, and what that needs for its part; extras are left out, and so is what is not there."""
    known = set() if known is None else known
    try:
        package = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return
    if known:
        yield package
    known.add(_key(name))
    for requirement in package.requires or ():
        found = _REQUIREMENT.match(requirement)
        if found and "extra" not in (found["marker"] or "") and _key(found["name"]) not in known:
            yield from _packages(found["name"], known)


def _key(name: str) -> str:
    """Names of packages that mean the same are the same (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _part(package: metadata.Distribution) -> Part:
    # `package.files` would make an object of each of the thousands of files.
    listed = (line.partition(",")[0] for line in (package.read_text("RECORD") or "").splitlines())
    texts = sorted(file for file in listed if _TEXT.search(file.partition(".dist-info/")[2]))
    files = tuple(Path(str(package.locate_file(file))) for file in texts)
    licences = ", ".join(filter(None, (_licence(package), _CONTAINED.get(package.name))))
    return Part(package.name, package.version, licences, files)


def _licence(package: metadata.Distribution) -> str:
    told = package.metadata
    stated: list[str] = [*(told.get_all("License-Expression") or []), *(told.get_all("License") or [])]
    for named in stated:
        if named and len(named) < _SHORT and "\n" not in named:
            return named
    classified = [one for one in told.get_all("Classifier") or [] if one.startswith("License :: ")]
    return ", ".join(one.rpartition(" :: ")[2] for one in classified)
