"""Measurements behind the figures in the README; each is `python -m benchmarks.NAME`."""

import os
from pathlib import Path


def evaluation_folder() -> Path:
    """Where the evaluation data are: TR_NEWS_EVAL, else ``shared/eval`` beside the project."""
    return Path(os.environ.get("TR_NEWS_EVAL", Path(__file__).parents[2] / "shared" / "eval"))
