"""Alignment: several texts, never segmented together, become rows.

Takes segments and gives units; knows no database.
"""

from viewer.align.units import AlignedUnit, Paragraphs, align

__all__ = ["AlignedUnit", "Paragraphs", "align"]
