"""Which fonts letters are drawn in, and what is said where there is none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontInfo, QTextLayout
from PySide6.QtWidgets import QApplication

from viewer import assets
from viewer.languages import known_languages, language
from viewer.ui.reading.fonts import MissingFont, font_for, load_fonts, missing_font, with_foreign

pytestmark = pytest.mark.usefixtures("fonts")

ARABIC = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويىءآأإؤئةپًٌٍَُِّْٰٱ",
    "fa": "پچژگکی‌می۰۱۲۳۴۵۶۷۸۹",
    "ps": "ټځڅډړږښڼۍېګ",
    "ckb": "ڕڵۆێڤەگچپژ",
    "ug": "ئەئېئىئۇئۆئۈئوڭگچپژۋ",
    "sd": "ٻڀٿٺٽڄڃڇڏڌڊڍڙڦڪڳڱڻگهيں",
    "ms-Arab": "چڠڤݢڽۏ",
    "ur": "ٹڈڑںھہۃےۓپچژگ",
    "pnb": "ٹڈڑںھہےݨ",
}


@pytest.fixture
def fonts(qapp: QApplication) -> None:
    load_fonts()


def drawn_in(tag: str, text: str) -> set[str]:
    return drawn(text, font_for(tag))


def drawn(text: str, font: QFont) -> set[str]:
    """Families of the glyphs."""
    laid = QTextLayout(text, font)
    laid.beginLayout()
    laid.createLine()
    laid.endLayout()
    return {run.rawFont().familyName() for run in laid.glyphRuns()}


@pytest.mark.parametrize(("tag", "letters"), ARABIC.items())
def test_letters_of_arabic_script_are_never_set_in_kufi_or_dejavu(tag: str, letters: str) -> None:
    assert drawn_in(tag, letters) <= {"Hexapla Naskh", "Hexapla Nastaliq", "Noto Sans"}


@pytest.mark.parametrize("text", ["العربية پښتو", "עברית", "ދިވެހި"])
def test_foreign_words_are_set_as_in_texts_of_their_own(text: str) -> None:
    assert drawn_in("de", text) <= {"Hexapla Naskh", "Noto Serif Hebrew", "Hexapla Thaana", "Noto Sans"}


def test_every_language_that_has_a_name_is_written_in_a_font_of_its_list() -> None:
    elsewhere = {
        tag: families for tag in known_languages()
        if not (families := drawn_in(tag, language(tag).own_name)) <= {*language(tag).fonts, "Noto Sans"}
    }  # fmt: skip
    assert elsewhere == {}


def test_what_can_be_written_lacks_no_font() -> None:
    assert [tag for tag in known_languages() if missing_font(tag)] == []


def test_letters_decide_and_not_the_language() -> None:
    assert missing_font("de", "Fluß") is None
    assert missing_font("de", "123, 45!") is None
    assert missing_font("km", "plain English in a version called Khmer") is None


SMALL_DATABASE = """
import sys
from viewer.ui.offscreen import ensure_application
from viewer.ui.reading.fonts import missing_font
ensure_application()
for tag in sys.argv[1:]:
    print(tag, missing_font(tag))
print(missing_font("und", "བོད་སྐད་"))
"""


def test_a_script_without_a_font_is_told_with_what_to_install(tmp_path: Path) -> None:
    """The child's system has no fonts but those that are shipped."""
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{assets.resources() / 'fonts'}</dir></fontconfig>", encoding="utf-8")
    environment = os.environ | {"FONTCONFIG_FILE": str(config), "QT_LOGGING_RULES": "*=false"}
    command = [sys.executable, "-c", SMALL_DATABASE, "km", "ja", "ur", "dv", "ar", "en"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.splitlines() == [
        f"km {MissingFont('Noto Sans Khmer', 'fonts-noto-core')}",
        f"ja {MissingFont('Noto Sans CJK JP', 'fonts-noto-cjk')}",
        "ur None",
        "dv None",
        "ar None",
        "en None",
        f"{MissingFont('Noto Serif Tibetan', 'fonts-noto-core')}",
    ]


def test_foreign_words_in_the_words_of_the_window_are_too_and_its_own_stay_as_they_are() -> None:
    plain = QFont()
    plain.setFamily("Sans Serif")
    laid = {text: drawn(text, with_foreign(plain)) for text in ("File", "العربية", "עברית")}
    assert laid == {"File": {QFontInfo(plain).family()}, "العربية": {"Hexapla Naskh"}, "עברית": {"Noto Serif Hebrew"}}
