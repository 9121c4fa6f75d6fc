"""What ``translate`` and ``brief`` share: the pipeline that the options ask for."""

from typing import Any

from tr_news import config
from tr_news.cli.inputs import Report
from tr_news.pipeline import Pipeline


def open_pipeline(report: Report, given: dict[str, Any]) -> Pipeline:
    """The pipeline of the command line; ``given`` are the options by name, those of the pipeline are taken out."""
    origin, force = given.pop("origin"), given.pop("force")
    return Pipeline(config.load(given), origin=origin, force=force, note=report.note, advise=report.say)
