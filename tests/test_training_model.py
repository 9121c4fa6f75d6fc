"""The trained model is a MarianMT: the same numbers in transformers, the same tokens from both engines."""

import json
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from tests.training_fixtures import checkpoint, copy_task, sequences  # noqa: E402
from training.model import Marian, Shape, dropped, sinusoids  # noqa: E402
from training.optimizer import Optimizer, orthogonalize  # noqa: E402

SMALL = {"width": 32, "heads": 4, "feed_forward": 64, "encoder_layers": 2, "decoder_layers": 2}

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_task(tmp_path_factory.mktemp("model") / "data", count=10)


@pytest.fixture(scope="module")
def tokens(data: Path) -> dict[str, int]:
    return dict(json.loads((data / "vocab.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def model(data: Path, tokens: dict[str, int]) -> Marian:
    made: Marian = checkpoint(data.parent / "last.pt", Shape(len(tokens), **SMALL))
    return made


@pytest.fixture(scope="module")
def exported(data: Path, model: Marian) -> tuple[Path, Path]:
    from training.export import export

    return export(data.parent / "last.pt", data, data.parent / "export", quantization="float32")


def fresh() -> Marian:
    torch.manual_seed(5)
    return Marian(Shape(30, **SMALL)).eval()


def batch(model: Marian, pairs: int = 6) -> tuple[Any, Any]:
    """Padded sources, and decoder inputs that start with ``<pad>``."""

    def padded(rows: list[list[int]]) -> Any:
        longest = max(map(len, rows))
        return torch.tensor([row + [model.pad] * (longest - len(row)) for row in rows])

    source, target = sequences(pairs, model.pad + 1, 3), sequences(pairs, model.pad + 1, 4)
    return padded([[*ids, 0] for ids in source]), padded([[model.pad, *ids] for ids in target])


def logits(model: Marian, source: Any, decoder_input: Any) -> Any:
    with torch.no_grad():
        return model(source, decoder_input) @ model.embedding.weight.T + model.bias


def test_orthogonalize_gives_nearly_orthonormal_rows() -> None:
    matrices = torch.randn(3, 24, 48, generator=torch.Generator().manual_seed(1)) * torch.tensor([1e-3, 1, 50]).view(
        3, 1, 1
    )
    singular = torch.linalg.svdvals(orthogonalize(matrices).float())
    assert 0.5 < singular.min() < singular.max() < 1.3


def test_every_parameter_is_stepped_once_and_a_wide_matrix_like_its_parts() -> None:
    torch.manual_seed(0)
    model = Marian(Shape(20, **SMALL))
    before = {name: p.detach().clone() for name, p in model.named_parameters()}
    optimizer = Optimizer(model, 32)
    for p in model.parameters():
        p.grad = torch.randn(p.shape, generator=torch.Generator().manual_seed(p.numel()))
    optimizer.step(0.01)
    for name, p in model.named_parameters():
        assert p.grad is None, name
        assert not torch.equal(p, before[name]), name
        if p.ndim == 2 and "embedding" not in name:  # Muon: an orthogonal step of AdamW's usual size
            moved = (p.detach() - before[name]).square().mean().sqrt()
            assert 0.0005 < moved < 0.003, name


def test_the_loss_is_smoothed_cross_entropy_without_the_padding() -> None:
    model = fresh()
    source, decoder_input = batch(model)
    target = torch.cat([decoder_input[:, 1:], torch.zeros(len(decoder_input), 1, dtype=torch.long)], 1)
    start = torch.full((len(target), 1), model.pad)
    expected = torch.nn.functional.cross_entropy(
        logits(model, source, torch.cat([start, target[:, :-1]], 1)).flatten(0, 1),
        target.flatten(),
        ignore_index=model.pad,
        label_smoothing=0.1,
        reduction="sum",
    )
    with torch.no_grad():
        torch.testing.assert_close(model.loss(source, target, 0.1), expected)


def test_dropout_shares_its_mask_over_a_sentence_and_keeps_the_mean() -> None:
    torch.manual_seed(2)
    x, rate = torch.ones(400, 5, 50), torch.tensor(0.1)
    out = dropped(x, rate)
    assert dropped(x, None) is x
    assert torch.equal(dropped(x, torch.tensor(0.0)), x)
    assert (out == 0).float().mean() == pytest.approx(0.1, abs=0.01)
    assert out.mean() == pytest.approx(1, abs=0.01)
    assert torch.equal(out, out[:, :1].expand_as(out)), "one mask for all positions"


def test_dropout_changes_the_loss_only_where_there_is_a_rate() -> None:
    model = fresh()
    source, decoder_input = batch(model)
    with torch.no_grad():
        plain = model.loss(source, decoder_input, 0.1)
        assert torch.equal(plain, model.loss(source, decoder_input, 0.1, torch.tensor(0.0)))
        noisy = {float(model.loss(source, decoder_input, 0.1, torch.tensor(0.3))) for _ in range(3)}
    assert len(noisy) == 3


def test_transformers_computes_the_same_with_the_weights_under_its_names() -> None:
    from transformers import MarianConfig, MarianMTModel

    model = fresh()
    config = MarianConfig(
        vocab_size=30, d_model=32, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4, encoder_ffn_dim=64,
        decoder_attention_heads=4, decoder_ffn_dim=64, max_position_embeddings=512, pad_token_id=29, eos_token_id=0,
        decoder_start_token_id=29, scale_embedding=True, activation_function="relu",
    )  # fmt: skip
    theirs = MarianMTModel(config).eval()
    theirs.load_state_dict(model.huggingface_state())
    source, decoder_input = batch(model)
    with torch.no_grad():
        out = theirs(input_ids=source, attention_mask=source != 29, decoder_input_ids=decoder_input).logits
    torch.testing.assert_close(out, logits(model, source, decoder_input), rtol=1e-4, atol=1e-5)
    again = Marian(model.shape)
    again.load_huggingface_state(theirs.state_dict())
    assert all(torch.equal(a, b) for a, b in zip(model.parameters(), again.parameters(), strict=True))


def test_the_exported_folder_loads_in_transformers_and_computes_what_was_trained(
    model: Marian, exported: tuple[Path, Path]
) -> None:
    from transformers import MarianMTModel

    theirs = MarianMTModel.from_pretrained(exported[0]).eval()
    source, decoder_input = batch(model)
    decoder_input = decoder_input[:, : int((decoder_input[:, 1:] != model.pad).sum(1).min()) + 1]  # no padding inside
    with torch.no_grad():
        out = theirs(input_ids=source, attention_mask=source != model.pad, decoder_input_ids=decoder_input).logits
    torch.testing.assert_close(out[..., :-1], logits(model, source, decoder_input)[..., :-1], rtol=1e-4, atol=1e-4)
    assert out[..., -1].max() < -1000, "<pad> is never generated"
    assert not theirs.model.shared.weight[-1].any(), "CTranslate2 starts from zeros"
    assert theirs.config.max_position_embeddings == 512
    assert theirs.generation_config.num_beams == 4
    assert theirs.generation_config.max_length == 256
    assert theirs.generation_config.bad_words_ids == [[model.pad]]
    positions = theirs.model.encoder.embed_positions.weight
    torch.testing.assert_close(positions, sinusoids(512, 32))


@pytest.mark.parametrize("beam_size", [1, 4])
def test_transformers_and_ctranslate2_give_the_same_tokens(
    tokens: dict[str, int], exported: tuple[Path, Path], beam_size: int
) -> None:
    from tr_news.models.decoding import Decoding
    from tr_news.translation.engines.ctranslate2 import MarianTranslator
    from tr_news.translation.engines.transformers import TransformersTranslator

    piece = {index: token for token, index in tokens.items()}
    sources = [[piece[i] for i in [*ids, 0]] for ids in sequences(20, len(tokens), 8)]
    reference = TransformersTranslator(exported[0]).decode(sources, Decoding(beam_size))
    engine = MarianTranslator(exported[1], compute_type="float32").decode(sources, Decoding(beam_size))
    assert [h.pieces for h in engine] == [h.pieces for h in reference]
    assert len({h.pieces for h in engine}) > 3, "a model that says the same to everything proves nothing"
    assert 0 < sum(h.finished for h in engine) < len(engine)


def test_the_ctranslate2_folder_has_the_layout_of_the_package(
    data: Path, model: Marian, exported: tuple[Path, Path]
) -> None:
    from training.export import export

    _, folder = export(data.parent / "last.pt", data, data.parent / "int8")
    built_in = Path(__file__).parents[1] / "tr_news" / "models" / "tr-en-mini"
    assert {f.name for f in folder.iterdir()} == {f.name for f in built_in.iterdir()} - {"README.md"}
    assert json.loads((folder / "config.json").read_text()) == json.loads((built_in / "config.json").read_text())
    assert (folder / "model.bin").stat().st_size < (exported[1] / "model.bin").stat().st_size


def test_either_the_average_or_the_last_weights_are_exported(data: Path, model: Marian, tmp_path: Path) -> None:
    from safetensors.torch import load_file

    from training.export import export_huggingface

    saved = torch.load(data.parent / "last.pt")
    saved["average"] = {name: weight + 1 for name, weight in saved["average"].items()}
    torch.save(saved, tmp_path / "last.pt")
    export_huggingface(tmp_path / "last.pt", data, tmp_path / "average")
    export_huggingface(tmp_path / "last.pt", data, tmp_path / "model", weights="model")
    name = "model.encoder.layers.0.fc1.weight"
    average, last = (load_file(tmp_path / folder / "model.safetensors")[name] for folder in ("average", "model"))
    torch.testing.assert_close(average, last + 1)


def test_data_of_another_vocabulary_is_refused(data: Path, model: Marian, tmp_path: Path) -> None:
    from training.export import export_huggingface

    (tmp_path / "vocab.json").write_text(json.dumps({"</s>": 0, "<unk>": 1, "<pad>": 2}), encoding="utf-8")
    with pytest.raises(ValueError, match="a vocabulary of 3"):
        export_huggingface(data.parent / "last.pt", tmp_path, tmp_path / "out")
