"""Files taken in without a question where every guess is sure; where one is not, it is said what an import would do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from viewer.importing import Summary, import_planned
from viewer.importing.planning import plan
from viewer.importing.proposing import Proposal, proposal_of
from viewer.progress import Progress, Steps


def take_in(
    paths: Sequence[Path],
    target: Path,
    *,
    title: str | None = None,
    at_once: int | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Summary | Proposal:
    """Imports the files into the new corpus `target`, or else proposes what an import would do.

    Raises as `import_files`.
    """
    steps = Steps(progress, cancelled)
    planned = plan(paths, steps, target=target)
    if planned.documents:
        proposal = proposal_of(planned, steps)
        if not proposal.is_sure:
            return proposal
    return import_planned(planned, target, steps, title=title, at_once=at_once)
