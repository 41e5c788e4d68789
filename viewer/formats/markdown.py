"""Markdown: one version of one document, read as the HTML that it means.

The text is turned into HTML in stretches that end between two blocks, so that a large file is never held as objects;
what references (`[name]: address`) it defines is gathered first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from itertools import islice
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from viewer.errors import EmptyFile
from viewer.formats.decoding import Decoded, decode, decoded_head
from viewer.formats.draft import Caution, Cautions, Draft, DraftDocument, DraftSegment, DraftText
from viewer.formats.flow import borne_out, measured
from viewer.formats.markup import Markup, language_tag
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.languages import UNKNOWN
from viewer.model import Kind

_NAME = "Markdown"
_STRETCH = 16_384
"""Code points after which a stretch may end."""
_LONGEST = 65_536
"""Code points after which it must."""
_LONGEST_LINE = 100_000
"""Code points of a line in which marks are looked for."""
_DEEPEST = 60
"""Lists and quotes inside each other that are told apart (a list counts twice); deeper marks are letters."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_OF_A_LIST = re.compile(r"[-+*>]|\d{1,9}[.)]")
_HTML = re.compile(r" {0,3}<(?:pre|script|style|textarea|!--)", re.IGNORECASE)
_HTML_END = re.compile(r"</(?:pre|script|style|textarea)>|-->", re.IGNORECASE)
_DEFINED = re.compile(r" {0,3}\[[^\]]{1,200}\]:")
_NOTE = re.compile(r" {0,3}\[\^[^\]\s]{1,60}\]:[ \t]?")
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,60})\]")
_CLOSING = {"---": ("---", "..."), "+++": ("+++",)}
_FIELD = re.compile(r"(title|lang|language)\s*[:=]\s*[\"']?(.*?)[\"']?\s*")
_MOST_FRONT = 1_000
"""Lines of front matter."""


def _sniff(file: SourceFile) -> float:
    return 0.8 if file.suffix in FORMAT.suffixes and decoded_head(file) else 0.0


def _read(file: SourceFile, reading: Reading) -> Draft:
    cautions = Cautions()
    page = _Page(decode(file, cautions, language=reading.language))
    first = Markup(is_xml=False, is_page=False)
    flow = measured(first.segments(page.html()))
    if not flow.size:
        raise EmptyFile(file.path)
    if first.cut:
        cautions.add(Caution.SEGMENTS_CUT, count=first.cut)
    has_title = len(flow.titles) == 1
    language = borne_out([page.language] if page.language else [], flow, cautions)

    def segments(decided: str) -> Iterator[DraftSegment]:
        known = language or (decided if decided != UNKNOWN else "")
        anew = Markup(is_xml=False, is_page=False, language=known)
        for segment in flow.segments(lambda: anew.segments(page.html())):
            demoted = segment.kind is Kind.TITLE and not has_title
            yield replace(segment, kind=Kind.HEADING) if demoted else segment

    text = DraftText(segments=segments, sample=flow.sample, size=flow.size, language=language)
    title = page.title or (flow.titles[0] if has_title else "")
    return Draft(
        format=_NAME,
        encoding=page.encoding,
        digest=file.digest,
        documents=(DraftDocument(texts=(text,), title=title),),
        warnings=cautions.all(),
    )


