"""Runs names through `guarded.py` in processes of their own, several at once; what hangs or crashes costs one name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

_SCRIPT = Path(__file__).with_name("guarded.py")
_AT_ONCE = min(4, os.cpu_count() or 1)

Found = dict[str, Any]
"""What was seen; of what ended its process, `died` alone."""


def answers(folder: Path, kind: str, names: Sequence[str]) -> dict[str, list[Found]]:
    """What the guard saw of each name."""
    shares = [names[number::_AT_ONCE] for number in range(_AT_ONCE)]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        parts = threads.map(lambda share: _answers(folder, kind, list(share)), shares)
    return {name: found for part in parts for name, found in part.items()}


def _answers(folder: Path, kind: str, names: list[str]) -> dict[str, list[Found]]:
    found: dict[str, list[Found]] = {}
    while names:
        own = folder / f"{kind} {id(names)} {len(names)}"
        command = [sys.executable, str(_SCRIPT), str(own), kind, *names]
        roots = [str(Path(__file__).parents[2]), *sys.path]
        child = subprocess.run(
            command, capture_output=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(roots)}, check=False
        )
        for line in child.stdout.splitlines():
            one = json.loads(line)
            found.setdefault(one["name"], []).append(one)
        done = next((at for at, name in enumerate(names) if name not in found), len(names))
        if child.returncode and done < len(names):
            said = child.stderr.decode("utf-8", "replace")[-3_000:]
            found[names[done]] = [{"name": names[done], "died": f"exit code {child.returncode}\n{said}"}]
            done += 1
        names = names[done:]
    return found
