"""Several windows of one program: opened, closed, brought back, and of one mind about what they show."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from window_corpora import build, many

from viewer import changing, repair
from viewer.corpus import Corpus, CorpusIndex
from viewer.model import Span, Touched, VersionId
from viewer.repair import Way
from viewer.ui.program import Program
from viewer.ui.settings import Settings
from viewer.ui.windows import Windows

Make = Callable[..., Windows]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    return build(tmp_path / "long.hexapla", many(300), "Long")


@pytest.fixture
def other_file(tmp_path: Path) -> Path:
    return build(tmp_path / "rivers.hexapla")


@contextmanager
def being_written(path: Path) -> Iterator[None]:
    """Another program is writing to the corpus, and nobody can read it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        yield
        writer.execute("ROLLBACK")


def left(windows: Windows) -> None:
    """The program ends, as a person ends it."""
    windows.programs[0].window.commands["quit"].trigger()
    assert windows.end(seconds=10)
    windows.settings.save()


def killed(windows: Windows, qtbot: QtBot, tmp_path: Path) -> None:
    """What is written down by now is all that is left; nothing else is done in time."""
    qtbot.waitUntil(lambda: not windows.keeping.timer.isActive())
    qtbot.waitUntil(lambda: not windows._jobs.running())
    kept = (tmp_path / "settings.json").read_bytes()
    windows.quit()
    assert windows.end(seconds=10)
    (tmp_path / "settings.json").write_bytes(kept)


def paths(windows: Windows) -> list[str]:
    return [one.library.corpus.path.name if one.library.corpus is not None else "" for one in windows.programs]


def said(program: Program) -> str:
    message = program.window.messages.message
    return "" if message is None else message.text


def _first(
    read: Callable[[Corpus], CorpusIndex], monkeypatch: pytest.MonkeyPatch, change: Callable[[], object]
) -> Callable[[Corpus], CorpusIndex]:
    """Reads, and then comes the change, once."""

    def read_then_changed(corpus: Corpus) -> CorpusIndex:
        found = read(corpus)
        monkeypatch.undo()
        change()
        return found

    return read_then_changed


def test_a_later_start_goes_on_where_reading_was_left(make_windows: Make, long_file: Path) -> None:
    first = make_windows(long_file)
    view = first.programs[0].window.view
    view.go_to(200, top=True)
    place = view.position()
    left(first)
    later = make_windows()
    assert later.programs[0].window.view.position() == place
    assert said(later.programs[0]) == ""


def test_a_corpus_that_is_gone_gives_the_empty_page_with_one_line(make_windows: Make, other_file: Path) -> None:
    left(make_windows(other_file))
    other_file.unlink()
    later = make_windows().programs[0]
    assert later.window.pages.currentWidget() is later.window.empty
    assert said(later).startswith("\u2068Two rivers\u2069 is no longer in")
    assert [answer.text for answer in later.window.messages.message.answers] == ["Locate…", "Remove from list"]


def test_a_corpus_that_was_closed_is_not_opened_again(make_windows: Make, other_file: Path) -> None:
    first = make_windows(other_file)
    first.programs[0].window.commands["close"].trigger()
    left(first)
    later = make_windows().programs[0]
    assert later.library.corpus is None
    assert later.library.job is None


def test_all_windows_come_back_with_place_and_view(
    make_windows: Make, qtbot: QtBot, long_file: Path, other_file: Path
) -> None:
    first = make_windows(long_file)
    qtbot.keyClick(first.programs[0].window, Qt.Key.Key_N, CTRL)
    assert len(first.programs) == 2
    second = first.programs[1].window
    first.programs[1].library.open(other_file)
    second.commands["layout_lines"].trigger()
    second.resize(700, 500)  # the screen of the tests is small
    first.programs[0].window.view.go_to(120, top=True)
    place = first.programs[0].window.view.position()
    left(first)
    later = make_windows()
    assert paths(later) == ["long.hexapla", "rivers.hexapla"]
    assert later.programs[0].window.view.position() == place
    assert later.programs[0].window.commands["layout_columns"].isChecked()
    assert later.programs[1].window.commands["layout_lines"].isChecked()
    assert later.programs[1].window.size() == second.size()


