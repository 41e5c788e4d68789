"""What an import would do, before it is done, and how the user's word changes it."""

from __future__ import annotations

import os
import pickle
import textwrap
from pathlib import Path

import pytest

from viewer import assets, worker
from viewer.corpus import Corpus
from viewer.errors import Cancelled, EmptyFile
from viewer.formats.choices import FileChoice
from viewer.formats.draft import Caution
from viewer.formats.listing import Skip
from viewer.formats.plan import Choice
from viewer.importing import import_files
from viewer.importing.proposing import Proposal, propose
from viewer.progress import Progress

DE, PT, JA = ((assets.seeds() / f"{tag}.txt").read_text(encoding="utf-8") for tag in ("de", "pt", "ja"))


def made(folder: Path, **files: str | bytes) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.txt").write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def texts(found: Proposal) -> dict[str, list[tuple[str, str, int]]]:
    """For every file its documents, versions and segments."""
    return {
        file.path.name: [
            (found.documents[text.document], found.versions[text.version].label, text.segments) for text in file.texts
        ]
        for file in found.files
    }


def doubts(found: Proposal, name: str) -> list[str]:
    (file,) = (file for file in found.files if file.path.name == name)
    return [one.choice if hasattr(one, "choice") else one.key for one in file.doubtful]


def test_the_sample_is_sure() -> None:
    found = propose([assets.seeds()])
    assert found.is_sure
    assert found.title == "Conquistas da cooperação nos últimos 20 anos"
    assert texts(found)["ja.txt"] == [("Conquistas da cooperação nos últimos 20 anos", "日本語", 21)]
    (file,) = (file for file in found.files if file.path.name == "de.txt")
    assert (file.format, file.encoding, file.paragraphs) == ("plain text", "utf-8", "line")
    assert file.preview == "\n".join(file.texts[0].opening)
    assert file.preview.startswith(DE[:20])
    assert 1_900 < len(file.preview) < 2_100


def test_what_is_refused_or_skipped_is_listed(tmp_path: Path) -> None:
    folder = made(tmp_path / "x", de=DE, pt=PT, README="x", empty="", plain=JA)
    found = propose([folder])
    outcomes = {file.path.name: (type(file.refused), file.skipped) for file in found.files}
    assert outcomes["README.txt"] == (type(None), Skip.ABOUT_THE_FOLDER)
    assert outcomes["plain.txt"] == (type(None), Skip.NAMES_NO_LANGUAGE)
    assert found.is_sure
    nothing = propose([folder / "empty.txt"])
    assert (nothing.title, nothing.documents, type(nothing.files[0].refused)) == ("", (), EmptyFile)


def test_doubts_are_named(tmp_path: Path) -> None:
    folder = made(
        tmp_path / "x", guess=b"caf\xe9", short="Hallo", **{"notes.in": "Bring the report and the list. " * 9}
    )
    found = propose([folder / f"{name}.txt" for name in ("guess", "short", "notes.in")])
    assert Caution.ENCODING_GUESSED in doubts(found, "guess.txt")
    assert Choice.LANGUAGE_GUESSED in doubts(found, "short.txt")
    assert doubts(found, "notes.in.txt") == [Choice.NAME_REFUTED]
    assert not found.is_sure


def test_lines_that_are_wrapped_in_part_are_doubtful(tmp_path: Path) -> None:
    prose = "Ein Absatz, der an der sechzigsten Spalte umbrochen worden ist und weitergeht und weiter und weiter "
    wrapped = textwrap.fill(prose * 2, 60) + "\n\n"
    verse = "Wer reitet so spät\ndurch Nacht und Wind\nEs ist der Vater\nmit seinem Kind\n\n"
    path = made(tmp_path / "x", a=wrapped * 3 + verse * 3) / "a.txt"
    assert doubts(propose([path]), "a.txt") == [Caution.WRAPPED_IN_PART]
    assert propose([path], choices={path: FileChoice(paragraphs="line", language="de")}).is_sure


def test_chapters_are_proposed_file_by_file(tmp_path: Path) -> None:
    names = {f"ch{number}": f"Kapitel {number}. {DE}" for number in (1, 2)}
    found = propose([made(tmp_path / "Faust", **names)])
    assert {name: where[0][:2] for name, where in texts(found).items()} == {
        "ch1.txt": ("Faust", "Deutsch"),
        "ch2.txt": ("Faust", "Deutsch"),
    }
    assert [file.preview[:10] for file in found.files] == ["Kapitel 1.", "Kapitel 2."]


def test_a_format_that_is_not_the_suffix_s_is_doubtful(tmp_path: Path) -> None:
    (tmp_path / "t.md").write_text("1\n00:00:01,000 --> 00:00:02,000\nHallo\n", encoding="utf-8")
    found = propose([tmp_path / "t.md"])
    assert (found.files[0].format, doubts(found, "t.md")[0]) == ("subtitles", Choice.FORMAT_BY_CONTENT)
    told = propose([tmp_path / "t.md"], choices={tmp_path / "t.md": FileChoice(format="Plain Text", language="de")})
    assert (told.files[0].format, told.files[0].texts[0].segments, told.is_sure) == ("plain text", 3, True)


def test_an_encoding_is_as_it_is_told(tmp_path: Path) -> None:
    path = made(tmp_path / "x", a="Привет, мир! Как дела?\n".encode("koi8-r")) / "a.txt"
    for name, codec, text in [
        ("KOI8-R", "koi8-r", "Привет, мир! Как дела?"),
        ("windows-1251", "cp1251", "рТЙЧЕФ, НЙТ! лБЛ ДЕМБ?"),
        ("iso-8859-1", "cp1252", "ðÒÉ×ÅÔ, ÍÉÒ! ëÁË ÄÅÌÁ?"),
    ]:
        found = propose([path], choices={path: FileChoice(encoding=name)})
        assert (found.files[0].encoding, found.files[0].preview) == (codec, text)
    with pytest.raises(ValueError, match="rot13"):
        propose([path], choices={path: FileChoice(encoding="rot13")})


