"""Moses: files whose lines answer each other, told from files whose suffix only looks like a language."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from linked_making import imported, made

from viewer.corpus import Corpus
from viewer.errors import Malformed, NothingToImport
from viewer.formats.listing import Skip
from viewer.model import VersionId

ENGLISH = ["The river is wide and cold.", "", "Nobody has ever swum across it.", "We went home before the night came."]
ARABIC = ["النهر واسع وبارد.", "لا أحد يعرف اسمه.", "", "عدنا إلى البيت قبل أن يأتي الليل."]
GERMAN = [
    "Der Fluss ist breit und kalt.",
    "Keiner kennt ihn.",
    "Niemand ist je hinübergeschwommen.",
    "Wir gingen heim.",
]
ROWS = [((one,) if one else (), (other,) if other else ()) for one, other in zip(ENGLISH, ARABIC, strict=True)]


def lines(text: list[str], end: str = "\n") -> str:
    return end.join(text) + end


@pytest.mark.parametrize("suffix", ["", ".gz"])
@pytest.mark.parametrize(("stem", "title"), [("x", "x"), ("corpus.en-ar", "corpus"), ("a.b", "a.b")])
def test_line_answers_line_and_blank_lines_are_gaps(tmp_path: Path, suffix: str, stem: str, title: str) -> None:
    files = {f"{stem}.en{suffix}": lines(ENGLISH), f"{stem}.ar{suffix}": lines(ARABIC)}
    folder = made(tmp_path / "x", files)
    for paths in ([folder], [folder / name for name in files]):
        found = imported(tmp_path / f"{len(paths)}.hexapla", *paths)
        columns = [found.versions.index("en"), found.versions.index("ar")]
        assert [tuple(row[column] for column in columns) for row in found.rows] == ROWS
        assert (found.documents, found.warnings, found.links) == ([title], {}, [])
        assert list(found.skipped.values()) == [Skip.READ_ALONG]


def test_any_number_of_versions_and_several_stems(tmp_path: Path) -> None:
    files = {f"x.{tag}": lines(text) for tag, text in {"ar": ARABIC, "de": GERMAN, "en": ENGLISH}.items()}
    files |= {"y.en": "One river.\nThe second river is long.\n", "y.de": "Ein Fluss.\nDer zweite Fluss ist lang.\n"}
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", files))
    assert (found.versions, found.documents, len(found.rows)) == (["ar", "de", "en"], ["x", "y"], 6)
    assert found.rows[4] == ((), ("Ein Fluss.",), ("One river.",))


def test_two_versions_in_one_language_as_an_export_names_them(tmp_path: Path) -> None:
    files = {"x.de": lines(GERMAN), "x.de-2": lines(GERMAN[::-1]), "x.en": lines(ENGLISH)}
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", files))
    assert (found.versions, len(found.rows)) == (["de", "de-2", "en"], 4)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_they_like_but_not_inside(tmp_path: Path, end: str) -> None:
    english = [*ENGLISH[:3], "We went home\u2028before\x0bthe\x85night came."]
    files = {"x.en": lines(english, end).encode(), "x.ar": lines(ARABIC).rstrip("\n")}
    assert len(imported(tmp_path / "c.hexapla", made(tmp_path / "x", files)).rows) == 4


def test_a_stray_return_ends_no_line(tmp_path: Path) -> None:
    files = {"x.en": lines([ENGLISH[0].replace("river is", "river\ris"), *ENGLISH[1:]]), "x.ar": lines(ARABIC)}
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", files))
    assert len(found.rows) == 4


def test_blank_lines_at_the_end_may_be_missing(tmp_path: Path) -> None:
    found = imported(
        tmp_path / "c.hexapla", made(tmp_path / "x", {"x.en": lines(ENGLISH) + "\n \n", "x.ar": lines(ARABIC)})
    )
    assert (len(found.rows), found.warnings) == (4, {"lines-unequal": (2, "line 5")})


def test_different_numbers_of_lines_are_refused_with_both(tmp_path: Path) -> None:
    folder = made(
        tmp_path / "x", {"x.en": lines([*ENGLISH, "And slept."]), "x.ar": lines(ARABIC), "y.txt": lines(ENGLISH)}
    )
    found = imported(tmp_path / "c.hexapla", folder / "y.txt", folder / "x.en", folder / "x.ar")
    assert (
        found.refused
        == [
            f"{folder / 'x.en'}, line 5: the file has 5 lines and x.ar has 4, so they do not answer each other; "
            "repair the file and try again"
        ]
        * 2
    )
    with pytest.raises(NothingToImport) as raised:
        imported(tmp_path / "d.hexapla", folder / "x.en", folder / "x.ar")
    assert isinstance(raised.value.refused[0], Malformed)


def test_the_user_may_say_which_language_it_is(tmp_path: Path) -> None:
    folder = made(tmp_path / "x", {"x.en": lines(GERMAN), "x.ar": lines(ARABIC)})
    found = imported(tmp_path / "c.hexapla", folder, languages={folder / "x.en": "de-AT"})
    assert (sorted(found.versions), len(found.rows)) == (["ar", "de-AT"], 4)


@pytest.mark.parametrize(
    "files",
    [
        {"notes.in": lines(ENGLISH), "notes.en": lines(ENGLISH)},
        {"report.is": lines(ENGLISH), "report.so": lines(ENGLISH)},
        {"x.en": lines(ENGLISH), "y.ar": lines(ARABIC)},
        {"x.en": lines(ENGLISH), "x.txt": lines(ARABIC)},
        {"x.en": lines(ENGLISH), "x.ar": lines(GERMAN)},
    ],
)
def test_what_only_looks_like_a_pair_is_none(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    folder = made(tmp_path / "x", files)
    found = imported(tmp_path / "c.hexapla", *(folder / name for name in files))
    assert Skip.READ_ALONG not in found.skipped.values()
    assert {report.format for report in found.summary.files if report.format} == {"plain text"}


def test_programs_with_the_suffix_of_a_language_are_refused(tmp_path: Path) -> None:
    folder = made(tmp_path / "x", {"x.so": b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 40, "x.en": lines(ENGLISH)})
    found = imported(tmp_path / "c.hexapla", folder / "x.so", folder / "x.en")
    assert ("x.so" in found.refused[0], found.versions) == (True, ["en"])


def test_the_ids_of_opus_are_kept_beside_the_lines(tmp_path: Path) -> None:
    ids = lines([f"en/a.xml.gz\tar/a.xml.gz\t{n}\t{n}" for n in range(1, 5)])
    files = {
        "B.ar-en.en": lines(ENGLISH),
        "B.ar-en.ar": lines(ARABIC),
        "B.ar-en.ids": ids,
        "LICENSE": "free",
        "README": "x",
    }
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", files))
    assert (found.documents, len(found.rows)) == (["B"], 4)
    assert found.skipped["B.ar-en.ids"] == Skip.READ_ALONG


def test_every_version_comes_from_its_own_file(tmp_path: Path) -> None:
    folder = made(tmp_path / "x", {"x.en": lines(ENGLISH), "x.ar": lines(ARABIC)})
    imported(tmp_path / "c.hexapla", folder)
    with Corpus.open(tmp_path / "c.hexapla", read_only=True) as corpus:
        sources = {text.version: text.source for text in corpus.texts()}
    assert {version: source.name for version, source in sources.items()} == {"en": "x.en", "ar": "x.ar"}
    assert sources[VersionId("en")].digest == hashlib.sha256(lines(ENGLISH).encode()).hexdigest()
