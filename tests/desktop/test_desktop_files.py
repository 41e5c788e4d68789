"""What the desktop is told: complete, valid, and of one mind about names."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from lxml import etree
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from viewer import assets
from viewer.cli import main
from viewer.corpus import schema
from viewer.desktop import files
from viewer.ui.application import make_application

MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
CORPUS = "application/x-hexapla+sqlite3"


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prefix") / "share"
    written = files.write(folder, command="/opt/parallel texts/bin/hexapla")
    assert sorted(written) == sorted(one.relative_to(folder) for one in folder.rglob("*") if one.is_file())
    return folder


def entry(share: Path) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters=["="])
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(share / "applications" / "hexapla.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def component(share: Path) -> etree._Element:
    return etree.parse(share / "metainfo" / "hexapla.viewer.hexapla.metainfo.xml").getroot()


def types(share: Path) -> dict[str, etree._Element]:
    root = etree.parse(share / "mime" / "packages" / "hexapla.xml").getroot()
    return {one.get("type"): one for one in root.iter(f"{MIME}mime-type")}


def run(*command: str | Path) -> None:
    """Runs a validator; the test is skipped where the machine has none."""
    if not shutil.which(str(command[0])):
        pytest.skip(f"{command[0]} is not installed")
    child = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (child.returncode, "error" in child.stdout) == (0, False), child.stdout + child.stderr


def test_the_menu_entry_is_valid(share: Path) -> None:
    run("desktop-file-validate", share / "applications" / "hexapla.desktop")


def test_the_metainfo_is_valid(share: Path) -> None:
    run("appstreamcli", "validate", "--no-net", share / "metainfo" / "hexapla.viewer.hexapla.metainfo.xml")


def test_the_manual_page_is_valid(share: Path) -> None:
    if not shutil.which("groff"):
        pytest.skip("groff is not installed")
    command = ["groff", "-man", "-ww", "-Tutf8", "-k", "-z", share / "man" / "man1" / "hexapla.1"]
    child = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (child.returncode, child.stderr) == (0, "")


def test_all_name_the_program_alike(share: Path, qtbot: QtBot) -> None:
    application = make_application(["hexapla"])
    told, menu = component(share), entry(share)
    assert f"{application.desktopFileName()}.desktop" == told.findtext("launchable") == "hexapla.desktop"
    assert menu["StartupWMClass"] == application.applicationName()
    assert menu["Name"] == told.findtext("name") == application.applicationDisplayName()
    assert menu["Icon"] == told.findtext("icon")
    assert (share / "icons" / "hicolor" / "scalable" / "apps" / f"{menu['Icon']}.svg").exists()
    assert told.findtext("id") + ".metainfo.xml" in os.listdir(share / "metainfo")


def test_all_name_the_same_types_of_files(share: Path) -> None:
    taken = entry(share)["MimeType"].rstrip(";").split(";")
    assert taken == [one.text for one in component(share).iter("mediatype")]
    assert set(taken) == set(types(share))


def test_the_menu_hands_over_several_files_and_finds_the_program_where_it_lies(share: Path) -> None:
    assert entry(share)["Exec"] == '"/opt/parallel texts/bin/hexapla" %F'
    assert entry(share)["Terminal"] == "false"


@pytest.mark.parametrize(
    ("command", "written"),
    [
        ("hexapla", "hexapla"),
        ("/home/ann/.local/bin/hexapla", "/home/ann/.local/bin/hexapla"),
        ("/a b/hexapla", '"/a b/hexapla"'),
        ("/100%/hexapla", '"/100%%/hexapla"'),
        ('/a"b/hexapla', r'"/a\\"b/hexapla"'),
        ("/a$b/hexapla", r'"/a\\$b/hexapla"'),
        ("/a\\b/hexapla", r'"/a\\\\b/hexapla"'),
    ],
)
def test_odd_paths_are_quoted_for_the_menu(command: str, written: str) -> None:
    assert files.menu_entry("Exec=hexapla %F\nTerminal=false\n", command).decode() == (
        f"Exec={written} %F\nTerminal=false\n"
    )


def test_the_magic_is_that_of_a_corpus(share: Path) -> None:
    match = types(share)[CORPUS].find(f"{MIME}magic/{MIME}match/{MIME}match")
    assert (match.get("type"), int(match.get("offset")), int(match.get("value"), 16)) == (
        "big32",
        68,
        schema.APPLICATION_ID,
    )


def test_every_icon_has_its_size(share: Path) -> None:
    pictures = sorted((share / "icons" / "hicolor").rglob("*.png"))
    assert {one.stem for one in pictures} == {"hexapla", "hexapla-corpus"}
    assert {types(share)[CORPUS].find(f"{MIME}icon").get("name")} < {one.stem for one in pictures}
    for picture in pictures:
        size = int(re.match(r"\d+", picture.parent.parent.name)[0])  # type: ignore[index]
        image = QImage(str(picture))
        assert (image.width(), image.height()) == (size, size)
        assert image.hasAlphaChannel()
        assert image.pixelColor(0, 0).alpha() < 128, "the ground is transparent"
        assert image.pixelColor(size // 2, size // 2).alpha() == 255


ASK = """
import sys
from PySide6.QtCore import QMimeDatabase
for name in sys.argv[1:]:
    kind = QMimeDatabase().mimeTypeForFile(name)
    print(kind.name(), *kind.allAncestors())
"""


def test_files_are_known_by_what_is_in_them(tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By Qt's reading of the definitions, which needs no tool and no cache."""
    monkeypatch.chdir(tmp_path)
    files.write(own_home / ".local" / "share")
    assert main(["import", str(assets.seeds() / "de.txt"), "-o", "x.hexapla"]) == 0
    Path("nameless").write_bytes(Path("x.hexapla").read_bytes())
    with closing(sqlite3.connect("other")) as other:
        other.execute("CREATE TABLE t (x)")
    Path("memory.tmx").write_text('<?xml version="1.0"?><tmx version="1.4"><body/></tmx>', encoding="utf-8")
    Path("a.sdlxliff").write_text("<xliff/>", encoding="utf-8")
    names = ["x.hexapla", "nameless", "other", "memory.tmx", "a.sdlxliff"]
    child = subprocess.run([sys.executable, "-c", ASK, *names], capture_output=True, text=True, check=True)
    told = [line.split() for line in child.stdout.splitlines()]
    assert [one[0] for one in told] == [
        CORPUS,
        CORPUS,
        "application/vnd.sqlite3",
        "application/x-tmx+xml",
        "application/xliff+xml",
    ]
    assert "application/vnd.sqlite3" in told[0]
