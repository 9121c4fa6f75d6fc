"""Cold start of ``tr-news brief`` on one article, beside transformers' MarianMTModel on the same text.

    python -m benchmarks.cold_start [ARTICLE] [--runs 5]

Each run is a new process; the median of wall time and the peak of resident memory are printed, and the ratio. The
reference has the same shape and vocabulary as the built-in model with random weights, gets the same sentences and
decodes as many tokens of each: importing, loading and arithmetic are what differ. Needs the extra ``torch`` for the
reference; without it only tr-news is measured.
"""

import argparse
import importlib.util
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ARTICLE = Path(__file__).parents[1] / "examples" / "kiyi-feribot-hatti.txt"

REFERENCE = """
import sys, torch
from transformers import MarianMTModel
import sentencepiece
folder, text = sys.argv[1:]
torch.set_num_threads(__import__("os").cpu_count())
model = MarianMTModel.from_pretrained(folder, local_files_only=True)
vocabulary = sentencepiece.SentencePieceProcessor(model_file=folder + "/source.spm")
for line in open(text, encoding="utf-8"):
    n, sentence = line.rstrip("\\n").split("\\t")
    n = int(n)
    ids = torch.tensor([vocabulary.encode(sentence)[:500] + [0]])
    model.generate(ids, num_beams=4, min_new_tokens=n, max_new_tokens=n)
"""


# Linux counts a parent's memory into its child's peak, so a small process, and not this one, starts what is measured.
WATCH = """
import os, subprocess, sys, time
started = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(time.perf_counter() - started, usage.ru_maxrss / 1024)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def measure(command: list[str]) -> tuple[float, float]:
    """Wall seconds and peak resident megabytes of a command that must succeed."""
    watched = subprocess.run([sys.executable, "-S", "-c", WATCH, *command], capture_output=True, text=True)
    if watched.returncode != 0:
        sys.exit(f"{command[:4]} failed: {watched.stderr[-500:]}")
    seconds, megabytes = watched.stdout.split()
    return float(seconds), float(megabytes)


def reference_model(folder: Path) -> None:
    """A MarianMT folder of the built-in model's shape."""
    import shutil

    from transformers import MarianConfig, MarianMTModel

    from tr_news.models.resolution import built_in_folder

    vocabulary = len(json.loads((built_in_folder() / "shared_vocabulary.json").read_text("utf-8")))
    config = MarianConfig(
        vocab_size=vocabulary, d_model=256, encoder_layers=6, decoder_layers=2, encoder_ffn_dim=1024,
        decoder_ffn_dim=1024, encoder_attention_heads=4, decoder_attention_heads=4, max_position_embeddings=512,
        pad_token_id=vocabulary - 1, eos_token_id=0, decoder_start_token_id=vocabulary - 1,
        scale_embedding=True, activation_function="relu",
    )  # fmt: skip
    MarianMTModel(config).save_pretrained(folder)
    shutil.copy(built_in_folder() / "source.spm", folder / "source.spm")


def reference_text(article: Path, out: Path) -> None:
    """A line a sentence of the article: how many tokens the built-in model makes of it, and the sentence."""
    from tr_news.articles import Article, read_path
    from tr_news.models.resolution import built_in_folder
    from tr_news.text.normalize import normalize_source
    from tr_news.text.turkish.sentences import split
    from tr_news.translation.engines.ctranslate2 import MarianTranslator

    translator = MarianTranslator(built_in_folder())
    read = [item for item in read_path(article) if isinstance(item, Article)]
    sentences = [normalize_source(s) for item in read for p in item.paragraphs for s in split(p.text)]
    made = translator.decode([translator.encode(sentence) for sentence in sentences], translator.decoding)
    out.write_text("".join(f"{len(m.pieces) + 1}\t{s}\n" for m, s in zip(made, sentences, strict=True)), "utf-8")


def runs(article: Path, count: int) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """Name, and seconds and megabytes of each run, of ours and (with torch) of the reference."""
    brief = [sys.executable, "-m", "tr_news", "brief", "--translator", "tr-en-mini", str(article)]
    yield "tr-news brief, built-in model", [measure(brief) for _ in range(count)]
    if importlib.util.find_spec("torch"):
        with tempfile.TemporaryDirectory() as folder:
            reference_model(Path(folder))
            sentences = Path(folder) / "sentences.txt"
            reference_text(article, sentences)
            command = [sys.executable, "-c", REFERENCE, folder, str(sentences)]
            yield "transformers MarianMTModel, same shape", [measure(command) for _ in range(count)]


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("article", nargs="?", type=Path, default=ARTICLE)
    parser.add_argument("--runs", type=int, default=5)
    a = parser.parse_args()
    rows = list(runs(a.article, a.runs))
    print(f"{a.article.name}, {len(a.article.read_text('utf-8').split())} words, median of {a.runs} cold runs\n")
    print("| | wall, s | peak memory, MB |\n| --- | ---: | ---: |")
    medians = [(n, statistics.median(t for t, _ in found), max(m for _, m in found)) for n, found in rows]
    for name, seconds, megabytes in medians:
        print(f"| {name} | {seconds:.2f} | {megabytes:.0f} |")
    if len(medians) == 2:
        print(
            f"\nthe second takes {medians[1][1] / medians[0][1]:.1f} times the time, "
            f"{medians[1][2] / medians[0][2]:.1f} times the memory"
        )


if __name__ == "__main__":
    main()
