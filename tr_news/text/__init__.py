"""Text without models: Turkish, English, characters, word lists."""
