"""The training of a lent GPU, from packed text to averaged weights in so many minutes.

    python -m training.growth PACKED OUT --minutes 11.5

Stages, each until a share of the time is over: ``both``, one model learns both directions (Ding et al. 2021,
bidirectional training) and then translates the English news into Turkish greedily; ``constant``, Turkish to English
alone, from real pairs and the made ones, tagged (Sennrich et al. 2016, Caswell et al. 2019); ``cooldown``, the same
from the mix ``news`` while the rate goes to zero. All text lives on the GPU; other processes make new variants of it
(:mod:`training.feed`). Everything goes by the clock: on a slower machine the same with fewer tokens. Products are in
bfloat16, weights in float32; OUT gets the moving average of the weights.
"""

import argparse
import json
import math
import multiprocessing
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch._dynamo import config as dynamo_config
from torch.fx.experimental import _config as fx_config

from training import feed
from training.data import Ragged, prefetched, read_sides
from training.device import split
from training.greedy import greedy
from training.model import Marian, Shape
from training.optimizer import Optimizer
from training.resident import Batch, Part, Resident, batches, rows
from training.train import EMA_EVERY, SMOOTHING, Average, save

MADE_SHARE = (2 / 3, 1 / 2)  # of the target tokens, before and while the rate falls
MARGIN = 6.0  # seconds kept for writing the weights


def parser() -> argparse.ArgumentParser:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("packed", type=Path, help="from training.device pack")
    p.add_argument("out", type=Path, help="gets weights in pieces")
    p.add_argument("--work", type=Path, help="where the processes meet, and the made pairs' text stays (default: away)")
    p.add_argument("--minutes", type=float, required=True, help="all of it, from --began")
    p.add_argument("--began", type=float, default=time.time(), help="seconds since 1970 (default: now)")
    p.add_argument("--early", type=float, default=0, help="minutes after which OUT/early gets the weights so far")
    p.add_argument("--both", type=float, default=0.27, help="share of the time for both directions")
    p.add_argument("--cooldown", type=float, default=0.38, help="share of the time in which the rate falls")
    p.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    p.add_argument("--shape", default="384,6,1536,8,2", help="width,heads,feed_forward,encoder_layers,decoder_layers")
    p.add_argument("--tokens", type=int, default=49_152, help="a side, a step, padding counted")
    p.add_argument("--round", type=int, default=12_000_000, help="target tokens drawn at a time")
    p.add_argument("--lr", type=float, default=1.5e-3)
    p.add_argument("--warmup", type=int, default=400, help="steps")
    p.add_argument("--dropout", type=float, default=0.1, help="falls to zero with the rate")
    p.add_argument("--ema", type=float, default=0.998, help="decay of the average of the weights, a step")
    p.add_argument("--log", type=float, default=15, help="seconds between lines")
    p.add_argument("--no-compile", action="store_true")
    return p


class Text:
    """What the feeding processes have made so far, and the weights to draw it by."""

    def __init__(self, packed: Path, folder: Path) -> None:
        """Starts a process for each part of ``packed`` (:func:`training.device.pack`); they write into ``folder``.

        ``weights`` are (pairs) for each mix, in the order of all parts together.
        """
        about = json.loads((packed / "mix.json").read_text("utf-8"))
        self.folder, self.count = folder, about["parts"]
        with np.load(packed / "sources.npz") as arrays:
            self.numbers = arrays["s"]
        self.weights = {name: np.array(about[name], np.float32)[self.numbers] for name in ("broad", "news")}
        self.known: dict[Path, tuple[int, Any]] = {}
        fork = multiprocessing.get_context("fork")
        self.processes = [
            fork.Process(target=feed.feed, args=(part, packed, folder), daemon=True) for part in range(self.count)
        ]
        for process in self.processes:
            process.start()

    def paths(self, kind: str) -> list[Path]:
        """A kind's file of each part."""
        return [self.folder / f"{kind}.{part:02}.npz" for part in range(self.count)]

    def complete(self, kind: str) -> bool:
        """Every part has one."""
        return all(path.exists() for path in self.paths(kind))

    def wait(self, kind: str) -> None:
        """Until it is complete; raises RuntimeError where a process has died."""
        while not self.complete(kind):
            if not all(process.is_alive() for process in self.processes):
                raise RuntimeError("a feeding process has died")
            time.sleep(0.2)

    def read(self, kind: str) -> tuple[Ragged, Ragged]:
        """Source and target ids of all parts of a kind together, each part's newest; what is known isn't read again."""
        sides = []
        for path in self.paths(kind):
            changed = path.stat().st_mtime_ns
            if self.known.get(path, (0, None))[0] != changed:
                self.known[path] = (changed, read_sides(path))
            sides.append(self.known[path][1])
        return Ragged.joined([x for x, _ in sides]), Ragged.joined([y for _, y in sides])

    def parts(self, stage: str) -> list[Part]:
        """What a stage (``both``, ``constant`` or ``cooldown``) draws from, of what there is by now.

        Real pairs count by the stage's mix, made ones all the same; of the target tokens MADE_SHARE are made.
        """
        weight = self.weights["news" if stage == "cooldown" else "broad"]
        real = self.read("real" if self.complete("real") else "clean")
        if stage == "both":
            turkish, english = self.read("clean")
            return [Part(*real, weight, 0.5), Part(english, turkish, weight, 0.5)]
        if not self.complete("made"):
            return [Part(*real, weight, 1.0)]
        made, share = self.read("made"), MADE_SHARE[stage == "cooldown"]
        even = np.ones(len(made[0].lengths), np.float32)
        return [Part(*real, weight, 1 - share), Part(*made, even, share)]

    def close(self) -> None:
        """Ends the processes: nothing is written any more."""
        for process in self.processes:
            process.terminate()
            process.join()


