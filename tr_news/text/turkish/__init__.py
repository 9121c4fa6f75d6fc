"""Turkish: letters, casing, sentences."""
