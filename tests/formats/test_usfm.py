"""USFM: verses however they are cut, notes beside the text, and what is missing or broken."""

from __future__ import annotations

import random
import time

import pytest
from scripture_reading import draft_of, format_of, lines, notes

from viewer.errors import EmptyFile, HexaplaError, ImportFailed, Malformed, UnknownFormat
from viewer.formats.draft import Caution

GENESIS = r"""\id GEN - A Test Bible
\ide UTF-8
\rem nobody reads this
\h Genesis
\toc1 The First Book of Moses
\mt2 The First Book of Moses
\mt1 Called Genesis
\ip What is told here.
\c 1
\s The Creation
\r (John 1.1-3)
\p
\v 1 In the beginning
God created heaven
\p and earth.
\v 2-3 And it was
\q1 without form,
\q2 and void.
\v 4a These are
\s2 The Garden
\p
\v 4b the generations.
\c 2
\nb
\v 1 Thus~finished.
"""


def usfm(body: str, name: str = "GEN.usfm") -> list[str]:
    return lines(draft_of(f"\\id GEN\n\\c 1\n\\p\n{body}", name).documents[0])


def beside(body: str) -> list[tuple[str, str, str]]:
    return notes(draft_of(f"\\id GEN\n\\c 1\n{body}", "x.usfm").documents[0])


def test_a_book() -> None:
    draft = draft_of(GENESIS, "01-GEN.usfm")
    (book,) = draft.documents
    assert (draft.format, draft.encoding, draft.warnings) == ("USFM", "utf-8", ())
    assert (book.key, book.title, book.texts[0].label, book.texts[0].language) == (
        "GEN",
        "Genesis",
        "A Test Bible",
        None,
    )
    assert lines(book) == [
        "T The First Book of Moses",
        "T Called Genesis",
        "B What is told here.",
        "H The Creation",
        "1:1 In the beginning God created heaven and earth.",
        "1:2-3 And it was without form, and void.",
        "1:4a These are",
        "H The Garden",
        "1:4b the generations.",
        "2:1 Thus\xa0finished.",
    ]


def test_where_paragraphs_and_lines_begin_is_kept_beside_the_text() -> None:
    assert [note for note in notes(draft_of(GENESIS, "x.usfm").documents[0]) if note[1] == "paragraph"] == [
        ("|", "paragraph", "p"),
        ("eaven |", "paragraph", "p"),
        ("t was |", "paragraph", "q1"),
        ("form, |", "paragraph", "q2"),
        ("|", "paragraph", "p"),
        ("|", "paragraph", "nb"),
    ]


def test_notes_are_never_in_the_text() -> None:
    body = (
        r"\v 1 In the beginning\f + \fr 1.1 \ft Or: \fqa at first\fqa* of all.\f* God"
        r"\x - \xo 1.1 \xt Jn 1.1; \xt Heb 11.3\x* created.\fe - \ft The end.\fe*"
    )
    assert usfm(body) == ["1:1 In the beginning God created."]
    assert beside(body) == [
        ("inning|", "footnote", "Or: at first of all."),
        ("ng God|", "cross-reference", "Jn 1.1; Heb 11.3"),
        ("eated.|", "footnote", "The end."),
    ]


def test_references_below_a_heading_stand_beside_it() -> None:
    assert ("eation|", "cross-reference", "(John 1.1-3)") in notes(draft_of(GENESIS, "x.usfm").documents[0])


def test_words_lose_their_attributes_to_annotations() -> None:
    body = r"""\v 1 \w In|strong="H7225" x-morph="He,R:Ncfsa"\w* \w beginning|begin\w* \+w God|lemma="אֱלֹהִים"\+w* a|b."""
    assert usfm(body) == ["1:1 In beginning God a|b."]
    assert beside(body) == [
        ("In", "strong", "H7225"),
        ("In", "morphology", "He,R:Ncfsa"),
        ("beginning", "lemma", "begin"),
        ("God", "lemma", "אֱלֹהִים"),
    ]


def test_ruby_is_read_letter_by_letter_where_it_is_so_divided() -> None:
    body = '\\v 1 \\rb 天地|gloss="てん:ち"\\rb*と\\rb 初|はじ\\rb*め\n\\q に'
    assert usfm(body) == ["1:1 天地と初めに"]
    assert beside(body)[:3] == [("天", "ruby", "てん"), ("地", "ruby", "ち"), ("初", "ruby", "はじ")]


