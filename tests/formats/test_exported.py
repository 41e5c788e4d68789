"""Files that Hexapla wrote and somebody edited: what still fits is kept, what does not is disregarded."""

from __future__ import annotations

import random
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from woven_corpus import run, woven

from viewer.errors import HexaplaError
from viewer.formats import exported
from viewer.formats.draft import Draft, DraftAnnotation, DraftLink, DraftSegment
from viewer.formats.registry import read
from viewer.formats.source import SourceFile
from viewer.model import Kind, Status

TSV = (
    "de\tja\tnotiz\thexapla:document\thexapla:status\thexapla:confidence\thexapla:segments\thexapla:annotations\t"
    "hexapla:names\tGenre\n"
)
JOINED = "hexapla:annotations"


def table(*lines: str) -> Draft:
    return read(SourceFile(Path("t.tsv"), (TSV + "".join(f"{line}\n" for line in lines)).encode()))


def segments(draft: Draft, version: str, document: int = 0) -> list[DraftSegment]:
    return [one for text in draft.documents[document].texts if text.id == version for one in text.segments("")]


def drain(draft: Draft) -> None:
    for document in draft.documents:
        sizes = [sum(1 for _ in text.segments("")) for text in document.texts]
        assert sizes == [text.size for text in document.texts]
        assert document.units is not None
        units = list(document.units())
        assert [stop for _, stop in units[-1].cells] == sizes
        for link in document.links() if document.links else ():
            assert all(0 <= segment < sizes[text] for text, segment in (link.source, link.target))


def test_a_text_that_was_edited_loses_only_what_depends_on_its_letters() -> None:
    told = '"{""de"":[[0,""id"",""7""],[0,2,6,""ruby"",""x""],[0,0,2,""ruby"",""y""]]}"'
    (segment,) = segments(table(f"Neu\t\t\t0\tedited\t0.5\tde=heading:6!\t{told}"), "de")
    assert (segment.text, segment.kind, segment.excluded) == ("Neu", Kind.HEADING, True)
    assert segment.annotations == (DraftAnnotation(0, 3, "id", "7"), DraftAnnotation(0, 2, "ruby", "y"))


def test_several_segments_that_were_edited_are_one() -> None:
    told = '"{""de"":[[0,""id"",""7""],[1,0,2,""ruby"",""x""]]}"'
    (segment,) = segments(table(f"eins  zwei\t\t\t0\tedited\t0.5\tde=body:4 heading:4\t{told}\t\tLyrik"), "de")
    assert (segment.text, segment.kind) == ("eins  zwei", Kind.BODY)
    assert segment.annotations == (DraftAnnotation(0, 10, "Genre", "Lyrik"),)


def test_a_row_that_was_added_belongs_to_the_document_above_it() -> None:
    draft = table("a\tb\t\t1\tconfirmed\t1", "c\td", "e\t\t\t0\timported", "f\t\t\t?\tunknown\tmuch\tde=x")
    assert [[one.text for one in segments(draft, "de", number)] for number in (0, 1)] == [["e", "f"], ["a", "c"]]
    units = [unit for document in draft.documents for unit in document.units()]  # type: ignore[misc]
    assert [(unit.status, unit.confidence) for unit in units] == [
        *((Status.IMPORTED, None), (Status.IMPORTED, None), (Status.CONFIRMED, 1.0), (Status.IMPORTED, None)),
    ]


def test_a_link_needs_both_of_its_ends() -> None:
    source, target = '[[0,""source"",{},""moved""]]', '[[0,""target"",{},""moved""]]'
    ends = [source.format(1), source.format(2), target.format(3), target.format(2)]
    draft = table(*(f'a{at}\t\t\t0\t\t\t\t"{{""de"":{end}}}"' for at, end in enumerate(ends)))
    assert draft.documents[0].links is not None
    assert list(draft.documents[0].links()) == [DraftLink((0, 1), (0, 3), "moved")]


def test_columns_may_be_moved_and_taken_away() -> None:
    line = "hexapla:segments\tja\tde\thexapla:status\nde=title:5\t川\tTitel\treview\n"
    draft = read(SourceFile(Path("t.tsv"), ("de\t" + line).replace("\tde\t", "\tx\t").encode()))
    assert [text.id for text in draft.documents[0].texts] == ["de"]


