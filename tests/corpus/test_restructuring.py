"""Documents, versions and texts that are added, replaced, renamed and removed; and all of it undone and done again."""

from __future__ import annotations

import random
import tempfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from corpus_making import SOURCE, add_rows, merged, standing, table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from viewer.corpus import Builder, ColumnRows, Corpus, NewAnnotation, NewSegment, NewUnit, UnitDraft, chunks
from viewer.corpus.restructuring import Restructuring
from viewer.errors import Damaged, Locked, OutOfRange, UnknownVersion
from viewer.model import Link, SegmentId, Status, VersionId

Make = Callable[..., Path]
DE, PT, AR, FR = VersionId("de"), VersionId("pt"), VersionId("ar"), VersionId("fr")


def column(stops: Sequence[int], counts: Sequence[int], status: Sequence[Status] = ()) -> ColumnRows:
    return ColumnRows.of(stops, counts, [0.5] * len(stops), status or [Status.AUTOMATIC] * len(stops))


def there_and_back(corpus: Corpus, before: list[object]) -> None:
    """The change that was made last can be undone and made again, each exactly."""
    after = standing(corpus)
    assert corpus.check() == []
    assert corpus.undo()
    assert standing(corpus) == before
    assert corpus.check() == []
    with Corpus.open(corpus.path) as again:
        assert again.redo()
        assert standing(again) == after
        assert again.check() == []


def test_a_version_is_put_among_the_rows(five: Path) -> None:
    with Corpus.open(five) as corpus:
        before = standing(corpus)
        with corpus.restructuring("added", fields={"version": "fr"}) as change:
            version = change.add_version("fr", "français")
            segments = [NewSegment(text) for text in ("un", "deux", "trois", "quatre")]
            rows = column([0, 1, 3], [1, 2, 1], [Status.REVIEW, Status.CONFIRMED, Status.AUTOMATIC])
            assert change.put_text(0, version, SOURCE, segments, rows) == 4
        assert table(corpus.units(0, corpus.unit_count)) == [
            {"fr": ["un"]},
            {"de": ["a", "b"], "pt": ["A"], "fr": ["deux", "trois"]},
            {"de": ["c"], "pt": ["B", "C"], "fr": ["quatre"]},
            {"de": ["d"]},
            {"de": ["e", "f"]},
        ]
        assert [unit.status for unit in corpus.units(0, 3)] == [Status.REVIEW, Status.CONFIRMED, Status.AUTOMATIC]
        assert [(one.id, one.label, one.segments) for one in corpus.versions()][2] == ("fr", "français", 4)
        assert (corpus.changes()[0].action, corpus.changes()[0].fields) == ("added", {"version": "fr"})
        there_and_back(corpus, before)


def test_documents_are_added_with_their_rows(five: Path) -> None:
    with Corpus.open(five) as corpus:
        before = standing(corpus)
        with corpus.restructuring("added") as change:
            number = change.add_document("third")
            arabic = change.add_version("ar")
            note = NewAnnotation(0, 1, "note", "n")
            assert change.add_text(number, DE, SOURCE, [NewSegment("g", annotations=(note,)), NewSegment("h")]) == 2
            assert change.add_text(number, arabic, SOURCE, [NewSegment("ا")]) == 1
            units = [NewUnit({DE: (0, 1), arabic: (0, 1)}, None, Status.IMPORTED), NewUnit({DE: (1, 2)})]
            assert change.add_units(number, units) == 2
            one, two = change.segment_id(number, DE, 1), change.segment_id(number, arabic, 0)
            assert change.add_links([Link(one, two, "crossing")]) == 1
        assert [document.title for document in corpus.documents()] == ["document 0", "document 1", "third"]
        assert table(corpus.units(5, 7)) == [{"de": ["g"], "ar": ["ا"]}, {"de": ["h"]}]
        assert corpus.links() == (Link(one, two, "crossing"),)
        there_and_back(corpus, before)
        corpus.undo()
        assert corpus.links() == corpus.annotations(SegmentId(one - 1)) == ()
        with pytest.raises(OutOfRange):
            corpus.segment(one)


