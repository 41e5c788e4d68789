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


def cost(path: list[Bead], band: Band, evidence: np.ndarray) -> float:
    total = 0.0
    for source, target in path:
        if source and target:
            k = MATCHES.index((len(source), len(target)))
            cell = band.cell(np.array(source.stop), np.array(target.stop))
            total += float(evidence[k, cell]) + PRIOR[k]
        else:
            total += PRIOR[-2] * len(source) + PRIOR[-1] * len(target)
    return total


@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_probabilities_and_best_path_are_those_of_enumeration(sources: int, targets: int, seed: int) -> None:
    band = Band.full(sources, targets)
    evidence = np.random.default_rng(seed).normal(0, 2, (len(MATCHES), band.cells)).astype(np.float32)
    paths = list(every_path(sources, targets))
    weights = np.exp([cost(path, band, evidence) for path in paths])
    found = posterior(band, evidence, PRIOR, check)
    weights /= weights.sum()
    for bead in {bead for path in paths for bead in path if bead[0] and bead[1]}:
        expected = sum(weight for weight, path in zip(weights, paths, strict=True) if bead in path)
        assert found.of(*bead) == pytest.approx(expected, abs=1e-5)
    assert cost(best_path(band, evidence, PRIOR, check), band, evidence) == pytest.approx(
        max(cost(path, band, evidence) for path in paths), abs=1e-5
    )


@given(st.integers(1, 7), st.integers(1, 7), st.integers(0, 2**32 - 1))
def test_every_segment_is_in_one_bead_of_certain_total(sources: int, targets: int, seed: int) -> None:
    band = Band.full(sources, targets)
    evidence = np.random.default_rng(seed).normal(0, 2, (len(MATCHES), band.cells)).astype(np.float32)
    found = posterior(band, evidence, PRIOR, check)
    taken = found.source_alone.sum() + sum(a * found.matches[k].sum() for k, (a, _) in enumerate(MATCHES))
    assert taken == pytest.approx(sources, abs=1e-4)
    taken = found.target_alone.sum() + sum(b * found.matches[k].sum() for k, (_, b) in enumerate(MATCHES))
    assert taken == pytest.approx(targets, abs=1e-4)


def test_a_band_around_the_path_changes_nothing() -> None:
    size = 40
    states = np.arange(size + 1)
    full = Band.full(size, size)
    narrow = Band(np.maximum(states - 4, 0), np.minimum(states + 5 + 10 * (states > 20), size + 1))
    paths = []
    for band in (full, narrow):
        evidence = np.full((len(MATCHES), band.cells), -3.0, dtype=np.float32)
        evidence[0, band.cell(states[1:], states[1:])] = 5
        paths.append(best_path(band, evidence, PRIOR, check))
        found = posterior(band, evidence, PRIOR, check)
        assert found.edges(full).max() < 1e-6
        assert found.pairs().at(states[:-1], states[:-1]) == pytest.approx(np.ones(size), abs=0.05)
    assert paths[0] == paths[1]


def test_a_path_along_the_border_of_the_band_is_noticed() -> None:
    size = 20
    states = np.arange(size + 1)
    band = Band(np.maximum(states - 1, 0), np.minimum(states + 4, size + 1))
    evidence = np.zeros((len(MATCHES), band.cells), dtype=np.float32)
    assert posterior(band, evidence, PRIOR, check).edges(Band.full(size, size)).max() > 1e-3


def test_states_outside_the_band_have_no_cell() -> None:
    band = Band(np.array([0, 1]), np.array([2, 3]))
    assert band.cell(np.array([0, 0, 1, 1, 1, 2, -1]), np.array([0, 2, 0, 1, 2, 0, 0])).tolist() == [
        0,
        4,
        4,
        2,
        3,
        4,
        4,
    ]


def test_what_lies_before_a_state_has_the_cell_that_was_looked_up() -> None:
    band = Band(np.array([0, 0, 2, 2, 5]), np.array([3, 5, 5, 9, 9]))
    steps = [(0, 0), (1, 2), (3, 1), (2, 0), (-1, -1), (-2, 1)]
    row, state = (place[band.starts[1] : band.starts[4]] for place in band.places)
    found = band.before(1, 4, steps)
    assert found.tolist() == [band.cell(row - a, state - b).tolist() for a, b in steps]
