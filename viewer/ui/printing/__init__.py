"""Rows on paper: sheet (measures), pages (what stands on each), ink (painting), pdf, printer and preview."""
