"""The import as background work: it runs in a process of its own, so that the window stays quick and can end it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from viewer import worker
from viewer.formats.choices import FileChoice
from viewer.importing import Summary, import_files
from viewer.importing.intake import take_in
from viewer.importing.pasting import Pasted
from viewer.importing.proposing import Proposal
from viewer.ui.i18n import translator
from viewer.ui.jobs import Control

tr = translator("Library")

AT_ONCE: Final = 3_000
"""Milliseconds or so that the alignment of an import may take; texts that take longer are shown before."""


def work(
    paths: Sequence[Path], choices: Mapping[Path, FileChoice] | None, pasted: Pasted, target: Path
) -> Callable[[Control], Summary | Proposal]:
    """Imports `paths` into the new corpus `target`; without choices a Proposal comes back where a guess is doubtful.
    What was `pasted` comes with choices.

    The work raises what `import_files` raises.
    """

    def import_(control: Control) -> Summary | Proposal:
        run = partial(worker.run, progress=control.progress, cancelled=control.cancelled)
        if choices is None:
            return run(take_in, list(paths), target, at_once=AT_ONCE)
        return run(import_files, list(paths), target, choices=dict(choices), at_once=AT_ONCE, pasted=dict(pasted))

    return import_


def work_of_sample(seeds: Path, target: Path) -> Callable[[Control], Summary]:
    """Imports the sample under its own title."""
    title = str(tr("Sample"))

    def run(control: Control) -> Summary:
        return worker.run(
            import_files, [seeds], target, title=title, progress=control.progress, cancelled=control.cancelled
        )

    return run
