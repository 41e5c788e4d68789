"""The repository itself: what lies where, what is shipped, and which way the imports point."""

from __future__ import annotations

import ast
import importlib.metadata
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import viewer

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "viewer"
MODULES = sorted(PACKAGE.rglob("*.py"))

TOP_LEVEL = set(
    "viewer resources seeds tests pyproject.toml README.md Makefile LICENSE CHANGELOG.md CONTRIBUTING.md "
    ".gitignore .ci".split()
)

VOCABULARY = {"text", "model", "languages", "scripts", "errors", "assets"}
SERVICES = {"corpus", "search", "align", "formats"}
# What a part may import besides itself and the vocabulary; a part that is not named here may import every part but ui.
LAYERS: dict[str, set[str]] = {
    **{part: set() for part in VOCABULARY},
    "folders": set(),
    "corpus": set(),
    "align": set(),
    "formats": set(),
    "search": {"corpus"},
}


def part_of(module: Path) -> str:
    """`viewer/search/query.py` belongs to `search`, `viewer/cli.py` to `cli`."""
    first = module.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported_by(module: Path) -> set[str]:
    """Full names of what a module imports at any depth of its code; relative imports are written out."""
    names: set[str] = set()
    package = module.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join([*base, *([node.module] if node.module else [])])
            names.update(f"{start}.{alias.name}" for alias in node.names)
    return names


def identity(module: Path) -> str:
    return str(module.relative_to(ROOT))


def test_the_top_level_holds_what_was_agreed() -> None:
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {name.partition("/")[0] for name in listing.stdout.splitlines()} <= TOP_LEVEL


@pytest.mark.parametrize("module", MODULES, ids=identity)
def test_imports_follow_the_layers(module: Path) -> None:
    part = part_of(module)
    names = imported_by(module)
    parts = {name.split(".")[1] for name in names if name.startswith("viewer.")} - {"__version__"}
    libraries = {name.partition(".")[0] for name in names}
    assert part == "ui" or not {"PySide6", "shiboken6"} & libraries, "Qt lives in viewer/ui only"
    is_foreign_database = identity(module) == "viewer/formats/lingtrain_database.py"
    assert part in {"corpus", "ui"} or is_foreign_database or "sqlite3" not in libraries, "SQL lives in viewer/corpus"
    if part in LAYERS:
        assert parts <= LAYERS[part] | VOCABULARY | {part}


def test_the_services_run_without_qt() -> None:
    modules = [
        ".".join(module.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for module in MODULES
        if part_of(module) not in {"ui", "__main__"}
    ]
    code = f"import sys, {', '.join(modules)}\nsys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    child = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (child.returncode, child.stderr) == (0, "")


def test_every_module_says_what_it_is() -> None:
    silent = [identity(module) for module in MODULES if not ast.get_docstring(ast.parse(module.read_text("utf-8")))]
    assert silent == []


def test_every_font_is_under_the_open_font_licence() -> None:
    fonts = sorted((ROOT / "resources" / "fonts").glob("*.[to]tf"))
    assert fonts
    licence = (ROOT / "resources" / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    told = (ROOT / "resources" / "README.md").read_text(encoding="utf-8")
    for font in fonts:
        assert "SIL Open Font License, Version 1.1".encode("utf-16-be") in font.read_bytes(), font.name
        assert font.name in told, f"resources/README.md does not name {font.name}"


def test_the_version_is_the_same_everywhere() -> None:
    assert importlib.metadata.version("hexapla") == viewer.__version__
    assert viewer.__version__ in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_sample_is_unchanged() -> None:
    names = sorted(path.name for path in (ROOT / "seeds").glob("*.txt"))
    assert names == ["ar.txt", "de.txt", "ja.txt", "pt.txt", "ur.txt"]
    assert sum(path.stat().st_size for path in (ROOT / "seeds").glob("*.txt")) == 52_560


def test_the_wheel_brings_resources_and_seeds(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="hatchling is not installed: no wheel can be built offline")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    built = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("resources", "seeds"):
        shipped = {f"viewer/_data/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / folder).rglob("*.*")}
        assert shipped <= names
    assert {f"viewer/{path.relative_to(PACKAGE).as_posix()}" for path in MODULES} <= names
    assert not [name for name in names if name.startswith("tests/")]


def test_no_two_test_modules_are_called_alike() -> None:
    """Without packages pytest takes the one for the other, and only where both are collected at once."""
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]
    assert [name for name in sorted(set(names)) if names.count(name) > 1] == []