class Growth:
    """Model, optimizer, average and clock; ``a`` is of :func:`parser`."""

    def __init__(self, a: argparse.Namespace, text: Text) -> None:
        """New weights, the same for the same shape; compiled unless ``a.no_compile``."""
        self.a, self.text = a, text
        self.device = torch.device(a.device)
        tokens = json.loads((a.packed / "vocab.json").read_text("utf-8"))
        self.shape = Shape(len(tokens), *(int(n) for n in a.shape.split(",")))
        torch.manual_seed(1)
        self.model = Marian(self.shape).to(self.device)
        self.optimizer = Optimizer(self.model, self.shape.width)
        self.average = Average(self.model, a.ema)
        self.dropout = torch.tensor(a.dropout, device=self.device)
        self.step = 0
        self.tokens = 0.0
        self.rng = np.random.default_rng(int(a.began))
        self.head: Any = self.model.head
        if not a.no_compile:
            self.compile()

    def elapsed(self) -> float:
        """The share of the time that is over, from ``--began`` to MARGIN seconds before the end of ``--minutes``."""
        return float((time.time() - self.a.began) / (self.a.minutes * 60 - MARGIN))

    def loss(self, source: Tensor, target: Tensor) -> Tensor:
        """Cross-entropy with label smoothing in nats, summed over the target's tokens, a scalar.

        ``source`` and ``target`` are (pairs, padded length) of ids.
        """
        with torch.autocast(self.device.type, torch.bfloat16):
            hidden = self.model.hidden(source, target, self.dropout)
            return self.head(hidden, target, SMOOTHING)  # type: ignore[no-any-return]

    def compile(self) -> None:
        """Layers of a kind share one graph for any size: a quarter of the time that the whole model would take.

        What fails to compile runs as it is: minutes are too dear to stop for it.
        """
        # Equal sizes in the first batch (source and target length, say) are chance, not a law to compile in.
        fx_config.use_duck_shape = False
        dynamo_config.suppress_errors = True
        start = time.time()
        for layer in (*self.model.encoder, *self.model.decoder):
            layer.compile(dynamic=True)
        self.head = torch.compile(self.head, dynamic=True)
        for pairs, *lengths in ((self.a.tokens // 48, 40, 48), (self.a.tokens // 32, 32, 24)):
            source, target = (torch.randint(2, 30, (max(2, pairs), n), device=self.device) for n in lengths)
            torch.autograd.backward(self.loss(source, target))
            print(f"compiled in {time.time() - start:.0f} s", flush=True)
        self.model.zero_grad(set_to_none=True)

    def rounds(self, stage: str) -> Iterator[tuple[Resident, list[Batch]]]:
        """Without end, ``--round`` target tokens in batches, and where their tensors are, from the newest text."""
        while True:
            resident = Resident(self.text.parts(stage), self.model.pad, self.device)
            yield resident, resident.round(self.a.round, self.a.tokens, self.rng)

    def train(self, stage: str, until: float) -> None:
        """A stage, until that share of the time is over; in ``cooldown`` the rate falls linearly to zero.

        A step's gradient is the mean over the target tokens, clipped to norm 1. Nothing waits for the GPU but
        :meth:`report`, which raises FloatingPointError where the loss is no number.
        """
        parameters = list(self.model.parameters())
        logged, sums = time.time(), torch.zeros(2, device=self.device)
        for resident, chosen in prefetched(self.rounds(stage), 1):
            for batch in chosen:
                now = self.elapsed()
                if now >= until:
                    return
                source, target = resident.tensors(batch)
                loss = self.loss(source, target)
                torch.autograd.backward(loss)
                count = (target != self.model.pad).sum()
                sums += torch.stack([loss.detach().float(), count.float()])
                gradients = [p.grad for p in parameters if p.grad is not None]
                torch._foreach_div_(gradients, count.float())
                norm = torch.linalg.vector_norm(torch.stack(torch._foreach_norm(gradients)))
                torch._foreach_mul_(gradients, (1.0 / norm).clamp(max=1.0))
                share = min(1.0, max(0.0, 1 - now) / self.a.cooldown) if stage == "cooldown" else 1.0
                self.optimizer.step(self.a.lr * share * min(1.0, (self.step + 1) / self.a.warmup))
                self.step += 1
                if self.step % EMA_EVERY == 0:
                    self.average.update(self.model, self.step)
                if time.time() - logged > self.a.log:
                    self.report(stage, share, sums, time.time() - logged)
                    logged = time.time()

    def report(self, stage: str, share: float, sums: Tensor, seconds: float) -> None:
        """A line of the log; dropout and noise follow the rate, of which ``share`` is left; early weights if it's time.

        ``sums`` (2) are loss in nats and target tokens since the last line, ``seconds`` ago; they are set to zero.
        Raises FloatingPointError where the loss is no number.
        """
        loss, count = sums.tolist()
        if not math.isfinite(loss):
            raise FloatingPointError(f"step {self.step}: the loss is {loss}")
        sums.zero_()
        self.tokens += count
        print(
            f"{time.time() - self.a.began:.0f} s {stage} step {self.step} loss {loss / count:.3f} rate {share:.2f} "
            f"{count / seconds / 1e3:.0f} k tokens/s {self.tokens / 1e6:.1f} M",
            flush=True,
        )
        self.dropout.fill_(self.a.dropout * share)
        (self.text.folder / "factor").write_text(f"{share:.3f}")
        early = self.a.out / "early"
        if self.a.early and not early.exists() and time.time() - self.a.began > self.a.early * 60:
            self.write(early)

    def write(self, out: Path) -> None:
        """The averaged weights in bfloat16, in pieces that :func:`training.device.join` joins."""
        progress = {"step": self.step, "tokens": self.tokens}
        checkpoint = self.text.folder / "checkpoint.pt"
        save(checkpoint, {"average": self.average.weights, "progress": progress, "shape": asdict(self.shape)})
        split(checkpoint, out)

    @torch.no_grad()
    def translate(self) -> None:
        """Turkish for the English lines by the averaged weights, greedily, to the feeding processes.

        ``generated.NN.npz`` gets the ids of each line without ``</s>`` (``f``, ``o``), ``score`` (lines), the mean
        log-probability in nats a piece, ``finished`` (lines), and ``least``: UNSURE of all lines score below it.
        """
        model = Marian(self.shape).to(self.device)
        model.load_state_dict(self.average.weights)
        if self.device.type == "cuda":
            model.bfloat16()
        model.eval()
        start, parts = time.time(), []
        for path in self.text.paths("mono"):
            with np.load(path) as arrays:
                parts.append(Ragged(arrays["f"], arrays["o"]))
        lines = Ragged.joined(parts)
        flat, offsets = (torch.from_numpy(a).to(self.device) for a in (lines.flat, lines.offsets))
        found: list[np.ndarray] = [np.empty(0)] * len(lines.lengths)
        score, finished = np.zeros(len(found), np.float32), np.zeros(len(found), bool)
        for chosen in batches(np.arange(len(found)), lines.lengths, lines.lengths, 8 * self.a.tokens):
            length = int(lines.lengths[chosen].max())
            source = rows(flat, offsets, torch.from_numpy(chosen).to(self.device), length, self.model.pad)
            ids, scores, done = greedy(model, source, min(160, length + length // 3 + 8))
            score[chosen], finished[chosen] = scores.float().cpu().numpy(), done.cpu().numpy()
            ends = (ids != 0).sum(1).cpu().numpy()
            for index, row, end in zip(chosen, ids.short().cpu().numpy(), ends, strict=True):
                found[index] = row[:end].copy()
        least, first = np.quantile(score, feed.UNSURE), 0
        for part, name in zip(parts, self.text.paths("generated"), strict=True):
            place = slice(first, first + len(part.lengths))
            made = Ragged.of(ids.tolist() for ids in found[place])
            feed.stored(
                name, f=made.flat, o=made.offsets, score=score[place], finished=finished[place], least=np.array(least)
            )
            first += len(part.lengths)
        print(f"{len(found)} lines in {time.time() - start:.0f} s, least score {least:.2f}", flush=True)


def grow(a: argparse.Namespace, folder: Path) -> None:
    """All stages; ``folder`` is where the processes meet, and gets the checkpoint before it is split."""
    text = Text(a.packed, folder)
    try:
        growth = Growth(a, text)
        size = sum(p.numel() for p in growth.model.parameters())
        print(f"{size / 1e6:.1f} M parameters, {len(text.numbers)} pairs", flush=True)
        text.wait("clean")
        growth.train("both", a.both)
        text.wait("mono")
        growth.translate()
        growth.train("constant", 1 - a.cooldown)
        growth.train("cooldown", 1.0)
        growth.write(a.out)
    finally:
        text.close()


def main() -> None:
    """The command."""
    import tempfile

    a = parser().parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        if a.work:
            a.work.mkdir(parents=True, exist_ok=True)
        grow(a, a.work or Path(folder))


if __name__ == "__main__":
    main()
