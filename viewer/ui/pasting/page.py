"""The page of pasted texts: a box for each, and one more that waits for the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from viewer.importing.pasting import Clip, Look
from viewer.languages import UNKNOWN, language
from viewer.ui.commands import keys_of
from viewer.ui.dialogs.page import Page
from viewer.ui.i18n import Safe, translator
from viewer.ui.pasting.clipboard import Contents, contents
from viewer.ui.pasting.looking import Looking
from viewer.ui.pasting.text_box import TextBox, without_text
from viewer.ui.widgets.yielding import YieldingArea

tr = translator("PastePage")

_LOWEST: Final = 150
"""Pixels of a box."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A text that is ready, with what is said of it."""

    look: Look
    clip: Clip
    """What it was found in."""
    language: str
    """BCP 47 tag; empty if it is not known."""
    label: str


class PastePage(Page):
    """Stays as it is when it is closed: what was pasted and typed is there again when it is shown next."""

    accepted_texts = Signal(object, str)
    """A tuple of Staged, and the title; empty if the texts are to say it themselves."""

    def __init__(self, *, looking: Looking, name: Callable[[], str], parent: QWidget | None = None) -> None:
        """`name` gives what a text that is pasted now is called."""
        content = QWidget()
        super().__init__(
            tr("Paste texts"),
            content,
            parent,
            introduction=tr(
                "Copy a version of a text in another program, paste it here with {key}, then the next one.",
                key=keys_of("paste"),
            ),
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self._looking = looking
        self._name = name
        self._numbers: dict[int, TextBox] = {}
        self._names: dict[int, str] = {}
        self._next = 0
        self._removed: TextBox | None = None
        self._beside: str | None = None
        self._warned_of: list[Clip | None] = []
        """What was on the page when the reader was told that it would be lost."""
        self.boxes: list[TextBox] = []
        self.title = QLineEdit()
        self.title.setObjectName("filter")
        self.title.setAccessibleName(tr("Title"))
        self.said = QLabel()
        self.said.setObjectName("how")
        self.said.setWordWrap(True)
        self.said.hide()
        self.put_back = QPushButton(tr("Put it back"))
        self.put_back.hide()
        self.another = QPushButton(tr("Paste another"))
        self.another.setToolTip(tr("Take what is on the clipboard as the next version ({key})", key=keys_of("paste")))
        self.accept_button = QPushButton()
        self.accept_button.setDefault(True)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._lay_out(content)
        self._connect_signals()
        self._add_box()
        self._refresh()
        self.resize(760, 720)

    def _lay_out(self, content: QWidget) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        column.addLayout(self._list, 1)
        self.area = YieldingArea(inside)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.title)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.said)
        self.buttons.insertWidget(0, self.another)
        self.buttons.insertWidget(1, self.put_back)
        self.buttons.insertWidget(3, self.accept_button)

    def _connect_signals(self) -> None:
        self._looking.found.connect(self._take_found)
        self.another.clicked.connect(self.paste)
        self.put_back.clicked.connect(self._put_back)
        self.accept_button.clicked.connect(self._accept)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, activated=self.paste)

    def set_beside(self, title: str | None) -> None:
        """The texts become versions of the document of this title; None if they become a corpus of their own."""
        self._beside = title
        self._say(Safe("") if title is None else tr("They are put beside the versions of {title}.", title=title))
        self._refresh()

    def paste(self) -> None:
        """Takes what is on the clipboard as the next text."""
        self.add(contents())

    def add(self, found: Contents, tag: str = "", label: str = "") -> None:
        """Takes a text into the box that waits for one; `tag` and `label` are what is said of it, if anything."""
        if found.clip is None:
            self._say(without_text(found))
            return
        self.set_beside(self._beside)
        same = next((box for box in self.boxes if box.clip == found.clip), None)
        if same is not None:
            self._say(tr("This text is on the page already."))
            self._show_box(same)
            return
        box = self.boxes[-1] if self.boxes[-1].is_empty else self._add_box()
        box.take(found)
        box.language.choose(tag)
        box.label.setText(label)
        self._show_box(box)

    def texts(self) -> list[Staged]:
        """The texts that are ready, in their order."""
        staged = []
        for box in self.boxes:
            if box.look is not None:
                tag = box.language.tag
                label = " ".join(box.label.text().split())
                staged.append(Staged(box.look, box.held, "" if tag == UNKNOWN else tag, label))
        return staged

    def leaves(self) -> bool:
        """Whether nothing is lost if the page goes for good now; else that is said, and asked once more it may."""
        held = [box.clip for box in self.boxes if not box.is_empty]
        if held == self._warned_of:
            return True
        self._warned_of = held
        wish = self._wish(len(held))
        self._say(
            tr("These texts are kept nowhere yet: press {wish}, or close the window again to drop them.", wish=wish)
        )
        self.bring_to_front()
        return False

    def clear(self) -> None:
        """Takes all texts off the page."""
        self._warned_of = []
        for box in self.boxes:
            self._let_go(box)
        self.boxes = []
        self._forget_removed()
        self.title.clear()
        self._add_box()
        self.set_beside(None)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.boxes[-1].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_box(self, box: TextBox | None = None, place: int | None = None) -> TextBox:
        if box is None:
            box = TextBox()
            number = self._next
            self._next += 1
            self._numbers[number] = box
            box.setMinimumHeight(_LOWEST)
            box.look_wanted.connect(partial(self._look, number))
            box.changed.connect(self._refresh)
            box.removed.connect(partial(self._remove, box))
            box.moved.connect(partial(self._move, box))
        place = len(self.boxes) if place is None else place
        self.boxes.insert(place, box)
        self._list.insertWidget(place, box)
        box.show()
        return box

    def _look(self, number: int, clip: Clip) -> None:
        if number not in self._names:
            self._names[number] = self._name()
        self._looking.look(number, self._names[number], clip)

    def _take_found(self, number: int, found: Look | BaseException) -> None:
        box = self._numbers.get(number)
        if box is None:
            return
        if isinstance(found, Look):
            box.show_look(found)
        else:
            box.show_trouble(found)  # type: ignore[arg-type]

    def _remove(self, box: TextBox) -> None:
        """Takes it off the page, from where it can be put back: what was typed is nowhere else."""
        self._forget_removed()
        place = self.boxes.index(box)
        self.boxes.remove(box)
        self._list.removeWidget(box)
        box.hide()
        box.setParent(self)
        self._removed = box
        self.put_back.show()
        self._say(tr("A text was removed."))
        self._refresh()
        self.boxes[min(place, len(self.boxes) - 1)].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_back(self) -> None:
        box, self._removed = self._removed, None
        if box is not None:
            self._add_box(box, len(self.boxes) - 1)
            self.put_back.hide()
            self._say(Safe(""))
            self._refresh()
            box.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget_removed(self) -> None:
        if self._removed is not None:
            self._let_go(self._removed)
            self._removed = None
        self.put_back.hide()

    def _let_go(self, box: TextBox) -> None:
        number = next(number for number, known in self._numbers.items() if known is box)
        del self._numbers[number]
        self._names.pop(number, None)
        self._looking.drop(number)
        self._list.removeWidget(box)
        box.hide()
        box.deleteLater()

    def _move(self, box: TextBox, by: int) -> None:
        place = self.boxes.index(box)
        to = place + by
        if 0 <= to < len(self.boxes):
            self.boxes.insert(to, self.boxes.pop(place))
            self._list.removeWidget(box)
            self._list.insertWidget(to, box)
            self._refresh()
            self._show_box(box)
            button = box.up if by < 0 else box.down
            (button if button.isEnabled() else box.down if by < 0 else box.up).setFocus()

    def _refresh(self) -> None:
        """One box waits at the end, and what can be done is said by the buttons."""
        if not self.boxes[-1].is_empty:
            self._add_box()
        filled = [box for box in self.boxes if not box.is_empty]
        for place, box in enumerate(self.boxes):
            box.set_place(place, len(filled))
        titles = [box.look.title for box in filled if box.look is not None and box.look.title]
        self.title.setPlaceholderText(titles[0] if titles else tr("Title"))
        self.title.setVisible(bool(filled) and self._beside is None)
        self.accept_button.setText(self._wish(len(filled)))
        self.accept_button.setEnabled(bool(filled) and all(box.look is not None for box in filled))

    def _wish(self, texts: int) -> Safe:
        if self._beside is not None:
            return tr("Add as versions") if texts > 1 else tr("Add as a version")
        return tr("Show side by side") if texts > 1 else tr("Show the text")

    def _show_box(self, box: TextBox) -> None:
        # The layout has to know the box before it can be scrolled to.
        QTimer.singleShot(0, box, lambda: self.area.ensureWidgetVisible(box, 0, 12))

    def _say(self, text: Safe) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _accept(self) -> None:
        self.accepted_texts.emit(tuple(self.texts()), " ".join(self.title.text().split()))


def labelled(texts: tuple[Staged, ...]) -> list[str]:
    """A label for each text, no two of one language alike: what is labelled alike would be parts of one text."""
    taken: set[tuple[str, str]] = set()
    labels = []
    for one in texts:
        wanted = one.label or language(one.language or UNKNOWN).own_name
        label, number = wanted, 1
        while (one.language, label.casefold()) in taken:
            number += 1
            label = f"{wanted} {number}"
        taken.add((one.language, label.casefold()))
        labels.append(label)
    return labels
