"""OPUS: cesAlign files with the sentence files that they name, packed or not, whole or not."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from linked_making import imported, made

from viewer.errors import CompanionsMissing, Malformed, NothingToImport
from viewer.formats.registry import recognise
from viewer.formats.source import SourceFile
from viewer.model import Status

GERMAN = ["Der Hund schläft.", "Er träumt.", "Dann wacht er auf.", "Niemand sieht ihn.", "Er geht nach Hause."]
ENGLISH = ["The dog sleeps and dreams.", "Then he wakes up.", "It is raining.", "Nobody sees him, he goes home."]


def raw(sentences: list[str]) -> str:
    found = "".join(f'<p id="{n}">\n<s id="s{n}.1">{text}</s>\n</p>\n' for n, text in enumerate(sentences, 1))
    return f'<?xml version="1.0" encoding="utf-8"?>\n<text>\n<body>\n{found}</body>\n</text>\n'


def words(sentences: list[str]) -> str:
    found = ""
    for n, text in enumerate(sentences, 1):
        tokens = text.replace(".", " .").replace(",", " ,").split()
        inside = "".join(f'  <w id="w{n}.{k}" pos="X">{token}</w>\n' for k, token in enumerate(tokens, 1))
        found += f'<s id="s{n}.1">\n{inside}</s>\n'
    return f'<?xml version="1.0" encoding="utf-8"?>\n<document>\n{found}</document>\n'


def ces(*links: str, source: str = "de/a.xml.gz", target: str = "en/a.xml.gz") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE cesAlign PUBLIC "-//CES//DTD XML cesAlign//EN" "">\n'
        '<cesAlign version="1.0">\n' + group(*links, source=source, target=target) + "</cesAlign>\n"
    )


def group(*links: str, source: str, target: str) -> str:
    found = "".join(f"<link {link} />\n" for link in links)
    return f'<linkGrp targType="s" fromDoc="{source}" toDoc="{target}">\n{found}</linkGrp>\n'


LINKS = (
    'certainty="0.9" xtargets="s1.1 s2.1;s1.1" id="SL1"',
    'certainty="1.7" xtargets="s3.1;s2.1" id="SL2"',
    'xtargets=";s3.1" id="SL3"',
    'certainty="-0.3" xtargets="s4.1 s5.1;s4.1" id="SL4"',
)
ROWS = [
    (("Der Hund schläft.", "Er träumt."), ("The dog sleeps and dreams.",)),
    (("Dann wacht er auf.",), ("Then he wakes up.",)),
    ((), ("It is raining.",)),
    (("Niemand sieht ihn.", "Er geht nach Hause."), ("Nobody sees him, he goes home.",)),
]


@pytest.mark.parametrize("suffix", ["", ".gz"])
@pytest.mark.parametrize("write", [raw, words])
def test_links_are_rows_with_the_sentences_of_the_files_that_they_name(
    tmp_path: Path, suffix: str, write: type
) -> None:
    files = {f"de/a.xml{suffix}": write(GERMAN), f"en/a.xml{suffix}": write(ENGLISH), f"de-en.xml{suffix}": ces(*LINKS)}
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", files))
    assert (found.versions, found.documents, found.rows) == (["de", "en"], ["a"], ROWS)
    assert found.confidences == [pytest.approx(0.9), 1.0, None, 0.0]
    assert set(found.statuses) == {Status.IMPORTED}
    assert found.warnings == {}
    assert found.skipped == dict.fromkeys((f"a.xml{suffix}",), "it was read along with a file that it belongs to")
    assert (found.summary.units, [version.segments for version in found.summary.versions]) == (4, [5, 4])


def test_the_layout_of_opus_is_known(tmp_path: Path) -> None:
    files = {"OPUS/xml/de/a.xml": raw(GERMAN), "OPUS/xml/en/a.xml": raw(ENGLISH), "OPUS/alignments/al.xml": ces(*LINKS)}
    assert imported(tmp_path / "c.hexapla", made(tmp_path / "x", files)).rows == ROWS


def test_files_given_one_by_one_are_found_by_their_names(tmp_path: Path) -> None:
    folder = made(tmp_path / "x", {"p/de/a.xml": raw(GERMAN), "q/en/a.xml": raw(ENGLISH), "al.xml": ces(*LINKS)})
    paths = [folder / "al.xml", folder / "q/en/a.xml", folder / "p/de/a.xml"]
    assert imported(tmp_path / "c.hexapla", *paths).rows == ROWS


def test_an_alignment_alone_finds_its_texts_beside_it(tmp_path: Path) -> None:
    folder = made(tmp_path / "x", {"de/a.xml": raw(GERMAN), "en/a.xml.gz": words(ENGLISH), "al.xml": ces(*LINKS)})
    assert imported(tmp_path / "c.hexapla", folder / "al.xml").rows == ROWS


def test_every_group_is_a_document(tmp_path: Path) -> None:
    groups = ces(*LINKS).replace(
        "</cesAlign>", group('xtargets="s1.1;s1.1"', source="de/b.xml", target="en/b.xml") + "</cesAlign>"
    )
    files = {"de/a.xml": raw(GERMAN), "en/a.xml": raw(ENGLISH), "de/b.xml": raw(["Eins."]), "en/b.xml": raw(["One."])}
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", {**files, "al.xml": groups}))
    assert (found.documents, len(found.rows), found.versions) == (["a", "b"], 5, ["de", "en"])


def test_sentences_without_links_are_rows_of_their_own(tmp_path: Path) -> None:
    files = {"de/a.xml": raw(GERMAN), "en/a.xml": raw(ENGLISH), "al.xml": ces('xtargets="s3.1;s2.1"')}
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", files))
    assert [tuple(map(len, row)) for row in found.rows] == [
        (1, 0),
        (1, 0),
        (0, 1),
        (1, 1),
        (1, 0),
        (1, 0),
        (0, 1),
        (0, 1),
    ]


def test_links_to_sentences_that_are_not_there_are_counted(tmp_path: Path) -> None:
    links = ('xtargets="s1.1 s99.1;s1.1"', 'xtargets="s98.1;s2.1"')
    files = {"de/a.xml": raw(GERMAN), "en/a.xml": raw(ENGLISH), "al.xml": ces(*links)}
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", files))
    assert found.warnings == {"links-dangling": (2, "de/a.xml.gz#s99.1")}
    assert found.rows[0] == (("Der Hund schläft.",), ("The dog sleeps and dreams.",))
    assert sum(len(row[0]) for row in found.rows) == 5


def test_crossing_links_close_into_one_row_and_are_kept(tmp_path: Path) -> None:
    links = ('xtargets="s1.1;s2.1"', 'xtargets="s2.1;s1.1"')
    files = {"de/a.xml": raw(GERMAN[:2]), "en/a.xml": raw(ENGLISH[:2]), "al.xml": ces(*links)}
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", files))
    assert found.rows == [(tuple(GERMAN[:2]), tuple(ENGLISH[:2]))]
    assert sorted(found.links) == [(GERMAN[0], ENGLISH[1], "crossing"), (GERMAN[1], ENGLISH[0], "crossing")]


def test_repeated_ids_mean_the_first(tmp_path: Path) -> None:
    twice = raw(GERMAN).replace('id="s2.1"', 'id="s1.1"')
    files = {"de/a.xml": twice, "en/a.xml": raw(ENGLISH), "al.xml": ces('xtargets="s1.1;s1.1"')}
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", files))
    assert found.warnings == {"ids-repeated": (1, "a.xml")}
    assert found.rows[0] == (GERMAN[:1] and (GERMAN[0],), (ENGLISH[0],))


def test_missing_texts_are_named(tmp_path: Path) -> None:
    folder = made(tmp_path / "x", {"al.xml": ces(*LINKS), "de/a.xml": raw(GERMAN)})
    with pytest.raises(NothingToImport) as raised:
        imported(tmp_path / "c.hexapla", folder / "al.xml")
    (refused,) = raised.value.refused
    assert isinstance(refused, CompanionsMissing)
    assert refused.names == ("en/a.xml.gz",)
    assert "the texts that it aligns are not here (en/a.xml.gz)" in str(refused)


def test_groups_whose_texts_are_missing_are_left_out_with_a_warning(tmp_path: Path) -> None:
    groups = ces(*LINKS).replace(
        "</cesAlign>", group('xtargets="s1;s1"', source="de/b.xml", target="en/b.xml") + "</cesAlign>"
    )
    files = {"de/a.xml": raw(GERMAN), "en/a.xml": raw(ENGLISH), "al.xml": groups, "de/b.xml": raw(["Eins."])}
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", files))
    assert found.documents[0] == "a"
    assert found.warnings["parts-missing"] == (1, "en/b.xml")


@pytest.mark.parametrize("name", ["../secret.xml", "/etc/passwd", "http://example.org/a.xml", "..\\secret.xml"])
def test_texts_outside_of_what_was_given_are_never_read(tmp_path: Path, name: str) -> None:
    made(tmp_path, {"secret.xml": raw(GERMAN), "x/en/a.xml": raw(ENGLISH), "x/al.xml": ces(*LINKS, source=name)})
    with pytest.raises(NothingToImport) as raised:
        imported(tmp_path / "c.hexapla", tmp_path / "x" / "al.xml")
    assert "secret" not in str(raised.value.refused[0]).replace(name, "")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (ces('xtargets="s1.1 s1.1"'), "line 5: the targets of a link have no two sides"),
        (ces(*LINKS, source=""), "line 4: the group of links does not name its two files"),
        (ces(*LINKS)[:300], "line"),
    ],
)
def test_broken_alignments_are_refused_with_their_place(tmp_path: Path, content: str, reason: str) -> None:
    folder = made(tmp_path / "x", {"al.xml": content, "de/a.xml": raw(GERMAN), "en/a.xml": raw(ENGLISH)})
    with pytest.raises(NothingToImport) as raised:
        imported(tmp_path / "c.hexapla", folder / "al.xml")
    (refused,) = raised.value.refused
    assert isinstance(refused, Malformed)
    assert reason in str(refused)


def test_the_root_tells_the_format() -> None:
    file = SourceFile(Path("a.dat"), ces(*LINKS).encode())
    assert recognise(file).name == "OPUS XCES"


def test_many_sentences_take_time_in_proportion(tmp_path: Path) -> None:
    def seconds(size: int) -> float:
        links = [f'xtargets="s{n}.1;s{n}.1"' for n in range(1, size)]
        files = {"de/a.xml": raw(["Ja."] * size), "en/a.xml": raw(["Yes."] * size), "al.xml": ces(*links)}
        folder = made(tmp_path / str(size), files)
        begun = time.perf_counter()
        assert imported(tmp_path / f"{size}.hexapla", folder / "al.xml").summary.units == size + 1
        return time.perf_counter() - begun

    small = seconds(1_000)
    assert seconds(8_000) < 8 * 3 * small


def test_groups_of_the_same_files_are_one_document(tmp_path: Path) -> None:
    twice = ces(LINKS[0]).replace(
        "</cesAlign>", group(*LINKS[1:], source="de/a.xml.gz", target="en/a.xml.gz") + "</cesAlign>"
    )
    files = {"de/a.xml": raw(GERMAN), "en/a.xml": raw(ENGLISH), "al.xml": twice}
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", files))
    assert (found.documents, found.rows) == (["a"], ROWS)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (ces('xtargets="' + "s1.1 " * 1_000_002 + ';s1.1"'), "more than 1000000 targets"),
        (
            ces(*LINKS).replace(
                "</cesAlign>",
                "".join(group(source="de/a.xml", target="./" * n + "en/a.xml") for n in range(150)) + "</cesAlign>",
            ),
            "more than 100 of them are about",
        ),
    ],
)
def test_links_without_measure_take_no_time(tmp_path: Path, content: str, reason: str) -> None:
    folder = made(tmp_path / "x", {"al.xml": content, "de/a.xml": raw(GERMAN), "en/a.xml": raw(ENGLISH)})
    begun = time.perf_counter()
    found = imported(tmp_path / "c.hexapla", folder)
    assert reason in " ".join(found.refused)
    assert time.perf_counter() - begun < 20
