"""Foreign strings in the words of the window: titles, labels and file names end where they end and hide nothing.

Everything foreign in the corpus of these tests is hostile: it tries to turn the direction of what follows, to open
what it does not close, to be taken for markup, and to break its line.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from ears import Ears, listening
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from viewer.changing.changed import Action
from viewer.corpus import Builder, NewSegment, NewUnit
from viewer.errors import Damaged, DiskFull, Malformed, UnknownFormat
from viewer.importing.proposing import propose
from viewer.model import Change, Kind, Source, Status
from viewer.ui import messages
from viewer.ui.application import Program
from viewer.ui.commands import COMMANDS
from viewer.ui.i18n import visible
from viewer.ui.importing.review import ReviewPage
from viewer.ui.importing.told import done

FSI, PDI = "\u2068", "\u2069"
EVIL = "evil\u202e\u2066\n<b>&x</b>\u200f"
"""`evil` is found nowhere in the words of the window."""
ALONE = [visible(f"{tag} {EVIL}") for tag in ("de", "ar", "en")]
ALONE += [visible(f"{number} {EVIL}".replace("\n", line_end)) for number in (0, 1) for line_end in "\n "]
ALONE += [visible("evil\u202e de")]
"""Labels and titles that stand alone, with nothing beside them whose direction they could turn."""
CONTROLS = set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\n\t\r\u2028\u2029")


def offence(text: str) -> str:
    """What is wrong with a text that is shown; empty if nothing."""
    if any(label.startswith(text.removesuffix("…")) for label in ALONE):
        return ""
    text = text.removeprefix("\u200e")  # of the window's own: a name and its count from left to right
    plain = text.replace("<br>", " ").removeprefix("<qt>").removesuffix("</qt>")
    if text.startswith("<qt>") and "<b>" in plain:
        return "markup"
    depth = 0
    for place, letter in enumerate(plain):
        depth += (letter == FSI) - (letter == PDI)
        if depth < 0:
            return "closed before it was opened"
        if letter in CONTROLS and not (letter in "\n\t" and depth == 0):
            return f"U+{ord(letter):04X}"
        if depth == 0 and plain.startswith("evil", place):
            return "not isolated"
    return "not closed" if depth else ""


def offences(ears: Ears) -> dict[str, str]:
    return {text: wrong for text in ears.heard if (wrong := offence(text))}


@pytest.fixture
def ears(monkeypatch: pytest.MonkeyPatch) -> Ears:
    return listening(monkeypatch)


@pytest.fixture
def corpus_file(tmp_path: Path) -> Path:
    path = tmp_path / "evil\u202efile.hexapla"
    with Builder(path, title=EVIL) as builder:
        versions = [builder.add_version(tag, f"{tag} {EVIL}") for tag in ("de", "ar", "en")]
        for number in range(2):
            document = builder.add_document(f"{number} {EVIL}")
            segments = [NewSegment(f"Absatz {row}", Kind.HEADING if row == 1 else Kind.BODY) for row in range(3)]
            folded = [NewSegment(f"Rand {row}", Kind.FURNITURE) for row in range(2)]
            for version in versions:
                source = Source(f"evil\u202e{version}.txt", "text", "UTF-8", "0" * 64)
                builder.add_text(document, version, source, segments + (folded if version == versions[0] else []))
            rows = [NewUnit(dict.fromkeys(versions, (row, row + 1)), 0.3, Status.AUTOMATIC) for row in range(3)]
            rows += [NewUnit({versions[0]: (row, row + 1)}, 0.9, Status.AUTOMATIC) for row in (3, 4)]
            builder.add_units(document, rows)
        builder.commit()
    return path


def test_offences_are_found() -> None:
    assert offence(f"{FSI}evil{PDI} was read") == ""
    assert offence("evil was read") == "not isolated"
    assert offence(f"{FSI}evil\u202e{PDI} was read") == "U+202E"
    assert offence(f"{FSI}evil was read") == "not closed"
    assert offence(f"<qt>{FSI}evil <b>{PDI}</qt>") == "markup"


def test_titles_labels_and_file_names_are_isolated_wherever_the_window_shows_them(reading: Program, ears: Ears) -> None:
    view = reading.window.view
    ears.listen()
    view.unfold_all(True)
    view.set_current_unit(4)
    for layout in ("layout_lines", "layout_hidden", "layout_columns"):
        reading.window.commands[layout].trigger()
        ears.listen()
    reading.window.resize(500, 600)
    ears.listen()
    assert any("evil" in text for text in ears.heard)
    assert offences(ears) == {}


PAGES = (
    "contents",
    "export",
    "print",
    "go_to_row",
    "style_font",
    "about",
    "shortcuts",
    "outline",
    "searches",
    "learned",
    "history",
    "palette",
    "paste_texts",
    "preferences",
    "dictionaries",
    "share",
    "rename_corpus",
    "library",
)


@pytest.mark.parametrize("name", PAGES)
def test_pages_isolate_them_too(reading: Program, ears: Ears, name: str, qtbot: QtBot) -> None:
    reading.window.commands[name].trigger()
    ears.listen()
    for window in QApplication.topLevelWidgets():
        if window is not reading.window and window.isVisible():
            window.close()
    assert offences(ears) == {}


def test_what_is_searched_for_is_isolated(reading: Program, ears: Ears, qtbot: QtBot) -> None:
    with qtbot.waitSignal(reading.session.found):
        reading.window.bar.field.setText("evil\u202e OR Absatz")
    ears.listen()
    reading.window.commands["search_regex"].trigger()
    with qtbot.waitSignal(reading.session.refused):
        reading.window.bar.field.setText("(evil\u202e")
    ears.listen()
    assert offences(ears) == {}


@pytest.mark.parametrize("name", ["distribution", "corpora", "search_save", "search_past"])
def test_what_is_told_of_a_search_is_isolated(reading: Program, ears: Ears, name: str, qtbot: QtBot) -> None:
    reading.window.bar.field.setText("evil\u202e")
    reading.window.commands["search_save"].trigger()
    with qtbot.waitSignal(reading.session.found, check_params_cb=lambda results: results.complete):
        reading.window.bar.ask("Absatz")
    reading.window.commands["find_next"].trigger()
    reading.window.commands[name].trigger()
    qtbot.waitUntil(lambda: not reading.jobs.running())
    ears.listen()
    for window in QApplication.topLevelWidgets():
        if window is not reading.window and window.isVisible():
            window.close()
    assert offences(ears) == {}


def test_the_empty_page_isolates_what_was_open(reading: Program, ears: Ears) -> None:
    reading.library.close()
    ears.listen()
    assert any("evil" in text for text in ears.heard)
    assert offences(ears) == {}


@pytest.mark.parametrize(
    "made",
    [
        lambda: messages.passed_over([EVIL, EVIL]),
        lambda: messages.fonts_missing([EVIL], [EVIL], [EVIL]),
        lambda: messages.failure(Damaged(f"/tmp/{EVIL}", EVIL)),
        lambda: messages.failure(DiskFull(f"/tmp/{EVIL}")),
        lambda: messages.failure(Malformed(f"/tmp/{EVIL}", EVIL, EVIL)),
        lambda: messages.failure(UnknownFormat(EVIL)),
        lambda: messages.failure(OSError(13, EVIL, EVIL)),
        lambda: messages.failure(ValueError(EVIL)),
    ],
)
def test_messages_isolate_what_they_name(made: Callable[[], messages.Message]) -> None:
    assert offence(made().text) == ""


def test_a_review_of_hostile_files_isolates_their_names(program: Program, ears: Ears, tmp_path: Path) -> None:
    files = [tmp_path / f"evil\u202e {tag}.txt" for tag in ("de", "en")]
    files[0].write_text("Der Fluss ist breit.\n\nDie Stadt liegt am Fluss.\n", encoding="utf-8")
    files[1].write_bytes(b"")
    ReviewPage(propose(files), done=True, parent=program.window).show()
    ears.listen()
    assert any("evil" in text for text in ears.heard)
    assert offences(ears) == {}


@pytest.mark.parametrize("action", [Action.ADD, Action.REPLACE, Action.REMOVE, Action.RENAME, Action.MOVE])
def test_what_a_change_did_is_told_in_isolates(action: Action) -> None:
    fields: dict[str, str | int] = dict.fromkeys(("files", "version", "document", "name", "before"), EVIL)
    assert offence(done(Change(1, action, "2026-01-01T00:00:00Z", undone=False, fields=fields))) == ""


def test_every_page_is_asked() -> None:
    """A command whose name ends in dots opens a page or a dialog of the system."""
    pages = {command.id for command in COMMANDS if command.text.endswith("…")}
    dialogs = {"open", "import_files", "import_folder", "add_version", "add_document", "export_hits", "export_notes"}
    dialogs |= {"save_copy"}
    assert pages - set(PAGES) <= dialogs
