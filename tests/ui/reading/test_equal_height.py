"""Inside tall and giant rows: what belongs together stands at equal height, and only what is seen is laid out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from reading_corpora import build

from viewer.corpus import Corpus
from viewer.model import Span, VersionId
from viewer.ui.reading.layouts import Piece
from viewer.ui.reading.page import Page
from viewer.ui.reading.view import ReadingView

GERMAN = (
    "Am 31. Dezember fuhr das Schiff den großen Fluss hinauf. Niemand sprach. Am Ufer standen die Leute aus den "
    "Dörfern und winkten mit ihren Tüchern, bis es hinter der Biegung verschwand. Dann wurde es still. Der Kapitän "
    "zählte die Kisten, die noch an Deck standen, und schrieb ihre Nummern in sein Buch. Er war müde."
)
JAPANESE = (
    "十二月三十一日、船は大きな川をさかのぼった。誰も話さなかった。岸には村の人々が立ち、船が曲がり角の向こうに消える"
    "まで布を振っていた。やがて静かになった。船長はまだ甲板にあった箱を数え、その番号を帳面に書いた。彼は疲れていた。"
)


def test_groups_of_a_tall_row_begin_at_one_height(view: ReadingView, tmp_path: Path) -> None:
    path = build(tmp_path / "made.hexapla", [{"de": GERMAN * 2, "ja": JAPANESE * 2}])
    with Corpus.open(path, read_only=True) as corpus:
        view.resize(900, 300)
        view.set_corpus(corpus)
        tops = []
        for version, text, words in (("de", GERMAN, "Dann wurde"), ("ja", JAPANESE, "やがて")):
            segment = corpus.units(0, 1)[0].cells[VersionId(version)][0].id
            start = len(text) + text.index(words)
            view.go_to(0, version=VersionId(version), segment=segment, start=start)
            (first, *_) = view.rect_of(Span(segment, start, start + len(words)))
            tops.append(first.top())
        # Lines of Japanese have more room above the letters.
        assert abs(tops[0] - tops[1]) < 8
        view.set_corpus(None)


def test_of_a_giant_paragraph_only_what_is_seen_is_laid_out(
    view: ReadingView, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid: list[int] = []
    make = Piece.__init__

    def counted(self: Piece, text: str, *rest: object) -> None:
        laid.append(len(text))
        make(self, text, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Piece, "__init__", counted)
    path = build(tmp_path / "made.hexapla", [{"de": "Ein Satz mehr. " * 6_600, "ar": "جملة أخرى هنا. " * 6_600}])
    with Corpus.open(path, read_only=True) as corpus:
        view.set_corpus(corpus)
        assert sum(laid) <= 20_000
        laid.clear()
        qtbot.keyClick(view.findChild(Page), Qt.Key.Key_End)
        assert sum(laid) <= 20_000
        last = corpus.units(0, 1)[0].cells[VersionId("de")][0]
        assert view.rect_of(Span(last.id, len(last.text) - 2, len(last.text)))
        view.set_corpus(None)
