"""What a cell of a spreadsheet shows: its value, dressed as its number format says.

The common formats are followed (decimals, thousands, percent, currency, leading zeros, dates and times); a date whose
format depends on the computer it is opened on is given in the order year, month, day.
"""

from __future__ import annotations

import calendar
import math
import re
from datetime import date, datetime, time, timedelta

_GENERAL = {"", "General", "@", "GENERAL"}
_OF_THE_LOCALE = {"mm-dd-yy": "yyyy-mm-dd", "m/d/yy h:mm": "yyyy-mm-dd hh:mm"}
_BRACKETS = re.compile(r"\[\$([^\]\-]*)[^\]]*\]|\[[^\]]*\]")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.([0#?]*))?")
_DATE_PART = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|yyyy|yy|y|m+|d+|h+|s+(?:\.0+)?|am/pm|a/p|.', re.IGNORECASE | re.DOTALL)


def shown(value: object, number_format: str = "General") -> str:
    """The letters that a reader of the sheet sees in a cell."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value, number_format)
        case datetime():
            return _date(value, number_format)
        case date():
            return _date(datetime.combine(value, time()), number_format)
        case time():
            return _date(datetime.combine(date(1900, 1, 1), value), number_format, "hh:mm:ss")
        case timedelta():
            minutes, seconds = divmod(int(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(value)


def _number(value: float, number_format: str) -> str:
    sections = number_format.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    magnitude = abs(value) if value < 0 and len(sections) > 1 else value
    bare = _LITERAL.sub(lambda found: found[1] or found[2] or "", _BRACKETS.sub(lambda found: found[1] or "", section))
    digits = _DIGITS.search(bare)
    if section in _GENERAL or digits is None or "/" in bare or "E+" in bare or not math.isfinite(value):
        return f"{value:d}" if isinstance(value, int) else f"{value:.15g}"
    before, after = bare[: digits.start()], bare[digits.end() :]
    scaled = magnitude * 100 if "%" in bare else magnitude
    pattern = digits[0]
    whole = pattern.partition(".")[0]
    decimals, least = (len(digits[1]), digits[1].count("0")) if digits[1] else (0, 0)
    text = f"{scaled:,.{decimals}f}" if "," in whole else f"{scaled:.{decimals}f}"
    for _ in range(decimals - least):
        text = text[:-1] if text.endswith("0") else text
    text = text.rstrip(".") if decimals else text
    sign = "-" if text.startswith("-") else ""
    number, point, fraction = text.removeprefix("-").partition(".")
    return f"{sign}{before}{number.zfill(whole.count('0'))}{point}{fraction}{after}".strip()


def _date(value: datetime, number_format: str, usual: str = "") -> str:
    if number_format in _GENERAL or number_format in _OF_THE_LOCALE:
        usual = usual or ("yyyy-mm-dd" if value.time() == time() else "yyyy-mm-dd hh:mm:ss")
        number_format = _OF_THE_LOCALE.get(number_format, usual)
    parts = _DATE_PART.findall(number_format.split(";")[0])
    kinds = [part[0].lower() for part in parts]
    clocks = [kind if kind in "hsmdy" else "" for kind in kinds]
    is_short_day = any(kind == "a" for kind in kinds)
    shown_parts = []
    for at, part in enumerate(parts):
        near = next((one for one in clocks[:at][::-1] if one), "") == "h"
        near = near or next((one for one in clocks[at + 1 :] if one), "") == "s"
        shown_parts.append(_date_part(value, part, is_minute=near, is_short_day=is_short_day))
    return "".join(shown_parts).strip()


def _date_part(value: datetime, part: str, *, is_minute: bool, is_short_day: bool) -> str:
    length = len(part)
    match part[0].lower():
        case "y":
            return f"{value.year:04}" if length > 2 else f"{value.year % 100:02}"
        case "m" if is_minute and length < 3:
            return f"{value.minute:0{length}}"
        case "m":
            names = {3: calendar.month_abbr, 4: calendar.month_name}
            return str(names[length][value.month]) if length in names else f"{value.month:0{min(length, 2)}}"
        case "d":
            days = {3: calendar.day_abbr, 4: calendar.day_name}
            return str(days[length][value.weekday()]) if length in days else f"{value.day:0{min(length, 2)}}"
        case "h":
            return f"{(value.hour % 12 or 12) if is_short_day else value.hour:0{min(length, 2)}}"
        case "s":
            return f"{value.second:0{min(len(part.partition('.')[0]), 2)}}"
        case "a" if length > 1:
            return "AM" if value.hour < 12 else "PM"
        case '"':
            return part[1:-1]
        case "\\":
            return part[1:]
        case "[" | "@":
            return ""
    return part
