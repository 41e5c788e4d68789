"""The look of bars and buttons: quiet, flat, with room around them; all colours come from the theme."""

from __future__ import annotations

from string import Template
from typing import Final

from PySide6.QtGui import QColor

from viewer import assets
from viewer.ui.theme import Theme

_SHEET: Final = Template("""
QMenuBar { background: $chrome; padding: 2px 6px; }
QMenuBar::item { padding: 5px 10px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; }
QMenu { background: $field; border: 1px solid $hairline; padding: 6px; }
QMenu::item { padding: 4px 28px 4px 26px; border-radius: 5px; }
QMenu::item:selected { background: $hover; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $hairline; margin: 4px 8px; }
QMenu::indicator { width: 14px; height: 14px; left: 7px; }
QToolBar#toolbar { background: $chrome; border: none; border-bottom: 1px solid $hairline; padding: 6px 10px;
    spacing: 4px; }
QFrame#repair { background: $tint; border: none; border-bottom: 1px solid $accent; }
QFrame#repair QLabel#mode { color: $accent; font-weight: 600; }
QFrame#texts { border: none; background: transparent; }
QFrame#texts[repairing="true"] { border: 3px solid $accent; }
QFrame#rowbuttons { background: $field; border: 1px solid $accent; border-radius: 7px; }
QFrame#rowbuttons QToolButton { padding: 1px 2px; border: none; }
QFrame#note { background: $chrome; border: 1px solid $accent; border-radius: 7px; }
QPlainTextEdit#correction { background: $field; border: 2px solid $accent; border-radius: 5px; padding: 4px; }
QFrame#search { background: $chrome; border: none; border-bottom: 1px solid $hairline; }
QToolButton { border: 1px solid transparent; border-radius: 6px; padding: 5px 7px; color: $text;
    background: transparent; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $pressed; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $faint; }
QToolButton[switch="true"] { border: 1px solid $hairline; padding: 3px 10px; }
QToolButton[switch="true"]:checked { background: $tint; border-color: $accent; }
QToolButton[chip="waiting"], QToolButton[chip="hidden"] { border: 1px solid $hairline; border-radius: 9px;
    padding: 2px 9px; background: $field; }
QToolButton[chip="hidden"] { border: 1px dashed $muted; background: transparent; color: $muted; }
QToolButton[chip="waiting"]:hover, QToolButton[chip="hidden"]:hover { background: $hover; color: $text; }
QToolButton[chip="waiting"]:focus, QToolButton[chip="hidden"]:focus { border: 1px solid $accent; }
QFrame#condition { border: 1px solid $hairline; border-radius: 9px; background: $field; }
QToolButton[chip="condition"] { border-radius: 9px; padding: 2px 2px 2px 9px; }
QToolButton[chip="cross"] { border-radius: 9px; padding: 1px 4px; }
QToolButton[chip="count"] { padding: 3px 6px; color: $muted; }
QToolButton[chip="count"]:hover { color: $text; }
QScrollArea#yielding, QScrollArea#yielding > QWidget > QWidget { background: transparent; }
QToolButton[chip="arrow"] { padding: 1px 7px; }
QToolButton::menu-indicator { image: none; }
QLineEdit#field, QLineEdit#filter { background: $field; border: 1px solid $hairline; border-radius: 8px;
    padding: 6px 8px; selection-background-color: $selection; selection-color: $selection_text; }
QLineEdit#field:focus, QLineEdit#filter:focus { border-color: $accent; }
QScrollArea#yielding QLineEdit { padding: 3px 7px; border-radius: 6px; }
QScrollArea#yielding QComboBox { border: 1px solid $hairline; border-radius: 6px; padding: 3px 8px;
    background: $field; }
QScrollArea#yielding QComboBox::drop-down { border: none; width: 18px; }
QScrollArea#yielding QComboBox::down-arrow { image: url("$down"); width: 9px; height: 9px; }
QScrollArea#yielding QComboBox:focus { border-color: $accent; }
QLabel#quiet, QLabel#how { color: $muted; }
QLabel#how[refused="true"], QLabel#state[refused="true"] { color: $alarm; }
QLabel#state { color: $muted; }
QCheckBox::indicator, QRadioButton::indicator, QListWidget::indicator, QTreeView::indicator { width: 13px; height: 13px;
    border: 1px solid $muted; border-radius: 3px; background: $field; }
QRadioButton::indicator { border-radius: 7px; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: $accent; }
QCheckBox::indicator:checked, QListWidget::indicator:checked, QTreeView::indicator:checked { background: $accent;
    border-color: $accent; image: url("$check"); }
QRadioButton::indicator:checked { border: 4px solid $accent; width: 7px; height: 7px; }
QListWidget { background: $field; border: 1px solid $hairline; border-radius: 8px; padding: 4px; }
QListWidget::item { padding: 3px 6px; border-radius: 5px; color: $text; }
QListWidget::item:selected { background: $hover; color: $text; }
QListWidget:focus { border-color: $accent; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $handle; border-radius: 4px; margin: 2px; min-height: 36px; min-width: 36px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTreeView { background: $field; border: none; border-radius: 8px; padding: 4px; }
QTreeView::item { padding: 5px 8px; }
QTreeView::item:selected { background: $hover; color: $text; }
QFrame#popover { background: $chrome; border: 1px solid $hairline; border-radius: 8px; }
QDockWidget { color: $muted; }
QDockWidget::title { background: $chrome; padding: 8px 14px 4px 14px; }
QMainWindow::separator { background: $hairline; width: 1px; }
QHeaderView { background: $field; }
QHeaderView::section { background: $field; color: $muted; border: none; padding: 6px 8px; }
QPlainTextEdit { background: $field; border: none; border-radius: 8px; padding: 8px; }
QStatusBar { background: $chrome; border-top: 1px solid $hairline; color: $muted; }
QStatusBar::item { border: none; }
QStatusBar QLabel, QStatusBar QToolButton, QStatusBar QToolButton:disabled { color: $muted; padding: 2px 4px; }
QStatusBar QProgressBar { border: none; border-radius: 3px; background: $hairline; max-height: 6px; }
QStatusBar QProgressBar::chunk { border-radius: 3px; background: $accent; }
QFrame#message { border: none; border-bottom: 1px solid $hairline; background: $tint; }
QFrame#message[level="warning"] { background: $warning; }
QFrame#message[level="error"] { background: $error; }
QPushButton { border: 1px solid $hairline; border-radius: 6px; padding: 6px 14px; background: $field; color: $text; }
QPushButton:hover { border-color: $accent; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border-color: $accent; }
QPushButton:default { background: $accent; border-color: $accent; color: $on_accent; }
QPushButton:disabled { background: $chrome; border-color: $hairline; color: $faint; }
QPushButton:default:focus { border-color: $text; }
QFrame#pasted { background: $chrome; border: 1px solid $hairline; border-radius: 10px; }
QWidget#empty { background: $page; }
QFrame#drop { border: 2px dashed $hairline; border-radius: 14px; background: transparent; }
QFrame#drop[over="true"] { border-color: $accent; background: $tint; }
QLabel#heading { font-weight: 600; color: $text; padding-top: 10px; }
QLabel#title { font-size: 22pt; font-weight: 300; color: $text; }
QPushButton#recent { border: 1px solid transparent; text-align: left; padding: 8px 12px; background: transparent; }
QPushButton#recent:hover { background: $hover; }
QPushButton#recent:focus { border-color: $accent; }
QFrame#overlay { background: $veil; border: 3px solid $accent; border-radius: 10px; }
""")


