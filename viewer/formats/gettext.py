"""PO and POT of gettext: each entry is a row, plural forms are several segments of it.

polib reads the entries, a batch at a time, since it holds all it is given as objects. The quoted lines of an entry are
joined before, and comments beyond a limit left out, because polib takes quadratic time for them. The header is no row
but tells the language. What is fuzzy is to be reviewed; what is obsolete stays, but is excluded from alignment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

import polib

from viewer.errors import EmptyFile, Malformed
from viewer.formats.declared import decode_declared
from viewer.formats.decoding import Decoded
from viewer.formats.draft import Cautions, Draft
from viewer.formats.packed import PackedRows
from viewer.formats.passages import Passage
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.languages import tag_or_none
from viewer.model import Status

_NAME = "PO"
_BATCH = 1 << 18
"""Code points that polib gets at once, and what is left of the entry they end in."""
_COMMENTS = 200
"""Lines of comments, references and flags kept for one entry."""

_ENTRY = re.compile(rb'(?:^|[\r\n])(?:#~ ?)?msgid\s+"')
_CHARSET = re.compile(rb"charset=([A-Za-z0-9._:-]+)")
_TEAM = re.compile(r"<([a-z]{2,3}(?:_[A-Z]{2})?)@")
_QUOTED = re.compile(r'(?P<obsolete>#~\s*)?(?P<keyword>msg[a-z_]+(?:\[\d+\])?\s*)?(?P<text>".*)', re.DOTALL)
_COMMENT = re.compile(r"#(?![ .:,|~]|$)|(?=domain\s+[\w\"])")
"""What polib does not know: a comment without a space (`#msgid` of an entry that was taken out), and domains."""
_FAULT = re.compile(r"\(line (\d+)\)(?:: (.*))?")
_SOURCE_FIELDS = ("X-Source-Language", "X-Poedit-SourceLanguage", "X-Loco-Source-Locale")
_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl", "arabic": "Arab", "devanagari": "Deva"}

# polib opens what is the name of a file; no file has this one, and comments after an entry are those of the next.
_FIRST = ('msgid "' + "_" * 300 + '"', 'msgstr ""')


def _sniff(file: SourceFile) -> float:
    if file.suffix in FORMAT.suffixes:
        return 0.9
    head = file.head.replace(b"\0", b"")
    return 0.7 if _ENTRY.search(head) and b"msgstr" in head else 0.0


def _read(file: SourceFile, reading: Reading) -> Draft:
    cautions = Cautions()
    charset = _CHARSET.search(file.head)
    declared = charset[1].decode("ascii") if charset else ""
    decoded = decode_declared(file, cautions, declared, language=reading.language)
    stored = PackedRows(2, cautions)
    header: Mapping[str, str] = {}
    for entries in _parsed(file, decoded):
        header = header or entries.metadata
        for entry in list(entries)[1:]:
            _store(entry, stored)
    document = stored.document("", (_source_language(header), _target_language(header) or reading.language))
    if document is None:
        raise EmptyFile(file.path)
    return Draft(
        format=_NAME,
        encoding=decoded.encoding,
        digest=file.digest,
        documents=(document,),
        warnings=cautions.all(),
    )


def _parsed(file: SourceFile, decoded: Decoded) -> Iterator[polib.POFile]:
    """The entries of the file in batches, each after one that is none. Raises Malformed with the line."""
    for numbers, lines in _batches(file, decoded):
        try:
            yield polib.pofile("\n".join((*_FIRST, *lines)))
        except OSError as error:
            fault = _FAULT.search(str(error))
            number = int(fault[1]) - len(_FIRST) - 1 if fault else 0
            place = f"line {numbers[max(0, min(number, len(numbers) - 1))]}"
            reason = (fault[2] if fault else None) or "this is no entry of a PO file"
            raise Malformed(file.path, place, reason) from error


def _batches(file: SourceFile, decoded: Decoded) -> Iterator[tuple[list[int], list[str]]]:
    """Whole entries, as lines with their numbers; a quoted text is on one line, and blank lines are left out."""
    numbers: list[int] = []
    lines: list[str] = []
    parts: list[str] = []
    """The quoted text that may go on."""
    size = comments = 0
    is_whole = False
    """Whether the last line is a translation, so that an entry may begin."""

    def end_of_text() -> None:
        if parts:
            lines.append("".join(parts) + '"')
            parts.clear()

    for number, line in enumerate(_lines(decoded), 1):
        if not line:
            continue
        quoted = _QUOTED.fullmatch(line)
        if quoted and parts and not quoted["keyword"]:
            parts.append(_inner(file, number, quoted["text"]))
            size += len(line)
            continue
        end_of_text()
        is_form = bool(quoted and quoted["keyword"] and quoted["keyword"].startswith("msgstr"))
        if is_whole and not is_form:
            comments = 0
            if size >= _BATCH:
                yield numbers, lines
                numbers, lines, size = [], [], 0
        is_comment = line.startswith("#") and not quoted
        if is_comment:
            comments += 1
        if not is_comment or comments <= _COMMENTS:
            numbers.append(number)
            size += len(line) + 1
            if quoted and quoted["keyword"]:
                text = _inner(file, number, quoted["text"])
                parts += ("#~ " if quoted["obsolete"] else "", quoted["keyword"].strip(), ' "', text)
            else:
                lines.append(line)
        is_whole = is_form
    end_of_text()
    if lines:
        yield numbers, lines


def _lines(decoded: Decoded) -> Iterator[str]:
    """The lines without white space at their edges, and without what only polib takes for a line end."""
    for line in decoded.lines():
        found = " ".join(line.strip().lstrip("\ufeff").splitlines())
        yield _COMMENT.sub("# ", found)


def _inner(file: SourceFile, number: int, text: str) -> str:
    if len(text) < 2 or not text.endswith('"'):
        raise Malformed(file.path, f"line {number}", "a quoted text does not end")
    return text[1:-1]


def _store(entry: polib.POEntry, stored: PackedRows) -> None:
    notes = [("note", entry.tcomment), ("note", entry.comment), ("previous", entry.previous_msgid or "")]
    notes += (("reference", ":".join(filter(None, place))) for place in islice(entry.occurrences, _COMMENTS))
    notes += (("flag", flag) for flag in islice(entry.flags, _COMMENTS) if flag != "fuzzy")
    notes.append(("state", "obsolete" if entry.obsolete else ""))
    context = ("context", entry.msgctxt or "")
    forms = sorted(entry.msgstr_plural.items()) if entry.msgstr_plural else [(None, entry.msgstr)]
    sources = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
    source = [Passage(text, (), (context, *notes), excluded=bool(entry.obsolete)) for text in sources]
    target = []
    for number, text in forms:
        about = (context, ("plural", "" if number is None else str(number)), ("state", "fuzzy" if entry.fuzzy else ""))
        target.append(Passage(text, (), about, excluded=bool(entry.obsolete)))
    name = " ".join(entry.msgid.split())[:40]
    stored.add((source, target), f"entry {name}", Status.REVIEW if entry.fuzzy else Status.IMPORTED)


def _source_language(header: Mapping[str, str]) -> str | None:
    return next((tag for name in _SOURCE_FIELDS if (tag := _tag(header.get(name, "")))), None)


def _target_language(header: Mapping[str, str]) -> str | None:
    team = _TEAM.search(header.get("Language-Team", ""))
    return _tag(header.get("Language", "")) or (_tag(team[1]) if team else None)


def _tag(locale: str) -> str | None:
    """The BCP 47 tag of a locale such as `pt_BR`, `sr@latin` or `ca_ES@valencia`."""
    name, _, modifier = locale.strip().partition("@")
    base, _, region = name.partition(".")[0].replace("_", "-").partition("-")
    script = _SCRIPTS.get(modifier.lower(), "")
    variant = modifier if modifier.lower() == "valencia" else ""
    return tag_or_none("-".join(part for part in (base, script, region, variant) if part))


FORMAT = Format(name=_NAME, suffixes=(".po", ".pot"), sniff=_sniff, read=_read, names_languages=True)
