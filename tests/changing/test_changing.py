"""Changes of a corpus from beginning to end: what is added where, what a draft leaves as it was, what is refused."""

from __future__ import annotations

import os
import pickle
import random
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count, repeat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from viewer import assets, changing, worker
from viewer.changing import operations
from viewer.changing.changed import Changed
from viewer.changing.extending import As
from viewer.corpus import Builder, Corpus, NewAnnotation, NewSegment, NewUnit, UnitDraft
from viewer.errors import (
    Cancelled,
    HasRows,
    LastOne,
    Locked,
    NoText,
    NothingToImport,
    OutOfRange,
    ReadOnly,
    UnknownVersion,
    Unplaced,
    WhichDocument,
    WhichText,
)
from viewer.formats.choices import FileChoice
from viewer.importing import import_files
from viewer.model import Link, SegmentId, Source, Status, Unit, VersionId

DE, EN = VersionId("de"), VersionId("en")
SOURCE = Source("old.txt", "plain text", "utf-8", "0" * 64)

GERMAN = """Der Fluss und die Stadt

Am 3. Mai 1912 kam Anna Weber mit dem Zug nach Köln und suchte eine Wohnung am Fluss.

Otto Klein wartete seit 17 Uhr am Bahnhof, aber er hatte den falschen Bahnsteig gewählt.

Am Abend saßen beide in einem Café und sprachen über die Reise nach Lissabon.

Im Jahr 1914 zogen sie fort, und niemand hat seitdem von Anna Weber gehört.
"""
ENGLISH = """The river and the city

On 3 May 1912 Anna Weber came to Köln by train and looked for a flat by the river.

Otto Klein had been waiting at the station since 17:00, but he had chosen the wrong platform.

In the evening both of them sat in a café and talked about the journey to Lisbon.

In 1914 they moved away, and nobody has heard of Anna Weber since.
"""


NUMBERS = "Eins.\n\nZwei.\n"


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def imported(folder: Path, **texts: str) -> Path:
    files = [written(folder / f"{name.replace('_', '.')}.txt", text) for name, text in texts.items()]
    import_files(files, folder / "c.hexapla", search=False)
    return folder / "c.hexapla"


def rows(path: Path) -> list[dict[str, list[str]]]:
    with Corpus.open(path, read_only=True) as corpus:
        assert corpus.check() == []
        return [
            {version: [segment.text for segment in cell] for version, cell in unit.cells.items()}
            for unit in corpus.all_units()
        ]


def test_a_version_is_put_beside_the_others(tmp_path: Path) -> None:
    path = imported(tmp_path, de=GERMAN)
    changed = changing.add(path, [written(tmp_path / "en.txt", ENGLISH)], as_="version")
    assert [len(row) for row in rows(path)] == [2] * 5
    assert [row["en"][0][:6] for row in rows(path)] == ["The ri", "On 3 M", "Otto K", "In the", "In 191"]
    (placement,) = changed.placements
    assert (placement.as_, placement.document, placement.is_guess) == (As.VERSION, 0, False)
    assert [(report.version, report.segments) for report in changed.files] == [("en", 5)]
    assert (changed.units, changed.documents, [version.id for version in changed.versions]) == (5, 1, ["de", "en"])
    assert changed.change is not None
    assert changed.change.fields == {"files": "en.txt"}
    assert pickle.loads(pickle.dumps(changed)) == changed


def test_rows_that_somebody_answers_for_keep_their_other_cells_and_their_status(tmp_path: Path) -> None:
    path = imported(tmp_path, de=GERMAN)
    with Corpus.open(path) as corpus:
        first, second = (unit.cells[DE][0].id for unit in corpus.units(1, 3))
        draft = UnitDraft({DE: (first, second)}, None, Status.CONFIRMED)
        corpus.splice(1, 3, [draft], action="merge")
    changing.add(path, [written(tmp_path / "en.txt", ENGLISH)], as_="version", search=False)
    with Corpus.open(path) as corpus:
        row = corpus.units(1, 2)[0]
        assert (row.status, [segment.id for segment in row.cells[DE]]) == (Status.CONFIRMED, [first, second])
        assert [segment.text[:4] for segment in row.cells[EN]] == ["On 3", "Otto"]


