"""What can go wrong, as types. The services raise them with fields; the command line and the window word them.

HexaplaError
├── ImportFailed(file)            a file was refused; the others go on
│   ├── UnknownFormat             nothing here reads it
│   ├── BadEncoding(byte)         no encoding fits
│   ├── Malformed(place, reason)  the format is known, the content broken
│   ├── Unreadable(reason)        a folder, pipe or device, missing, or no permission
│   ├── Protected(reason)         encrypted, by a shop or with a password
│   ├── CompanionsMissing(names)  an alignment whose texts are not with it
│   ├── EmptyFile                 no text in it
│   ├── Unplaced                  a version of which document of the corpus, nobody knows
│   ├── HasRows                   aligned already, so it is no version of a document that is there
│   └── WhichText                 holds several texts where one is wanted
├── CorpusError(path)
│   ├── CorpusMissing             there is no such file
│   ├── NotACorpus                empty, or another program's file
│   ├── TooNew(found, known)      written by a newer Hexapla
│   ├── Locked                    another process is writing
│   ├── Damaged(reason)           a checksum or the database itself is wrong
│   ├── ReadOnly                  the file or its folder cannot be written
│   ├── DiskFull
│   ├── Forbidden                 may not be read
│   ├── Replaced                  deleted or replaced while it was open
│   ├── Exists                    would overwrite, and was not told to
│   └── IsSource                  would overwrite a file that is being imported
├── UnknownVersion(name)          no version answers to that name, or several do
├── OutOfRange(what, value, limit)
├── QueryError(position, reason)  position in code points of the query
├── TooManyHits(count, limit)     more than can be sorted by their texts
├── LastOne(what, name)           the corpus would have none of these any more
├── NoText(name, value)           the document with this number has no text in this version
├── WhichDocument(name)           several have a text in this version
├── Unrepairable(reason)          rows cannot be set so
├── NothingToImport               no file could be read
├── Unwritable(name, reason)      an export that the format cannot hold, or no format at all
└── Cancelled
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar


class HexaplaError(Exception):
    """Base of every error a user can meet. `str()` gives a plain English sentence that says what to do next.

    Errors cross from one process to another with all their fields.
    """

    def __reduce__(self) -> tuple[Callable[..., HexaplaError], tuple[Any, ...]]:
        return _restored, (type(self), self.args, self.__dict__)


class ImportFailed(HexaplaError):
    """A source file was refused."""

    def __init__(self, file: str | Path) -> None:
        super().__init__(str(file))
        self.file = str(file)


class UnknownFormat(ImportFailed):
    def __str__(self) -> str:
        return f"{self.file}: this kind of file cannot be read; save it as plain text (UTF-8) and try again"


class BadEncoding(ImportFailed):
    def __init__(self, file: str | Path, byte: int) -> None:
        super().__init__(file)
        self.byte = byte

    def __str__(self) -> str:
        return f"{self.file}: not text in any known encoding (byte {self.byte}); save it as UTF-8 and try again"


class Malformed(ImportFailed):
    def __init__(self, file: str | Path, place: str, reason: str) -> None:
        super().__init__(file)
        self.place = place
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.file}, {self.place}: {self.reason}; repair the file and try again"


class Unreadable(ImportFailed):
    def __init__(self, file: str | Path, reason: str) -> None:
        super().__init__(file)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.file}: cannot be read ({self.reason}); choose a readable file"


class Protected(ImportFailed):
    def __init__(self, file: str | Path, reason: str) -> None:
        super().__init__(file)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.file}: protected against copying ({self.reason}); choose a copy without protection"


class CompanionsMissing(ImportFailed):
    """`names` are some of the missing files, as the file calls them; `count` says how many there are."""

    def __init__(self, file: str | Path, names: tuple[str, ...], count: int) -> None:
        super().__init__(file)
        self.names = names
        self.count = count

    def __str__(self) -> str:
        more = f" and {self.count - len(self.names)} more" if self.count > len(self.names) else ""
        return (
            f"{self.file}: the texts that it aligns are not here ({', '.join(self.names)}{more}); "
            "put them into the same folder and import the folder"
        )


class EmptyFile(ImportFailed):
    def __str__(self) -> str:
        return f"{self.file}: there is no text in it; choose another file"


class Unplaced(ImportFailed):
    def __str__(self) -> str:
        return (
            f"{self.file}: it cannot be told which document of the corpus this is a version of; "
            "say which with --into N, or add it with --as document"
        )


class HasRows(ImportFailed):
    def __str__(self) -> str:
        return f"{self.file}: it is aligned already, or holds several texts; add it with --as document"


class WhichText(ImportFailed):
    def __str__(self) -> str:
        return f"{self.file}: it holds several texts, and none of them can be told to be the one; choose another file"


class CorpusError(HexaplaError):
    """Something is wrong with a corpus file."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(str(path))
        self.path = str(path)


class CorpusMissing(CorpusError):
    def __str__(self) -> str:
        return f"{self.path}: no such file or folder; check the name"


class NotACorpus(CorpusError):
    def __str__(self) -> str:
        return f"{self.path}: not a Hexapla corpus; to read a text, use import"


class TooNew(CorpusError):
    def __init__(self, path: str | Path, found: int, known: int) -> None:
        super().__init__(path)
        self.found = found
        self.known = known

    def __str__(self) -> str:
        return (
            f"{self.path}: written by a newer Hexapla (format {self.found}, this program knows {self.known}); "
            "update Hexapla to open it"
        )


