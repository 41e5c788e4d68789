"""The import as background work: it runs in a process of its own, so that the window stays quick and can end it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from viewer import worker
from viewer.importing import Summary, import_files
from viewer.ui.jobs import Control


def work(paths: Sequence[Path], target: Path, title: str | None) -> Callable[[Control], Summary]:
    """Imports `paths` into the new corpus `target`; without a `title` the texts give it.

    The work raises what `import_files` raises.
    """

    def run(control: Control) -> Summary:
        return worker.run(
            import_files,
            list(paths),
            target,
            title=title,
            progress=control.progress,
            cancelled=control.cancelled,
        )

    return run
