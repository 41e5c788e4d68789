"""The search of the window: the bar, the running scan, and the way from hit to hit."""
