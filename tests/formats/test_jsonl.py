"""JSON Lines: what a corpus is exported as comes back, and what is wrong is refused with its line."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from viewer.cli.reading import info, row
from viewer.corpus import Corpus
from viewer.errors import EmptyFile, HexaplaError, Malformed
from viewer.formats.draft import Caution, Draft, DraftAnnotation, DraftLink
from viewer.formats.registry import read, recognise
from viewer.formats.source import SourceFile
from viewer.importing import import_files
from viewer.model import Kind, Status

INFO: dict[str, Any] = {
    "title": "Zwei",
    "units": 3,
    "documents": [{"title": "Eins", "units": 2}, {"title": "Zwei", "units": 1}],
    "versions": [
        {"id": "de", "language": "de", "label": "Luther", "direction": "ltr", "segments": 2},
        {"id": "ar", "language": "ar", "label": "العربية", "direction": "rtl", "segments": 2},
        {"id": "de-2", "language": "de", "label": "Zürcher", "direction": "ltr", "segments": 2},
    ],
}


def segment(number: int, text: str, kind: str = "body") -> dict[str, Any]:
    return {"segment": number, "kind": kind, "text": text}


ROWS: list[dict[str, Any]] = [
    {
        "unit": 0,
        "document": 0,
        "confidence": 0.8125,
        "status": "confirmed",
        "cells": {
            "de": [segment(0, "Im Anfang", "heading"), segment(1, "war\ndas Wort")],
            "ar": [segment(0, "في البدء")],
        },
    },
    {"unit": 1, "document": 0, "confidence": None, "status": "review", "cells": {"ar": [segment(1, "🙂", "verse")]}},
    {"unit": 2, "document": 1, "confidence": 1.0, "status": "automatic", "cells": {"de-2": [segment(0, "Allein")]}},
]


def text_of(*objects: object) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)


def lines(content: str | bytes, name: str = "t.jsonl") -> Draft:
    return read(SourceFile(Path(name), content if isinstance(content, bytes) else content.encode()))


def drain(draft: Draft) -> int:
    count = 0
    for document in draft.documents:
        assert document.units
        sizes = [sum(1 for _ in text.segments("")) for text in document.texts]
        assert sizes == [text.size for text in document.texts]
        units = list(document.units())
        assert [cell[1] for cell in units[-1].cells] == sizes
        count += len(units)
    return count


def exported(path: Path) -> list[dict[str, object]]:
    with Corpus.open(path, read_only=True) as corpus:
        return [
            json.loads(json.dumps(one))
            for one in (
                info(corpus.title, corpus.unit_count, corpus.documents(), corpus.versions()),
                *map(row, corpus.units(0, corpus.unit_count)),
            )
        ]


def test_versions_documents_kinds_status_and_confidence_come_back() -> None:
    draft = lines(text_of(INFO, *ROWS))
    assert draft.format == "JSON Lines"
    assert [document.title for document in draft.documents] == ["Eins", "Zwei"]
    first, second = draft.documents
    assert [(text.language, text.label, text.size) for text in first.texts] == [
        ("de", "Luther", 2),
        ("ar", "العربية", 2),
        ("de", "Zürcher", 0),
    ]
    assert [(one.kind, one.text) for one in first.texts[0].segments("")] == [
        (Kind.HEADING, "Im Anfang"),
        (Kind.BODY, "war\ndas Wort"),
    ]
    assert first.units
    assert [(unit.cells, unit.status, unit.confidence) for unit in first.units()] == [
        (((0, 2), (0, 1), (0, 0)), Status.CONFIRMED, 0.8125),
        (((2, 2), (1, 2), (0, 0)), Status.REVIEW, None),
    ]
    assert [(text.id, [one.text for one in text.segments("")]) for text in second.texts] == [("de-2", ["Allein"])]
    assert drain(draft) == 3


def test_what_stands_beside_a_segment_comes_back() -> None:
    told = [[0, 2, "ruby", "x"], ["id", "7"], ["source", 3, "moved"], [0, 99, "ruby", "y"], [True], "?"]
    own = [segment(0, "a"), {**segment(1, "eins"), "excluded": True, "annotations": told}]
    other = [{**segment(0, "ب"), "annotations": [["target", 3, "moved"], ["target", 4, "moved"]]}]
    (document,) = lines(text_of(INFO, {**ROWS[0], "cells": {"de": own, "ar": other}})).documents
    found = list(document.texts[0].segments(""))[1]
    assert found.excluded
    assert found.annotations == (DraftAnnotation(0, 2, "ruby", "x"), DraftAnnotation(0, 4, "id", "7"))
    assert document.links
    assert list(document.links()) == [DraftLink((0, 1), (1, 0), "moved")]


def test_what_is_exported_comes_back_row_by_row(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text(text_of(INFO, *ROWS), encoding="utf-8")
    import_files([tmp_path / "t.jsonl"], tmp_path / "c.hexapla")
    again = exported(tmp_path / "c.hexapla")
    assert again[1:] == ROWS
    versions = again[0]["versions"]
    assert isinstance(versions, list)
    assert [(one["id"], one["label"]) for one in versions] == [
        ("de", "Luther"),
        ("ar", "العربية"),
        ("de-2", "Zürcher"),
    ]
    (tmp_path / "u.jsonl").write_text(text_of(*again), encoding="utf-8")
    import_files([tmp_path / "u.jsonl"], tmp_path / "d.hexapla")
    assert exported(tmp_path / "d.hexapla")[1:] == ROWS


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings_line_ends_and_blank_lines(encoding: str) -> None:
    content = text_of(INFO, *ROWS).replace("}\n", "}\r\n\r\n")
    assert drain(lines(content.encode(encoding))) == 3


def test_the_content_tells_what_it_is() -> None:
    assert recognise(SourceFile(Path("t.txt"), text_of(INFO, *ROWS).encode())).name == "JSON Lines"
    assert recognise(SourceFile(Path("t.txt"), b'{"a": 1}\n')).name == "plain text"


def test_a_part_of_a_corpus_may_begin_anywhere() -> None:
    draft = lines(text_of(INFO, ROWS[1], ROWS[2]))
    assert [document.title for document in draft.documents] == ["Eins", "Zwei"]
    assert drain(draft) == 2


def test_language_tags_that_differ_in_spelling_are_one_language() -> None:
    given = {**INFO, "versions": [{**one, "language": one["language"].upper()} for one in INFO["versions"]]}
    assert [text.language for text in lines(text_of(given, *ROWS)).documents[0].texts] == ["de", "ar", "de"]


def test_what_no_text_holds_is_replaced_with_a_warning() -> None:
    odd = {**ROWS[1], "cells": {"ar": [segment(0, "a\0b\ud800c")]}}
    draft = lines(json.dumps(INFO) + "\n" + json.dumps(odd) + "\n")
    assert [one.text for one in draft.documents[0].texts[1].segments("")] == ["a\ufffdb\ufffdc"]
    assert {(one.key, one.place) for one in draft.warnings} == {
        (Caution.NUL_REPLACED, "line 2"),
        (Caution.SURROGATES_REPLACED, "line 2"),
    }


def test_a_giant_segment_is_cut() -> None:
    draft = lines(text_of(INFO, {**ROWS[1], "cells": {"ar": [segment(0, "Wort " * 50_000)]}}))
    assert draft.documents[0].texts[1].size == 3
    assert drain(draft) == 1
    assert [one.key for one in draft.warnings] == [Caution.SEGMENTS_CUT]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("Hallo\n", "line 1"),
        ("[]\n", "line 1"),
        ("{}\n", "line 1"),
        (text_of({**INFO, "versions": []}), "line 1"),
        (text_of({**INFO, "versions": [1]}), "line 1"),
        (text_of({**INFO, "versions": [{"id": "x", "language": "no language"}]}), "line 1"),
        (text_of({**INFO, "versions": INFO["versions"][:1] * 2}), "line 1"),
        (text_of({**INFO, "documents": None}), "line 1"),
        (text_of(INFO, *ROWS)[:-20], "line 4"),
        (text_of(INFO, ROWS[0], "x"), "line 3"),
        (text_of(INFO, {**ROWS[0], "document": 2}), "line 2"),
        (text_of(INFO, {**ROWS[0], "document": True}), "line 2"),
        (text_of(INFO, ROWS[2], ROWS[0]), "line 3"),
        (text_of(INFO, {**ROWS[0], "cells": {"ur": []}}), "line 2"),
        (text_of(INFO, {**ROWS[0], "cells": {"de": 1}}), "line 2"),
        (text_of(INFO, {**ROWS[0], "cells": {"de": [{"text": 1}]}}), "line 2"),
        (text_of(INFO, {**ROWS[0], "cells": None}), "line 2"),
        (text_of(INFO, {**ROWS[0], "status": ["x"]}), "line 2"),
        (text_of(INFO, {**ROWS[0], "confidence": 7}), "line 2"),
        (text_of(INFO, {**ROWS[0], "confidence": float("nan")}), "line 2"),
        (text_of(INFO) + "[" * 100_000 + "\n", "line 2"),
        (text_of(INFO) + '{"document": ' + "9" * 10_000 + "}\n", "line 2"),
    ],
)
def test_broken_files_are_refused_with_the_line(content: str, place: str) -> None:
    with pytest.raises(Malformed) as raised:
        lines(content)
    assert raised.value.place == place


@pytest.mark.parametrize("rows", [[], [{**ROWS[0], "cells": {}}], [{**ROWS[0], "cells": {"de": [segment(0, " ")]}}]])
def test_a_corpus_without_text_is_refused(rows: list[object]) -> None:
    with pytest.raises(EmptyFile):
        lines(text_of(INFO, *rows))


def test_mutated_files_are_read_or_refused() -> None:
    good = text_of(INFO, *ROWS).encode()
    for seed in range(100):
        chance = random.Random(seed)
        data = bytearray(good)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data))
            match chance.randrange(3):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randint(1, 30)]
                case _:
                    data[at:at] = data[:at][-chance.randint(1, 30) :]
        try:
            drain(lines(bytes(data)))
        except HexaplaError:
            continue
