"""The sample without a window: what `hexapla` does on a machine that has no display.

It gives the commands that a user could type, and shows them, so that the terminal tells the same as the window would.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from pathlib import Path

from viewer import assets
from viewer.corpus import Corpus

QUERY = "2016"
"""Numbers are written alike everywhere: it is found in every version of the sample, in one row."""


def has_display(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Whether a window can be opened.

    Asked before Qt is, which aborts without a display and blames a library. A platform named by QT_QPA_PLATFORM is
    taken at its word.
    """
    if platform in {"win32", "darwin"}:
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def run_without_display(output: Path = Path("hexapla.png")) -> int:
    """Imports the sample, prints how it was aligned and what a search finds, and draws the window into `output`.

    A picture of that name is overwritten; nothing else stays behind. Returns the exit code.
    """
    print("No display here (DISPLAY and WAYLAND_DISPLAY are not set): the sample without a window.")
    picture = output.absolute()
    with _passing_folder():
        corpus = "sample.hexapla"
        code = _run("import", str(assets.seeds()), "-o", corpus)
        if code != 0:
            return code
        first = _tell_completeness(Path(corpus))
        return (
            _run("rows", corpus, "--from", str(first), "--count", "1")
            or _run("search", corpus, QUERY)
            or _run("snapshot", corpus, "-o", str(picture), "--find", QUERY, "--force")
            or _tell_picture(output)
        )


def _run(*arguments: str) -> int:
    """A command of the command line, after showing it with files by their names alone."""
    from viewer.cli import main  # here, because the command line for its part imports this module

    names = [Path(argument).name if Path(argument).is_absolute() else argument for argument in arguments]
    print(f"\n$ hexapla {' '.join(names)}", flush=True)
    return main(arguments)


def _tell_completeness(path: Path) -> int:
    """Says how many rows have something in every version; the first of them."""
    with Corpus.open(path, read_only=True) as corpus:
        index = corpus.index()
    versions = len(index.versions)
    print(f"{index.complete()} of the {index.unit_count} rows have something in all {versions} versions; the first:")
    return index.first_complete() or 0


def _tell_picture(output: Path) -> int:
    print(f"The window is drawn in {output}.")
    return 0


@contextmanager
def _passing_folder() -> Iterator[None]:
    """A working folder for the corpus and for what the search caches of it, gone afterwards."""
    before = os.environ.get("XDG_CACHE_HOME")
    with tempfile.TemporaryDirectory(prefix="hexapla-") as folder, chdir(folder):
        os.environ["XDG_CACHE_HOME"] = folder
        try:
            yield
        finally:
            if before is None:
                del os.environ["XDG_CACHE_HOME"]
            else:
                os.environ["XDG_CACHE_HOME"] = before
