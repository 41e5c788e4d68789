"""The session: which windows are open, with their corpora and places, as the settings keep it for the next start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from PySide6.QtCore import QByteArray

from viewer.ui.main_window import MainWindow
from viewer.ui.settings_table import SETTINGS

_VIEW: Final[Mapping[str, Callable[[MainWindow], Any]]] = {
    "layout": lambda window: window.view.layout_chosen().value,
    "level": lambda window: "sentence" if window.view.sentences.shown else "paragraph",
    "flowing": lambda window: window.view.links.flowing,
    "zoom": lambda window: window.view.zoom(),
    "outline": lambda window: window.commands["outline"].isChecked(),
}
"""Settings that each window has for itself, and how they stand in it."""


@dataclass(frozen=True, slots=True)
class WindowState:
    """One window of the session."""

    corpus: str = ""
    """The path of its corpus; empty where none is open."""
    geometry: str = ""
    """Size and place, as Qt writes them, in base64."""
    place: Mapping[str, Any] = field(default_factory=dict)
    """As the reading view describes it."""
    view: Mapping[str, Any] = field(default_factory=dict)
    """Settings of this window alone."""
    active: bool = False
    """Whether it was in front."""


def state_of(window: MainWindow, *, active: bool = False) -> WindowState:
    """The window as it stands."""
    corpus = window.library.corpus
    return WindowState(
        str(corpus.path) if corpus is not None else "",
        window.geometry_to_keep(),
        window.view.state() if corpus is not None else {},
        {key: value(window) for key, value in _VIEW.items()},
        active,
    )


def put(window: MainWindow, state: WindowState) -> None:
    """Gives a window size, place and view of the state; what does not fit is passed over."""
    window.restoreGeometry(QByteArray.fromBase64(state.geometry.encode("ascii", "ignore")))
    takers = window.takers()
    for setting in SETTINGS:
        if setting.key in _VIEW and setting.key in state.view and setting.accepts(state.view[setting.key]):
            takers[setting.key](state.view[setting.key])


def written(states: list[WindowState]) -> list[dict[str, Any]]:
    """The states, fit for JSON."""
    return [asdict(state) for state in states]


def read(entries: list[Any]) -> list[WindowState]:
    """The states that were `written`; what this program did not write is passed over."""
    return [state for entry in entries if (state := _state(entry)) is not None]


def _state(entry: Any) -> WindowState | None:
    if not isinstance(entry, dict):
        return None
    kinds = {"corpus": str, "geometry": str, "place": dict, "view": dict, "active": bool}
    known = {key: entry[key] for key, kind in kinds.items() if isinstance(entry.get(key), kind)}
    return WindowState(**known) if "corpus" in known and "\0" not in known["corpus"] else None
