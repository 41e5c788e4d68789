from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning
from pytestqt.qtbot import QtBot

from viewer.ui.trouble.fault_report import fault_report
from viewer.ui.trouble.logbook import FILE_NAME, Logbook

SECRET = "Geheimnis"


@pytest.fixture
def logbook() -> Iterator[Logbook]:
    """A logbook that ends with the test, and leaves all as it was."""
    level = logging.getLogger("hexapla").level
    before = qInstallMessageHandler(None)
    made = Logbook()
    yield made
    made.end()
    logging.getLogger("hexapla").setLevel(level)
    qInstallMessageHandler(before)


def test_the_file_tells_what_the_logbook_leaves_out(logbook: Logbook, tmp_path: Path) -> None:
    crashed = logbook.begin(tmp_path / "logs")
    logging.getLogger("hexapla.library").warning("%s could not be moved to the trash", SECRET)
    try:
        raise KeyError(SECRET)
    except KeyError:
        logging.getLogger("hexapla").exception("the settings could not be written")
    qWarning(f'Cannot open file "/home/{SECRET}/x.txt" or /home/{SECRET}/y: denied')
    assert crashed is None
    assert SECRET in (tmp_path / "logs" / FILE_NAME).read_text(encoding="utf-8")
    said = "\n".join(logbook.lines())
    assert SECRET not in said
    assert "%s could not be moved to the trash" in said
    assert "the settings could not be written (KeyError)" in said
    assert "Cannot open file … or … denied" in said


def test_a_crash_of_the_interpreter_is_told_once(logbook: Logbook, tmp_path: Path) -> None:
    (tmp_path / "fatal.log").write_text("Fatal Python error: Segmentation fault")
    crashed = logbook.begin(tmp_path)
    assert crashed is not None
    assert "Segmentation fault" in crashed.read_text()
    logbook.end()
    later = Logbook()
    assert later.begin(tmp_path) is None
    later.end()


def test_without_a_folder_the_lines_are_there_all_the_same(logbook: Logbook, tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    crashed = logbook.begin(tmp_path / "logs")
    logging.getLogger("hexapla").warning("here")
    assert crashed is None
    assert any(line.endswith("hexapla: here") for line in logbook.lines())


def test_of_many_lines_the_last_are_kept() -> None:
    logbook = Logbook()
    for number in range(500):
        logbook.emit(logging.LogRecord("hexapla", logging.INFO, "", 0, f"line {number}", (), None))
    assert logbook.lines()[-1].endswith("line 499")
    assert len(logbook.lines()) < 100


def test_a_report_has_nothing_of_the_texts_or_of_folders(qtbot: QtBot) -> None:
    def fails() -> None:
        try:
            raise OSError(13, "Permission denied", f"/home/{SECRET}/a.txt")
        except OSError as error:
            raise ValueError(SECRET.upper()) from error

    with pytest.raises(ValueError) as caught:
        fails()
    report = fault_report(ValueError, caught.value, caught.value.__traceback__, ["12:00:00 INFO hexapla: ready"])
    assert SECRET not in report.replace("SECRET", "")
    assert SECRET.upper() not in report
    assert "builtins.OSError" not in report  # it became what it is
    assert "PermissionError: Permission denied (13)" in report
    assert "and then:\nbuiltins.ValueError\n" in report
    assert "tests/ui/trouble/test_logbook.py:" in report
    assert "12:00:00 INFO hexapla: ready" in report
    assert str(Path.home()) not in report


def test_what_the_interpreter_says_itself_is_in_the_report(qtbot: QtBot) -> None:
    with pytest.raises(AttributeError) as caught:
        object().no_such_thing  # type: ignore[attr-defined]  # noqa: B018
    assert "no attribute 'no_such_thing'" in fault_report(AttributeError, caught.value, caught.value.__traceback__)