def test_a_second_version_of_a_language_has_a_name_of_its_own(tmp_path: Path) -> None:
    path = imported(tmp_path, de=GERMAN)
    changed = changing.add(path, [written(tmp_path / "neu.de.txt", GERMAN.upper())], as_="version", search=False)
    assert [version.id for version in changed.versions] == ["de", "de-2"]
    assert len({version.label for version in changed.versions}) == 2
    assert [len(row) for row in rows(path)] == [2] * 5


def test_what_looks_like_nothing_in_the_corpus_becomes_a_document(tmp_path: Path) -> None:
    path = imported(tmp_path, de=GERMAN, en=ENGLISH)
    other = (
        "Am 9. August 2003 lagen 42 Kisten im Hafen von Triest, und Mario Rossi zählte sie.\n\nDann kam der Regen.\n"
    )
    changed = changing.add(path, [written(tmp_path / "kisten.de.txt", other)], search=False)
    (placement,) = changed.placements
    assert (placement.as_, placement.document, placement.is_guess) == (As.DOCUMENT, 1, True)
    assert [version.id for version in changed.versions] == ["de", "en"]
    assert [list(row) for row in rows(path)[5:]] == [["de"], ["de"]]


def test_a_table_becomes_a_document_whose_columns_are_the_versions_that_are_there(tmp_path: Path) -> None:
    path = imported(tmp_path, de=GERMAN, en=ENGLISH)
    table = written(tmp_path / "t.tsv", "en\tde\tfr\nHello\tHallo\tBonjour\n")
    changed = changing.add(path, [table], search=False)
    assert [version.id for version in changed.versions] == ["de", "en", "fr"]
    assert rows(path)[5] == {"en": ["Hello"], "de": ["Hallo"], "fr": ["Bonjour"]}
    with pytest.raises(NothingToImport) as caught:
        changing.add(path, [table], as_="version", search=False)
    assert isinstance(caught.value.refused[0], HasRows)


def test_names_tell_which_document_a_version_belongs_to(tmp_path: Path) -> None:
    numbers = "Eins, zwei, drei.\n\nVier, fünf, sechs.\n\nSieben Vögel am Himmel.\n"
    path = imported(tmp_path, fluss_de=GERMAN, fluss_en=ENGLISH, zahlen_de=numbers, zahlen_en="One.\n\nFour.\n")
    french = written(
        tmp_path / "zahlen.fr.txt", "Un, deux, trois.\n\nQuatre, cinq, six.\n\nSept oiseaux dans le ciel.\n"
    )
    lost = written(tmp_path / "rien.fr.txt", "Rien de tout cela.\n")
    changed = changing.add(path, [french, lost], as_="version", search=False)
    assert [(one.file.name, one.title) for one in changed.placements] == [("zahlen.fr.txt", "zahlen")]
    assert [type(report.refused) for report in changed.files] == [type(None), Unplaced]
    changed = changing.add(path, [lost], into=0, search=False)
    assert [(one.file.name, one.title) for one in changed.placements] == [("rien.fr.txt", "fluss")]


def test_several_files_at_once_are_versions_in_the_same_rows(tmp_path: Path) -> None:
    path = imported(tmp_path, de=GERMAN)
    files = [written(tmp_path / f"{tag}.txt", ENGLISH) for tag in ("en", "en-GB")]
    changed = changing.add(path, files, as_="version", search=False)
    assert [version.id for version in changed.versions] == ["de", "en", "en-GB"]
    assert [len(row) for row in rows(path)] == [3] * 5


