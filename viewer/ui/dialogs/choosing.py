"""Asking for files: dialogs that do not block, open where the last one was left, and say what can be read."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from viewer.shelf import SUFFIX
from viewer.ui.i18n import Safe, listed, translator

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


def directory(parent: QWidget, folder: str, chosen: Chosen, *, title: Safe | None = None) -> QFileDialog:
    """Asks for a folder, of texts unless the title says otherwise."""
    dialog = _dialog(parent, title or tr("Import a folder of texts"), folder, chosen)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    dialog.open()
    return dialog


def target(
    parent: QWidget, title: Safe, proposed: Path, kinds: Mapping[str, str], chosen: Callable[[Path, bool], object]
) -> QFileDialog:
    """Asks where to write one file; `kinds` are the names of suffixes such as `.tsv`, and a name without any gets one.

    `chosen` is told the file, and whether the one that is there now was given up; nothing if it was not.
    """

    def take(files: Sequence[Path]) -> None:
        file = files[0]
        if not file.suffix:
            file = file.with_name(file.name + suffix_of[dialog.selectedNameFilter()])
        if os.path.lexists(file):
            confirm_overwriting(parent, [file.name], lambda: chosen(file, True))
        else:
            chosen(file, False)

    suffix_of = {f"{name} (*{suffix})": suffix for suffix, name in kinds.items()}
    dialog = _dialog(parent, title, str(proposed.parent), take)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, True)
    dialog.setNameFilters(list(suffix_of))
    dialog.selectNameFilter(
        next((one for one in suffix_of if suffix_of[one] == proposed.suffix), next(iter(suffix_of)))
    )
    dialog.selectFile(proposed.stem)
    dialog.open()
    return dialog


def confirm_overwriting(parent: QWidget | None, names: Sequence[str], overwrite: Callable[[], object]) -> QMessageBox:
    """Asks before what is in files of these names is lost."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(tr("Overwrite?"))
    box.setText(tr("{files} is there already. What is in it now will be lost.", files=listed(list(names))))
    button = box.addButton(tr("Overwrite"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
    button.clicked.connect(lambda: overwrite())
    box.open()
    return box


def _dialog(parent: QWidget, title: Safe, folder: str, chosen: Chosen) -> QFileDialog:
    dialog = QFileDialog(parent, title, folder)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in names]))
    return dialog