def sheet(theme: Theme) -> str:
    """The style sheet of the window in the colours of `theme`."""
    dark = theme.dark
    return _SHEET.substitute(
        page=theme.page.name(),
        chrome=theme.chrome.name(),
        field=theme.field.name(),
        text=theme.text.name(),
        muted=theme.muted.name(),
        hairline=theme.hairline.name(),
        selection=theme.selection.name(),
        selection_text=theme.selection_text.name(),
        accent=theme.accent.name(),
        on_accent=theme.page.name(),
        down=(assets.resources() / "icons" / ("down-dark.svg" if dark else "down.svg")).as_posix(),
        check=(assets.resources() / "icons" / ("check-dark.svg" if dark else "check.svg")).as_posix(),
        warning=theme.warning.name(),
        error=theme.error.name(),
        faint=mix(theme.muted, theme.chrome, 0.45).name(),
        alarm=mix(theme.doubtful, theme.text, 0.4).name(),
        handle=mix(theme.page, theme.muted, 0.35).name(),
        hover=mix(theme.chrome, theme.text, 0.08 if dark else 0.06).name(),
        pressed=mix(theme.chrome, theme.text, 0.16 if dark else 0.12).name(),
        tint=mix(theme.chrome, theme.accent, 0.18).name(),
        veil=f"rgba({theme.page.red()}, {theme.page.green()}, {theme.page.blue()}, 225)",
    )


def mix(one: QColor, other: QColor, share: float) -> QColor:
    """A colour between two; `share` is that of the other, 0 to 1."""
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * share,
        one.greenF() + (other.greenF() - one.greenF()) * share,
        one.blueF() + (other.blueF() - one.blueF()) * share,
    )