def test_the_log_names_the_first_and_the_last_of_many_files(tmp_path: Path) -> None:
    path = imported(tmp_path, de=NUMBERS)
    files = [written(tmp_path / f"text {letter}.txt", f"{letter}{letter}.\n") for letter in "abcdef"]
    changed = changing.add(path, files, as_="document", search=False)
    assert changed.change is not None
    assert changed.change.fields == {"files": "text a.txt … text f.txt"}


def test_the_sample_without_a_version_gets_it_back(tmp_path: Path) -> None:
    seeds = [assets.seeds() / f"{tag}.txt" for tag in ("de", "pt", "ar", "ja", "ur")]
    import_files(seeds, tmp_path / "whole.hexapla", search=False)
    import_files(seeds[:4], tmp_path / "c.hexapla", search=False)
    changing.add(tmp_path / "c.hexapla", seeds[4:], search=False)
    with Corpus.open(tmp_path / "whole.hexapla") as whole, Corpus.open(tmp_path / "c.hexapla") as corpus:
        wanted, found = (
            {(unit.cells[DE][0].number, *(s.number for s in unit.cells.get(VersionId("ur"), ()))) for unit in units}
            for units in ([u for u in one.all_units() if DE in u.cells] for one in (whole, corpus))
        )
    assert len(wanted & found) >= 0.9 * len(wanted)


# Replacing.


def pieces(count: int) -> list[str]:
    chance = random.Random(3)
    words = "Haus Fluss Berg Straße Abend Morgen Kind Brücke Garten Licht Wasser Stein Vogel Wind Regen Feld".split()
    return [f"{' '.join(chance.choices(words, k=chance.randint(5, 20)))} {number}." for number in range(count)]


def marked(path: Path, texts: Sequence[str]) -> Path:
    """Every paragraph has a translation, an annotation and a link; rows are confirmed, edited and imported in turn."""
    with Builder(path, title="t") as builder:
        for version in (DE, EN):
            builder.add_version(version)
        builder.add_document("d")
        segments = [
            NewSegment(text, excluded=number % 7 == 0, annotations=(NewAnnotation(0, 1, "note", f"of {text}"),))
            for number, text in enumerate(texts)
        ]
        builder.add_text(0, DE, SOURCE, segments)
        builder.add_text(0, EN, SOURCE, [NewSegment(f"E {text}") for text in texts])
        statuses = (Status.CONFIRMED, Status.EDITED, Status.IMPORTED, Status.AUTOMATIC)
        units = [NewUnit({DE: (n, n + 1), EN: (n, n + 1)}, 0.25 * (n % 4), statuses[n % 4]) for n in range(len(texts))]
        builder.add_units(0, units)
        builder.add_links(
            Link(builder.segment_id(0, DE, n), builder.segment_id(0, EN, n), "pin") for n in range(len(texts))
        )
        builder.commit()
    return path


def drafted(texts: Sequence[str], share: float, chance: random.Random) -> tuple[list[str], set[str]]:
    """The texts with a share of them edited, deleted and moved, and others inserted; and those that are touched."""
    draft = list(texts)
    touched: set[str] = set()
    for text in chance.sample(draft, round(share * len(draft))):
        place = draft.index(text)
        match chance.choice(["edit", "edit", "delete", "move", "insert"]):
            case "edit":
                draft[place] = text.replace(" ", " sehr ", 1)
            case "delete":
                del draft[place]
            case "move":
                del draft[place]
                draft.insert(chance.randrange(len(draft)), text)
            case "insert":
                draft.insert(place, f"Ein neuer Absatz, den es noch nie gab, {chance.random()}.")
                continue
        touched.add(text)
    return draft, touched


def state(corpus: Corpus, unit: Unit) -> object:
    """What a person sees of a row, and what hangs on it."""
    notes = [corpus.annotations(segment.id) for cell in unit.cells.values() for segment in cell]
    return unit.status, unit.confidence, unit.cells[DE][0].id, unit.cells[DE][0].excluded, unit.cells[EN], notes


