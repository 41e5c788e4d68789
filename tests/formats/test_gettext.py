"""PO files: entries, plurals, contexts, fuzzy and obsolete ones, the header, and what is refused."""

from __future__ import annotations

import contextlib
import random
import time
from pathlib import Path

import pytest

from viewer.errors import EmptyFile, HexaplaError, Malformed
from viewer.formats.draft import Draft
from viewer.formats.registry import Reading, read, recognise
from viewer.formats.source import SourceFile
from viewer.importing import import_files
from viewer.model import Status

HEADER = '# Translators\nmsgid ""\nmsgstr ""\n"Language: pt_BR\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
GOOD = (
    HEADER
    + """#. what it is
# by me
#: src/a.c:12 src/b.c
#, c-format
msgctxt "menu"
msgid "Open %s"
msgstr "Abrir %s"

#, fuzzy
#| msgid "Close"
msgid ""
"Close "
"\\"it\\"\\n"
msgstr "Fechar\\n"

msgid "%d file"
msgid_plural "%d files"
msgstr[0] "%d ficheiro"
msgstr[1] "%d ficheiros"

msgid "Later"
msgstr ""

#~ msgid "Old"
#~ msgstr "Velho"
"""
)


def po(content: str | bytes, name: str = "t.po", language: str | None = None) -> Draft:
    data = content if isinstance(content, bytes) else content.encode()
    return read(SourceFile(Path(name), data), Reading(language))


def rows(draft: Draft) -> list[tuple[list[str], ...]]:
    (document,) = draft.documents
    texts = [[segment.text for segment in text.segments("")] for text in document.texts]
    assert document.units is not None
    return [tuple(text[slice(*cell)] for text, cell in zip(texts, row.cells, strict=True)) for row in document.units()]


def said(draft: Draft, side: int, text: str) -> list[tuple[str, str]]:
    found = draft.documents[0].texts[side].segments("")
    return [(note.kind, note.value) for segment in found if segment.text == text for note in segment.annotations]


def test_every_entry_is_a_row_and_plural_forms_are_segments() -> None:
    draft = po(GOOD)
    assert rows(draft) == [
        (["Open %s"], ["Abrir %s"]),
        (['Close "it"'], ["Fechar"]),
        (["%d file", "%d files"], ["%d ficheiro", "%d ficheiros"]),
        (["Later"], []),
        (["Old"], ["Velho"]),
    ]
    assert (draft.format, draft.encoding, draft.warnings) == ("PO", "utf-8", ())


def test_fuzzy_entries_are_to_be_reviewed_and_obsolete_ones_excluded() -> None:
    draft = po(GOOD)
    units = draft.documents[0].units
    assert units is not None
    assert [unit.status for unit in units()] == [
        Status.IMPORTED, Status.REVIEW, Status.IMPORTED, Status.IMPORTED, Status.IMPORTED
    ]  # fmt: skip
    assert [segment.text for segment in draft.documents[0].texts[1].segments("") if segment.excluded] == ["Velho"]
    assert said(draft, 1, "Fechar") == [("state", "fuzzy")]
    assert said(draft, 0, "Old") == [("state", "obsolete")]


def test_context_comments_references_and_flags_are_kept_beside_the_text() -> None:
    draft = po(GOOD)
    assert said(draft, 0, "Open %s") == [
        ("context", "menu"),
        ("note", "by me"),
        ("note", "what it is"),
        ("reference", "src/a.c:12"),
        ("reference", "src/b.c"),
        ("flag", "c-format"),
    ]
    assert said(draft, 1, "%d ficheiros") == [("plural", "1")]
    assert said(draft, 0, 'Close "it"') == [("previous", "Close")]


@pytest.mark.parametrize(
    ("field", "tag"),
    [
        ("Language: PT-br", "pt-BR"),
        ("Language: sr@latin", "sr-Latn"),
        ("Language: ca_ES@valencia", "ca-ES-valencia"),
        ("Language: de_DE.UTF-8", "de-DE"),
        ("Language: \\nLanguage-Team: German <de@li.org>", "de"),
        ("Language: nonsense words", None),
    ],
)
def test_the_header_tells_the_language(field: str, tag: str | None) -> None:
    draft = po(f'msgid ""\nmsgstr "{field}\\nX-Source-Language: EN_us\\n"\nmsgid "a"\nmsgstr "b"\n')
    assert [text.language for text in draft.documents[0].texts] == ["en-US", tag]
    assert rows(draft) == [(["a"], ["b"])]


