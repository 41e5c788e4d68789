"""Bookmarks and notes in the window: signs beside the texts, a field to write in, and a list."""
