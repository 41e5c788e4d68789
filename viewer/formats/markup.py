"""HTML and XHTML become segments as the parser reads them: blocks in the order of the page, no tree is ever held.

Block elements and empty lines divide, inline elements become annotations. What a browser does not show or what only
leads elsewhere (scripts, forms, navigation, hidden parts, page numbers) is left out; what stands around the text of a
page is furniture. Readings of ruby and marks of footnotes are no part of the text: they become annotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from lxml import etree

from viewer import languages
from viewer.formats.annotation_kinds import EMPHASIS, FOOTNOTE, RUBY
from viewer.formats.draft import DraftSegment
from viewer.formats.markup_source import prepared
from viewer.formats.page_names import Said, is_for_writers
from viewer.formats.page_places import Place, Traits, within
from viewer.formats.ruby import Ruby
from viewer.formats.white_space import BREAK, Span, collapsed, marked, shown
from viewer.model import Kind

LANGUAGE = "language"
"""Kind of the annotation of words in another language; its value is the tag."""

_DEEPEST = 2_000
"""Elements inside each other that are told apart; what is deeper belongs to the last of them."""
_MARKS = 16
"""Annotations that are open at once."""
_RUBIES = 4
"""Readings beside readings."""
_LONGEST_TOKEN = 4_096
"""Code points of a title, a role or a tag that are looked at."""

_HEADINGS = {*(f"h{level}" for level in range(1, 7)), "hd"}
_BLOCKS = _HEADINGS | set(
    "html head body title article aside section nav header footer main hgroup address blockquote center div p pre "
    "listing plaintext xmp dir dl dt dd ul ol li menu details summary dialog fieldset form legend figure figcaption "
    "hr table caption colgroup col thead tbody tfoot tr td th optgroup option frameset noframes marquee "
    "dtbook book frontmatter bodymatter rearmatter level level1 level2 level3 level4 level5 level6 list lic doctitle "
    "docauthor sidebar prodnote poem linegroup line note imggroup".split()
)
_DROPPED = set(
    "script style template noscript noframes iframe object embed applet audio video canvas svg select textarea "
    "datalist button input nav annotation-xml pagenum".split()
)
_EMPHASIS = {"em", "strong", "i", "b"}
_AROUND = {"header", "footer", "aside"}
_INSIDE = {"article", "section", "blockquote", "figure", "main", "td", "li"}
_CAPTIONS = {"caption", "figcaption"}
_PREFORMATTED = {"pre", "listing", "plaintext", "xmp"}

_NOT_TEXT = {"navigation", "search", "toolbar", "menu", "menubar", "doc-toc", "doc-pagebreak", "doc-pagelist"}
_NOT_TEXT |= {"doc-backlink", "pagebreak", "page-list", "backlink"}
_ROUND = {"banner", "contentinfo", "complementary"}
_REFERENCES = {"noteref", "doc-noteref", "annoref"}
_WORD_NOTE = "note-id:"
"""In the style of references of Word: `mso-footnote-id:ftn1`."""
_HIDDEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|mso-list\s*:\s*ignore|mso-element\s*:\s*comment)",
    re.IGNORECASE,
)
"""Word writes bullets, numbers and the remarks of reviewers into the text."""
_LIGHT = re.compile(r"(?<![-\w])font-weight\s*:\s*(?:normal|[1-4]00)\b", re.IGNORECASE)
"""Some programs put all of a copied text into a `b` that is not bold."""
_NUMBER = re.compile(r"\s*[\[(（〔]?\s*(?:\d{1,4}|[*＊†‡§¶]{1,4}|[a-z]{1,2}|[ivxlc]{1,6}|注\s?\d{1,4})\s*[\])）〕]?\s*")
_BACK = re.compile(r"\s*[\[(]?[\u2190\u2191\u21a9\u21b5\u2b11\u23ce\u2934^][\])]?[\ufe0e\ufe0f]?\s*")


class BrokenMarkup(Exception):
    """It is not well-formed XML; as HTML it can be read all the same."""


_ANYWHERE = Place()


@dataclass(frozen=True, slots=True)
class _Context:
    """What an element means for the text in it. Code points and parts count from the beginning of the block."""

    kind: Kind = Kind.BODY
    heads_stand: bool = False
    """Headings in this furniture are headings (`header`)."""
    preformatted: bool = False
    inside: bool = False
    """Within the text proper, where `aside` and `footer` belong to it."""
    language: str = ""
    ruby: str = ""
    """`ruby`, `rb`, `rt`, `rtc` or `rp`: the nearest such element."""
    raised: bool = False
    """Within `sup`."""
    place: Place = _ANYWHERE


@dataclass(slots=True)
class _Element:
    name: str
    context: _Context
    marks: int = 0
    is_block: bool = False
    is_reference: bool = False
    is_link: bool = False
    block: int = 0
    start: int = 0
    part: int = 0
    has_sup: bool = False


class Markup:
    """One reading of one page. After it, `title`, `language` and `cut` tell what was found on the way."""

    def __init__(self, *, is_xml: bool, is_page: bool, language: str = "") -> None:
        """A page has furniture, a chapter of a book has not. `language` (BCP 47) is what the text is in, if known."""
        self.title = ""
        """Of the head."""
        self.language = language
        self.cut = 0
        """Pieces that segments longer than `MAX_SEGMENT` were cut off."""
        self.traits = Traits()
        """Of the paragraphs of a page."""
        self._is_xml = is_xml
        self._is_page = is_page
        self._ready: list[DraftSegment] = []
        self._stack = [_Element("", _Context(language=language))]
        self._skipped = 0
        self._deeper = 0
        self._caption: list[str] | None = None
        """The title while it is read."""
        self._parts: list[str] = []
        self._length = 0
        self._block = 0
        self._spans: list[Span] = []
        self._open: list[tuple[str, str, int]] = []
        self._ruby: list[Ruby] = []

    def segments(self, pieces: Iterable[str]) -> Iterator[DraftSegment]:
        """The segments of the page, its source given in pieces. Raises BrokenMarkup if it is meant to be XML."""
        make: Any = etree.XMLParser if self._is_xml else etree.HTMLParser
        parser = make(target=self, encoding="utf-8")
        try:
            for piece in prepared(pieces, is_xml=self._is_xml):
                parser.feed(piece)
                yield from self._ready
                self._ready.clear()
            parser.close()
        except etree.XMLSyntaxError as error:
            if self._is_xml:
                raise BrokenMarkup(str(error)) from error
        self._flush()
        yield from self._ready
        self._ready.clear()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """The parser's: an element begins."""
        if self._skipped:
            self._skipped += 1
            return
        name = tag[tag.find("}") + 1 :].lower()
        is_block = name in _BLOCKS or name == "nav"
        if is_block:
            self._flush()
        if len(self._stack) > _DEEPEST:
            self._deeper += 1
            return
        roles = _roles(attributes) if attributes else frozenset()
        if name in _DROPPED or roles & _NOT_TEXT or (attributes and self._is_left_out(attributes)):
            self._skipped = 1
            return
        if name == "br":
            self._add(BREAK)
        outer = self._stack[-1].context
        element = _Element(name, self._context(name, roles, attributes, outer), is_block=is_block)
        element.block, element.start, element.part = self._block, self._length, len(self._parts)
        element.is_reference = not roles.isdisjoint(_REFERENCES) or name in {"noteref", "annoref"}
        if name == "a" and not element.is_reference:
            element.is_reference = _WORD_NOTE in attributes.get("style", "")[:_LONGEST_TOKEN]
        element.is_link = name == "a" and "#" in attributes.get("href", "")
        self._stack.append(element)
        if name == "a":
            self.traits.begin_link(self._parts)
        if name in _EMPHASIS and not (attributes and _LIGHT.search(attributes.get("style", "")[:_LONGEST_TOKEN])):
            self._mark(element, EMPHASIS, name)
        if element.context.language != outer.language and name not in {"html", "body"}:
            self._mark(element, LANGUAGE, element.context.language)
        if name == "title" and not self.title:
            self._caption = []
        elif name == "ruby":
            if len(self._ruby) < _RUBIES:
                self._ruby.append(Ruby(self._length))
            else:
                element.name = ""
        elif name in {"rb", "rt", "rtc", "rp"} and self._ruby:
            self._ruby[-1].begin(name, self._length)

    def end(self, _tag: str) -> None:
        """The parser's: an element ends."""
        if self._skipped:
            self._skipped -= 1
            return
        if self._deeper:
            self._deeper -= 1
            return
        if len(self._stack) == 1:
            return
        element = self._stack[-1]
        if element.name == "title" and self._caption is not None:
            self.title = collapsed("".join(self._caption)[:_LONGEST_TOKEN])
            self._caption = None
        elif element.name == "ruby" and self._ruby:
            self._spans += (Span(*base, RUBY, reading) for base, reading in self._ruby.pop().ended(self._length))
        elif element.name in {"rb", "rt", "rtc", "rp"} and self._ruby:
            self._ruby[-1].end(element.name, self._length)
        for _ in range(element.marks):
            kind, value, start = self._open.pop()
            if start < self._length:
                self._spans.append(Span(start, self._length, kind, value))
        if element.is_block:
            self._flush()
        elif element.block == self._block:
            self._note(element)
        self._stack.pop()

    def data(self, text: str) -> None:
        """The parser's: letters."""
        if self._skipped:
            return
        if self._caption is not None:
            self._caption.append(text)
            return
        context = self._stack[-1].context
        if context.ruby and self._ruby and not self._ruby[-1].takes(context.ruby, text):
            return
        if context.place.linked:
            self.traits.add_linked(text)
        self._add(marked(text, preformatted=context.preformatted))

    def close(self) -> None:
        """The parser's: the page ends."""

    def _context(self, name: str, roles: frozenset[str], attributes: Mapping[str, str], outer: _Context) -> _Context:
        changes: dict[str, object] = {}
        tag = _language(attributes) if attributes else ""
        if tag and name in {"html", "body"} and not self.language:
            self.language = tag
        if tag and languages.primary(tag) != languages.primary(outer.language):
            changes["language"] = tag
        if name in _INSIDE:
            changes["inside"] = True
        if self._is_page:
            place = within(name, roles, attributes, outer.place)
            if place is not outer.place:
                changes["place"] = place
        if outer.kind is not Kind.FURNITURE or outer.heads_stand:
            if name in _HEADINGS or "heading" in roles:
                is_title = name == "h1" and outer.place.said is not Said.SURELY
                changes["kind"] = Kind.TITLE if is_title else Kind.HEADING
            elif name in _CAPTIONS:
                changes["kind"] = Kind.CAPTION
            elif name == "doctitle" or (name == "p" and attributes.get("class") == "MsoTitle"):
                changes["kind"] = Kind.TITLE
            elif self._is_page and not outer.inside and (name in _AROUND or roles & _ROUND):
                changes |= {"kind": Kind.FURNITURE, "heads_stand": name == "header"}
        if name in _PREFORMATTED:
            changes["preformatted"] = True
        if name == "sup":
            changes["raised"] = True
        if name in {"ruby", "rb", "rt", "rtc", "rp"}:
            changes["ruby"] = name
        return replace(outer, **changes) if changes else outer  # type: ignore[arg-type]

    def _is_left_out(self, attributes: Mapping[str, str]) -> bool:
        return _is_hidden(attributes) or (self._is_page and is_for_writers(attributes))

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _mark(self, element: _Element, kind: str, value: str) -> None:
        if len(self._open) < _MARKS and not any(one[:2] == (kind, value) for one in self._open):
            self._open.append((kind, value, self._length))
            element.marks += 1

    def _note(self, element: _Element) -> None:
        """Takes the mark of a footnote out of the text when its element ends."""
        if element.name == "sup":
            self._stack[-2].has_sup = self._stack[-2].start == element.start
        if not (element.is_link or element.is_reference) or self._length == element.start:
            return
        mark = "".join(self._parts[element.part :])
        is_raised = element.context.raised or element.has_sup
        is_reference = element.is_reference or (is_raised and _NUMBER.fullmatch(mark) is not None)
        if not is_reference and not _BACK.fullmatch(mark):
            return
        del self._parts[element.part :]
        self._length = element.start
        while self._spans and self._spans[-1].stop > self._length:
            self._spans.pop()
        if is_reference:
            self._spans.append(Span(self._length, self._length, FOOTNOTE, collapsed(mark)))

    def _flush(self) -> None:
        """Ends the block; what is open goes on in the next."""
        if self._parts:
            spans = self._spans
            spans += (Span(at, self._length, kind, value) for kind, value, at in self._open if at < self._length)
            context = self._stack[-1].context
            for piece in shown("".join(self._parts), spans, preformatted=context.preformatted):
                self.cut += piece.is_cut
                self._ready.append(DraftSegment(piece.text, context.kind, annotations=piece.annotations))
                if self._is_page:
                    self.traits.note(piece.text, context.place)
        self._parts, self._spans, self._length = [], [], 0
        self.traits.end_block()
        if self._open:
            self._open = [(kind, value, 0) for kind, value, _ in self._open]
        if self._ruby:
            self._ruby = [Ruby(0) for _ in self._ruby]
        self._block += 1


def _roles(attributes: Mapping[str, str]) -> frozenset[str]:
    """Words of `role` and `epub:type`."""
    found = attributes.get("role", "")
    for name, value in attributes.items():
        if name == "epub:type" or name.endswith("/ops}type"):
            found += " " + value
    return frozenset(found[:_LONGEST_TOKEN].lower().split()) if found else frozenset()


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    hidden = attributes.get("hidden")
    if hidden is not None and hidden.lower() != "until-found":
        return True
    style = attributes.get("style")
    return style is not None and _HIDDEN.search(style[:_LONGEST_TOKEN]) is not None


def _language(attributes: Mapping[str, str]) -> str:
    for name in ("{http://www.w3.org/XML/1998/namespace}lang", "xml:lang", "lang"):
        if attributes.get(name):
            return language_tag(attributes[name])
    return ""


@lru_cache(maxsize=256)
def language_tag(value: str) -> str:
    """The tag in its standard spelling, or nothing if it names no language."""
    try:
        return languages.normalise(value) if len(value) < 64 else ""
    except ValueError:
        return ""
