"""Ways through a corpus that need no search: to a row or paragraph, to gaps and doubtful rows, and the way back."""
