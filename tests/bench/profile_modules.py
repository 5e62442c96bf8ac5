#!/usr/bin/env python3
"""Where a spot's time goes, module by module: eager PyTorch (float32 and bfloat16) and the native engine, one thread
each, by processor time, and which part of the measured product rate the engine reaches in each. A Markdown table.

Usage: profile_modules.py BENCH_KERNELS [--batch 16] [--rounds 5]
Times of the eager model are taken around its calls; what lies between them (GELU, residuals, concatenations, casts) is
one row, since the engine does it while a product's tile is still in registers.
"""

import argparse
import json
import pathlib
import re
import statistics
import subprocess
import time

import torch

from eager_m2ost import CHANNELS, EMBEDDING, LAYERS, LEVELS, PATCH, SIZE, EagerM2ost, hashed_weight

REFERENCE = pathlib.Path(__file__).resolve().parent.parent / "data/reference/m2ost.json"
BETWEEN = "between these: GELU, residuals, …"
# The engine's stages by the tensors that they use, in the order of the pass.
STAGES = [
    ("patch embedding", r"to_patch_embedding"),
    ("ITMM q/k/v", r"\.0\.to_qkv"),
    ("ITMM attention", None),
    ("ITMM output, feed-forward, CTMM q/k/v", r"\.0\.to_out|\.1\.split_mlp|\.2\.(norm|to_[qkv])"),
    ("CTMM attention", None),
    ("CTMM output", r"\.2\.to_out"),
    ("CCMM", r"\.3\.net"),
    ("head", r"transformer\.norm|mlp_head"),
]


class TimedM2ost(EagerM2ost):
    """Adds up the seconds of each stage. One thread, so calls do not overlap."""

    def __init__(self, weights):
        super().__init__(weights)
        self.seconds = dict.fromkeys([name for name, _ in STAGES], 0.0)
        self.attends = "ITMM attention"

    def timed(self, stage, work):
        start = time.process_time()
        result = work()
        self.seconds[stage] += time.process_time() - start
        return result

    def stage_of(self, name):
        return next(stage for stage, pattern in STAGES if pattern and re.search(pattern, name))

    def linear(self, x, name):
        if ".to_qkv" in name:
            self.attends = "ITMM attention"
        elif ".2.to_" in name:
            self.attends = "CTMM attention"
        return self.timed(self.stage_of(name), lambda: super(TimedM2ost, self).linear(x, name))

    def norm(self, x, name):
        return self.timed(self.stage_of(name), lambda: super(TimedM2ost, self).norm(x, name))

    def attention(self, q, k, v):
        return self.timed(self.attends, lambda: EagerM2ost.attention(q, k, v))


def gflop_per_spot():
    """Operations of each stage, from M2OST's shapes: two per multiply and add."""
    grid = (SIZE // PATCH) ** 2
    tokens = [(level + 1) * grid + 1 for level in LEVELS]
    c, pairs = CHANNELS, [(i, j) for i in tokens for j in tokens if i != j]
    hidden, gate, genes = 128, 384, 250
    embed = sum(
        grid * (3 * (PATCH >> k) ** 2 * (EMBEDDING >> k) + (EMBEDDING >> k) * c) for i in LEVELS for k in range(i + 1)
    )
    per_layer = {
        "ITMM q/k/v": sum(n * c * 3 * c for n in tokens),
        "ITMM attention": sum(2 * n * n * c for n in tokens),
        "ITMM output, feed-forward, CTMM q/k/v": sum(n * (c * c + 2 * hidden * c + 3 * c * c) for n in tokens),
        "CTMM attention": sum(2 * i * j * c for i, j in pairs),
        "CTMM output": sum(n * 2 * c * c for n in tokens),
        "CCMM": 2 * len(LEVELS) * c * gate,
    }
    counts = {"patch embedding": embed, "head": len(LEVELS) * c * genes}
    counts.update({stage: LAYERS * count for stage, count in per_layer.items()})
    return {stage: 2e-9 * count for stage, count in counts.items()}


def eager_profile(weights, dtype, batch, rounds):
    """Milliseconds a spot by stage: medians."""
    images = [torch.rand(batch, 3, SIZE, SIZE).to(dtype) for _ in LEVELS]
    model = TimedM2ost({name: tensor.to(dtype) for name, tensor in weights.items()})
    samples = []
    with torch.no_grad():
        model(images)
        for _ in range(rounds):
            model.seconds = dict.fromkeys(model.seconds, 0.0)
            start = time.process_time()
            model(images)
            total = time.process_time() - start
            samples.append({**model.seconds, BETWEEN: total - sum(model.seconds.values()), "all": total})
    return {stage: 1e3 / batch * statistics.median(s[stage] for s in samples) for stage in samples[0]}


def native_profile(program, precision, batch, rounds):
    """Milliseconds a spot by stage: medians; and the rate of a large product in GFLOP/s."""
    samples, products = [], []
    for _ in range(rounds):
        command = [program, "--precision", precision, "--batch", str(batch), "--threads", "1", "--repeats", "1"]
        report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        if not report:
            return None, None
        total = 1e3 / report[0]["batches"][0]["spotsPerCpuSecond"]
        percent = report[0]["profilePercent"]
        samples.append({**{stage: total * share / 100 for stage, share in percent.items()}, "all": total})
        products.append(report[0]["productGflops"]["perCpuSecond"])
    return {stage: statistics.median(s[stage] for s in samples) for stage in samples[0]}, statistics.median(products)


def cells(stage, gflop, _, eager, native, product):
    """One precision's part of a row. A share is told where products are most of the work."""
    if stage not in native:
        return f"{eager[stage]:.2f} | – | –"
    share = f"{100 * gflop[stage] / native[stage] * 1e3 / product:.0f} %" if gflop[stage] > 0.01 else "–"
    return f"{eager[stage]:.2f} | {native[stage]:.2f} | {share}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    torch.set_num_threads(1)
    reference = json.loads(REFERENCE.read_text())
    weights = {name: hashed_weight(reference["seed"], name, shape) for name, shape in reference["tensors"]}

    gflop = gflop_per_spot()
    gflop["all"] = sum(gflop.values())
    columns, notes = [], []
    for precision, dtype in (("float32", torch.float32), ("bfloat16", torch.bfloat16)):
        native, product = native_profile(options.program, precision, options.batch, options.rounds)
        if native:
            columns.append((precision, eager_profile(weights, dtype, options.batch, options.rounds), native, product))
            notes.append(f"{precision} {product:.0f}")
    print(f"ms a spot, one thread, batch {options.batch}, medians of {options.rounds}")
    print(f"large product, GFLOP/s: {', '.join(notes)}")
    heads = [f"{precision} eager | ours | share of product rate" for precision, *_ in columns]
    print("\n| stage | " + " | ".join(heads) + " |\n| --- |" + " --- |" * (3 * len(columns)))
    for stage in [name for name, _ in STAGES] + [BETWEEN, "all"]:
        print(f"| {stage} | " + " | ".join(cells(stage, gflop, *column) for column in columns) + " |")


if __name__ == "__main__":
    main()
