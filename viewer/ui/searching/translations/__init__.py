"""How what was found may be translated: the page, and what it is made of."""
