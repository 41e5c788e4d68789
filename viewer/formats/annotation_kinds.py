"""Kinds of annotations that several formats read, and that writers know how to set."""

from __future__ import annotations

RUBY = "ruby"
"""Letters with a reading; the value is the reading."""
EMPHASIS = "emphasis"
"""Letters that are set off; the value says how or why: `bold`, `dots`, `divine-name`, or as the format calls it."""
FOOTNOTE, ENDNOTE = "footnote", "endnote"
"""A note, at the place that refers to it; the value is its text, or the mark where the format keeps no more."""
