"""Pages of their own beside the window. None of them is modal."""
