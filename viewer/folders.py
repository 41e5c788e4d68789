"""The user's own folders: settings, caches, data, and the corpora he keeps."""

from __future__ import annotations

from pathlib import Path

import platformdirs

_NAME = "hexapla"


def config() -> Path:
    """Settings; small and worth a backup."""
    return Path(platformdirs.user_config_dir(_NAME, appauthor=False))


def cache() -> Path:
    """What can be rebuilt at any time, the folded text of the search above all."""
    return Path(platformdirs.user_cache_dir(_NAME, appauthor=False))


def data() -> Path:
    """What the program learns on this computer and keeps: where files were imported from, for one."""
    return Path(platformdirs.user_data_dir(_NAME, appauthor=False))


def logs() -> Path:
    """Log files and crash reports."""
    return Path(platformdirs.user_log_dir(_NAME, appauthor=False))


def corpora() -> Path:
    """Where an import is saved unless the user says otherwise: `Documents/Hexapla`."""
    return Path(platformdirs.user_documents_dir()) / "Hexapla"
