"""Measurements behind the figures in the README; each is `python -m benchmarks.NAME`."""
