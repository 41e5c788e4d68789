"""Passages that a translator put elsewhere: shown where their halves stand, proposed, linked if the reader agrees."""