def test_a_text_is_replaced_and_what_stays_keeps_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "c.hexapla"
    with Builder(path, title="t") as builder:
        builder.add_version("de")
        builder.add_version("pt")
        builder.add_document("d")
        kept = NewSegment("b", excluded=True, annotations=(NewAnnotation(0, 1, "note", "of b"),))
        gone = NewSegment("c", annotations=(NewAnnotation(0, 1, "note", "of c"),))
        add_rows(builder, 0, [{"de": ["a"], "pt": ["A"]}, {"de": [kept], "pt": ["B"]}, {"de": [gone]}])
        builder.add_links([Link(SegmentId(2), SegmentId(4), "pin"), Link(SegmentId(3), SegmentId(5), "pin")])
        builder.commit()
    with Corpus.open(path) as corpus:
        before = standing(corpus)
        a, b, c = (segment.id for _, segment in corpus.segments(DE))
        with corpus.restructuring("replaced") as change:
            rows = column([1, 2, 3], [0, 2, 1], [Status.REVIEW, Status.CONFIRMED, Status.REVIEW])
            change.replace_text(0, DE, SOURCE, [b, NewSegment("new"), a], rows)
        assert table(corpus.units(0, 3)) == [{"pt": ["A"]}, {"de": ["b", "new"], "pt": ["B"]}, {"de": ["a"]}]
        assert [segment.excluded for _, segment in corpus.segments(DE)] == [True, False, False]
        assert [note.value for note in corpus.annotations(b)] == ["of b"]
        assert corpus.annotations(c) == ()
        assert [link.source for link in corpus.links()] == [b]
        assert corpus.texts()[0].segments == corpus.versions()[0].segments == 3
        there_and_back(corpus, before)


def test_a_version_is_removed_with_the_rows_and_documents_that_held_nothing_else(five: Path) -> None:
    with Corpus.open(five) as corpus:
        before = standing(corpus)
        with corpus.restructuring("removed") as change:
            change.remove_version(DE)
        assert [version.id for version in corpus.versions()] == ["pt"]
        assert [document.title for document in corpus.documents()] == ["document 0"]
        assert table(corpus.units(0, corpus.unit_count)) == [{"pt": ["A"]}, {"pt": ["B", "C"]}]
        there_and_back(corpus, before)


def test_a_document_is_removed_and_another_moved(make: Make) -> None:
    path = make([{"de": ["a"]}], [{"de": ["b"], "pt": ["B"]}], [{"pt": ["C"]}])
    with Corpus.open(path) as corpus:
        first = standing(corpus)
        with corpus.restructuring("moved") as change:
            change.move_document(2, 0)
        assert table(corpus.units(0, 3)) == [{"pt": ["C"]}, {"de": ["a"]}, {"de": ["b"], "pt": ["B"]}]
        there_and_back(corpus, first)
        second = standing(corpus)
        with corpus.restructuring("removed") as change:
            change.remove_document(1)
        assert table(corpus.units(0, corpus.unit_count)) == [{"pt": ["C"]}, {"de": ["b"], "pt": ["B"]}]
        there_and_back(corpus, second)


def test_everything_can_be_renamed_and_a_name_that_stays_is_no_change(five: Path) -> None:
    with Corpus.open(five) as corpus:
        before = standing(corpus)
        with corpus.restructuring("renamed") as change:
            change.rename("Bücher \udc80")
            change.rename_document(1, "zweites")
            change.rename_version(PT, "o português")
        assert corpus.title == "Bücher \ufffd"
        assert corpus.documents()[1].title == "zweites"
        assert corpus.version("o português").id == PT
        assert [version.revision for version in corpus.versions()] == [0, 0]
        there_and_back(corpus, before)
        with corpus.restructuring("renamed") as change:
            change.rename_version(PT, "o português")
        assert len(corpus.changes()) == 1


