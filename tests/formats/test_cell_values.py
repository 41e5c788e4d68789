"""What a cell shows."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from viewer.formats.cell_values import shown


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "General", ""),
        (True, "General", "TRUE"),
        (3, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (3.0, "General", "3"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234.5, "0", "1234"),
        (7, "00000", "00007"),
        (0.256, "0%", "26%"),
        (0.256, "0.0%", "25.6%"),
        (2.5, "0.0##", "2.5"),
        (12.3, '"EUR" 0.00', "EUR 12.30"),
        (12.3, "#,##0.00\\ [$€-407]", "12.30 €"),
        (-5, "0;(0)", "(5)"),
        (-5.25, "0.0", "-5.2"),
        (1e300, "0.00E+00", "1e+300"),
        (float("inf"), "0.00", "inf"),
        (datetime(2024, 3, 5), "mm-dd-yy", "2024-03-05"),
        (datetime(2024, 3, 5), "dd.mm.yyyy", "05.03.2024"),
        (datetime(2024, 3, 5), "d. mmmm yyyy", "5. March 2024"),
        (datetime(2024, 3, 5), 'yyyy"年"m"月"d"日"', "2024年3月5日"),
        (datetime(2024, 3, 5, 17, 4, 9), "yyyy-mm-dd hh:mm:ss", "2024-03-05 17:04:09"),
        (datetime(2024, 3, 5, 17, 4), "h:mm AM/PM", "5:04 PM"),
        (datetime(2024, 3, 5, 17, 4), "[$-409]dddd", "Tuesday"),
        (date(2024, 3, 5), "General", "2024-03-05"),
        (time(7, 30), "General", "07:30:00"),
        (timedelta(hours=26, minutes=5), "[h]:mm", "26:05:00"),
    ],
)
def test_values_are_dressed_as_their_format_says(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text