def test_without_a_header_the_name_may_tell_the_language() -> None:
    draft = po('msgid "a"\nmsgstr "b"\n', "de.po", "de")
    assert [text.language for text in draft.documents[0].texts] == [None, "de"]


def test_a_template_has_one_version() -> None:
    assert rows(po('msgid "a"\nmsgstr ""\nmsgid "b"\nmsgstr ""\n', "t.pot")) == [(["a"],), (["b"],)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "koi8-r", "cp1251"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, end: str) -> None:
    header = f'msgid ""\nmsgstr "Content-Type: text/plain; charset={encoding}\\n"\n\n'
    text = (header + '# Привет\nmsgid "Yes"\nmsgstr ""\n"Да, "\n"конечно"\n').replace("\n", end)
    assert rows(po(text.encode(encoding))) == [(["Yes"], ["Да, конечно"])]


def test_many_entries_come_in_batches_and_none_is_lost() -> None:
    count = 20_000
    content = "".join(f'# note {n}\nmsgid "Number {n}"\nmsgstr "Zahl {n}"\n' for n in range(count))
    draft = po(HEADER + content)
    assert rows(draft) == [([f"Number {n}"], [f"Zahl {n}"]) for n in range(count)]
    assert [said(draft, 0, f"Number {n}") for n in (0, 6_000)] == [[("note", "note 0")], [("note", "note 6000")]]


def test_a_comment_may_lack_its_space_and_domains_are_passed_over() -> None:
    draft = po('#msgid "Old"\n#msgstr "Alt"\ndomain other\nmsgid "New"\nmsgstr "Neu"\n')
    ((source, target),) = rows(draft)
    assert (source, target) == (["New"], ["Neu"])


def test_a_giant_entry_takes_no_more_than_its_length() -> None:
    begun = time.process_time()
    draft = po("# x\n" * 100_000 + 'msgid "a"\nmsgstr ""\n' + '"Wort "\n' * 200_000)
    assert sum(len(text) for text in rows(draft)[0][1]) == 200_000 * 5 - 1
    assert time.process_time() - begun < 20


@pytest.mark.parametrize(
    ("content", "place", "reason"),
    [
        ('msgid "a"\nmsgstr "b\n', "line 2", "a quoted text does not end"),
        ('msgid "a"\nmsgstr "b"\n\nHallo\n', "line 4", "this is no entry of a PO file"),
        ('msgid "a"\n"c"\n\nmsgstr "a"b"\n', "line 4", "unescaped double quote found"),
        ('msgstr "b"\nmsgstr "c"\n', "line 1", "this is no entry of a PO file"),
    ],
)
def test_broken_files_say_where(content: str, place: str, reason: str) -> None:
    with pytest.raises(Malformed, match=reason) as caught:
        po(content)
    assert caught.value.place == place


@pytest.mark.parametrize("content", [HEADER, "# only\n", 'msgid ""\nmsgstr ""\n', "\n\n"])
def test_a_file_without_entries_is_empty(content: str) -> None:
    with pytest.raises(EmptyFile):
        po(content)


def test_a_file_that_only_names_another_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "other.po").write_text(GOOD, encoding="utf-8")
    with pytest.raises(Malformed):
        po(str(tmp_path / "other.po"))


def test_entries_tell_a_po_file_of_another_name() -> None:
    assert recognise(SourceFile(Path("messages.txt"), GOOD.encode())).name == "PO"
    assert recognise(SourceFile(Path("a.txt"), b"msgid and msgstr are keywords\n")).name == "plain text"


def test_only_errors_of_ours_come_of_mutated_files() -> None:
    good = GOOD.encode()
    for seed in range(100):
        chance = random.Random(seed)
        data = bytearray(good)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randint(1, 40)]
                case 2:
                    data[at:at] = good[chance.randrange(len(good)) :][:30]
                case _:
                    data[at:at] = chance.choice([b'"', b"\\", b"\0", b"\n#", b"\xff\xfe", b"msgstr[x]", b"#~ ", b"#| "])
        with contextlib.suppress(HexaplaError):
            rows(po(bytes(data)))


def test_an_import_from_beginning_to_end(tmp_path: Path) -> None:
    (tmp_path / "app.po").write_text(GOOD, encoding="utf-8")
    summary = import_files([tmp_path / "app.po"], tmp_path / "c.hexapla")
    assert (summary.documents, summary.units) == (1, 5)
    assert [version.segments for version in summary.versions] == [6, 5]
