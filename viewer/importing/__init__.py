"""Files in, a corpus out: it is planned what they are, then they are prepared and written, or only proposed."""

from viewer.importing.importer import Summary, import_files, import_planned

__all__ = ["Summary", "import_files", "import_planned"]
