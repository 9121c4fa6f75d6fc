"""BART and PEGASUS become what CTranslate2's own converter makes of them, tensor for tensor, without torch."""

import io
import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from tests import checkpoints, hub_server
from tests.test_models_conversion import contents
from tr_news.errors import ModelError
from tr_news.models.conversion.bart import convert_bart

ROOT = Path(__file__).parents[1]
FAMILIES = {"bart": checkpoints.bart, "pegasus": checkpoints.pegasus}
ENGINE_FILES = ("config.json", "model.bin", "shared_vocabulary.json")


def reference(checkpoint: Path, output: Path, quantization: str) -> dict[str, bytes]:
    """What the converter with torch writes: the engine's files, the tokenizer's, the kept configurations."""
    from tr_news.models.conversion.torch import convert_with_torch

    convert_with_torch(checkpoint, output, quantization=quantization)
    return contents(output)


def assert_equal(checkpoint: Path, work: Path, quantization: str = "int8") -> None:
    convert_bart(checkpoint, work / "ours", quantization=quantization)
    ours, theirs = contents(work / "ours"), reference(checkpoint, work / "theirs", quantization)
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []
    assert set(ENGINE_FILES) < set(ours)


@pytest.mark.parametrize("dtype", ["float32", "float16"])
@pytest.mark.parametrize("tied", [True, False], ids=["tied", "untied"])
@pytest.mark.parametrize("weights", ["safetensors", "bin", "legacy"])
@pytest.mark.parametrize("family", FAMILIES)
def test_equals_the_reference_converter(tmp_path: Path, family: str, weights: str, tied: bool, dtype: str) -> None:
    checkpoint = FAMILIES[family](tmp_path / "hf", weights=weights, dtype=dtype, tie_word_embeddings=tied)
    assert_equal(checkpoint, tmp_path)


@pytest.mark.parametrize("quantization", ["float32", "float16", "int16", "int8_float16"])
@pytest.mark.parametrize("family", FAMILIES)
def test_equals_the_reference_in_every_quantization(tmp_path: Path, family: str, quantization: str) -> None:
    assert_equal(FAMILIES[family](tmp_path / "hf"), tmp_path, quantization)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    "settings",
    [
        {"encoder_layers": 3, "decoder_layers": 1, "encoder_ffn_dim": 48},
        {"activation_function": "relu", "scale_embedding": True},
        {"activation_function": "gelu_new"},
        {"encoder_attention_heads": 4, "decoder_attention_heads": 4},
    ],
    ids=lambda settings: ",".join(settings),
)
def test_equals_the_reference_for_other_shapes(tmp_path: Path, family: str, settings: dict[str, Any]) -> None:
    assert_equal(FAMILIES[family](tmp_path / "hf", **settings), tmp_path)


def state(checkpoint: Path) -> dict[str, Any]:
    import torch

    found: dict[str, Any] = torch.load(checkpoint / "pytorch_model.bin", weights_only=True)
    return found


def rewrite(checkpoint: Path, changed: dict[str, Any]) -> None:
    import torch

    torch.save(changed, checkpoint / "pytorch_model.bin")


@pytest.mark.parametrize("family", FAMILIES)
def test_equals_the_reference_with_a_trained_bias_of_the_output(tmp_path: Path, family: str) -> None:
    import torch

    checkpoint = FAMILIES[family](tmp_path / "hf")
    tensors = state(checkpoint)
    assert not tensors["final_logits_bias"].any()
    torch.manual_seed(3)
    rewrite(checkpoint, tensors | {"final_logits_bias": torch.randn_like(tensors["final_logits_bias"])})
    assert_equal(checkpoint, tmp_path)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    "absent",
    [
        ["lm_head.weight"],
        ["lm_head.weight", "model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight"],
        ["final_logits_bias"],
    ],
    ids=len,
)
def test_equals_the_reference_where_tied_tensors_are_stored_once(
    tmp_path: Path, family: str, absent: list[str]
) -> None:
    checkpoint = FAMILIES[family](tmp_path / "hf")
    rewrite(checkpoint, {name: tensor for name, tensor in state(checkpoint).items() if name not in absent})
    assert_equal(checkpoint, tmp_path)


def test_the_positions_of_pegasus_are_worked_out_where_they_are_not_stored(tmp_path: Path) -> None:
    # As transformers 4 wrote them: they never change.
    checkpoint = checkpoints.pegasus(tmp_path / "hf")
    rewrite(checkpoint, {name: tensor for name, tensor in state(checkpoint).items() if "embed_positions" not in name})
    assert_equal(checkpoint, tmp_path)


