from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.repair.conftest import shown
from viewer import repair
from viewer.corpus import Corpus
from viewer.model import SegmentId
from viewer.progress import Progress
from viewer.repair import Scope, Way
from viewer.repair.scopes import realign_at

At = Callable[[str, int], SegmentId]


@pytest.mark.parametrize("scope", Scope)
def test_every_scope_leaves_the_text_and_what_is_confirmed_as_they_are(corpus: Corpus, at: At, scope: Scope) -> None:
    repair.confirm(corpus, 2, 3)
    repair.shift(corpus, at("pt", 3), Way.DOWN)
    before = [segment for _, segment in corpus.segments(corpus.versions()[1].id)]
    told: list[Progress] = []
    realign_at(corpus.path, at("pt", 4), scope, progress=told.append)
    assert [segment for _, segment in corpus.segments(corpus.versions()[1].id)] == before
    assert shown(corpus)[2] == ("2", "2", "2")
    assert all(0 <= one.done <= one.total for one in told)


def test_between_ends_at_rows_in_which_something_is_pinned(corpus: Corpus, at: At) -> None:
    repair.shift(corpus, at("pt", 1), Way.DOWN)
    repair.pin(corpus, [at("de", 2), at("ar", 2)])
    below = shown(corpus)[3:]
    realign_at(corpus.path, at("de", 1), Scope.BETWEEN)
    assert shown(corpus)[-len(below) :] == below