class Locked(CorpusError):
    def __str__(self) -> str:
        return f"{self.path}: another program is writing to it; close that one and try again"


class Damaged(CorpusError):
    def __init__(self, path: str | Path, reason: str) -> None:
        super().__init__(path)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: damaged ({self.reason}); restore a copy, or import the sources again"


class ReadOnly(CorpusError):
    def __str__(self) -> str:
        return f"{self.path}: cannot be written; choose another folder or change its permissions"


class DiskFull(CorpusError):
    def __str__(self) -> str:
        return f"{self.path}: the disk is full; free some space and try again (nothing was changed)"


class Forbidden(CorpusError):
    def __str__(self) -> str:
        return f"{self.path}: may not be read; change its permissions and try again"


class Replaced(CorpusError):
    def __str__(self) -> str:
        return f"{self.path}: was deleted or replaced while it was open; save a copy under another name"


class Exists(CorpusError):
    def __str__(self) -> str:
        return f"{self.path}: exists already; use --force to overwrite it, or choose another name"


class IsSource(CorpusError):
    def __str__(self) -> str:
        return f"{self.path}: is one of the files to import; choose another name for the corpus"


class UnknownVersion(HexaplaError):
    """`known` lists what could have been meant."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known

    def __str__(self) -> str:
        return f"no single version is called “{self.name}”; the versions are {', '.join(self.known)}"


class OutOfRange(HexaplaError):
    """`limit` is the number of things there are; valid values are 0 to limit - 1."""

    def __init__(self, what: str, value: int, limit: int) -> None:
        super().__init__(what)
        self.what = what
        self.value = value
        self.limit = limit

    def __str__(self) -> str:
        return f"there is no {self.what} {self.value}; numbers run from 0 to {self.limit - 1}"


class QueryError(HexaplaError):
    def __init__(self, position: int, reason: str) -> None:
        super().__init__(reason)
        self.position = position
        self.reason = reason

    def __str__(self) -> str:
        return f"the query cannot be read at character {self.position + 1}: {self.reason}"


class TooManyHits(HexaplaError):
    def __init__(self, count: int, limit: int) -> None:
        super().__init__(count)
        self.count = count
        self.limit = limit

    def __str__(self) -> str:
        return (
            f"{self.count:,} hits are too many to be sorted by their words, at most {self.limit:,} are; "
            "search in one document, or add a word or a condition"
        )


class LastOne(HexaplaError):
    """`what` is `version` or `document`, `name` what it is called."""

    def __init__(self, what: str, name: str) -> None:
        super().__init__(name)
        self.what = what
        self.name = name

    def __str__(self) -> str:
        return f"“{self.name}” is the last {self.what} of the corpus; to be rid of it all, delete the file"


class NoText(HexaplaError):
    """`name` is a version, `value` the number of a document."""

    def __init__(self, name: str, value: int) -> None:
        super().__init__(name)
        self.name = name
        self.value = value

    def __str__(self) -> str:
        return f"document {self.value} has no text in the version {self.name}; to put one in, use add"


class WhichDocument(HexaplaError):
    """`name` is a version."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"several documents have a text in the version {self.name}; say which with --document N"


class Unrepairable(HexaplaError):
    """Rows or paragraphs cannot be set as it was asked; `reason` is one of those named here."""

    ONE_VERSION = "one-version"
    TWO_DOCUMENTS = "two-documents"
    SETTLED_BETWEEN = "settled-between"
    NO_TEXT = "no-text"
    TOO_LONG = "too-long"
    _SAID: ClassVar[Mapping[str, str]] = {
        ONE_VERSION: "paragraphs of two or more versions are needed, one of each; mark one in another version",
        TWO_DOCUMENTS: "the paragraphs are in two documents; mark paragraphs of one",
        SETTLED_BETWEEN: "rows that you confirmed or edited stand between them; take back their confirmation first",
        NO_TEXT: "nothing would be left of the paragraph; to leave it out, exclude it",
        TOO_LONG: "the paragraph would be too long; split it first",
    }

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self._SAID[self.reason]


class NothingToImport(HexaplaError):
    def __init__(self, refused: tuple[ImportFailed, ...] = ()) -> None:
        super().__init__()
        self.refused = refused

    def __str__(self) -> str:
        if self.refused:
            return "nothing to import: none of the files could be read"
        return "nothing to import: there is no text here; choose text files, or a folder with some in it"


class Unwritable(HexaplaError):
    """`name` is the format or the file; `reason` says what to do instead."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"cannot be exported as {self.name}: {self.reason}"


class LookupFailed(HexaplaError):
    """A word cannot be looked up in this way; `name` is what is wrong, `reason` one of those named here."""

    NO_WORD = "no-word"
    SCHEME = "scheme"
    ADDRESS = "address"
    QUOTES = "quotes"
    PROGRAM = "program"
    _SAID: ClassVar[Mapping[str, str]] = {
        NO_WORD: "write {word} where the word goes",
        SCHEME: "only addresses that begin with http or https are opened",
        ADDRESS: "this is no web address",
        QUOTES: "a quotation mark is not closed",
        PROGRAM: "there is no such program",
    }

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.name}: {self._SAID[self.reason]}"


class Cancelled(HexaplaError):
    def __str__(self) -> str:
        return "cancelled; nothing was changed"


def _restored(kind: type[HexaplaError], args: tuple[Any, ...], fields: dict[str, Any]) -> HexaplaError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(fields)
    return error