def test_after_a_crash_the_windows_come_back_as_after_a_quit(
    make_windows: Make, qtbot: QtBot, long_file: Path, other_file: Path, tmp_path: Path
) -> None:
    first = make_windows(long_file)
    first.new().library.open(other_file)
    first.programs[0].window.view.go_to(77, top=True)
    place = first.programs[0].window.view.position()
    killed(first, qtbot, tmp_path)
    later = make_windows()
    assert paths(later) == ["long.hexapla", "rivers.hexapla"]
    assert later.programs[0].window.view.position() == place


def test_when_the_computer_is_switched_off_everything_is_written_at_once(
    make_windows: Make, qtbot: QtBot, long_file: Path, tmp_path: Path
) -> None:
    windows = make_windows(long_file)
    windows.keeping.timer.setInterval(100_000)
    window = windows.programs[0].window
    window.view.go_to(150, top=True)
    window.commands["note"].trigger()
    assert window.notes.field is not None
    window.notes.field.text.setPlainText("half a thou")
    windows.commit()
    assert Settings(tmp_path / "settings.json")["session"][0]["place"]["current"] == 150
    qtbot.waitUntil(lambda: [one.note.text for one in window.notes.noted.placed] == ["half a thou"])
    assert len(windows.programs) == 1  # it may not come to that


def test_what_is_being_written_when_the_system_ends_the_program_is_kept(
    make_windows: Make, qtbot: QtBot, long_file: Path, other_file: Path
) -> None:
    windows = make_windows(long_file)
    windows.new().library.open(other_file)
    noting, correcting = (one.window for one in windows.programs)
    noting.commands["note"].trigger()
    assert noting.notes.field is not None
    noting.notes.field.text.setPlainText("half a thou")
    correcting.commands["repair"].trigger()
    correcting.view.go_to(0)
    correcting.commands["correct"].trigger()
    assert correcting.repair.corrections.field is not None
    correcting.repair.corrections.field.selectAll()
    qtbot.keyClicks(correcting.repair.corrections.field, "Half a correct")
    windows.close_all()
    assert windows.programs == []
    assert windows.end(seconds=10)
    with Corpus.open(long_file, read_only=True) as corpus:
        assert [one.note.text for one in corpus.notes()] == ["half a thou"]
    with Corpus.open(other_file, read_only=True) as corpus:
        [row] = corpus.units(0, 1)
        assert [one.text for one in row.cells[VersionId("de")]] == ["Half a correct"]


def test_a_session_that_crashes_at_its_start_is_only_offered(
    make_windows: Make, qtbot: QtBot, long_file: Path, other_file: Path, tmp_path: Path
) -> None:
    first = make_windows(long_file)
    first.new().library.open(other_file)
    left(first)
    settings = json.loads((tmp_path / "settings.json").read_text())
    (tmp_path / "settings.json").write_text(json.dumps({**settings, "unfinished_starts": 2}))
    later = make_windows()
    assert paths(later) == [""]
    bar = later.programs[0].window.messages
    assert said(later.programs[0]) == "2 windows were open the last time."
    again = next(one for one in bar.findChildren(QPushButton) if one.text() == "Open them again")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert sorted(paths(later)) == ["long.hexapla", "rivers.hexapla"]


def test_one_corpus_in_two_windows_is_of_one_mind(make_windows: Make, qtbot: QtBot, other_file: Path) -> None:
    windows = make_windows(other_file)
    one = windows.programs[0]
    one.window.commands["same_corpus"].trigger()
    two = windows.programs[1]
    assert paths(windows) == ["rivers.hexapla", "rivers.hexapla"]
    one.window.commands["repair"].trigger()
    one.window.view.set_current_unit(0)
    with qtbot.waitSignal(one.window.repair.work.done):
        one.window.commands["merge_next"].trigger()
    for program in (one, two):
        qtbot.waitUntil(lambda program=program: program.window.view.index.unit_count == 4)
        assert [len(cell) for cell in program.window.view.unit(0).cells.values()] == [2, 2, 2]
    two.window.view.set_current_unit(1)
    two.window.commands["bookmark"].trigger()
    qtbot.waitUntil(lambda: len(one.window.notes.noted) == 1)
    qtbot.waitUntil(lambda: len(two.window.notes.noted) == 1)
    for _ in range(2):
        with qtbot.waitSignal(two.window.changes.corpus_changed):
            two.window.commands["undo"].trigger()
    qtbot.waitUntil(lambda: one.window.view.index.unit_count == 5)
    assert not one.window.commands["undo"].isEnabled()
    assert one.window.commands["redo"].isEnabled()


