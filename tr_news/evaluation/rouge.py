"""ROUGE-1, ROUGE-2 and ROUGE-L, F1, by the package rouge-score, whose figures the literature reports.

C.-Y. Lin, "ROUGE: A package for automatic evaluation of summaries", ACL workshop 2004. ROUGE-L is taken over the whole
text. Needs the extra ``evaluate``.
"""

from collections.abc import Sequence
from statistics import fmean
from typing import Any, Literal

from tr_news.errors import UsageError
from tr_news.evaluation.scores import Score, bootstrap

Metric = Literal["rouge1", "rouge2", "rougeL"]
METRICS: tuple[Metric, ...] = ("rouge1", "rouge2", "rougeL")


def scorer(*, stemmer: bool = True) -> Any:
    """rouge-score's scorer of the three metrics. Raises UsageError where the package isn't installed."""
    try:
        from rouge_score.rouge_scorer import RougeScorer
    except ImportError as error:
        raise UsageError("ROUGE needs the package rouge-score: pip install 'tr-news[evaluate]'") from error
    return RougeScorer(list(METRICS), use_stemmer=stemmer)


def item_rouge(
    hypotheses: Sequence[str], references: Sequence[str], *, stemmer: bool = True
) -> dict[Metric, list[float]]:
    """F1 of each hypothesis against its reference, 0 to 100. Raises ValueError where the two differ in length."""
    found = scorer(stemmer=stemmer)
    pairs = [found.score(reference, hypothesis) for hypothesis, reference in zip(hypotheses, references, strict=True)]
    return {metric: [100 * float(pair[metric].fmeasure) for pair in pairs] for metric in METRICS}


def corpus_rouge(
    hypotheses: Sequence[str], references: Sequence[str], *, stemmer: bool = True, interval: bool = False
) -> dict[Metric, Score]:
    """The mean F1 over a corpus, 0 to 100, each with its signature, and with ``interval`` its 95 % interval.

    Raises ValueError where the two differ in length or are empty.
    """
    from importlib.metadata import version

    if not references:
        raise ValueError("ROUGE of an empty corpus")
    items = item_rouge(hypotheses, references, stemmer=stemmer)
    settings = (
        f"f1|mean|n:{len(references)}|stemmer:{'porter' if stemmer else 'none'}|rouge-score:{version('rouge-score')}"
    )
    return {
        metric: Score(fmean(values), f"{metric}|{settings}", *(bootstrap(values) if interval else (None, None)))
        for metric, values in items.items()
    }
