"""A quick look at how good alignments are; the whole table is in `tests/benchmarks/bench_align.py`."""

from __future__ import annotations

import itertools
from pathlib import Path
from types import ModuleType

import pytest

from viewer.align import Paragraphs, align
from viewer.align.rows_file import Row, read_rows
from viewer.assets import seeds

LANGUAGES = ("de", "pt", "ar", "ja", "ur")


def paragraphs(language: str) -> Paragraphs:
    lines = (seeds() / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return Paragraphs(language, [line for line in lines if line.strip()])


def gold(shared_data: Path, languages: tuple[str, ...]) -> set[Row]:
    found = read_rows(shared_data / "gold" / "seeds.tsv")
    columns = [found.versions.index(language) for language in languages]
    return {row for row in (tuple(row[k] for k in columns) for row in found.rows) if any(row)}


def rows(languages: tuple[str, ...]) -> set[Row]:
    return {unit.cells for unit in align([paragraphs(language) for language in languages])}


@pytest.mark.parametrize("languages", [LANGUAGES, LANGUAGES[::-1], ("ja", "de", "ur", "pt", "ar")])
def test_every_row_of_the_sample_is_right(shared_data: Path, languages: tuple[str, ...]) -> None:
    assert rows(languages) == gold(shared_data, languages)


@pytest.mark.parametrize("count", [4, 3])
def test_every_row_is_right_without_one_or_two_of_the_versions(shared_data: Path, count: int) -> None:
    for languages in itertools.combinations(LANGUAGES, count):
        assert rows(languages) == gold(shared_data, languages), languages


@pytest.mark.parametrize(("languages", "strict", "lax"), [("de-pt", 0.9, 0.95), ("ja-ur", 0.85, 0.92)])
def test_merged_and_deleted_paragraphs_are_found(
    case_maker: ModuleType, languages: str, strict: float, lax: float
) -> None:
    tags = languages.split("-")
    pairs = []
    for _, texts, golden in itertools.islice(case_maker.cases(tags, seed=11), 6):
        units = align([Paragraphs(tag, text) for tag, text in zip(tags, texts, strict=True)])
        pairs.append((golden, [unit.cells for unit in units]))
    (_, _, strict_f1), (_, _, lax_f1) = case_maker.score(pairs)
    assert strict_f1 > strict
    assert lax_f1 > lax


def test_confidence_tells_right_rows_from_wrong_ones(case_maker: ModuleType) -> None:
    right, wrong = [], []
    for _, texts, golden in itertools.islice(case_maker.cases(["pt", "ja"], seed=12), 6):
        for unit in align([Paragraphs(tag, text) for tag, text in zip(("pt", "ja"), texts, strict=True)]):
            (right if unit.cells in golden else wrong).append(unit.confidence)
    better = sum(r > w for r in right for w in wrong)
    assert better / (len(right) * len(wrong)) > 0.8
