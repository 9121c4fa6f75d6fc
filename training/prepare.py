"""From parallel text to what :mod:`training.train` reads: filters, duplicates, variants, SentencePiece, token ids.

    python -m training.prepare corpus.tsv.xz run/data --exclude newstest2017.tr newstest2017.en

The corpus has four columns: Turkish, English, source, weight (how often the pair is drawn in an epoch, the fraction by
chance). ``mix.toml`` overrules the weights and leaves sources out; under ``[tagged]`` it may name sources whose Turkish
begins with a piece of its own. Writes ``train.npz`` (``xf``/``xo`` the Turkish token ids, flat with offsets,
``yf``/``yo`` the English ones, ``w`` the weights, ``tags`` the ids that tag), ``vocab.json``, ``spm.model`` and
``stats.json``; with ``--texts`` also ``texts.npz``, the same pairs in UTF-8, for noise and sampling while training. The
same input and options give the same files.
"""

import argparse
import io
import json
import lzma
import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tr_news.text.normalize import normalize_source
from tr_news.text.turkish.casing import decase, upper
from training.encoding import Pair, encode

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

VOCABULARY = 8000  # pieces; <pad> comes on top
MAX_CHARACTERS = 1500
HEADING_WORDS = 12
GLUED_WORDS = 60
VOCABULARY_LINES = 600_000  # what SentencePiece learns from

_LATIN = re.compile(r"[A-Za-zªºÀ-ɏḀ-ỿ]")
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_ENDS_SENTENCE = re.compile(r"[.!?][\"')\]]?$")

Variant = Literal["heading", "glued", "bare"]


@dataclass(frozen=True, slots=True)
class Mix:
    """Weights by source, the licences of the sources that are left out, and the piece that tags a source's Turkish."""

    weights: Mapping[str, float]
    left_out: Mapping[str, str]
    tagged: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shares:
    """Of the pairs that a variant can be made of, the share that gets one."""

    heading: float = 0.05
    glued: float = 0.02
    bare: float = 0.02


def read_mix(*paths: Path) -> Mix:
    """``mix.toml``, and what stands in other files of its form, the later ones overruling the earlier."""
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in paths]
    weights, left_out, tagged = (
        {source: value for table in tables for source, value in table.get(name, {}).items()}
        for name in ("weights", "left_out", "tagged")
    )
    return Mix(weights, left_out, tagged)


def read_pairs(paths: Iterable[Path], mix: Mix, removed: Counter[str]) -> Iterator[Pair]:
    """The normalised pairs of the files (.tsv or .tsv.xz) without the sources that the mix leaves out.

    Raises ValueError for a line without four columns or with a weight that is no number.
    """
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    turkish, english, source, given = line.rstrip("\r\n").split("\t")
                    pair = Pair(normalize_source(turkish), normalize_source(english), source, float(given))
                except ValueError as error:
                    raise ValueError(f"{path}, line {number}: not Turkish, English, source, weight ({error})") from None
                if source in mix.left_out:
                    removed[f"licence: {source}"] += 1
                    continue
                weight = float(mix.weights.get(source, pair.weight))
                if not weight:
                    removed[f"weight 0: {source}"] += 1
                    continue
                yield replace(pair, weight=weight)


def fault(pair: Pair) -> str | None:
    """Why a pair is no good for training; None where nothing speaks against it."""
    sides = (pair.turkish, pair.english)
    if any(len(side) > MAX_CHARACTERS for side in sides):
        return "length"
    for side in sides:
        letters = sum(character.isalpha() for character in side)
        if letters == 0 or letters < 0.5 * len(side.replace(" ", "")):
            return "letters"
        if len(_LATIN.findall(side)) < 0.9 * letters:
            return "script"
    if key(pair.turkish) == key(pair.english):
        return "identical sides"
    # The constant lets short ones differ more: a word of four letters may need a phrase.
    ratio = (len(pair.turkish) + 15) / (len(pair.english) + 15)
    return None if 0.4 <= ratio <= 2.2 else "ratio"


