from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from reading_corpora import build as build_rows
from window_corpora import build, many

from viewer import folders
from viewer.errors import CorpusMissing, HexaplaError, NotACorpus, OutOfRange, QueryError
from viewer.ui import theme
from viewer.ui.snapshot import snapshot


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    return tmp_path / "window.png"


@pytest.fixture
def geometry(tmp_path: Path) -> Path:
    return tmp_path / "geometry.json"


def report(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def colours_in(image: QImage, rect: list[float]) -> set[str]:
    left, top, width, height = (round(value) for value in rect)
    return {image.pixelColor(x, y).name() for x in range(left, left + width) for y in range(top, top + height)}


def test_the_picture_has_the_size_that_was_asked_for(qtbot: QtBot, corpus_file: Path, picture: Path) -> None:
    snapshot(corpus_file, picture, size=(900, 700))
    image = QImage(str(picture))
    assert (image.width(), image.height(), image.devicePixelRatio()) == (900, 700, 1.0)


def test_panes_and_cells_are_where_they_are_on_the_picture(
    qtbot: QtBot, corpus_file: Path, picture: Path, geometry: Path
) -> None:
    snapshot(corpus_file, picture, size=(1200, 800), geometry=geometry)
    told = report(geometry)
    assert [(pane["version"], pane["direction"]) for pane in told["panes"]] == [
        ("de", "ltr"),
        ("en", "ltr"),
        ("ar", "rtl"),
    ]
    assert {(cell["unit"], cell["version"]) for cell in told["cells"]} == {
        (row, version)
        for row in range(5)
        for version in ("de", "en", "ar")
        if (row, version) not in {(2, "en"), (2, "ar")}
    }
    image = QImage(str(picture))
    for cell in told["cells"]:
        left, top, width, height = cell["rect"]
        assert 0 <= left < left + width <= 1200
        assert 0 < top < top + height <= 800
        assert len(colours_in(image, cell["rect"])) > 1, "there is ink in every cell"


def test_rows_are_drawn_by_sentence(qtbot: QtBot, tmp_path: Path, picture: Path, geometry: Path) -> None:
    rows = [{"de": "Ja. Der Fluss stieg am Abend.", "en": "Yes. The river rose in the evening."}]
    snapshot(build_rows(tmp_path / "c.hexapla", rows), picture, geometry=geometry)
    paragraph = report(geometry)["cells"][0]["rect"][3]
    snapshot(tmp_path / "c.hexapla", picture, level="sentence", geometry=geometry)
    assert report(geometry)["cells"][0]["rect"][3] > paragraph


def test_hits_lie_under_their_rectangles(qtbot: QtBot, corpus_file: Path, picture: Path, geometry: Path) -> None:
    snapshot(corpus_file, picture, size=(1200, 800), find="can tho", geometry=geometry)
    found = report(geometry)["highlights"]
    assert [(hit["unit"], hit["version"], hit["segment"], hit["start"], hit["stop"]) for hit in found] == [
        (0, "de", 0, 10, 17),
        (0, "en", 0, 12, 19),
        (3, "de", 3, 12, 19),
        (3, "de", 3, 25, 32),
        (3, "en", 2, 11, 18),
    ]
    image = QImage(str(picture))
    marked = {theme.LIGHT.hit.name(), theme.LIGHT.current_hit.name()}
    assert all(colours_in(image, rect) & marked for hit in found for rect in hit["rects"])


def test_a_row_stands_at_the_upper_edge(qtbot: QtBot, tmp_path: Path, picture: Path, geometry: Path) -> None:
    corpus = build(tmp_path / "long.hexapla", many(500))
    snapshot(corpus, picture, size=(800, 600), at=321, find="needle", geometry=geometry)
    told = report(geometry)
    top = told["panes"][0]["rect"][1]
    first = min(told["cells"], key=lambda cell: cell["rect"][1])
    assert first["unit"] == 321
    assert abs(first["rect"][1] - top) < 30


def test_without_a_row_the_first_hit_is_on_the_picture(
    qtbot: QtBot, tmp_path: Path, picture: Path, geometry: Path
) -> None:
    corpus = build(tmp_path / "long.hexapla", many(500))
    snapshot(corpus, picture, size=(800, 600), find="needle", geometry=geometry)
    assert [hit["unit"] for hit in report(geometry)["highlights"]] == [99]


@pytest.mark.parametrize("name", sorted(theme.THEMES))
def test_the_theme_is_the_one_asked_for(qtbot: QtBot, corpus_file: Path, picture: Path, name: str) -> None:
    snapshot(corpus_file, picture, size=(800, 600), theme=name)
    assert theme.THEMES[name].page.name() in colours_in(QImage(str(picture)), [100, 400, 300, 100])


def test_two_snapshots_are_the_same(qtbot: QtBot, corpus_file: Path, tmp_path: Path) -> None:
    for name in ("one.png", "two.png"):
        snapshot(corpus_file, tmp_path / name, size=(800, 600), find="can")
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


def test_nothing_of_the_user_is_changed(qtbot: QtBot, corpus_file: Path, picture: Path) -> None:
    before = corpus_file.read_bytes()
    snapshot(corpus_file, picture, size=(800, 600), find="can")
    assert corpus_file.read_bytes() == before
    assert not folders.config().exists()
    assert not folders.corpora().exists()


def test_what_cannot_be_drawn_is_said(qtbot: QtBot, corpus_file: Path, picture: Path, tmp_path: Path) -> None:
    (tmp_path / "no.hexapla").write_text("hello")
    for corpus, wishes, error in (
        (tmp_path / "gone.hexapla", {}, CorpusMissing),
        (tmp_path / "no.hexapla", {}, NotACorpus),
        (corpus_file, {"at": 5}, OutOfRange),
        (corpus_file, {"find": "/(/"}, QueryError),
        (corpus_file, {"layout": "spiral"}, HexaplaError),
    ):
        with pytest.raises(error):
            snapshot(corpus, picture, size=(800, 600), **wishes)  # type: ignore[arg-type]
    assert not picture.exists()


def test_a_folder_that_is_not_there_is_an_error_of_ours(qtbot: QtBot, corpus_file: Path, tmp_path: Path) -> None:
    with pytest.raises(HexaplaError, match=r"p\.png"):
        snapshot(corpus_file, tmp_path / "no" / "p.png", size=(800, 600))
