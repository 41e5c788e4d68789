"""Repair in the window: a mode with a cursor of its own, whose keys mend the rows of the open corpus."""
