"""int8 says what float32 says: held to a floor on a small model that has learnt its sentences."""

import json
import shutil
from pathlib import Path

import pytest

from benchmarks.floors import floors
from benchmarks.quantization import chrf, outputs
from tests.marian_fixtures import ENGLISH, TURKISH, tiny_marian

FLOOR = floors("models")
STEPS = 90


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkpoint that translates the sentences of the fixtures: a random one changes its mind at any rounding."""
    import sentencepiece
    import torch
    from transformers import MarianMTModel

    folder = tiny_marian(tmp_path_factory.mktemp("quantization") / "tiny", brevity=0.0)
    vocabulary = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    pieces = sentencepiece.SentencePieceProcessor(model_proto=(folder / "source.spm").read_bytes())

    def batch(text: str, padding: int) -> torch.Tensor:
        ids = [[*(vocabulary[p] for p in pieces.encode(line, out_type=str)), 0] for line in text.splitlines()]
        width = max(map(len, ids))
        return torch.tensor([[*line, *[padding] * (width - len(line))] for line in ids])

    source, target = batch(TURKISH, vocabulary["<pad>"]), batch(ENGLISH, -100)
    torch.manual_seed(0)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # more of them only wait for each other on matrices this small
    model = MarianMTModel.from_pretrained(folder, dropout=0.0).train()
    for name, parameter in model.named_parameters():
        if parameter.ndim == 2 and "positions" not in name:
            torch.nn.init.normal_(parameter, std=0.18)  # 1/sqrt(width): the fixture's are too large to learn
    with torch.no_grad():
        model.model.shared.weight[vocabulary["<pad>"]] = 0  # CTranslate2 starts from a zero vector
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3)
    for _ in range(STEPS):
        loss = model(input_ids=source, attention_mask=source != vocabulary["<pad>"], labels=target).loss
        optimizer.zero_grad()
        loss.backward()
        model.model.shared.weight.grad[vocabulary["<pad>"]] = 0
        optimizer.step()
    torch.set_num_threads(threads)
    model.save_pretrained(folder)
    return folder


@pytest.mark.parametrize("beam_size", [1, 4])
def test_int8_says_what_float32_says(learnt: Path, tmp_path: Path, beam_size: int) -> None:
    found, sizes = outputs(learnt, tmp_path, TURKISH.splitlines(), beam_size=beam_size)
    assert chrf(found["float32"], ENGLISH.splitlines()) > 80, "it has learnt, so that there is something to compare"
    assert chrf(found["int8"], found["float32"]) >= FLOOR["int8_chrf_against_float32"]
    assert sizes["int8"] < sizes["float32"] / 2


def test_the_measure_notices_weights_that_lost_their_precision(learnt: Path, tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    weights = load_file(learnt / "model.safetensors")
    for name, tensor in weights.items():
        if tensor.ndim == 2:
            scale = tensor.abs().amax() / 3  # three bits
            weights[name] = (tensor / scale).round() * scale
    coarse = shutil.copytree(learnt, tmp_path / "coarse")
    save_file(weights, coarse / "model.safetensors", metadata={"format": "pt"})
    exact, _ = outputs(learnt, tmp_path / "exact", TURKISH.splitlines(), beam_size=1)
    rough, _ = outputs(coarse, tmp_path / "rough", TURKISH.splitlines(), beam_size=1)
    assert chrf(rough["float32"], exact["float32"]) < FLOOR["int8_chrf_against_float32"]
