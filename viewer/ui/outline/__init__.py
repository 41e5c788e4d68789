"""The outline beside the texts: documents and headings, to be found and gone to."""
