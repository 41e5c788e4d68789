"""The services and the command line run without Qt: each is imported in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "module",
    [
        "viewer.corpus",
        "viewer.search.engine",
        "viewer.align",
        "viewer.formats.arrangement",
        "viewer.formats.writing",
        "viewer.importing",
        "viewer.changing",
        "viewer.everywhere",
        "viewer.exporting",
        "viewer.notes_export",
        "viewer.moved_passages",
        "viewer.shelf",
        "viewer.alignment_points",
        "viewer.worker",
        "viewer.cli",
        "viewer.__main__",
    ],
)
def test_nothing_below_the_window_imports_qt(module: str) -> None:
    code = f"import sys, {module}\nprint(sorted(name for name in sys.modules if name.startswith('PySide6')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
