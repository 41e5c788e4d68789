"""The conditions that are read from the search field, as chips and as a form, and how either changes what is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu

from viewer.model import Version, VersionId
from viewer.search.clauses import Clause, Mode, Presence
from viewer.search.query import clauses_in
from viewer.search.wording import prefix_of, rewritten, text_of, without
from viewer.ui.commands import Actions, Menu
from viewer.ui.i18n import Safe, noop, translator
from viewer.ui.searching.condition_chips import Condition, ConditionChips
from viewer.ui.searching.field import SearchField
from viewer.ui.searching.more import More
from viewer.ui.searching.switches import ROWS, Switches
from viewer.ui.searching.wording import KINDS, clause_words, names_of
from viewer.ui.searching.wording import tr as words

tr = translator("SearchBar")

_PRESENCES: Final = {
    Presence.CONTAINS: noop("&Contains It"),
    Presence.LACKS: noop("&Does Not Contain It"),
    Presence.FILLED: noop("Is &Not Empty"),
    Presence.EMPTY: noop("&Is Empty"),
}


class Conditions(QObject):
    """Shows what is read from the field. What is changed goes into the field, and is read from there."""

    def __init__(self, *, field: SearchField, actions: Actions, switches: Switches, parent: QObject) -> None:
        super().__init__(parent)
        self._field = field
        self._actions = actions
        self._switches = switches
        self._versions: tuple[Version, ...] = ()
        self.chips = ConditionChips(lambda: field.setFocus(Qt.FocusReason.OtherFocusReason))
        self.more = More(actions)
        self.more.hide()
        self.more.where.chosen.connect(switches.look_within)
        self.more.form.changed.connect(self._rewrite)
        actions["search_more"].toggled.connect(self._show_more)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses that are written in the field."""
        everywhere = tuple(version.id for version in self._versions)
        return clauses_in(
            self._field.text(),
            versions=self._versions,
            free=self._switches.within or everywhere,
            mode=self._switches.mode,
            regex=self._switches.is_on("search_regex"),
        )

    def set_versions(self, versions: Sequence[Version]) -> None:
        """What conditions can be about."""
        self._versions = tuple(versions)
        self.more.where.set_versions(versions)
        self.show()

    def show(self) -> None:
        """Shows what is in the field now, and how it is to be read."""
        clauses = self.clauses
        self.more.where.show_chosen(self._switches.within)
        self._show_form()
        self.chips.set_conditions([*self._clause_chips(clauses), *self._switch_chips()])

    def take_keyboard(self) -> bool:
        """Puts the keyboard on the first condition that can be seen; whether there is one."""
        if self.chips.take_keyboard():
            return True
        if self.more.isHidden():
            return False
        self.more.form.take_keyboard()
        return True

    def add(self, presence: Presence, version: VersionId, text: str) -> None:
        """Asks for rows with, or without, words of a version as well."""
        several = " " in text and self._switches.mode is not Mode.LITERAL
        self._rewrite(None, presence, prefix_of((version,), self._versions), f'"{text}"' if several else text)

    def _rewrite(self, clause: Clause | None, presence: Presence | None, prefix: str, text: str) -> None:
        """Makes another clause of one in the field, or adds one, or takes one away."""
        source = self._field.text()
        if presence is None:
            self._field.rewrite(source if clause is None else without(source, clause))
            return
        self._field.rewrite(
            rewritten(
                source,
                clause,
                presence,
                clause.prefix if clause is not None else prefix,
                text,
                versions=self._versions,
                mode=self._switches.mode,
                regex=self._switches.is_on("search_regex"),
            )
        )

    def _show_more(self, shown: bool) -> None:
        focused = self.more.window().focusWidget()
        if not shown and focused is not None and self.more.isAncestorOf(focused):
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.more.setVisible(shown)
        self._show_form()

    def _show_form(self) -> None:
        """Of fifty versions nobody wants to wait for lines that are not to be seen."""
        if not self.more.isHidden():
            self.more.form.show_clauses(self.clauses, self._field.text(), self._versions)

    def _edit(self, clause: Clause) -> None:
        """Puts the cursor on the text of a clause."""
        self._field.select(clause.stop - len(text_of(clause, self._field.text())), clause.stop)

    def _clause_chips(self, clauses: Sequence[Clause]) -> list[Condition]:
        """A chip for each clause; what is typed without any prefix needs none as long as it is alone."""
        if all(clause.is_free for clause in clauses):
            return []
        source = self._field.text()
        return [
            Condition(
                clause_words(clause, source, self._versions),
                partial(self._rewrite, clause, None, "", ""),
                partial(self._offer_kinds, clause),
            )
            for clause in clauses
        ]

    def _offer_kinds(self, clause: Clause, menu: QMenu) -> None:
        text = text_of(clause, self._field.text())
        menu.addAction(tr("&Edit the Text")).triggered.connect(lambda: self._edit(clause))
        if clause.is_free:
            return
        menu.addSeparator()
        for presence, kind in _PRESENCES.items():
            if text or presence in (Presence.FILLED, Presence.EMPTY):
                action = menu.addAction(tr(kind))
                action.setCheckable(True)
                action.setChecked(presence is clause.presence)
                action.triggered.connect(partial(self._rewrite, clause, presence, clause.prefix, text))

    def _switch_chips(self) -> list[Condition]:
        """Chips for kinds of rows and for scopes."""
        switches, actions = self._switches, self._actions
        chips = [
            self._switch_chip(tr("Rows {kind}", kind=words(KINDS[kind])), actions[name].trigger, Menu.ROWS)
            for name, kind in ROWS.items()
            if kind in switches.rows
        ]
        if switches.within is not None:
            within = tr("Only in {versions}", versions=names_of(switches.within, self._versions))
            chips.append(self._switch_chip(within, partial(switches.look_within, None), Menu.SCOPE))
        if switches.document is not None:
            within = tr("Only in {document}", document=switches.title)
            chips.append(self._switch_chip(within, actions["search_document"].trigger, Menu.SCOPE))
        if not switches.scope.furniture:
            within = tr("Without page furniture")
            chips.append(self._switch_chip(within, actions["search_content"].trigger, Menu.SCOPE))
        return chips

    def _switch_chip(self, said: Safe, remove: Callable[[], object], menu: Menu) -> Condition:
        return Condition(said, remove, lambda found: found.addActions(self._actions.menu(menu).actions()))
