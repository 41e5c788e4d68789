"""Looking a word up: in the dictionary that the reader has chosen for its language, in another program."""