def test_a_state_of_a_text_has_a_name_of_its_own_in_every_copy(five: Path, tmp_path: Path) -> None:
    def shorten(corpus: Corpus) -> int:
        with corpus.restructuring("removed") as change:
            change.remove_document(1)
        return corpus.version("de").revision

    with Corpus.open(five) as corpus:
        corpus.save_copy(tmp_path / "copy.hexapla")
        first = shorten(corpus)
        assert corpus.version("pt").revision == 0
        corpus.undo()
        assert corpus.version("de").revision == 0
        second = shorten(corpus)
        with Corpus.open(tmp_path / "copy.hexapla") as copy:
            assert len({0, first, second, shorten(copy)}) == 4
        assert second > first


def test_what_can_no_longer_be_redone_is_deleted(five: Path) -> None:
    with Corpus.open(five) as corpus:

        def stored() -> list[object]:
            tables = ("segment", "annotation", "link")
            with corpus._database.reading():
                return [corpus._database.rows(f"SELECT * FROM {name} ORDER BY id") for name in tables]

        before = stored()
        with corpus.restructuring("added") as change:
            number = change.add_document("third")
            note = NewAnnotation(0, 1, "note", "n")
            change.add_text(number, DE, SOURCE, [NewSegment("g", annotations=(note,)), NewSegment("h")])
            change.add_units(number, [NewUnit({DE: (0, 2)})])
            ids = [change.segment_id(number, DE, place) for place in (0, 1)]
            change.add_links([Link(ids[0], SegmentId(1), "pin")])
        corpus.undo()
        assert stored() != before
        with corpus.restructuring("renamed") as change:
            change.rename("other")
        assert stored() == before
        assert corpus.redo() is None
        assert corpus.check() == []
        with corpus.restructuring("added again") as change:
            number = change.add_document("third")
            change.add_text(number, DE, SOURCE, [NewSegment("i")])
            change.add_units(number, [NewUnit({DE: (0, 1)})])
            assert change.segment_id(number, DE, 0) > max(ids)


def test_what_makes_no_corpus_changes_nothing(five: Path) -> None:
    def wrong(corpus: Corpus, error: type[Exception], action: Callable[[Restructuring], object]) -> None:
        with pytest.raises(error), corpus.restructuring("wrong") as change:
            action(change)

    one = [NewSegment("x")]
    a = SegmentId(1)
    with Corpus.open(five) as corpus:
        before = standing(corpus)
        wrong(corpus, ValueError, lambda change: change.put_text(0, DE, SOURCE, one, column([3], [1])))
        wrong(corpus, ValueError, lambda change: change.put_text(1, PT, SOURCE, one, column([1], [1])))
        wrong(corpus, ValueError, lambda change: change.put_text(1, PT, SOURCE, one, column([1, 2], [1, 1])))
        wrong(corpus, ValueError, lambda change: change.put_text(1, PT, SOURCE, one, column([1, 2, 2], [1, 0, 0])))
        wrong(corpus, ValueError, lambda change: change.replace_text(0, DE, SOURCE, [a, a], column([3], [2])))
        wrong(corpus, ValueError, lambda change: change.replace_text(1, DE, SOURCE, [a], column([2], [1])))
        wrong(corpus, ValueError, lambda change: change.replace_text(1, PT, SOURCE, one, column([2], [1])))
        wrong(corpus, ValueError, lambda change: change.add_text(0, AR, SOURCE, one))
        wrong(corpus, ValueError, lambda change: change.add_units(0, []))
        wrong(corpus, ValueError, lambda change: change.add_text(change.add_document("d"), DE, SOURCE, one))
        wrong(corpus, UnknownVersion, lambda change: change.remove_version(FR))
        wrong(corpus, OutOfRange, lambda change: change.remove_document(2))
        wrong(corpus, OutOfRange, lambda change: change.move_document(0, 2))
        assert standing(corpus) == before
        assert (corpus.changes(), corpus.check()) == ([], [])


def test_what_was_read_of_an_older_state_is_not_written(five: Path) -> None:
    with Corpus.open(five) as corpus:
        read = corpus.revision
        corpus.splice(0, 2, [merged(corpus.units(0, 2))], action="merge")
        with pytest.raises(Locked), corpus.restructuring("removed", revision=read) as change:
            change.remove_version(PT)
        assert len(corpus.versions()) == 2