def key(text: str) -> str:
    """What two writings of the same text have in common: letters and digits, whatever their case."""
    return _NOT_ALPHANUMERIC.sub("", text.replace("İ", "i").replace("I", "i").replace("ı", "i").casefold())


def excluded_keys(paths: Iterable[Path]) -> frozenset[str]:
    """The keys of the lines of evaluation files; of a file with tabs, of each column."""
    return frozenset(
        key(normalize_source(column))
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        for column in line.split("\t")
    ) - {""}


def clean(pairs: Iterable[Pair], excluded: frozenset[str], removed: Counter[str]) -> list[Pair]:
    """The pairs without a fault, each once (of duplicates the one with the highest weight), in their order."""
    kept: dict[str, Pair] = {}
    for pair in pairs:
        reason = fault(pair)
        if reason is None and excluded and not excluded.isdisjoint((key(pair.turkish), key(pair.english))):
            reason = "in an evaluation set"
        if reason:
            removed[reason] += 1
            continue
        both = f"{key(pair.turkish)}\t{key(pair.english)}"
        if both in kept:
            removed["duplicate"] += 1
        if both not in kept or kept[both].weight < pair.weight:
            kept[both] = pair
    return list(kept.values())


def variants(pairs: Iterable[Pair], shares: Shares, seed: int) -> Iterator[tuple[Variant, Pair]]:
    """More pairs, as real articles have them.

    ``heading``: a short one whose Turkish went through capitals and back as a heading does in the product, where names
    that no list knows come out in lower case; ``glued``: two of one source in a row, as a missed sentence boundary
    leaves them; ``bare``: without its final stop.
    """
    chance = random.Random(seed)
    before: dict[str, Pair] = {}
    for pair in pairs:
        # Always three draws: what one share is doesn't change what the others pick.
        heading, glued, bare = chance.random(), chance.random(), chance.random()
        stop = pair.turkish[-1:] == pair.english[-1:] == "." and pair.turkish[-3:] != "..."
        stripped = replace(pair, turkish=pair.turkish[:-1], english=pair.english[:-1]) if stop else pair
        if heading < shares.heading and pair.turkish[:1].isupper() and 2 <= len(pair.turkish.split()) <= HEADING_WORDS:
            turkish = decase(upper(stripped.turkish))
            if turkish != stripped.turkish:
                yield "heading", replace(stripped, turkish=turkish)
        if bare < shares.bare and stop:
            yield "bare", stripped
        if glued < shares.glued and (first := before.get(pair.source)) and _glue(first, pair):
            yield (
                "glued",
                replace(pair, turkish=f"{first.turkish} {pair.turkish}", english=f"{first.english} {pair.english}"),
            )
        before[pair.source] = pair


def _glue(first: Pair, second: Pair) -> bool:
    sides = (first.turkish, first.english, second.turkish, second.english)
    return (
        all(_ENDS_SENTENCE.search(side) for side in sides)
        and len(first.turkish.split()) + len(second.turkish.split()) <= GLUED_WORDS
    )


def train_sentencepiece(pairs: list[Pair], size: int, seed: int) -> bytes:
    """A joint unigram model (Kudo 2018) of both languages, digits single, learnt from lines drawn by weight."""
    from sentencepiece import SentencePieceTrainer

    chance = random.Random(seed)
    drawn = chance.choices(pairs, [pair.weight for pair in pairs], k=VOCABULARY_LINES // 2)
    lines = (side for pair in dict.fromkeys(drawn) for side in (pair.turkish, pair.english))
    model = io.BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=lines, model_writer=model, model_type="unigram", vocab_size=size, hard_vocab_limit=False,
        character_coverage=0.9998, split_digits=True, max_sentence_length=2 * MAX_CHARACTERS, num_threads=2,
        eos_id=0, unk_id=1, bos_id=-1, pad_id=-1, minloglevel=2,
    )  # fmt: skip
    return model.getvalue()


