"""The mean of several checkpoints of one shape, as a checkpoint for :mod:`training.export`.

    python -m training.average run/mean.pt run/decayed-1.pt run/decayed-2.pt
    python -m training.average run/mean.pt run/init.pt run/decayed.pt --shares 1 2

Weights that one run led to, or that one was trained on from the other, lie in one valley, and their mean is often
better than each (Izmailov et al. 2018; Wortsman et al. 2022). Of a checkpoint the moving average is taken; weights
under Hugging Face's names (``init.pt``) may stand among them if a checkpoint does.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.model import Marian, Shape


def mean(paths: Sequence[Path], shares: Sequence[float] | None = None) -> dict[str, Any]:
    """The checkpoint of the mean; its shape and progress are those of the last checkpoint among ``paths``.

    Raises ValueError where there is no checkpoint among them, where shapes differ or shares don't fit.
    """
    shares = [1.0] * len(paths) if shares is None else list(shares)
    if len(shares) != len(paths) or sum(shares) <= 0:
        raise ValueError(f"{len(paths)} files and {len(shares)} shares")
    states = [torch.load(path, map_location="cpu", weights_only=True) for path in paths]
    whole = [state for state in states if "average" in state]
    if not whole:
        raise ValueError(f"no checkpoint among {', '.join(map(str, paths))}")
    if any(state["shape"] != whole[0]["shape"] for state in whole):
        raise ValueError(f"different shapes: {', '.join(map(str, paths))}")
    total: dict[str, Tensor] = {}
    for state, share in zip(states, shares, strict=True):
        for name, weight in weights_of(state, Shape(**whole[0]["shape"])).items():
            total[name] = total.get(name, torch.zeros_like(weight)) + share / sum(shares) * weight
    return {"model": total, "average": total, "shape": whole[-1]["shape"], "progress": whole[-1]["progress"]}


def weights_of(state: dict[str, Any], shape: Shape) -> dict[str, Tensor]:
    """The moving average of a checkpoint, or weights under Hugging Face's names, under ours."""
    if "average" in state:
        return dict(state["average"])
    model = Marian(shape)
    model.load_huggingface_state({name: weight.float() for name, weight in state.items()})
    return {name: parameter.detach() for name, parameter in model.named_parameters()}


def main() -> None:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("out", type=Path)
    p.add_argument("checkpoints", type=Path, nargs="+", metavar="CHECKPOINT")
    p.add_argument("--shares", type=float, nargs="+", help="of each (default: equal)")
    a = p.parse_args()
    torch.save(mean(a.checkpoints, a.shares), a.out)


if __name__ == "__main__":
    main()
