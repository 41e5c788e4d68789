"""Viewing: the commands and settings that change how the texts are laid out, and never what they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject

from viewer.model import RowLevel
from viewer.ui.commands import Actions, Fact
from viewer.ui.i18n import Safe, translator
from viewer.ui.reading.arrangement import Layout
from viewer.ui.reading.page_form import narrower, wider
from viewer.ui.reading.view import ZOOM_STEP, ReadingView
from viewer.ui.settings import Settings

tr = translator("Viewing")

_LAYOUTS: Final = {layout: f"layout_{layout.value}" for layout in Layout}


class Viewing(QObject):
    """Stands between the commands of the View menu and the reading view."""

    def __init__(
        self,
        *,
        view: ReadingView,
        actions: Actions,
        settings: Settings,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._actions = actions
        self._settings = settings
        view.zoom_changed.connect(lambda zoom: self._keep("zoom", zoom))
        view.columns_changed.connect(self._show_state)
        view.active_changed.connect(self._show_state)
        view.caret.left.connect(self._caret_left)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What each command does."""
        view = self._view
        return {
            "zoom_in": lambda: view.set_zoom(view.zoom() * ZOOM_STEP),
            "zoom_out": lambda: view.set_zoom(view.zoom() / ZOOM_STEP),
            "zoom_reset": lambda: view.set_zoom(1.0),
            "unfold": lambda: view.unfold_all(True),
            "fold": lambda: view.unfold_all(False),
            "cycle_layout": lambda: self.set_layout(view.layout_chosen().following),
            "layout_columns": lambda _: self.set_layout(Layout.COLUMNS),
            "layout_lines": lambda _: self.set_layout(Layout.LINES),
            "layout_hidden": lambda _: self.set_layout(Layout.HIDDEN),
            "cycle_level": lambda: self.set_level(RowLevel.PARAGRAPH if view.sentences.shown else RowLevel.SENTENCE),
            "level_paragraph": lambda _: self.set_level(RowLevel.PARAGRAPH),
            "level_sentence": lambda _: self.set_level(RowLevel.SENTENCE),
            "flowing": self._set_flowing,
            "unlink": lambda: self._with_active(view.links.unlink),
            "relink_row": lambda: self._with_active(view.links.relink),
            "relink_here": lambda: self._with_active(lambda version: view.links.relink(version, keep_offset=True)),
            "reveal": self._reveal,
            "veil": lambda on: self._with_active(lambda version: view.veils.set_pane(version, on)),
            "blur": self._set_blur,
            "partner": self._set_partner,
            "overview": self._set_overview,
            "caret": self._set_caret,
            "text_narrower": lambda: self._set_width(narrower(view.form.text_width)),
            "text_wider": lambda: self._set_width(wider(view.form.text_width)),
            "text_full": lambda: self._set_width(0),
            "gutter": self._set_gutter,
            "row_marks": lambda on: self._set_of_form("row_marks", marked_rows=on),
            "tint_doubtful": lambda on: self._set_of_form("tint_doubtful", tinted=on),
            "smooth_scrolling": self._set_smooth,
        }

    def values(self) -> dict[str, Safe]:
        """What the view options say on the buttons between smaller and larger."""
        width = self._view.form.text_width
        return {
            "zoom_reset": tr("Size {percent} %", percent=round(100 * self._view.zoom())),
            "text_full": tr("Width {em} em", em=width) if width else tr("Full width"),
        }

    def facts(self) -> set[Fact]:
        """What is the case in the view, for the commands that need it."""
        view, active = self._view, self._view.active_version()
        facts: set[Fact] = set()
        if active is None:
            return facts
        if view.layout_chosen() is Layout.HIDDEN:
            facts.add(Fact.HIDING)
        if view.has_folds():
            facts.add(Fact.FURNITURE)
        if view.layout_chosen() is not Layout.LINES and len(view.shown_versions()) > 1:
            apart = active in view.links.unlinked()
            facts.add(Fact.UNLINKED if apart else Fact.LINKED)
            if active in view.links.shifts():
                facts.add(Fact.UNLINKED)
        return facts

    def takers(self) -> dict[str, Callable[[Any], object]]:
        """What the view does with each setting."""
        view = self._view
        return {
            "zoom": view.set_zoom,
            "blur": view.veils.set_blurred,
            "text_width": lambda width: view.set_form(text_width=width),
            "gutter": lambda on: self._check("gutter", on, lambda on: view.set_form(numbered=on)),
            "row_marks": lambda on: self._check("row_marks", on, lambda on: view.set_form(marked_rows=on)),
            "tint_doubtful": lambda on: self._check("tint_doubtful", on, lambda on: view.set_form(tinted=on)),
            "smooth_scrolling": lambda on: self._check("smooth_scrolling", on, view.set_smooth),
            "partner": lambda on: self._check("partner", on, view.pointing.set_shown),
            "overview": lambda on: self._check("overview", on, view.survey.strip.setVisible),
            "caret": lambda on: self._check("caret", on, view.caret.set_kept),
            "layout": lambda layout: self._shown(view.set_layout, Layout(layout)),
            "level": lambda level: self._shown(view.sentences.show, level == RowLevel.SENTENCE),
            "flowing": lambda on: self._shown(view.links.set_flowing, on),
        }

    def set_layout(self, layout: Layout) -> None:
        """Lays the texts out so, from now on."""
        self._keep("layout", layout.value)
        self._view.set_layout(layout)

    def set_level(self, level: RowLevel) -> None:
        """Shows rows by paragraph or by sentence, from now on."""
        self._keep("level", level.value)
        self._view.sentences.show(level is RowLevel.SENTENCE)

    def _set_flowing(self, on: bool) -> None:
        self._keep("flowing", on)
        self._view.links.set_flowing(on)

    def _reveal(self) -> None:
        here = self._view.current_unit()
        if here is not None:
            self._view.veils.toggle_row(here)

    def _set_blur(self, on: bool) -> None:
        self._keep("blur", on)
        self._view.veils.set_blurred(on)

    def _set_partner(self, on: bool) -> None:
        self._keep("partner", on)
        self._view.pointing.set_shown(on)

    def _set_overview(self, on: bool) -> None:
        self._keep("overview", on)
        self._view.survey.strip.setVisible(on)

    def _set_width(self, width: int) -> None:
        self._set_of_form("text_width", text_width=width)

    def _set_gutter(self, on: bool) -> None:
        self._set_of_form("gutter", numbered=on)

    def _set_of_form(self, setting: str, **changes: Any) -> None:
        (value,) = changes.values()
        self._keep(setting, value)
        self._view.set_form(**changes)

    def _set_smooth(self, on: bool) -> None:
        self._keep("smooth_scrolling", on)
        self._view.set_smooth(on)

    def _set_caret(self, on: bool) -> None:
        self._keep("caret", on)
        self._view.caret.set_kept(on)

    def _caret_left(self) -> None:
        if self._settings["caret"]:
            self._actions["caret"].setChecked(False)
            self._keep("caret", False)

    def _keep(self, key: str, value: Any) -> None:
        self._settings[key] = value

    def _check(self, name: str, on: bool, act: Callable[[bool], object]) -> None:
        self._actions[name].setChecked(on)
        act(on)

    def _shown(self, act: Callable[[Any], object], value: Any) -> None:
        act(value)
        self._show_state()

    def _with_active(self, act: Callable[..., object]) -> None:
        active = self._view.active_version()
        if active is not None:
            act(active)

    def _show_state(self) -> None:
        """Has the checkable commands say what is the case."""
        view, active = self._view, self._view.active_version()
        self._actions[_LAYOUTS[view.layout_chosen()]].setChecked(True)
        self._actions[f"level_{RowLevel.SENTENCE if view.sentences.shown else RowLevel.PARAGRAPH}"].setChecked(True)
        self._actions["flowing"].setChecked(view.links.flowing)
        self._actions["blur"].setChecked(view.veils.blurred)
        self._actions["veil"].setChecked(active is not None and view.veils.is_pane_veiled(active))
