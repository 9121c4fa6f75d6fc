"""The model card: ``card.md`` filled with the scores, the samples and the last row of ``LOG.md``.

python -m training.evaluate MODEL --sets mt/newstest2017 mt/flores200_dev mt/tatoeba_test --json scores.json
python -m training.card MODEL scores.json > tr_news/models/tr-en-mini/README.md
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

from tr_news.translation.engines.ctranslate2 import MarianTranslator
from training.samples import sample_list

HERE = Path(__file__).parent
COMPARED = ("newstest2017", "flores200_dev")  # the columns of the card's table of peers
UNKNOWN = "–"  # a cell of the log
MORE = {"tatoeba_test": "Tatoeba's test set (everyday sentences)"}


def last_row(log: str) -> dict[str, str]:
    """The last row of the log's first Markdown table, by column."""
    lines = log[log.index("|") :].split("\n\n", 1)[0].splitlines()
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return dict(zip(rows[0], rows[-1], strict=True))


def training_text(row: Mapping[str, str]) -> str:
    """One sentence on how long the weights were trained."""
    loss = "" if row["loss"] == UNKNOWN else f" (training loss {row['loss']})"
    return f"These weights have seen {row['tokens seen (M)']} million tokens in {row['time']}{loss}."


def score_text(record: Mapping[str, Any]) -> tuple[str, str]:
    """The model's row in the table of peers; and, below it, the other sets and the signatures."""
    scores = {score["set"]: score for score in record["scores"]}
    missing = [name for name in COMPARED if name not in scores]
    if missing:
        raise ValueError(f"no scores for {', '.join(missing)}: run training.evaluate with these sets")
    cells = [f"{scores[name]['bleu']:.1f} / {scores[name]['chrf']:.1f}" for name in COMPARED]
    row = f"| **tr-en-mini** (22.0 M parameters, built in) | {' | '.join(f'**{cell}**' for cell in cells)} |"
    lines = [
        f"On {text}: {scores[name]['bleu']:.1f} / {scores[name]['chrf']:.1f}."
        for name, text in MORE.items()
        if name in scores
    ]
    settings = record["settings"]
    if settings["limit"]:
        lines.append(f"Only the first {settings['limit']} lines of each set.")
    first = scores[COMPARED[0]]
    lines.append(
        f"Beam {settings['beam_size']}, length penalty {settings['length_penalty']}, {settings['compute_type']}. "
        f"Signatures: BLEU `{first['bleu_signature']}`, chrF `{first['chrf_signature']}`."
    )
    return row, " ".join(lines)


def card(template: str, log: str, record: Mapping[str, Any], samples: str) -> str:
    """The filled card. Raises KeyError for a placeholder that has no value."""
    scores, notes = score_text(record)
    return Template(template).substitute(
        scores=scores, score_notes=notes, samples=samples, training=training_text(last_row(log))
    )


def main() -> None:
    """Prints the card."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("model", type=Path, help="folder in CTranslate2's form")
    p.add_argument("scores", type=Path, help="from training.evaluate --json")
    a = p.parse_args()
    record = json.loads(a.scores.read_text(encoding="utf-8"))
    template, log = (HERE.joinpath(name).read_text(encoding="utf-8") for name in ("card.md", "LOG.md"))
    settings = record["settings"]
    translator = MarianTranslator(a.model, beam_size=settings["beam_size"], length_penalty=settings["length_penalty"])
    samples = sample_list(translator)
    print(card(template, log, record, samples), end="")


if __name__ == "__main__":
    main()
