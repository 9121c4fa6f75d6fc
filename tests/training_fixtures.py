"""Made-up tasks for training tests: copy a short sequence of pieces; some news of people and what they did."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

NEEDS_7ZZ = pytest.mark.skipif(shutil.which("7zz") is None, reason="no 7zz on this machine (Debian: apt install 7zip)")

PIECES = 40  # about
END = 6.0  # the bias of </s> in random weights
LENGTHS = (2, 7)  # of the sequences, without </s>; the upper bound excluded
PEOPLE = (
    ("Bakan", "The minister"), ("Belediye başkanı", "The mayor"), ("Hakem", "The referee"), ("Doktor", "The doctor"),
    ("Öğretmen", "The teacher"), ("Gazeteci", "The journalist"), ("Yargıç", "The judge"), ("Avukat", "The lawyer"),
)  # fmt: skip
EVENTS = (
    ("dün istifa etti.", "resigned yesterday."), ("2024'te göreve başladı.", "took office in 2024."),
    ("soruları yanıtladı.", "answered the questions."), ("15 kişiyle görüştü.", "met 15 people."),
    ("köprüyü açtı.", "opened the bridge."), ("raporu okudu.", "read the report."),
    ("İzmir'e gitti.", "went to İzmir."), ("toplantıya katılmadı.", "did not attend the meeting."),
)  # fmt: skip


def sequences(count: int, vocabulary: int, seed: int) -> list[list[int]]:
    """Random ids without ``</s>``, ``<unk>`` and ``<pad>``."""
    rng = np.random.default_rng(seed)
    return [rng.integers(2, vocabulary - 1, rng.integers(*LENGTHS)).tolist() for _ in range(count)]


def copy_task(folder: Path, count: int = 20_000) -> Path:
    """What ``training.prepare`` would write: ``spm.model``, ``vocab.json``, and a ``train.npz`` of equal sides."""
    from sentencepiece import SentencePieceProcessor

    from training.encoding import Pair
    from training.prepare import train_sentencepiece, vocabulary

    folder.mkdir(parents=True)
    words = ["kara", "deniz", "ırmak", "göl", "dağ", "ova", "yol", "köy", "şehir", "liman", "çam", "söğüt"]
    text = [Pair(f"{a} {b}", f"{b} {a}", "x", 1) for a in words for b in words]
    model = train_sentencepiece(text, PIECES, seed=1)
    (folder / "spm.model").write_bytes(model)
    tokens = vocabulary(SentencePieceProcessor(model_proto=model))
    (folder / "vocab.json").write_text(json.dumps(tokens, ensure_ascii=False), encoding="utf-8")
    made = [np.array([*ids, 0], np.int16) for ids in sequences(count, len(tokens), seed=0)]
    flat, offsets = np.concatenate(made), np.cumsum([0, *map(len, made)])
    np.savez(folder / "train.npz", xf=flat, xo=offsets, yf=flat, yo=offsets, w=np.ones(count, np.float32))
    return folder


def news_pairs() -> list[tuple[str, str]]:
    """Turkish and English."""
    return [(f"{a} {x}", f"{b} {y}") for a, b in PEOPLE for x, y in EVENTS]


def news_data(folder: Path) -> Path:
    """:func:`news_pairs` as ``training.prepare`` leaves them, with texts.

    The first 16 are of the source ``office`` with a weight of 1, the others of ``town``, of 0.5 and 1 by turns. The
    vocabulary has the piece that tags made pairs.
    """
    from sentencepiece import SentencePieceTrainer

    from training.feed import TAG
    from training.prepare import Mix, Shares, prepare

    folder.mkdir(parents=True)
    rows = [
        (a, b, *(("office", 1.0) if i < 16 else ("town", (1 + i % 2) / 2))) for i, (a, b) in enumerate(news_pairs())
    ]
    text = "".join(f"{a}\t{b}\t{source}\t{weight}\n" for a, b, source, weight in rows)
    corpus, spm = folder / "corpus.tsv", folder / "own"
    corpus.write_text(text, encoding="utf-8")
    SentencePieceTrainer.train(
        sentence_iterator=iter(text.replace("\t", "\n").splitlines()), model_prefix=str(spm), vocab_size=120,
        hard_vocab_limit=False, eos_id=0, unk_id=1, bos_id=-1, pad_id=-1, user_defined_symbols=[TAG], minloglevel=2,
    )  # fmt: skip
    spm = spm.with_suffix(".model")
    prepare([corpus], folder, mix=Mix({}, {}), spm=spm, shares=Shares(0, 0, 0), texts=True)
    return folder


def checkpoint(path: Path, shape: Any, *, seed: int = 0) -> Any:
    """Writes random weights in the form of ``training.train``'s checkpoints and returns the model."""
    from dataclasses import asdict

    import torch

    from training.model import Marian

    torch.manual_seed(seed)
    model = Marian(shape)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            # Far from zero, `<pad>` too: training moves it, and what it decodes should vary.
            parameter.normal_(1 if "norm.weight" in name else 0, 0.5 if parameter.ndim == 2 else 0.3)
        model.bias[0] = END  # or hardly any output would come to an end
    weights = {name: p.detach().clone() for name, p in model.named_parameters()}
    progress = {"step": 7, "tokens": 99, "epoch": 1, "hours": 0.1}
    state = {"model": model.state_dict(), "optimizer": {}, "average": weights, "progress": progress}
    torch.save(state | {"shape": asdict(shape)}, path)
    return model.eval()
