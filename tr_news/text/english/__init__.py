"""English: sentences."""
