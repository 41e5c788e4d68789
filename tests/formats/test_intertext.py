"""InterText: an alignment with the two texts that it names, as the editor exports them."""

from __future__ import annotations

from pathlib import Path

import pytest
from linked_making import imported, made

from viewer.errors import NothingToImport
from viewer.model import Status

CZECH = """<?xml version='1.0' encoding='utf-8'?>
<!DOCTYPE doc SYSTEM "http://example.org/corpus.dtd">
<doc id="rec" language="cs" version="00">
<p id="1">
<s id="1:1">Moji spoluobčané, </s>
</p>
<p id="2">
<s id="2:1">stojím tu dnes před <b>úkolem</b>, který nás <i>čeká</i>.</s>
<s id="2:2">Děkuji prezidentovi.</s>
</p>
</doc>
"""
NORWEGIAN = """<?xml version='1.0' encoding='utf-8'?>
<doc id="rec" language="no" version="00">
<p id="1">
<s id="1:1">Mine medborgere, </s>
<s id="1:2">jeg står her i dag.</s>
<s id="1:3">Oppgaven er stor.</s>
<s id="1:4">Takk.</s>
</p>
</doc>
"""
LINKS = """<?xml version='1.0' encoding='utf-8'?>
<linkGrp toDoc='rec.no-00.xml' fromDoc='rec.cs-00.xml'>
<link type='1-1' xtargets='1:1;1:1' status='man'/>
<link type='2-1' xtargets='1:2 1:3;2:1' status='auto' mark='1'/>
<link type='1-0' xtargets='1:4;' status='plain'/>
<link type='0-1' xtargets=';2:2' status='man'/>
</linkGrp>
"""
ROWS = [
    (("Moji spoluobčané,",), ("Mine medborgere,",)),
    (("stojím tu dnes před úkolem, který nás čeká.",), ("jeg står her i dag.", "Oppgaven er stor.")),
    (("Děkuji prezidentovi.",), ()),
    ((), ("Takk.",)),
]


def files(links: str = LINKS) -> dict[str, str | bytes]:
    return {"rec.cs-00.no-00.xml": links, "rec.cs-00.xml": CZECH, "rec.no-00.xml": NORWEGIAN}


def test_links_are_rows_and_what_was_confirmed_is(tmp_path: Path) -> None:
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", files()))
    assert (found.versions, found.rows) == (["cs", "no"], ROWS)
    assert found.statuses == [Status.CONFIRMED, Status.AUTOMATIC, Status.CONFIRMED, Status.IMPORTED]
    assert (found.links, found.warnings) == ([], {})
    assert set(found.skipped) == {"rec.cs-00.xml", "rec.no-00.xml"}


def test_the_sides_are_told_by_where_the_ids_are(tmp_path: Path) -> None:
    turned = LINKS.replace("rec.no-00", "rec").replace("rec.cs-00", "rec.no-00").replace("'rec.xml'", "'rec.cs-00.xml'")
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", files(turned)))
    assert found.versions == ["no", "cs"]
    assert found.rows == [(second, first) for first, second in (ROWS[0], ROWS[1], ROWS[3], ROWS[2])]


def test_paragraphs_may_be_linked_instead_of_sentences(tmp_path: Path) -> None:
    links = "<linkGrp toDoc='rec.no-00.xml' fromDoc='rec.cs-00.xml'><link xtargets='1;1 2' status='man'/></linkGrp>"
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", files(links)))
    assert [tuple(map(len, row)) for row in found.rows] == [(2, 1)]
    assert found.rows[0][0][1] == "stojím tu dnes před úkolem, který nás čeká. Děkuji prezidentovi."


def test_elements_of_any_name_are_aligned(tmp_path: Path) -> None:
    text = '<r><x n="1" id="a">Ja, das ist der erste Satz.</x><x id="b">Und das der zweite.</x></r>'
    links = "<linkGrp toDoc='b.xml' fromDoc='a.xml'><link type='1-1' xtargets='b;a' status='plain'/></linkGrp>"
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", {"l.xml": links, "a.xml": text, "b.xml": text}))
    assert found.versions == ["de", "de-2"]
    assert [tuple(map(len, row)) for row in found.rows] == [(0, 1), (1, 1), (1, 0)]


def test_without_its_texts_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NothingToImport) as raised:
        imported(tmp_path / "c.hexapla", made(tmp_path / "x", {"l.xml": LINKS}))
    assert "rec.cs-00.xml, rec.no-00.xml" in str(raised.value.refused[0])
