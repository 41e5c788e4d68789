"""Hostile tables, JSON Lines and subtitles."""

from __future__ import annotations

import json

from cases import Case, accepted, refused, warned
from sound_files import SOUND

TABLES = [
    Case("TSV without a header", "x.tsv", "no\theader here\n", refused("line 1", "language")),
    Case("TSV of a header only", "x.tsv", "de\ten\n", refused("no text")),
    Case("TSV of blank rows", "x.tsv", "de\ten\n\t\n \t \n\n", refused("no text")),
    Case("TSV with a cell too many", "x.tsv", "de\ten\na\tb\nA\tB\tC\n", refused("line 3", "3 cells")),
    Case("TSV with a cell too few", "x.tsv", "de\ten\na\nA\tB\n", warned("rows-padded", segments=3)),
    Case("TSV with a language twice", "x.tsv", "de\tde\na\tb\n", accepted(2)),
    Case("TSV of 300 versions", "x.tsv", "\t".join(["de"] * 300) + "\n" + "\t".join("a" * 300) + "\n", accepted(300)),
    Case("TSV of 100,000 columns in a row", "x.tsv", "de\ten\n" + "\t" * 100_000 + "\n", refused("no text")),
    Case("TSV with quotes that are letters", "x.tsv", 'de\ten\n"a\tb"\n5"\t6"\n', accepted(4)),
    Case("TSV with NULs", "x.tsv", "de\ten\na\0b\tc\n", warned("nul-replaced", segments=2)),
    Case("TSV in UTF-16", "x.tsv", "de\ten\nü\tb\n".encode("utf-16"), accepted(2)),
    Case("TSV in UTF-16 without a mark", "x.tsv", "de\ten\nü\tb\n".encode("utf-16-be"), accepted(2)),
    Case("TSV with every line end", "x.tsv", "de\ten\ra\tb\r\nc\td\n", accepted(4)),
    Case("TSV with line separators in cells", "x.tsv", "de\ten\na\u2028\x85\x0bb\tc\n", accepted(2)),
    Case("TSV of formulas", "x.tsv", "de\ten\n=cmd|'/c calc'!A1\t@SUM(1)\n+1\t-1\n", accepted(4)),
    Case("CSV with an open quote", "x.csv", 'de,en\n"A,B\n', refused("line 2", "quote")),
    Case("CSV with an open quote over 5 MB", "x.csv", lambda: 'de,en\n"' + "a,b\n" * 1_200_000, refused("line 2", "quote")),
    Case("CSV with a quote in the middle", "x.csv", 'de,en\n"A"x,B\n', refused("line 2", "quote")),
    Case("CSV with semicolons", "x.csv", "de;en\na;b\n", accepted(2)),
    Case("CSV of a cell of 5 MB", "x.csv", lambda: f'de,en\n"{"Wort " * 1_000_000}",b\n', warned("segments-cut", segments=51)),
    Case("CSV of 2 million quotes", "x.csv", lambda: 'de,en\n"' + '""' * 1_000_000 + '",b\n', warned("segments-cut")),
    Case("CSV that starts like a formula of DDE", "x.csv", "de,en\n=HYPERLINK(\"http://x.invalid\"),b\n", accepted(2)),
]  # fmt: skip

HEAD = SOUND["m.jsonl"].decode().splitlines()[0]
ROW = SOUND["m.jsonl"].decode().splitlines()[1]


def jsonl(*rows: str) -> str:
    return "\n".join((HEAD, *rows)) + "\n"


def changed(**fields: object) -> str:
    return json.dumps({**json.loads(ROW), **fields})


JSON_LINES = [
    Case("JSON Lines nested 1,000,000 deep", "x.jsonl", jsonl("[" * 1_000_000), refused("line 2", "JSON")),
    Case("JSON Lines with cells nested deep", "x.jsonl", jsonl(ROW.replace('"Fluss"', "[" * 500 + "]" * 500)), refused("line 2")),
    Case("JSON Lines nested deep in their first line", "x.jsonl", '{"a":' * 100_000, refused("line 1", "JSON")),
    Case("JSON Lines nested deep, named otherwise", "x.txt", '{"a":' * 100_000, warned("segments-cut", segments=5)),
    Case("JSON Lines with a number of 1,000,000 digits", "x.jsonl", jsonl(changed(document=0)[:-1] + ', "n": ' + "9" * 1_000_000 + "}"), refused("line 2")),
    Case("JSON Lines with 1e999999999", "x.jsonl", jsonl(ROW.replace("0.5", "1e999999999")), refused("line 2", "confidence")),
    Case("JSON Lines with Infinity", "x.jsonl", jsonl(ROW.replace("0.5", "Infinity")), refused("line 2", "confidence")),
    Case("JSON Lines with NaN", "x.jsonl", jsonl(ROW.replace("0.5", "NaN")), refused("line 2", "confidence")),
    Case("JSON Lines of a document that is not", "x.jsonl", jsonl(changed(document=7)), refused("line 2", "document")),
    Case("JSON Lines of a document that is true", "x.jsonl", jsonl(changed(document=True)), refused("line 2", "document")),
    Case("JSON Lines of a version that is not", "x.jsonl", jsonl(changed(cells={"xx": []})), refused("line 2", "version")),
    Case("JSON Lines whose cells are none", "x.jsonl", jsonl(changed(cells=[1])), refused("line 2", "cells")),
    Case("JSON Lines whose texts are none", "x.jsonl", jsonl(changed(cells={"de": [{"text": 7}]})), refused("line 2")),
    Case("JSON Lines without versions", "x.jsonl", '{"title": "T"}\n' + ROW, refused("line 1", "versions")),
    Case("JSON Lines of lists", "x.jsonl", jsonl("[1, 2]"), refused("line 2", "object")),
    Case("JSON Lines cut", "x.jsonl", SOUND["m.jsonl"][:-40], refused("line 3", "JSON")),
    Case("JSON Lines with halves of letters", "x.jsonl", jsonl(ROW.replace("Fluss", r"a\ud800b\u0000")), warned("nul-replaced", "surrogates-replaced")),
    Case("JSON Lines with a field twice", "x.jsonl", jsonl(ROW[:-1] + ', "document": 0}'), accepted(2)),
    Case("JSON Lines of one line of 5 MB", "x.jsonl", lambda: jsonl(ROW.replace("Fluss", "Wort " * 1_000_000)), warned("segments-cut")),
    Case("JSON Lines of a header only", "x.jsonl", HEAD, refused("no text")),
]  # fmt: skip

