"""The library page: all corpora of a reader, those that were open and those in folders that are looked through."""
