"""What was pasted, from the clipboard into a corpus."""

from __future__ import annotations

from pathlib import Path

import pytest
from flood_texts import AR, EN
from hypothesis import given
from hypothesis import strategies as st

from viewer.changing import add
from viewer.corpus import Corpus
from viewer.errors import EmptyFile, ImportFailed
from viewer.importing import import_files
from viewer.importing.origins import origins
from viewer.importing.pasting import PREVIEW, Clip, Look, look
from viewer.importing.proposing import propose
from viewer.model import Kind


def html(title: str, texts: list[str], around: str = "") -> bytes:
    return f"<h1>{title}</h1>{''.join(f'<p>{text}</p>' for text in texts)}{around}".encode()


@pytest.fixture
def looks() -> list[Look]:
    return [
        look("Clipboard 1", Clip(html("فيضان", AR, '<div class="cookie-banner">نستخدم ملفات</div>'), "\n".join(AR))),
        look("Clipboard 2", Clip(html("Flood", EN))),
    ]


def test_a_page_is_seen_before_it_is_imported(looks: list[Look]) -> None:
    arabic = looks[0]
    assert (arabic.title, arabic.language, arabic.is_sure) == ("فيضان", "ar", True)
    assert arabic.opening == ("فيضان", *AR)
    assert (arabic.paragraphs, arabic.furniture) == (4, 1)


def test_of_page_and_plain_text_the_page_is_read_unless_it_holds_another_text() -> None:
    assert look("x", Clip(html("Flood", EN), "Flood\n\n" + "\n\n".join(EN))).format == "HTML"
    assert look("x", Clip(b"<img src=x>", EN[0])).opening == (EN[0],)
    assert look("x", Clip(b"<p>pasted</p>", EN[0])).format == "plain text"
    assert look("x", Clip(text=f"<!doctype html><p>{EN[0]}</p>")).opening == (EN[0],)


def test_a_few_words_leave_the_language_open() -> None:
    found = look("x", Clip(text="Rio 2016"))
    assert not found.is_sure
    assert found.opening == ("Rio 2016",)


def test_of_a_long_text_only_the_beginning_is_shown() -> None:
    found = look("x", Clip(text="\n\n".join(EN * 500)))
    assert sum(map(len, found.opening)) <= PREVIEW
    assert found.paragraphs == 1_000


@pytest.mark.parametrize(
    "clip", [Clip(), Clip(text=" \n\t"), Clip(html=b"<img src=x><script>a</script>"), Clip(text="—")]
)
def test_without_words_there_is_nothing_to_paste(clip: Clip) -> None:
    with pytest.raises(EmptyFile):
        look("Clipboard 1", clip)


def test_pasted_texts_become_a_corpus_that_knows_of_no_file(
    looks: list[Look], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "here" / "Clipboard 1").write_text("a file of the same name", encoding="utf-8")
    paths = [one.path for one in looks]
    choices = {one.path: one.choice(one.language, "", "Flood") for one in looks}
    pasted = {one.path: one.data for one in looks}
    proposal = propose(paths, choices=choices, pasted=pasted)
    assert (proposal.documents, [one.language for one in proposal.versions]) == (("Flood",), ["ar", "en"])
    summary = import_files(paths, tmp_path / "c.hexapla", choices=choices, pasted=pasted)
    assert (summary.title, summary.documents, summary.units) == ("Flood", 1, 4)
    with Corpus.open(tmp_path / "c.hexapla", read_only=True) as corpus:
        assert [text.source.name for text in corpus.texts()] == ["Clipboard 1", "Clipboard 2"]
        assert [segment.text for _, segment in corpus.segments("en")] == ["Flood", *EN]
        kinds = {segment.text: segment.kind for _, segment in corpus.segments("ar")}
        assert (kinds["فيضان"], kinds["نستخدم ملفات"]) == (Kind.TITLE, Kind.FURNITURE)
        assert origins(corpus) == ()
        assert corpus.check() == []


def test_a_pasted_text_becomes_a_version_which_can_be_taken_back(looks: list[Look], tmp_path: Path) -> None:
    first, second = looks
    target = tmp_path / "c.hexapla"
    import_files([first.path], target, choices={first.path: first.choice()}, pasted={first.path: first.data})
    add(
        target,
        [second.path],
        as_="version",
        into=0,
        choices={second.path: second.choice(second.language)},
        pasted={second.path: second.data},
    )
    with Corpus.open(target) as corpus:
        assert [version.language for version in corpus.versions()] == ["ar", "en"]
        assert origins(corpus) == ()
        corpus.undo()
        assert [version.language for version in corpus.versions()] == ["ar"]


def test_what_is_pasted_opens_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An alignment names its texts; what somebody put on the clipboard must not make them readable."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.xml", "b.xml"):
        (tmp_path / name).write_text("<text><s id='1'>Parole Rhabarber</s></text>", encoding="utf-8")
    links = '<cesAlign><linkGrp fromDoc="a.xml" toDoc="b.xml"><link xtargets="1;1"/></linkGrp></cesAlign>'
    path = Path("Clipboard 1")
    proposal = propose([path], pasted={path: links.encode()})
    assert "Rhabarber" not in repr(proposal)


@given(st.binary(max_size=400), st.text(max_size=200))
def test_any_clip_is_read_or_refused(data: bytes, text: str) -> None:
    try:
        found = look("Clipboard 1", Clip(data, text))
    except ImportFailed:
        return
    assert found.paragraphs > 0
    assert found.opening
