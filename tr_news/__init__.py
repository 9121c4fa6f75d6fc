"""Turkish news, read in English: offline, with the Turkish evidence beside every line."""

__version__ = "0.1.0"
