"""The English of what an import or a change decided and did."""

from __future__ import annotations

from collections.abc import Mapping

from viewer.changing.extending import As, Placement
from viewer.cli import output
from viewer.formats import draft
from viewer.formats.draft import Caution
from viewer.formats.plan import Choice

DECISIONS = {
    Choice.ONE_DOCUMENT: "the files look like one text, so they are versions of one document",
    Choice.OWN_DOCUMENTS: "the files do not look like one text, so each is a document of its own",
    Choice.TOO_MANY: "{count} files look like one text, but no more than 12 are aligned unasked, so each is a document "
    "of its own; --document FILE=NAME decides",
    Choice.GROUPED: "the files were grouped by what is in them; documents of several versions: {count}",
    Choice.GROUPED_WITH: "{file}: a version of {detail} by what is in it, which is not sure; --document decides",
    Choice.CHAPTERS_JOINED: "{count} chapter files were joined into one document, {detail}; --document decides",
    Choice.NUMBERED_APART: "{count} documents are called by numbers; if they are chapters, --document joins them",
    Choice.LANGUAGE_GUESSED: "{file}: language {detail}, by the text itself; --lang FILE=TAG decides",
    Choice.NAME_REFUTED: "{file}: the name suggests {detail}, but the text is in another language; --lang decides",
    Choice.SPELLINGS_JOINED: "language codes in several spellings were taken for one ({detail})",
    Choice.FORMAT_BY_CONTENT: "{file}: read as {detail}, which is not what its name says; --format FILE=NAME decides",
    Choice.BY_BLANK_LINES: "{file}: its lines are wrapped, so blank lines end its paragraphs; --paragraphs decides",
}

_CAUTIONS = {
    Caution.NUL_REPLACED: "{count:NUL character} replaced by U+FFFD",
    Caution.SURROGATES_REPLACED: "{count:half|halves} of characters replaced by U+FFFD",
    Caution.BYTES_REPLACED: "{count:byte} not in {detail} replaced by U+FFFD",
    Caution.MIXED_ENCODINGS: "{count:line} in another encoding, read as {detail}",
    Caution.ENCODING_GUESSED: "encoding is a guess; if letters look wrong, save the file as UTF-8",
    Caution.SEGMENTS_CUT: "{count:paragraph} of more than 100,000 characters cut",
    Caution.ROWS_PADDED: "{count:row} with too few cells, taken as gaps",
    Caution.TIMES_REPAIRED: "{count:subtitle} with an end before the beginning, taken to last no time",
    Caution.LETTERS_DOUBTFUL: "Arabic script in a PDF: words may have lost letters; another format is surer",
    Caution.SHEETS_LEFT_OUT: "{count:sheet} left out ({detail}): the first row names no languages",
    Caution.CELLS_LEFT_OUT: "{count:cell} left out: the first row does not name the column",
    Caution.PROVISIONAL_ROWS: "{count:row} not aligned yet; `hexapla align` does it, then export again",
    Caution.SEARCH_NOT_PREPARED: "the search could not be prepared ({detail}); the first search takes longer",
    Caution.CONTROLS_SHOWN: "{count:control character} written as symbols, forbidden in the format",
    Caution.LINES_JOINED: "{count:line end} within texts written as spaces",
    Caution.NOTES_LEFT_OUT: "{count:note} left out, this format has no place for them; every other one has",
    Caution.ANNOTATIONS_LEFT_OUT: "annotations of {count:row} left out, a cell does not hold as many; TSV or TMX does",
    Caution.ENCODING_MISDECLARED: "declared as {detail}, but its letters are in another encoding",
    Caution.LANGUAGE_MISDECLARED: "declared as {detail}, but its text is in another language",
    Caution.PARTS_MISSING: "{count:part} missing or broken, left out",
    Caution.HIDDEN_LEFT_OUT: "{count:piece} of hidden text left out",
    Caution.CONTROLS_REPLACED: "{count:control character}, forbidden in XML, replaced by U+FFFD",
    Caution.SPELLINGS_JOINED: "language codes in several spellings taken for one ({detail})",
    Caution.LINES_UNEQUAL: "{count:blank line} at the end of a file left out, with no answer",
    Caution.LINKS_DANGLING: "{count:link} to sentences that are not in the texts left out",
    Caution.IDS_REPEATED: "{count:id} repeated; links lead to the first sentence of an id",
    Caution.WRAPPED_IN_PART: "some lines look wrapped and some do not ({detail} taken); --paragraphs decides",
    Caution.UNITS_WITHOUT_TEXT: "{count:unit} without any text left out",
    Caution.FONT_MISSING: "no font here has the letters of a version; install {detail} and export it again",
}


class _Count(int):
    """A number that is written with what it counts: `{:row}` is `1 row` or `2 rows`, `{:half|halves}` says both."""

    def __format__(self, things: str) -> str:
        one, _, several = things.partition("|")
        return f"{int(self)} {one if self == 1 else several or one + 's'}" if one else str(int(self))


def warning(one: draft.ImportWarning) -> str:
    """A warning in words, with its place."""
    words = _CAUTIONS[one.key].format(count=_Count(one.count), detail=one.detail)
    return f"{words} (first at {one.place})" if one.place else words


_DONE = {
    "add": "added {files}",
    "replace": "replaced {version} of {document} by {files}",
    "remove": "removed {what}",
    "rename": "renamed {what} to {name}",
    "move": "moved {document} to place {to}",
    "correct": "corrected a paragraph",
    "move-paragraph": "moved a paragraph to the next row",
    "shift-version": "shifted a version from a paragraph down",
    "merge-rows": "merged two rows",
    "split-row": "split a row",
    "pin": "pinned paragraphs together",
    "unpin": "removed a pin",
    "confirm": "confirmed rows",
    "unconfirm": "took back a confirmation",
    "mark-furniture": "marked a paragraph as furniture",
    "mark-content": "marked a paragraph as content",
    "exclude": "excluded a paragraph",
    "include": "included a paragraph again",
    "split-paragraph": "split a paragraph",
    "join-paragraphs": "joined two paragraphs",
    "link-moved": "linked a moved passage",
    "unlink-moved": "removed the link of a moved passage",
    "align": "aligned rows again",
    "note": "put a note",
    "bookmark": "put a bookmark",
    "renote": "changed a note",
    "attach": "put a note at another place",
    "unnote": "removed notes",
}


def done(action: str, fields: Mapping[str, str | int]) -> str:
    """An entry of the log in words; the rows that were regrouped, for an edit of the alignment."""
    what = " of ".join(str(fields[key]) for key in ("version", "document") if key in fields) or "the corpus"
    if action not in _DONE:
        return action
    unknown = dict.fromkeys(("files", "version", "document", "name", "to"), "?")  # another program may have written it
    return _DONE[action].format_map({**unknown, **fields, "what": what})


def placed(placement: Placement) -> str:
    """As what a file was added."""
    file, title = output.name(placement.file.name), output.foreign(placement.title)
    if placement.as_ is As.VERSION:
        words, why, other = f"a further version of document {placement.document}", "by what is in it", As.DOCUMENT
    else:
        words, why, other = f"document {placement.document}", "as it looks like none that is there", As.VERSION
    guess = f", {why}; undo and --as {other} decide otherwise" if placement.is_guess else ""
    return f"{file}: {words}, {title}{guess}"
