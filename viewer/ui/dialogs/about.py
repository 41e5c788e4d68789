"""The page about the program: versions of what it is made of, and under which licences."""

from __future__ import annotations

import platform
import sqlite3
from importlib import metadata
from typing import Final

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

import viewer
from viewer import assets
from viewer.ui.dialogs.page import Page
from viewer.ui.i18n import Safe, noop, translator

tr = translator("About")

_PARTS: Final = (
    ("PySide6-Essentials", "LGPL-3.0-only"),
    ("numpy", "BSD-3-Clause"),
    ("stringzilla", "Apache-2.0"),
    ("chardet", "0BSD"),
    ("langcodes", "MIT"),
    ("icu4py", "MIT, Unicode-3.0"),
    ("regex", "Apache-2.0, CNRI-Python"),
    ("anyascii", "ISC"),
    ("py3langid", "BSD-3-Clause"),
    ("platformdirs", "MIT"),
)
"""Distributions that the program is made with, and their licences (SPDX)."""

_LICENCE: Final = noop(
    "Hexapla is free software under the MIT licence: use it, change it and pass it on, as long as the notice of the "
    "licence stays with it. It comes without any warranty."
)
_FONTS: Final = noop(
    "The fonts Noto Naskh Arabic, Noto Nastaliq Urdu and Noto Sans Thaana are shipped under the SIL Open Font License "
    "1.1:"
)


class AboutPage(Page):
    """Versions and licences, as text that can be copied into a report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__(
            tr("About Hexapla"), content, parent, introduction=tr("Parallel texts, side by side and in step.")
        )
        self.text = QPlainTextEdit(f"{versions()}\n\n{licences()}")
        self.text.setReadOnly(True)
        self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.text.setAccessibleName(tr("Versions and licences"))
        copy = QPushButton(tr("Copy versions"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(versions()))
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        layout.addLayout(row)
        self.resize(640, 620)


def versions() -> str:
    """One line per part: what a report of a fault needs first."""
    lines = [
        f"Hexapla {viewer.__version__}",
        f"Python {platform.python_version()}, {platform.platform()}",
        f"Qt {qVersion()}, SQLite {sqlite3.sqlite_version}",
    ]
    for name, licence in _PARTS:
        try:
            lines.append(f"{name} {metadata.version(name)} ({licence})")
        except metadata.PackageNotFoundError:  # a bundle may leave the metadata out
            lines.append(f"{name} ({licence})")
    return "\n".join(lines)


def licences() -> Safe:
    """The licence of the program and those of what is shipped with it."""
    fonts = (assets.resources() / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    return Safe(f"{tr(_LICENCE)}\n\n{tr(_FONTS)}\n\n{fonts}")
