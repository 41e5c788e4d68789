"""Sound files spoilt at random, but the same way for the same seed: read by readers, and some imported as users do.

Bits flip, pieces vanish, are doubled or moved, numbers and lengths change, odd bytes come in; in packages the parts are
spoilt and packed again as often as the package is.
"""

from __future__ import annotations

import gzip
import io
import random
import re
import shutil
import signal
import time
import traceback
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from sound_bibles import BIBLES, FOLDERS, LINES, OTHERS
from sound_files import SOUND

SAMPLES: dict[str, dict[str, bytes]] = {
    **{name: {name: data} for name, data in SOUND.items()},
    **{name: {name: text.encode()} for name, text in (BIBLES | OTHERS | LINES).items()},
    **{name: {file: text.encode() for file, text in files.items()} for name, files in FOLDERS.items()},
}
"""By their names the files of a sample, the first of them to be spoilt."""

_SECONDS = 10
"""That one file may take."""
_IMPORTED = 10
"""Of so many files one is imported, the others are read."""
_NUMBER = re.compile(rb"\d+")
_ODD = (
    *(b"<", b">", b"&", b"</", b"]]>", b"<!--", b"&#0;", b"&#x110000;", b"&x;", b'"', b"'", b"\\", b"{", b"}", b"["),
    *(b"\0", b"\xff", b"\xff\xfe", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\r", b"\n\n", b"\t", b"\x1a"),
    *(b"-->", b"%", b"..", b"/", b"\x1b$B", b"~{", b"PK\x03\x04", b"%PDF-", b"\\f", b"\\v ", b"=", b";", b",", b" "),
)
_NUMBERS = (b"0", b"-1", b"1", b"255", b"65536", b"2147483648", b"99999999999999999999", b"1e999", b"NaN")


class TooSlow(BaseException):
    """It is no error that a reader could take for the file's."""


def spoilt(data: bytes, seed: object) -> bytes:
    """The bytes with some of them changed."""
    chance = random.Random(str(seed))
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.7:
        return _repacked(data, chance)
    if data.startswith(b"\x1f\x8b") and chance.random() < 0.7:
        return gzip.compress(_changed(gzip.decompress(data), chance), mtime=0)
    return _changed(data, chance)


def _repacked(data: bytes, chance: random.Random) -> bytes:
    """The package with a part or two spoilt, left out or there twice."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    for _ in range(chance.randint(1, 2)):
        at = chance.randrange(len(parts))
        name, content = parts[at]
        match chance.randrange(8):
            case 0:
                del parts[at]
            case 1:
                parts.append((chance.choice(parts)[0], content))
            case 2:
                parts[at] = (_changed(name.encode(), chance).decode("latin-1"), content)
            case _:
                parts[at] = (name, _changed(content, chance))
        parts = parts or [("x", b"")]
    file = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


def _changed(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 20))):
        at = chance.randrange(len(found) + 1)
        piece = slice(at, at + chance.choice((1, 2, 4, 16, 60, 400)))
        match chance.randrange(10):
            case 0 | 1 if at < len(found):
                found[at] ^= 1 << chance.randrange(8)
            case 2:
                del found[piece]
            case 3:
                found[at:at] = found[piece] * chance.choice((1, 2, 50))
            case 4:
                from_ = chance.randrange(len(found) + 1)
                found[at:at] = found[from_ : from_ + 100]
            case 5:
                found[piece] = bytes(reversed(found[piece]))
            case 6:
                numbers = list(_NUMBER.finditer(found))
                if numbers:
                    number = chance.choice(numbers)
                    found[number.start() : number.end()] = chance.choice(_NUMBERS)
            case 7:
                found[at:at] = chance.choice(_ODD) * chance.choice((1, 1, 2, 300))
            case 8:
                found[at : at + 4] = chance.randbytes(4)
            case 9 if chance.random() < 0.3:
                del found[at:]
    return bytes(found)


def tried(wish: str, folder: Path) -> Iterator[dict[str, Any]]:
    """Reads the files of a wish (`NAME FIRST COUNT`); says how many were read, and what went wrong with which."""
    name, first, count = wish.rsplit(" ", 2)
    accepted = 0
    signal.signal(signal.SIGALRM, _too_slow)
    for seed in range(int(first), int(first) + int(count)):
        files = dict(SAMPLES[name])
        spoilt_name, data = next(iter(files.items()))
        files[spoilt_name] = spoilt(data, f"{name} {seed}")
        begun = time.process_time()
        try:
            with _in_time():
                if len(files) > 1 or seed % _IMPORTED == 0:
                    accepted += _imports(files, folder / "spoilt")
                else:
                    accepted += _reads(Path(spoilt_name), files[spoilt_name])
        except (Exception, TooSlow):  # noqa: BLE001 - that is what is looked for
            yield {"seed": seed, "raised": traceback.format_exc(limit=-12)}
        if (seconds := time.process_time() - begun) > _SECONDS:
            yield {"seed": seed, "raised": f"it took {seconds:.0f} seconds"}
    yield {"accepted": accepted}


def _reads(path: Path, data: bytes) -> bool:
    """Whether a reader takes it; what it gives must be what it says that it gives."""
    from viewer.errors import ImportFailed
    from viewer.formats.registry import read
    from viewer.formats.source import SourceFile

    try:
        draft = read(SourceFile(path, data))
        for document in draft.documents:
            sizes = [sum(1 for _ in text.segments("de")) for text in document.texts]
            assert sizes == [text.size for text in document.texts], "a text has not the size it says"
            if document.units:
                ends = [(0, 0)] * len(sizes)
                for unit in document.units():
                    assert all(cell[0] == end[1] for cell, end in zip(unit.cells, ends, strict=True)), "rows with gaps"
                    ends = list(unit.cells)
                assert [end[1] for end in ends] == sizes, "segments in no row"
            if document.links:
                for link in document.links():
                    assert all(0 <= at < sizes[text] for text, at in (link.source, link.target)), "a link to nothing"
    except ImportFailed as error:
        return not str(error)
    return True


def _imports(files: dict[str, bytes], folder: Path) -> bool:
    from viewer.corpus import Corpus
    from viewer.errors import NothingToImport
    from viewer.importing import import_files

    shutil.rmtree(folder, ignore_errors=True)
    (folder / "in").mkdir(parents=True)
    for name, data in files.items():
        (folder / "in" / name).write_bytes(data)
    try:
        import_files([folder / "in"], folder / "c.hexapla")
    except NothingToImport as error:
        assert not (folder / "c.hexapla").exists()
        return not error.refused
    with Corpus.open(folder / "c.hexapla", read_only=True) as corpus:
        assert corpus.check() == []
        assert corpus.unit_count > 0
    return True


@contextmanager
def _in_time() -> Iterator[None]:
    signal.setitimer(signal.ITIMER_REAL, 6 * _SECONDS)  # of the clock: the machine may be busy
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _too_slow(_number: int, _frame: FrameType | None) -> None:
    raise TooSlow
