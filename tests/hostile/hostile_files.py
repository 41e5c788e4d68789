"""The whole table of hostile files."""

from __future__ import annotations

from hostile_linked import LINKED
from hostile_markup import MARKUP
from hostile_packages import PACKAGES
from hostile_pdf import PDF
from hostile_tables import LINED
from hostile_text import FORBIDDEN, LARGE, TEXT
from hostile_xml import XMLS

CASES = [*TEXT, FORBIDDEN, *XMLS, *LINED, *MARKUP, *PACKAGES, *PDF, *LINKED, *LARGE]
