"""The commands for how the version with the keyboard is set, and what they leave in the settings.

Size and direction are of the version alone; font and line height are of its language, in every corpus.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from viewer.corpus import Corpus
from viewer.languages import language
from viewer.model import Direction, Version
from viewer.ui.commands import Actions
from viewer.ui.reading.font_page import FontPage
from viewer.ui.reading.kept_styles import KeptStyles
from viewer.ui.reading.styles import VersionStyle
from viewer.ui.reading.view import ReadingView
from viewer.ui.settings import Settings

_DIRECTIONS: Final = {"style_own": None, "style_ltr": Direction.LTR, "style_rtl": Direction.RTL}


class StyleControl(QObject):
    """Sets the versions of the open corpus as the reader wants them."""

    def __init__(self, *, settings: Settings, view: ReadingView, commands: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._kept = KeptStyles(settings)
        self._settings = settings
        self._view = view
        self._commands = commands
        self._window = window
        self._corpus: Corpus | None = None
        view.active_changed.connect(self._show_direction)

    def set_corpus(self, corpus: Corpus | None) -> None:
        """Takes the styles of a corpus that the view is about to show, or has shown a change of."""
        self._corpus = corpus
        self._show()

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the commands do."""
        return {
            "style_larger": lambda: self._set_own(lambda style: style.resized(1)),
            "style_smaller": lambda: self._set_own(lambda style: style.resized(-1)),
            "style_font": self._ask_font,
            "style_wider": lambda: self._space(1),
            "style_closer": lambda: self._space(-1),
            "style_keep": self._keep_size,
            "style_reset": self._reset,
            "justify": self._justify,
            "invisibles": self._show_invisibles,
            **{name: self._turning(direction) for name, direction in _DIRECTIONS.items()},
        }

    def takers(self) -> dict[str, Callable[[Any], object]]:
        """What the texts do with each setting."""
        return {
            "justify": self._take_justified,
            "invisibles": self._take_invisibles,
            "styles": lambda _: self._show(),
            "version_styles": lambda _: self._show(),
        }

    def _take_justified(self, on: bool) -> None:
        self._commands["justify"].setChecked(on)
        self._view.set_form(justified=on)

    def _take_invisibles(self, on: bool) -> None:
        self._commands["invisibles"].setChecked(on)
        self._view.set_invisibles_shown(on)

    def _turning(self, direction: Direction | None) -> Callable[[bool], None]:
        return lambda _checked: self._set_own(lambda style: replace(style, direction=direction))

    def _set_own(self, change: Callable[[VersionStyle], VersionStyle]) -> None:
        """Changes the style of the version alone."""
        version = self._version()
        if version is not None and self._corpus is not None:
            corpus = self._corpus.uuid
            self._kept.set_version(corpus, version.id, change(self._kept.of_version(corpus, version.id)))
            self._show()

    def _set_general(self, tag: str, change: Callable[[VersionStyle], VersionStyle]) -> None:
        """Changes the style of a language, which all windows take over."""
        self._kept.set_language(tag, change(self._kept.of_language(tag)))

    def _space(self, steps: int) -> None:
        version = self._version()
        if version is not None:
            # Lines closer than the font itself has them would not come closer any more.
            least = 1 / language(version.language).leading
            self._set_general(
                version.language, lambda style: replace(style, leading=max(least, style.spaced(steps).leading))
            )

    def _ask_font(self) -> None:
        version = self._version()
        if version is None:
            return
        tag = version.language
        page = FontPage(language(tag), chosen=self._kept.of_language(tag).family, parent=self._window)
        page.family_chosen.connect(lambda family: self._set_general(tag, lambda style: replace(style, family=family)))
        page.show()

    def _keep_size(self) -> None:
        """What the version has of its own becomes that of its language; nothing looks different."""
        version = self._version()
        if version is None or self._corpus is None:
            return
        scale = self._kept.of_version(self._corpus.uuid, version.id).scale
        self._set_general(version.language, lambda style: replace(style, scale=style.scale * scale))
        self._set_own(lambda style: replace(style, scale=1.0))

    def _reset(self) -> None:
        """The version and its language are set as at the first start."""
        version = self._version()
        if version is not None:
            self._set_general(version.language, lambda _: VersionStyle())
            self._set_own(lambda _: VersionStyle())

    def _justify(self, on: bool) -> None:
        self._settings["justify"] = on
        self._take_justified(on)

    def _show_invisibles(self, on: bool) -> None:
        self._settings["invisibles"] = on
        self._take_invisibles(on)

    def _show(self) -> None:
        corpus = self._corpus
        self._view.set_styles(self._kept.of_all(corpus.uuid, corpus.versions()) if corpus is not None else {})
        self._show_direction()

    def _version(self) -> Version | None:
        active = self._view.active_version()
        return self._view.versions().get(active) if active is not None else None

    def _show_direction(self) -> None:
        version = self._version()
        own = (
            self._kept.of_version(self._corpus.uuid, version.id)
            if version is not None and self._corpus is not None
            else VersionStyle()
        )
        name = next(name for name, direction in _DIRECTIONS.items() if direction is own.direction)
        self._commands[name].setChecked(True)