def test_emphasis_runs_on_through_verses_and_nests() -> None:
    body = r"\v 1 He said, \wj Come, \+nd Lord\+nd*, \v 2 and see.\wj* \add So\add* \it they \bd did\bd*\it*."
    assert usfm(body) == ["1:1 He said, Come, Lord,", "1:2 and see. So they did."]
    assert beside(body) == [
        ("Come, Lord,", "emphasis", "jesus"),
        ("Lord", "emphasis", "divine-name"),
        ("and see.", "emphasis", "jesus"),
        ("So", "emphasis", "added"),
        ("they did", "emphasis", "italic"),
        ("did", "emphasis", "bold"),
    ]


def test_a_paragraph_ends_emphasis_that_was_never_closed() -> None:
    assert beside("\\q \\v 1 \\nd Lord\n\\q rest") == [
        ("|", "paragraph", "q"),
        ("Lord", "emphasis", "divine-name"),
        ("Lord |", "paragraph", "q"),
    ]


def test_numbers_of_other_editions_and_pictures_stand_beside_the_text() -> None:
    body = (
        r"\v 1 \va 3\va* One \vp 1b\vp*two \fig Noah|src='a.jpg' size='col'\fig*"
        r"three \fig A|b.jpg|col|||The ark|1.2\fig*four"
    )
    assert usfm(body) == ["1:1 One two three four"]
    assert beside(body) == [
        ("|", "other-number", "3"),
        ("One |", "other-number", "1b"),
        ("e two |", "figure", "Noah"),
        ("three |", "figure", "The ark"),
    ]


def test_milestones_leave_nothing() -> None:
    body = r"""\v 1 \qt-s |sid="q1" who="Pilate"\*One\qt-e\* \ts\*\zaln-s |x-strong="H1"\*\w two\w*\zaln-e\* three"""
    assert usfm(body) == ["1:1 One two three"]
    assert beside(body) == []


def test_unknown_markers_are_transparent() -> None:
    assert usfm(r"\v 1 one \zfoo two\zfoo* \xyz three" + "\n\\zbar four\n\\v 2 five") == [
        "1:1 one two three four",
        "1:2 five",
    ]


def test_a_psalm_has_its_title_as_verse_0() -> None:
    draft = draft_of(
        "\\id PSA\n\\cl Psalm\n\\c 3\n\\cl Third Psalm\n\\s Trust\n\\d A psalm of David.\n\\q1\n\\v 1 Lord,\n", "x"
    )
    assert lines(draft.documents[0]) == ["H Third Psalm", "H Trust", "3:0 A psalm of David.", "3:1 Lord,"]


def test_a_title_that_holds_verse_1_is_verse_1() -> None:
    draft = draft_of("\\id PSA\n\\c 3\n\\d\n\\v 1 A psalm.\n\\q1\n\\v 2 Lord,\n\\d To the end.\n", "x.sfm")
    assert lines(draft.documents[0]) == ["3:1 A psalm.", "3:2 Lord, To the end."]


def test_what_has_no_text_is_no_verse_and_its_notes_go_to_the_next() -> None:
    body = "\\v 1 \\f + \\ft Left out.\\f*\n\\v 2\n\\v 3 Then.\n\\v 4 \\f + \\ft Last.\\f*"
    assert usfm(body) == ["1:3 Then."]
    assert beside("\\p " + body) == [
        ("|", "footnote", "Left out."),
        ("|", "paragraph", "p"),
        ("Then.|", "footnote", "Last."),
    ]


def test_numbers_may_be_spelt_in_many_ways() -> None:
    assert usfm("\\v1 a\n\\v 2–3 b\n\\v ٤ c\n\\v 5\u200f-6 d\n\\v 7,9 e\n\\v 10A f\n\\v x g\n\\c2\n\\v 1 h") == [
        "1:1 a",
        "1:2-3 b",
        "1:4 c",
        "1:5-6 d",
        "1:7,9 e",
        "1:10a f x g",
        "2:1 h",
    ]


def test_tables_and_lists_are_scripture_too() -> None:
    assert usfm("\\tr \\th1 Day \\th2 Tribe\n\\tr \\tc1 \\v 1 1st \\tcr2 Judah\n\\li1 \\v 2 two") == [
        "B Day Tribe",
        "1:1 1st Judah",
        "1:2 two",
    ]


def test_sidebars_are_no_verses() -> None:
    assert usfm("\\v 1 one\n\\esb \\cat People\\cat*\n\\ms Noah\n\\p Who was he?\n\\esbe\n\\p\n\\v 2 two") == [
        "1:1 one",
        "H Noah",
        "B Who was he?",
        "1:2 two",
    ]


