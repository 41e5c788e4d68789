from __future__ import annotations

from viewer.model import Direction, Version, VersionId
from viewer.ui.reading.folds import Fold
from viewer.ui.reading.names import called
from viewer.ui.reading.wording import fold_text


def version(id_: str, language: str, label: str) -> Version:
    return Version(VersionId(id_), language, label, Direction.LTR, 1, 1)


GERMAN = version("de", "de", "Meyer 1998")
OTHER = version("de-2", "de", "")
PORTUGUESE = version("pt", "pt", "Silva")


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def test_a_version_is_called_by_its_language() -> None:
    assert plain(called(GERMAN, [GERMAN, PORTUGUESE])) == "German"


def test_versions_of_one_language_are_told_apart_by_their_labels() -> None:
    assert plain(called(GERMAN, [GERMAN, OTHER])) == "German (Meyer 1998)"
    assert plain(called(OTHER, [GERMAN, OTHER])) == "German (de-2)"


def test_the_line_of_a_fold_counts_and_names() -> None:
    name = called(GERMAN, [GERMAN, OTHER])
    assert plain(fold_text(Fold(3, 20, GERMAN.id, 17), name)) == "17 paragraphs only in German (Meyer 1998)"
    assert plain(fold_text(Fold(3, 4, PORTUGUESE.id, 1), "Portuguese")) == "1 paragraph only in Portuguese"
