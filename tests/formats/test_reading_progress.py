"""Every reader tells how far it is, smoothly and never going back, and can be stopped at each of these moments."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest
from written_rows import rows, written

from viewer.errors import Cancelled
from viewer.formats import source
from viewer.formats.registry import Reading, read
from viewer.formats.source import SourceFile

COUNT = 3_000
CHANCE = random.Random(3)
SENTENCES = [(f"Das ist Satz {CHANCE.random()}.", f"This is sentence {CHANCE.random()}.") for _ in range(COUNT)]
"""Hard to pack, so that an archive of them is large too."""
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def subtitles() -> bytes:
    times = [f"0{number // 3600}:{number // 60 % 60:02}:{number % 60:02},000" for number in range(COUNT + 1)]
    cues = (f"{n + 1}\n{times[n]} --> {times[n + 1]}\n{german}\n\n" for n, (german, _) in enumerate(SENTENCES))
    return "".join(cues).encode()


def catalogue() -> bytes:
    head = 'msgid ""\nmsgstr "Language: de\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
    return (head + "".join(f'msgid "{english}"\nmsgstr "{german}"\n\n' for german, english in SENTENCES)).encode()


def open_document() -> bytes:
    body = "".join(f"<text:p>{german}</text:p>" for german, _ in SENTENCES)
    namespaces = f'xmlns:office="{OFFICE}" xmlns:text="{TEXT}"'
    content = f"<office:document-content {namespaces}><office:body><office:text>{body}</office:text></office:body>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        package.writestr("content.xml", content + "</office:document-content>")
    return file.getvalue()


def usfm() -> bytes:
    verses = (f"\\v {number + 1} {german}\n" for number, (german, _) in enumerate(SENTENCES))
    return ("\\id GEN\n\\c 1\n\\p\n" + "".join(verses)).encode()


def osis() -> bytes:
    verses = (f"<verse osisID='Gen.1.{number + 1}'>{german}</verse>" for number, (german, _) in enumerate(SENTENCES))
    return f"<osis><osisText>{''.join(verses)}</osisText></osis>".encode()


def by_our_writer(suffix: str) -> Callable[[Path], bytes]:
    def made(folder: Path) -> bytes:
        documents = [number * 20 // COUNT for number in range(COUNT)]
        units = rows([{"de": [german], "en": [english]} for german, english in SENTENCES], documents=documents)
        written(folder / f"made{suffix}", units, ("de", "en"))
        return (folder / f"made{suffix}").read_bytes()

    return made


MADE: dict[str, Callable[[Path], bytes]] = {
    **{suffix: by_our_writer(suffix) for suffix in ".tmx .xlf .tsv .csv .xlsx .html .epub .docx .jsonl".split()},
    ".srt.gz": lambda _: gzip.compress(subtitles(), 0),
    ".txt": lambda _: "\n".join(german for german, _ in SENTENCES).encode(),
    ".md": lambda _: "\n\n".join(f"*{german}*" for german, _ in SENTENCES).encode(),
    ".srt": lambda _: subtitles(),
    ".po": lambda _: catalogue(),
    ".odt": lambda _: open_document(),
    ".usfm": lambda _: usfm(),
    ".osis": lambda _: osis(),
}


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a file of usual size is as long as a large one."""
    monkeypatch.setattr(source, "CHUNK", 4_096)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], SourceFile]:
    """The file of a suffix, made once."""
    folder = tmp_path_factory.mktemp("made")

    @lru_cache(maxsize=len(MADE))
    def file(suffix: str) -> SourceFile:
        return SourceFile(folder / f"large{suffix}", MADE[suffix](folder))

    return file


def steps_of(file: SourceFile) -> list[int]:
    seen: list[int] = []
    read(file, Reading(step=seen.append))
    return seen


@pytest.mark.parametrize("suffix", MADE)
def test_progress_is_smooth(made: Callable[[str], SourceFile], suffix: str) -> None:
    file = made(suffix)
    reached = [done for done in steps_of(file) if done]  # a look ahead is no progress
    assert reached == sorted(reached)
    assert reached[-1] <= file.size
    shares = [0.0, *(done / file.size for done in reached), 1.0]
    assert max(after - before for before, after in pairwise(shares)) <= 0.15


@pytest.mark.parametrize("suffix", MADE)
@pytest.mark.parametrize("percent", [1, 25, 50, 75, 99])
def test_a_reading_can_be_stopped_anywhere(made: Callable[[str], SourceFile], suffix: str, percent: int) -> None:
    file = made(suffix)

    def step(done: int) -> None:
        if done * 100 >= percent * file.size:
            raise Cancelled

    with pytest.raises(Cancelled):
        read(file, Reading(step=step))
