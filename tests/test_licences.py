from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from viewer import licences
from viewer.licences import Part, parts

ROOT = Path(__file__).resolve().parent.parent


def key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_package_that_the_program_needs_is_told_of() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {key(re.match(r"[\w.-]+", one)[0]) for one in project["dependencies"]}  # type: ignore[index]
    told = {key(part.name.removeprefix("Qt, ")) for part in parts()}
    assert needed <= told
    assert {"shiboken6", "et-xmlfile", "mdurl"} <= told, "and what those need for their part"
    assert not {"pytest", "ruff", "hypothesis"} & told


@pytest.mark.parametrize("part", parts(), ids=lambda part: part.name)
def test_every_part_has_a_licence_and_its_text(part: Part) -> None:
    assert part.licence
    assert len(part.text()) > 300
    assert not re.search(r"(?<!L)GPL", part.licence), "of the LGPL or more liberal"


def test_qt_comes_under_the_lesser_public_licence_and_says_what_that_allows() -> None:
    (text, *_) = [part.text() for part in parts() if part.name.startswith("Qt, PySide6")]
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "GNU GENERAL PUBLIC LICENSE" in text, "of which the lesser one is a part"
    assert "may be exchanged" in text


def test_icu_and_the_fonts_are_told_of() -> None:
    texts = {part.name: part.text() for part in parts()}
    assert "UNICODE LICENSE V3" in texts["icu4py"]
    assert "SIL OPEN FONT LICENSE" in texts["Noto Naskh Arabic, Noto Nastaliq Urdu, Noto Sans Thaana"]


def test_the_document_has_all_of_them() -> None:
    document = licences.document(parts())
    assert all(f"{part.name} {part.version}".strip() in document and part.text() in document for part in parts())