def test_a_file_is_given_to_another_document_or_taken_from_it(tmp_path: Path) -> None:
    folder = made(tmp_path / "x", a=DE, b=PT, c=JA)
    paths = [folder / f"{name}.txt" for name in "abc"]
    assert [text.document for file in propose(paths).files for text in file.texts] == [0, 0, 0]
    apart = propose(paths, choices={paths[2]: FileChoice(document="Japanisch")})
    assert apart.documents == (propose(paths).title, "Japanisch")
    assert [text.document for file in apart.files for text in file.texts] == [0, 0, 1]
    together = propose(paths, choices={path: FileChoice(document="Alles") for path in paths})
    assert (together.documents, [version.id for version in together.versions]) == (("Alles",), ["de", "pt", "ja"])


def test_a_document_is_joined_by_its_title(tmp_path: Path) -> None:
    folder = made(tmp_path / "x", a=DE, b="Der Hund bellte laut im Garten des Nachbarn. " * 20)
    paths = [folder / "a.txt", folder / "b.txt"]
    title = propose(paths).documents[0]
    found = propose(paths, choices={paths[1]: FileChoice(document=title, version="Anders")})
    assert texts(found) == {"a.txt": [("a", "a", 21)], "b.txt": [("a", "Anders", 1)]}


def test_texts_of_one_label_are_one_version(tmp_path: Path) -> None:
    names = ["f.de", "g.de", "g2.de"]
    folder = made(tmp_path / "x", **dict.fromkeys(names, DE))
    choices = {
        folder / "f.de.txt": FileChoice(version="Meyer"),
        folder / "g.de.txt": FileChoice(document="g", version="Schmidt"),
        folder / "g2.de.txt": FileChoice(document="g", version="Meyer"),
    }
    found = propose([folder], choices=choices)
    assert [(version.id, version.label) for version in found.versions] == [("de", "Meyer"), ("de-2", "Schmidt")]
    assert {name: where[0][:2] for name, where in texts(found).items()} == {
        "f.de.txt": ("f", "Meyer"),
        "g.de.txt": ("g", "Schmidt"),
        "g2.de.txt": ("g", "Meyer"),
    }


def test_what_is_left_out_is_skipped(tmp_path: Path) -> None:
    folder = made(tmp_path / "x", de=DE, pt=PT)
    found = propose([folder], choices={folder / "pt.txt": FileChoice(left_out=True)})
    assert [(file.path.name, file.skipped) for file in found.files] == [("de.txt", None), ("pt.txt", Skip.LEFT_OUT)]


def test_an_import_does_what_was_proposed(tmp_path: Path) -> None:
    folder = made(tmp_path / "x", de=DE, pt=PT, ja=JA)
    choices = {folder / "ja.txt": FileChoice(document="Anderes", paragraphs="blank")}
    found = propose([folder], choices=choices)
    summary = import_files([folder], tmp_path / "c.hexapla", choices=choices)
    with Corpus.open(tmp_path / "c.hexapla") as corpus:
        assert tuple(document.title for document in corpus.documents()) == found.documents
    assert summary.title == found.title
    assert [(report.document, report.segments) for report in summary.files] == [
        (text.document, text.segments) for file in found.files for text in file.texts
    ]
    assert summary.decisions == found.decisions


def test_a_proposal_crosses_between_processes(tmp_path: Path) -> None:
    seen: list[Progress] = []
    path = made(tmp_path / "x", short="Hallo", none="") / "short.txt"
    found = worker.run(propose, [path, path.parent / "none.txt"], progress=seen.append)
    assert pickle.loads(pickle.dumps(found)).files[0] == found.files[0]
    assert {progress.stage for progress in seen} == {"read"}
    with pytest.raises(Cancelled):
        propose([path], cancelled=lambda: True)


HOSTILE = [
    "-rf",
    "--lang",
    "two\nlines.de.txt",
    "\u202etxt.ed.eno",
    "\u2067de.txt",
    os.fsdecode(b"caf\xe9.de.txt"),
    os.fsdecode(b"\xff\xfe"),
    "a=b=c.txt",
    "ch\u0661.txt",
    "第九百九十九章.txt",
    "x" * 250 + ".txt",
    "{0} %s $HOME `id`.txt",
    "\u0301.txt",
    "CON.txt",
]


@pytest.mark.parametrize("is_folder", [True, False])
def test_hostile_names_are_names(tmp_path: Path, is_folder: bool) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, name in enumerate(HOSTILE):
        (folder / name).write_text(f"{DE}\n{number} mal {number}", encoding="utf-8")
    os.mkfifo(folder / "pipe.txt")
    (folder / "circle.txt").symlink_to("circle.txt")
    (folder / "back").symlink_to(folder)
    given = [folder] if is_folder else [folder / name for name in [*HOSTILE, "pipe.txt", "circle.txt", "nul\0.txt"]]
    found = propose(given)
    pickle.dumps(found)
    summary = import_files(given, tmp_path / "c.hexapla")
    assert {report.file.name for report in summary.files if report.version} <= set(HOSTILE)
    assert {report.file.name for report in summary.files if report.refused} == (
        {"pipe.txt", "circle.txt"} if not is_folder else set()
    ) | ({"nul\0.txt"} if not is_folder else set())
    assert {file.path.name for file in found.files} == {report.file.name for report in summary.files}
    with Corpus.open(tmp_path / "c.hexapla") as corpus:
        for document in corpus.documents():
            document.title.encode()
