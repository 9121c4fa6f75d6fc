"""Briefs and translations for people: terminal, Markdown, HTML."""
