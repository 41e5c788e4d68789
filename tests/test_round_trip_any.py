"""Any corpus comes back from any format that carries one: generated rows, texts, annotations and links."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from woven_corpus import LinkRow, Piece, Row, built, run, said, told

from viewer.corpus import NewSegment
from viewer.model import Kind, Status

TAGS = ["de", "ar", "de", "ja", "und", "pt-BR", "zh-Hant", "de"]
LETTERS = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"
) | st.sampled_from("\t\n\r\x85\u2028 \"'<>&,;=|[]{}\\#\u00a0\u3000\ufeff\u200f\U00020bb7")
TEXTS = st.text(LETTERS, max_size=12)
VALUES = TEXTS
KINDS = st.sampled_from(
    ["note", "source-id", "ruby", "prop:x", "author", "inline-code", "Genre", "emphasis", "de", "id", ""]
)
CONFIDENCES = st.none() | st.sampled_from([0.0, 0.1, 0.5, 0.25, 1.0])


Woven = tuple[list[tuple[str, str]], list[tuple[str, list[Row]]], list[LinkRow]]


def names_of(tags: list[str]) -> list[str]:
    ranks = [tags[:at].count(tag) + 1 for at, tag in enumerate(tags)]
    return [tag if rank == 1 else f"{tag}-{rank}" for tag, rank in zip(tags, ranks, strict=True)]


@st.composite
def segments(draw: st.DrawFn) -> NewSegment:
    text = draw(TEXTS)
    notes: list[tuple[int, int, str, str]] = []
    for _ in range(draw(st.integers(0, 2))):
        whole = draw(st.booleans())
        start, stop = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        notes.append((0 if whole else start, len(text) if whole else stop, draw(KINDS), draw(TEXTS)))
    return said(text, *notes, kind=draw(st.sampled_from(Kind)), excluded=draw(st.booleans()))


@st.composite
def corpora(draw: st.DrawFn) -> Woven:
    tags = TAGS[: draw(st.integers(2, len(TAGS)))]
    names = names_of(tags)
    documents: list[tuple[str, list[Row]]] = []
    for number in range(draw(st.integers(1, 3))):
        rows: list[Row] = [({names[0]: ["sicher"]}, None, Status.IMPORTED)]
        for _ in range(draw(st.integers(0, 4))):
            present = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
            cells: dict[str, list[Piece]] = {
                name: [*draw(st.lists(segments(), min_size=1, max_size=3))] for name in present
            }
            rows.append((cells, draw(CONFIDENCES), draw(st.sampled_from(Status))))
        documents.append((f"Teil {number}", rows))
    placed = [
        (number, name, at)
        for number, (_, rows) in enumerate(documents)
        for name in names
        for at in range(sum(len(cells.get(name, ())) for cells, _, _ in rows))
    ]
    links: list[LinkRow] = []
    for _ in range(draw(st.integers(0, 3))):
        source = draw(st.sampled_from(placed))
        target = draw(st.sampled_from([place for place in placed if place[0] == source[0]]))
        links.append((source, target, draw(st.text(LETTERS, max_size=5))))
    return [(tag, f"{name} hier") for tag, name in zip(tags, names, strict=True)], documents, links


@pytest.mark.parametrize("suffix", ["tmx", "tsv", "csv", "xlsx", "jsonl", "xlf"])
@given(corpus=corpora())
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_any_corpus_comes_back(suffix: str, corpus: Woven) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        built(folder / "c.hexapla", "Ganzes", *corpus)
        chosen = names_of([tag for tag, _ in corpus[0]])[: 2 if suffix == "xlf" else None]
        file, back = folder / f"out.{suffix}", folder / "back.hexapla"
        assert run("export", folder / "c.hexapla", "-o", file, "--versions", ",".join(chosen)) == 0
        assert run("import", file, "-o", back) == 0
        assert told(back) == told(folder / "c.hexapla", chosen)
