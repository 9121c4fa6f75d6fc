"""Language identification on ``shared/eval/langid``, beside langdetect alone.

    python -m benchmarks.langid [--errors] [--langdetect] [SENTENCES_META.tsv]

Per group of texts: the share judged right on "is it Turkish", the share whose language is named right, and the mean
certainty; then a reliability table with the expected calibration error (ten bins, of the code that is named), the
precision of ``is_foreign`` on Turkish sentences, its recall on English ones, and the time of a first detection.

Ottoman Turkish in Latin letters counts as Turkish: it is what a reader of Turkish reads, and what the translator can
be given. In Arabic script it does not.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks import evaluation_folder
from tr_news.documents.article import Language
from tr_news.evaluation.languages import calibration_error, groups, judge, read, reliability, share
from tr_news.langid.identify import identify, is_foreign
from tr_news.text.turkish.letters import lower

SENTENCES = evaluation_folder() / "langid" / "sentences_meta.tsv"


def foreign_rates() -> Mapping[str, float]:
    """Sentences of Turkish and English text that ``is_foreign`` calls foreign to Turkish, in percent, by file."""
    found = {}
    for name in ("newstest2016.tr", "newstest2017.tr", "flores200_dev.tr", "newstest2017.en", "flores200_dev.en"):
        lines = (evaluation_folder() / "mt" / name).read_text(encoding="utf-8").splitlines()
        found[name] = share([is_foreign(line, "tr") for line in lines if line.strip()])
    return found


def first_detection() -> float:
    """Seconds that a new interpreter takes to import and to identify one article, without its own start: best of 5."""
    text = next(SENTENCES.parents[2].glob("articles/*.txt"), None)
    article = repr(str(text)) if text else repr(__file__)
    detect = "from tr_news.langid.identify import identify; identify(text)"
    code = f"import time; text = open({article}, encoding='utf-8').read(); s = time.perf_counter(); {detect}; "
    command = [sys.executable, "-c", f"{code}print(time.perf_counter() - s)"]
    return min(float(subprocess.run(command, capture_output=True, check=True, text=True).stdout) for _ in range(5))


def langdetect_alone(text: str) -> Language:
    """langdetect with its own loader, seeded, on text lower-cased the Turkish way."""
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    DetectorFactory.seed = 0
    try:
        best = detect_langs(lower(text))[0]
    except LangDetectException:
        return Language("und", 0.0)
    return Language(best.lang, best.prob)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", nargs="?", type=Path, default=SENTENCES)
    parser.add_argument("--errors", action="store_true", help="print the texts that are judged wrong")
    parser.add_argument("--langdetect", action="store_true", help="measure langdetect alone instead")
    arguments = parser.parse_args()
    cases = read(arguments.sentences)
    start = time.perf_counter()
    verdicts = judge(cases, langdetect_alone if arguments.langdetect else identify)
    elapsed = time.perf_counter() - start
    print(f"{'':38} texts  Turkish?  named  certainty")
    for row, held in groups(verdicts).items():
        right, named = share([v.turkish_right for v in held]), share([v.named_right for v in held])
        certainty = sum(v.language.certainty for v in held) / len(held)
        print(f"{row:38} {len(held):5}  {right:8.2f} {named:6.2f}  {certainty:9.3f}")
    print(f"\ncertainty from  texts   mean  right    (expected calibration error {calibration_error(verdicts):.4f})")
    for low, number, certainty, right_share in reliability(verdicts):
        print(f"{low:14.3f} {number:6}  {certainty:.3f}  {right_share:.3f}")
    print(f"\n{1000 * elapsed / len(cases):.1f} ms a text")
    if not arguments.langdetect:
        print(f"first detection, import included: {first_detection():.3f} s")
        for name, rate in foreign_rates().items():
            print(f"is_foreign in {name}: {rate:.2f} %")
    if arguments.errors:
        for verdict in verdicts:
            if not verdict.turkish_right:
                print(f"{verdict.case.label} {verdict.language.code} {verdict.language.certainty} {verdict.case.text}")


if __name__ == "__main__":
    main()
