"""Repair by hand: every way to set right what the aligner or the source got wrong. Each call is one edit of a corpus.

Everything is named by segments and rows as they are at the moment of the call. Nothing here aligns anything anew:
that is in `realigning` and `scopes`, which take longer to be imported.
"""

from viewer.repair.actions import Action, Repaired, Scope, Way
from viewer.repair.joining import merge, split
from viewer.repair.linking import MOVED, link_moved, link_passage, unlink_moved
from viewer.repair.moving import move, shift
from viewer.repair.paragraphs import correct, join_paragraphs, split_paragraph
from viewer.repair.pinning import PIN, pin, unpin
from viewer.repair.settling import confirm, exclude, furnish

__all__ = [
    "MOVED",
    "PIN",
    "Action",
    "Repaired",
    "Scope",
    "Way",
    "confirm",
    "correct",
    "exclude",
    "furnish",
    "join_paragraphs",
    "link_moved",
    "link_passage",
    "merge",
    "move",
    "pin",
    "shift",
    "split",
    "split_paragraph",
    "unlink_moved",
    "unpin",
]
