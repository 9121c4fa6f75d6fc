"""A Marian checkpoint becomes the CTranslate2 model that CTranslate2's own converter makes of it, without torch."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import checkpoints
from tr_news.errors import ModelError
from tr_news.models.conversion.marian import convert_marian
from tr_news.models.resolution import as_it_is


def by_reference(checkpoint: Path, output: Path, quantization: str) -> dict[str, bytes]:
    from ctranslate2.converters import TransformersConverter

    converter = TransformersConverter(str(checkpoint), copy_files=["source.spm", "target.spm"])
    converter.convert(str(output), quantization=quantization)
    return contents(output)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def assert_equal(checkpoint: Path, work: Path, quantization: str = "int8") -> None:
    """File for file and byte for byte: weights, scales, aliases, config.json, vocabularies."""
    convert_marian(checkpoint, work / "ours", quantization=quantization)
    ours, theirs = contents(work / "ours"), by_reference(checkpoint, work / "theirs", quantization)
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []


@pytest.mark.parametrize("dtype", ["float32", "float16"])
@pytest.mark.parametrize("tied", [True, False], ids=["tied", "untied"])
@pytest.mark.parametrize("weights", ["safetensors", "bin", "legacy"])
def test_equals_the_reference_converter(tmp_path: Path, weights: str, tied: bool, dtype: str) -> None:
    checkpoint = checkpoints.marian(tmp_path / "hf", weights=weights, tied=tied, dtype=dtype)
    assert_equal(checkpoint, tmp_path)


@pytest.mark.parametrize("quantization", ["float32", "float16", "int16", "int8_float32"])
def test_equals_the_reference_in_every_quantization(tmp_path: Path, quantization: str) -> None:
    assert_equal(checkpoints.marian(tmp_path / "hf"), tmp_path, quantization)


@pytest.mark.parametrize(
    "settings",
    [
        {"trained_bias": True},
        {"activation_function": "relu", "scale_embedding": False},
        {"activation_function": "gelu"},
        {"encoder_layers": 3, "decoder_layers": 1},
        {"share_encoder_decoder_embeddings": False},
        {"share_encoder_decoder_embeddings": False, "tied": False},
    ],
    ids=lambda settings: ",".join(settings),
)
def test_equals_the_reference_for_other_shapes(tmp_path: Path, settings: dict[str, Any]) -> None:
    assert_equal(checkpoints.marian(tmp_path / "hf", **settings), tmp_path)


def test_equals_the_reference_in_the_shape_of_opus_mt(tmp_path: Path) -> None:
    # Six layers of 512 with eight heads, as Helsinki-NLP/opus-mt-tr-en; only its vocabulary is smaller.
    shape: dict[str, Any] = {"d_model": 512, "encoder_layers": 6, "decoder_layers": 6, "encoder_attention_heads": 8,
             "decoder_attention_heads": 8, "encoder_ffn_dim": 2048, "decoder_ffn_dim": 2048,
             "max_position_embeddings": 512}  # fmt: skip
    assert_equal(checkpoints.marian(tmp_path / "hf", weights="bin", **shape), tmp_path)


@pytest.mark.parametrize("dtype", ["float32", "float16"])
@pytest.mark.parametrize("configured", [None, "float32", "float16"])
def test_rounds_to_the_precision_of_config_json_as_the_reference_does(
    tmp_path: Path, dtype: str, configured: str | None
) -> None:
    # The oldest checkpoints name none; others name another one than their weights have.
    checkpoint = checkpoints.marian(tmp_path / "hf", dtype=dtype)
    config = json.loads((checkpoint / "config.json").read_text())
    del config["dtype"]
    if configured:
        config["torch_dtype"] = configured
    (checkpoint / "config.json").write_text(json.dumps(config))
    assert_equal(checkpoint, tmp_path)


def test_takes_special_tokens_from_the_tokenizer_as_the_reference_does(tmp_path: Path) -> None:
    checkpoint = checkpoints.marian(tmp_path / "hf")
    vocabulary = json.loads((checkpoint / "vocab.json").read_text())
    vocabulary = {{"</s>": "<end>"}.get(token, token): index for token, index in vocabulary.items()}
    (checkpoint / "vocab.json").write_text(json.dumps(vocabulary))
    table = json.loads((checkpoint / "tokenizer_config.json").read_text())
    (checkpoint / "tokenizer_config.json").write_text(json.dumps(table | {"eos_token": "<end>"}))
    assert_equal(checkpoint, tmp_path)


def test_bfloat16_is_widened_without_loss(tmp_path: Path) -> None:
    import numpy as np
    import torch
    from safetensors.torch import load_file

    from tr_news.models.conversion.checkpoint import open_checkpoint

    checkpoint = checkpoints.marian(tmp_path / "hf", dtype="bfloat16")
    expected = load_file(checkpoint / "model.safetensors")
    opened = open_checkpoint(checkpoint)
    assert set(opened) == set(expected)
    for name, tensor in expected.items():
        assert tensor.dtype == torch.bfloat16
        np.testing.assert_array_equal(opened[name], tensor.float().numpy())


def test_a_vocabulary_for_each_language_is_kept_apart(tmp_path: Path) -> None:
    checkpoint = checkpoints.marian(tmp_path / "hf", share_encoder_decoder_embeddings=False)
    source = json.loads((checkpoint / "vocab.json").read_text())
    target = {token if token in ("</s>", "<unk>", "<pad>") else f"{token}-en": index for token, index in source.items()}
    (checkpoint / "target_vocab.json").write_text(json.dumps(target))
    convert_marian(checkpoint, tmp_path / "out")
    written = {
        side: json.loads((tmp_path / "out" / f"{side}_vocabulary.json").read_text()) for side in ("source", "target")
    }
    assert written == {"source": list(source)[:-1], "target": list(target)[:-1]}


def test_the_result_translates_as_transformers_does(tmp_path: Path) -> None:
    import ctranslate2
    from transformers import MarianMTModel, MarianTokenizer

    checkpoint = checkpoints.marian(tmp_path / "hf")
    convert_marian(checkpoint, tmp_path / "out", quantization="float32")
    tokenizer = MarianTokenizer.from_pretrained(checkpoint)
    model = MarianMTModel.from_pretrained(checkpoint)
    translator = ctranslate2.Translator(str(tmp_path / "out"), compute_type="float32")
    for sentence in checkpoints.SENTENCES[:4]:
        inputs = tokenizer(sentence, return_tensors="pt")
        expected = model.generate(**inputs, num_beams=1, max_new_tokens=16, forced_eos_token_id=None)[0].tolist()[1:]
        pieces = tokenizer.convert_ids_to_tokens(inputs["input_ids"][0])
        found = translator.translate_batch([pieces], beam_size=1, max_decoding_length=16)[0].hypotheses[0]
        assert [t for t in found if t != "</s>"] == [
            t for t in tokenizer.convert_ids_to_tokens(expected) if t not in ("</s>", "<pad>")
        ]


@pytest.mark.parametrize("family", ["bart", "pegasus", "t5"])
def test_other_families_say_what_they_say_in_transformers(tmp_path: Path, family: str) -> None:
    import ctranslate2
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    from tr_news.models.conversion.torch import convert_with_torch

    checkpoint = checkpoints.OTHERS[family](tmp_path / "hf")
    convert_with_torch(checkpoint, tmp_path / "out", quantization="float32")
    tokenizer = AutoTokenizer.from_pretrained(tmp_path / "out")
    inputs = AutoTokenizer.from_pretrained(checkpoint)(checkpoints.SENTENCES[0], return_tensors="pt")
    model = AutoModelForSeq2SeqLM.from_pretrained(checkpoint)
    start = torch.full((1, 1), model.config.decoder_start_token_id)
    best = model(input_ids=inputs["input_ids"], decoder_input_ids=start).logits[0, 0].argsort(descending=True)
    translator = ctranslate2.Translator(str(tmp_path / "out"), compute_type="float32")
    pieces = tokenizer.convert_ids_to_tokens(inputs["input_ids"][0].tolist())
    found = translator.translate_batch([pieces], beam_size=1, max_decoding_length=1, num_hypotheses=1)[0].hypotheses[0]
    assert tokenizer.convert_tokens_to_ids(found) == best[:1].tolist()


def test_needs_neither_torch_nor_transformers(tmp_path: Path) -> None:
    checkpoint = checkpoints.marian(tmp_path / "hf", weights="bin")
    script = (
        "import sys; from pathlib import Path\n"
        "for name in ('torch', 'transformers', 'safetensors'): sys.modules[name] = None\n"
        "from tr_news.models.conversion.marian import convert_marian\n"
        f"convert_marian(Path({str(checkpoint)!r}), Path({str(tmp_path / 'out')!r}))\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[1])
    assert contents(tmp_path / "out") == by_reference(checkpoint, tmp_path / "theirs", "int8")


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("config.json", "not a complete model folder"),
        ("model.safetensors", "no weights"),
        ("vocab.json", "not a complete model folder"),
        ("target.spm", "download the model again"),
    ],
)
def test_an_incomplete_folder_is_refused_by_name(tmp_path: Path, missing: str, message: str) -> None:
    checkpoint = checkpoints.marian(tmp_path / "hf")
    (checkpoint / missing).unlink()
    with pytest.raises(ModelError, match=message) as refused:
        convert_marian(checkpoint, tmp_path / "out")
    assert missing in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"model_type": "bart"}, "not a Marian"),
        ({"d_model": 32}, "wrong shape"),
        ({"encoder_layers": 3}, "missing"),
        ({"encoder_layers": 10**9}, "not between 1 and 100"),
        ({"encoder_ffn_dim": 64}, r"fc1\.weight is missing or of the wrong shape"),
        ({"encoder_attention_heads": 3}, "not a multiple"),
        ({"max_position_embeddings": 10**12}, "not between"),
        ({"encoder_layers": "six"}, "not of type int"),
        ({"activation_function": "sine"}, "isn't known"),
    ],
    ids=lambda value: str(value),
)
def test_a_config_that_does_not_fit_is_refused(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    checkpoint = checkpoints.marian(tmp_path / "hf")
    config = json.loads((checkpoint / "config.json").read_text())
    (checkpoint / "config.json").write_text(json.dumps(config | change))
    with pytest.raises(ModelError, match=message):
        convert_marian(checkpoint, tmp_path / "out")


def test_a_vocabulary_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    checkpoint = checkpoints.marian(tmp_path / "hf")
    vocabulary = json.loads((checkpoint / "vocab.json").read_text())
    (checkpoint / "vocab.json").write_text(json.dumps(dict(list(vocabulary.items())[:-3])))
    with pytest.raises(ModelError, match=r"vocab\.json"):
        convert_marian(checkpoint, tmp_path / "out")


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_a_model_of_half_precision_loads_without_a_warning(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], dtype: str
) -> None:
    from tr_news.models.conversion.torch import convert_with_torch
    from tr_news.summarization.generative.chat_local import load_chat
    from tr_news.translation.engines.ctranslate2 import MarianTranslator

    convert_marian(checkpoints.marian(tmp_path / "marian", dtype=dtype), tmp_path / "translator")
    convert_with_torch(checkpoints.llama(tmp_path / "llama", dtype=dtype), tmp_path / "chat")
    capfd.readouterr()
    MarianTranslator(tmp_path / "translator")
    load_chat(as_it_is(tmp_path / "chat"))
    assert capfd.readouterr().err == ""
