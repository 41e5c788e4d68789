"""The work leaves: the pages that ask what to export or print, and the jobs that do it."""
