"""A day's brief: articles of a day in stories, each told once, with its sources.

``digest.py`` holds what a day is, ``build.py`` makes one of articles, ``daily.json`` is it on disk; every page, feed
and letter is made from that file alone.
"""
