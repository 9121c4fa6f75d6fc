"""Trains the model, on the CPU or on one GPU; goes on from the run's last checkpoint.

    python -m training.train DATA RUN --hours 2.5
    python -m training.train DATA RUN --hours 0.5 --decay     # learning rate to zero, for an export

One single-threaded worker a core, gradients summed over them: on small matrices two threads in one process spend
their time waiting for each other. Products are in bfloat16 (ten times float32's speed where the CPU has AMX, three
times with AVX-512 alone), the weights and the rest in float32. On a GPU (``--device cuda``) it is one process with
batches of 60,000 tokens or more, the same data and the same checkpoints. The constant rate goes on for as long as there
is time; ``--decay`` starts from its last checkpoint and leaves that alone, so training can go on from there (warm-up,
stable, decay: Hu et al. 2024, MiniCPM).
"""

import argparse
import copy
import os
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor
from torch.fx.experimental import _config as fx_config
from torch.multiprocessing.spawn import spawn

from training.data import Corpus, Encoder, prefetched
from training.model import Marian, Shape
from training.noise import Noise
from training.optimizer import Optimizer

SMOOTHING = 0.1
EMA_EVERY = 10
AHEAD = 8  # batches made while the GPU computes


def parser() -> argparse.ArgumentParser:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data", type=Path, help="train.npz and vocab.json, from training.prepare")
    p.add_argument("run", type=Path, help="checkpoints and log")
    p.add_argument("--hours", type=float, default=2.5)
    p.add_argument("--decay", action="store_true", help="from last.pt, rate linearly to zero; writes decayed.pt")
    p.add_argument("--device", default="cpu", help="cpu or cuda")
    p.add_argument("--lr", type=float, default=1.5e-3)
    p.add_argument("--warmup", type=int, default=200, help="steps")
    p.add_argument("--tokens", type=int, default=3000, help="a side, a worker, a step")
    p.add_argument("--ema", type=float, default=0.997, help="decay of the average of the weights, a step")
    p.add_argument("--save", type=float, default=10, help="minutes between checkpoints")
    p.add_argument("--log", type=float, default=60, help="seconds between lines")
    p.add_argument("--dropout", type=float, default=0.0, help="falls to zero with the rate of a decay")
    p.add_argument("--noise", type=float, default=0.0, help="1: the shares of training.noise; needs prepare's --texts")
    p.add_argument("--sampled", type=float, default=0.0, help="share of sources cut into pieces by chance; the same")
    p.add_argument("--alpha", type=float, default=0.5, help="inverse temperature of that cutting")
    p.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    p.add_argument("--shape", default="", help="for trials: width,heads,feed_forward,encoder_layers,decoder_layers")
    p.add_argument("--no-compile", action="store_true")
    return p


def vocabulary_size(data: Path) -> int:
    """The number of tokens, pad included."""
    import json

    return len(json.loads((data / "vocab.json").read_text("utf-8")))


class Average:
    """Exponential moving average of the weights (Polyak & Juditsky 1992), warmed up so that early weights fade."""

    def __init__(self, model: Marian, decay: float) -> None:
        self.decay = decay
        self.weights = {n: p.detach().clone() for n, p in model.named_parameters()}

    def update(self, model: Marian, step: int) -> None:
        """To be called every EMA_EVERY steps."""
        decay = min(self.decay**EMA_EVERY, (1 + step) / (20 + step))
        torch._foreach_lerp_(list(self.weights.values()), [p.detach() for p in model.parameters()], 1 - decay)


def save(path: Path, state: dict[str, Any]) -> None:
    """Atomically."""
    temporary = path.with_suffix(".tmp")
    torch.save(state, temporary)
    temporary.replace(path)


