"""The table of settings: what each is called, what it means, where it starts and what it may be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from viewer.ui.i18n import noop


class Part(StrEnum):
    """The parts of the page of preferences, in order."""

    TEXT = noop("Text")
    LAYOUT = noop("Layout")
    WINDOW = noop("Window")
    SEARCH = noop("Search")
    REPAIR = noop("Repair")
    LOOKING_UP = noop("Looking up")
    MEMORY = noop("Remembered")
    """What the program notes by itself: it is shown to be forgotten, not to be chosen."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table."""

    key: str
    default: Any
    part: Part
    label: str
    help: str
    choices: Mapping[str, str] = field(default_factory=dict)
    """The values of a text that is chosen from some, with their names."""
    limits: tuple[float, float] | None = None
    """The least and the greatest value of a number."""
    percent: bool = False
    """A number that is shown in percent."""
    command: str = ""
    """The command that opens the page on which it is changed, if it has one of its own."""

    def accepts(self, value: Any) -> bool:
        """Whether `value` could have been written by this program."""
        kinds = (int, float) if isinstance(self.default, float) else type(self.default)
        if isinstance(value, bool) and not isinstance(self.default, bool):
            return False
        if not isinstance(value, kinds) or (self.choices and value not in self.choices):
            return False
        return self.limits is None or self.limits[0] <= value <= self.limits[1]


_Row = Callable[..., Setting]


def _of(part: Part) -> _Row:
    return lambda key, default, label, help_, **more: Setting(key, default, part, label, help_, **more)


_text, _layout, _window, _search, _repair, _looking_up, _memory = map(_of, Part)

SETTINGS: Final = (
    _text("zoom", 1.0, noop("Size"), noop("Size of all texts beside the ordinary one."),
          limits=(0.5, 4.0), percent=True),
    _text("text_width", 0, noop("Longest line"), noop("The greatest width of a line in em; 0 is that of its pane."),
          limits=(0, 200)),
    _text("styles", {}, noop("Style of a language"),
          noop("How all texts in a language are set, in every corpus, beside what the others have.")),
    _text("justify", False, noop("Justified lines"), noop("Lines are stretched to the width of their pane.")),
    _text("invisibles", False, noop("Signs over invisible characters"),
          noop("Spaces that are none, joiners and direction marks can be seen.")),
    _text("partner", True, noop("Likely partners of a sentence"),
          noop("The sentence under the pointer is marked with what says the same in the other versions.")),
    _text("blur", True, noop("Blurred translations"),
          noop("Translations that are hidden are blurred rather than left out.")),
    _text("smooth_scrolling", True, noop("Gliding"), noop("The texts glide when the wheel is turned.")),
    _text("caret", False, noop("Caret without a click"),
          noop("There is a caret in the texts from the start, to move and mark by keyboard.")),
    _layout("layout", "columns", noop("Versions"), noop("How the versions of a text stand."),
            choices={"columns": noop("Side by side"), "lines": noop("Under one another"),
                     "hidden": noop("Others hidden until asked for")}),
    _layout("level", "paragraph", noop("Rows"), noop("What a row is shown by."),
            choices={"paragraph": noop("Paragraphs"), "sentence": noop("Sentences")}),
    _layout("flowing", False, noop("Flowing versions"), noop("Each version flows by itself instead of row by row.")),
    _layout("freeze_first", False, noop("First version stays"),
            noop("The first pane stays while the others are scrolled sideways.")),
    _layout("mirrored", False, noop("First version at the right"),
            noop("The panes are in the order of scripts from right to left.")),
    _layout("gutter", True, noop("Row numbers"), noop("The numbers of the rows stand beside them.")),
    _layout("row_marks", True, noop("Marks beside the rows"),
            noop("Doubtful, edited and confirmed rows are marked beside the texts.")),
    _layout("tint_doubtful", False, noop("Tinted doubtful rows"), noop("The ground of doubtful rows is tinted.")),
    _layout("overview", True, noop("Overview"), noop("The whole corpus is a strip beside the texts.")),
    _window("theme", "system", noop("Colours"), noop("Colours of the window: as the system, or always these."),
            choices={"system": noop("As the system"), "light": noop("Light"), "dark": noop("Dark"),
                     "sepia": noop("Sepia")}),
    _window("menu_bar", True, noop("Menu bar"),
            noop("Without it, all menus are behind the button at the end of the bar.")),
    _window("outline", False, noop("Outline"), noop("The documents and headings are shown beside the texts.")),
    _window("notes", False, noop("List of notes"), noop("All bookmarks and notes are shown beside the texts.")),
    _search("search_mode", "literal", noop("Several words"), noop("How the search reads more than one word."),
            choices={"literal": noop("As one text"), "all": noop("All of them, anywhere in a row"),
                     "any": noop("Any of them")}),
    _search("search_exact", False, noop("Exactly as typed"),
            noop("The search tells accents, capitals and letter forms apart.")),
    _search("search_word", False, noop("Whole words"), noop("The search finds whole words only.")),
    _search("search_regex", False, noop("Regular expressions"), noop("What is typed is a regular expression.")),
    _search("search_loose_arabic", False, noop("Loose Arabic spelling"),
            noop("The search takes spellings of the long Arabic a for alike.")),
    _search("search_kana", False, noop("Either kana"), noop("The search takes hiragana and katakana for the same.")),
    _search("search_more", False, noop("Form with conditions"),
            noop("The search shows a line with a condition for each version.")),
    _repair("repair_realign", True, noop("Aligning after a repair"),
            noop("The rows around a repair are aligned anew when it is done.")),
    _looking_up("lookups", {}, noop("Dictionaries"),
                noop("Where a marked word is looked up: a web address or a program for each language."),
                command="dictionaries"),
    _looking_up("lookup_double_click", False, noop("By double click"),
                noop("A double click on a word looks it up, where its language has a dictionary.")),
    _memory("version_styles", [], noop("Styles of versions"),
            noop("Direction and size of the versions that were changed.")),
    _memory("recent", [], noop("Recent corpora"),
            noop("Corpora that were open, with the places where reading was left.")),
    _memory("session", [], noop("Open windows"),
            noop("The windows that are open, with corpus and place; the next start opens them again.")),
    _memory("window", "", noop("Size of the window"), noop("Size and place of the window that was closed last.")),
    _memory("hits_share", 0.72, noop("Share of the list of hits"),
            noop("The part of the width that the list of hits has beside the row of a hit."), limits=(0.1, 0.95)),
    _memory("commands_used", [], noop("Used commands"),
            noop("Commands that were run from the command palette, which come first there.")),
    _memory("export", {}, noop("Last export"), noop("Format, folder, layout and paper that were chosen.")),
    _memory("folder", "", noop("Last folder"), noop("Where the last file dialog was left.")),
    _memory("library_folders", [], noop("Folders of the library"),
            noop("Folders that the library page looks through besides that of imports.")),
    _memory("library_left_out", [], noop("Left out of the library"),
            noop("Corpora in these folders that were removed from the library page.")),
    _memory("sample", "", noop("Place of the sample"), noop("Where the sample was saved.")),
    _memory("unfinished_starts", 0, noop("Unfinished starts"),
            noop("How often in a row the program ended before its windows were open again."), limits=(0, 1_000_000)),
)  # fmt: skip
