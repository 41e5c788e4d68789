"""The first part of every import, which is all of a proposal: the files are read, and it is decided what they are."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from viewer.errors import IsSource
from viewer.formats.arrangement import arrange
from viewer.formats.choices import Choices, FileChoice
from viewer.formats.companions import Companions
from viewer.formats.draft import Draft
from viewer.formats.listing import listed, size_of
from viewer.formats.plan import Choice, Decision, Plan
from viewer.formats.registry import Reading, read
from viewer.formats.source import SourceFile
from viewer.importing.pasting import Pasted
from viewer.progress import Stage, Steps
from viewer.text.paragraphs import Rule


def plan(
    paths: Sequence[Path],
    steps: Steps,
    *,
    choices: Mapping[Path, FileChoice] | None = None,
    paragraphs: str = "auto",
    target: Path | None = None,
    pasted: Pasted | None = None,
) -> Plan:
    """What the files are going to become. `paragraphs` is `auto`, `line` or `blank`; the corpus `target`
    must not be among them. Of `pasted` come the bytes of those paths that are names and no files.

    Raises IsSource, Cancelled, and ValueError for choices of what does not exist.
    """
    rule = None if paragraphs == "auto" else Rule(paragraphs)
    companions = Companions(paths)
    told = Choices(choices)
    held = dict(pasted or {})
    size = sum(file.size for file in listed([path for path in paths if path not in held]))
    stage = Stage(steps, "read", size + sum(map(len, held.values())))

    def draft(path: Path, reading: Reading) -> Draft:
        if path in held:  # it may name other files; none of them was given
            step = stage.part(path.name, len(held[path]))
            return read(SourceFile(path, held[path], step), replace(reading, step=step))
        step = stage.part(path.name, size_of(path))
        file = SourceFile.open(path, step=step)
        if target is not None and target.exists() and os.path.samefile(path, target):
            raise IsSource(target)

        def beside(name: str) -> SourceFile:
            return companions.open(name, beside=path).watched(lambda _: step(0))

        def siblings(beginning: str) -> dict[str, str | None]:
            return {one.name: told.of(one).language for one in companions.siblings(path, beginning)}

        return read(file, replace(reading, step=step, siblings=siblings, beside=beside))

    found = arrange(paths, draft, choices, rule)
    stage.end()
    decisions = (*found.decisions, *_decisions_on_lines(found, choices or {}, rule))
    return replace(found, decisions=decisions, pasted=frozenset(held))


def _decisions_on_lines(found: Plan, choices: Mapping[Path, FileChoice], rule: Rule | None) -> Iterator[Decision]:
    told = {path for path, choice in choices.items() if choice.paragraphs}
    for document in found.documents:
        for text in document.texts:
            if rule is None and text.file not in told and text.draft.paragraphs == Rule.BLANK:
                yield Decision(Choice.BY_BLANK_LINES, text.file)
