"""Muon for the matrices inside the layers, AdamW for embeddings, biases and norms.

Muon (Jordan et al. 2024) replaces a matrix's momentum by the nearest semi-orthogonal matrix, found by five
Newton-Schulz steps; scaled to AdamW's usual update size (Liu et al. 2025, "Muon is scalable for LLM training"), so
that one learning rate serves both.
"""

import torch
import torch.distributed as dist
from torch import Tensor, nn


def orthogonalize(matrices: Tensor, steps: int = 5) -> Tensor:
    """Of (count, rows, columns), rows ≤ columns: about U·Vᵀ of each one's singular value decomposition, in bfloat16."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x: Tensor = matrices.bfloat16()
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(steps):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x


class Optimizer:
    """One step for all parameters of a model."""

    def __init__(self, model: nn.Module, width: int, *, momentum: float = 0.95) -> None:
        self.momentum = momentum
        inner = {n: p for n, p in model.named_parameters() if p.ndim == 2 and "embedding" not in n}
        rest = [p for n, p in model.named_parameters() if n not in inner]
        self.adamw = torch.optim.AdamW(rest, lr=1e-3, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.0, fused=True)
        # Same-shaped matrices share one batched product; a fused projection counts as several square ones.
        self.groups: dict[tuple[int, int], list[nn.Parameter]] = {}
        for parameter in inner.values():
            rows, columns = parameter.shape
            key = (width, columns) if columns == width and rows % width == 0 and rows <= 3 * width else (rows, columns)
            self.groups.setdefault(key, []).append(parameter)
        self.buffers = {key: torch.zeros_like(self._stacked(group, key)) for key, group in self.groups.items()}

    @staticmethod
    def _stacked(tensors: list[nn.Parameter] | list[Tensor], key: tuple[int, int]) -> Tensor:
        return torch.cat([t.detach().reshape(-1, *key) for t in tensors])

    def step(self, lr: float, rank: int = 0, workers: int = 1) -> None:
        """Applies the gradients and clears them.

        Of several workers, all with the same gradients, each orthogonalizes its part of the matrices, which is a
        quarter of the time of a step on a core otherwise.
        """
        for key, group in self.groups.items():
            gradients = self._stacked([p.grad for p in group if p.grad is not None], key)
            buffer = self.buffers[key]
            buffer.lerp_(gradients, 1 - self.momentum)
            look_ahead = gradients.lerp(buffer, self.momentum)  # Nesterov
            flat = look_ahead.mT if key[0] > key[1] else look_ahead
            if workers > 1:
                update = torch.zeros_like(flat)
                update[rank::workers] = orthogonalize(flat[rank::workers]).float()
                dist.all_reduce(update)
            else:
                update = orthogonalize(flat)
            update = (update.mT if key[0] > key[1] else update).float() * (0.2 * max(key) ** 0.5 * -lr)
            parts = update.split([p.numel() // (key[0] * key[1]) for p in group])
            torch._foreach_add_(
                [p.data for p in group], [u.reshape(p.shape) for u, p in zip(parts, group, strict=True)]
            )
            for p in group:
                p.grad = None
        for settings in self.adamw.param_groups:
            settings["lr"] = lr
        self.adamw.step()
        self.adamw.zero_grad(set_to_none=True)

    def state_dict(self) -> dict[str, object]:
        """Everything needed to go on."""
        return {"adamw": self.adamw.state_dict(), "buffers": dict(self.buffers)}

    def load_state_dict(self, state: dict[str, object]) -> None:
        """Takes what :meth:`state_dict` gave."""
        self.adamw.load_state_dict(state["adamw"])  # type: ignore[arg-type]
        buffers = state["buffers"]
        assert isinstance(buffers, dict)
        for key, buffer in self.buffers.items():
            buffer.copy_(buffers[key])
