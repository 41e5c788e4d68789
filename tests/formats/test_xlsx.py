"""Spreadsheets: sheets, cells that are no text, and archives that are not what they seem."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from viewer.corpus import Corpus
from viewer.errors import EmptyFile, HexaplaError, Malformed, UnknownFormat, Unreadable
from viewer.formats.draft import Caution, Draft
from viewer.formats.registry import read, recognise
from viewer.formats.source import SourceFile
from viewer.importing import import_files

Row = Sequence[object]
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def saved(**sheets: Sequence[Row]) -> bytes:
    book = openpyxl.Workbook()
    del book["Sheet"]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return stored(book)


def stored(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(data: bytes, change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes] | None = None) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return file.getvalue()


def in_sheet(old: bytes, new: bytes, data: bytes | None = None) -> bytes:
    data = data or saved(A=ROWS)
    return changed(data, lambda name, content: content.replace(old, new) if "sheet1.xml" in name else content)


def with_strings(*strings: str, cells: str = "0123") -> bytes:
    """A sheet of two columns whose cells are the numbered strings."""
    table = f"<sst {MAIN}>" + "".join(f"<si>{one}</si>" for one in strings) + "</sst>"
    found = [f'<c r="{"AB"[at % 2]}{at // 2 + 1}" t="s"><v>{cell}</v></c>' for at, cell in enumerate(cells)]
    rows = [f'<row r="{at // 2 + 1}">{"".join(found[at : at + 2])}</row>' for at in range(0, len(found), 2)]
    own = f"<worksheet {MAIN}><sheetData>{''.join(rows)}</sheetData></worksheet>"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    listed = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()

    def change(name: str, old: bytes) -> bytes | None:
        if name == "[Content_Types].xml":
            return old if b"sharedStrings" in old else old.replace(b"</Types>", listed)
        return None if "sharedS" in name else own.encode() if "sheet1.xml" in name else old

    return changed(saved(A=ROWS), change, {"xl/sharedStrings.xml": table.encode()})


def sheet(data: bytes, name: str = "t.xlsx") -> Draft:
    return read(SourceFile(Path(name), data))


def columns(draft: Draft, document: int = 0) -> dict[str | None, list[str]]:
    found = {}
    for text in draft.documents[document].texts:
        found[text.language] = [segment.text for segment in text.segments("")]
        assert len(found[text.language]) == text.size
    return found


def cells(draft: Draft) -> list[tuple[tuple[int, int], ...]]:
    units = draft.documents[0].units
    assert units is not None
    return [unit.cells for unit in units()]


ROWS: list[Row] = [("de", "pt-br"), ("Hallo", "Olá"), (None, "Só"), ("Tschüss", None)]


def test_every_row_is_a_unit_and_empty_cells_are_gaps() -> None:
    draft = sheet(saved(A=[(), *ROWS[:2], (), *ROWS[2:]]))
    assert draft.format == "spreadsheet"
    assert columns(draft) == {"de": ["Hallo", "Tschüss"], "pt-BR": ["Olá", "Só"]}
    assert cells(draft) == [((0, 1), (0, 1)), ((1, 1), (1, 2)), ((1, 2), (2, 2))]
    assert draft.documents[0].title == ""


def test_sheets_are_documents_and_others_are_mentioned() -> None:
    book = openpyxl.load_workbook(io.BytesIO(saved(Eins=ROWS, Leer=[], Notizen=[("x", "y"), (1, 2)], Zwei=ROWS)))
    book.create_sheet("Verborgen").append(["de", "ar"])
    book["Verborgen"].sheet_state = "hidden"
    draft = sheet(stored(book))
    assert [document.title for document in draft.documents] == ["Eins", "Zwei"]
    assert [(one.key, one.count, one.detail) for one in draft.warnings] == [(Caution.SHEETS_LEFT_OUT, 1, "Notizen")]


def test_numbers_and_dates_are_as_shown() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(saved(A=[("de", "en"), ("a", 1234.5), (2.0, datetime(2024, 3, 5)), (True, "x")]))
    )
    book["A"]["B2"].number_format = "#,##0.00"
    book["A"]["B3"].number_format = "dd.mm.yyyy"
    assert columns(sheet(stored(book))) == {"de": ["a", "2", "TRUE"], "en": ["1,234.50", "05.03.2024", "x"]}


def test_of_a_formula_the_saved_result_counts() -> None:
    data = saved(A=[("de", "en"), ("a", "=1+1"), ("b", "=1+2")])
    data = in_sheet(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>", data)
    data = in_sheet(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>", data)
    assert columns(sheet(data)) == {"de": ["a", "b"], "en": ["2"]}


def test_of_merged_cells_the_first_has_the_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(saved(A=[("de", "en"), ("lang", "one"), (None, "two")])))
    book["A"].merge_cells("A2:A3")
    draft = sheet(stored(book))
    assert columns(draft) == {"de": ["lang"], "en": ["one", "two"]}
    assert cells(draft) == [((0, 1), (0, 1)), ((1, 1), (1, 2))]


def test_furigana_become_annotations() -> None:
    reading = '<t>🙂東京へ</t><rPh sb="2" eb="4"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>'
    draft = sheet(with_strings("<t>ja</t>", "<t>de</t>", reading, "<r><t>Nach </t></r><r><t>Tokio</t></r>"))
    assert columns(draft) == {"ja": ["🙂東京へ"], "de": ["Nach Tokio"]}
    (segment,) = draft.documents[0].texts[0].segments("ja")
    assert [(note.start, note.stop, note.kind, note.value) for note in segment.annotations] == [
        (1, 3, "ruby", "トウキョウ")
    ]


def test_ids_and_other_columns_become_annotations() -> None:
    draft = sheet(saved(A=[("id", "de", "en", "Quelle"), (7, "a", "b", "Duden")]))
    (segment,) = draft.documents[0].texts[0].segments("de")
    assert [(note.kind, note.value) for note in segment.annotations] == [("source-id", "7"), ("Quelle", "Duden")]


def test_cells_beyond_the_header_are_mentioned() -> None:
    draft = sheet(saved(A=[*ROWS, ("a", "b", None, "Randnotiz")]))
    assert [(one.key, one.place) for one in draft.warnings] == [(Caution.CELLS_LEFT_OUT, "sheet A, row 5")]
    far = b'<c r="XFD4" t="n"><v>1</v></c></row></sheetData>'
    draft = sheet(in_sheet(b"</row></sheetData>", far))
    assert [(one.key, one.count) for one in draft.warnings] == [(Caution.CELLS_LEFT_OUT, 1)]


def test_line_ends_become_spaces_and_giants_are_cut() -> None:
    draft = sheet(saved(A=[("de", "en"), ("Zwei\nZeilen", "x")]))
    assert columns(draft)["de"] == ["Zwei Zeilen"]
    draft = sheet(with_strings("<t>de</t>", "<t>en</t>", f"<t>{'Wort ' * 50_000}</t>", "<t>x</t>"))
    assert [text.size for text in draft.documents[0].texts] == [3, 1]
    assert [one.key for one in draft.warnings] == [Caution.SEGMENTS_CUT]


def test_a_wrong_dimension_hides_nothing() -> None:
    assert columns(sheet(in_sheet(b'<dimension ref="A1:B4"', b'<dimension ref="A1:A1"')))["de"] == ["Hallo", "Tschüss"]


def test_the_content_tells_what_it_is() -> None:
    assert recognise(SourceFile(Path("t.bin"), saved(A=ROWS))).name == "spreadsheet"


def test_a_workbook_is_imported_with_its_documents(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(saved(Eins=ROWS, Zwei=[("pt-BR", "de"), ("Um", "Eins")]))
    summary = import_files([tmp_path / "t.xlsx"], tmp_path / "c.hexapla")
    assert (summary.documents, summary.units) == (2, 4)
    with Corpus.open(tmp_path / "c.hexapla") as corpus:
        assert [one.title for one in corpus.documents()] == ["Eins", "Zwei"]
        assert [(one.id, one.segments) for one in corpus.versions()] == [("de", 3), ("pt-BR", 3)]


HOSTILE: list[tuple[str, Callable[[], bytes], type[HexaplaError]]] = [
    ("no header", lambda: saved(A=[("x", "y"), (1, 2)]), Malformed),
    ("empty", lambda: saved(A=[]), EmptyFile),
    ("header only", lambda: saved(A=ROWS[:1]), EmptyFile),
    ("text", lambda: b"de,en\na,b\n", UnknownFormat),
    ("truncated", lambda: saved(A=ROWS)[:-200], Malformed),
    ("no workbook", lambda: changed(saved(A=ROWS), lambda n, c: None if n == "xl/workbook.xml" else c), Malformed),
    ("no sheet", lambda: changed(saved(A=ROWS), lambda n, c: None if "sheet1" in n else c), Malformed),
    ("no types", lambda: changed(saved(A=ROWS), lambda n, c: None if "Content" in n else c), Malformed),
    ("broken sheet", lambda: in_sheet(b"</row>", b"<row>"), Malformed),
    ("string that is not there", lambda: with_strings("<t>de</t>", "<t>en</t>", cells="0199"), Malformed),
    ("far row", lambda: in_sheet(b'<row r="4"', b'<row r="99999999999"'), Malformed),
    ("slip", lambda: changed(saved(A=ROWS), lambda _, c: c, {"../x": b""}), Malformed),
    ("absolute", lambda: changed(saved(A=ROWS), lambda _, c: c, {"/etc/x": b""}), Malformed),
    ("bomb", lambda: changed(saved(A=ROWS), lambda _, c: c, {"xl/x": b"0" * 20_000_000}), Malformed),
    ("password", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), Unreadable),
    (
        "entities",
        lambda: in_sheet(
            b"<worksheet ",
            b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
            + b"".join(b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 10) for c in range(98, 108))
            + b"]><worksheet ",
            in_sheet(b"<sheetPr>", b"<sheetPr>&k;"),
        ),
        Malformed,
    ),
]


@pytest.mark.parametrize(("name", "make", "error"), HOSTILE, ids=[one[0] for one in HOSTILE])
def test_what_is_broken_or_dangerous_is_refused(
    name: str, make: Callable[[], bytes], error: type[HexaplaError]
) -> None:
    with pytest.raises(error):
        columns(sheet(make()))


def test_an_outside_entity_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("geheim", encoding="utf-8")
    doctype = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{(tmp_path / "secret").as_uri()}">]><sst '.encode()
    data = with_strings("<t>de</t>", "<t>en</t>", "<t>&a;</t>", "<t>x</t>")
    data = changed(data, lambda name, old: old.replace(b"<sst ", doctype) if "sharedS" in name else old)
    try:
        found = columns(sheet(data))
    except Malformed:
        return
    assert "geheim" not in str(found)


def test_mutated_files_are_read_or_refused() -> None:
    parts: dict[str, bytes] = {}
    changed(saved(A=ROWS), lambda name, content: parts.setdefault(name, content))
    good = saved(A=ROWS)
    for seed in range(100):
        chance = random.Random(seed)
        if seed % 2:
            data = bytearray(good)
            for _ in range(chance.randint(1, 4)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            mutated = bytes(data)
        else:
            target = chance.choice([name for name in parts if name.startswith(("xl/w", "xl/s", "[", "xl/_"))])
            content = bytearray(parts[target])
            for _ in range(chance.randint(1, 4)):
                at = chance.randrange(len(content))
                content[at : at + chance.randint(0, 3)] = bytes([chance.randrange(32, 127)])
            mutated = changed(good, lambda name, old, n=target, c=bytes(content): c if name == n else old)  # type: ignore[misc]
        try:
            columns(sheet(mutated))
        except HexaplaError:
            continue


def test_languages_that_sheets_spell_differently_are_told() -> None:
    draft = sheet(saved(a=[("EN-US", "de"), ("One", "Eins")], b=[("en_us", "de"), ("Two", "Zwei")]))
    assert [[text.language for text in document.texts] for document in draft.documents] == [["en-US", "de"]] * 2
    assert [(one.key, one.detail) for one in draft.warnings] == [(Caution.SPELLINGS_JOINED, "en-US: EN-US, en_us")]
