"""Settings that every test shares: an offscreen Qt, a home of its own, and the way to the shared test data."""

from __future__ import annotations

import gc
import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before any test imports Qt

import pytest
from hypothesis import settings

# How long an example takes says nothing on a machine that does something else as well.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of test data that is too large or not free enough to ship; tests that need it skip without it."""
    root = os.environ.get("HEXAPLA_TEST_DATA")
    if not root:
        pytest.skip("HEXAPLA_TEST_DATA is not set: the shared test data is not here")
    data = Path(root) / "data"
    if not data.is_dir():
        pytest.skip(f"HEXAPLA_TEST_DATA has no folder data: {root}")
    return data


@pytest.fixture(scope="session")
def case_maker(shared_data: Path) -> ModuleType:
    """The tool that makes alignment cases with a known answer from line-parallel news, and scores answers; a module."""
    file = shared_data.parent / "tools" / "alignment_cases.py"
    spec = importlib.util.spec_from_file_location("alignment_cases", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the caches, settings and documents of the person who runs it."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for variable, folder in {
        "XDG_CONFIG_HOME": ".config",
        "XDG_CACHE_HOME": ".cache",
        "XDG_DATA_HOME": ".local/share",
    }.items():
        monkeypatch.setenv(variable, str(home / folder))
    return home


@pytest.fixture(autouse=True)
def swept() -> Iterator[None]:
    """Once there was a window, rubbish is swept when its events have their turn, which in most tests they have not."""
    yield
    if not gc.isenabled():
        from viewer.ui.interpreter import sweep  # tests without a window do without Qt

        sweep()
