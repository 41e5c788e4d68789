"""What the palette offers, in the words of the table of commands, as it is at the moment the palette opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from viewer.corpus import Corpus
from viewer.model import VersionId
from viewer.ui.commands import COMMANDS, Actions, Command, keys_shown, menu_name, plain_text, reason
from viewer.ui.commands import tr as command_words
from viewer.ui.i18n import Safe, isolate, tooltip, translator
from viewer.ui.library.library import Library
from viewer.ui.reading.names import title_of
from viewer.ui.reading.view import ReadingView
from viewer.ui.widgets.empty_page import described

tr = translator("Palette")

_MOST_DOCUMENTS: Final = 2000
"""More are a matter for the outline, which is made for any number."""
_NOTHING: Final = Safe()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette."""

    id: str
    """Of a command, or of what else can be gone to; unique."""
    text: Safe
    where: Safe
    """The menu in which a command stands, or what kind of thing this is."""
    run: Callable[[], object]
    tip: Safe = _NOTHING
    keys: Safe = _NOTHING
    checked: bool | None = None
    """None for what is not switched."""
    reason: Safe = _NOTHING
    """What must be done before; empty if it can be run."""


def entries(actions: Actions, library: Library, view: ReadingView) -> list[Entry]:
    """Everything that can be chosen: commands, then versions and documents of the open corpus, then corpora."""
    corpus = library.corpus
    return [
        *(_of_command(command, actions) for command in COMMANDS),
        *_versions(view),
        *(_documents(corpus, view) if corpus is not None else ()),
        *_corpora(library),
    ]


def _of_command(command: Command, actions: Actions) -> Entry:
    action = actions[command.id]
    return Entry(
        command.id,
        plain_text(command),
        menu_name(command.menu),
        action.trigger,
        command_words(command.tip),
        keys_shown(command),
        action.isChecked() if command.checkable else None,
        reason(command.needs) if command.needs is not None and not action.isEnabled() else _NOTHING,
    )


def _versions(view: ReadingView) -> Iterator[Entry]:
    for version in view.versions().values():
        yield Entry(
            f"version {version.id}",
            isolate(title_of(version)),
            tr("Go to version"),
            partial(_show_version, view, version.id),
        )


def _show_version(view: ReadingView, version: VersionId) -> None:
    chosen = view.chosen_versions()
    if version not in chosen:
        view.set_chosen_versions([*chosen, version])
    view.set_active_version(version)


def _documents(corpus: Corpus, view: ReadingView) -> Iterator[Entry]:
    index = view.index
    documents = corpus.documents()
    if index is None or len(documents) < 2:
        return

    for document in documents[:_MOST_DOCUMENTS]:
        row = int(index.document_starts[document.number])
        if document.units:
            yield Entry(
                f"document {document.number}",
                isolate(document.title),
                tr("Go to document"),
                partial(view.go_to, row, top=True),
            )


def _corpora(library: Library) -> Iterator[Entry]:
    opened = library.corpus.path if library.corpus is not None else None
    for recent in library.recents.all():
        path = Path(recent.path)
        if path != opened:
            yield Entry(
                f"corpus {recent.path}",
                isolate(recent.title),
                tr("Open corpus · {place}", place=described(recent)),
                partial(library.open, path),
                tooltip(recent.path),
            )