def test_lines_of_scripts_without_spaces_are_joined_without() -> None:
    assert usfm("\\v 1 はじめに神は\n\\q 天と地とを\n創造された。") == ["1:1 はじめに神は天と地とを創造された。"]


def test_a_file_of_several_books_and_their_order() -> None:
    draft = draft_of(
        "\\id MAT\n\\c 1\n\\v 1 m\n\\id GEN\n\\c 1\n\\v 1 g\n\\id FRT\n\\p f\n\\id MAT\n\\c 2\n\\v 1 n", "x.sfm"
    )
    assert [(book.key, lines(book)) for book in draft.documents] == [
        ("FRT", ["B f"]),
        ("GEN", ["1:1 g"]),
        ("MAT", ["1:1 m", "2:1 n"]),
    ]


@pytest.mark.parametrize(("name", "key"), [("01GENabc.SFM", "GEN"), ("1SA.ptx", "1SA"), ("41-mat.usfm", "MAT")])
def test_without_its_first_line_the_name_of_the_file_names_the_book(name: str, key: str) -> None:
    (book,) = draft_of("\\c 1\n\\p\n\\v 1 text", name).documents
    assert (book.key, lines(book)) == (key, ["1:1 text"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = "\\id GEN\r\n\\c 1\r\n\\p\r\n\\v 1 Größe und Güte, die Länder über dem Flüßchen gehören schönen Mädchen.\r\n"
    assert lines(draft_of(text.encode(encoding), "x.usfm").documents[0]) == [
        "1:1 Größe und Güte, die Länder über dem Flüßchen gehören schönen Mädchen."
    ]


def test_it_is_known_by_its_content_whatever_its_name() -> None:
    assert format_of(GENESIS, "notes.txt") == "USFM"
    assert format_of("\\c 1\n\\v 1 a", "notes.txt") == "USFM"
    assert format_of("A path C:\\id and \\v 1", "notes.txt") == "plain text"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFile),
        (b"\\id GEN\n\\c 1\n\\p\n\\v 1", EmptyFile),
        (b"\\lx word\n\\ge gloss", Malformed),
        (b"nothing of the kind", Malformed),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, UnknownFormat),
    ],
)
def test_what_is_no_book_is_refused(content: bytes, error: type[HexaplaError]) -> None:
    with pytest.raises(error):
        draft_of(content, "x.usfm")


def test_a_note_that_is_never_closed_ends_at_the_next_verse() -> None:
    assert usfm("\\v 1 one \\f + \\ft never closed\n\\v 2 two") == ["1:1 one", "1:2 two"]


def test_a_verse_longer_than_a_segment_is_cut() -> None:
    draft = draft_of("\\id GEN\n\\c 1\n\\v 1 " + "word " * 50_000, "x.usfm")
    assert [(one.key, one.count) for one in draft.warnings] == [(Caution.SEGMENTS_CUT, 2)]
    assert [line[:8] for line in lines(draft.documents[0])] == ["1:1 word"] * 3


@pytest.mark.parametrize(
    "body",
    [
        "\\nd a " * 60_000,
        "\\f + \\ft a " * 50_000,
        "\\v 1 " * 60_000,
        "\\w a|" + "b" * 10_000_000 + "\\w*",
        "\\w a|" + 'b="c" ' * 300_000 + "\\w*",
        "\\c 1 \\s a " * 50_000,
        "\\x*" * 100_000,
        "\\q \\nd " * 50_000,
        "a//" * 300_000,
        "\\v " + "1,2-" * 100_000,
    ],
)
def test_what_is_meant_to_hurt_takes_seconds(body: str) -> None:
    started = time.perf_counter()
    draft_of("\\id GEN\n\\c 1\n\\v 1 text " + body, "x.usfm")
    assert time.perf_counter() - started < 10


def test_mutated_files_are_read_or_refused() -> None:
    chance = random.Random(7)
    for _ in range(200):
        content = bytearray(GENESIS.encode())
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(content))
            content[at : at + chance.randint(0, 9)] = chance.choice(
                [b"\\", b"\\f + \\ft ", b"\x00", b"\xff", b"|", b"\\v 9 "]
            )
        try:
            draft = draft_of(bytes(content), "x.usfm")
        except ImportFailed:
            continue
        assert all(lines(book) for book in draft.documents)
