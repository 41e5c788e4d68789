"""Files on their way into a corpus: what is thought of each, and what the user says of it."""
