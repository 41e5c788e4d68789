"""The list of hits: a line for each, the match in the middle, and beside it what stands in the other versions."""