def test_a_text_that_changes_while_it_is_read_is_not_mixed_with_the_new_one(make: Make) -> None:
    with Corpus.open(make([{"de": ["a"]}], [{"de": ["b"]}], [{"de": ["c"]}])) as corpus:
        read, contents = corpus.segments(DE), corpus.contents(DE)
        next(read), next(contents)
        with corpus.restructuring("removed") as change:
            change.remove_document(1)
        with pytest.raises(Locked):
            list(read)
        with pytest.raises(Locked):
            list(contents)
        with pytest.raises(Locked):
            list(corpus.segments(DE, revision=0))
        assert len(list(corpus.segments(DE, revision=corpus.version("de").revision))) == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"torn", zlib.compress(b"\xff" * 99), zlib.compress(b"\2\0\0\0{}"), zlib.compress(bytes(1 << 24))],
)
def test_an_image_that_is_none_changes_nothing(five: Path, content: bytes) -> None:
    with Corpus.open(five) as corpus:
        with corpus.restructuring("removed") as change:
            change.remove_version(PT)
        before = standing(corpus)
        with corpus._database.atomic():
            corpus._database.run("DELETE FROM image")
            corpus._database.insert("image", (1, content))
        with pytest.raises(Damaged, match="cannot be read"):
            corpus.undo()
        assert standing(corpus) == before


Cells = dict[VersionId, tuple[str, ...]]
ModelRow = tuple[Status, Cells]
ModelDocument = tuple[str, frozenset[VersionId], list[ModelRow]]
"""Title, the versions it has a text in, and its rows."""
State = tuple[str, dict[VersionId, str], list[ModelDocument]]
"""Title, the labels of the versions, and the documents."""


