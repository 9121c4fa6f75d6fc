"""Loads models and tokenizers into memory, by CTranslate2 or torch."""

import os
from pathlib import Path
from typing import Any

from tr_news.errors import ModelError, first_line
from tr_news.models.folder import ORIGINAL_CONFIG, Device, Engine, gguf_file

# What CTranslate2 raises for weights, vocabularies and settings that don't fit each other, or the memory.
FAILURES = (RuntimeError, ValueError, IndexError, MemoryError)


_QUOTAS = (  # of a container, by the versions of control groups: files with the time it may use, and of how much
    ("/sys/fs/cgroup/cpu.max",),
    ("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "/sys/fs/cgroup/cpu/cpu.cfs_period_us"),
)


def available_cores(root: Path = Path("/")) -> int:
    """The cores that this process may use: those it may run on, or fewer where a container has a quota of time."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    for files in _QUOTAS:
        try:
            told = " ".join((root / name.lstrip("/")).read_text("ascii") for name in files).split()
            quota, period = int(told[0]), int(told[1])
        except (OSError, ValueError, IndexError):  # "max", -1 with no period: no quota
            continue
        if quota > 0 and period > 0:
            return max(1, min(cores, -(-quota // period)))
    return cores


def place_of(engine: Engine, device: Device, compute_type: str) -> dict[str, object]:
    """Where and how an engine computes, for provenance."""
    return {"device": device} | ({"compute_type": compute_type} if engine == "ctranslate2" else {})


def transformers_without_advice() -> Any:
    """The library, which says on stderr that it found no torch; tokenizers need none."""
    os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
    import transformers

    return transformers


def load_tokenizer(folder: Path) -> Any:
    """The folder's tokenizer (transformers, without torch). Raises ModelError where it can't be loaded."""
    transformers = transformers_without_advice()
    options: dict[str, Any] = {"gguf_file": name} if (name := gguf_file(folder)) else {}
    try:
        if (folder / ORIGINAL_CONFIG).is_file():
            config = str(folder / ORIGINAL_CONFIG)
            options["config"] = transformers.AutoConfig.from_pretrained(config, local_files_only=True)
        return transformers.AutoTokenizer.from_pretrained(str(folder), local_files_only=True, **options)
    except Exception as error:  # tokenizers raises nothing narrower for a damaged file
        raise ModelError(
            f"{folder}: the tokenizer can't be loaded ({first_line(error)}); pull the model again"
        ) from error


def load_with_ctranslate2(engine_class: str, folder: Path, device: Device, **options: Any) -> Any:
    """The model by that class of CTranslate2 (Translator, Generator). Raises ModelError where it can't be loaded.

    ``device`` auto is the GPU where there is one; ``options`` are CTranslate2's: compute_type, intra_threads, …
    """
    import ctranslate2

    if device == "auto":
        device = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
    try:
        return getattr(ctranslate2, engine_class)(str(folder), device=device, **options)
    except FAILURES as error:
        raise ModelError(f"{folder}: CTranslate2 can't load the model ({first_line(error)}); pull it again") from error


def load_with_torch(auto_class: str, folder: Path, device: Device, threads: int) -> Any:
    """The model by that class of transformers, in float32 on a CPU, ready to generate.

    Raises ModelError where it can't be loaded or torch is not installed.
    """
    from pickle import UnpicklingError

    try:
        import torch
    except ImportError as error:
        raise ModelError("this model runs on torch, which is not installed: pip install 'tr-news[torch]'") from error
    import transformers
    from safetensors import SafetensorError

    transformers.utils.logging.disable_progress_bar()
    if device == "auto":
        device = "cuda" if torch.cuda.is_available() else "cpu"
    if threads:
        torch.set_num_threads(threads)
    options = {"gguf_file": name} if (name := gguf_file(folder)) else {}
    try:
        model = getattr(transformers, auto_class).from_pretrained(
            str(folder), local_files_only=True, dtype=torch.float32 if device == "cpu" else "auto", **options
        )
        return model.to(device).eval()
    except (OSError, ValueError, ImportError, RuntimeError, KeyError, SafetensorError, UnpicklingError) as error:
        raise ModelError(f"{folder}: transformers can't load the model ({first_line(error)}); pull it again") from error
