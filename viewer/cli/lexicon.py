"""`hexapla lexicon`: what the user's own texts taught about how words are translated, and where it is kept."""

from __future__ import annotations

import argparse

from viewer import languages
from viewer.cli import output
from viewer.lexicons import Entry, Lexicons


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser(
        "lexicon",
        help="what your texts taught about translations",
        description="Texts that are aligned, and rows that you confirm, teach how words are translated; that helps to "
        "align other texts. It is kept on this computer only.",
    )
    todo = parser.add_mutually_exclusive_group()
    todo.add_argument("--empty", action="store_true", help="forget all of it")
    todo.add_argument("--off", action="store_true", help="neither use it nor learn, from now on")
    todo.add_argument("--on", action="store_true", help="use it and learn again")
    parser.add_argument("--json", action="store_true", help="one JSON object a pair of languages")
    parser.set_defaults(run=_lexicon)


def _lexicon(options: argparse.Namespace) -> None:
    lexicons = Lexicons()
    if options.empty:
        lexicons.empty()
    elif options.off or options.on:
        lexicons.turn(options.on)
    found = lexicons.entries()
    if options.json:
        for entry in found:
            output.json_line(_as_json(entry))
        return
    rows = [
        (*map(_called, entry.languages), str(entry.pairs), str(entry.documents), f"{entry.size / 1000:.0f} kB")
        for entry in found
    ]
    if rows:
        output.table([("language", "language", "pairs of words", "documents", "size"), *rows])
    else:
        print("nothing has been learned yet")
    print(f"kept in {output.name(lexicons.folder)}{'' if lexicons.is_on else '; switched off'}")


def _as_json(entry: Entry) -> dict[str, object]:
    return {
        "languages": list(entry.languages),
        "pairs": entry.pairs,
        "documents": entry.documents,
        "size": entry.size,
    }


def _called(tag: str) -> str:
    return output.foreign(languages.language(tag).name)
