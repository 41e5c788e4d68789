"""How a reader wants a version to be set: what departs from the direction, font, size and line height of its language.

No Qt. A style can be of one version or of a language, and then holds for every version in it; the two are laid over
each other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from viewer.model import Direction

SCALES: Final = (0.5, 3.0)
"""The smallest and the largest size factor."""
LEADINGS: Final = (0.75, 2.5)
"""The narrowest and the widest line height factor."""
_SCALE_STEP: Final = 1.1
_LEADING_STEP: Final = 1.1


@dataclass(frozen=True, slots=True)
class VersionStyle:
    """What the reader has changed; the default changes nothing."""

    direction: Direction | None = None
    """None: as the version has it."""
    family: str = ""
    """A font family that goes before those of the language; empty for none."""
    scale: float = 1.0
    """Times the size that the language has at the zoom of the window."""
    leading: float = 1.0
    """Times the line height of the language."""

    def over(self, general: VersionStyle) -> VersionStyle:
        """This style where it says something, and `general` where it does not; factors are multiplied."""
        return VersionStyle(
            self.direction or general.direction,
            self.family or general.family,
            _clamp(self.scale * general.scale, SCALES),
            _clamp(self.leading * general.leading, LEADINGS),
        )

    def resized(self, steps: int) -> VersionStyle:
        """Larger, or smaller where `steps` are negative; steps forth and back lead where they began."""
        return replace(self, scale=_step(self.scale, _SCALE_STEP, steps, SCALES))

    def spaced(self, steps: int) -> VersionStyle:
        """With lines farther apart, or closer where `steps` are negative."""
        return replace(self, leading=_step(self.leading, _LEADING_STEP, steps, LEADINGS))

    def to_json(self) -> dict[str, Any]:
        """What differs from the default, fit for JSON."""
        said = {
            "direction": self.direction.value if self.direction else None,
            "family": self.family or None,
            "scale": self.scale if self.scale != 1.0 else None,
            "leading": self.leading if self.leading != 1.0 else None,
        }
        return {key: value for key, value in said.items() if value is not None}

    @staticmethod
    def from_json(said: Any) -> VersionStyle:
        """The style of that description; what this program did not write is passed over."""
        if not isinstance(said, Mapping):
            return VersionStyle()
        direction, family = said.get("direction"), said.get("family")
        return VersionStyle(
            Direction(direction) if isinstance(direction, str) and direction in set(Direction) else None,
            family if isinstance(family, str) else "",
            _factor(said.get("scale"), SCALES),
            _factor(said.get("leading"), LEADINGS),
        )


def _step(value: float, step: float, steps: int, limits: tuple[float, float]) -> float:
    """A value on the ladder of powers of `step`, which has 1 on it."""
    rung = round(math.log(value, step)) + steps
    return _clamp(round(step**rung, 4), limits)


def _clamp(value: float, limits: tuple[float, float]) -> float:
    return max(limits[0], min(limits[1], value))


def _factor(value: Any, limits: tuple[float, float]) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return 1.0
    return _clamp(float(value), limits)
