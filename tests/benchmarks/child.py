"""Programs of this folder, each run in a process of its own that says what it measured as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

Figures = dict[str, float]


def measured(program: str, *arguments: object) -> Figures:
    """The figures that a module of this folder prints."""
    here = Path(__file__).parent
    imports = os.pathsep.join((str(here.parents[1]), os.environ.get("PYTHONPATH", "")))
    done = subprocess.run(
        [sys.executable, here / f"{program}.py", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": imports},
    )
    assert done.returncode == 0, done.stderr
    found: Figures = json.loads(done.stdout)
    return found


def report(name: str) -> Path:
    """Where the figures of a benchmark are kept for programs that compare runs."""
    folder = Path(__file__).parents[2] / ".benchmarks"
    folder.mkdir(exist_ok=True)
    return folder / f"{name}.json"


def load() -> str:
    """How much others use the machine, as far as it tells."""
    return f"load {os.getloadavg()[0]:.1f} of {os.cpu_count()}" if hasattr(os, "getloadavg") else "load unknown"
