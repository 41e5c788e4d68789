"""Where a file that is written goes, unless another place is chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from viewer.ui.settings import Settings


def export_folder(settings: Settings) -> Path:
    """The folder of the last export, if it is still there, else where the person keeps documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    for folder in (settings["export"].get("folder", ""), documents):
        if isinstance(folder, str) and folder and Path(folder).is_dir():
            return Path(folder)
    return Path.home()
