"""What a model makes of fourteen news sentences written for this project, as a Markdown list for its card.

python -m training.samples tr_news/models/tr-en-mini
"""

import argparse
from pathlib import Path

from tr_news.translation.engines.ctranslate2 import MarianTranslator
from tr_news.translation.protocol import Translator

HERE = Path(__file__).parent


def sample_list(translator: Translator) -> str:
    """All of them, good and bad; a sentence that the model could not translate says so."""
    turkish, reference = (
        HERE.joinpath(f"samples.{language}.txt").read_text(encoding="utf-8").splitlines() for language in ("tr", "en")
    )
    return "\n".join(
        f"- {source}\\\n  **{hypothesis.text or '(no translation)'}**\\\n  {english}"
        for source, hypothesis, english in zip(turkish, translator.translate(turkish), reference, strict=True)
    )


def main() -> None:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("model", type=Path, help="folder in CTranslate2's form")
    p.add_argument("--beam", type=int, default=4)
    a = p.parse_args()
    print(sample_list(MarianTranslator(a.model, beam_size=a.beam)))


if __name__ == "__main__":
    main()
