"""Subtitles: times, tags, comments, drawings, and what is wrong with them."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from viewer.corpus import Corpus
from viewer.errors import EmptyFile, HexaplaError, Malformed
from viewer.formats.draft import Caution, Draft, DraftSegment, time_of
from viewer.formats.registry import read, recognise
from viewer.formats.source import SourceFile
from viewer.importing import import_files
from viewer.model import Kind

SRT = """1
00:00:01,000 --> 00:00:02,500
<i>Guten</i> <font color="#fff">Tag!</font>

2
00:00:03,000 --> 00:00:04,000 X1:100 X2:200
{\\an8}Im Jahre
1984

3
00:00:05,000 --> 00:00:05,500

4
00:01:00,000 --> 01:00:00,000
- a < b, 3 > 2
- Nein.
"""
VTT = """\ufeffWEBVTT - Titel
Kind: captions

STYLE
::cue { color: red }

NOTE
Nicht
gesprochen

intro
00:01.000 --> 00:02.000 align:start
<v Roger>Salz &amp; <c.loud>Pfeffer</c><00:00:01.500> &lt;ja&gt;</v>

NOTE noch etwas

01:00:03.000 --> 01:00:04.000
<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>を
読む。

1984

00:05.000 --> 00:06.000
3
2
1
"""
ASS = """[Script Info]
Title: x: y
[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: Default,Arial,kaputt
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,Notiz
Dialogue: 0,0:00:05.00,0:00:06.50,Default,Anna,0,0,0,,{\\b1}Ja{\\b0}, gut,\\Ndanke\\hsehr
Dialogue: 1,0:00:05.00,0:00:06.50,Default,Anna,0,0,0,,{\\blur2}Ja, gut,\\Ndanke\\hsehr
Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\p1}m 0 0 l 100 0{\\p0}Schild
Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,{\\p1}m 0 0 l 100 0
"""


def subtitles(content: str | bytes, name: str = "t.srt") -> Draft:
    return read(SourceFile(Path(name), content if isinstance(content, bytes) else content.encode()))


def segments(draft: Draft) -> list[DraftSegment]:
    (text,) = draft.documents[0].texts
    found = list(text.segments("de"))
    assert len(found) == text.size
    return found


def said(draft: Draft) -> list[tuple[tuple[int, int] | None, str]]:
    return [(time_of(segment), segment.text) for segment in segments(draft)]


def test_srt_cues_keep_their_times_and_lose_their_tags() -> None:
    draft = subtitles(SRT)
    assert draft.format == "subtitles"
    assert said(draft) == [
        ((1000, 2500), "Guten Tag!"),
        ((3000, 4000), "Im Jahre 1984"),
        ((60_000, 3_600_000), "- a < b, 3 > 2 - Nein."),
    ]
    assert {segment.kind for segment in segments(draft)} == {Kind.CUE}
    assert draft.warnings == ()


def test_webvtt_notes_styles_and_names_are_no_text() -> None:
    draft = subtitles(VTT, "t.vtt")
    assert said(draft) == [
        ((1000, 2000), "Salz & Pfeffer <ja>"),
        ((5000, 6000), "3 2 1"),
        ((3_603_000, 3_604_000), "漢字を読む。"),
    ]
    first, _, third = segments(draft)
    assert [(note.kind, note.value) for note in first.annotations[1:]] == [("source-id", "intro"), ("speaker", "Roger")]
    ruby = [(note.start, note.stop, note.value) for note in third.annotations if note.kind == "ruby"]
    assert ruby == [(0, 1, "かん"), (1, 2, "じ")]


def test_ass_comments_drawings_and_shadows_are_no_text() -> None:
    draft = subtitles(ASS, "t.ass")
    assert said(draft) == [((1000, 2000), "Schild"), ((5000, 6500), "Ja, gut, danke sehr")]
    assert ("speaker", "Anna") in [(note.kind, note.value) for note in segments(draft)[1].annotations]


def test_ssa_says_itself_in_which_order_its_fields_are() -> None:
    events = "[Events]\nFormat: Marked, End, Start, Text\nDialogue: Marked=0,0:00:02.00,0:00:01.00,Hallo, Welt\n"
    assert said(subtitles("[Script Info]\n" + events, "t.ssa")) == [((1000, 2000), "Hallo, Welt")]


@pytest.mark.parametrize(
    ("content", "name"), [(SRT, "t.txt"), (VTT, "t"), (ASS, "t.txt"), (SRT.replace("\n", "\r\n"), "t.srt")]
)
def test_the_content_tells_what_it_is(content: str, name: str) -> None:
    assert recognise(SourceFile(Path(name), content.encode())).name == "subtitles"
    assert segments(subtitles(content, name))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    assert said(subtitles(SRT.encode(encoding)))[0][1] == "Guten Tag!"


def test_legacy_arabic_subtitles_are_decoded() -> None:
    cue = "1\n00:00:01,000 --> 00:00:02,000\nمرحبا بكم في هذا الفيلم الطويل\n\n"
    draft = subtitles((cue * 10).encode("cp1256"), "film.ar.srt")
    assert segments(draft)[0].text == "مرحبا بكم في هذا الفيلم الطويل"


def test_times_of_many_spellings() -> None:
    for times in ("0:0:1.5 --> 0:0:2", "00:00:01:500-->00:00:02,000", "00:01,5 --> 00:02,0"):
        assert said(subtitles(f"{times}\nHallo\n")) == [((1500, 2000), "Hallo")]
    assert said(subtitles("100:00:00,000 --> 100:00:01,000\nHallo\n"))[0][0] == (360_000_000, 360_001_000)
    assert said(subtitles("-00:00:01,000 --> 00:00:01,000\nHallo\n"))[0][0] == (0, 1000)


def test_cues_out_of_order_are_put_in_order() -> None:
    content = "00:00:05,000 --> 00:00:06,000\nZwei\n\n00:00:01,000 --> 00:00:02,000\nEins\n"
    assert [text for _, text in said(subtitles(content))] == ["Eins", "Zwei"]


def test_an_end_before_the_beginning_is_mentioned() -> None:
    draft = subtitles("1\n00:00:05,000 --> 00:00:02,000\nHallo\n")
    assert said(draft) == [((5000, 5000), "Hallo")]
    assert [(one.key, one.place) for one in draft.warnings] == [(Caution.TIMES_REPAIRED, "subtitle 1")]


def test_a_giant_cue_is_cut() -> None:
    draft = subtitles("00:00:01,000 --> 00:00:02,000\n" + "Wort " * 50_000)
    assert len(segments(draft)) == 3
    assert [one.key for one in draft.warnings] == [Caution.SEGMENTS_CUT]


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("t.srt", "1\n00:00:01,000 --> spaeter\nHallo\n", "line 2"),
        ("t.srt", "Nur Text\n", "line 1"),
        ("t.vtt", "WEBVTT\n\n1 --> 2\nHallo\n", "line 3"),
        ("t.ass", "[Events]\nDialogue: 0,x,y,Default,,0,0,0,,Hallo\n", "line 2"),
        ("t.ass", "[Events]\nDialogue: 0\n", "line 2"),
        ("t.ass", "[Script Info]\n", "line 1"),
    ],
)
def test_broken_files_are_refused_with_the_place(name: str, content: str, place: str) -> None:
    with pytest.raises(Malformed) as raised:
        subtitles(content, name)
    assert raised.value.place == place


@pytest.mark.parametrize("content", ["\n \n", "1\n00:00:01,000 --> 00:00:02,000\n\n", "1\n0:0:1 --> 0:0:2\n<i></i>\n"])
def test_files_without_text_are_refused(content: str) -> None:
    with pytest.raises(EmptyFile):
        subtitles(content)


@pytest.mark.parametrize(
    "letters", ["<", "<a", "<i", "{", "{\\", "{\\p1", "<rt>", "<ruby>", "<v ", "&", "1:", "-", "\\N"]
)
@pytest.mark.parametrize("name", ["t.srt", "t.vtt", "t.ass"])
def test_a_line_of_nothing_but_openings_takes_no_longer(name: str, letters: str) -> None:
    line = letters * 20_000
    content = {
        "t.srt": f"00:00:01,000 --> 00:00:02,000\nx {line}\n",
        "t.vtt": f"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nx {line}\n",
        "t.ass": f"[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,x {line}\n",
    }[name]
    begun = time.process_time()
    assert segments(subtitles(content, name))
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(("name", "good"), [("t.srt", SRT), ("t.vtt", VTT), ("t.ass", ASS)])
def test_mutated_files_are_read_or_refused(name: str, good: str) -> None:
    for seed in range(100):
        chance = random.Random(seed)
        data = bytearray(good.encode())
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(data))
            match chance.randrange(3):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randint(1, 30)]
                case _:
                    data[at:at] = data[:at][-chance.randint(1, 30) :]
        try:
            segments(subtitles(bytes(data), name))
        except HexaplaError:
            continue


def test_subtitles_of_one_film_are_aligned_by_time(tmp_path: Path) -> None:
    def cue(number: int, start: str, stop: str, text: str) -> str:
        return f"{number}\n00:00:{start} --> 00:00:{stop}\n{text}\n\n"

    german = cue(1, "01,000", "03,900", "Ich kam gestern aus der Stadt und war müde.")
    german += cue(2, "05,000", "06,000", "Und dann?") + cue(3, "08,000", "09,000", "Das war alles, mein Freund.")
    english = cue(1, "01,100", "02,400", "Yesterday I came from the city") + cue(
        2, "02,500", "04,000", "and was tired."
    )
    english += cue(3, "07,900", "09,100", "That was all, my friend.")
    (tmp_path / "film.de.srt").write_text(german, encoding="utf-8")
    (tmp_path / "film.en.srt").write_text(english, encoding="utf-8")
    summary = import_files([tmp_path / "film.de.srt", tmp_path / "film.en.srt"], tmp_path / "c.hexapla")
    assert (summary.documents, summary.units) == (1, 3)
    with Corpus.open(tmp_path / "c.hexapla") as corpus:
        units = corpus.units(0, 3)
        found = [{version: [one.number for one in cell] for version, cell in unit.cells.items()} for unit in units]
        assert found == [{"de": [0], "en": [0, 1]}, {"de": [1]}, {"de": [2], "en": [2]}]
        (note,) = corpus.annotations(units[2].cells[corpus.version("en").id][0].id)
        assert (note.kind, note.value) == ("time", "7900-9100")