def test_what_a_draft_leaves_as_it_was_keeps_everything(tmp_path: Path) -> None:
    texts = pieces(1000)
    path = marked(tmp_path / "c.hexapla", texts)
    draft, touched = drafted(texts, 0.05, random.Random(5))
    with Corpus.open(path) as corpus:
        before = {unit.cells[DE][0].text: state(corpus, unit) for unit in corpus.all_units()}
        links = set(corpus.links())
    changed = changing.replace(path, "de", written(tmp_path / "new.txt", "\n".join(draft)), paragraphs="line")
    with Corpus.open(path) as corpus:
        assert corpus.check() == []
        units = list(corpus.all_units())
        assert [s.text for _, s in corpus.segments(DE)] == draft
        assert [s.text for _, s in corpus.segments(EN)] == [f"E {text}" for text in texts]
        review = [unit.number for unit in units if unit.status is Status.REVIEW]
        assert [row.unit for row in changed.rows] == review
        kept = [unit for unit in units if unit.status is not Status.REVIEW]
        alone = {text for text in texts if text not in touched}
        assert {unit.cells[DE][0].text for unit in kept} == alone
        assert all(state(corpus, unit) == before[unit.cells[DE][0].text] for unit in kept)
        there = {segment.id for unit in units for cell in unit.cells.values() for segment in cell}
        assert set(corpus.links()) == {link for link in links if {link.source, link.target} <= there}
        gone = {text for text in texts if text not in draft}
        assert {one.text for one in changed.gone} == gone
        assert all((len(one.annotations), one.links) == (1, 1) for one in changed.gone)
        assert (changed.kept, changed.moved) == (len(texts) - len(gone), len(touched - gone))
        edits = [unit for unit in units if any(" sehr " in s.text for s in unit.cells.get(DE, ()))]
        assert all(
            s.text.replace(" sehr ", " ", 1) == unit.cells[EN][0].text[2:] for unit in edits for s in unit.cells[DE]
        )
        assert corpus.undo()
        assert {unit.cells[DE][0].text: state(corpus, unit) for unit in corpus.all_units()} == before
        assert set(corpus.links()) == links


def test_the_same_draft_again_changes_nothing_and_is_not_logged(tmp_path: Path) -> None:
    path = imported(tmp_path, de=GERMAN, en=ENGLISH)
    changed = changing.replace(path, "de", tmp_path / "de.txt", search=False)
    assert (changed.change, changed.rows, changed.gone, changed.kept) == (None, (), (), 5)


def test_a_new_paragraph_goes_to_the_row_that_has_its_translation(tmp_path: Path) -> None:
    shorter = "\n\n".join(part for part in GERMAN.split("\n\n") if "Otto" not in part)
    path = imported(tmp_path, de=shorter, en=ENGLISH)
    assert [len(row) for row in rows(path)] == [2, 2, 1, 2, 2]
    changed = changing.replace(path, "de", written(tmp_path / "new.txt", GERMAN), search=False)
    assert [len(row) for row in rows(path)] == [2] * 5
    assert [row.unit for row in changed.rows] == [2]


def test_a_paragraph_that_was_split_stays_in_its_row(tmp_path: Path) -> None:
    path = imported(tmp_path, de=GERMAN, en=ENGLISH)
    draft = GERMAN.replace("am Bahnhof, aber er", "am Bahnhof.\n\nAber er")
    changed = changing.replace(path, "de", written(tmp_path / "new.txt", draft), search=False)
    assert [len(row["de"]) for row in rows(path)] == [1, 1, 2, 1, 1]
    assert [row.unit for row in changed.rows] == [2]


def test_the_column_of_the_version_is_taken_from_a_table(tmp_path: Path) -> None:
    path = imported(tmp_path, de="Eins ist hier.\n\nZwei ist dort.\n", en="One is here.\n\nTwo is there.\n")
    table = written(tmp_path / "t.tsv", "en\tde\nOne is here.\tEins ist da.\nTwo is there.\tZwei ist dort.\n")
    changing.replace(path, "de", table, search=False)
    assert [row["de"] for row in rows(path)] == [["Eins ist da."], ["Zwei ist dort."]]
    with pytest.raises(WhichText):
        changing.replace(path, "de", written(tmp_path / "u.tsv", "en\tfr\nOne\tUn\n"), search=False)


