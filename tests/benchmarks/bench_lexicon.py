"""What lexicons are worth: texts aligned with what other texts taught, and with nothing; `pytest -s -m bench`."""

from __future__ import annotations

import lzma
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from viewer.align import AlignedUnit, Lexicon, Paragraphs, align
from viewer.align.rows_file import Row, read_rows
from viewer.formats.draft import DraftSegment
from viewer.importing.learning import learn_aligned
from viewer.lexicons import Lesson, Lexicons

pytestmark = pytest.mark.bench

PAIRS = (("de", "pt"), ("de", "ar"), ("ja", "ur"), ("pt", "ja"), ("ar", "ur"))
KINDS = {"10 % merged, 10 % deleted": {}, "+ 10 % boilerplate": {"boilerplate": 0.1}, "20 % deleted": {"deleted": 0.2}}
LEARNED_FROM, MEASURED_ON = 21, (11, 12)
"""Seeds."""

Case = tuple[Sequence[Sequence[str]], Sequence[Row]]


def aligned(tags: Sequence[str], texts: Sequence[Sequence[str]], known: Lexicon) -> list[AlignedUnit]:
    return align([Paragraphs(tag, text) for tag, text in zip(tags, texts, strict=True)], known=known)


def learned(lexicons: Lexicons, tags: Sequence[str], texts: Sequence[Sequence[str]]) -> None:
    """As an import does it: aligned with what is known, then learned from."""
    rows = aligned(tags, texts, lexicons.lexicon(tags))
    learn_aligned(lexicons, tags, [[DraftSegment(line) for line in text] for text in texts], rows)


def half(case_maker: ModuleType, pair: Sequence[str], seed: int, first: int, kind: str) -> Iterator[Case]:
    """Every second article, from the first or the second on."""
    for number, (_, texts, gold) in enumerate(case_maker.cases(list(pair), seed=seed, **KINDS[kind])):
        if number % 2 == first:
            yield texts, gold


def score(case_maker: ModuleType, tags: Sequence[str], cases: Sequence[Case], known: Lexicon) -> tuple[float, float]:
    found = [(gold, [row.cells for row in aligned(tags, texts, known)]) for texts, gold in cases]
    (_, _, strict), (_, _, lax) = case_maker.score(found)
    return strict, lax


@pytest.mark.parametrize("kind", KINDS)
def test_other_articles_of_the_same_kind(case_maker: ModuleType, tmp_path: Path, kind: str) -> None:
    print(f"\n{kind}: strict/lax F1 of one half of the articles; the other half taught")
    means = []
    for pair in PAIRS:
        lexicons = Lexicons(tmp_path / "-".join(pair))
        start = time.perf_counter()
        for texts, _ in half(case_maker, pair, LEARNED_FROM, 0, kind):
            learned(lexicons, pair, texts)
        seconds = time.perf_counter() - start
        known = lexicons.lexicon(pair)
        lexicons.save()
        (entry,) = lexicons.entries()
        cases = [case for seed in MEASURED_ON for case in half(case_maker, pair, seed, 1, kind)]
        without, with_it = score(case_maker, pair, cases, Lexicon()), score(case_maker, pair, cases, known)
        means.append((*without, *with_it))
        print(
            f"  {'-'.join(pair)}  without {without[0]:.3f}/{without[1]:.3f}   with {with_it[0]:.3f}/{with_it[1]:.3f}"
            f"   {entry.documents} documents aligned and learned in {seconds:.1f} s: {entry.pairs} pairs,"
            f" {entry.size / 1000:.0f} kB"
        )
    strict, lax, strict_with, lax_with = np.mean(means, axis=0)
    print(f"  mean   without {strict:.3f}/{lax:.3f}   with {strict_with:.3f}/{lax_with:.3f}")
    assert strict_with > strict
    assert lax_with > lax


@pytest.fixture(scope="module")
def journals(shared_data: Path) -> Case:
    """Journals of climbers, German and French."""
    folder = shared_data / "gold" / "text-berg-dev"
    texts = [(folder / f"{tag}.txt").read_text(encoding="utf-8").splitlines() for tag in ("de", "fr")]
    return texts, list(read_rows(folder / "gold.tsv").rows)


def halves(case: Case) -> Iterator[Case]:
    texts, gold = case
    middle = len(gold) // 2
    cuts = [max(cell[-1] for row in gold[:middle] if (cell := row[side])) + 1 for side in (0, 1)]
    yield [text[:cut] for text, cut in zip(texts, cuts, strict=True)], gold[:middle]
    later = [tuple(tuple(n - cut for n in cell) for cell, cut in zip(row, cuts, strict=True)) for row in gold[middle:]]
    yield [text[cut:] for text, cut in zip(texts, cuts, strict=True)], later


def test_the_other_half_of_the_journals(case_maker: ModuleType, journals: Case, tmp_path: Path) -> None:
    both = list(halves(journals))
    scores = []
    for taught, measured in (both, both[::-1]):
        lexicons = Lexicons(tmp_path / str(len(scores)))
        learned(lexicons, ("de", "fr"), taught[0])
        known = lexicons.lexicon(("de", "fr"))
        scores.append(
            (
                *score(case_maker, ("de", "fr"), [measured], Lexicon()),
                *score(case_maker, ("de", "fr"), [measured], known),
            )
        )
    strict, lax, strict_with, lax_with = np.mean(scores, axis=0)
    print("\nText+Berg dev, each half with what the other taught:")
    print(f"  without {strict:.4f}/{lax:.4f}   with {strict_with:.4f}/{lax_with:.4f}")
    assert strict_with > strict - 0.005


def rows_by_key(text: str) -> dict[str, str]:
    """Of lines that begin with a key and a tab."""
    return dict(line.split("\t", 1) for line in text.split("\n") if "\t" in line)


def bible(shared_data: Path, version: str) -> dict[str, str]:
    return rows_by_key(lzma.decompress((shared_data / "bible" / f"{version}.tsv.xz").read_bytes()).decode("utf-8"))


def test_texts_of_another_kind_do_no_harm(
    case_maker: ModuleType, journals: Case, shared_data: Path, tmp_path: Path
) -> None:
    lexicons = Lexicons(tmp_path)
    without = score(case_maker, ("de", "fr"), [journals], Lexicon())
    print(f"\nText+Berg dev, de-fr: without {without[0]:.4f}/{without[1]:.4f}")
    for name, (here, there) in {
        "the Declaration": [
            rows_by_key((shared_data / "udhr" / f"{file}.tsv").read_text("utf-8")) for file in ("deu_1996", "fra")
        ],
        "the Bible, too": [bible(shared_data, version) for version in ("de", "fr")],
    }.items():
        rows = [Lesson((here[key], there[key]), 1.0) for key in here if key in there]
        start = time.perf_counter()
        lexicons.learn(("de", "fr"), rows)
        lexicons.save()
        seconds = time.perf_counter() - start
        with_it = score(case_maker, ("de", "fr"), [journals], lexicons.lexicon(("de", "fr")))
        (entry,) = lexicons.entries()
        print(
            f"  with {name}: {with_it[0]:.4f}/{with_it[1]:.4f}   {len(rows)} rows learned in {seconds:.1f} s:"
            f" {entry.pairs} pairs, {entry.size / 1000:.0f} kB"
        )
        assert with_it[0] > without[0] - 0.01
        assert with_it[1] > without[1] - 0.005