class Chance:
    """Random changes of a corpus, each made in the file and, independently, in a model of lists."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.ids: dict[str, SegmentId] = {}
        """Of every text that was ever seen; no two segments have the same."""
        self.count = 0
        self.links: list[tuple[str, str]] = []

    def texts(self, most: int = 4) -> list[str]:
        count = self.chance.randint(0, most)
        self.count += count
        return [f"t{number}" for number in range(self.count - count, self.count)]

    def name(self) -> str:
        self.count += 1
        return f"n{self.count}"

    def segments(self, texts: Sequence[str]) -> list[NewSegment]:
        return [NewSegment(one, excluded=self.chance.random() < 0.2) for one in texts]

    def rows(self, old: list[Cells], texts: Sequence[str], version: VersionId) -> tuple[ColumnRows, list[ModelRow]]:
        """The old rows, some joined, with the texts in them or between them."""
        stops, counts, model, at, reach, placed = [], [], [], 0, 0, 0
        while at < len(old) or placed < len(texts):
            stop = min(reach + self.chance.choice([0, 1, 1, 1, 2]), len(old))
            count = min(self.chance.choice([0, 0, 1, 1, 2]), len(texts) - placed)
            cells: Cells = {}
            for row in old[at:stop]:
                cells = {name: (*cells.get(name, ()), *row.get(name, ())) for name in {**cells, **row}}
            if count:
                cells[version] = tuple(texts[placed : placed + count])
            if not cells:
                if stop == len(old) and placed == len(texts) and model:  # what is left is empty: to the row before
                    stops[-1] = stop
                    at = stop
                reach = stop
                continue
            stops.append(stop)
            counts.append(count)
            model.append((self.chance.choice(list(Status)), cells))
            at, reach, placed = stop, stop, placed + count
        return column(stops, counts, [status for status, _ in model]), model

    def change(self, corpus: Corpus, state: State) -> State | None:
        """One change; None where none could be made."""
        title, labels, documents = state
        number = self.chance.randrange(len(documents)) if documents else 0
        version = self.chance.choice([*labels]) if labels else None
        additions = ("version", "text", "text", "replace", "replace", "replace")
        removals = ("remove text", "remove version", "remove document")
        what = self.chance.choice(["splice", "splice", *additions, *additions, *removals, "move", "rename"])
        if len(documents) < 3:
            what = self.chance.choice([what, "document"])
        if what == "splice":
            return self.splice(corpus, state, number) if documents and documents[number][2] else None
        with corpus.restructuring(what) as change:
            if what == "document":
                return self.add_document(change, state)
            if what == "version":
                return self.put(change, state, number, change.add_version(self.chance.choice(["de", "fr", "und"])))
            if what == "rename" and documents and version:
                one, two, three = self.name(), self.name(), self.name()
                change.rename(one)
                change.rename_document(number, two)
                change.rename_version(version, three)
                renamed = (two, *documents[number][1:])
                return one, {**labels, version: three}, [*documents[:number], renamed, *documents[number + 1 :]]
            if what == "move" and documents:
                to = self.chance.randrange(len(documents))
                change.move_document(number, to)
                rest = documents[:number] + documents[number + 1 :]
                return title, labels, [*rest[:to], documents[number], *rest[to:]]
            if what == "remove document" and documents:
                change.remove_document(number)
                return title, labels, documents[:number] + documents[number + 1 :]
            if what == "remove version" and version:
                change.remove_version(version)
                kept = {name: label for name, label in labels.items() if name != version}
                left = [
                    (name, here - {version}, without(rows, version))
                    for name, here, rows in documents
                    if not here or here - {version}
                ]
                return title, kept, left
            if version and documents and what in ("text", "replace", "remove text"):
                name, here, rows = documents[number]
                if what == "text" and version not in here:
                    return self.put(change, state, number, version)
                if what == "replace" and version in here:
                    return self.replace(change, state, number, version)
                if what == "remove text" and version in here:
                    change.remove_text(number, version)
                    return title, labels, replaced(documents, number, (name, here - {version}, without(rows, version)))
        return None

    def add_document(self, change: Restructuring, state: State) -> State:
        title, labels, documents = state
        name = self.name()
        number = change.add_document(name)
        assert number == len(documents)
        here = self.chance.sample([*labels], self.chance.randint(0, len(labels)))
        texts = {version: self.texts() for version in here}
        for version, own in texts.items():
            change.add_text(number, version, SOURCE, self.segments(own))
        rows: list[ModelRow] = []
        units: list[NewUnit] = []
        for place in range(max(map(len, texts.values()), default=0)):
            cells = {version: (own[place],) for version, own in texts.items() if place < len(own)}
            rows.append((self.chance.choice(list(Status)), cells))
            units.append(NewUnit(dict.fromkeys(cells, (place, place + 1)), None, rows[-1][0]))
        change.add_units(number, units)
        ends = [(version, own) for version, own in texts.items() if own]
        if len(ends) > 1:
            (one, first), (two, second) = ends[:2]
            source, target = change.segment_id(number, one, 0), change.segment_id(number, two, len(second) - 1)
            change.add_links([Link(source, target, "link")])
            self.links.append((first[0], second[-1]))
        return title, labels, [*documents, (name, frozenset(here), rows)]

    def put(self, change: Restructuring, state: State, number: int, version: VersionId) -> State:
        title, labels, documents = state
        labels = {**labels, version: labels.get(version, "")}
        if not documents:
            return title, labels, documents
        name, here, rows = documents[number]
        texts = self.texts()
        wanted, model = self.rows([cells for _, cells in rows], texts, version)
        change.put_text(number, version, SOURCE, self.segments(texts), wanted)
        return title, labels, replaced(documents, number, (name, here | {version}, model))

    def replace(self, change: Restructuring, state: State, number: int, version: VersionId) -> State:
        title, labels, documents = state
        name, here, rows = documents[number]
        old = [one for _, cells in rows for one in cells.get(version, ())]
        stay = [one for one in old if self.chance.random() < 0.7]
        if self.chance.random() < 0.3:
            self.chance.shuffle(stay)
        texts: list[str] = []
        for one in [*stay, None]:
            texts += self.texts(1)
            texts += [one] if one else []
        rest = [{name: cell for name, cell in cells.items() if name != version} for _, cells in rows]
        if rest and not texts and not any(rest):
            texts = self.texts(1) or old[:1]
        wanted, model = self.rows(rest, texts, version)
        known = set(old)
        pieces = [self.ids[one] if one in known else NewSegment(one) for one in texts]
        change.replace_text(number, version, SOURCE, pieces, wanted)
        return title, labels, replaced(documents, number, (name, here, model))

    def splice(self, corpus: Corpus, state: State, number: int) -> State:
        title, labels, documents = state
        name, here, rows = documents[number]
        start = self.chance.randrange(len(rows))
        stop = self.chance.randint(start + 1, min(len(rows), start + 3))
        cells: Cells = {}
        for _, row in rows[start:stop]:
            cells = {name: (*cells.get(name, ()), *row.get(name, ())) for name in {**cells, **row}}
        first = sum(len(rows) for _, _, rows in documents[:number])
        draft = UnitDraft({version: tuple(self.ids[one] for one in cell) for version, cell in cells.items()})
        corpus.splice(first + start, first + stop, [draft], action="splice")
        joined = [*rows[:start], (Status.EDITED, cells), *rows[stop:]]
        return title, labels, replaced(documents, number, (name, here, joined))

    def seen(self, corpus: Corpus) -> State:
        """The corpus as the model has it. Every segment has the id that it always had."""
        documents: list[ModelDocument] = []
        units = corpus.units(0, corpus.unit_count)
        for document in corpus.documents():
            here = frozenset(text.version for text in corpus.texts() if text.document == document.number)
            rows: list[ModelRow] = []
            for unit in units:
                if unit.document == document.number:
                    for segment in (segment for cell in unit.cells.values() for segment in cell):
                        assert self.ids.setdefault(segment.text, segment.id) == segment.id
                    cells = {version: tuple(segment.text for segment in cell) for version, cell in unit.cells.items()}
                    rows.append((unit.status, cells))
            documents.append((document.title, here, rows))
        links = [(self.text(corpus, link.source), self.text(corpus, link.target)) for link in corpus.links()]
        present = {one for _, _, rows in documents for _, cells in rows for cell in cells.values() for one in cell}
        assert sorted(links) == sorted(link for link in self.links if set(link) <= present)
        return corpus.title, {version.id: version.label for version in corpus.versions()}, documents

    @staticmethod
    def text(corpus: Corpus, segment: SegmentId) -> str:
        return corpus.segment(segment).text


def without(rows: list[ModelRow], version: VersionId) -> list[ModelRow]:
    left = [(status, {name: cell for name, cell in cells.items() if name != version}) for status, cells in rows]
    return [(status, cells) for status, cells in left if cells]


def replaced(documents: list[ModelDocument], number: int, document: ModelDocument) -> list[ModelDocument]:
    return [*documents[:number], document, *documents[number + 1 :]]


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_changes_and_their_undoing_agree_with_lists(data: st.DataObject) -> None:
    chance = Chance(random.Random(data.draw(st.integers(0, 2**63))))
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(chunks, "CHUNK", 2)
        patch.setattr(chunks, "CHUNK_MAX", 4)
        path = Path(folder) / "c.hexapla"
        with Builder(path, title="t") as builder:
            builder.add_version("de")
            builder.add_version("pt")
            builder.commit()
        corpus = Corpus.open(path)
        history: list[State] = [("t", {DE: "", PT: ""}, [])]
        whole, place = [standing(corpus)], 0
        for _ in range(data.draw(st.integers(20, 40))):
            match chance.chance.choice(["change", "change", "change", "undo", "redo", "reopen"]):
                case "change":
                    state = chance.change(corpus, history[place])
                    if sum(not change.undone for change in corpus.changes()) > place:
                        assert state is not None
                        history[place + 1 :], whole[place + 1 :] = [state], [standing(corpus)]
                        place += 1
                    else:
                        assert state in (None, history[place])
                case "undo":
                    assert (corpus.undo() is not None) == (place > 0)
                    place = max(place - 1, 0)
                case "redo":
                    assert (corpus.redo() is not None) == (place < len(history) - 1)
                    place = min(place + 1, len(history) - 1)
                case "reopen":
                    corpus.close()
                    corpus = Corpus.open(path)
            assert chance.seen(corpus) == history[place]
            assert standing(corpus) == whole[place]
            assert corpus.check() == []
        corpus.close()
