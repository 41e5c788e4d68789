"""A list of hits as a file: a table of keywords in context, or the rows found as units of a translation memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from viewer.corpus import Corpus
from viewer.errors import Cancelled, Unwritable
from viewer.exporting import Choice, Exported, export, spare_corpora
from viewer.formats import kwic, kwic_html
from viewer.formats.kwic import KwicHead, KwicLine
from viewer.formats.writing import staged
from viewer.model import Version, VersionId
from viewer.progress import Progress
from viewer.search.concordance import Arrangement, Concordance, Line
from viewer.search.hit_places import ROW, HitPlaces
from viewer.search.query import Query
from viewer.search.row_texts import paragraphs

_PAGE = 256
"""Lines that are read at once, and between two reports."""
_CONTEXT_HTML = 80
"""Code points on either side of a match where it is to be seen at a glance."""


@dataclass(frozen=True, slots=True)
class _Format:
    suffixes: tuple[str, ...]
    write: Callable[[Iterator[KwicLine], KwicHead, Path], None] | None = None
    """None: the rows themselves are exported."""
    check: Callable[[KwicHead], None] = lambda _: None
    context: int | None = None


_FORMATS = {
    "tsv": _Format((".tsv", ".tab"), kwic.write_tsv),
    "xlsx": _Format((".xlsx",), kwic.write_xlsx, kwic.check_xlsx),
    "html": _Format((".html", ".htm"), kwic_html.write_html, context=_CONTEXT_HTML),
    "tmx": _Format((".tmx",)),
}
HIT_FORMATS = tuple(_FORMATS)
"""How a list of hits can be written, by name; the first suffix of each is its name."""


def export_hits(
    corpus: Corpus,
    target: Path,
    query: Query,
    places: HitPlaces,
    arrangement: Arrangement | None = None,
    *,
    versions: Sequence[VersionId] | None = None,
    format: str | None = None,  # noqa: A002 - the command's own word
    context: int | None = None,
    count_from: int = 0,
    overwrite: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Exported:
    """Writes the lines of a concordance, in their arrangement, in the format of this name or of the target's suffix.

    Beside each line stand the aligned paragraphs of `versions` (all if None), but for a version that all hits are in.
    TSV and XLSX have the whole paragraph of a hit, HTML its surroundings, unless `context` says how many code points.
    TMX has the rows of the lines, each once. Rows and paragraphs are numbered from `count_from`: 0 on the command line,
    1 in the window. `progress` is told how many lines of how many are done. Raises as `exporting.export` does.
    """
    if target.name in ("", ".."):
        raise Unwritable(str(target), "it is a folder; say what the file in it is to be called")
    name, chosen = _format(target, format)
    known = {version.id: version for version in corpus.versions()}
    wanted = tuple(known) if versions is None else tuple(dict.fromkeys(versions))
    lines = Concordance(corpus, query, places, arrangement, context=chosen.context if context is None else context)
    if chosen.write is None:
        choice = Choice(versions=versions, units=np.unique(lines.units()))
        return export(corpus, target, choice, format=name, overwrite=overwrite, progress=progress, cancelled=cancelled)
    head = KwicHead(
        title=corpus.title,
        lines=len(lines),
        versions=tuple(known[version] for version in wanted if version != _only_version(places)),
        is_folded=arrangement is not None and arrangement.groups is not None,
    )
    chosen.check(head)
    file = Path(os.path.realpath(target))
    spare_corpora(corpus, [file])
    with staged([file], target, overwrite=overwrite) as (part,):
        chosen.write(_lines(corpus, lines, known, head, count_from, progress, cancelled), head, part)
    return Exported((file,), name, tuple(version.id for version in head.versions), len(lines), head.cautions.all())


def export_hits_from(
    path: Path,
    target: Path,
    query: Query,
    places: HitPlaces,
    arrangement: Arrangement | None = None,
    *,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    **how: Any,
) -> Exported:
    """As `export_hits`, of the corpus in a file, and in the form in which `worker.run` can run it."""

    def told(done: int, total: int) -> None:
        progress(Progress("write", done, total, target.name))

    with Corpus.open(path, read_only=True) as corpus:
        return export_hits(corpus, target, query, places, arrangement, progress=told, cancelled=cancelled, **how)


def _format(target: Path, name: str | None) -> tuple[str, _Format]:
    for known, one in _FORMATS.items():
        if (
            (name.lower() in (known, *(suffix[1:] for suffix in one.suffixes)))
            if name
            else (target.suffix.lower() in one.suffixes)
        ):
            return known, one
    raise Unwritable(name or target.name, f"a list of hits is written as one of {', '.join(_FORMATS)}")


def _only_version(places: HitPlaces) -> VersionId | None:
    """The version that all hits are in, if it is one."""
    columns = np.unique(places.columns)
    return places.versions[columns[0]] if len(columns) == 1 and columns[0] != ROW else None


def _lines(
    corpus: Corpus,
    lines: Concordance,
    known: dict[VersionId, Version],
    head: KwicHead,
    count_from: int,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> Iterator[KwicLine]:
    titles = [document.title for document in corpus.documents()]
    columns = [version.id for version in head.versions]
    for start in range(0, len(lines), _PAGE):
        if cancelled():
            raise Cancelled
        page = lines.lines(start, start + _PAGE)
        texts = paragraphs(corpus, columns, np.unique(np.array([line.unit for line in page], np.int64)))
        for line in page:
            beside = {version: texts[version, line.unit] for version in columns if (version, line.unit) in texts}
            yield _kwic(line, titles[line.document], known[line.version], beside, count_from)
        progress(start + len(page), len(lines))


def _kwic(line: Line, title: str, version: Version, beside: dict[VersionId, list[str]], count_from: int) -> KwicLine:
    return KwicLine(
        document=title,
        row=line.unit + count_from,
        version=version,
        paragraph=None if line.segment is None else line.segment + count_from,
        before=line.before,
        match=line.match,
        after=line.after,
        times=line.times,
        beside=beside,
    )