@given(st.data())
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
def test_any_draft_leaves_what_is_the_same_and_all_of_the_others(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("drafts")
    words = st.sampled_from(["alpha", "beta gamma delta", "beta gamma epsilon", "zeta", "eta theta iota kappa"])
    old = data.draw(st.lists(words, min_size=1, max_size=8))
    new = data.draw(st.lists(words, min_size=1, max_size=8))
    path = marked(folder / "c.hexapla", old)
    with Corpus.open(path) as corpus:
        before = list(corpus.annotated_units(0, corpus.unit_count))
    changed = changing.replace(path, "de", written(folder / "n.txt", "\n".join(new)), paragraphs="line", search=False)
    with Corpus.open(path) as corpus:
        assert corpus.check() == []
        assert [s.text for _, s in corpus.segments(DE)] == new
        assert [s.text for _, s in corpus.segments(EN)] == [f"E {text}" for text in old]
        units = corpus.annotated_units(0, corpus.unit_count)
        assert [row.unit for row in changed.rows] == [u.number for u in units if u.status is Status.REVIEW]
        assert len(changed.gone) + changed.kept == len(old)
        corpus.undo()
        assert list(corpus.annotated_units(0, corpus.unit_count)) == before
        assert corpus.check() == []


# Removing, renaming, moving.


def test_versions_documents_and_texts_are_removed(tmp_path: Path) -> None:
    path = imported(tmp_path, fluss_de=GERMAN, fluss_en=ENGLISH, zahlen_de=NUMBERS, zahlen_en="One.\n\nTwo.\n")
    changed = changing.remove(path, "en", document=1)
    assert [len(row) for row in rows(path)] == [2] * 5 + [1, 1]
    changed = changing.remove(path, "de")
    assert (changed.documents, changed.removed_documents) == (1, ("zahlen",))
    with pytest.raises(LastOne, match="the last version"):
        changing.remove(path, "en")
    with pytest.raises(LastOne, match="the last document"):
        changing.remove(path, document=0)
    with Corpus.open(path) as corpus:
        corpus.undo()
        corpus.undo()
    changed = changing.remove(path, document=0)
    assert (changed.documents, changed.units, changed.removed_documents) == (1, 2, ())
    changed = changing.remove(path, "en", document=0)
    assert [version.id for version in changed.versions] == ["de"]


def test_everything_can_be_renamed_and_documents_be_moved(tmp_path: Path) -> None:
    path = imported(tmp_path, fluss_de=GERMAN, fluss_en=ENGLISH, zahlen_de=NUMBERS, zahlen_en="One.\n\nTwo.\n")
    assert changing.rename(path, "Deutsch (neu)", version="de").versions[0].label == "Deutsch (neu)"
    assert changing.rename(path, "Der Fluss", document=0).change is not None
    assert changing.rename(path, "Beide").title == "Beide"
    assert changing.rename(path, "Beide").change is None
    changing.move(path, 1, 0)
    with Corpus.open(path) as corpus:
        assert [document.title for document in corpus.documents()] == ["zahlen", "Der Fluss"]
        assert len(corpus.changes()) == 4


# What is refused, and what goes wrong.


def test_what_does_not_exist_is_named(tmp_path: Path) -> None:
    path = imported(tmp_path, a_de=GERMAN, a_en=ENGLISH, b_de="Eins.\n\nZwei.\n", b_en="One.\n\nTwo.\n")
    changing.remove(path, "en", document=1)
    draft = written(tmp_path / "new.txt", GERMAN)
    before = path.read_bytes()
    with pytest.raises(UnknownVersion):
        changing.replace(path, "fr", draft)
    with pytest.raises(WhichDocument):
        changing.replace(path, "de", draft)
    with pytest.raises(NoText):
        changing.replace(path, "en", draft, document=1)
    with pytest.raises(NoText):
        changing.remove(path, "en", document=1)
    with pytest.raises(OutOfRange):
        changing.add(path, [draft], into=2)
    with pytest.raises(NothingToImport):
        changing.add(path, [tmp_path / "missing.txt"])
    with pytest.raises(NothingToImport):
        changing.replace(path, "en", tmp_path / "missing.txt")
    assert path.read_bytes() == before


def test_the_language_of_the_version_holds_for_a_draft_of_which_something_else_is_told(tmp_path: Path) -> None:
    path = imported(tmp_path, de="1.\n\n2.\n", en="1.\n\n2.\n")
    draft = written(tmp_path / "new.txt", "1.\n\n3.\n")
    changed = changing.replace(path, "de", draft, choices={draft: FileChoice(encoding="utf-8")}, search=False)
    assert changed.files[0].language == "de"


def test_a_draft_finds_its_document_by_the_name_of_its_file(tmp_path: Path) -> None:
    path = imported(tmp_path, a_de=GERMAN, a_en=ENGLISH, b_de="Eins.\n\nZwei.\n", b_en="One.\n\nTwo.\n")
    changed = changing.replace(path, "de", written(tmp_path / "b.de.txt", "Eins.\n\nZwei!\n"), search=False)
    assert changed.files[0].document == 1


def test_a_change_can_be_stopped_at_any_step_and_nothing_is_changed(tmp_path: Path) -> None:
    path = imported(tmp_path, de=GERMAN)
    file = written(tmp_path / "en.txt", ENGLISH)
    asked = count()

    def never() -> bool:
        next(asked)
        return False

    def add(cancelled: Callable[[], bool]) -> None:
        changing.add(path, [file], as_="version", search=False, cancelled=cancelled)

    add(never)
    with Corpus.open(path) as corpus:
        corpus.undo()
    before = path.read_bytes()
    for limit in range(next(asked)):
        with pytest.raises(Cancelled):
            add(partial(next, repeat(False, limit), True))
        assert path.read_bytes() == before


def test_a_corpus_that_somebody_changed_meanwhile_is_not_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = imported(tmp_path, de=GERMAN)
    align = operations.Extension

    def slow(*args: object) -> object:
        changing.rename(path, "meanwhile")
        return align(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(operations, "Extension", slow)
    with pytest.raises(Locked):
        changing.add(path, [written(tmp_path / "en.txt", ENGLISH)], as_="version")
    assert [list(row) for row in rows(path)] == [["de"]] * 5


def test_a_corpus_that_another_program_is_writing_stays_as_it_is(tmp_path: Path) -> None:
    path = imported(tmp_path, de=GERMAN)
    with Corpus.open(path) as other, other._database.atomic(), pytest.raises(Locked):
        changing.rename(path, "later")
    assert [list(row) for row in rows(path)] == [["de"]] * 5


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_corpus_is_refused(tmp_path: Path) -> None:
    path = imported(tmp_path, de=GERMAN)
    path.chmod(0o444)
    with pytest.raises(ReadOnly):
        changing.rename(path, "later")


def test_a_change_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    path = imported(tmp_path, de=GERMAN)
    seen: list[object] = []
    changed: Changed = worker.run(
        changing.add, path, [written(tmp_path / "en.txt", ENGLISH)], as_="version", progress=seen.append
    )
    assert changed.units == 5
    assert seen


def test_ids_of_what_is_kept_stay(tmp_path: Path) -> None:
    path = imported(tmp_path, de=GERMAN, en=ENGLISH)
    with Corpus.open(path) as corpus:
        before: list[SegmentId] = [segment.id for _, segment in corpus.segments(DE)]
    draft = GERMAN.replace("Lissabon", "Porto")
    changing.replace(path, "de", written(tmp_path / "new.txt", draft), search=False)
    with Corpus.open(path) as corpus:
        after = [segment.id for _, segment in corpus.segments(DE)]
    assert [one for one, other in zip(before, after, strict=True) if one != other] == [before[3]]