def work(rank: int, a: argparse.Namespace) -> None:
    """One worker."""
    torch.set_num_threads(1)
    torch.manual_seed(1)
    device = torch.device(a.device)
    if a.workers > 1:
        dist.init_process_group("gloo", init_method=f"file://{a.rendezvous}", rank=rank, world_size=a.workers)
    shape = Shape(vocabulary_size(a.data), *(int(n) for n in a.shape.split(",") if n))
    model = Marian(shape).to(device)
    encoder = None
    if a.noise or a.sampled:
        encoder = Encoder(a.data, Noise().scaled(a.noise), a.sampled, a.alpha, time.time_ns() % 2**31 + rank)
    on_gpu = device.type == "cuda"
    corpus = Corpus(a.data / "train.npz", model.pad, encoder, multiple=8 if on_gpu else 1)
    optimizer = Optimizer(model, shape.width)
    average = Average(model, a.ema)
    progress: dict[str, Any] = {"step": 0, "tokens": 0, "epoch": 0, "hours": 0.0}
    checkpoint, target = a.run / "last.pt", a.run / ("decayed.pt" if a.decay else "last.pt")
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        average.weights = state["average"]
        progress = state["progress"]
    elif (a.run / "init.pt").exists():  # weights only, under Hugging Face's names
        model.load_huggingface_state({k: v.float() for k, v in torch.load(a.run / "init.pt").items()})
        average = Average(model, a.ema)
    began = copy.deepcopy(progress)
    if rank == 0:
        size = sum(p.numel() for p in model.parameters())
        print(f"{size / 1e6:.1f} M parameters, {len(corpus)} pairs, {progress}", flush=True)

    dropout = torch.tensor(a.dropout, device=device) if a.dropout else None

    def loss_of(source: Tensor, target: Tensor, dropout: Tensor | None) -> Tensor:
        with torch.autocast(device.type, torch.bfloat16):
            return model.loss(source, target, SMOOTHING, dropout)

    # Equal sizes in the first batch (source and target length, say) are chance, not a law to compile in.
    fx_config.use_duck_shape = False
    loss_function = loss_of if a.no_compile else torch.compile(loss_of, dynamic=True)
    parameters = list(model.parameters())
    start = logged = saved = time.monotonic()
    loss_sum = loss_count = 0.0
    done = False
    while not done:
        progress["epoch"] += 1
        batches = corpus.epoch(progress["epoch"] * 7919 + progress["step"], a.tokens, rank, a.workers)
        for batch in prefetched(batches, AHEAD) if on_gpu else batches:
            source, target_ids = (ids.to(device) for ids in batch)
            loss = loss_function(source, target_ids, dropout)
            torch.autograd.backward(loss)
            # One vector for all: the gradients, the loss, the tokens and the clock, so that all workers agree.
            seconds = torch.tensor(time.monotonic() - start, device=device)
            extra = torch.stack([loss.detach(), (target_ids != model.pad).sum().float(), seconds])
            flat = torch.cat([*(p.grad.flatten() for p in parameters if p.grad is not None), extra])
            if a.workers > 1:
                dist.all_reduce(flat)
            loss_value, tokens, clock = flat[-3:].tolist()
            flat /= tokens
            flat *= (1.0 / flat[:-3].norm()).clamp(max=1.0)
            offset = 0
            for p in parameters:
                p.grad = flat[offset : offset + p.numel()].view_as(p)
                offset += p.numel()
            elapsed = clock / a.workers
            rate = a.lr * min(1.0, (progress["step"] + 1) / a.warmup)
            if a.decay:
                share = max(0.0, 1 - elapsed / (a.hours * 3600))
                rate = min(rate, a.lr * share)
                # What keeps the model from learning by heart goes with the rate.
                if dropout is not None:
                    dropout.fill_(a.dropout * share)
                if encoder:
                    encoder.factor = share
            optimizer.step(rate, rank, a.workers)
            progress["step"] += 1
            progress["tokens"] += int(tokens)
            progress["hours"] = began["hours"] + elapsed / 3600
            if progress["step"] % EMA_EVERY == 0:
                average.update(model, progress["step"] - began["step"])
            loss_sum, loss_count = loss_sum + loss_value, loss_count + tokens
            now = time.monotonic()
            if rank == 0 and now - logged > a.log:
                speed, seen = loss_count / (now - logged), progress["tokens"] / 1e6
                print(
                    f"epoch {progress['epoch']} step {progress['step']} loss {loss_sum / loss_count:.3f} "
                    f"rate {rate:.2e} {speed:.0f} tokens/s {seen:.2f} M {progress['hours']:.2f} h",
                    flush=True,
                )
                logged, loss_sum, loss_count = now, 0.0, 0.0
            done = elapsed > a.hours * 3600
            if rank == 0 and (done or now - saved > a.save * 60):
                state = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
                save(target, state | {"average": average.weights, "progress": progress, "shape": asdict(shape)})
                saved = now
            if done:
                break
    if a.workers > 1:
        dist.destroy_process_group()


def main() -> None:
    """Starts the workers and waits for them."""
    a = parser().parse_args()
    a.run.mkdir(parents=True, exist_ok=True)
    a.rendezvous = (a.run / f"rendezvous.{os.getpid()}").resolve()
    try:
        if a.workers == 1:
            work(0, a)
        else:
            spawn(work, (a,), a.workers)  # type: ignore[no-untyped-call]
    finally:
        a.rendezvous.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
