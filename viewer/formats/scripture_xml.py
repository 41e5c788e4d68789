"""XML of Bibles told to a reader element by element, as the file is read; no tree is ever held."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from xml.parsers import expat

from viewer.errors import Malformed
from viewer.formats import xml_stream
from viewer.formats.draft import Cautions, Draft
from viewer.formats.scripture import Scripture
from viewer.formats.source import SourceFile

DEEPEST = 1_000
"""Elements inside each other; no Bible has as many."""

End = Callable[[], object] | None
"""What is to be done when an element ends."""


class Walker:
    """One reading of one file into `scripture`; a format says what its elements mean."""

    def __init__(self, path: Path, parser: expat.XMLParserType) -> None:
        self.scripture = Scripture()
        self.label = ""
        """What the file calls its version."""
        self.tags: list[str] = []
        """What the file says that its language is."""
        self._path = path
        self._parser = parser
        self._ends: list[End] = []
        self._captured: list[str] | None = None
        self._skipped = 0
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data

    def begin(self, name: str, attributes: dict[str, str]) -> End:
        """An element of this local name begins."""
        raise NotImplementedError

    def text(self, text: str) -> None:
        """Letters that nobody captures."""
        self.scripture.write(text)

    def capture(self, use: Callable[[str], object]) -> End:
        """Keeps the text of an element for `use` when it ends. Of elements in it nothing but their text is told."""
        captured = self._captured = []

        def end() -> None:
            self._captured = None
            use("".join(captured))

        return end

    def skip(self) -> End:
        """Leaves out an element and what is in it."""
        self._skipped += 1

        def end() -> None:
            self._skipped -= 1

        return end

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._ends) >= DEEPEST:
            place = f"line {self._parser.CurrentLineNumber}"
            raise Malformed(self._path, place, f"more than {DEEPEST} elements stand inside each other")
        is_inside = self._skipped or self._captured is not None
        self._ends.append(None if is_inside else self.begin(tag.rpartition(":")[2], attributes))

    def _end(self, _tag: str) -> None:
        end = self._ends.pop()
        if end:
            end()

    def _data(self, text: str) -> None:
        if self._skipped:
            return
        if self._captured is not None:
            self._captured.append(text)
        else:
            self.text(text)


def read_scripture(file: SourceFile, form: str, make: Callable[[Path, expat.XMLParserType], Walker]) -> Draft:
    """The draft of a file in the format `form`. Raises ImportFailed and Cancelled."""
    cautions = Cautions()
    encoding, walker = xml_stream.parse(file, cautions, partial(make, file.path))
    return walker.scripture.draft(file, form, encoding, cautions, tags=tuple(walker.tags), label=walker.label)
