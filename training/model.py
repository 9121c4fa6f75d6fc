"""MarianMT for training on a CPU: the same arithmetic as Hugging Face's ``MarianMTModel``, with fewer, larger products.

Queries, keys and values of a layer are one matrix here and three there; :meth:`Marian.huggingface_state` and
:meth:`Marian.load_huggingface_state` translate. The architecture is that of Vaswani et al. (2017), post-norm, with one
embedding for source, target and output.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a model; the default is tr-en-mini's."""

    vocabulary: int
    width: int = 256
    heads: int = 4
    feed_forward: int = 1024
    encoder_layers: int = 6
    decoder_layers: int = 2
    positions: int = 512


def sinusoids(length: int, width: int) -> Tensor:
    """Marian's position encoding, (length, width): sines in the first half, cosines in the second."""
    angle = torch.arange(length)[:, None] / (10000 ** (2 * torch.arange(width // 2)[None] / width))
    return torch.cat([angle.sin(), angle.cos()], 1)


def dropped(x: Tensor, rate: Tensor | None) -> Tensor:
    """Dropout of (batch, length, width), one mask for all positions of a sentence; ``None``: as it is.

    The mask is shared as in Tensor2Tensor's models of translation: drawing one number for each position would cost a
    core a tenth of a step. The rate is a tensor, so that a compiled graph takes any.
    """
    if rate is None:
        return x
    kept = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= rate
    return x * (kept / (1 - rate)).to(x.dtype)


class Attention(nn.Module):
    """Multi-head attention; with ``cross`` the keys and values come from the encoder."""

    def __init__(self, width: int, heads: int, *, cross: bool = False) -> None:
        super().__init__()
        self.heads = heads
        if cross:
            self.q = nn.Linear(width, width)
            self.kv = nn.Linear(width, 2 * width)
        else:
            self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, memory: Tensor | None, mask: Tensor | None, *, causal: bool = False) -> Tensor:
        """``x`` (batch, length, width); ``mask`` broadcasts to (batch, heads, length, keys), True where to look."""
        if memory is None:
            q, k, v = self.qkv(x).chunk(3, -1)
        else:
            q = self.q(x)
            k, v = self.kv(memory).chunk(2, -1)
        batch, length, width = x.shape
        q, k, v = (t.view(batch, -1, self.heads, width // self.heads).transpose(1, 2) for t in (q, k, v))
        # Spelled out: for sentences of 10 to 50 tokens the compiled products beat the flash kernel, backward by two.
        scores = (q @ k.mT).float() * (width // self.heads) ** -0.5
        if causal:
            steps = torch.arange(length, device=x.device)
            scores = scores.masked_fill(steps[None, :] > steps[:, None], -1e9)
        if mask is not None:
            scores = scores.masked_fill(~mask, -1e9)
        y = scores.softmax(-1).to(v.dtype) @ v
        return self.out(y.transpose(1, 2).reshape(batch, length, width))  # type: ignore[no-any-return]


class Layer(nn.Module):
    """One encoder or decoder layer."""

    def __init__(self, shape: Shape, *, decoder: bool) -> None:
        super().__init__()
        self.self_attention = Attention(shape.width, shape.heads)
        self.self_norm = nn.LayerNorm(shape.width)
        self.decoder = decoder
        if decoder:
            self.cross_attention = Attention(shape.width, shape.heads, cross=True)
            self.cross_norm = nn.LayerNorm(shape.width)
        self.fc1 = nn.Linear(shape.width, shape.feed_forward)
        self.fc2 = nn.Linear(shape.feed_forward, shape.width)
        self.final_norm = nn.LayerNorm(shape.width)

    def forward(self, x: Tensor, mask: Tensor, memory: Tensor | None = None, dropout: Tensor | None = None) -> Tensor:
        """``mask`` (batch, 1, 1, source length) hides the source's padding."""
        own = None if self.decoder else mask
        x = self.self_norm(x + dropped(self.self_attention(x, None, own, causal=self.decoder), dropout))
        if self.decoder:
            x = self.cross_norm(x + dropped(self.cross_attention(x, memory, mask), dropout))
        return self.final_norm(x + dropped(self.fc2(F.relu(self.fc1(x))), dropout))  # type: ignore[no-any-return]


class Marian(nn.Module):
    """Encoder and decoder; the pad token is the last of the vocabulary and also starts the decoder."""

    position: Tensor

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.pad = shape.vocabulary - 1
        self.embedding = nn.Embedding(shape.vocabulary, shape.width, padding_idx=self.pad)
        self.encoder = nn.ModuleList(Layer(shape, decoder=False) for _ in range(shape.encoder_layers))
        self.decoder = nn.ModuleList(Layer(shape, decoder=True) for _ in range(shape.decoder_layers))
        self.bias = nn.Parameter(torch.zeros(shape.vocabulary))
        self.register_buffer("position", sinusoids(shape.positions, shape.width), persistent=False)
        self.reset()

    def reset(self) -> None:
        """Xavier per projection (not over the fused matrices), small embeddings."""
        for module in self.modules():
            if isinstance(module, nn.Linear):
                rows = module.weight.shape[0]
                fused = rows in (2 * self.shape.width, 3 * self.shape.width)
                for part in torch.split(module.weight, self.shape.width if fused else rows):
                    nn.init.xavier_uniform_(part)
                nn.init.zeros_(module.bias)
        nn.init.normal_(self.embedding.weight, std=0.02)
        with torch.no_grad():
            self.embedding.weight[self.pad].zero_()

    def embed(self, ids: Tensor) -> Tensor:
        """(batch, length) of ids to (batch, length, width)."""
        x: Tensor = self.embedding(ids)
        return x * math.sqrt(self.shape.width) + self.position[: ids.shape[1]]

    def forward(self, source: Tensor, decoder_input: Tensor, dropout: Tensor | None = None) -> Tensor:
        """Hidden states of the decoder, (batch, target length, width); ``dropout`` is a rate in a scalar tensor."""
        mask = (source != self.pad)[:, None, None, :]
        memory = dropped(self.embed(source), dropout)
        for layer in self.encoder:
            memory = layer(memory, mask, None, dropout)
        y = dropped(self.embed(decoder_input), dropout)
        for layer in self.decoder:
            y = layer(y, mask, memory, dropout)
        return y

    def hidden(self, source: Tensor, target: Tensor, dropout: Tensor | None = None) -> Tensor:
        """Hidden states of the decoder where it is given what it should have said so far."""
        start = target.new_full((target.shape[0], 1), self.pad)
        return self(source, torch.cat([start, target[:, :-1]], 1), dropout)  # type: ignore[no-any-return]

    def head(self, hidden: Tensor, target: Tensor, smoothing: float) -> Tensor:
        """Cross-entropy with label smoothing (Szegedy et al. 2016), summed over the tokens that aren't padding."""
        logits = F.linear(hidden, self.embedding.weight, self.bias).float()
        normaliser = logits.logsumexp(-1)
        right = logits.gather(-1, target[..., None])[..., 0]
        loss = normaliser - (1 - smoothing) * right - smoothing * logits.mean(-1)
        return (loss * (target != self.pad)).sum()

    def loss(self, source: Tensor, target: Tensor, smoothing: float, dropout: Tensor | None = None) -> Tensor:
        """What :meth:`head` says of :meth:`hidden`."""
        return self.head(self.hidden(source, target, dropout), target, smoothing)

    def _pairs(self) -> list[tuple[str, str, int, int]]:
        """(our module, theirs, which part of ours, of how many) for every projection and norm."""
        pairs: list[tuple[str, str, int, int]] = []
        for side, layers in (("encoder", self.encoder), ("decoder", self.decoder)):
            for i in range(len(layers)):
                ours, theirs = f"{side}.{i}.", f"model.{side}.layers.{i}."
                names = [("self_attention.qkv", f"self_attn.{p}_proj", j, 3) for j, p in enumerate("qkv")]
                names += [
                    ("self_attention.out", "self_attn.out_proj", 0, 1),
                    ("self_norm", "self_attn_layer_norm", 0, 1),
                ]
                if side == "decoder":
                    names += [("cross_attention.q", "encoder_attn.q_proj", 0, 1)]
                    names += [("cross_attention.kv", f"encoder_attn.{p}_proj", j, 2) for j, p in enumerate("kv")]
                    names += [("cross_attention.out", "encoder_attn.out_proj", 0, 1)]
                    names += [("cross_norm", "encoder_attn_layer_norm", 0, 1)]
                names += [(n, n, 0, 1) for n in ("fc1", "fc2")] + [("final_norm", "final_layer_norm", 0, 1)]
                pairs += [(ours + a, theirs + b, j, n) for a, b, j, n in names]
        return pairs

    def huggingface_state(self, weights: Mapping[str, Tensor] | None = None) -> dict[str, Tensor]:
        """A state dict of ``MarianMTModel``, of these weights or of the given ones (the average, say)."""
        own = dict(weights) if weights is not None else {n: p.detach() for n, p in self.named_parameters()}
        state = {"final_logits_bias": own["bias"][None]}
        for name in ("model.shared", "model.encoder.embed_tokens", "model.decoder.embed_tokens", "lm_head"):
            state[name + ".weight"] = own["embedding.weight"]
        for name in ("model.encoder.embed_positions", "model.decoder.embed_positions"):
            state[name + ".weight"] = self.position
        for ours, theirs, part, parts in self._pairs():
            for kind in (".weight", ".bias"):
                state[theirs + kind] = own[ours + kind].chunk(parts)[part].contiguous()
        return state

    def load_huggingface_state(self, state: Mapping[str, Tensor]) -> None:
        """Takes the weights of a ``MarianMTModel`` of the same shape."""
        own = {"embedding.weight": state["model.shared.weight"], "bias": state["final_logits_bias"][0]}
        fused: dict[str, list[Tensor]] = {}
        for ours, theirs, _, _ in self._pairs():
            for kind in (".weight", ".bias"):
                fused.setdefault(ours + kind, []).append(state[theirs + kind])
        self.load_state_dict(own | {name: torch.cat(parts) for name, parts in fused.items()})
