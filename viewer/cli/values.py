"""What the options' values must look like."""

from __future__ import annotations

import argparse
import re

_SIZE = re.compile(r"(\d{1,5})x(\d{1,5})")


def natural_number(text: str) -> int:
    """A whole number, 0 or more."""
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise argparse.ArgumentTypeError(f"{text}: a whole number from 0 is needed")
    return int(text)


def new_name(text: str) -> str:
    """What something is to be called: not nothing."""
    if not text.strip():
        raise argparse.ArgumentTypeError("the name is empty; give it one that can be read")
    return text


def size(text: str) -> tuple[int, int]:
    """Width and height in pixels, as in 1600x1000."""
    match = _SIZE.fullmatch(text)
    if not match or not (int(match[1]) and int(match[2])):
        raise argparse.ArgumentTypeError(f"{text}: a size such as 1600x1000 is needed")
    return int(match[1]), int(match[2])
