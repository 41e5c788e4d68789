"""What lies where below a folder `share`, such as `/usr/share`: menu entry, types of files, icons, manual page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Final

from viewer import assets
from viewer.desktop import completion, manual, metainfo

_RESERVED: Final = re.compile(r'["`$\\]')
"""What has to be escaped inside the quotes of an Exec line."""
_PLAIN: Final = re.compile(r"[\w./+-]+", re.ASCII)


def write(share: Path, *, command: str = "hexapla") -> list[Path]:
    """Writes all of them and returns their paths, relative to `share`.

    `command` starts the program: its name, or its whole path where it may lie in no folder that menus look into.
    """
    written = []
    for place, contents in _files(command).items():
        file = share / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(contents())
        written.append(Path(place))
    return written


def _files(command: str) -> dict[str, Callable[[], bytes]]:
    return {
        "applications/hexapla.desktop": lambda: menu_entry(_resource("desktop/hexapla.desktop").decode(), command),
        "metainfo/hexapla.viewer.hexapla.metainfo.xml": _metainfo,
        "mime/packages/hexapla.xml": partial(_resource, "desktop/hexapla.mime.xml"),
        "man/man1/hexapla.1": lambda: manual.page().encode(),
        "bash-completion/completions/hexapla": lambda: completion.script().encode(),
        **_icons(),
    }


def menu_entry(template: str, command: str) -> bytes:
    """The desktop entry, started by `command`."""
    return re.sub("^Exec=hexapla", lambda _: f"Exec={_quoted(command)}", template, flags=re.MULTILINE).encode()


def _quoted(command: str) -> str:
    """As the Desktop Entry Specification wants it: quoted for Exec, and escaped once more as any string of the file."""
    if _PLAIN.fullmatch(command):
        return command
    escaped = _RESERVED.sub(lambda found: f"\\{found[0]}", command).replace("\\", "\\\\").replace("%", "%%")
    return f'"{escaped}"'


def _metainfo() -> bytes:
    changelog = assets.document("CHANGELOG.md").read_text(encoding="utf-8")
    return metainfo.complete(_resource("desktop/hexapla.metainfo.xml"), changelog=changelog, urls=_urls())


def _urls() -> Mapping[str, str]:
    """Of `[project.urls]` in pyproject.toml, by their names."""
    told = metadata.metadata("hexapla").get_all("Project-URL") or []
    return {name: url for name, _, url in (one.partition(", ") for one in told)}


def _icons() -> dict[str, Callable[[], bytes]]:
    from viewer.ui import program_icon  # Qt draws them

    files: dict[str, Callable[[], bytes]] = {}
    for name, kind in ((program_icon.PROGRAM, "apps"), (program_icon.CORPUS, "mimetypes")):
        files[f"icons/hicolor/scalable/{kind}/{name}.svg"] = partial(_resource, f"icons/{name}.svg")
        for size in program_icon.SIZES:
            files[f"icons/hicolor/{size}x{size}/{kind}/{name}.png"] = partial(program_icon.png, name, size)
    return files


def _resource(name: str) -> bytes:
    return (assets.resources() / name).read_bytes()
