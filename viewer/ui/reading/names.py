"""What a version is called: beside its text, in a sentence, on a button."""

from __future__ import annotations

from collections.abc import Iterable

from viewer.languages import language
from viewer.model import Version
from viewer.ui.i18n import Safe, isolate, translator

tr = translator("Names")


def label_of(version: Version) -> str:
    """What is said beside the language's own name: nothing that the name says already."""
    known = language(version.language)
    return "" if version.label.casefold() in (known.own_name.casefold(), known.name.casefold()) else version.label


def title_of(version: Version) -> str:
    """The name of a version in a sentence: language, and label where it says more."""
    label = label_of(version)
    return f"{language(version.language).name}, {label}" if label else language(version.language).name


def short_name_of(version: Version, others: Iterable[Version]) -> str:
    """The language's own name, with the label where another version has the same language."""
    own = language(version.language).own_name
    twins = any(other.id != version.id and language(other.language).own_name == own for other in others)
    return f"{own}, {version.label}" if twins and label_of(version) else own


def called(version: Version, versions: Iterable[Version]) -> Safe:
    """A version in a sentence that has little room: its language, and what tells it apart from others that speak it."""
    name = language(version.language).name
    if sum(other.language == version.language for other in versions) > 1:
        return tr("{language} ({label})", language=name, label=version.label or version.id)
    return isolate(name)
