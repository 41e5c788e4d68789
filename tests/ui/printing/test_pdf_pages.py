"""PDF files, read back with pypdfium2."""

from __future__ import annotations

import errno
import io
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from printed import Cell, units, version, words_of

from viewer import assets
from viewer.cli import main
from viewer.corpus import Corpus
from viewer.errors import Cancelled, Unwritable
from viewer.exporting import export, writers
from viewer.formats.draft import Caution
from viewer.formats.page_setup import Layout, PageSetup
from viewer.formats.writing import Context, write, writer_for
from viewer.model import Document, Kind, Unit
from viewer.ui.printing.pdf_file import add_to_file
from viewer.ui.reading.fonts import MissingFont

pytestmark = pytest.mark.usefixtures("qtbot")

_NEAR = 40
"""Letters in which a word is looked for without further evidence."""


def told(rows: list[Unit], tags: list[str], setup: PageSetup | None = None, title: str = "Zwei Flüsse") -> Context:
    return Context(title, (Document(0, title, len(rows)),), tuple(map(version, tags)), len(rows), setup or PageSetup())


def written(path: Path, rows: list[Unit], tags: list[str], setup: PageSetup | None = None) -> Path:
    context = told(rows, tags, setup)
    write(writer_for(path, among=writers()), iter(rows), context, path, overwrite=False)
    return path


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a corpus."""
    path = tmp_path_factory.mktemp("seeds") / "seeds.hexapla"
    assert main(["import", str(assets.seeds()), "-o", str(path)]) == 0
    return path


def share_in_order(words: list[str], text: str) -> float:
    """The share of words that stand in the text one after the other; breaks of lines are no matter.

    Between two of them other versions may stand, but then the next word has to bear it out.
    """
    flat, at, found = re.sub(r"\s+", "", text), 0, 0
    for word, following in pairwise([*words, ""]):
        place = flat.find(word, at, at + len(word) + _NEAR)
        if place < 0:
            place = flat.find(word + following, at)
        at, found = (place + len(word), found + 1) if place >= 0 else (at, found)
    return found / len(words)


@pytest.mark.parametrize("layout", Layout)
def test_the_words_of_the_sample_are_found_again_in_order(
    seeds: Path, tmp_path: Path, layout: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    with Corpus.open(seeds, read_only=True) as corpus:
        export(corpus, tmp_path / "o.pdf", setup=PageSetup(layout))
        text, shares = words_of(tmp_path / "o.pdf"), {}
        for one in corpus.versions():
            words = [
                word
                for unit in corpus.all_units()
                for segment in unit.cells.get(one.id, ())
                for word in (segment.text if one.language == "ja" else segment.text.split())
                if not word.isspace()
            ]
            shares[one.id] = share_in_order(words, text)
    with capsys.disabled():
        print(f"\nfound again in a PDF ({layout}):", {tag: f"{share:.1%}" for tag, share in shares.items()})
    assert (shares["de"], shares["pt"], shares["ja"]) == (1.0, 1.0, 1.0)
    assert min(shares["ar"], shares["ur"]) > 0.97


def test_pages_title_and_language(seeds: Path, tmp_path: Path) -> None:
    with Corpus.open(seeds, read_only=True) as corpus:
        export(corpus, tmp_path / "o.pdf")
        title = corpus.title
    with pypdfium2.PdfDocument(tmp_path / "o.pdf") as document:
        assert 12 <= len(document) <= 22
        assert document.get_metadata_value("Title") == title
        assert document[0].get_size() == pytest.approx((842, 595), abs=1)
        for number, page in enumerate(document, 1):
            lines = page.get_textpage().get_text_range().split()
            assert {"Deutsch", "日本語", "Português", "العربية", "اردو"} <= set(lines)
            assert str(number) in lines
    assert b"/Lang (ar)" in (tmp_path / "o.pdf").read_bytes()


def test_the_versions_are_in_the_order_wanted(tmp_path: Path) -> None:
    rows = units([{"de": "Hallo Welt", "pt": "Olá mundo"}, {"de": "Ende"}])
    text = words_of(written(tmp_path / "o.pdf", rows, ["pt", "de"]))
    assert text.index("Português") < text.index("Deutsch") < text.index("Olá mundo") < text.index("Hallo Welt")
    assert text.index("Hallo Welt") < text.index("Ende")


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("de", "Auffällig fließende Affinität"),
        ("ja", "日本の人口は大きい。長い・高い"),
        ("ar", "الله لا إله (1967) بَيْت"),
        ("ur", "میکانگ ڈیلٹا کے لیے 2023"),
        ("he", "שָׁלוֹם עולם"),
        ("hi", "नमस्ते दुनिया"),
        ("vi", "Thành phố Cần Thơ"),
        ("en", "𝒜𝒷😀 Can Tho"),
    ],
)
def test_letters_can_be_searched_for_in_any_script(tmp_path: Path, tag: str, text: str) -> None:
    found = words_of(written(tmp_path / "o.pdf", units([{tag: text}]), [tag]))
    words = [word for word in text.split() if word.isalnum()]
    assert [word for word in words if word not in found] == []


def test_versions_that_do_not_fit_stand_under_one_another(tmp_path: Path) -> None:
    tags = "de en fr es it pt nl".split()
    rows = units([{tag: f"Text {tag}" for tag in tags}])
    with pypdfium2.PdfDocument(written(tmp_path / "o.pdf", rows, tags)) as document:
        assert document[0].get_size() == pytest.approx((595, 842), abs=1)
    with pytest.raises(Unwritable, match="at most 6 columns can be read on A4; choose the layout lines"):
        written(tmp_path / "p.pdf", rows, tags, PageSetup(Layout.COLUMNS))


def test_a_file_without_rows_is_a_page(tmp_path: Path) -> None:
    with pypdfium2.PdfDocument(written(tmp_path / "o.pdf", [], ["de"])) as document:
        assert len(document) == 1


def test_it_can_be_stopped_between_pages_and_leaves_nothing(tmp_path: Path) -> None:
    def rows() -> Iterator[Unit]:
        yield from units([{"de": "Satz. " * 40} for _ in range(60)])
        raise Cancelled

    with pytest.raises(Cancelled):
        write(writer_for(tmp_path / "o.pdf", among=writers()), rows(), told([], ["de"]), tmp_path / "o.pdf",
              overwrite=False)  # fmt: skip
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_noticed(tmp_path: Path) -> None:
    from viewer.ui.printing import pdf

    with pytest.raises(OSError) as caught:
        pdf.write(iter(units([{"de": "Satz. " * 400}])), told([], ["de"]), [Path("/dev/full")])
    assert caught.value.errno == errno.ENOSPC


def test_a_title_may_hold_anything(tmp_path: Path) -> None:
    context = told(units([{"de": "a"}]), ["de"], title="(a) \\ ) << \n عنوان 😀")
    write(writer_for(tmp_path / "o.pdf", among=writers()), iter(units([{"de": "a"}])), context, tmp_path / "o.pdf",
          overwrite=False)  # fmt: skip
    with pypdfium2.PdfDocument(tmp_path / "o.pdf") as document:
        assert document.get_metadata_value("Title").startswith("(a) \\ ) <<")


def test_a_script_without_a_font_is_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = {"ja": MissingFont("Noto Sans CJK JP", "fonts-noto-cjk")}
    monkeypatch.setattr("viewer.ui.printing.pdf.missing_font", missing.get)
    context = told(units([{"ja": "a"}]), ["ja", "de"])
    write(writer_for(tmp_path / "o.pdf", among=writers()), iter(units([{"ja": "a"}])), context, tmp_path / "o.pdf",
          overwrite=False)  # fmt: skip
    (warned,) = context.cautions.all()
    assert (warned.key, warned.detail, warned.place) == (Caution.FONT_MISSING, "fonts-noto-cjk", "ja")


def test_a_file_that_is_none_of_qts_is_refused() -> None:
    with pytest.raises(ValueError, match="no table"):
        add_to_file(
            io.BytesIO(b"%PDF-1.4 nothing"), io.BytesIO(), overlays=[], outlines=[], scale=1, height=1, letters={},
            outline=[], catalogue={},
        )  # fmt: skip


def outline_of(path: Path) -> list[tuple[int, str, int]]:
    """Level, title and page of every entry."""
    with pypdfium2.PdfDocument(path) as document:
        return [(one.level, one.get_title(), one.get_dest().get_index()) for one in document.get_toc()]


def test_headings_are_in_the_outline(tmp_path: Path) -> None:
    rows = units([{"ar": (Kind.TITLE, "عنوان 😀"), "de": (Kind.TITLE, "Titel")}, *[{"de": "Satz. " * 99}] * 9,
                  {"de": (Kind.HEADING, "Ende")}, {"de": "x"}])  # fmt: skip
    entries = outline_of(written(tmp_path / "o.pdf", rows, ["ar", "de"]))
    assert [entry[:2] for entry in entries] == [(0, "عنوان 😀"), (0, "Ende")]
    assert entries[0][2] == 0 < entries[1][2]


def test_headings_stand_below_their_documents(tmp_path: Path) -> None:
    headings: list[dict[str, Cell]] = [{"de": (Kind.HEADING, title)} for title in ("A1", "A2", "B1")]
    rows = units(headings, [0, 0, 1])
    documents = (Document(0, "Buch A", 2), Document(1, "Buch B", 1))
    context = Context("Zwei", documents, (version("de"),), 3)
    write(writer_for(tmp_path / "o.pdf", among=writers()), iter(rows), context, tmp_path / "o.pdf", overwrite=False)
    assert outline_of(tmp_path / "o.pdf") == [
        (0, "Buch A", 0), (1, "A1", 0), (1, "A2", 0), (0, "Buch B", 0), (1, "B1", 0)
    ]  # fmt: skip