CUE = "1\n00:00:01,000 --> 00:00:02,000\nGott\n\n"


def srt(start: str, stop: str, text: str = "Gott") -> str:
    return f"{CUE}2\n{start} --> {stop}\n{text}\n"


def ass(start: str, stop: str, text: str = "Gott") -> str:
    head = "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    return f"{head}Dialogue: 0,{start},{stop},Default,,0,0,0,,{text}\n"


SUBTITLES = [
    Case("subtitles that end before they begin", "x.srt", srt("00:00:09,000", "00:00:01,000"), warned("times-repaired", segments=2)),
    Case("subtitles before the beginning", "x.srt", srt("-00:00:09,000", "00:00:01,000"), accepted(2)),
    Case("subtitles of 9999 hours", "x.srt", srt("9999:59:59,999", "9999:59:59,999"), accepted(2)),
    Case("subtitles of 99 minutes and seconds", "x.srt", srt("00:99:99,999", "00:99:99,999"), accepted(2)),
    Case("subtitles of 400 digits", "x.srt", srt("9" * 400 + ":00:00,000", "00:00:01,000"), refused("line 6", "times")),
    Case("subtitles of digits in another script", "x.srt", srt("٠٠:٠٠:٠٣,٠٠٠", "٠٠:٠٠:٠٤,٠٠٠"), accepted(2)),
    Case("subtitles of times that are none", "x.srt", srt("00:00:01,000", "bald"), refused("line 6", "times")),
    Case("subtitles without times", "x.srt", "1\nGott\n", refused("line 1", "times")),
    Case("subtitles without text", "x.srt", "1\n00:00:01,000 --> 00:00:02,000\n\n", refused("no text")),
    Case("subtitles of one cue of 5 MB", "x.srt", lambda: CUE + "Wort " * 1_000_000, warned("segments-cut")),
    Case("subtitles of a million tags", "x.srt", lambda: CUE + "<" * 1_000_000 + "<i>" * 300_000, warned("segments-cut")),
    Case("subtitles of a million braces", "x.ass", lambda: ass("0:00:01.00", "0:00:02.00", "{" * 1_000_000 + "a"), warned("segments-cut")),
    Case("subtitles of a million drawings", "x.ass", lambda: ass("0:00:01.00", "0:00:02.00", r"{\p1}m{\p0}" * 200_000 + "a"), accepted(1)),
    Case("subtitles of a million arrows", "x.vtt", lambda: "WEBVTT\n\n" + "-->" * 1_000_000 + "\n", refused("line 1", "times")),
    Case("subtitles of a million entities", "x.vtt", lambda: "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "&amp;" * 1_000_000 + "\n", warned("segments-cut")),
    Case("subtitles of ruby in ruby", "x.vtt", lambda: "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<ruby>山<rt>" * 20_000 + "\n", accepted(1)),
    Case("subtitles with times out of order", "x.srt", srt("00:00:00,000", "00:00:00,500", "Davor"), accepted(2)),
    Case("subtitles of ASS with absurd times", "x.ass", ass("9999:99:99.99", "-1:00:00.00"), warned("times-repaired", segments=1)),
    Case("subtitles of ASS without fields", "x.ass", "[Events]\nDialogue: nothing\n", refused("line 2", "times")),
    Case("subtitles with NULs", "x.srt", CUE.replace("Gott", "G\0tt"), warned("nul-replaced", segments=1)),
    Case("subtitles in UTF-16 without a mark", "x.srt", CUE.encode("utf-16-le"), accepted(1)),
    Case("subtitles cut inside their times", "x.srt", CUE + "2\n00:00:03,000 --> 0", refused("line 6", "times")),
]  # fmt: skip

LINED = [*TABLES, *JSON_LINES, *SUBTITLES]
