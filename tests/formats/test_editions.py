"""Works that have keys: which files are one edition, and in which language and column it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from viewer.formats.arrangement import arrange
from viewer.formats.draft import Draft, DraftDocument, DraftSegment, DraftText
from viewer.formats.plan import Choice, Plan
from viewer.formats.registry import Reading, read
from viewer.formats.source import SourceFile

GERMAN = "Am Anfang schuf Gott Himmel und Erde, und die Erde war wüst und leer, und es war finster auf der Tiefe. "
ENGLISH = "In the beginning God created the heaven and the earth, and the earth was without form, and void. "
PLACES = {"GEN": 1, "EXO": 2, "DAN": 27, "TOB": 90}
TITLES = {"de": {"GEN": "1. Mose", "EXO": "2. Mose", "DAN": "Daniel"}, "en": {"GEN": "Genesis", "EXO": "Exodus"}}


@dataclass(frozen=True)
class Content:
    """What a file is said to hold."""

    keys: str
    text: str = GERMAN
    language: str | None = None
    label: str = ""


def draft_of(content: Content) -> Draft:
    def segments(_language: str) -> Iterator[DraftSegment]:
        yield DraftSegment(content.text)

    text = DraftText(segments, content.text, 1, content.language, content.label)
    titles = TITLES["de" if content.text == GERMAN else "en"]
    documents = tuple(
        DraftDocument((text,), titles.get(key, ""), key=key, place=PLACES[key]) for key in content.keys.split()
    )
    return Draft("USFM", "utf-8", "", documents)


def plan(folder: Path, files: dict[str, Content | str], *given: str) -> Plan:
    """The plan for files of a folder, or for those given one by one."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content if isinstance(content, str) else name)

    def draft(path: Path, reading: Reading) -> Draft:
        content = files[path.relative_to(folder).as_posix()]
        if isinstance(content, str):
            return read(SourceFile.open(path), reading)
        return draft_of(content)

    return arrange([folder / name for name in given] or [folder], draft)


def documents(found: Plan) -> dict[str, list[str]]:
    return {
        document.name or document.fallback: [f"{text.file.name} {text.column}" for text in document.texts]
        for document in found.documents
    }


def versions(found: Plan) -> list[tuple[str, str]]:
    return [(version.language, version.label) for version in found.versions]


def test_books_of_one_folder_are_one_version_in_the_order_of_the_works(tmp_path: Path) -> None:
    found = plan(tmp_path, {"EXO.usfm": Content("EXO"), "GEN.usfm": Content("GEN"), "DAN.usfm": Content("DAN")})
    assert documents(found) == {"1. Mose": ["GEN.usfm 0"], "2. Mose": ["EXO.usfm 0"], "Daniel": ["DAN.usfm 0"]}
    assert versions(found) == [("de", "Deutsch")]
    assert [(one.choice, one.detail) for one in found.decisions] == [(Choice.LANGUAGE_GUESSED, "de")]


def test_a_file_of_all_books_and_a_folder_of_one_file_each_are_two_versions(tmp_path: Path) -> None:
    found = plan(
        tmp_path,
        {"a/GEN.x": Content("GEN"), "a/EXO.x": Content("EXO"), "b.xml": Content("EXO GEN", ENGLISH, "en", "KJV")},
    )
    assert documents(found) == {"1. Mose": ["GEN.x 0", "b.xml 1"], "2. Mose": ["EXO.x 0", "b.xml 1"]}
    assert versions(found) == [("de", "Deutsch"), ("en", "KJV")]


def test_a_book_that_the_first_edition_lacks_stays_in_the_column_of_the_second(tmp_path: Path) -> None:
    found = plan(tmp_path, {"luther/GEN.x": Content("GEN"), "zunz/DAN.x": Content("DAN"), "zunz/GEN.x": Content("GEN")})
    assert documents(found) == {"1. Mose": ["GEN.x 0", "GEN.x 1"], "Daniel": ["DAN.x 1"]}
    assert versions(found) == [("de", "luther"), ("de", "zunz")]


def test_editions_of_one_folder_are_told_by_what_their_names_share(tmp_path: Path) -> None:
    names = ["01-GEN-elb.usfm", "01-GEN-lut.usfm", "02-EXO-elb.usfm", "02-EXO-lut.usfm"]
    found = plan(tmp_path, {name: Content(name[3:6]) for name in names}, *names)
    assert documents(found) == {
        "1. Mose": [f"{names[0]} 0", f"{names[1]} 1"],
        "2. Mose": [f"{names[2]} 0", f"{names[3]} 1"],
    }
    assert versions(found) == [("de", "elb"), ("de", "lut")]


def test_the_testaments_of_one_edition_may_stand_in_folders(tmp_path: Path) -> None:
    found = plan(tmp_path, {"OT/GEN.x": Content("GEN"), "NT/DAN.x": Content("DAN")})
    assert documents(found) == {"1. Mose": ["GEN.x 0"], "Daniel": ["DAN.x 0"]}


def test_one_work_twice_in_a_folder_is_two_editions(tmp_path: Path) -> None:
    found = plan(tmp_path, {"GEN.sfm": Content("GEN"), "GEN.usfm": Content("GEN")})
    assert documents(found) == {"1. Mose": ["GEN.sfm 0", "GEN.usfm 1"]}


def test_codes_of_works_are_not_taken_for_codes_of_languages(tmp_path: Path) -> None:
    # DAN and GEN are also languages by ISO 639-3.
    found = plan(tmp_path, {"DAN.x": Content("DAN", "— 1 —"), "GEN.x": Content("GEN")})
    assert versions(found) == [("de", "Deutsch")]


def test_a_folder_names_the_language_if_the_whole_edition_bears_it_out(tmp_path: Path) -> None:
    found = plan(
        tmp_path, {"de/GEN.x": Content("GEN"), "en/GEN.x": Content("GEN", ENGLISH), "pt/GEN.x": Content("GEN")}
    )
    assert [language for language, _ in versions(found)] == ["de", "en", "de"]
    assert [(one.choice, one.detail) for one in found.decisions] == [(Choice.LANGUAGE_GUESSED, "de")]


def test_the_beginning_of_what_the_names_share_may_be_the_language(tmp_path: Path) -> None:
    found = plan(
        tmp_path, {"02-GENeng-web.usfm": Content("GEN", ENGLISH), "03-EXOeng-web.usfm": Content("EXO", ENGLISH)}
    )
    assert versions(found) == [("en", "English")]
    assert found.decisions == ()


def test_other_files_stand_beside_as_they_would_alone(tmp_path: Path) -> None:
    files = {"GEN.x": Content("GEN"), "note.de.txt": GERMAN * 3, "note.en.txt": ENGLISH * 3}
    found = plan(tmp_path, files, *files)
    assert documents(found) == {"note": ["note.de.txt 0", "note.en.txt 1"], "1. Mose": ["GEN.x 0"]}
    assert found.outcomes == ()


def test_a_work_without_a_title_is_called_by_its_key(tmp_path: Path) -> None:
    assert documents(plan(tmp_path, {"x.xml": Content("TOB GEN")})) == {"1. Mose": ["x.xml 0"], "TOB": ["x.xml 0"]}
