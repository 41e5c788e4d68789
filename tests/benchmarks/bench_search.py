"""The search on 31,102, 100,000 and 1,000,000 rows of five versions, beside SQLite, plain Python and ripgrep.

Figures are milliseconds, the least of some repeats. "First" is the time to the first rows, "one" that to all rows and
counts of a term in its version, "five" the same in all versions; of each the middle of the terms, and the worst. They
are printed, and written to .benchmarks/search.json.
"""

from __future__ import annotations

import json
import lzma
import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from child import Figures, load, report
from kept_corpora import SEARCHED, verses
from search_asks import MOSTLY, TERMS, WHOLE, Ask
from search_baselines import PYTHON, RIPGREP, SQLITE, ripgrep_start
from search_measures import Searched, Taken
from stopwatch import least, percentile

from viewer.text.folding import Folding, fold_traced

pytestmark = pytest.mark.bench

MANY = int(os.environ.get("HEXAPLA_BENCH_ROWS", "1000000"))
SIZES = (31_102, 100_000, MANY)
AIMS: dict[int, Figures] = {
    31_102: {"five p50": 5, "five worst": 60},
    1_000_000: {"first p95": 15, "one p50": 25, "one/ripgrep p50": 1.5, "five p50": 150, "streamed first": 30},
}
"""At so many rows, the most that is allowed."""


def say(what: str, *figures: object) -> None:
    print(f"  {what:<24}", *(f"{figure:>10}" for figure in figures))


def ms(figures: Iterable[float], share: int = 50) -> str:
    figures = list(figures)
    if not figures:
        return "-"
    figure = percentile(figures, share)
    return f"{figure:.2f}" if figure < 10 else f"{figure:,.1f}" if figure < 100 else f"{figure:,.0f}"


def test_folding(shared_data: Path) -> None:
    print()
    for version in SEARCHED:
        with lzma.open(shared_data / "bible" / f"{version}.tsv.xz", "rt", encoding="utf-8") as file:
            lines = [line.rstrip("\n").split("\t")[1] for line in file]
        size = sum(len(line.encode()) for line in lines) / 1000
        plain = least(lambda lines=lines: [Folding().fold(line) for line in lines], 3)
        traced = least(lambda lines=lines: [fold_traced(line) for line in lines], 3)
        mapped = least(lambda lines=lines: [Folding().fold_with_map(line) for line in lines], 3)
        say(
            f"fold {version}",
            f"{size / plain:.0f} MB/s; for the cache {size / traced:.0f} MB/s; "
            f"with its map {mapped / len(lines) * 1000:.1f} us a row",
        )


def test_search(shared_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        start = ripgrep_start()
        print("\n  ripgrep is not here" if start is None else f"\n  ripgrep, of which {start:.1f} ms are its start")
        measured = {rows: _measured(verses(shared_data, rows), rows) for rows in SIZES}
        _show_growth({rows: terms for rows, (terms, _) in measured.items()})
        report("search").write_text(
            json.dumps({rows: figures for rows, (_, figures) in measured.items()}, indent=1) + "\n", encoding="utf-8"
        )
        missed = list(_missed({rows: figures for rows, (_, figures) in measured.items()}))
    assert not missed


def _measured(path: Path, rows: int) -> tuple[dict[str, Taken], Figures]:
    searched = Searched(path)
    print(f"\n  {rows:,} rows x {len(searched.versions)}, {load()}; index of the corpus {searched.index:.1f} ms")
    terms = searched.terms()
    _show_terms(terms)
    say("", "rows", "first", "all")
    streamed = list(terms["one letter"].first)
    for name, found, first, whole in searched.others():
        say(name, f"{found:,}", ms([first]), ms([whole]))
        if name != WHOLE:
            streamed.append(first)
    hits, taken = searched.spans(Ask("de:Gott"))
    say("Gott, hits with spans", f"{hits:,}", "", ms([taken]))
    searched.close()
    return terms, _figures(terms) | {"streamed first": max(streamed)}


def _show_terms(terms: dict[str, Taken]) -> None:
    say("", "hits", "rows", "first p95", "one", "worst", "five", "worst", PYTHON, SQLITE, RIPGREP, "one/rg")
    for kind, taken in terms.items():
        beside = [taken.beside.get(name, []) for name in (PYTHON, SQLITE, RIPGREP)]
        say(
            kind,
            f"{taken.hits:,}",
            f"{taken.rows:,}",
            ms(taken.first, 95),
            *(ms(figures, share) for figures in (taken.one, taken.all) for share in (50, 100)),
            *map(ms, beside),
            ms(_ratios(taken)),
        )


def _ratios(taken: Taken) -> list[float]:
    return [one / other for one, other in zip(taken.one, taken.beside.get(RIPGREP, ()), strict=False)]


def _figures(terms: dict[str, Taken]) -> Figures:
    """Of what is mostly asked for; only the worst is of all terms."""
    mostly = [terms[kind] for kind in MOSTLY]
    lists = {
        "first": [figure for taken in mostly for figure in taken.first],
        "one": [figure for taken in mostly for figure in taken.one],
        "five": [figure for taken in mostly for figure in taken.all],
        "one/ripgrep": [figure for taken in mostly for figure in _ratios(taken)],
    }
    found = {f"{name} p{share}": percentile(lists[name], share) for name in lists for share in (50, 95) if lists[name]}
    return found | {"five worst": max(figure for taken in terms.values() for figure in taken.all)}


def _show_growth(measured: dict[int, dict[str, Taken]]) -> None:
    print("\n  growth: one version, milliseconds")
    say("", *(f"{rows:,}" for rows in measured), "a million")
    for kind in TERMS:
        figures = [percentile(terms[kind].one, 50) for terms in measured.values()]
        say(kind, *(ms([figure]) for figure in figures), ms([figures[-1] / MANY * 1e6]))


def _missed(measured: dict[int, Figures]) -> Iterable[str]:
    print()
    for rows, aims in AIMS.items():
        for name, most in aims.items():
            if rows not in measured or name not in measured[rows]:
                say(name, "not here")
                continue
            figure = measured[rows][name]
            told = "" if figure <= most else "MISSED"
            print(f"  {rows:>9,} rows: {name:<18} {figure:8.2f}  (aim {most:g})  {told}".rstrip())
            if told:
                yield f"{rows:,} rows: {name} {figure:.2f} (aim {most:g})"
