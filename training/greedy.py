"""Greedy decoding of many sentences at once with a :class:`training.model.Marian`, on the device that it is on."""

import math

import torch
import torch.nn.functional as F
from torch import Tensor

from training.model import Attention, Layer, Marian


def _heads(x: Tensor, heads: int) -> Tensor:
    """(batch, length, width) to (batch, heads, length, width of a head)."""
    return x.view(x.shape[0], x.shape[1], heads, -1).transpose(1, 2)


def _attended(attention: Attention, q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    """For one query each, (batch, 1, width)."""
    scores = (q @ k.mT).float() * q.shape[-1] ** -0.5
    if mask is not None:
        scores = scores.masked_fill(~mask, -1e9)
    y = scores.softmax(-1).to(v.dtype) @ v
    return attention.out(y.transpose(1, 2).reshape(q.shape[0], 1, -1))  # type: ignore[no-any-return]


@torch.no_grad()
def greedy(model: Marian, source: Tensor, limit: int) -> tuple[Tensor, Tensor, Tensor]:
    """The likeliest next piece until ``</s>`` or ``limit`` pieces.

    ``source`` is (batch, length) with padding; returns ids (batch, ≤ limit), which after ``</s>`` (0) are zeros, the
    mean log-probability of the pieces with ``</s>`` (batch), and whether ``</s>`` came (batch).
    """
    mask = (source != model.pad)[:, None, None, :]
    memory = model.embed(source).to(model.embedding.weight.dtype)
    for layer in model.encoder:
        memory = layer(memory, mask)
    batch, heads = len(source), model.shape.heads
    layers = [layer for layer in model.decoder if isinstance(layer, Layer)]
    crossed = []
    for layer in layers:
        k, v = layer.cross_attention.kv(memory).chunk(2, -1)
        crossed.append((_heads(k, heads), _heads(v, heads)))
    size = (batch, heads, limit, model.shape.width // heads)
    kept = [(memory.new_empty(size), memory.new_empty(size)) for _ in layers]
    ids = source.new_zeros(batch, limit)
    token = source.new_full((batch, 1), model.pad)
    score = torch.zeros(batch, device=source.device)
    length = torch.zeros(batch, device=source.device)
    done = torch.zeros(batch, dtype=torch.bool, device=source.device)
    for step in range(limit):
        x = (model.embedding(token) * math.sqrt(model.shape.width) + model.position[step]).to(memory.dtype)
        for layer, (cross_k, cross_v), (own_k, own_v) in zip(layers, crossed, kept, strict=True):
            q, k, v = (_heads(t, heads) for t in layer.self_attention.qkv(x).chunk(3, -1))
            own_k[:, :, step : step + 1], own_v[:, :, step : step + 1] = k, v
            y = _attended(layer.self_attention, q, own_k[:, :, : step + 1], own_v[:, :, : step + 1], None)
            x = layer.self_norm(x + y)
            q = _heads(layer.cross_attention.q(x), heads)
            x = layer.cross_norm(x + _attended(layer.cross_attention, q, cross_k, cross_v, mask))
            x = layer.final_norm(x + layer.fc2(F.relu(layer.fc1(x))))
        logits = F.linear(x[:, 0], model.embedding.weight, model.bias).float()
        logits[:, model.pad] = -1e9
        best, token = logits.max(-1, keepdim=True)
        score += torch.where(done, 0.0, (best - logits.logsumexp(-1, keepdim=True))[:, 0])
        length += ~done
        token = token.masked_fill(done[:, None], 0)
        ids[:, step] = token[:, 0]
        done = done | (token[:, 0] == 0)
        if step % 8 == 7 and bool(done.all()):
            break
    return ids, score / length, done
