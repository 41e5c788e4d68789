"""What the window says: messages, and the wording of everything that can go wrong: what happened, where, what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from viewer import errors
from viewer.formats import draft
from viewer.formats.draft import Caution
from viewer.formats.plan import Choice, Decision
from viewer.ui.i18n import Safe, counter, isolate, listed, noop, translator

tr = translator("Messages")
count = counter("Messages")


class Level(StrEnum):
    """How much it matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


OF_A_CORPUS: Final = (
    "changed-files",
    "check",
    "copy",
    "derailed",
    "fonts",
    "hidden-hit",
    "import",
    "moved",
    "navigation",
    "notes",
    "passed-over",
    "provisional",
    "sample",
)
"""Keys of messages that mean the corpus that is read: they go with it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A button of a message."""

    text: Safe
    act: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said in the message bar."""

    level: Level
    text: Safe
    answers: tuple[Answer, ...] = ()
    key: str = ""
    """A message takes the place of an earlier one of the same key."""


def word(error: BaseException) -> Safe:
    """The error in the words of the window. What is not a HexaplaError is called a fault of the program."""
    for kind in type(error).__mro__:
        wording = _WORDINGS.get(kind)
        if wording is not None:
            return wording(error)
    if isinstance(error, OSError):
        return tr(
            "The file {file} cannot be used: {reason}. Check that it is there and that you may use it.",
            file=Path(str(error.filename or "?")).name,
            reason=error.strerror or str(error),
        )
    return tr("Something went wrong inside Hexapla ({kind}). Your corpus was not changed.", kind=type(error).__name__)


def failure(error: BaseException, *answers: Answer, key: str = "failure") -> Message:
    """An error as a message; a job that the user stopped is no error."""
    level = Level.INFO if isinstance(error, errors.Cancelled) else Level.ERROR
    return Message(level, word(error), answers, key)


def sample(open_own: Callable[[], object]) -> Message:
    """What stands above the sample."""
    text = tr("This is the sample: one article in five languages.")
    return Message(Level.INFO, text, (Answer(tr("Open your own texts"), open_own),), "sample")


def session(windows: int, reopen: Callable[[], object]) -> Message:
    """Offers the windows that were open at the last end."""
    text = count("A window was open the last time.", "{n} windows were open the last time.", windows)
    return Message(Level.INFO, text, (Answer(tr("Open them again"), reopen),), "session")


def beside() -> Message:
    """There is another program, which does not answer."""
    text = tr(
        "Another Hexapla is running, but does not answer. This one works beside it: nothing is lost, but what is "
        "changed in one is shown in the other only when its corpus is opened again."
    )
    return Message(Level.WARNING, text, (), "beside")


def busy(stop: Callable[[], object]) -> Message:
    """Two imports at a time are one too many."""
    text = tr("One import is still running. Wait for it, or stop it, and try again.")
    return Message(Level.INFO, text, (Answer(tr("Stop it"), stop),), "busy")


def fonts_missing(names: list[str], families: list[str], packages: list[str]) -> Message:
    """Versions that cannot be shown. What to install: `packages`, where the system has such, or `families`."""
    one = len(names) == 1
    what = (
        tr("{name} cannot be shown: no installed font has its letters.", name=names[0])
        if one
        else tr("{names} cannot be shown: no installed font has their letters.", names=listed(names))
    )
    fonts = listed(families)
    advice = (
        tr("Install {packages} (Debian, Ubuntu) or, from fonts.google.com/noto, {fonts}; then start Hexapla again.",
           packages=listed(packages), fonts=fonts)
        if packages
        else tr("Install {fonts}, from fonts.google.com/noto; then start Hexapla again.", fonts=fonts)
    )  # fmt: skip
    return Message(Level.WARNING, tr("{what} {advice}", what=what, advice=advice), key="fonts")


def passed_over(names: list[str]) -> Message:
    """A corpus came with other files."""
    text = tr("A window shows one corpus at a time. Left alone: {files}.", files=listed(names[:8]))
    return Message(Level.INFO, text, key="passed-over")


def fault(show_report: Callable[[], object]) -> Message:
    """The program has a fault."""
    text = tr("Something went wrong inside Hexapla. Your corpus was not changed, and you can go on.")
    return Message(Level.ERROR, text, (Answer(tr("Show the report"), show_report),), "fault")


def crashed(show_report: Callable[[], object]) -> Message:
    """The program did not end in good order the last time."""
    text = tr("Hexapla ended unexpectedly the last time. Whatever you had changed was saved before.")
    return Message(Level.WARNING, text, (Answer(tr("Show the report"), show_report),), "crashed")


def whole(title: str, rows: int) -> Message:
    """A corpus was checked, and nothing is wrong with it."""
    text = tr("No problem was found in {title}: all {rows} rows are whole.", title=title, rows=rows)
    return Message(Level.INFO, text, key="check")


def broken(title: str, problems: int, show: Callable[[], object]) -> Message:
    """A corpus was checked, and something is wrong with it."""
    text = count("{n} problem was found in {title}. Save a copy, and take up an earlier one if you have it.",
                 "{n} problems were found in {title}. Save a copy, and take up an earlier one if you have it.",
                 problems, title=title)  # fmt: skip
    return Message(Level.ERROR, text, (Answer(tr("Show them"), show),), "check")


def damaged_settings(kept: str, show: Callable[[], object]) -> Message:
    """The settings start anew; `kept` is what the old file is called now."""
    text = tr("The settings could not be read, so everything is as at the first start. The old file is kept as {file}.",
              file=kept)  # fmt: skip
    return Message(Level.WARNING, text, (Answer(tr("Show in folder"), show),), "settings")


def caution(warning: draft.ImportWarning) -> Safe:
    """What was changed or guessed while a file was read."""
    text = (_CAUTIONS_OF_ONE if warning.count == 1 else _CAUTIONS).get(warning.key, _CAUTIONS[warning.key])
    words = tr(text, count=warning.count, detail=isolate(warning.detail) if warning.detail else tr("unknown"))
    return tr("{what} (first at {place})", what=words, place=warning.place) if warning.place else words


def decision(one: Decision) -> Safe:
    """What an import decided where the user might have meant otherwise."""
    return tr(_DECISIONS[one.choice], detail=one.detail, count=one.count)


def translated(text: str) -> Safe:
    """A reason that a service gave in English, translated where a translation of it exists."""
    return isolate(QCoreApplication.translate("Reasons", text))


def _name(path: str) -> str:
    return Path(path).name or path


def _folder(path: str) -> str:
    return str(Path(path).parent)


def _corpus(text: str) -> Callable[[errors.CorpusError], Safe]:
    return lambda error: tr(text, file=_name(error.path), folder=_folder(error.path))


def _damaged(error: errors.Damaged) -> Safe:
    return tr(
        "{file} is damaged ({reason}). Restore a copy of it, or import the texts again.",
        file=_name(error.path),
        reason=translated(error.reason),
    )


def _too_new(error: errors.TooNew) -> Safe:
    return tr(
        "{file} was written by a newer Hexapla (format {found}; this one knows {known}). Update Hexapla to open it.",
        file=_name(error.path),
        found=error.found,
        known=error.known,
    )


def _nothing(error: errors.NothingToImport) -> Safe:
    if len(error.refused) == 1:
        return word(error.refused[0])
    if error.refused:
        return tr(
            "Nothing was imported: none of these files could be read: {files}. Save them as plain text (UTF-8) and "
            "try again.",
            files=listed([_name(refused.file) for refused in error.refused[:8]]),
        )
    return tr("Nothing was imported: there is no text here. Choose text files, or a folder with some in it.")


_CAUTIONS: Final = {
    Caution.NUL_REPLACED: noop("{count} NUL characters were replaced by �"),
    Caution.SURROGATES_REPLACED: noop("{count} halves of characters were replaced by �"),
    Caution.BYTES_REPLACED: noop("{count} bytes that are no text in this encoding were replaced by �"),
    Caution.MIXED_ENCODINGS: noop("{count} lines were in another encoding ({detail}) and were read in that one"),
    Caution.ENCODING_GUESSED: noop(
        "the encoding ({detail}) is a guess; if letters look wrong, save the file as UTF-8 and import it again"
    ),
    Caution.SEGMENTS_CUT: noop("{count} paragraphs were too long and were cut"),
    Caution.ROWS_PADDED: noop("{count} rows had too few cells; the missing ones are empty"),
    Caution.TIMES_REPAIRED: noop("{count} subtitles end before they begin; they were taken to last no time"),
    Caution.LETTERS_DOUBTFUL: noop(
        "a PDF keeps the Arabic script as shapes, so words may have lost letters; another format of the text is surer"
    ),
    Caution.SHEETS_LEFT_OUT: noop("{count} sheets were left out ({detail}): their first row names no languages"),
    Caution.CELLS_LEFT_OUT: noop("{count} cells were left out: the first row does not name their column"),
    Caution.PROVISIONAL_ROWS: noop("{count} rows are not aligned yet; export again when they are"),
    Caution.SEARCH_NOT_PREPARED: noop("the search could not be prepared ({detail}); the first search takes longer"),
    Caution.CONTROLS_SHOWN: noop("{count} control characters were written as their pictures; the format forbids them"),
    Caution.LINES_JOINED: noop("{count} line ends within texts were written as spaces"),
    Caution.ANNOTATIONS_LEFT_OUT: noop("the annotations of {count} rows were left out; TSV or TMX holds them"),
    Caution.NOTES_LEFT_OUT: noop("{count} notes were left out; every other format holds them"),
    Caution.ENCODING_MISDECLARED: noop("the encoding that it names ({detail}) is wrong, so its letters decided"),
    Caution.LANGUAGE_MISDECLARED: noop("the language that it names ({detail}) is wrong, so its text decided"),
    Caution.PARTS_MISSING: noop("{count} of its parts are missing or broken and were left out"),
    Caution.HIDDEN_LEFT_OUT: noop("{count} pieces of hidden text were left out"),
    Caution.CONTROLS_REPLACED: noop("{count} control characters were replaced by �"),
    Caution.SPELLINGS_JOINED: noop("language codes in several spellings were taken for one ({detail})"),
    Caution.LINES_UNEQUAL: noop("{count} blank lines at the end of a file, which answer none, were left out"),
    Caution.LINKS_DANGLING: noop("{count} links lead to sentences that are not in the texts and were left out"),
    Caution.IDS_REPEATED: noop("{count} ids stand for several sentences; links lead to the first of them"),
    Caution.WRAPPED_IN_PART: noop("some lines look wrapped and some do not ({detail} was taken for a paragraph's end)"),
    Caution.UNITS_WITHOUT_TEXT: noop("{count} units without any text were left out"),
    Caution.FONT_MISSING: noop("no font here has the letters of a version; install {detail} and export it again"),
}

_CAUTIONS_OF_ONE: Final = {
    Caution.NUL_REPLACED: noop("a NUL character was replaced by �"),
    Caution.SURROGATES_REPLACED: noop("half of a character was replaced by �"),
    Caution.BYTES_REPLACED: noop("a byte that is no text in this encoding was replaced by �"),
    Caution.MIXED_ENCODINGS: noop("a line was in another encoding ({detail}) and was read in that one"),
    Caution.SEGMENTS_CUT: noop("a paragraph was too long and was cut"),
    Caution.ROWS_PADDED: noop("a row had too few cells; the missing ones are empty"),
    Caution.TIMES_REPAIRED: noop("a subtitle ends before it begins; it was taken to last no time"),
    Caution.SHEETS_LEFT_OUT: noop("a sheet was left out ({detail}): its first row names no languages"),
    Caution.CELLS_LEFT_OUT: noop("a cell was left out: the first row does not name its column"),
    Caution.CONTROLS_SHOWN: noop("a control character was written as its picture; the format forbids it"),
    Caution.PROVISIONAL_ROWS: noop("a row is not aligned yet; export again when it is"),
    Caution.LINES_JOINED: noop("a line end within a text was written as a space"),
    Caution.ANNOTATIONS_LEFT_OUT: noop("the annotations of a row were left out; TSV or TMX holds them"),
    Caution.NOTES_LEFT_OUT: noop("a note was left out; every other format holds it"),
    Caution.PARTS_MISSING: noop("one of its parts is missing or broken and was left out"),
    Caution.HIDDEN_LEFT_OUT: noop("a piece of hidden text was left out"),
    Caution.CONTROLS_REPLACED: noop("a control character was replaced by �"),
    Caution.LINES_UNEQUAL: noop("a blank line at the end of a file, which answers none, was left out"),
    Caution.LINKS_DANGLING: noop("a link leads to a sentence that is not in the texts and was left out"),
    Caution.IDS_REPEATED: noop("an id stands for several sentences; links lead to the first of them"),
    Caution.UNITS_WITHOUT_TEXT: noop("a unit without any text was left out"),
}
"""Where one is worded otherwise than several."""

_DECISIONS: Final = {
    Choice.ONE_DOCUMENT: noop("The files look like one text, so they were taken for its versions."),
    Choice.OWN_DOCUMENTS: noop("The files do not look like one text, so each became a document of its own."),
    Choice.TOO_MANY: noop(
        "{count} files look like one text; no more than 12 are aligned unasked, so each became a document."
    ),
    Choice.GROUPED: noop("The files were grouped by what is in them; documents of several versions: {count}."),
    Choice.GROUPED_WITH: noop("it was taken for a version of {detail} because of what is in it, which is not sure"),
    Choice.CHAPTERS_JOINED: noop("{count} chapter files were joined into one document, {detail}."),
    Choice.NUMBERED_APART: noop("{count} documents are called by numbers; if they are chapters, give them one name."),
    Choice.LANGUAGE_GUESSED: noop("the language ({detail}) was told from the text"),
    Choice.NAME_REFUTED: noop("the name seems to say {detail}, but the text is in another language"),
    Choice.SPELLINGS_JOINED: noop("Language codes in several spellings were taken for one ({detail})."),
    Choice.FORMAT_BY_CONTENT: noop("it was read as {detail}, which is not what its name says"),
    Choice.BY_BLANK_LINES: noop("its lines are wrapped: blank lines end its paragraphs"),
}

_LOOKUP: Final = {
    errors.LookupFailed.NO_WORD: noop("Write {field} where the word goes: {name}."),
    errors.LookupFailed.SCHEME: noop("Only addresses that begin with http or https are opened, not {name}."),
    errors.LookupFailed.ADDRESS: noop("This is no web address: {name}. Write it as in the suggestions."),
    errors.LookupFailed.QUOTES: noop("A quotation mark is not closed: {name}. Close it."),
    errors.LookupFailed.PROGRAM: noop("There is no program {name}. Install it, or choose another dictionary."),
}
_UNREPAIRABLE: Final = {
    errors.Unrepairable.ONE_VERSION: noop(
        "Paragraphs of two or more versions are needed, one of each. Mark one in another version as well."
    ),
    errors.Unrepairable.TWO_DOCUMENTS: noop("The marked paragraphs are in two documents. Mark paragraphs of one."),
    errors.Unrepairable.SETTLED_BETWEEN: noop(
        "Rows that you have confirmed or edited stand between the paragraphs. Take back their confirmation first."
    ),
    errors.Unrepairable.NO_TEXT: noop("Nothing would be left of the paragraph. To leave it out, exclude it."),
    errors.Unrepairable.TOO_LONG: noop("The paragraph would be too long. Split it first."),
}

_WORDINGS: Final[dict[type, Callable[[Any], Safe]]] = {
    errors.UnknownFormat: lambda error: tr(
        "{file} was not imported: Hexapla cannot read this kind of file. Save it as plain text (UTF-8) and try again.",
        file=_name(error.file),
    ),
    errors.BadEncoding: lambda error: tr(
        "{file} was not imported: from byte {byte} on it is not text in any known encoding. Save it as UTF-8 and "
        "try again.",
        file=_name(error.file),
        byte=error.byte,
    ),
    errors.Malformed: lambda error: tr(
        "{file} was not imported: at {place} it is broken ({reason}). Repair the file and try again.",
        file=_name(error.file),
        place=error.place,
        reason=translated(error.reason),
    ),
    errors.Unreadable: lambda error: tr(
        "{file} was not imported: it cannot be read ({reason}). Choose a file that you may read.",
        file=_name(error.file),
        reason=translated(error.reason),
    ),
    errors.Protected: lambda error: tr(
        "{file} was not imported: it is protected against copying ({reason}). Choose a copy without protection.",
        file=_name(error.file),
        reason=translated(error.reason),
    ),
    errors.CompanionsMissing: lambda error: tr(
        "{file} was not imported: the texts that it aligns are not here, such as {names}. Put them into the same "
        "folder and import the folder.",
        file=_name(error.file),
        names=listed(list(error.names)),
    ),
    errors.EmptyFile: lambda error: tr(
        "{file} was not imported: there is no text in it. Choose another file.", file=_name(error.file)
    ),
    errors.Unplaced: lambda error: tr(
        "{file} was not added: it cannot be told which document it is a version of. Add it as a document of its own.",
        file=_name(error.file),
    ),
    errors.HasRows: lambda error: tr(
        "{file} was not added: it is aligned already, or holds several texts. Add it as a document.",
        file=_name(error.file),
    ),
    errors.WhichText: lambda error: tr(
        "{file} was not taken: it holds several texts, and none can be told to be the one. Choose another file.",
        file=_name(error.file),
    ),
    errors.ImportFailed: lambda error: tr(
        "{file} was not imported. Choose another file, or save it as plain text (UTF-8).", file=_name(error.file)
    ),
    errors.CorpusMissing: _corpus("{file} is no longer in {folder}. Open it from where it is now, or choose another."),
    errors.NotACorpus: _corpus("{file} is not a Hexapla corpus. To read a text, import it."),
    errors.TooNew: _too_new,
    errors.Locked: _corpus("{file} is being written by another program. Close that one and try again."),
    errors.Damaged: _damaged,
    errors.ReadOnly: _corpus("{file} cannot be written in {folder}. Choose another folder or change its permissions."),
    errors.DiskFull: _corpus("The disk is full: {file} was not changed. Free some space and try again."),
    errors.Forbidden: _corpus("{file} in {folder} may not be read. Change its permissions and try again."),
    errors.Replaced: _corpus(
        "{file} in {folder} was deleted or replaced while it was open. Save it as another file: nothing in it is lost."
    ),
    errors.Exists: _corpus("There is a file {file} in {folder} already. Choose another name."),
    errors.IsSource: _corpus("{file} in {folder} is one of the files to import. Choose another name for the corpus."),
    errors.CorpusError: _corpus("{file} cannot be used. Choose another corpus."),
    errors.UnknownVersion: lambda error: tr(
        "No single version is called {name}. The versions are {known}.",
        name=error.name,
        known=listed(list(error.known)),
    ),
    errors.OutOfRange: lambda error: tr(
        "There is no {what} {value}. Choose a number from 1 to {limit}.",
        what=translated(error.what),
        value=error.value + 1,
        limit=error.limit,
    ),
    errors.TooManyHits: lambda error: tr(
        "{count} hits are too many to be sorted by their words; at most {limit} are. Search in one document, or add a "
        "word or a condition.",
        count=error.count,
        limit=error.limit,
    ),
    errors.QueryError: lambda error: tr(
        "Not understood at character {position}: {reason}.",
        position=error.position + 1,
        reason=translated(error.reason),
    ),
    errors.LastOne: lambda error: tr(
        "{name} is the last {what} of the corpus. To be rid of it all, delete the file.",
        name=error.name,
        what=translated(error.what),
    ),
    errors.NoText: lambda error: tr(
        "Document {number} has no text in the version {name}. Add the file as a version instead.",
        number=error.value + 1,
        name=error.name,
    ),
    errors.WhichDocument: lambda error: tr(
        "Several documents have a text in the version {name}. Choose one of them.", name=error.name
    ),
    errors.Unrepairable: lambda error: tr(_UNREPAIRABLE[error.reason]),
    errors.NothingToImport: _nothing,
    errors.LookupFailed: lambda error: tr(_LOOKUP[error.reason], name=error.name, field=Safe("{word}")),
    errors.Unwritable: lambda error: tr(
        "This cannot be exported as {name}: {reason}.", name=error.name, reason=translated(error.reason)
    ),
    errors.Cancelled: lambda error: tr("Stopped. Nothing was changed."),
    errors.HexaplaError: lambda error: tr("This did not work: {reason}.", reason=str(error)),
}
"""Wording by type; the nearest base counts."""
