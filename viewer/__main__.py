"""`python -m viewer` is `hexapla`."""

from __future__ import annotations

import multiprocessing
import sys

if __name__ == "__main__":
    # In a bundle a worker process begins here as well, and ends here: it needs no more than what it is to run.
    multiprocessing.freeze_support()
    from viewer.cli import main

    sys.exit(main())
