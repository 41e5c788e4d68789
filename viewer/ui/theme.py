"""Colours of the window: light, dark and sepia, and what the system asks for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours.

    Text stands at a contrast of 7:1 or more on `page`, `muted` at 4.5:1 or more, and what is only drawn (`accent`,
    `doubtful`, `gap_mark`, `hit_mark`, `missing_mark`) at 3:1 or more (WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11).
    """

    name: str
    page: QColor
    """Behind the texts."""
    chrome: QColor
    """Behind toolbars, headers and bars."""
    field: QColor
    """Behind what is typed."""
    text: QColor
    muted: QColor
    """Furniture, numbers, labels."""
    hairline: QColor
    row: QColor
    """The tint of the current row."""
    pointed_row: QColor
    """The tint of the row under the pointer."""
    partner: QColor
    """Behind the sentence under the pointer, and behind what probably says the same in another version."""
    possible: QColor
    """Behind what may be a translation of a hit."""
    hit_row: QColor
    """The tint of a row in which a search found something."""
    doubtful_row: QColor
    """The tint of a row about which nothing is sure, where doubtful rows are tinted."""
    gap: QColor
    """The hatching of a cell whose version has nothing here."""
    hit: QColor
    hit_text: QColor
    current_hit: QColor
    current_hit_text: QColor
    selection: QColor
    selection_text: QColor
    accent: QColor
    doubtful: QColor
    gap_mark: QColor
    """A gap in the overview."""
    hit_mark: QColor
    """A hit in the overview."""
    missing_mark: QColor
    """Where a version has no hit and others have: in the overview, and beside the text."""
    warning: QColor
    error: QColor

    @property
    def dark(self) -> bool:
        """Whether light letters stand on a dark page."""
        return self.page.lightness() < 128


def _theme(name: str, **colours: str) -> Theme:
    return Theme(name=name, **{role: QColor(value) for role, value in colours.items()})


LIGHT = _theme(
    "light",
    page="#fdfcfa",
    chrome="#f4f2ee",
    field="#ffffff",
    text="#22252a",
    muted="#6b675f",
    hairline="#e3dfd7",
    row="#f3f0e8",
    pointed_row="#f8f6f1",
    partner="#dfece6",
    possible="#e3e9f6",
    hit_row="#fbf5e0",
    doubtful_row="#fbe9d2",
    gap="#e6e2da",
    hit="#ffdf80",
    hit_text="#22252a",
    current_hit="#f28c28",
    current_hit_text="#1c1408",
    selection="#b9d6e8",
    selection_text="#14202a",
    accent="#1f6f93",
    doubtful="#bf770a",
    gap_mark="#8c8880",
    hit_mark="#c2410c",
    missing_mark="#7c3aed",
    warning="#fff1cc",
    error="#fbdcd6",
)
DARK = _theme(
    "dark",
    page="#1c1e21",
    chrome="#25282c",
    field="#2d3136",
    text="#e4e2dd",
    muted="#a9a59d",
    hairline="#363a3f",
    row="#262a2e",
    pointed_row="#212428",
    partner="#2b3d3a",
    possible="#2c3850",
    hit_row="#2c2a22",
    doubtful_row="#3d3122",
    gap="#34383d",
    hit="#6d5712",
    hit_text="#fff4d2",
    current_hit="#e08a1e",
    current_hit_text="#17130a",
    selection="#2f5670",
    selection_text="#f2f7fa",
    accent="#6db7da",
    doubtful="#e0a030",
    gap_mark="#747a80",
    hit_mark="#ff7a45",
    missing_mark="#b79bff",
    warning="#4a3f1c",
    error="#552b26",
)
SEPIA = _theme(
    "sepia",
    page="#f5ecd9",
    chrome="#ece1ca",
    field="#fbf5e8",
    text="#3b2f1f",
    muted="#6f5f47",
    hairline="#dccfb4",
    row="#ece1c8",
    pointed_row="#f1e7d1",
    partner="#dde3c6",
    possible="#e0dfe4",
    hit_row="#f3e3b4",
    doubtful_row="#f3ddb6",
    gap="#ddd0b5",
    hit="#f3cc66",
    hit_text="#3b2f1f",
    current_hit="#d9822b",
    current_hit_text="#1f1508",
    selection="#cfc9a4",
    selection_text="#2b2214",
    accent="#7a4f1d",
    doubtful="#b06a08",
    gap_mark="#8a7d65",
    hit_mark="#b23a0e",
    missing_mark="#6b3fa0",
    warning="#f0dca0",
    error="#eecbb6",
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK, SEPIA)}


def resolve(name: str) -> Theme:
    """The theme of that name; `system` and unknown names follow the system's light or dark."""
    if name in THEMES:
        return THEMES[name]
    hints = QGuiApplication.styleHints()
    return DARK if hints is not None and hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def palette(theme: Theme) -> QPalette:
    """The theme as Qt's own widgets want it."""
    role = QPalette.ColorRole
    result = QPalette()
    for which, colour in {
        role.Window: theme.chrome,
        role.WindowText: theme.text,
        role.Base: theme.field,
        role.AlternateBase: theme.row,
        role.Text: theme.text,
        role.Button: theme.chrome,
        role.ButtonText: theme.text,
        role.BrightText: theme.current_hit,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.selection_text,
        role.ToolTipBase: theme.field,
        role.ToolTipText: theme.text,
        role.Link: theme.accent,
        role.Accent: theme.accent,
        role.Light: theme.field,
        role.Midlight: theme.hairline,
        role.Mid: theme.hairline,
        role.Dark: theme.muted,
        role.Shadow: theme.hairline,
    }.items():
        result.setColor(which, colour)
    for which in (role.WindowText, role.Text, role.ButtonText):
        faint = QColor(theme.muted)
        faint.setAlphaF(0.6)
        result.setColor(QPalette.ColorGroup.Disabled, which, faint)
    return result


def apply(application: QApplication, theme: Theme) -> None:
    """Gives every widget of the program the colours of `theme`, in a style that honours them on every system."""
    if application.style().name().lower() != "fusion":
        application.setStyle(QStyleFactory.create("Fusion"))
    application.setPalette(palette(theme))
