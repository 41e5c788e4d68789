"""Hostile plain text: encodings, line ends, nothing at all, letters without end, and names that mean mischief."""

from __future__ import annotations

import os
import random
import socket
from pathlib import Path

from cases import Case, Made, accepted, refused, warned
from sound_files import GERMAN, SOUND

MB = 1_000_000
JAPANESE = (
    "吾輩は猫である。名前はまだ無い。\nどこで生れたかとんと見当がつかぬ。\n何でも薄暗いじめじめした所で泣いていた。\n"
)
RUSSIAN = "Все счастливые семьи похожи друг на друга.\nКаждая несчастливая семья несчастлива по-своему.\n" * 3
ARABIC = "كان يا ما كان في قديم الزمان.\nوكان الملك يحب القصص كثيرا.\n" * 3

ENCODINGS = [
    Case("UTF-8 with a mark", "x.txt", "\ufeff" + GERMAN, accepted(3)),
    Case("UTF-16 with a mark", "x.txt", GERMAN.encode("utf-16"), accepted(3)),
    Case("UTF-16 without a mark, little end first", "x.txt", GERMAN.encode("utf-16-le"), accepted(3)),
    Case("UTF-16 without a mark, big end first", "x.txt", GERMAN.encode("utf-16-be"), accepted(3)),
    Case("UTF-16 without a mark, Japanese", "x.txt", JAPANESE.encode("utf-16-le"), accepted(3)),
    Case("UTF-32", "x.txt", GERMAN.encode("utf-32"), accepted(3)),
    Case("UTF-16 of an odd number of bytes", "x.txt", GERMAN.encode("utf-16")[:-1], warned("surrogates-replaced")),
    Case("Shift_JIS", "x.ja.txt", JAPANESE.encode("shift_jis"), accepted(3)),
    Case("ISO-2022-JP", "x.txt", JAPANESE.encode("iso2022_jp"), accepted(3)),
    Case("KOI8-R", "x.txt", RUSSIAN.encode("koi8-r"), accepted(6)),
    Case("windows-1256", "x.ar.txt", ARABIC.encode("cp1256"), accepted(6)),
    Case("a mark that lies", "x.txt", b"\xff\xfe" + b"plain letters and nothing else", warned("encoding-guessed")),
    Case("a name that lies", "x.ja.txt", GERMAN.encode("cp1252"), warned("encoding-guessed")),
    Case("UTF-8 with lines of windows-1252", "x.txt", GERMAN.encode() * 3 + GERMAN.encode("cp1252"), warned("mixed-encodings")),
    Case("UTF-8 with a stray byte", "x.txt", GERMAN.encode() * 3 + b"K\xffln\xc3\xb6\n", warned("bytes-replaced")),
    Case("UTF-8 cut inside a letter", "x.txt", (GERMAN * 3).encode() + b"K\xc3", warned("mixed-encodings")),
    Case("overlong UTF-8", "x.txt", GERMAN.encode() * 9 + b"\xc0\xaf\n", warned("mixed-encodings")),
    Case("a lone surrogate", "x.txt", (GERMAN + "\ud800\n").encode("utf-8", "surrogatepass"), warned("surrogates-replaced")),
    Case("surrogates in pairs (CESU-8)", "x.txt", GERMAN.encode() + b"\xed\xa0\xbd\xed\xb8\x80\n", accepted(4)),
    Case("a lone surrogate in UTF-16", "x.txt", (GERMAN + "\ud800\n").encode("utf-16", "surrogatepass"), warned("surrogates-replaced")),
    Case("NULs", "x.txt", b"eins\0zwei\ndrei\n\0\nvier\n", warned("nul-replaced")),
    Case("control characters", "x.txt", "eins\x01\x02\x1b[31mzwei\x7f\n", accepted(1)),
    Case("noise", "x.txt", random.Random(1).randbytes(5_000), refused("cannot be read")),
    Case("a picture named .txt", "x.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, refused("cannot be read")),
    Case("a program named .txt", "x.txt", b"\x7fELF\x02\x01\x01" + bytes(9) + bytes(range(256)) * 9, refused("cannot be read")),
    Case("zeros", "x.txt", bytes(5_000), refused("cannot be read")),
    Case("a ZIP file named .txt", "x.txt", SOUND["m.xlsx"], accepted(4)),
    Case("a database named .txt", "x.txt", b"SQLite format 3\0" + bytes(4_080), refused("cannot be read")),
    Case("RTF", "x.rtf", rb"{\rtf1\ansi Gr\'fc\'dfe}", refused("cannot be read")),
]  # fmt: skip

LINES = [
    Case("every line end", "x.txt", "eins\rzwei\r\ndrei\nvier\x85fünf\u2028sechs\u2029sieben\x0bacht\x0cneun", accepted(9)),
    Case("line ends reversed", "x.txt", "eins\n\rzwei\n\rdrei", accepted(3)),
    Case("no line end", "x.txt", "eins", accepted(1)),
    Case("no byte", "x.txt", b"", refused("no text")),
    Case("white space only", "x.txt", " \n\t\r\n\u3000\u2003\ufeff\u200b\n", refused("no text")),
    Case("a mark only", "x.txt", b"\xff\xfe", refused("no text")),
    Case("a million empty lines", "x.txt", b"\n" * MB, refused("no text")),
    Case("a line among a million empty ones", "x.txt", b"\n" * MB + b"eins" + b"\r\n" * 10, accepted(1)),
    Case("100,000 lines of a letter", "x.txt", lambda: b"a\n" * (MB // 10), accepted(MB // 10)),
    Case("one line of 5 MB", "x.txt", lambda: b"Wort " * MB, warned("segments-cut", segments=50)),
    Case("5 MB without a space", "x.txt", lambda: "字" * (2 * MB), warned("segments-cut", segments=20)),
]  # fmt: skip

LETTERS = [
    Case("bidi controls", "x.txt", "\u202eHallo\u202c \u2067Welt\u2069 \u200f\n", accepted(1)),
    Case("bidi controls that never end", "x.txt", "\u202e\u2067\u202b" * 20_000 + "Hallo\n", accepted(1)),
    Case("Zalgo", "x.txt", "".join(letter + "\u0300\u0301\u0336\u0489" * 20 for letter in GERMAN), accepted()),
    Case("10,000 combining marks", "x.txt", "a" + "\u0301" * 10_000 + "b\n", accepted(1)),
    Case("100,000 marks without a letter", "x.txt", "\u0323\u0301" * 50_000, accepted(1)),
    Case("noncharacters", "x.txt", "a\ufffe\uffff\U0010ffff\ufdd0 b\n", accepted(1)),
    Case("private letters", "x.txt", "\ue000\uf8ff\U000f0000\U0010fffd\n", accepted(1)),
    Case("tags and variation selectors", "x.txt", "a\U000e0041\U000e007f\ufe0f\U000e0100 b\n", accepted(1)),
    Case("a family of 10,000 joiners", "x.txt", "👨" + "\u200d👩" * 10_000 + "\n", accepted(1)),
    Case("nothing to see", "x.txt", "\u200b\u2060\u00ad\u200e\n", refused("no text")),
    Case("what looks like commands", "x.txt", "'; DROP TABLE segment; --\n$(rm -rf ~)\n{0.__class__}\n%s%n\n", accepted(4)),
]  # fmt: skip

NAMES = [
    Case("a name like an option", "-rf", GERMAN, accepted(3)),
    Case("a name like another option", "--force.txt", GERMAN, accepted(3)),
    Case("a name with a line end", "two\nlines.txt", GERMAN, accepted(3)),
    Case("a name that turns around", "\u202etxt.eno", GERMAN, accepted(3)),
    Case("a name that is no UTF-8", os.fsdecode(b"caf\xe9.txt"), GERMAN, accepted(3)),
    Case("a name of colours", "\x1b[31mred\x07.txt", GERMAN, accepted(3)),
    Case("a name with a colon and stars", "a:b*?<>|.txt", GERMAN, accepted(3)),
    Case("a name of 255 bytes", "x" * 251 + ".txt", GERMAN, accepted(3)),
    Case("a name of dots and spaces", "... .txt", GERMAN, accepted(3)),
    Case("a name of a format string", "%s{0}{detail}.txt", GERMAN, accepted(3)),
    Case("a refused name with a line end", "two\nlines.txt", b"", refused("no text")),
    Case("a refused name that is no UTF-8", os.fsdecode(b"caf\xe9.txt"), b"", refused("no text")),
    Case("a refused name that turns around", "\u202etxt.eno", b"", refused("no text")),
]


def _socket(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # its whole name would be too long
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(here)


def _circle(path: Path) -> None:
    path.symlink_to(path.with_name("circle"))
    path.with_name("circle").symlink_to(path)


def _folder_of_itself(path: Path) -> None:
    path.mkdir()
    (path / "again").symlink_to(path)
    (path / "x.txt").write_text(GERMAN, "utf-8")


def _deep_folder(path: Path) -> None:
    for name in ["d"] * 200:
        path.mkdir()
        path = path / name
    path.write_text(GERMAN, "utf-8")


def _locked(path: Path) -> None:
    path.write_text(GERMAN, "utf-8")
    path.chmod(0)


NO_FILES = [
    Case("a pipe", "x.txt", Made(os.mkfifo), refused("a pipe")),
    Case("a socket", "x.txt", Made(_socket), refused("a socket")),
    Case("a link to a device", "x.txt", Made(lambda path: path.symlink_to("/dev/zero")), refused("a device")),
    Case("a link to a terminal", "x.txt", Made(lambda path: path.symlink_to("/dev/tty")), refused("a device")),
    Case("a link to a file without end", "x.txt", Made(lambda path: path.symlink_to("/dev/full")), refused("a device")),
    Case("links that lead back to each other", "x.txt", Made(_circle), refused("leads back to itself")),
    Case("a link to nothing", "x.txt", Made(lambda path: path.symlink_to("missing")), refused("no such file")),
    Case("nothing", "x.txt", Made(lambda path: None), refused("no such file")),
    Case("a name that is too long", "x" * 300, Made(lambda path: None), refused("the name is too long")),
    Case("a folder in a file", "good.tsv/x.txt", Made(lambda path: None), refused("no such folder")),
    Case("a folder that holds itself", "folder", Made(_folder_of_itself), accepted(3)),
    Case("a folder named like a book", "x.epub", Made(_folder_of_itself), accepted(3)),
    Case("200 folders in each other", "folder", Made(_deep_folder), accepted(3)),
]
FORBIDDEN = Case("a file without permission", "x.txt", Made(_locked), refused("no permission"))
"""To be skipped where everything is permitted."""

LARGE = [
    Case("a million lines of a letter", "x.txt", lambda: b"a\n" * MB, accepted(MB), seconds=60),
    Case("one line of 50 MB", "x.txt", lambda: b"Wort " * (10 * MB), warned("segments-cut", segments=500), seconds=60),
    Case("50 MB of empty lines", "x.txt", lambda: b"\n" * (50 * MB), refused("no text"), seconds=60),
    Case("50 MB of zeros", "x.txt", lambda: bytes(50 * MB), refused("cannot be read"), seconds=60),
    Case("50 MB of noise", "x.txt", lambda: random.Random(1).randbytes(50 * MB), refused("cannot be read"), seconds=60),
    Case("50 MB of Shift_JIS", "x.txt", lambda: (JAPANESE.replace("\n", "") * 20 + "\n").encode("shift_jis") * 20_000, accepted(), seconds=60),
    Case("50 MB of a table with an open quote", "x.csv", lambda: 'de,en\n"' + "a,b\n" * (12 * MB), refused("line 2", "quote"), seconds=60),
    Case("50 MB of a TSV with an open quote", "x.tsv", lambda: 'de\ten\n"' + f"{'Wort ' * 99}\t{'word ' * 99}\n" * 50_000, accepted(100_000), seconds=60),
]  # fmt: skip

TEXT = [*ENCODINGS, *LINES, *LETTERS, *NAMES, *NO_FILES]
