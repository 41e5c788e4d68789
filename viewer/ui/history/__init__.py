"""The history of a corpus: what was done to it, and the way back to any of it."""
