"""What one alignment costs and how good it is: a process of its own, so that the memory is that of one.

The argument is a file of JSON with `tags`, `texts` and `gold`; the figures come out as JSON.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from itertools import pairwise
from pathlib import Path

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")  # read when numpy is loaded

import numpy as np
from child import Figures

from viewer.align import Paragraphs, align
from viewer.align.evaluate import evaluate


def highest() -> float:
    """MiB of this process that were in memory at most."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


class _Watch:
    """How evenly the work answers while it is done."""

    def __init__(self) -> None:
        self.asked = [time.perf_counter()]
        self.told = [(self.asked[0], 0.0)]

    def progress(self, share: float) -> None:
        self.told.append((time.perf_counter(), share))

    def cancelled(self) -> bool:
        self.asked.append(time.perf_counter())
        return False

    def longest(self) -> float:
        """Seconds from one question whether to stop to the next, at most."""
        return max(b - a for a, b in pairwise([*self.asked, time.perf_counter()]))

    def apart(self) -> float:
        """The share by which the progress told was off from that of the time, at most."""
        times, shares = np.array([*self.told, (time.perf_counter(), 1.0)]).T
        done = (times - times[0]) / (times[-1] - times[0])
        before = np.concatenate([[0.0], shares[:-1]])
        return float(max(np.abs(done - shares).max(), np.abs(done - before).max()))


def measure(file: Path) -> Figures:
    """Seconds, those of the processor, MiB, and F1 where there is a gold alignment."""
    case = json.loads(file.read_text(encoding="utf-8"))
    gold = [tuple(map(tuple, row)) for row in case["gold"]]
    sides = [Paragraphs(tag, texts) for tag, texts in zip(case["tags"], case["texts"], strict=True)]
    watch = _Watch()
    begun, busy = time.perf_counter(), time.process_time()
    units = align(sides, progress=watch.progress, cancelled=watch.cancelled)
    figures = {
        "seconds": time.perf_counter() - begun,
        "busy": time.process_time() - busy,
        "answers": watch.longest(),
        "uneven": watch.apart(),
        "mib": highest(),
    }
    scores = evaluate(gold, [unit.cells for unit in units])
    return figures | {"strict": scores.strict.f1, "lax": scores.lax.f1}


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
