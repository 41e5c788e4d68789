from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from viewer import errors
from viewer.errors import HexaplaError, ImportFailed
from viewer.formats.draft import Caution
from viewer.formats.draft import ImportWarning as Remark
from viewer.formats.plan import Choice, Decision
from viewer.ui import messages
from viewer.ui.messages import Level, caution, decision, failure, word

SAMPLES = {
    "file": "poem\u202e.txt",
    "path": "/home/reader/rivers.hexapla",
    "byte": 17,
    "place": "line 3",
    "reason": "a tag is not closed",
    "found": 9,
    "known": 1,
    "name": "de",
    "what": "row",
    "value": 7,
    "limit": 5,
    "position": 4,
    "refused": (),
    "names": ("de/a.xml", "en/a.xml"),
    "count": 3,
}


def kinds(base: type[HexaplaError]) -> Iterator[type[HexaplaError]]:
    for kind in base.__subclasses__():
        yield kind
        yield from kinds(kind)


def made(kind: type[HexaplaError]) -> HexaplaError:
    names = list(inspect.signature(kind.__init__).parameters)[1:] if "__init__" in dir(kind) else []
    names = [name for name in names if name not in ("args", "kwargs")]
    own = {errors.UnknownVersion: {"known": ("de", "de-2")}, errors.Unrepairable: {"reason": "one-version"}}
    own[errors.LookupFailed] = {"reason": "program"}
    values = {**SAMPLES, **own.get(kind, {})}
    return kind(**{name: values[name] for name in names})


@pytest.mark.parametrize("kind", list(kinds(HexaplaError)), ids=lambda kind: kind.__name__)
def test_every_error_is_worded_on_its_own(kind: type[HexaplaError]) -> None:
    text = word(made(kind))
    assert kind in messages._WORDINGS
    assert "{" not in text
    assert text.endswith(".")
    assert "--" not in text, "options belong to the command line"


@pytest.mark.parametrize("kind", list(kinds(ImportFailed)), ids=lambda kind: kind.__name__)
def test_a_refused_file_is_named_and_its_controls_are_shown(kind: type[HexaplaError]) -> None:
    assert "\u2068poem⟨U+202E⟩.txt\u2069" in word(made(kind))


def test_what_happened_where_and_what_to_do() -> None:
    assert word(errors.Malformed("/x/a.tmx", "line 3", "a tag is not closed")) == (
        "\u2068a.tmx\u2069 was not imported: at \u2068line 3\u2069 it is broken (\u2068a tag is not closed\u2069). "
        "Repair the file and try again."
    )


def test_positions_are_counted_from_one() -> None:
    assert "character 5" in word(errors.QueryError(4, "a bracket is never closed"))


def test_several_refused_files_are_listed() -> None:
    refused = (errors.EmptyFile("/x/a.txt"), errors.EmptyFile("/x/b.txt"))
    assert "\u2068a.txt\u2069, \u2068b.txt\u2069" in word(errors.NothingToImport(refused))


def test_one_refused_file_says_why() -> None:
    assert "no text in it" in word(errors.NothingToImport((errors.EmptyFile("/x/a.txt"),)))


def test_an_error_of_the_system_names_the_file() -> None:
    assert "\u2068notes.txt\u2069" in word(PermissionError(13, "Permission denied", "/root/notes.txt"))


def test_what_is_no_error_of_ours_is_called_a_fault() -> None:
    assert "inside Hexapla (\u2068ZeroDivisionError\u2069)" in word(ZeroDivisionError())


@pytest.mark.parametrize("choice", list(Choice))
def test_every_decision_of_an_import_is_worded(choice: Choice) -> None:
    text = decision(Decision(choice, Path("a.txt"), "Faust", 3))
    assert text
    assert "{" not in text


def test_stopping_a_job_is_no_error() -> None:
    assert failure(errors.Cancelled()).level is Level.INFO
    assert failure(errors.EmptyFile("a")).level is Level.ERROR


@pytest.mark.parametrize("key", list(Caution))
def test_every_remark_about_an_import_is_worded(key: Caution) -> None:
    text = caution(Remark(key, 3, "line 2", "cp1252"))
    assert "{" not in text
    assert "line 2" in text


def test_one_is_worded_as_one() -> None:
    assert caution(Remark(Caution.LINES_JOINED, 1)) == "a line end within a text was written as a space"
    assert caution(Remark(Caution.LINES_JOINED, 2)) == "2 line ends within texts were written as spaces"


@pytest.mark.parametrize("key", list(Caution))
def test_a_remark_about_one_thing_counts_nothing(key: Caution) -> None:
    assert not caution(Remark(key, 1)).startswith("1 ")
