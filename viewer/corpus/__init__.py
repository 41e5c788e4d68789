"""A corpus as one SQLite file: building, reading, editing and checking it. All SQL of the program is in here."""

from viewer.corpus.builder import Builder
from viewer.corpus.chunks import EXCLUDED, FURNITURE, HEADING
from viewer.corpus.connection import is_corpus
from viewer.corpus.drafts import ColumnRows, NewAnnotation, NewSegment, NewUnit, SegmentLike, UnitDraft
from viewer.corpus.editing import Editing
from viewer.corpus.index import CorpusIndex
from viewer.corpus.reader import Place
from viewer.corpus.restructuring import Restructuring
from viewer.corpus.schema import STATUSES
from viewer.corpus.store import Corpus

__all__ = [
    "EXCLUDED",
    "FURNITURE",
    "HEADING",
    "STATUSES",
    "Builder",
    "ColumnRows",
    "Corpus",
    "CorpusIndex",
    "Editing",
    "NewAnnotation",
    "NewSegment",
    "NewUnit",
    "Place",
    "Restructuring",
    "SegmentLike",
    "UnitDraft",
    "is_corpus",
]
