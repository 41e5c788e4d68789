"""The dynamic programme against every path there is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.align.beads import MATCHES, Band, Bead, best_path, posterior

PRIOR = np.log([0.4, 0.1, 0.1, 0.05, 0.05, 0.02, 0.02, 0.05, 0.01, 0.01, 0.1, 0.09])


def check() -> None:
    pass


def every_path(sources: int, targets: int) -> Iterator[list[Bead]]:
    if not sources and not targets:
        yield []
    for a, b in (*MATCHES, (1, 0), (0, 1)):
        if a <= sources and b <= targets:
            for path in every_path(sources - a, targets - b):
                yield [*path, (range(sources - a, sources), range(targets - b, targets))]


def cost(path: list[Bead], evidence: np.ndarray) -> float:
    total = 0.0
    for source, target in path:
        if source and target:
            k = MATCHES.index((len(source), len(target)))
            total += float(evidence[k, source.stop - 1, target.stop]) + PRIOR[k]
        else:
            total += PRIOR[-2] * len(source) + PRIOR[-1] * len(target)
    return total


@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_probabilities_and_best_path_are_those_of_enumeration(sources: int, targets: int, seed: int) -> None:
    band = Band.full(sources, targets)
    shape = (len(MATCHES), sources, band.width)
    evidence = np.random.default_rng(seed).normal(0, 2, shape).astype(np.float32)
    paths = list(every_path(sources, targets))
    weights = np.exp([cost(path, evidence) for path in paths])
    found = posterior(band, evidence, PRIOR, check)
    weights /= weights.sum()
    for bead in {bead for path in paths for bead in path if bead[0] and bead[1]}:
        expected = sum(weight for weight, path in zip(weights, paths, strict=True) if bead in path)
        assert found.of(*bead) == pytest.approx(expected, abs=1e-5)
    assert cost(best_path(band, evidence, PRIOR, check), evidence) == pytest.approx(
        max(cost(path, evidence) for path in paths), abs=1e-5
    )


@given(st.integers(1, 7), st.integers(1, 7), st.integers(0, 2**32 - 1))
def test_every_segment_is_in_one_bead_of_certain_total(sources: int, targets: int, seed: int) -> None:
    band = Band.full(sources, targets)
    evidence = np.random.default_rng(seed).normal(0, 2, (len(MATCHES), sources, band.width)).astype(np.float32)
    found = posterior(band, evidence, PRIOR, check)
    taken = found.source_alone.sum() + sum(a * found.matches[k].sum() for k, (a, _) in enumerate(MATCHES))
    assert taken == pytest.approx(sources, abs=1e-4)
    taken = found.target_alone.sum() + sum(b * found.matches[k].sum() for k, (_, b) in enumerate(MATCHES))
    assert taken == pytest.approx(targets, abs=1e-4)


def test_a_band_around_the_path_changes_nothing() -> None:
    size = 40
    full = Band.full(size, size)
    evidence = np.full((len(MATCHES), size, full.width), -3.0, dtype=np.float32)
    evidence[0, np.arange(size), np.arange(size) + 1] = 5
    states = np.arange(size + 1)
    narrow = Band(np.maximum(states - 4, 0), np.minimum(states + 5, size + 1))
    inside = np.full((len(MATCHES), size, narrow.width), -3.0, dtype=np.float32)
    inside[0, np.arange(size), np.arange(1, size + 1) - narrow.low[1:]] = 5
    assert best_path(full, evidence, PRIOR, check) == best_path(narrow, inside, PRIOR, check)
    found = posterior(narrow, inside, PRIOR, check)
    assert found.edge() < 1e-6
    assert found.links().values == pytest.approx(np.ones(size), abs=0.05)


def test_a_path_along_the_border_of_the_band_is_noticed() -> None:
    size = 20
    states = np.arange(size + 1)
    band = Band(np.maximum(states - 1, 0), np.minimum(states + 4, size + 1))
    evidence = np.zeros((len(MATCHES), size, band.width), dtype=np.float32)
    assert posterior(band, evidence, PRIOR, check).edge() > 1e-3
