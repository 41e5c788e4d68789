"""Markdown as the page that it means."""

from __future__ import annotations

import re
import time
from contextlib import suppress

import pytest
from markup_reading import drafted, mutated, notes, segments, texts

from viewer.errors import EmptyFile, HexaplaError
from viewer.model import Kind

SAMPLE = """---
title: "Das Buch"
lang: de
---
# Titel

Ein *Absatz* mit [Verweis][r] und `code`, **fett**.[^1] ![Bild](x.png)
zweite Zeile

> Zitat

* eins
* zwei
  mehr

| A | B |
|---|---|
| c | d |

```py
x = "[^1]"
```
<div align="center"><b>html</b></div>

Teil
----
[r]: http://x
[^1]: Die Note.
"""


def test_blocks_are_segments_with_kinds() -> None:
    draft = drafted("a.md", SAMPLE)
    assert [(one.text, one.kind) for one in segments(draft) if one.kind is not Kind.BODY] == [
        ("Titel", Kind.TITLE),
        ("Teil", Kind.HEADING),
    ]
    assert [one.text for one in segments(draft) if one.kind is Kind.BODY] == [
        "Ein Absatz mit Verweis und code, fett. zweite Zeile",
        *("Zitat", "eins", "zwei mehr", "A", "B", "c", "d", 'x = "[^1]"', "html", "Die Note."),
    ]
    assert (draft.format, draft.documents[0].title, draft.documents[0].texts[0].language) == (
        "Markdown",
        "Das Buch",
        "de",
    )


def test_emphasis_and_footnotes_are_annotations() -> None:
    assert notes(segments(drafted("a.markdown", SAMPLE))[1]) == [
        ("emphasis", "Absatz", "em"),
        ("emphasis", "fett", "strong"),
        ("footnote", "", "1"),
    ]


@pytest.mark.parametrize("indent", ["- ", "1. ", "> "])
def test_nothing_is_lost_however_deep_it_stands(indent: str) -> None:
    inner = " " * len(indent) if indent != "> " else indent
    nested = "".join(f"{inner * depth}{indent}tief {depth}\n{'> ' * depth}\n" for depth in range(200))
    found = " ".join(texts(drafted("a.md", nested)))
    assert re.findall(r"tief \d+", found) == [f"tief {depth}" for depth in range(200)]


def test_markdown_is_told_by_its_name_only() -> None:
    assert drafted("a.txt", "# Titel\n\nText\n").format == "plain text"
    assert drafted("a.MD", "Text\n").format == "Markdown"


def test_a_rule_at_the_beginning_is_no_front_matter() -> None:
    assert texts(drafted("a.md", "---\nText\n\nmehr\n")) == ["Text", "mehr"]


def test_large_files_are_read_in_stretches_without_a_difference() -> None:
    one = "Ein *Absatz* mit [Verweis][r].\n\n* a\n\n  b\n\n```\nx\n\ny\n```\n\n"
    assert texts(drafted("a.md", one * 2_000 + "[r]: http://x\n")) == texts(drafted("a.md", one + "[r]: x\n")) * 2_000


@pytest.mark.parametrize("content", ["\n", "---\ntitle: x\n---\n", "[a]: b\n", "![only](a.png)\n"])
def test_a_file_without_text_is_empty(content: str) -> None:
    with pytest.raises(EmptyFile):
        drafted("a.md", content)


@pytest.mark.parametrize("hostile", ["[", ">", "* ", "![", "[a](", "**a ", "`", "_a__", "<!--", "&", "|", "<a "])
def test_hostile_marks_are_read_in_time(hostile: str) -> None:
    begun = time.monotonic()
    assert texts(drafted("a.md", "x\n\n" + hostile * 20_000 + "\n" + hostile * 50_000))[0] == "x"
    assert time.monotonic() - begun < 30


@pytest.mark.parametrize("seed", range(100))
def test_damaged_files_never_raise_anything_unknown(seed: int) -> None:
    with suppress(HexaplaError):
        segments(drafted("a.md", mutated(SAMPLE.encode(), seed)))