def test_a_token_without_an_embedding_is_left_out_as_by_the_reference(tmp_path: Path) -> None:
    # facebook/bart-large-cnn has 50,264 rows for the 50,265 tokens of its tokenizer: <mask> comes last.
    checkpoint = checkpoints.bart(tmp_path / "hf")
    vocabulary = json.loads((checkpoint / "vocab.json").read_text())
    (checkpoint / "vocab.json").write_text(json.dumps(vocabulary | {"<mask>": len(vocabulary)}))
    assert_equal(checkpoint, tmp_path)
    written = json.loads((tmp_path / "ours" / "shared_vocabulary.json").read_text())
    assert len(written) == len(vocabulary)


@pytest.mark.parametrize("configured", [None, "float32", "float16"])
@pytest.mark.parametrize("dtype", ["float32", "float16"])
def test_rounds_to_the_precision_of_config_json_as_the_reference_does(
    tmp_path: Path, dtype: str, configured: str | None
) -> None:
    checkpoint = checkpoints.bart(tmp_path / "hf", dtype=dtype)
    config = json.loads((checkpoint / "config.json").read_text())
    del config["dtype"]
    (checkpoint / "config.json").write_text(json.dumps(config | ({"torch_dtype": configured} if configured else {})))
    assert_equal(checkpoint, tmp_path)


@pytest.mark.parametrize("weights", ["safetensors", "bin"])
def test_weights_in_several_files_are_read_as_one(tmp_path: Path, weights: str) -> None:
    import torch
    from safetensors.torch import save_file

    checkpoint = checkpoints.bart(tmp_path / "hf")
    convert_bart(checkpoint, tmp_path / "whole")
    tensors = list(state(checkpoint).items())
    (checkpoint / "pytorch_model.bin").unlink()
    stem, ending = ("model", "safetensors") if weights == "safetensors" else ("pytorch_model", "bin")
    index: dict[str, str] = {}
    for number, part in enumerate((tensors[::2], tensors[1::2]), 1):
        name = f"{stem}-0000{number}-of-00002.{ending}"
        own = {key: tensor.clone() for key, tensor in part}
        save_file(own, checkpoint / name) if weights == "safetensors" else torch.save(own, checkpoint / name)
        index |= dict.fromkeys(own, name)
    (checkpoint / f"{stem}.{ending}.index.json").write_text(json.dumps({"weight_map": index}))
    convert_bart(checkpoint, tmp_path / "parts")
    assert contents(tmp_path / "parts") == contents(tmp_path / "whole")
    (checkpoint / f"{stem}-00002-of-00002.{ending}").unlink()
    with pytest.raises(ModelError, match="-00002-of-00002"):
        convert_bart(checkpoint, tmp_path / "less")
    (checkpoint / f"{stem}.{ending}.index.json").write_text(json.dumps({"weight_map": {"a": "../elsewhere"}}))
    with pytest.raises(ModelError, match="elsewhere"):
        convert_bart(checkpoint, tmp_path / "elsewhere")


def with_sentencepiece(folder: Path) -> Path:
    """A PEGASUS folder whose tokenizer is its SentencePiece model, as the oldest ones on the hub are."""
    import sentencepiece

    from tests.summarizer_checkpoints import WORDS

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([WORDS] * 20), model_writer=model, vocab_size=120, pad_id=0, eos_id=1, unk_id=2,
        bos_id=-1, hard_vocab_limit=False, minloglevel=2,
    )  # fmt: skip
    pieces = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue()).get_piece_size()
    checkpoints.pegasus(folder, vocab_size=pieces + 103)
    (folder / "tokenizer.json").unlink()
    (folder / "spiece.model").write_bytes(model.getvalue())
    settings = {"model_max_length": 512, "offset": 103, "mask_token": "<mask_2>", "mask_token_sent": "<mask_1>"}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))
    return folder


