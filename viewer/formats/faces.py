"""How each language is set in HTML and EPUB: families, size, leading, and italics only in scripts that have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from viewer import languages
from viewer.formats.escaping import quoted
from viewer.formats.writing import Context

_LEADING = {"Aran": 2.1, "Arab": 1.7, "Jpan": 1.75, "Hans": 1.75, "Hant": 1.75}
"""Height of a line as a multiple of the letters' size, by script; others go by the page."""
_SLANTED = {"Latn", "Cyrl", "Grek", "Armn"}
"""Scripts that have italics."""


def faces(context: Context, elements: Sequence[str]) -> Iterator[str]:
    """Rules of CSS, a few lines a language, for these elements where they have its `lang`."""
    for tag in dict.fromkeys(version.language for version in context.versions):
        known = languages.language(tag)
        families = ", ".join(f'"{family}"' for family in known.fonts)
        leading = _LEADING.get(known.script)
        where = ", ".join(f"{element}[lang={quoted(tag)}]" for element in elements)
        yield f"{where} {{ font-family: {families}, sans-serif; font-size: {known.scale:g}em;"
        yield f" line-height: {leading}; }}\n" if leading else " }\n"
        if known.script not in _SLANTED:
            yield f".caption[lang={quoted(tag)}], [lang={quoted(tag)}] .caption {{ font-style: normal; }}\n"
