"""A corpus is changed: files are added, a text is replaced by a draft, versions and documents are removed and renamed.

Each is one change that can be undone.

What takes long - reading, comparing, aligning - is done before anything is written, and what is written is one short
transaction. If somebody else changes the corpus meanwhile, nothing is written.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from viewer.changing.changed import Action, Changed, ChangedRow, Gone
from viewer.changing.extending import As, Extension, Placement
from viewer.changing.redrafting import Redraft, redraft
from viewer.changing.standing import Standing
from viewer.corpus import Corpus, Restructuring
from viewer.errors import Cancelled, LastOne, NoText, NothingToImport, OutOfRange, WhichDocument, WhichText
from viewer.formats import draft as drafts
from viewer.formats.choices import FileChoice
from viewer.formats.plan import Decision, Plan, PlannedText
from viewer.importing import origins
from viewer.importing.learning import learn_rows
from viewer.importing.pasting import Pasted
from viewer.importing.planning import plan
from viewer.importing.preparing import FileReport, files_of, prepare_search, report_of, reports_on, source_of
from viewer.languages import UNKNOWN, primary
from viewer.model import Text, Version, VersionId
from viewer.progress import Progress, Stage, Steps

_NAMED = 5
"""Files whose names the log of a change has."""


def add(
    path: Path,
    files: Sequence[Path],
    *,
    as_: str | None = None,
    into: int | None = None,
    choices: Mapping[Path, FileChoice] | None = None,
    paragraphs: str = "auto",
    search: bool = True,
    pasted: Pasted | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Changed:
    """Adds files to the corpus at `path`, as further versions of its documents (`version`), as documents of their own
    (`document`), or as what they look like (None). `into` is the number of the document that they are versions of;
    `pasted` is as for `planning.plan`.

    A file that is refused does not keep the others out. Raises NothingToImport if all are, OutOfRange, Cancelled, and
    as `planning.plan`, `Corpus.open` and `Corpus.restructuring`.
    """
    steps = Steps(progress, cancelled)
    with Corpus.open(path) as corpus:
        _document(corpus, into)
        revision = corpus.revision
        planned = plan(files, steps, choices=choices, paragraphs=paragraphs, target=path, pasted=pasted)
        extension = Extension(corpus, planned, None if as_ is None else As(as_), into, steps)
        refused = (
            *map(report_of, planned.outcomes),
            *(FileReport(Path(error.file), refused=error) for error in extension.refused),
        )
        if not extension:
            raise NothingToImport(tuple(report.refused for report in refused if report.refused))
        fields = {"files": _few([one.file.name for one in extension.placements])}
        with corpus.restructuring(Action.ADD, fields=fields, revision=revision) as change:
            reports = extension.write(change, steps)
        origins.remember(corpus, files_of(planned))
        learn_rows(extension.lexicons, corpus, sorted({one.document for one in extension.placements}))
        extension.lexicons.save()
        return _changed(
            corpus,
            Action.ADD,
            change,
            steps if search else None,
            files=(*reports, *refused),
            placements=tuple(extension.placements),
            decisions=planned.decisions,
        )


def replace(
    path: Path,
    version: str,
    file: Path,
    *,
    document: int | None = None,
    choices: Mapping[Path, FileChoice] | None = None,
    paragraphs: str = "auto",
    search: bool = True,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Changed:
    """Puts a draft in the place of a text, which is compared paragraph by paragraph by content.

    What is the same in both keeps its row, status, annotations, links, kind and exclusion; rows in which something is
    different are set to review. `document` is only asked for if several have a text in this version. Raises
    NothingToImport, UnknownVersion, NoText, WhichDocument, WhichText, OutOfRange, Cancelled, and as `add`.
    """
    steps = Steps(progress, cancelled)
    with Corpus.open(path) as corpus:
        column = corpus.version(version)
        _document(corpus, document)
        revision = corpus.revision
        if column.language != UNKNOWN:
            told = (choices or {}).get(file, FileChoice())
            choices = {**(choices or {}), file: dataclasses.replace(told, language=told.language or column.language)}
        planned = plan([file], steps, choices=choices, paragraphs=paragraphs, target=path)
        if not planned.documents:
            raise NothingToImport(tuple(outcome.refused for outcome in planned.outcomes if outcome.refused))
        old = _text(corpus, column.id, document, file)
        text = _chosen(planned, column, corpus.documents()[old.document].title, file)
        standing = Standing(corpus, old.document)
        draft = list(text.text.segments(column.language))
        share = Stage(steps, "align", max(1, len(draft))).share(file.name, max(1, len(draft)))
        found = redraft(standing, column.id, draft, progress=share, check=steps.stop_if_wanted)
        gone = _gone(corpus, found)
        fields = {"version": column.id, "document": standing.title, "files": file.name}
        with corpus.restructuring(Action.REPLACE, fields=fields, revision=revision) as change:
            change.replace_text(old.document, column.id, source_of(text), found.segments, found.rows, heirs=found.heirs)
        origins.remember(corpus, files_of(planned, [text]))
        return _changed(
            corpus,
            Action.REPLACE,
            change,
            steps if search else None,
            files=tuple(reports_on(text, column.id, old.document, len(draft))),
            rows=tuple(_changed_row(corpus, standing.first + row, column.id) for row in found.changed),
            gone=gone,
            kept=sum(isinstance(segment, int) for segment in found.segments),
            moved=found.moved,
            decisions=planned.decisions,
        )


def remove(path: Path, version: str | None = None, *, document: int | None = None) -> Changed:
    """Removes a version, or a document, or (both given) the text of the version in the document.

    Documents that have nothing else go with a version, and a version with its only text. Raises LastOne,
    UnknownVersion, OutOfRange, NoText, and as `Corpus.restructuring`.
    """
    with Corpus.open(path) as corpus:
        _document(corpus, document)
        before = corpus.documents()
        texts = corpus.texts()
        column = corpus.version(version) if version is not None else None
        if column is not None and document is not None:
            mine = [text.document for text in texts if text.version == column.id]
            if document not in mine:
                raise NoText(column.id, document)
            beside = [text for text in texts if text.document == document and text.version != column.id]
            if not beside:
                column = None
            elif len(mine) == 1:
                document = None
        if column is not None and document is None and len(corpus.versions()) == 1:
            raise LastOne("version", column.label or column.id)
        if column is None and document is not None and len(before) == 1:
            raise LastOne("document", before[document].title)
        fields: dict[str, str | int] = {} if column is None else {"version": column.id}
        if document is not None:
            fields["document"] = before[document].title
        left = {text.document for text in texts if column is None or text.version != column.id}
        with corpus.restructuring(Action.REMOVE, fields=fields) as change:
            if column is None and document is not None:
                change.remove_document(document)
            elif column is not None and document is not None:
                change.remove_text(document, column.id)
            elif column is not None:
                change.remove_version(column.id)
        had = {text.document for text in texts}
        titles = tuple(one.title for one in before if one.number in had - left) if document is None else ()
        return _changed(corpus, Action.REMOVE, change, removed_documents=titles)


def rename(path: Path, name: str, *, version: str | None = None, document: int | None = None) -> Changed:
    """Gives a version another label, or a document or (neither given) the corpus another title.

    Raises UnknownVersion, OutOfRange, and as `Corpus.restructuring`.
    """
    with Corpus.open(path) as corpus:
        _document(corpus, document)
        column = corpus.version(version) if version is not None else None
        fields: dict[str, str | int] = {"name": name}
        if column is not None:
            fields["version"] = column.id
        elif document is not None:
            fields["document"] = corpus.documents()[document].title
        with corpus.restructuring(Action.RENAME, fields=fields) as change:
            if column is not None:
                change.rename_version(column.id, name)
            elif document is not None:
                change.rename_document(document, name)
            else:
                change.rename(name)
        return _changed(corpus, Action.RENAME, change)


def move(path: Path, document: int, to: int) -> Changed:
    """Moves a document, so that it becomes number `to`. Raises OutOfRange, and as `Corpus.restructuring`."""
    with Corpus.open(path) as corpus:
        _document(corpus, document)
        _document(corpus, to)
        fields: dict[str, str | int] = {"document": corpus.documents()[document].title, "to": to}
        with corpus.restructuring(Action.MOVE, fields=fields) as change:
            change.move_document(document, to)
        return _changed(corpus, Action.MOVE, change)


def _changed(
    corpus: Corpus,
    action: Action,
    made: Restructuring,
    steps: Steps | None = None,
    *,
    files: tuple[FileReport, ...] = (),
    placements: tuple[Placement, ...] = (),
    rows: tuple[ChangedRow, ...] = (),
    gone: tuple[Gone, ...] = (),
    kept: int = 0,
    moved: int = 0,
    removed_documents: tuple[str, ...] = (),
    decisions: tuple[Decision, ...] = (),
) -> Changed:
    """The summary. With `steps` the search is prepared; the change stands whether or not that is stopped."""
    warnings: tuple[drafts.ImportWarning, ...] = ()
    if steps is not None:
        with suppress(Cancelled):
            warnings = prepare_search(corpus.path, steps)
    return Changed(
        path=corpus.path,
        action=action,
        title=corpus.title,
        versions=corpus.versions(),
        documents=len(corpus.documents()),
        units=corpus.unit_count,
        change=made.logged,
        files=files,
        placements=placements,
        rows=rows,
        gone=gone,
        kept=kept,
        moved=moved,
        removed_documents=removed_documents,
        decisions=decisions,
        warnings=warnings,
    )


def _few(names: Sequence[str]) -> str:
    """File names for the log, which is read in one line: of many the first and the last."""
    names = list(dict.fromkeys(names))
    return ", ".join(names) if len(names) <= _NAMED else f"{names[0]} … {names[-1]}"


def _document(corpus: Corpus, number: int | None) -> None:
    """Raises OutOfRange unless there is such a document, if one is named."""
    count = len(corpus.documents())
    if number is not None and not 0 <= number < count:
        raise OutOfRange("document", number, count)


def _text(corpus: Corpus, version: VersionId, document: int | None, file: Path) -> Text:
    """The text to replace: that of the document, or the only one, or the only one that came from a file called so."""
    texts = [text for text in corpus.texts() if text.version == version]
    if document is not None:
        texts = [text for text in texts if text.document == document]
        if not texts:
            raise NoText(version, document)
        return texts[0]
    called = [text for text in texts if text.source.name == file.name]
    for found in (texts, called):
        if len(found) == 1:
            return found[0]
    raise WhichDocument(version)


def _chosen(planned: Plan, version: Version, title: str, file: Path) -> PlannedText:
    """The text of the file that is meant: the only one, or the only one of this language, in the document of this
    title if there are several. Raises WhichText."""
    documents = [document for document in planned.documents if title in (document.name, document.title())]
    for some in (planned.documents, documents):
        texts = [text for document in some for text in document.texts]
        named = [text for text in texts if planned.versions[text.column].id == version.id]
        same = [text for text in texts if text.language.casefold() == version.language.casefold()]
        alike = [text for text in texts if primary(text.language) == primary(version.language)]
        for found in (texts, named, same, alike):
            if len(found) == 1:
                return found[0]
    raise WhichText(file)


def _gone(corpus: Corpus, found: Redraft) -> tuple[Gone, ...]:
    links = {segment.id: 0 for segment, _ in found.gone}
    for link in corpus.links() if links else ():
        for end in {link.source, link.target} & links.keys():
            links[end] += 1
    result = []
    for segment, became in found.gone:
        said = {(note.kind, note.value) for note in became.annotations} if became else set()
        lost = tuple(note for note in segment.annotations if (note.kind, note.value) not in said)
        result.append(Gone(segment.id, segment.text, became is not None, lost, links[segment.id]))
    return tuple(result)


def _changed_row(corpus: Corpus, unit: int, version: VersionId) -> ChangedRow:
    (row,) = corpus.units(unit, unit + 1, [version])
    return ChangedRow(unit, tuple(segment.id for segment in row.cells.get(version, ())))
