"""What happens in an XLIFF file, in its order: the root, file elements, and whole units, notes and metadata.

Embedded originals, skeletons and tag definitions are passed over as they come.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

_NAMESPACE = "urn:oasis:names:tc:xliff:document"
_METADATA = "{urn:oasis:names:tc:xliff:metadata:2.0}metadata"
_LARGEST = 250_000
"""Elements of one unit; no program writes as many."""
_UNITS = {"trans-unit", "unit"}
_PASSED_OVER = {"skl", "skeleton", "internal-file", "external-file", "reference", "phase-group", "tool"}


@dataclass(frozen=True, slots=True)
class Begun:
    """The root or a file element."""

    attributes: dict[str, str]
    is_root: bool


@dataclass(slots=True)
class Whole:
    """A unit, or a note or metadata outside of units."""

    element: Element
    kind: str
    """`unit`, `note` or `metadata`."""


class Listener:
    """Builds the units of a file, and passes over everything else."""

    def __init__(self) -> None:
        self._namespaces: set[str] = {""}
        self._is_begun = False
        self._over = 0
        """How deep inside something that is passed over."""
        self._builder: Any = None
        self._depth = 0
        self._elements = 0
        self._found: list[Begun | Whole] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._builder is not None:
            self._builder.start(tag, dict(attributes))
            self._depth += 1
            self._elements += 1
            if self._elements > _LARGEST:
                raise ValueError(f"a unit has more than {_LARGEST} elements")
            return
        namespace, _, name = tag.rpartition("}")
        if not self._is_begun:
            if name.lower() != "xliff":
                raise ValueError(f"this is no XLIFF: its outermost element is {name[:40]}")
            self._is_begun = True
            self._namespaces.add(namespace)
            self._found.append(Begun(_plain(attributes), is_root=True))
        elif self._over or name in _PASSED_OVER or not (self._is_own(namespace) or tag == _METADATA):
            self._over += 1
        elif name == "file":
            self._found.append(Begun(_plain(attributes), is_root=False))
        elif name in _UNITS or name == "note" or tag == _METADATA:
            self._builder = TreeBuilder()
            self._builder.start(tag, dict(attributes))
            self._depth = 1
            self._elements = 0

    def end(self, tag: str) -> None:
        if self._builder is None:
            self._over = max(0, self._over - 1)
            return
        self._builder.end(tag)
        self._depth -= 1
        if self._depth == 0:
            kind = "metadata" if tag == _METADATA else "note" if tag.endswith("note") else "unit"
            self._found.append(Whole(self._builder.close(), kind))
            self._builder = None

    def data(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)

    def close(self) -> None:
        pass

    def taken(self) -> list[Begun | Whole]:
        found, self._found = self._found, []
        return found

    def _is_own(self, namespace: str) -> bool:
        return namespace in self._namespaces or namespace.startswith("{" + _NAMESPACE)


def _plain(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name.rpartition("}")[2]: value for name, value in attributes.items()}
