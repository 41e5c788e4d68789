"""What the parts of a page are, by what those who built it call them: its classes, its id, its role.

Sites in every language name the parts of their pages in English. A name alone proves little: pages are wrapped in
elements called after what they have besides the text (`has-sidebar`, `content-and-ads`). So most names are only a hint.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

_LONGEST = 1_000
"""Code points of an attribute that are looked at."""
_NAMED = ("class", "id", "data-component", "data-testid", "data-test-id", "data-qa", "data-module")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")

_SURELY = set(
    "cookie cookies consent gdpr ccpa onetrust didomi usercentrics cookiebot breadcrumb breadcrumbs share sharing "
    "sharebar shares sharedaddy sharetools addtoany addthis social socials newsletter advert adverts "
    "advertisement advertising related relatedposts recommended recommendations outbrain taboola pagination pager "
    "copyright comments disqus navigation catlinks navbox printfooter toc hatnote references reflist ambox "
    "noprint".split()
)
_LIKELY = set(
    "nav navbar navi menu menubar submenu sidebar footer ad ads sponsored promo promotion popular trending mostread "
    "tags taglist feedback subscribe subscription paywall banner popup modal search login signin account cart "
    "toolbar tools skip skiplink".split()
)
_PHRASES = {("most", "read"): 2, ("read", "also"): 2, ("also", "read"): 2, ("read", "more"): 1, ("more", "on"): 1}
_PHRASES |= {("more", "stories"): 2, ("screen", "reader"): 1, ("sr", "only"): 1, ("visually", "hidden"): 1}
_PHRASES |= {("site", "sub"): 2, ("content", "sub"): 2, ("site", "footer"): 1, ("page", "footer"): 1}
_BESIDES = set("has with without no not hide show enable enabled disable disabled".split())
"""Words of names that say what an element has besides what it is."""
_AROUND = set(
    "wrap wrapper wrapping container content contents layout page site skin template main body inner outer".split()
)
_NEVER = {"html", "body", "main", "h1", "table", "tbody", "tr", "figure", "p", "em", "strong", "b", "i", "a"}
"""Elements that hold the whole, or that are text: their names say nothing."""
_OF_WIKIS = {"mw-editsection", "Template-Fact", "mw-jump-link", "mw-empty-elt"}
"""What stands within the text and is for those who write it, such as `[edit]` beside a heading."""
_TEXT = {"mw-parser-output", "mw-content-text"}
_DIALOGS = {"dialog", "alertdialog"}


class Said(IntEnum):
    """What an element is said to be."""

    NOTHING = 0
    LIKELY = 1
    """Furniture, as far as it is short."""
    SURELY = 2
    """Furniture, whatever stands in it."""


def said(element: str, attributes: Mapping[str, str], roles: frozenset[str]) -> Said:
    """What the names of an element say that it is."""
    if roles & _DIALOGS or element == "dialog":
        return Said.SURELY
    if element in _NEVER:
        return Said.NOTHING
    found = Said.LIKELY if element in {"label", "legend"} else Said.NOTHING
    for attribute in _NAMED:
        value = attributes.get(attribute)
        if value:
            found = max(found, _of_names(value[:_LONGEST]))
    return found


def is_for_writers(attributes: Mapping[str, str]) -> bool:
    """Whether it is no part of the text that it stands in."""
    names = attributes.get("class")
    return names is not None and not _OF_WIKIS.isdisjoint(names[:_LONGEST].split())


def is_the_text(attributes: Mapping[str, str]) -> bool:
    """Whether it holds nothing but the text."""
    names = attributes.get("class")
    return names is not None and not _TEXT.isdisjoint(names[:_LONGEST].split())


@lru_cache(maxsize=2_000)
def _of_names(value: str) -> Said:
    return max((_of_name(name) for name in value.split()), default=Said.NOTHING)


def _of_name(name: str) -> Said:
    words = [word.lower() for word in _WORD.findall(name)]
    if not _BESIDES.isdisjoint(words):
        return Said.NOTHING
    phrases = [Said(_PHRASES[pair]) for pair in pairwise(words) if pair in _PHRASES]
    if not _SURELY.isdisjoint(words) or Said.SURELY in phrases:
        return Said.SURELY
    if phrases or (_AROUND.isdisjoint(words) and not _LIKELY.isdisjoint(words)):
        return Said.LIKELY
    return Said.NOTHING
