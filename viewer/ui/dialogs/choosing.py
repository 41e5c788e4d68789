"""Asking for files: dialogs that do not block, open where the last one was left, and say what can be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from viewer.ui.i18n import Safe, translator
from viewer.ui.library.naming import SUFFIX

tr = translator("Choosing")

Chosen = Callable[[Sequence[Path]], object]


def corpus(parent: QWidget, folder: str, chosen: Chosen) -> QFileDialog:
    """Asks for one corpus."""
    dialog = _dialog(parent, tr("Open a corpus"), folder, chosen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([f"{tr('Hexapla corpora')} (*{SUFFIX})", f"{tr('All files')} (*)"])
    dialog.open()
    return dialog


def files(parent: QWidget, folder: str, chosen: Chosen, *, one: bool = False) -> QFileDialog:
    """Asks for texts: as many as one likes, or just one."""
    dialog = _dialog(parent, tr("Choose a text") if one else tr("Choose the versions of a text"), folder, chosen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile if one else QFileDialog.FileMode.ExistingFiles)
    dialog.open()
    return dialog


def directory(parent: QWidget, folder: str, chosen: Chosen) -> QFileDialog:
    """Asks for a folder of texts."""
    dialog = _dialog(parent, tr("Import a folder of texts"), folder, chosen)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    dialog.open()
    return dialog


def _dialog(parent: QWidget, title: Safe, folder: str, chosen: Chosen) -> QFileDialog:
    dialog = QFileDialog(parent, title, folder)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in names]))
    return dialog