@pytest.mark.parametrize("comes", [True, False])
def test_a_version_may_come_or_go_while_another_window_opens_the_corpus(
    make_windows: Make, other_file: Path, monkeypatch: pytest.MonkeyPatch, comes: bool
) -> None:
    windows = make_windows(other_file)
    changing.remove(other_file, VersionId("ar"))
    with Corpus.open(other_file) as corpus:
        if not comes:
            corpus.undo()
        second = windows.new()
        monkeypatch.setattr(Corpus, "index", _first(Corpus.index, monkeypatch, corpus.undo if comes else corpus.redo))
        second.library.open(other_file)
    shown = set(second.window.view.versions())
    assert shown == {VersionId("de"), VersionId("en")}
    assert set(second.window.findings.hits.page.list.names) == shown


def test_a_version_may_come_just_when_another_window_shows_the_corpus(
    make_windows: Make, qtbot: QtBot, other_file: Path
) -> None:
    windows = make_windows(other_file)
    changing.remove(other_file, VersionId("ar"))
    second = windows.new()
    with Corpus.open(other_file) as corpus:
        second.window.view.place_changed.connect(corpus.undo, Qt.ConnectionType.SingleShotConnection)
        second.library.open(other_file)
    assert set(second.window.findings.hits.page.list.names) == {VersionId("de"), VersionId("en")}


