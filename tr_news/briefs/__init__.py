"""Briefs: a headline and bullets, each with the sentences it rests on; and what they look like to a reader."""
