"""The reading view: index (where rows are), layouts (shape), painter (ink), page and view (events)."""
