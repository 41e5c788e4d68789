"""Files become documents and versions, by the rules of "Naming files"."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from viewer import assets
from viewer.errors import ImportFailed, UnknownFormat
from viewer.formats.arrangement import arrange
from viewer.formats.choices import FileChoice
from viewer.formats.draft import Draft, DraftDocument, DraftText
from viewer.formats.listing import Skip
from viewer.formats.plan import Choice, Decision, Plan
from viewer.formats.registry import Reading, read
from viewer.formats.source import SourceFile

SEEDS = {tag: (assets.seeds() / f"{tag}.txt").read_text(encoding="utf-8") for tag in ("de", "pt", "ar", "ja", "ur")}
DE, PT, JA = SEEDS["de"], SEEDS["pt"], SEEDS["ja"]
ENGLISH = "Notes for the meeting on Monday: bring the report and the list of open points. " * 4


def made(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def draft(path: Path, reading: Reading) -> Draft:
    return read(SourceFile.open(path), reading)


def plan(*paths: Path, choices: Mapping[Path, FileChoice] | None = None) -> Plan:
    return arrange(paths, draft, choices)


def documents(found: Plan) -> dict[str, dict[str, str]]:
    """For every document its texts: file name to language, with the number of its column."""
    return {
        document.name or document.fallback: {
            text.file.name: f"{text.language} {text.column}" for text in document.texts
        }
        for document in found.documents
    }


def skipped(found: Plan) -> dict[str, Skip | None]:
    return {outcome.file.name: outcome.skipped for outcome in found.outcomes}


def choices(found: Plan) -> list[tuple[Choice, str]]:
    return [(decision.choice, decision.detail) for decision in found.decisions]


def test_tags_alone_are_versions_of_the_folder() -> None:
    found = plan(assets.seeds())
    assert documents(found) == {
        "seeds": {"ar.txt": "ar 0", "de.txt": "de 1", "ja.txt": "ja 2", "pt.txt": "pt 3", "ur.txt": "ur 4"}
    }
    assert [version.label for version in found.versions] == ["العربية", "Deutsch", "日本語", "Português", "اردو"]
    assert found.decisions == ()


def test_names_before_tags_are_documents(tmp_path: Path) -> None:
    files = {"faust.de.txt": DE, "faust.pt.txt": PT, "buch_de.txt": DE, "buch_pt_BR.txt": PT}
    assert documents(plan(made(tmp_path, files))) == {
        "buch": {"buch_de.txt": "de 0", "buch_pt_BR.txt": "pt-BR 1"},
        "faust": {"faust.de.txt": "de 0", "faust.pt.txt": "pt 2"},
    }


def test_folders_of_languages_hold_versions_of_documents(tmp_path: Path) -> None:
    files = {f"{tag}/k{number}.txt": SEEDS[tag] for tag in ("de", "pt") for number in (1, 2, 10)}
    assert documents(plan(made(tmp_path, files))) == {f"k{number}": {f"k{number}.txt": "pt 1"} for number in (1, 2, 10)}


def test_what_names_no_language_beside_files_that_do_is_skipped(tmp_path: Path) -> None:
    files = {
        "faust.de.txt": DE,
        "faust.pt.txt": PT,
        "README.md": "x",
        "LICENSE": "y",
        "notes.in.txt": ENGLISH,
        "plain.txt": ENGLISH,
        "cover.jpg": b"\xff\xd8\xff",
    }
    found = plan(made(tmp_path, files))
    assert list(documents(found)) == ["faust"]
    assert skipped(found) == {
        "README.md": Skip.ABOUT_THE_FOLDER,
        "LICENSE": Skip.ABOUT_THE_FOLDER,
        "notes.in.txt": Skip.NAMES_NO_LANGUAGE,
        "plain.txt": Skip.NAMES_NO_LANGUAGE,
        "cover.jpg": Skip.NAMES_NO_LANGUAGE,
    }
    assert choices(found) == [(Choice.NAME_REFUTED, "id")]


@pytest.mark.parametrize(("name", "text", "language"), [("notes.in.txt", ENGLISH, "en"), ("report.is.txt", DE, "de")])
def test_a_name_that_the_text_does_not_bear_out_is_a_name(tmp_path: Path, name: str, text: str, language: str) -> None:
    found = plan(made(tmp_path, {name: text}) / name)
    assert documents(found) == {name.removesuffix(".txt"): {name: f"{language} 0"}}
    assert (Choice.LANGUAGE_GUESSED, language) in choices(found)


def test_files_given_one_by_one_that_look_alike_are_versions() -> None:
    found = plan(*(assets.seeds() / f"{tag}.txt" for tag in SEEDS))
    assert documents(found) == {"seeds": {f"{tag}.txt": f"{tag} {place}" for place, tag in enumerate(SEEDS)}}
    assert choices(found) == [(Choice.ONE_DOCUMENT, "")]


def test_files_given_one_by_one_that_do_not_are_documents(tmp_path: Path) -> None:
    made(tmp_path, {"a.txt": DE, "b.txt": "Der Hund bellte laut im Garten des Nachbarn. " * 20})
    found = plan(tmp_path / "a.txt", tmp_path / "b.txt")
    assert documents(found) == {"a": {"a.txt": "de 0"}, "b": {"b.txt": "de 0"}}
    assert (Choice.OWN_DOCUMENTS, "") in choices(found)


def test_more_than_twelve_are_documents(tmp_path: Path) -> None:
    files = [made(tmp_path, {f"t{number}.txt": DE}) / f"t{number}.txt" for number in range(13)]
    found = plan(*files)
    assert len(found.documents) == 13
    assert Decision(Choice.TOO_MANY, count=13, is_doubtful=True) in found.decisions


def test_names_in_common_group_files_given_one_by_one(tmp_path: Path) -> None:
    names = ["faust.de.txt", "faust.ja.txt", "buch.de.txt", "buch.ja.txt"]
    made(tmp_path, {name: DE if ".de." in name else JA for name in names})
    assert list(documents(plan(*(tmp_path / name for name in names)))) == ["faust", "buch"]


def test_many_texts_are_grouped_by_what_is_in_them(tmp_path: Path, shared_data: Path) -> None:
    names = {tag: random.Random(tag).sample(range(100), 10) for tag in ("de", "pt")}
    for tag, file in (("de", "deu"), ("pt", "por")):
        articles: dict[str, list[str]] = {}
        for row in (shared_data / "ntrex" / f"{file}.tsv").read_text(encoding="utf-8").splitlines():
            articles.setdefault(row.split("\t", 1)[0], []).append(row.split("\t", 1)[1])
        for number, article in zip(names[tag], list(articles.values())[:10], strict=True):
            made(tmp_path, {f"{tag[0]}{number} text.txt": "\n".join(article)})
    found = plan(*sorted(tmp_path.glob("*.txt")))
    together = {frozenset(text.file.name for text in document.texts) for document in found.documents}
    assert together == {
        frozenset({f"d{one} text.txt", f"p{other} text.txt"})
        for one, other in zip(names["de"], names["pt"], strict=True)
    }
    assert [(one.choice, one.count) for one in found.decisions if one.file is None] == [(Choice.GROUPED, 10)]
    assert not any(one.is_doubtful for one in found.decisions)


def test_files_that_might_be_versions_are_doubtful(tmp_path: Path) -> None:
    sample = plan(*(assets.seeds() / f"{tag}.txt" for tag in SEEDS))
    assert [(one.choice, one.is_doubtful) for one in sample.decisions] == [(Choice.ONE_DOCUMENT, False)]
    made(tmp_path, {"a.txt": "Der Hund bellte im Garten. " * 9, "b.txt": "A menina leu um livro na praia. " * 9})
    found = plan(tmp_path / "a.txt", tmp_path / "b.txt")
    assert Decision(Choice.ONE_DOCUMENT, is_doubtful=True) in found.decisions


def test_language_codes_that_are_spelled_differently_are_one_version(tmp_path: Path) -> None:
    files = {"x.en-US.txt": ENGLISH, "y.en_us.txt": ENGLISH, "z_EN_US.txt": ENGLISH, "x.de.txt": DE}
    found = plan(made(tmp_path, files))
    assert [version.id for version in found.versions] == ["de", "en-US"]
    assert choices(found) == [(Choice.SPELLINGS_JOINED, "EN-US, en-US, en_us")]


def test_two_versions_of_a_language_get_columns_and_labels_of_their_own(tmp_path: Path) -> None:
    names = ["Meyer 1998.txt", "Schmidt.txt", "japanisch.txt"]
    made(tmp_path, dict(zip(names, (DE, DE.replace("Stadt", "Kommune"), JA), strict=True)))
    found = plan(*(tmp_path / name for name in names))
    assert [(version.language, version.label) for version in found.versions] == [
        ("de", "Meyer 1998"),
        ("de", "Schmidt"),
        ("ja", "japanisch"),
    ]


def test_labels_leave_out_what_the_names_share(tmp_path: Path) -> None:
    names = ["Faust - Meyer.txt", "Faust - German.txt", "Faust - Original.txt"]
    made(tmp_path, dict(zip(names, (DE, DE.replace("Stadt", "Kommune"), JA), strict=True)))
    found = plan(*(tmp_path / name for name in names))
    assert [document.name for document in found.documents] == ["Faust"]
    assert [version.label for version in found.versions] == ["Meyer", "Deutsch", "Original"]


def test_labels_are_unique(tmp_path: Path) -> None:
    found = plan(made(tmp_path, {"de.txt": DE, "de.text": DE, "pt.txt": PT}))
    assert [version.label for version in found.versions] == ["Deutsch", "Deutsch 2", "Português"]


def test_the_users_word_decides(tmp_path: Path) -> None:
    folder = made(tmp_path, {"de.txt": DE, "x.txt": JA, "pt.txt": PT})
    assert documents(plan(folder, choices={folder / "x.txt": FileChoice(language="ja")})) == {
        folder.name: {"de.txt": "de 0", "pt.txt": "pt 1", "x.txt": "ja 2"}
    }
    found = plan(folder / "x.txt", choices={folder / "x.txt": FileChoice(language="zh")})
    assert documents(found) == {"x": {"x.txt": "zh 0"}}
    with pytest.raises(ValueError, match="klingonian"):
        plan(folder, choices={folder / "x.txt": FileChoice(language="klingonian")})


def test_a_language_that_cannot_be_told_counts_beside_one_that_can(tmp_path: Path) -> None:
    sorbian = "Wšitcy čłowjekojo su wot naroda swobodni a su jenacy po dostojnosći a prawach. " * 3
    assert documents(plan(made(tmp_path / "a", {"de.txt": DE, "hsb.txt": sorbian})))["a"]["hsb.txt"] == "hsb 1"
    assert documents(plan(made(tmp_path / "b", {"one.txt": ENGLISH})))["one"]["one.txt"] == "en 0"


def test_a_table_is_a_document_with_all_its_versions(tmp_path: Path) -> None:
    made(tmp_path, {"t.tsv": "id\tde\tpt\n1\tHallo\tOlá\n", "de.txt": DE})
    found = plan(tmp_path / "t.tsv", tmp_path / "de.txt")
    assert [(document.fallback, document.units is not None) for document in found.documents] == [
        ("t", True),
        ("de", False),
    ]
    assert [version.language for version in found.versions] == ["de", "pt"]


def test_in_a_folder_what_names_its_languages_itself_needs_no_name_for_them(tmp_path: Path) -> None:
    table, glossary = "id\tde\tpt\n1\tHallo\tOlá\n", "English,German,Comment\ninvoice,Rechnung,\n"
    made(tmp_path, {"de.txt": DE, "pt.txt": PT, "memory.tsv": table, "terms.csv": glossary})
    found = plan(tmp_path)
    assert list(documents(found)) == [tmp_path.name, "memory", "terms"]
    assert documents(found)["terms"] == {"terms.csv": "de 0"}  # the last of its two texts
    assert skipped(found) == {}


def test_in_a_folder_of_versions_other_tables_are_skipped_and_broken_memories_refused(tmp_path: Path) -> None:
    made(tmp_path, {"de.txt": DE, "pt.txt": PT, "prices.csv": "item,price\nbook,3\n", "memory.tmx": "<tmx><body>"})
    found = plan(tmp_path)
    assert skipped(found) == {"prices.csv": Skip.NAMES_NO_LANGUAGE, "memory.tmx": None}
    assert [outcome.file.name for outcome in found.outcomes if outcome.refused] == ["memory.tmx"]


def test_refused_files_do_not_spoil_the_others(tmp_path: Path) -> None:
    made(tmp_path, {"de.txt": DE, "pt.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20})
    found = plan(tmp_path)
    assert list(documents(found).values()) == [{"de.txt": "de 0"}]
    (outcome,) = found.outcomes
    assert isinstance(outcome.refused, UnknownFormat)
    assert isinstance(outcome.refused, ImportFailed)


def collection(*ids: str, title: str = "") -> Draft:
    """A file of ours with these versions in one document."""
    texts = tuple(DraftText(lambda _: iter(()), "", 0, name.split("-")[0], name.upper(), name) for name in ids)
    return Draft("table", "utf-8", "", (DraftDocument(texts, "Werk"),), title=title)


def test_versions_keep_the_ids_that_their_file_says(tmp_path: Path) -> None:
    made(tmp_path, {"a.tsv": "", "b.tsv": ""})
    drafts = {"a.tsv": collection("de-3", "ja"), "b.tsv": collection("de", "ja", "de-3", "ja-x")}
    found = arrange([tmp_path / name for name in drafts], lambda path, _: drafts[path.name])
    assert [version.id for version in found.versions] == ["de-3", "ja", "de", "ja-2"]
    assert [version.label for version in found.versions] == ["DE-3", "JA", "DE", "JA-X"]
    assert [[text.column for text in document.texts] for document in found.documents] == [[0, 1], [2, 1, 0, 3]]


def test_one_version_of_ours_is_no_plain_text(tmp_path: Path) -> None:
    made(tmp_path, {"a.tsv": ""})
    found = arrange([tmp_path / "a.tsv"], lambda path, _: collection("de-2", title="Alles"))
    assert ([version.id for version in found.versions], found.documents[0].name) == (["de-2"], "Werk")
    assert found.title == "Alles"


def test_files_that_call_the_whole_differently_give_no_title(tmp_path: Path) -> None:
    made(tmp_path, {"a.tsv": "", "b.tsv": ""})
    found = arrange([tmp_path / "a.tsv", tmp_path / "b.tsv"], lambda path, _: collection("de", "ja", title=path.stem))
    assert found.title == ""
