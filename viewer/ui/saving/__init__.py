"""Where a corpus is kept: it is saved at once, and copies of it, to keep or to share, are made on demand."""
