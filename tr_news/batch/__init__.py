"""Folders of many articles: what is to be done and why, done once, and on disk before it counts."""
