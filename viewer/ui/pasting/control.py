"""Pasting into the window: into an empty one as the first text of a corpus, beside what is read as a further version.

Reading cannot change a corpus. So where the keyboard is on the texts, as it is while one reads, Ctrl+V asks first, and
once more is the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDateTime, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from viewer.changing.changed import Action, Changed
from viewer.errors import HexaplaError
from viewer.importing.pasting import Clip, Look
from viewer.languages import language
from viewer.ui.commands import keys_of
from viewer.ui.i18n import Safe, translator
from viewer.ui.importing.change_control import ChangeControl
from viewer.ui.jobs import Jobs
from viewer.ui.library.library import Library
from viewer.ui.messages import Answer, Level, Message, word
from viewer.ui.pasting.clipboard import Contents, contents
from viewer.ui.pasting.looking import Looking
from viewer.ui.pasting.page import PastePage, Staged, labelled
from viewer.ui.pasting.text_box import without_text
from viewer.ui.widgets.drop_overlay import Target
from viewer.ui.widgets.message_bar import MessageBar

tr = translator("Pasting")

_KEY: Final = "paste"
_BEGINNING: Final = 48
"""Code points of a text by which it is recognised."""
_LOOK: Final = -1
"""The number of the look at what is to be put beside the texts; the boxes of the page have their own."""


class PasteControl(QObject):
    """Between the clipboard, the page of pasted texts, imports and changes."""

    told = Signal(object)
    """A Message."""

    def __init__(
        self,
        *,
        library: Library,
        jobs: Jobs,
        changes: ChangeControl,
        messages: MessageBar,
        view: QWidget,
        document: Callable[[], int | None],
        window: QWidget,
    ) -> None:
        """`document` gives the number of the document that is being read."""
        super().__init__(window)
        self._library = library
        self._changes = changes
        self._messages = messages
        self._view = view
        self._document = document
        self._window = window
        self._looking = Looking(jobs, self)
        self._pages: dict[bool, PastePage] = {}
        """The page whose texts become versions of what is read (true), and the one for a new corpus."""
        self._asks = False
        """Whether the reader is to be asked before what is looked at is added."""
        self._clip = Clip()
        """What is looked at, or was asked about."""
        self._question: Message | None = None
        self._instead: int | None = None
        """The number of the change that the texts on the page take the place of."""
        self._beside: int | None = None
        """The number of the document that the texts on the page become versions of."""
        self._added: dict[Path, Staged] = {}
        """What was added last."""
        self._named: set[str] = set()
        changes.review_of = self._review_of
        self._looking.found.connect(self._take_look)
        library.closing.connect(self._forget)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the commands do."""
        return {"paste": self.paste, "paste_texts": self.show_page, "paste_version": self.add_version}

    def paste(self) -> None:
        """Takes what is on the clipboard to where it makes sense now."""
        found = contents()
        page = next((page for page in self._pages.values() if page.isVisible()), None)
        if page is not None:
            page.bring_to_front()
            page.add(found)
        elif found.files:
            self._take_files(found.files)
        elif found.clip is None:
            self._tell_without_text(found)
        elif self._library.corpus is None:
            self._show(found, beside=None)
        else:
            reading = QApplication.focusWidget()
            self._look(found.clip, asks=reading is None or reading is self._view or self._view.isAncestorOf(reading))

    def show_page(self) -> None:
        """Shows the page for a new corpus, with what is on the clipboard if that is a text."""
        found = contents()
        self._show(found if found.clip is not None else None, beside=None)

    def add_version(self) -> None:
        """Puts what is on the clipboard beside the document that is being read."""
        found = contents()
        if found.files:
            self._changes.take(found.files, Target.VERSION)
        elif found.clip is None:
            self._tell_without_text(found)
        else:
            self._look(found.clip, asks=False)

    def leaves(self) -> bool:
        """Whether no pasted text is lost if the window closes now; else its page says so, and asked again it may."""
        # A page that puts texts beside others is never shown again as it was left.
        held = [page for beside, page in self._pages.items() if not beside or page.isVisible()]
        return all(page.leaves() for page in held)

    # What is on the clipboard

    def _take_files(self, files: Sequence[Path]) -> None:
        if self._library.corpus is None:
            self._library.take(files)
            return
        name = files[0].name
        text = (
            tr("The clipboard holds {n} files, {name} and others.", n=len(files), name=name)
            if len(files) > 1
            else tr("The clipboard holds the file {name}.", name=name)
        )
        answers = (
            Answer(tr("Open as a new corpus"), lambda: self._library.take(files)),
            Answer(tr("Add as a version"), lambda: self._changes.take(files, Target.VERSION)),
            Answer(tr("Add as a document"), lambda: self._changes.take(files, Target.DOCUMENT)),
        )
        self.told.emit(Message(Level.INFO, text, answers, _KEY))

    def _tell_without_text(self, found: Contents) -> None:
        self.told.emit(Message(Level.INFO, without_text(found), key=_KEY))

    def _name(self) -> str:
        """What a text that is pasted now is called: no two are called alike."""
        at = QDateTime.currentDateTime().toString("yyyy-MM-dd hh'h'mm")
        name = str(tr("Clipboard {when}", when=Safe(at)))
        name = next(
            one for number in count(1) if (one := f"{name} {number}" if number > 1 else name) not in self._named
        )
        self._named.add(name)
        return name

    # Beside the texts that are read

    def _look(self, clip: Clip, *, asks: bool) -> None:
        """What was asked about is added when it is pasted once more."""
        is_answer = self._question is not None and self._messages.message is self._question and clip == self._clip
        self._clip, self._asks = clip, asks and not is_answer
        self._looking.look(_LOOK, self._name(), clip)

    def _take_look(self, number: int, found: Look | HexaplaError) -> None:
        document = self._reading()
        if number != _LOOK or document is None:
            return
        if not isinstance(found, Look):
            self.told.emit(Message(Level.WARNING, word(found), key=_KEY))
        elif not found.is_sure:
            self._show(Contents(clip=self._clip), beside=document)
        elif self._asks:
            self._ask(found, document)
        else:
            self._add((Staged(found, self._clip, found.language, ""),), document)

    def _ask(self, look: Look, document: int) -> None:
        beginning = look.opening[0]
        if len(beginning) > _BEGINNING:
            beginning = f"{beginning[:_BEGINNING].rstrip()}…"
        text = tr(
            "On the clipboard is a text in {language}: {beginning} {key} once more puts it beside the others.",
            key=keys_of("paste"),
            language=language(look.language).own_name,
            beginning=beginning,
        )
        staged = (Staged(look, self._clip, look.language, ""),)
        answers = (
            Answer(tr("Add as a version"), lambda: self._add(staged, document)),
            Answer(tr("New corpus…"), lambda: self._show(Contents(clip=self._clip), beside=None)),
        )
        self._question = Message(Level.INFO, text, answers, _KEY)
        self.told.emit(self._question)

    def _add(self, texts: tuple[Staged, ...], document: int, *, instead: int | None = None) -> None:
        corpus = self._library.corpus
        if corpus is None:
            return
        self._messages.withdraw(_KEY)
        self._question = None
        last, _ = corpus.turns()
        if instead is not None and last is not None and last.number == instead:
            self._changes.editing.undo()
        self._added = {one.look.path: one for one in texts}
        name = "" if len(texts) == 1 else corpus.documents()[document].title
        self._changes.editing.add(
            list(self._added),
            "version",
            into=document,
            choices={
                one.look.path: one.look.choice(one.language, label if len(texts) > 1 or one.label else "", name)
                for one, label in zip(texts, labelled(texts), strict=True)
            },
            pasted={path: one.look.data for path, one in self._added.items()},
        )

    def _review_of(self, changed: Changed) -> Callable[[], object] | None:
        added = [self._added[file.file] for file in changed.files if file.file in self._added]
        if changed.action is not Action.ADD or not added or changed.change is None:
            return None
        return partial(self._review, tuple(added), changed.placements[0].document, changed.change.number)

    def _review(self, added: tuple[Staged, ...], document: int, change: int) -> None:
        """Shows what was added, to be added once more in another way."""
        page = self._show(None, beside=document)
        self._instead = change
        for one in added:
            page.add(Contents(clip=one.clip), one.language, one.label)

    # The page

    def _show(self, found: Contents | None, *, beside: int | None) -> PastePage:
        """Shows the page for a new corpus as it was left, that for versions of the document `beside` anew."""
        page = self._pages.get(beside is not None)
        if page is None:
            page = self._pages[beside is not None] = PastePage(
                looking=self._looking, name=self._name, parent=self._window
            )
            page.accepted_texts.connect(partial(self._accept, page))
        corpus = self._library.corpus
        if beside is not None and corpus is not None:
            page.clear()
            page.set_beside(corpus.documents()[beside].title)
            self._beside, self._instead = beside, None
        page.bring_to_front()
        if found is not None:
            page.add(found)
        return page

    def _accept(self, page: PastePage, texts: tuple[Staged, ...], title: str) -> None:
        if not texts:
            return
        page.close()
        page.clear()
        if page is self._pages.get(True):
            if self._beside is not None:
                self._add(texts, self._beside, instead=self._instead)
            return
        name = title or next((one.look.title for one in texts if one.look.title), texts[0].look.path.name)
        self._library.import_paths(
            [one.look.path for one in texts],
            {
                one.look.path: one.look.choice(one.language, label, name)
                for one, label in zip(texts, labelled(texts), strict=True)
            },
            pasted={one.look.path: one.look.data for one in texts},
        )

    def _reading(self) -> int | None:
        """The number of the document that is being read; the first if that cannot be told."""
        if self._library.corpus is None:
            return None
        return self._document() or 0

    def _forget(self) -> None:
        """Another corpus is going to be read, or none."""
        self._looking.drop(_LOOK)
        self._added = {}
        self._question = None
        self._messages.withdraw(_KEY)
        if True in self._pages:
            self._pages[True].close()
        self._beside = self._instead = None
