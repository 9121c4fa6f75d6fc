"""How the profiles of language identification are made."""
