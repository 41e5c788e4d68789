"""What the user's own texts taught about how words are translated: kept for him, to be looked at and emptied."""

from viewer.lexicons.store import Entry, Lesson, Lexicons

__all__ = ["Entry", "Lesson", "Lexicons"]
