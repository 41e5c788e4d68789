"""What can be done with a text alone: no database, no files, no screen."""
