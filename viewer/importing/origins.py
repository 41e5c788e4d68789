"""Where on this computer the texts of a corpus were read from, so that a file that changes can be offered again.

A corpus carries no personal paths. So they are kept in the user's own data folder, a small file for each corpus, by the
digest of the bytes that were imported: what the corpus says of its texts is enough to find them again.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from viewer import folders
from viewer.corpus import Corpus
from viewer.errors import Cancelled, ImportFailed
from viewer.formats.source import SourceFile
from viewer.model import Text

_FOLDER = "origins"
_MOST = 5_000
"""Files remembered of one corpus, the newest."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that texts of a corpus were read from, as far as it is known on this computer."""

    path: Path
    digest: str
    """SHA-256 of its bytes when it was imported, in hexadecimal."""
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file that holds something else than what was imported."""

    origin: Origin
    digest: str
    """SHA-256 of its bytes now, in hexadecimal."""


def remember(corpus: Corpus, files: Mapping[Path, str]) -> None:
    """Notes where files with these digests are. If it cannot be noted, nothing is lost but an offer."""
    known = dict(_read(corpus.uuid))
    for file, digest in files.items():
        known.pop(digest, None)  # the newest come last
        known[digest] = str(file.absolute())
    with suppress(OSError):
        _write(corpus.uuid, dict(list(known.items())[-_MOST:]))


def origins(corpus: Corpus) -> tuple[Origin, ...]:
    """The files of the corpus' texts whose place is known, in the order of their first text."""
    known = _read(corpus.uuid)
    found: dict[str, list[Text]] = {}
    for text in corpus.texts():
        if text.source.digest in known:
            found.setdefault(text.source.digest, []).append(text)
    return tuple(Origin(Path(known[digest]), digest, tuple(texts)) for digest, texts in found.items())


def changed(found: Iterable[Origin], cancelled: Callable[[], bool] = lambda: False) -> tuple[ChangedFile, ...]:
    """Those whose file is there and holds something else now. Raises Cancelled."""
    different = []
    for origin in found:
        if cancelled():
            raise Cancelled
        now = digest_of(origin.path)
        if now is not None and now != origin.digest:
            different.append(ChangedFile(origin, now))
    return tuple(different)


def digest_of(path: Path) -> str | None:
    """SHA-256 of the bytes of a file, in hexadecimal; None if it is not there or may not be read."""
    try:
        return SourceFile.open(path).digest
    except ImportFailed:
        return None


def _file(uuid: str) -> Path:
    # A corpus of unknown origin may call itself anything; a digest is a file name.
    return folders.data() / _FOLDER / f"{hashlib.sha256(uuid.encode()).hexdigest()[:32]}.json"


def _read(uuid: str) -> Mapping[str, str]:
    try:
        found = json.loads(_file(uuid).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {digest: path for digest, path in found.items() if isinstance(path, str)}


def _write(uuid: str, known: Mapping[str, str]) -> None:
    file = _file(uuid)
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_text(json.dumps(known, ensure_ascii=True, indent=1), encoding="utf-8")
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)
