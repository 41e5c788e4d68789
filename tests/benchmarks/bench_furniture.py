"""How well furniture is told from content: precision and recall, run with `pytest -s -m bench`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType

import pytest

from viewer.align import Paragraphs, align
from viewer.assets import seeds
from viewer.model import Kind
from viewer.text.kinds import kinds
from viewer.text.paragraphs import paragraphs
from viewer.text.repetition import Repetition

pytestmark = pytest.mark.bench

CONTENT = {"title", "lead", "caption", "caption-vi", "heading", "body"}
"""Notes on the rows of the sample; all else is furniture."""


def figures(pairs: Iterable[tuple[set[int], set[int]]]) -> tuple[float, float]:
    """Precision and recall of (found, true)."""
    found, true = zip(*pairs, strict=True)
    both = sum(len(a & b) for a, b in zip(found, true, strict=True))
    return both / max(1, sum(map(len, found))), both / max(1, sum(map(len, true)))


def test_the_sample(shared_data: Path) -> None:
    lines = (shared_data / "gold" / "seeds.notes.tsv").read_text(encoding="utf-8").splitlines()
    tags = lines[0].removeprefix("#").split("\t")[:5]
    rows = [line.split("\t") for line in lines[1:]]
    print("\nthe sample: precision and recall of furniture, a document at a time")
    pairs = []
    for column, tag in enumerate(tags):
        true = {int(row[column]) for row in rows if row[column] != "-" and row[5] not in CONTENT}
        text, _ = paragraphs((seeds() / f"{tag}.txt").read_text(encoding="utf-8"))
        found = {number for number, kind in enumerate(kinds(text, tag)) if kind is Kind.FURNITURE}
        pairs.append((found, true))
        print(f"  {tag}  precision {figures(pairs[-1:])[0]:.3f}  recall {figures(pairs[-1:])[1]:.3f}  of {len(true)}")
    assert figures(pairs) == (1.0, 1.0)


def by_repetition(documents: Sequence[Sequence[str]], tag: str) -> list[set[int]]:
    repetition = Repetition(tag)
    for document in documents:
        repetition.add(document)
    return [set(repetition.furniture(document)) for document in documents]


@pytest.mark.parametrize("count", [3, 5, 8, 17])
def test_lines_that_documents_repeat(case_maker: ModuleType, count: int) -> None:
    """News with 10 % furniture at random places."""
    pairs = []
    for tag, lines in case_maker.FURNITURE.items():
        other = "en" if tag != "en" else "de"
        for seed in (3, 4):
            cases = list(case_maker.cases([other, tag], seed=seed, boilerplate=0.1))[:count]
            documents = [texts[1] for _, texts, _ in cases]
            for document, found in zip(documents, by_repetition(documents, tag), strict=True):
                pairs.append((found, {number for number, line in enumerate(document) if line in lines}))
    precision, recall = figures(pairs)
    print(f"\n{count} documents with furniture: precision {precision:.3f}  recall {recall:.3f}")
    assert precision > 0.99


def test_news_without_furniture(case_maker: ModuleType) -> None:
    marked = total = 0
    for tag in case_maker.FURNITURE:
        documents = [[line[tag] for line in article] for article in case_maker.articles()]
        marked += sum(map(len, by_repetition(documents, tag)))
        total += sum(map(len, documents))
    print(f"\nnews without furniture: {marked} of {total} paragraphs are taken for it")
    assert not marked


def test_what_it_is_worth_for_the_alignment(case_maker: ModuleType) -> None:
    """News with 10 % furniture on one side, aligned without and with what repetition tells of it."""
    means = []
    for pair in (("de", "pt"), ("ja", "ur"), ("ar", "ur")):
        cases = list(case_maker.cases(list(pair), seed=1, boilerplate=0.1))
        flags = by_repetition([texts[1] for _, texts, _ in cases], pair[1])
        found = []
        for is_told in (False, True):
            rows = []
            for (_, (here, there), gold), furniture in zip(cases, flags, strict=True):
                told = [number in furniture for number in range(len(there))] if is_told else None
                units = align([Paragraphs(pair[0], here), Paragraphs(pair[1], there, None, told)])
                rows.append((gold, [unit.cells for unit in units]))
            found += [score[2] for score in case_maker.score(rows)]
        means.append(found)
        print(
            f"\n  {'-'.join(pair)}  without {found[0]:.3f}/{found[1]:.3f}   with {found[2]:.3f}/{found[3]:.3f}", end=""
        )
    strict, lax, strict_with, lax_with = (sum(column) / len(means) for column in zip(*means, strict=True))
    print(f"\n  mean   without {strict:.3f}/{lax:.3f}   with {strict_with:.3f}/{lax_with:.3f}")
    assert strict_with > strict
