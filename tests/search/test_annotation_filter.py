"""Annotations are compared as a person means it: letters folded, dates by the day."""

from collections.abc import Callable

import numpy as np
import pytest

from viewer.errors import QueryError
from viewer.search.annotation_filter import AnnotationFilter, admitted_rows


@pytest.mark.parametrize(
    ("wanted", "value", "admitted"),
    [
        ({}, "anything", True),
        ({"equals": "Müller"}, "Müller", True),
        ({"equals": "Müller"}, "müller", False),
        ({"contains": "mull"}, "Herr MÜLLER", True),
        ({"contains": "meier"}, "Herr MÜLLER", False),
        ({"since": "2024-05-31"}, "20240531T000000Z", True),
        ({"since": "2024-06"}, "20240531T000000Z", False),
        ({"until": "2024"}, "20241231T235959Z", True),
        ({"until": "2024-05-30"}, "20240531T000000Z", False),
        ({"since": "2024", "until": "2024-05"}, "2024-05-31", True),
        ({"since": "20240531"}, "2024-05-31 12:00", True),
        ({"since": "2024"}, "yesterday", False),
        ({"since": "2024"}, "123456789", False),
        ({"contains": "x", "since": "2024"}, "2024-01-01", False),
    ],
)
def test_a_value_is_admitted(wanted: dict[str, str], value: str, admitted: bool) -> None:
    assert AnnotationFilter("created", **wanted).admits(value) is admitted


@pytest.mark.parametrize("date", ["May", "24", "2024-5", "2024-05-31T00", "2024/05"])
def test_a_date_that_is_none_is_refused(date: str) -> None:
    with pytest.raises(QueryError, match="2024-05-31"):
        AnnotationFilter("created", until=date)


class Said:
    """A row for each value."""

    def __init__(self, **values: list[str]) -> None:
        self.values = values

    def rows_said(self, kind: str, admits: Callable[[str], bool], cancelled: Callable[[], bool]) -> np.ndarray:
        return np.array([admits(value) for value in self.values[kind]])


def test_rows_meet_all_filters() -> None:
    corpus = Said(author=["Ann", "Ann", "Bob"], created=["2023", "2024", "2024"])
    filters = [AnnotationFilter("author", equals="Ann"), AnnotationFilter("created", since="2024")]
    assert admitted_rows(corpus, filters).tolist() == [False, True, False]
