"""Spoilt files of every format are read or refused, in time, and nothing else ever comes of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from children import Found, answers
from mutation import SAMPLES, spoilt

from viewer.formats.registry import formats, recognise
from viewer.formats.source import SourceFile

FEW = 100
MANY = 2_000


def assert_harmless(found: dict[str, list[Found]], count: int) -> None:
    for name, seen in found.items():
        faults = [f"{name}: {one.get('died') or one['raised']} (seed {one.get('seed')})" for one in seen[:-1]]
        assert not faults, "\n\n".join(faults[:5])
        assert "accepted" in seen[-1], seen[-1]
        assert 0 < seen[-1]["accepted"] <= count, "what is spoilt a little is still read now and then"


@pytest.fixture(scope="session")
def few(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Found]]:
    calls = (getattr(item, "callspec", None) for item in request.session.items)
    names = [str(call.params["sample"]) for call in calls if call and "sample" in call.params]
    return answers(tmp_path_factory.mktemp("few"), "mutations", [f"{name} 0 {FEW}" for name in names])


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_hundred_spoilt_files_do_no_harm(sample: str, few: dict[str, list[Found]]) -> None:
    wish = f"{sample} 0 {FEW}"
    assert_harmless({wish: few[wish]}, FEW)


@pytest.mark.soak
def test_two_thousand_spoilt_files_of_every_format_do_no_harm(tmp_path: Path) -> None:
    part = MANY // 10
    wishes = [f"{name} {first} {part}" for first in range(0, MANY, part) for name in SAMPLES]
    assert_harmless(answers(tmp_path, "mutations", wishes), part)


def test_spoiling_is_repeatable_and_every_reader_has_a_sample() -> None:
    assert all(spoilt(data, 1) == spoilt(data, 1) for files in SAMPLES.values() for data in files.values())
    alone = (next(iter(files.items())) for sample, files in SAMPLES.items() if sample != "XCES, a text of it")
    names = {recognise(SourceFile(Path(name), data)).name for name, data in alone}
    assert {one.name for one in formats()} == names
