"""Pieces of the window: what they show they are told, what they want they say by a signal."""
