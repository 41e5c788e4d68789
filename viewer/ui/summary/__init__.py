"""How well the documents are aligned: a table of them, a picture of the path, and passages that may have been moved."""
