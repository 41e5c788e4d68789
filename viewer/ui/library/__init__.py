"""What is open and what was: opening corpora, importing texts, the places where reading was left."""
