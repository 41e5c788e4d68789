"""One row of the table of hostile input: a file, and which of the three answers it must get."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SECRET = "Parole Rhabarber"
"""Stands in a file beside the sources that nothing may read; `@SECRET@` in a case is its path."""
HOST = "@HOST@"
"""In a case, an address on which the guard listens; nobody may call there."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Accepted, with exactly these cautions, or refused in words that hold these."""

    cautions: tuple[str, ...] = ()
    segments: int | None = None
    """In all versions of the file together; None for any number but 0."""
    words: tuple[str, ...] | None = None
    """Of the place and the reason; None for what is accepted."""


@dataclass(frozen=True, slots=True)
class Made:
    """What is no file with a content, and how it is made at a path."""

    make: Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    file: str
    content: bytes | str | Made | Callable[[], bytes | str]
    answer: Answer
    seconds: float = 10.0
    """That it may take of the processor."""


def accepted(segments: int | None = None) -> Answer:
    return Answer(segments=segments)


def warned(*cautions: str, segments: int | None = None) -> Answer:
    """By the values of `Caution`."""
    return Answer(tuple(sorted(cautions)), segments)


def refused(*words: str) -> Answer:
    return Answer(words=words)


def put(case: Case, path: Path, replaced: dict[str, str]) -> None:
    """Makes the file of a case."""
    if isinstance(case.content, Made):
        case.content.make(path)
        return
    content = case.content if isinstance(case.content, bytes | str) else case.content()
    data = content.encode() if isinstance(content, str) else content
    for name, value in replaced.items():
        data = data.replace(name.encode(), value.encode()) if len(data) < 1 << 20 else data
    path.write_bytes(data)
