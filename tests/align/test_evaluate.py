from __future__ import annotations

import random
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.align.evaluate import evaluate
from viewer.align.rows_file import Row, read_rows, write_rows
from viewer.errors import Malformed

GOLD: list[Row] = [((0,), (0,)), ((1,), ()), ((2, 3), (1,)), ((4,), (2,))]


def test_the_gold_itself_is_perfect() -> None:
    scores = evaluate(GOLD, GOLD)
    assert (scores.strict.f1, scores.lax.f1, scores.units) == (1, 1, None)


def test_a_bead_that_is_partly_right_counts_laxly() -> None:
    scores = evaluate(GOLD, [((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((4,), (2,))])
    assert scores.strict.precision == 2 / 4
    assert scores.lax.precision == 3 / 4
    assert scores.lax.recall == 1


@pytest.mark.parametrize("width", [2, 3, 5])
@pytest.mark.parametrize("seed", range(5))
def test_agrees_with_the_reference(case_maker: ModuleType, width: int, seed: int) -> None:
    gold, rows = (random_rows(random.Random(seed + 100 * k), width) for k in (0, 1))
    scores = evaluate(gold, rows)
    pairs = [(a, b) for a in range(width) for b in range(a + 1, width)]
    strict, lax = case_maker.score([(case_maker.project(gold, *p), case_maker.project(rows, *p)) for p in pairs])
    assert (scores.strict.precision, scores.strict.recall, scores.strict.f1) == pytest.approx(strict)
    assert (scores.lax.precision, scores.lax.recall, scores.lax.f1) == pytest.approx(lax)
    if width > 2:
        assert scores.units is not None
        assert scores.units.f1 == pytest.approx(case_maker.unit_f([(gold, rows)]))


def random_rows(choose: random.Random, width: int) -> list[Row]:
    """Rows that take the segments of every version in order."""
    done = [0] * width
    rows: list[Row] = []
    for _ in range(30):
        sizes = [choose.choice([0, 1, 1, 1, 2]) for _ in range(width)]
        rows.append(tuple(tuple(range(start, start + size)) for start, size in zip(done, sizes, strict=True)))
        done = [start + size for start, size in zip(done, sizes, strict=True)]
    return [row for row in rows if any(row)]


cells = st.lists(st.integers(0, 10**6), max_size=4).map(tuple)


@given(st.integers(2, 6).flatmap(lambda width: st.lists(st.tuples(*[cells] * width), max_size=20)))
def test_what_was_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> None:
    path = tmp_path_factory.mktemp("rows") / "rows.tsv"
    versions = tuple(f"v{k}" for k in range(len(rows[0]) if rows else 2))
    write_rows(path, versions, rows)
    assert read_rows(path).rows == tuple(rows)
    write_rows(path, versions, rows, [0.5] * len(rows))
    assert read_rows(path).rows == tuple(rows)
    assert read_rows(path).versions == versions


@pytest.mark.parametrize(
    ("content", "place"),
    [("", "line 1"), ("0\t0\n", "line 1"), ("#de\tpt\n0\n", "line 2"), ("#de\tpt\n0\tx\n", "line 2")],
)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, content: str, place: str) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Malformed) as raised:
        read_rows(path)
    assert raised.value.place == place


def test_the_gold_of_the_sample_can_be_read(shared_data: Path) -> None:
    gold = read_rows(shared_data / "gold" / "seeds.tsv")
    assert gold.versions == ("de", "pt", "ar", "ja", "ur")
    assert len(gold.rows) == 43
