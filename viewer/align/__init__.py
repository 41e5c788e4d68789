"""Alignment: several texts, never segmented together, become rows.

Takes segments and gives units; knows no database.
"""

from viewer.align.known import Lexicon
from viewer.align.pins import Pin, compatible
from viewer.align.placing import Placed, place, projected
from viewer.align.times import align_by_time
from viewer.align.units import AlignedUnit, Paragraphs, align
from viewer.align.verses import align_by_verse

__all__ = [
    "AlignedUnit",
    "Lexicon",
    "Paragraphs",
    "Pin",
    "Placed",
    "align",
    "align_by_time",
    "align_by_verse",
    "compatible",
    "place",
    "projected",
]
