"""A corpus is changed: texts and documents are added, replaced by drafts, removed, renamed and moved."""

from viewer.changing.changed import Action, Changed, ChangedRow, Gone
from viewer.changing.operations import add, move, remove, rename, replace

__all__ = ["Action", "Changed", "ChangedRow", "Gone", "add", "move", "remove", "rename", "replace"]