def test_equals_the_reference_with_a_tokenizer_of_sentencepiece(tmp_path: Path) -> None:
    assert_equal(with_sentencepiece(tmp_path / "hf"), tmp_path)


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of what is installed here, but for torch."""
    overlay = tmp_path_factory.mktemp("site-packages")
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if not path.name.startswith(("torch", "functorch", "__editable__", "_")) and path.suffix != ".pth":
            (overlay / path.name).symlink_to(path)
    return overlay


@pytest.fixture
def without_torch(home: Path, packages: Path) -> dict[str, str]:
    """The environment of an interpreter that finds these packages alone, with the models of this test."""
    assert Path(os.environ["TR_NEWS_HOME"]).is_relative_to(home)
    return {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{packages}"}


@pytest.mark.parametrize("family", [*FAMILIES, "pegasus with spiece.model"])
def test_converts_and_summarizes_where_torch_is_not_installed(
    tmp_path: Path, family: str, without_torch: dict[str, str]
) -> None:
    checkpoint = FAMILIES.get(family, with_sentencepiece)(tmp_path / "hf")
    script = (
        "import sys; from pathlib import Path; from importlib.util import find_spec\n"
        "assert find_spec('torch') is None\n"
        "from tr_news.load import prove_folder; from tr_news.models.resolution import resolve\n"
        "model = resolve(sys.argv[1], 'summarizer')\n"
        "print(model.folder); print(prove_folder(model.folder, model.kind))\n"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", script, str(checkpoint)],
        capture_output=True, text=True, check=False, env=without_torch, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr == ""
    folder, said = done.stdout.splitlines()
    theirs = reference(checkpoint, tmp_path / "theirs", "int8")
    ours = contents(Path(folder))
    assert {name: ours[name] for name in theirs} == theirs
    assert any(c.isalnum() for c in said)


def test_a_summarizer_comes_from_the_hub_to_a_brief_where_torch_is_not_installed(
    tmp_path: Path, without_torch: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("Köprü açıldı\n\nKentte yeni köprü açıldı. Köprüden bin araç geçti.\n", "utf-8")

    def tr_news(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-S", "-m", "tr_news", *arguments],
            capture_output=True, text=True, check=True, env=without_torch | {"HF_ENDPOINT": server.url}, cwd=tmp_path,
        )  # fmt: skip

    with hub_server.running(monkeypatch) as server:
        server.add("sshleifer/distilbart-cnn-12-6", checkpoints.bart(tmp_path / "hf"))
        assert "installed (0123456789ab" in tr_news("models", "pull", "distilbart-cnn-12-6").stderr
    printed = json.loads(tr_news("brief", "a.txt", "--summarizer", "auto", "--format", "json").stdout)
    assert printed["provenance"]["summarizer"]["name"] == "distilbart-cnn-12-6"
    assert printed["provenance"]["summarizer"]["engine"] == "ctranslate2"
    assert "torch not installed" in tr_news("doctor").stdout


@pytest.mark.parametrize("family", FAMILIES)
def test_a_model_of_half_precision_loads_without_a_warning(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], family: str
) -> None:
    from tr_news.models.runtime import load_with_ctranslate2

    convert_bart(FAMILIES[family](tmp_path / "hf", dtype="float16"), tmp_path / "out")
    capfd.readouterr()
    load_with_ctranslate2("Translator", tmp_path / "out", "cpu", compute_type="default")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"model_type": "t5"}, "not one of bart"),
        ({"d_model": 64}, "wrong shape"),
        ({"encoder_layers": 3}, "missing"),
        ({"encoder_layers": 10**9}, "not between 1 and 100"),
        ({"decoder_attention_heads": 4}, "differ in their attention heads"),
        ({"max_position_embeddings": 511}, r"embed_positions\.weight is missing or of the wrong shape"),
        ({"decoder_start_token_id": 10**6}, "which is no token"),
        ({"normalize_before": True}, r"encoder\.layer_norm\.weight is missing"),
        ({"tie_word_embeddings": "yes"}, "not of type bool"),
    ],
    ids=str,
)
def test_a_config_that_does_not_fit_is_refused_in_one_line(
    tmp_path: Path, change: dict[str, Any], message: str
) -> None:
    checkpoint = checkpoints.bart(tmp_path / "hf")
    config = json.loads((checkpoint / "config.json").read_text())
    (checkpoint / "config.json").write_text(json.dumps(config | change))
    with pytest.raises(ModelError, match=message) as refused:
        convert_bart(checkpoint, tmp_path / "out")
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("vocab.json", b"{}", "tokenizer"),
        ("vocab.json", b"[", "tokenizer"),
        ("merges.txt", None, "tokenizer"),
        ("pytorch_model.bin", b"cos\nsystem\n(S'touch it-ran'\ntR.", "refused"),
        ("pytorch_model.bin", None, "no weights"),
    ],
)
def test_a_broken_folder_is_refused_in_one_line(
    tmp_path: Path, file: str, content: bytes | None, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    checkpoint = checkpoints.bart(tmp_path / "hf")
    if content is None:
        (checkpoint / file).unlink()
    else:
        (checkpoint / file).write_bytes(content)
    with pytest.raises(ModelError, match=message) as refused:
        convert_bart(checkpoint, tmp_path / "out")
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "it-ran").exists()
