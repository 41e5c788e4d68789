"""Where `resources/`, `seeds/` and the documents are: in a checkout, an installed wheel and a bundle."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _data_root() -> Path:
    installed = _PACKAGE / "_data"
    return installed if installed.is_dir() else _PACKAGE.parent


def resources() -> Path:
    """The folder of fonts, icons and pictures."""
    return _data_root() / "resources"


def seeds() -> Path:
    """The folder of the sample: one article in five languages."""
    return _data_root() / "seeds"


def document(name: str) -> Path:
    """`LICENSE` or `CHANGELOG.md`."""
    return _data_root() / name
