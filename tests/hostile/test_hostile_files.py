"""The table of hostile files, row by row: the right one of three answers, soon, and nothing else touched."""

from __future__ import annotations

import os
from typing import Any

import pytest
from cases import Case
from children import Found, answers
from hostile_files import CASES
from hostile_text import FORBIDDEN, LARGE

from viewer.formats.registry import formats

MOST_MEGABYTES = 1024


def params() -> list[Any]:
    everything_is_permitted = os.access("/proc/1/mem", os.W_OK)
    skip = pytest.mark.skipif(everything_is_permitted, reason="everything is permitted to this user")
    marks = {**{case.name: [pytest.mark.soak] for case in LARGE}, FORBIDDEN.name: [skip]}
    return [pytest.param(case, id=case.name, marks=marks.get(case.name, [])) for case in CASES]


@pytest.fixture(scope="session")
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Found]]:
    """What was seen of every case that this session tests."""
    calls = (getattr(item, "callspec", None) for item in request.session.items)
    cases = (call.params.get("case") for call in calls if call)
    return answers(tmp_path_factory.mktemp("hostile"), "cases", [case.name for case in cases if isinstance(case, Case)])


@pytest.mark.parametrize("case", params())
def test_hostile_input_gets_the_right_answer(case: Case, found: dict[str, list[Found]]) -> None:
    (seen,) = found[case.name]
    assert "died" not in seen, seen["died"]
    assert not seen["raised"], seen["raised"]
    assert seen["offences"] == []
    assert "Traceback" not in seen["said"]
    refusals = [report["refused"] for report in seen["reports"] if report["refused"]]
    segments = sum(report["segments"] for report in seen["reports"])
    cautions = {warning["key"] for report in seen["reports"] for warning in report["warnings"]}
    if case.answer.words is None:
        assert refusals == []
        assert (seen["code"], tuple(sorted(cautions))) == (0, case.answer.cautions)
        assert segments == case.answer.segments if case.answer.segments is not None else segments > 0
    else:
        assert seen["code"] == 3
        assert (seen["alone"], segments) == (1, 0) or len(seen["reports"]) > 1
        assert any(all(words in refusal for words in case.answer.words) for refusal in refusals), refusals
        for refusal in refusals:
            assert_helpful(refusal, seen["said"])
    assert seen["seconds"] <= case.seconds
    assert seen["megabytes"] <= MOST_MEGABYTES


def assert_helpful(refusal: str, said: str) -> None:
    """It names the file, says what to do, and is what stood on stderr, on a line of its own."""
    name, colon, reason = refusal.partition(": ")
    assert name.startswith("/")
    assert colon
    assert "; " in reason
    assert f"hexapla: {refusal}" in said.splitlines()


def test_the_table_is_long_and_has_all_readers() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 120
    named = [one for one in formats() if one.suffixes]
    assert [one.name for one in named if not any(case.file.endswith(one.suffixes) for case in CASES)] == []
