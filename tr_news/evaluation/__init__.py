"""Scores with the signatures that reproduce them."""
