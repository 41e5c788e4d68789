from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reading_corpora import build

from viewer import changing
from viewer.corpus import Corpus
from viewer.model import VersionId
from viewer.ui.messages import Message
from viewer.ui.reading import missing_fonts
from viewer.ui.reading.fonts import MissingFont
from viewer.ui.reading.missing_fonts import MissingFonts

KHMER, LAO, JAPANESE = "រាជធានី", "ວຽງຈັນ", "東京"


@pytest.fixture
def poor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A font database that has neither the letters of Khmer and Lao nor those of Japanese."""
    lacking = {"ខ": "Khmer", "រ": "Khmer", "ວ": "Lao"}

    def ask(tag: str, text: str = "") -> MissingFont | None:
        name = next((lacking[letter] for letter in text if letter in lacking), None)
        if name:
            return MissingFont(f"Noto Sans {name}", "fonts-noto-core")
        return MissingFont("Noto Sans CJK JP", "fonts-noto-cjk") if "京" in text else None

    monkeypatch.setattr(missing_fonts, "missing_font", ask)
    monkeypatch.setattr("sys.platform", "linux")


@pytest.fixture
def said(tmp_path: Path) -> Callable[..., list[str]]:
    """What is told of a corpus with these rows, looked at twice."""

    def look(rows: list[dict[str, str]]) -> list[str]:
        told: list[Message] = []
        control = MissingFonts()
        control.told.connect(told.append)
        with Corpus.open(build(tmp_path / "made.hexapla", rows), read_only=True) as corpus:
            control.look(corpus)
            control.look(corpus)
        return [message.text.replace("\u2068", "").replace("\u2069", "") for message in told]

    return look


def test_a_version_that_cannot_be_shown_is_named_once(poor: None, said: Callable[..., list[str]]) -> None:
    assert said([{"en": "capital"}, {"en": "capital", "km": KHMER}]) == [
        "Khmer cannot be shown: no installed font has its letters. Install fonts-noto-core (Debian, Ubuntu) or, "
        "from fonts.google.com/noto, Noto Sans Khmer; then start Hexapla again."
    ]


def test_several_versions_are_told_in_one_sentence(poor: None, said: Callable[..., list[str]]) -> None:
    assert said([{"km": KHMER, "lo": LAO, "ja": JAPANESE}]) == [
        "Khmer, Lao, Japanese cannot be shown: no installed font has their letters. Install "
        "fonts-noto-core, fonts-noto-cjk (Debian, Ubuntu) or, from fonts.google.com/noto, Noto Sans Khmer, Noto Sans "
        "Lao, Noto Sans CJK JP; then start Hexapla again."
    ]


def test_where_there_are_no_packages_the_font_is_named(
    poor: None, said: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    assert said([{"km": KHMER}]) == [
        "Khmer cannot be shown: no installed font has its letters. "
        "Install Noto Sans Khmer, from fonts.google.com/noto; then start Hexapla again."
    ]


def test_nothing_is_said_of_what_can_be_shown(qapp: object, said: Callable[..., list[str]]) -> None:
    assert said([{"de": "Stadt", "ar": "مدينة", "km": KHMER}]) == []


def test_a_version_that_goes_while_its_letters_are_looked_at_is_passed_over(
    poor: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = build(tmp_path / "fonts.hexapla", [{"de": "Stadt", "km": KHMER}])
    with Corpus.open(path, read_only=True) as corpus:
        before = corpus.versions()
        changing.remove(path, VersionId("km"))
        monkeypatch.setattr(Corpus, "versions", lambda _corpus: before)
        told: list[Message] = []
        control = MissingFonts()
        control.told.connect(told.append)
        control.look(corpus)
        assert told == []
