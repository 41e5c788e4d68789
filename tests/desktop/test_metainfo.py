from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from viewer import assets
from viewer.desktop.metainfo import complete, releases

CHANGELOG = """\
# Changelog

## [Unreleased] - 0.3.0

- Not out yet.

## [0.2.0] - 2027-03-01

### Added

Reading:

- Lines under `one another`, as in
  [the papers](papers.md).
- *Hidden* translations.

## [0.1.1] - 2027-02-03

### Fixed

- A fault.
"""


def template() -> bytes:
    return (assets.resources() / "desktop" / "hexapla.metainfo.xml").read_bytes()


def test_what_is_unreleased_is_no_release() -> None:
    assert [(one.version, one.date) for one in releases(CHANGELOG)] == [
        ("0.2.0", "2027-03-01"),
        ("0.1.1", "2027-02-03"),
    ]


def test_a_release_says_what_the_changelog_says() -> None:
    made = etree.fromstring(complete(template(), changelog=CHANGELOG, urls={}))
    newest = made.find("releases/release[@version='0.2.0']/description")
    assert [(one.tag, one.text) for one in newest.iter("p", "li")] == [
        ("p", "Added"),
        ("p", "Reading:"),
        ("li", "Lines under one another, as in the papers."),
        ("li", "Hidden translations."),
    ]


def test_pictures_are_shown_from_the_address_that_is_told() -> None:
    urls = {"Homepage": "https://example.org/", "Pictures": "https://example.org/src/"}
    made = etree.fromstring(complete(template(), changelog="", urls=urls))
    images = [one.text for one in made.iter("image")]
    assert images[0] == "https://example.org/src/resources/screenshot.png"
    assert all((assets.resources().parent / one.removeprefix("https://example.org/src/")).exists() for one in images)
    assert made.findtext("url[@type='homepage']") == "https://example.org/"


def test_without_an_address_there_are_no_pictures() -> None:
    assert etree.fromstring(complete(template(), changelog="", urls={})).find("screenshots") is None


def test_releases_and_pictures_are_valid(tmp_path: Path) -> None:
    if not shutil.which("appstreamcli"):
        pytest.skip("appstreamcli is not installed")
    file = tmp_path / "hexapla.viewer.hexapla.metainfo.xml"
    urls = {"Homepage": "https://example.org/", "Pictures": "https://example.org/src"}
    file.write_bytes(complete(template(), changelog=CHANGELOG, urls=urls))
    child = subprocess.run(["appstreamcli", "validate", "--no-net", file], capture_output=True, text=True, check=False)
    assert child.returncode == 0, child.stdout