def vocabulary(processor: "SentencePieceProcessor") -> dict[str, int]:
    """Token to id: the pieces, and ``<pad>`` last. ``</s>`` is 0 and ``<unk>`` 1, as MarianMT here wants them."""
    tokens = [processor.id_to_piece(index) for index in range(processor.get_piece_size())]
    if tokens[:2] != ["</s>", "<unk>"] or len(tokens) > 2**15 - 1:
        raise ValueError("the SentencePiece model must have </s> as 0, <unk> as 1 and at most 32,767 pieces")
    return {token: index for index, token in enumerate([*tokens, "<pad>"])}


def prepare(
    corpora: Iterable[Path],
    out: Path,
    *,
    mix: Mix,
    spm: Path | None = None,
    exclude: Iterable[Path] = (),
    shares: Shares | None = None,
    size: int = VOCABULARY,
    seed: int = 1,
    texts: bool = False,
    swap: bool = False,
) -> dict[str, Any]:
    """All of it; returns what ``stats.json`` says.

    ``spm`` is a SentencePiece model to use instead of a new one; with ``swap`` the model learns to write Turkish.
    """
    from sentencepiece import SentencePieceProcessor

    removed: Counter[str] = Counter()
    pairs = clean(read_pairs(corpora, mix, removed), excluded_keys(exclude), removed)
    if not pairs:
        raise ValueError(f"no pair is left of {', '.join(map(str, corpora))}: {dict(removed)}")
    model = spm.read_bytes() if spm else train_sentencepiece(pairs, size, seed)
    processor = SentencePieceProcessor(model_proto=model)
    tokens = vocabulary(processor)
    out.mkdir(parents=True, exist_ok=True)
    (out / "spm.model").write_bytes(model)
    (out / "vocab.json").write_text(json.dumps(tokens, ensure_ascii=False, indent=0), encoding="utf-8")
    labelled = [("plain", pair) for pair in pairs] + list(variants(pairs, shares or Shares(), seed))
    if swap:
        labelled = [(label, replace(p, turkish=p.english, english=p.turkish)) for label, p in labelled]
    stats = encode(labelled, processor, out, removed, texts=texts, tagged=mix.tagged)
    stats = {"vocabulary": len(tokens), "seed": seed, "removed": dict(removed.most_common())} | stats
    (out / "stats.json").write_text(json.dumps(stats, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return stats


def parser() -> argparse.ArgumentParser:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shares = Shares()
    p.add_argument("corpus", type=Path, help="TSV, plain or .xz: Turkish, English, source, weight")
    p.add_argument("out", type=Path)
    p.add_argument("--extra", type=Path, nargs="+", default=[], metavar="TSV", help="more pairs, the same columns")
    p.add_argument(
        "--exclude", type=Path, nargs="+", default=[], metavar="FILE", help="drop pairs with a side in these"
    )
    p.add_argument(
        "--mix", type=Path, nargs="+", default=[Path(__file__).with_name("mix.toml")], metavar="TOML",
        help="weights by source; later files overrule earlier ones",
    )  # fmt: skip
    p.add_argument("--spm", type=Path, help="use this SentencePiece model; default: train one")
    p.add_argument("--pieces", type=int, default=VOCABULARY, help="size of a new one (default %(default)s)")
    p.add_argument("--headings", type=float, default=shares.heading, help="share of short pairs (default %(default)s)")
    p.add_argument("--glued", type=float, default=shares.glued, help="share of pairs (default %(default)s)")
    p.add_argument("--bare", type=float, default=shares.bare, help="share of pairs with a stop (default %(default)s)")
    p.add_argument("--texts", action="store_true", help="texts.npz as well, for noise and sampling while training")
    p.add_argument("--swap", action="store_true", help="English to Turkish, for back-translation")
    p.add_argument("--seed", type=int, default=1)
    return p


def main() -> None:
    """Prepares and prints the totals."""
    a = parser().parse_args()
    stats = prepare(
        [a.corpus, *a.extra],
        a.out,
        mix=read_mix(*a.mix),
        spm=a.spm,
        exclude=a.exclude,
        shares=Shares(a.headings, a.glued, a.bare),
        size=a.pieces,
        seed=a.seed,
        texts=a.texts,
        swap=a.swap,
    )
    print(json.dumps({name: value for name, value in stats.items() if name != "sources"}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