def test_a_tmx_that_another_program_rewrote_keeps_its_rows() -> None:
    tmx = """<tmx version="1.4"><header creationtool="Other" srclang="de"/><body>
    <tu><prop type="x-hexapla-status">review</prop>
      <tuv xml:lang="de"><prop type="x-hexapla-segments">heading:3 body:4</prop>
        <seg>Ein <bpt i="1">{b}</bpt>Wort<ept i="1">{/b}</ept></seg></tuv>
      <tuv xml:lang="en"><seg>
        One
        word
      </seg></tuv>
      <tuv xml:lang="en"><seg>Again</seg></tuv></tu></body></tmx>"""
    (document,) = read(SourceFile(Path("t.tmx"), tmx.encode())).documents
    german, english = ([*text.segments("")] for text in document.texts)
    assert [(one.text, one.kind) for one in german] == [("Ein", Kind.HEADING), ("Wort", Kind.BODY)]
    assert [(one.start, one.kind) for one in german[1].annotations] == [(0, "inline-code"), (4, "inline-code")]
    assert [one.text for one in english] == ["One word", "Again"]
    assert document.units is not None
    assert [(unit.cells, unit.status) for unit in document.units()] == [(((0, 2), (0, 2)), Status.REVIEW)]


def test_an_xliff_unit_that_was_split_is_one_row() -> None:
    xliff = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0"
      version="2.1" srcLang="de" trgLang="en"><file id="d3" original="Werk"><unit id="u1"><mda:metadata>
      <mda:metaGroup category='hexapla'><mda:meta type="source-segments">body:2 body:2</mda:meta></mda:metaGroup>
      </mda:metadata><segment><source>ab</source><target>one</target></segment><ignorable><source> </source></ignorable>
      <segment><source>cd</source><target> two</target></segment></unit></file></xliff>"""
    (document,) = read(SourceFile(Path("t.xlf"), xliff.encode())).documents
    assert document.title == "Werk"
    assert [[one.text for one in text.segments("")] for text in document.texts] == [["ab", "cd"], ["one two"]]


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("exports")
    corpus = woven(folder / "woven.hexapla")
    found = {}
    for suffix in ("tmx", "tsv", "csv", "xlsx", "jsonl", "xlf"):
        options = ["--versions", "de,ja"] if suffix == "xlf" else []
        assert run("export", corpus, "-o", folder / f"o.{suffix}", *options) == 0
        found[suffix] = (folder / f"o.{suffix}").read_bytes()
    return found


MARKED = re.compile(rb"(?<![&#\[])[0-9]|[:!.-]|[a-z]{3,12}(?=:[0-9])|(?<=type=.)x-hexapla|(?<=[^/<])\b(?:de|ja|en)\b")


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The file with some of what marks consist of exchanged, doubled or taken out."""
    places = [*MARKED.finditer(data)]
    for match in sorted(chance.sample(places, chance.randint(1, 9)), key=lambda match: -match.start()):
        other = chance.choice(places)[0]
        data = data[: match.start()] + chance.choice([other, b"", match[0] * 2, b"999"]) + data[match.end() :]
    return data


def repacked(data: bytes, chance: random.Random) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(packed, "w") as target:
        for name in package.namelist():
            content = package.read(name)
            target.writestr(name, mutated(content, chance) if "sheet1" in name else content)
    return packed.getvalue()


@pytest.mark.parametrize("suffix", ["tmx", "tsv", "csv", "xlsx", "jsonl", "xlf"])
def test_edited_files_are_read_or_refused(exports: dict[str, bytes], suffix: str) -> None:
    for seed in range(100):
        chance = random.Random(f"{suffix}{seed}")
        data = repacked(exports[suffix], chance) if suffix == "xlsx" else mutated(exports[suffix], chance)
        try:
            drain(read(SourceFile(Path(f"t.{suffix}"), data)))
        except HexaplaError:
            continue


def test_no_file_has_documents_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exported, "_MOST_DOCUMENTS", 2)
    draft = table(*(f"a{at}\t\t\t{at % 4}" for at in range(8)))
    assert [[one.text for one in segments(draft, "de", number)] for number in (0, 1)] == [
        ["a0", "a4"],
        ["a1", "a2", "a3", "a5", "a6", "a7"],
    ]