class _Page:
    """A Markdown file without its front matter; of that, `title` and `language` are kept."""

    def __init__(self, decoded: Decoded) -> None:
        self._decoded = decoded
        self.encoding = decoded.encoding
        self.title = self.language = ""
        self._front = 0
        """Lines of front matter."""
        self._read_front()
        self._markdown = _parser()
        self._references: dict[str, Any] = {}
        environment: dict[str, Any] = {"references": self._references}
        for stretch in self._stretches(decoded.ahead):
            if stretch.has_definitions:
                self._markdown.block.parse(stretch.text, self._markdown, environment, [])

    def html(self) -> Iterator[str]:
        """The page in HTML, piece by piece."""
        for stretch in self._stretches(self._decoded):
            if stretch.is_plain:
                yield f"<p>{escape(stretch.text)}</p>\n"
            else:
                yield self._markdown.render(stretch.text, {"references": self._references})

    def _read_front(self) -> None:
        lines = islice(self._decoded.ahead.lines(), _MOST_FRONT)
        closing = _CLOSING.get(next(lines, "").removeprefix("\ufeff").rstrip(), ())
        found: dict[str, str] = {}
        for number, line in enumerate(lines, 2):
            if line.rstrip() in closing:
                self._front = number
                self.title = found.get("title", "")
                self.language = language_tag(found.get("lang") or found.get("language") or "")
                return
            field = _FIELD.fullmatch(line.rstrip("\n")[:1_000]) if closing else None
            if field:
                found.setdefault(field[1], field[2])

    def _stretches(self, decoded: Decoded) -> Iterator[_Stretch]:
        held: list[str] = []
        size = 0
        fence = ""
        in_html = has_definitions = is_blank = False
        for line in islice(decoded.lines(), self._front, None):
            if len(line) > _LONGEST_LINE:
                yield _Stretch("".join(held), has_definitions)
                yield _Stretch(line, is_plain=True)
                held, size, fence, in_html, has_definitions = [], 0, "", False, False
                continue
            starts_block = is_blank and line[:1] not in " \t\n" and not _OF_A_LIST.match(line)
            if size > _LONGEST or (size > _STRETCH and starts_block and not fence and not in_html):
                yield _Stretch("".join(held), has_definitions)
                held, size, fence, in_html, has_definitions = [], 0, "", False, False
            mark = _FENCE.match(line)
            if mark and not fence:
                fence = mark[1]
            elif fence:
                fence = "" if mark and mark[1].startswith(fence) and not line[mark.end() :].strip() else fence
            else:
                in_html = (in_html or _HTML.match(line) is not None) and not _HTML_END.search(line)
                note = _NOTE.match(line)
                if note:  # its text is a paragraph of its own
                    line = "\n" + line[note.end() :]
                has_definitions = has_definitions or _DEFINED.match(line) is not None
            held.append(line)
            size += len(line)
            is_blank = not line.strip()
        yield _Stretch("".join(held), has_definitions)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Some blocks of the source."""

    text: str
    has_definitions: bool = False
    is_plain: bool = False
    """A line so long that nobody marked it up by hand."""


def _parser() -> MarkdownIt:
    """Of blocks many may stand inside each other, of brackets few: with these, time grows as their depth does."""
    shallow = MarkdownIt("commonmark").enable(["strikethrough"])
    shallow.inline.ruler.before("link", "footnote_reference", _footnote_reference)

    def inline(state: StateCore) -> None:
        for token in state.tokens:
            if token.type == "inline":
                token.children = token.children or []
                shallow.inline.parse(token.content, shallow, state.env, token.children)

    parser = MarkdownIt("commonmark", {"maxNesting": 2 * _DEEPEST}).enable(["table"])
    parser.block.ruler.before("table", "plain_line", _plain_line)
    parser.core.ruler.at("inline", inline)
    return parser


def _plain_line(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A line that is too deep, as a paragraph of its own: the library would leave it out without a word."""
    if silent or state.level < _DEEPEST:
        return False
    state.line = start + 1
    line = state.getLines(start, state.line, 0, False).strip()
    state.push("html_block", "", 0).content = f"<p>{escape(line)}</p>\n"
    return True


def _footnote_reference(state: StateInline, silent: bool) -> bool:
    match = _REFERENCE.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = f'<a role="doc-noteref">{escape(match[1])}</a>'
    state.pos = match.end()
    return True


FORMAT = Format(name=_NAME, suffixes=(".md", ".markdown"), sniff=_sniff, read=_read)
