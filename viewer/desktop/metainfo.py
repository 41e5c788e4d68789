"""What software centres show of the program (AppStream), with the releases that the changelog tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

HOMEPAGE: Final = "Homepage"
PICTURES: Final = "Pictures"
"""Names in `[project.urls]`: a page about the program, and the web address below which `resources/` can be had."""

_RELEASE: Final = re.compile(r"^## \[(?P<version>\d[\w.]*)\] - (?P<date>\d{4}-\d\d-\d\d)$", re.MULTILINE)
_HEADING: Final = re.compile(r"^## ", re.MULTILINE)
_LINK: Final = re.compile(r"\[([^]]*)\]\([^)]*\)")
_MARKUP: Final = re.compile(r"[`*]+")


@dataclass(frozen=True)
class Release:
    """A version that was given out: its number, its day as `2026-11-26`, and what the changelog says of it."""

    version: str
    date: str
    notes: str


def releases(changelog: str) -> list[Release]:
    """The releases in a text of the form of Keep a Changelog, the newest first; what is unreleased is none."""
    found = []
    for heading in _RELEASE.finditer(changelog):
        following = _HEADING.search(changelog, heading.end())
        notes = changelog[heading.end() : following.start() if following else len(changelog)]
        found.append(Release(heading["version"], heading["date"], notes.strip()))
    return found


def complete(template: bytes, *, changelog: str, urls: Mapping[str, str]) -> bytes:
    """The metainfo file: the one in `resources/desktop` with releases and web addresses.

    AppStream takes pictures from the web only: where `urls` has no PICTURES, there are none.
    """
    component = etree.fromstring(template, etree.XMLParser(remove_blank_text=True))
    pictures = component.find("screenshots")
    if PICTURES in urls:
        for image in pictures.iter("image"):
            image.text = f"{urls[PICTURES].rstrip('/')}/{image.text}"
    else:
        component.remove(pictures)
    if HOMEPAGE in urls:
        etree.SubElement(component, "url", type="homepage").text = urls[HOMEPAGE]
    given_out = releases(changelog)
    if given_out:
        listed = etree.SubElement(component, "releases")
        for release in given_out:
            one = etree.SubElement(listed, "release", version=release.version, date=release.date)
            _describe(etree.SubElement(one, "description"), release.notes)
    for comment in component.xpath("//comment()"):
        comment.getparent().remove(comment)
    return bytes(etree.tostring(component, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _describe(description: etree._Element, notes: str) -> None:
    """Markdown's headings and paragraphs become p, its lists ul; AppStream knows little else."""
    items: etree._Element | None = None
    for kind, text in _blocks(notes):
        if kind == "p":
            items = None
            etree.SubElement(description, "p").text = text
            continue
        if items is None:
            items = etree.SubElement(description, "ul")
        etree.SubElement(items, "li").text = text


def _blocks(notes: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"\n\s*\n|\n(?=- )", notes):
        text = " ".join(part.split())
        if text:
            yield ("li" if text.startswith("- ") else "p"), _plain(text.lstrip("-# "))


def _plain(text: str) -> str:
    return _MARKUP.sub("", _LINK.sub(r"\1", text))
