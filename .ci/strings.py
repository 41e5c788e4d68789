#!/usr/bin/env python3
"""Gathers all words of the window for translators, as `resources/translations/hexapla_LANGUAGE.ts`, and compiles them.

Qt's lupdate does not know `translator`, `counter` and `noop` of `viewer/ui/i18n.py`, so it is given a module that says
the same in words that it does know. What is translated already stays. Without a language, all are renewed.
"""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLES = "Tables"
"""The context of strings that stand in tables; see `viewer/ui/i18n.py`."""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("languages", nargs="*", metavar="LANGUAGE", help="such as de or pt_BR")
    options.add_argument("--folder", type=Path, default=ROOT / "resources" / "translations")
    given = options.parse_args()
    given.folder.mkdir(exist_ok=True)
    files = sorted(
        {*given.folder.glob("hexapla_*.ts"), *(given.folder / f"hexapla_{one}.ts" for one in given.languages)}
    )
    if not files:
        print("no language is here yet; name one: make strings ARGS=de")
        return 2
    tools = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as folder:
        module = Path(folder) / "words.py"
        module.write_text("\n".join(sorted(set(words()))), encoding="utf-8")
        quiet = ["-silent", "-locations", "none", "-no-ui-lines"]
        for file in sorted(files):
            subprocess.run([tools / "pyside6-lupdate", *quiet, module, "-ts", file], check=True)
            subprocess.run([tools / "pyside6-lrelease", "-silent", file], check=True)
            print(f"{file}: translate it with Qt Linguist, and run this again")
    return 0


def words() -> Iterator[str]:
    """A call that lupdate knows for each string that is translated."""
    for module in (ROOT / "viewer" / "ui").rglob("*.py"):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        contexts = {name: context for node in ast.walk(tree) for name, context in context_of(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield from call(node.func.id, node.args, contexts)


def context_of(node: ast.AST) -> Iterator[tuple[str, str]]:
    """The name that a translator is bound to, and its context."""
    match node:
        case ast.Assign(
            targets=[ast.Name(id=name)],
            value=ast.Call(func=ast.Name(id="translator" | "counter"), args=[ast.Constant(value=str(context))]),
        ):
            yield name, context


def call(name: str, arguments: list[ast.expr], contexts: dict[str, str]) -> Iterator[str]:
    match name, arguments:
        case "noop", [ast.Constant(value=str(text))]:
            yield f"QCoreApplication.translate({TABLES!r}, {text!r})"
        case _, [ast.Constant(value=str()), ast.Constant(value=str(text)), _] if name in contexts:
            # lupdate takes only a number for a number
            yield f'QCoreApplication.translate({contexts[name]!r}, {text!r}, "", 2)'
        case _, [ast.Constant(value=str(text)), *_] if name in contexts:
            yield f"QCoreApplication.translate({contexts[name]!r}, {text!r})"


if __name__ == "__main__":
    sys.exit(main())
