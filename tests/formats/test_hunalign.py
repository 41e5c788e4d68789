"""hunalign: aligned text with scores, and ladders with the two texts that they are about."""

from __future__ import annotations

from pathlib import Path

import pytest
from linked_making import imported, made

from viewer.errors import CompanionsMissing, Malformed, NothingToImport
from viewer.formats.registry import recognise
from viewer.formats.source import SourceFile

GERMAN = [
    "Der Hund schläft tief.",
    "Er träumt von einem Knochen.",
    "<p>",
    "Dann wacht er langsam auf.",
    "Es regnet draußen.",
]
ENGLISH = [
    "The dog sleeps and dreams of a bone.",
    "<p>",
    "Then he slowly wakes up.",
    "It is raining outside.",
    "The end.",
]
TEXT = (
    "Der Hund schläft tief. ~~~ Er träumt von einem Knochen.\tThe dog sleeps and dreams of a bone.\t0.83\n"
    "Dann wacht er langsam auf.\tThen he slowly wakes up.\t1.4\n"
    "Es regnet draußen.\t\t-0.3\n"
    "\tIt is snowing.\t0\n"
)
LADDER = "0\t0\t0.8\n2\t1\t0.3\n3\t2\t0.9\n4\t3\t1.2\n5\t4\t-0.3\n5\t5\t0\n"
ROWS = [
    (("Der Hund schläft tief.", "Er träumt von einem Knochen."), ("The dog sleeps and dreams of a bone.",)),
    (("Dann wacht er langsam auf.",), ("Then he slowly wakes up.",)),
    (("Es regnet draußen.",), ("It is raining outside.",)),
    ((), ("The end.",)),
]


def lines(text: list[str]) -> str:
    return "\n".join(text) + "\n"


@pytest.mark.parametrize("name", ["align.txt", "align", "x.align", "x.tsv"])
def test_aligned_text_becomes_rows_with_confidence(tmp_path: Path, name: str) -> None:
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", {name: TEXT}) / name)
    assert (found.versions, found.rows[0]) == (["de", "en"], ROWS[0])
    assert [tuple(map(len, row)) for row in found.rows] == [(2, 1), (1, 1), (1, 0), (0, 1)]
    assert found.confidences == [pytest.approx(0.83), 1.0, 0.0, 0.0]
    assert {report.format for report in found.summary.files} == {"hunalign"}


def test_a_ladder_is_read_with_the_two_texts_beside_it(tmp_path: Path) -> None:
    german, english = [*GERMAN], [*ENGLISH, "Really."]
    files = {
        "a.de": lines(german),
        "a.en": lines(english),
        "x.ladder": LADDER + "5\t6\t0.1\n",
        "y.txt": "Eine Zeile.\n",
    }
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", files))
    assert (found.versions[:2], found.rows[:4]) == (["de", "en"], ROWS)
    assert found.rows[4] == ((), ("Really.",))
    assert found.confidences[:3] == [pytest.approx(0.8), pytest.approx(0.9), 1.0]
    assert {"a.de", "a.en"} <= set(found.skipped)


def test_the_name_of_a_ladder_tells_which_text_is_which(tmp_path: Path) -> None:
    files = {"a.en.txt": lines(ENGLISH), "a.de.txt": lines(GERMAN), "de-en.ladder": LADDER}
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", files))
    assert (found.versions, found.rows) == (["de", "en"], ROWS)


@pytest.mark.parametrize(
    ("files", "error", "words"),
    [
        ({"x.ladder": LADDER}, CompanionsMissing, "a text of 5 lines, a text of 5 lines"),
        ({"x.ladder": LADDER, "a.txt": lines(GERMAN)}, CompanionsMissing, "another text of 5 lines"),
        (
            {"x.ladder": LADDER, "a.txt": lines(GERMAN), "b.txt": lines(ENGLISH)},
            Malformed,
            "which is which.*a.txt, b.txt",
        ),
        ({"x.ladder": LADDER + "4\t4\t0\n"}, Malformed, "line 7.*goes down"),
        ({"x.ladder": LADDER + "six\n"}, Malformed, "line 7.*no rung"),
    ],
)
def test_ladders_without_two_clear_texts_are_refused(
    tmp_path: Path, files: dict[str, str | bytes], error: type[Exception], words: str
) -> None:
    folder = made(tmp_path / "x", {**files, "z.txt": "Noch etwas.\n"})
    (tmp_path / "keep.txt").write_text("Das hier bleibt.")
    found = imported(tmp_path / "c.hexapla", tmp_path / "keep.txt", folder)
    refused = [report.refused for report in found.summary.files if report.refused]
    assert [type(one) for one in refused] == [error]
    with pytest.raises(error, match=words):
        raise refused[0]


@pytest.mark.parametrize(
    "content",
    ["1\t2\t0.5\n2\t3\t0.5\n", "0\t0\t0.5\n", "0 0\n1 1 word word\n", "a\tb\tc\n", "a\tb\t0.5\td\n", "1.5\t2.5\t3.5\n"],
)
def test_other_tables_of_numbers_are_none(content: str) -> None:
    assert recognise(SourceFile(Path("data.txt"), content.encode())).name == "plain text"


def test_a_ladder_alone_is_refused_and_names_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(NothingToImport) as raised:
        imported(tmp_path / "c.hexapla", made(tmp_path / "x", {"x.txt": LADDER}) / "x.txt")
    assert isinstance(raised.value.refused[0], CompanionsMissing)
