"""After corrections a search finds the same as in a folded text made anew, and folds nothing but what was corrected."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_search_corpus import make

from viewer.corpus import Corpus
from viewer.model import SegmentId
from viewer.search.engine import Engine
from viewer.search.query import parse

LINES = ["Straße und Haus", "か\u3099 Haus", "ابرهيم", "# Haus", "ohne", "haus haus"]
EDITS = st.lists(
    st.tuples(st.integers(1, 6), st.sampled_from(["Haus", "ß", "カ", "ابراهيم", "x", "Haus Straße Haus"])), max_size=5
)
QUERIES = ["haus", "ss", "か", "/h.us/", "h*", "ابراهيم", "s"]


def found(engine: Engine, corpus: Corpus, text: str) -> list[object]:
    switches = [{}, {"word": True}, {"exact": True}, {"kana": True}, {"loose_arabic": True}]
    return [
        [*engine.hits(query), engine.count(query)]
        for switch in switches
        for query in [parse(text, versions=corpus.versions(), **switch)]  # type: ignore[arg-type]
    ]


@settings(max_examples=30)
@given(EDITS, st.integers(0, 3), st.sampled_from(QUERIES))
def test_finds_the_same_as_a_text_folded_anew(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[int, str]], undone: int, text: str
) -> None:
    folder = tmp_path_factory.mktemp("corrected")
    with Corpus.open(make(folder / "made.hexapla", {"de": LINES})) as corpus:
        Engine(corpus, folder / "kept").prepare(corpus.versions()[0].id)
        kept = list((folder / "kept").iterdir())
        for segment, wording in edits:
            corpus.correct(SegmentId(segment), wording)
        for _ in range(undone):
            corpus.undo()
        assert found(Engine(corpus, folder / "kept"), corpus, text) == found(
            Engine(corpus, folder / "new"), corpus, text
        )
        assert list((folder / "kept").iterdir()) == kept


def test_many_corrections_are_folded_in_when_nobody_waits(tmp_path: Path) -> None:
    with Corpus.open(make(tmp_path / "made.hexapla", {"de": [f"Zeile {row}" for row in range(80)]})) as corpus:
        engine = Engine(corpus, tmp_path / "cache")
        (version,) = corpus.versions()
        engine.prepare(version.id)
        for segment in range(1, 62):
            corpus.correct(SegmentId(segment), f"Reihe {segment}")
        (version,) = corpus.versions()
        assert engine.count(parse("reihe", versions=[version])).units == 61
        assert not Engine(corpus, tmp_path / "cache").is_prepared(version)
        Engine(corpus, tmp_path / "cache").prepare(version.id)
        (file,) = (tmp_path / "cache").iterdir()
        assert str(version.revision) in file.name
        assert Engine(corpus, tmp_path / "cache").is_prepared(version)
