"""Where styles are kept: in the settings, for reading does not change a corpus.

Font, size and line height go by language: they are a matter of the script and of the reader's eyes, and hold in every
corpus. What is said of one version goes by the corpus's UUID and the version's id: so it outlives a renamed or moved
file, and the list of recent corpora, which is short.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from viewer.model import Version, VersionId
from viewer.ui.reading.styles import VersionStyle
from viewer.ui.settings import Settings

_MOST: Final = 200
"""Corpora whose versions are remembered."""
_NOTHING: Final = VersionStyle()


class KeptStyles:
    """Styles of languages, and of the versions of corpora."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def of_language(self, tag: str) -> VersionStyle:
        return VersionStyle.from_json(self._settings["styles"].get(tag))

    def set_language(self, tag: str, style: VersionStyle) -> None:
        """Sets a language in all windows."""
        kept = {other: said for other, said in self._settings["styles"].items() if other != tag}
        self._settings.choose("styles", kept if style == _NOTHING else kept | {tag: style.to_json()})

    def of_version(self, corpus: str, version: VersionId) -> VersionStyle:
        """The style of a version alone; `corpus` is the UUID of the corpus."""
        return VersionStyle.from_json(self._versions(corpus).get(version))

    def set_version(self, corpus: str, version: VersionId, style: VersionStyle) -> None:
        versions = {other: said for other, said in self._versions(corpus).items() if other != version}
        if style != _NOTHING:
            versions[version] = style.to_json()
        others = [entry for entry in self._settings["version_styles"] if not _is_of(entry, corpus)]
        entries = [*others, {"corpus": corpus, "versions": versions}] if versions else others
        self._settings["version_styles"] = entries[-_MOST:]

    def of_all(self, corpus: str, versions: Iterable[Version]) -> dict[VersionId, VersionStyle]:
        """How each version is to be set: its own style over that of its language."""
        return {
            version.id: self.of_version(corpus, version.id).over(self.of_language(version.language))
            for version in versions
        }

    def _versions(self, corpus: str) -> dict[str, Any]:
        entry: Any = next((entry for entry in self._settings["version_styles"] if _is_of(entry, corpus)), {})
        said = entry.get("versions")
        return said if isinstance(said, dict) else {}


def _is_of(entry: Any, corpus: str) -> bool:
    return isinstance(entry, dict) and entry.get("corpus") == corpus
