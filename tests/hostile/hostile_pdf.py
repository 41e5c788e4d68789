"""Hostile PDF: objects in circles, tables that lie, nothing to read."""

from __future__ import annotations

import zlib

from cases import HOST, Case, accepted, refused, warned
from sound_files import PDF_FONT, PDF_HEAD, SOUND, drawn, pdf, stream

TEXT = stream(drawn("The river runs through the town."))
CATALOGUE, PAGES, PAGE = PDF_HEAD


def bombed(megabytes: int) -> bytes:
    """A page whose commands unpack to so many megabytes of spaces."""
    packed = zlib.compress(b" " * (megabytes << 20), 9).decode("latin-1")
    return pdf(*PDF_HEAD, stream(packed, attributes="/Filter /FlateDecode "), PDF_FONT)


PDF = [
    Case("PDF whose pages hold themselves", "x.pdf", pdf(CATALOGUE, PAGES.replace("3 0 R", "2 0 R")), refused("repair")),
    Case("PDF whose page is its own parent", "x.pdf", pdf(CATALOGUE, PAGES, PAGE.replace("2 0 R", "3 0 R"), TEXT, PDF_FONT), accepted()),
    Case("PDF of two billion pages, it says", "x.pdf", pdf(CATALOGUE, PAGES.replace("Count 1", "Count 2147483647"), PAGE, TEXT, PDF_FONT), accepted(1)),
    Case("PDF of fewer than no pages", "x.pdf", pdf(CATALOGUE, PAGES.replace("Count 1", "Count -1"), PAGE, TEXT, PDF_FONT), accepted(1)),
    Case("PDF of a form that draws itself", "x.pdf", pdf(CATALOGUE, PAGES, PAGE.replace("/Font", "/XObject << /X 6 0 R >> /Font"), stream(drawn("a") + " /X Do"), PDF_FONT, stream("/X Do", attributes="/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> ")), accepted(1)),
    Case("PDF whose length is itself", "x.pdf", pdf(*PDF_HEAD, TEXT.replace(TEXT.split()[2], "4 0 R"), PDF_FONT), accepted()),
    Case("PDF whose table leads back", "x.pdf", pdf(*PDF_HEAD, TEXT, PDF_FONT, trailer="/Prev 0"), accepted(1)),
    Case("PDF with a broken table", "x.pdf", pdf(*PDF_HEAD, TEXT, PDF_FONT, table="xref\n0 9999999\n"), accepted(1)),
    Case("PDF without pages", "x.pdf", pdf(CATALOGUE, "<< /Type /Pages /Kids [] /Count 0 >>"), refused("pages cannot be found")),
    Case("PDF without text", "x.pdf", pdf(*PDF_HEAD, stream("0 0 m 9 9 l S"), PDF_FONT), refused("no text")),
    Case("PDF cut in half", "x.pdf", SOUND["m.pdf"][: len(SOUND["m.pdf"]) // 2], refused("repair")),
    Case("PDF of a beginning only", "x.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", refused("the document", "repair")),
    Case("PDF under a password", "x.pdf", pdf(*PDF_HEAD, TEXT, PDF_FONT, f"<< /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >>", trailer="/Encrypt 6 0 R /ID [<41> <41>]"), refused("password")),
    Case("PDF encrypted as nobody knows", "x.pdf", pdf(*PDF_HEAD, TEXT, PDF_FONT, "<< /Filter /Klingon /V 99 >>", trailer="/Encrypt 6 0 R /ID [<41> <41>]"), refused()),
    Case("PDF that starts a program", "x.pdf", pdf(CATALOGUE.replace(">>", f"/OpenAction << /S /Launch /F (/bin/sh) /Next << /S /URI /URI (http://{HOST}/x) >> >> >>"), PAGES, PAGE, TEXT, PDF_FONT), accepted(1)),
    Case("PDF with a script", "x.pdf", pdf(CATALOGUE.replace(">>", "/OpenAction << /S /JavaScript /JS (app.launchURL('http://x.invalid')) >> >>"), PAGES, PAGE, TEXT, PDF_FONT), accepted(1)),
    Case("PDF nested 100,000 deep", "x.pdf", pdf(CATALOGUE, PAGES, PAGE.replace("/Contents", "/X " + "[" * 100_000 + "]" * 100_000 + " /Contents"), TEXT, PDF_FONT), accepted()),
    Case("PDF of a page without a size", "x.pdf", pdf(CATALOGUE, PAGES, PAGE.replace("0 0 612 792", "0 0 0 0"), TEXT, PDF_FONT), accepted(1)),
    Case("PDF of a page without an end", "x.pdf", pdf(CATALOGUE, PAGES, PAGE.replace("612 792", "1e38 1e38"), TEXT, PDF_FONT), accepted(1)),
    Case("PDF of letters without a size", "x.pdf", pdf(*PDF_HEAD, stream(drawn("a river").replace("12 Tf", "0 Tf")), PDF_FONT), refused("no text")),
    Case("PDF of letters as large as nothing", "x.pdf", pdf(*PDF_HEAD, stream(drawn("a river").replace("12 Tf", "1e38 Tf")), PDF_FONT), refused("no text")),
    Case("PDF with a bomb", "x.pdf", lambda: bombed(100), refused()),
    Case("PDF that is a text", "x.pdf", "Grüße aus Köln\n", refused()),
    Case("PDF of 20,000 lines", "x.pdf", lambda: pdf(*PDF_HEAD, stream(drawn(*["The river runs."] * 20_000)), PDF_FONT), warned("segments-cut")),
]  # fmt: skip
