"""BLEU and chrF by sacrebleu, with signatures and intervals. Needs the extra ``evaluate``.

BLEU: K. Papineni et al., ACL 2002; chrF: M. Popović, WMT 2015; signatures: M. Post, "A Call for Clarity in Reporting
BLEU Scores", 2018; paired bootstrap: P. Koehn, EMNLP 2004.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tr_news.errors import UsageError
from tr_news.evaluation.scores import RESAMPLES, Score

METRICS = ("BLEU", "chrF")


def _metrics(references: Sequence[str] | None = None) -> dict[str, Any]:
    """sacrebleu's metrics, with ``references`` ready for repeated use. Raises UsageError where it isn't installed."""
    try:
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF
    except ImportError as error:
        raise UsageError("BLEU and chrF need the package sacrebleu: pip install 'tr-news[evaluate]'") from error
    given: dict[str, Any] = {} if references is None else {"references": [list(references)]}
    return {"BLEU": BLEU(**given), "chrF": CHRF(**given)}


def corpus_scores(hypotheses: Sequence[str], references: Sequence[str], *, interval: bool = False) -> dict[str, Score]:
    """BLEU and chrF of a corpus, 0 to 100; with ``interval`` the 95 % interval by bootstrap.

    Raises ValueError where the two differ in length or are empty.
    """
    _check(hypotheses, references)
    found = {}
    for name, metric in _metrics().items():
        score = metric.corpus_score(list(hypotheses), [list(references)], n_bootstrap=RESAMPLES if interval else 1)
        half = score._ci if interval else None
        low, high = (score.score - float(half), score.score + float(half)) if half is not None else (None, None)
        found[name] = Score(float(score.score), f"{name}|{metric.get_signature()}", low, high)
    return found


def compared(baseline: Sequence[str], other: Sequence[str], references: Sequence[str]) -> Mapping[str, float]:
    """The p value by metric that ``other`` differs from ``baseline`` by chance alone (paired bootstrap).

    Raises ValueError where lengths differ.
    """
    _check(baseline, references)
    _check(other, references)
    from sacrebleu.significance import PairedTest

    metrics = _metrics(references)
    systems: list[tuple[str, Sequence[str]]] = [("baseline", list(baseline)), ("other", list(other))]
    _, results = PairedTest(systems, metrics, None, test_type="bs", n_samples=RESAMPLES)()
    # The first column names the systems; a result is of the system in that row.
    found: list[Any] = [results[key][1] for key in list(results)[1:]]
    return {name: float(result.p_value or 0.0) for name, result in zip(METRICS, found, strict=True)}


def _check(hypotheses: Sequence[str], references: Sequence[str]) -> None:
    if len(hypotheses) != len(references):
        raise ValueError(f"{len(hypotheses)} hypotheses for {len(references)} references")
    if not references:
        raise ValueError("nothing to compare")
