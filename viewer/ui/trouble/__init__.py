"""What is done when something goes wrong: the log, crash reports, and the check of a corpus."""