def test_a_version_may_go_just_when_a_window_takes_in_a_merged_row(
    make_windows: Make, other_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = make_windows(other_file).programs[0]
    view, corpus, touched_since = program.window.view, program.library.corpus, Corpus.touched_since

    def told_then_changed(one: Corpus, revision: int) -> Touched | None:
        found = touched_since(one, revision)
        monkeypatch.undo()
        changing.remove(other_file, VersionId("ar"))
        return found

    with Corpus.open(other_file) as elsewhere:
        merged = repair.merge(elsewhere, 0, Way.DOWN)
        corpus.take_change(merged.change)
        monkeypatch.setattr(Corpus, "touched_since", told_then_changed)
        view.refresh()
        assert set(view.versions()) == set(view.index.versions)
        program.window.take_over(None, elsewhere.index())
    assert set(view.versions()) == {VersionId("de"), VersionId("en")}


def test_a_corpus_that_goes_on_in_another_file_does_so_in_all_its_windows(
    make_windows: Make, qtbot: QtBot, long_file: Path, tmp_path: Path
) -> None:
    windows = make_windows(long_file)
    one = windows.programs[0]
    one.window.commands["same_corpus"].trigger()
    other = windows.programs[1]
    one.window.view.go_to(200, top=True)
    other.window.view.go_to(100, top=True)
    long_file.unlink()
    one.window.changes.editing.rename("Longer")
    qtbot.waitUntil(lambda: "was deleted or replaced" in said(one))
    with qtbot.waitSignal(one.window.changes.editing.changed):
        one.window.saving.rescue.go_on_in(tmp_path / "moved.hexapla")
    assert paths(windows) == ["moved.hexapla", "moved.hexapla"]
    assert [program.window.view.current_unit() for program in windows.programs] == [200, 100]
    qtbot.waitUntil(lambda: all("Longer" in program.window.windowTitle() for program in windows.programs))


def test_a_corpus_that_is_open_comes_to_the_front(make_windows: Make, long_file: Path, other_file: Path) -> None:
    windows = make_windows(long_file)
    second = windows.new()
    second.library.open(other_file)
    assert windows.front() is second
    second.library.take([long_file])
    assert windows.front() is windows.programs[0]
    assert paths(windows) == ["long.hexapla", "rivers.hexapla"]
    windows.take([other_file])
    assert windows.front() is second


def test_what_another_start_was_given_opens_in_a_free_window_or_a_new_one(
    make_windows: Make, long_file: Path, other_file: Path
) -> None:
    windows = make_windows(long_file)
    windows.take([other_file])
    assert paths(windows) == ["long.hexapla", "rivers.hexapla"]
    windows.programs[1].window.commands["close"].trigger()
    windows.take([other_file])
    assert paths(windows) == ["long.hexapla", "rivers.hexapla"]
    windows.take()
    assert len(windows.programs) == 2


def test_closing_one_of_two_forgets_it_and_closing_the_last_ends(
    make_windows: Make, qtbot: QtBot, long_file: Path, other_file: Path
) -> None:
    windows = make_windows(long_file)
    windows.new().library.open(other_file)
    windows.programs[1].window.commands["close_window"].trigger()
    assert paths(windows) == ["long.hexapla"]
    with qtbot.waitSignal(windows.ended):
        windows.programs[0].window.commands["close_window"].trigger()
    assert windows.end(seconds=10)
    assert [one["corpus"] for one in windows.settings["session"]] == [str(long_file)]


def test_a_corpus_that_is_being_written_to_is_shown_when_that_has_ended(
    make_windows: Make, qtbot: QtBot, other_file: Path
) -> None:
    windows = make_windows(other_file)
    window, library = windows.programs[0].window, windows.programs[0].library
    changing.rename(other_file, "Three rivers")
    with Corpus.open(other_file, read_only=True) as corpus:
        index = corpus.index()
    with being_written(other_file):
        window.take_over(None, index)
        assert library.corpus is not None
    qtbot.waitUntil(lambda: "Three rivers" in window.windowTitle())
    assert said(windows.programs[0]) == ""


def test_the_place_in_a_corpus_that_is_being_written_to_is_kept(make_windows: Make, long_file: Path) -> None:
    windows = make_windows(long_file)
    windows.programs[0].window.view.go_to(200, top=True)
    with being_written(long_file):
        left(windows)
    assert [entry["row"] for entry in windows.settings["recent"]] == [200]


def test_what_is_chosen_in_the_preferences_of_one_window_counts_in_all(
    make_windows: Make, qtbot: QtBot, long_file: Path, other_file: Path
) -> None:
    windows = make_windows(long_file)
    one, two = windows.programs[0].window, windows.new().window
    windows.programs[1].library.open(other_file)
    qtbot.keyClick(one, Qt.Key.Key_Comma, CTRL)
    page = one.preferences.page
    assert page is not None
    qtbot.keyClick(page.rows["gutter"].widget, Qt.Key.Key_Space)
    qtbot.keyClick(page.rows["zoom"].widget, Qt.Key.Key_Up)
    line = two.view.rect_of(Span(two.view.unit(0).cells[VersionId("de")][0].id, 0, 1))[0].height()
    styles = page.rows["styles"]
    styles.language.setCurrentIndex(styles.language.findData("de"))
    qtbot.keyClick(styles.scale, Qt.Key.Key_PageUp)
    for window in (one, two):
        assert not window.commands["gutter"].isChecked()
        assert window.view.zoom() == pytest.approx(1.1)
    larger = two.view.rect_of(Span(two.view.unit(0).cells[VersionId("de")][0].id, 0, 1))[0].height()
    assert larger == pytest.approx(2 * line, rel=0.1)


def test_the_window_menu_lists_them(make_windows: Make, long_file: Path, other_file: Path) -> None:
    windows = make_windows(long_file)
    window = windows.programs[0].window
    assert not window.commands["next_window"].isEnabled()
    windows.new().library.open(other_file)
    menu = next(action.menu() for action in window.menuBar().actions() if action.text().replace("&", "") == "Window")
    menu.aboutToShow.emit()
    listed = [action for action in menu.actions() if action.isCheckable()]
    assert [action.text() for action in listed] == ["&1  \u2068Long\u2069", "&2  \u2068Two rivers\u2069"]
    assert [action.isChecked() for action in listed] == [True, False]
    listed[1].trigger()
    assert windows.front() is windows.programs[1]
    windows.programs[1].window.commands["next_window"].trigger()
    assert windows.front() is windows.programs[0]


def test_what_was_open_before_there_were_several_windows_is_opened(
    make_windows: Make, other_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"last": str(other_file)}))
    assert paths(make_windows()) == ["rivers.hexapla"]
    assert Settings(tmp_path / "settings.json")["session"][0]["corpus"] == str(other_file)


def test_another_window_lies_on_the_screen(make_windows: Make, other_file: Path) -> None:
    windows = make_windows(other_file)
    screen = windows.programs[0].window.screen().availableGeometry()
    windows.programs[0].window.resize(screen.size())
    for _ in range(3):
        window = windows.new().window
        assert screen.contains(window.frameGeometry())
