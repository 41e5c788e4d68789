"""What the tests of markup ask of a draft."""

from __future__ import annotations

import random
from pathlib import Path

from viewer.formats.draft import Draft, DraftSegment
from viewer.formats.registry import read
from viewer.formats.source import SourceFile


def drafted(name: str, content: str | bytes) -> Draft:
    return read(SourceFile(Path(name), content if isinstance(content, bytes) else content.encode()))


def segments(draft: Draft) -> list[DraftSegment]:
    """All of them, in the order and number that the draft promises."""
    (document,) = draft.documents
    (text,) = document.texts
    found = list(text.segments("und"))
    assert found == list(text.segments("und"))
    assert len(found) == text.size
    return found


def texts(draft: Draft) -> list[str]:
    return [segment.text for segment in segments(draft)]


def notes(segment: DraftSegment) -> list[tuple[str, str, str]]:
    """Kind, letters and value of every annotation."""
    return [(note.kind, segment.text[note.start : note.stop], note.value) for note in segment.annotations]


def mutated(data: bytes, seed: int) -> bytes:
    """The bytes with a few of them changed, cut out, doubled or cut off."""
    chance = random.Random(seed)
    found = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(found) or 1)
        match chance.randrange(4):
            case 0:
                found[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del found[at : at + chance.randint(1, 40)]
            case 2:
                found[at:at] = found[at : at + chance.randint(1, 40)]
            case 3:
                found[at:at] = chance.choice([b"<", b"</", b"&#x0;", b"\0", b"\xff", b"]]>", b"<ruby><rt>", b"<!--"])
    return bytes(found[: chance.randrange(len(found))] if chance.random() < 0.2 and found else found)
