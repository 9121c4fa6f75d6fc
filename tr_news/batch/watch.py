"""Notices that a model's files have changed under a run."""

import os
from pathlib import Path

from tr_news.errors import ModelError
from tr_news.pipeline import Pipeline
from tr_news.translation.protocol import innermost


class ModelWatch:
    """Knows the files of the pipeline's models as they were loaded, if these lie in folders."""

    def __init__(self, pipeline: Pipeline) -> None:
        folder = getattr(innermost(pipeline.translator), "folder", None)
        self._folder = folder if isinstance(folder, Path) else None
        self._files = self._look()

    def check(self) -> None:
        """Raises ModelError where a file has changed, come or gone."""
        if self._look() != self._files:
            raise ModelError(f"{self._folder}: the model has changed while it was at work; run again, it goes on")

    def _look(self) -> list[tuple[str, int, int, int]]:
        if self._folder is None:
            return []
        try:
            with os.scandir(self._folder) as entries:
                states = [(entry.name, entry.stat()) for entry in entries if entry.is_file()]
        except OSError:
            return []
        return sorted((name, state.st_ino, state.st_size, state.st_mtime_ns) for name, state in states)
