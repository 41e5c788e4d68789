"""Preferences: the page on which every setting of the table is found, changed and set back."""
