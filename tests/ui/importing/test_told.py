from __future__ import annotations

from pathlib import Path

import pytest

from viewer.errors import EmptyFile
from viewer.formats.draft import Caution
from viewer.formats.draft import ImportWarning as Remark
from viewer.formats.listing import Skip
from viewer.importing import Summary
from viewer.importing.preparing import FileReport
from viewer.model import Change, Direction, Version, VersionId
from viewer.ui.importing.told import done, summed_up
from viewer.ui.messages import Level

DE = VersionId("de")


def test_an_import_is_summed_up_in_one_line_with_two_ways_on() -> None:
    guessed = (Remark(Caution.ENCODING_GUESSED, detail="cp1252"),)
    files = (
        FileReport(Path("a.de.txt"), DE, 0, "de", "text", "cp1252", 43, guessed),
        FileReport(Path("a.de.txt"), DE, 1, "de", "text", "cp1252", 43, guessed),  # another text of the same file
        FileReport(Path("README.md"), skipped=Skip.ABOUT_THE_FOLDER),
        FileReport(Path("b\n.txt"), refused=EmptyFile("/x/b\n.txt")),
    )
    versions = (Version(DE, "de", "", Direction.LTR, 43, 1),)
    taken: list[str] = []
    message = summed_up(
        Summary(Path("/home/x/A.hexapla"), "A", versions, 1, 43, files),
        review=lambda: taken.append("review"),
        undo=lambda: taken.append("undo"),
    )
    assert message.text == "1 version, 43 rows, 1 file could not be read, 1 file skipped, 1 file with remarks"
    assert message.level is Level.WARNING
    for answer in message.answers:
        answer.act()
    assert [str(answer.text) for answer in message.answers] == ["Review", "Undo"]
    assert taken == ["review", "undo"]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"version": "de"}, "de removed"),
        ({"document": "Faust"}, "Faust removed"),
        ({"version": "de", "document": "Faust"}, "de of Faust removed"),
    ],
)
def test_a_removal_names_what_is_gone(fields: dict[str, str | int], text: str) -> None:
    change = Change(1, "remove", "2026-01-01T00:00:00Z", undone=False, fields=fields)
    assert done(change).replace("\u2068", "").replace("\u2069", "") == text


def test_a_version_is_called_by_its_name_where_that_is_known() -> None:
    change = Change(1, "replace", "2026-01-01T00:00:00Z", undone=False, fields={"version": "de", "files": "a.txt"})
    assert done(change, {"de": "Deutsch"}) == "\u2068Deutsch\u2069 replaced by \u2068a.txt\u2069"
