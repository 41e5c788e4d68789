"""The tool that makes alignment cases with a known answer from line-parallel news, and scores answers."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType


def cases_tool(shared_data: Path) -> ModuleType:
    """The tool, as a module."""
    file = shared_data.parent / "tools" / "alignment_cases.py"
    spec = importlib.util.spec_from_file_location("alignment_cases", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
