"""Which formats can be written, and how: from a stream of rows into files that are there whole or not at all.

Every module of this package that has `WRITERS` writes: a new format is a new module, and nothing else changes.
"""

from __future__ import annotations

import errno
import glob
import importlib
import os
import pkgutil
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import viewer.formats
from viewer.errors import CorpusMissing, DiskFull, Exists, HexaplaError, ReadOnly, Unwritable
from viewer.formats.beside import Ends, no_ends
from viewer.formats.draft import Cautions
from viewer.formats.page_setup import Layout, PageSetup
from viewer.model import Document, RowLevel, Unit, Version

_NAME_KEPT = 40
"""Characters of a name that its part has too: file systems allow 255 bytes."""
_ABANDONED = 3600.0
"""Seconds after which a part that nobody has written to is taken for a killed program's."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a writer is told beside the rows. All counts are those of what is exported."""

    title: str
    documents: tuple[Document, ...]
    """All of the corpus, so that the numbers in the rows hold; one that is not exported has no units."""
    versions: tuple[Version, ...]
    """The columns, in the order wanted."""
    units: int
    """How many rows there will be, before any is cut into sentences."""
    setup: PageSetup = field(default_factory=PageSetup)
    """For formats that have pages or at least a layout."""
    cautions: Cautions = field(default_factory=Cautions)
    """What could not be written as it is."""
    ends: Ends = no_ends
    """The ends of links at a segment."""
    identity: str = ""
    """What tells the corpus from any other, whatever it is called."""
    kinds: Callable[[], Sequence[str]] = tuple
    """The kinds of annotations of the corpus that are about whole segments."""
    level: RowLevel = RowLevel.PARAGRAPH
    """Whether rows are cut into sentences."""


def _itself(_: Context, target: Path) -> tuple[Path, ...]:
    return (target,)


def _nothing(_: Context) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Writer:
    """One kind of file to write."""

    name: str
    """As `--format` and `hexapla formats` call it."""
    suffixes: tuple[str, ...]
    """In lower case with the dot; none where the target is a stem."""
    write: Callable[[Iterable[Unit], Context, Sequence[Path]], None]
    """Writes the rows into `files`, which are there and empty. Raises Unwritable, and OSError."""
    files: Callable[[Context, Path], tuple[Path, ...]] = _itself
    """The files that the target stands for."""
    check: Callable[[Context], None] = _nothing
    """Raises Unwritable, with what to do, where the format cannot hold this."""
    layouts: tuple[Layout, ...] = ()
    """Those that may be chosen; none where rows have no look."""
    has_pages: bool = False
    """Whether paper may be chosen."""
    takes_sentences: bool = False
    """Whether its rows may be sentences: it need not know before how many there are, and is no text to be read."""
    has_footnotes: bool = False
    """Whether footnotes stand as such in what it writes."""
    has_annotations: bool = True
    """Whether there is a place for what is said of a text."""

    @property
    def names(self) -> set[str]:
        """What `--format` takes: the name, or a suffix without its dot."""
        return {self.name, *(suffix[1:] for suffix in self.suffixes)}


@lru_cache(maxsize=1)
def writers() -> tuple[Writer, ...]:
    """All formats that are written, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(viewer.formats.__path__))
    modules = [importlib.import_module(f"viewer.formats.{name}") for name in names]
    return tuple(
        sorted((one for module in modules for one in getattr(module, "WRITERS", ())), key=lambda one: one.name)
    )


def writer_for(target: Path, name: str | None = None, among: Sequence[Writer] | None = None) -> Writer:
    """The format with this name, else the one that the suffix names: none at all a stem. Raises Unwritable."""
    among = writers() if among is None else among
    suffix = target.suffix.lower()
    for one in among:
        if name.lower() in one.names if name else suffix in (one.suffixes or ("",)):
            return one
    if name:
        raise Unwritable(name, f"choose one of {', '.join(one.name for one in among)}")
    known = " ".join(suffix for one in among for suffix in one.suffixes)
    raise Unwritable(target.name, f"no format has this suffix; the suffixes are {known}")


def write(writer: Writer, rows: Iterable[Unit], context: Context, target: Path, *, overwrite: bool) -> tuple[Path, ...]:
    """Writes the rows beside their target and gives them its name when all are there; the files written.

    Raises Unwritable, Exists, CorpusMissing (no such folder), ReadOnly and DiskFull, and what `rows` raises; nothing is
    left behind then.
    """
    writer.check(context)
    files = tuple(Path(os.path.realpath(file)) for file in writer.files(context, target))
    with staged(files, target, overwrite=overwrite) as parts:
        writer.write(rows, context, parts)
    return files


@contextmanager
def staged(files: Sequence[Path], target: Path, *, overwrite: bool) -> Iterator[list[Path]]:
    """Empty files to write to, which are given the names of `files` at the end, all or none of them.

    `target` is what errors name. Raises as `write` does.
    """
    _check(files, overwrite)
    for file in files:
        _remove_abandoned(file)
    found = [(_beside(file), file) for file in files]
    try:
        for part, _ in found:
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        yield [part for part, _ in found]
        _check(files, overwrite)
        _publish(found)
    except OSError as error:
        raise _worded(target, error) from error
    finally:
        for part, _ in found:
            with suppress(OSError):
                part.unlink()


def _check(files: Sequence[Path], overwrite: bool) -> None:
    for file in files:
        if file.is_dir():
            raise Unwritable(file.name, "a folder of this name is in the way; choose another name")
        if not file.parent.is_dir():
            raise CorpusMissing(file.parent)
        if file.exists() and not overwrite:
            raise Exists(file)


def _beside(file: Path) -> Path:
    """A name for a file that is there only for a while."""
    return file.with_name(f"{file.name[:_NAME_KEPT]}.{secrets.token_hex(4)}.part")


def _remove_abandoned(file: Path) -> None:
    """Removes what a killed program left beside the file; one that still writes has written just now."""
    for part in file.parent.glob(f"{glob.escape(file.name[:_NAME_KEPT])}.{'[0-9a-f]' * 8}.part"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > _ABANDONED:
                part.unlink()


def _publish(parts: Sequence[tuple[Path, Path]]) -> None:
    """Renames all, or, if one cannot be renamed, none."""
    for part, _ in parts:
        with open(part, "rb+") as written:
            os.fsync(written.fileno())
    if len(parts) == 1:
        os.replace(*parts[0])
        return
    kept: list[tuple[Path, Path]] = []  # what was there before, set aside, and its name
    done: list[Path] = []
    try:
        for part, file in parts:
            if file.exists():
                aside = _beside(file)
                os.replace(file, aside)
                kept.append((aside, file))
            os.replace(part, file)
            done.append(file)
    except BaseException:
        for file in done:
            file.unlink()
        for aside, file in kept:
            os.replace(aside, file)
        raise
    for aside, _ in kept:
        aside.unlink()


def _worded(target: Path, error: OSError) -> HexaplaError:
    return DiskFull(target) if error.errno in (errno.ENOSPC, errno.EDQUOT) else ReadOnly(target)
