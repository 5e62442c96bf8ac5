#!/usr/bin/env python3
"""A plain eager float32 PyTorch training step against ours, alternating in one run: medians and ratios as JSON.

Usage: compare_training.py TRANSCOPE_CLI [--rounds 5] [--batch 96] [--threads N]
Ours is `transcope-cli train` on a synthetic section, whole steps as users run them: cutting and turning patches, forward,
backward, Adam; all tokens are looked at. Eager steps get finished tensors of the same shape. Needs
installer/packages-bench.txt, and about 0.13 GB of memory per spot of the batch for the eager steps.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

import torch

from eager_m2ost import EagerM2ost, hashed_input, hashed_weight

REFERENCE = pathlib.Path(__file__).resolve().parent.parent / "data/reference/m2ost.json"
GENES = pathlib.Path(__file__).resolve().parents[2] / "resources/genes/her2st.txt"


class EagerTraining:
    """The network with its optimiser, and one batch of made-up spots."""

    def __init__(self, batch):
        reference = json.loads(REFERENCE.read_text())
        weights = {name: hashed_weight(reference["seed"], name, shape) for name, shape in reference["tensors"]}
        for weight in weights.values():
            weight.requires_grad_(True)
        self.model = EagerM2ost(weights)
        self.optimiser = torch.optim.Adam(list(weights.values()), lr=1e-4)
        self.images = [hashed_input(1, f"level{i}", (batch, 3, 224, 224)) for i in range(3)]
        self.labels = hashed_input(1, "labels", (batch, weights["mlp_head.weight"].shape[0]))

    def rate(self):
        """Spots per second of one step."""
        start = time.perf_counter()
        self.optimiser.zero_grad()
        loss = torch.nn.functional.mse_loss(self.model(self.images), self.labels)
        loss.backward()
        self.optimiser.step()
        return len(self.labels) / (time.perf_counter() - start)


def our_rate(cli, pack, folder, precision, batch, threads):
    config = pathlib.Path(folder, "training.json")
    config.write_text(json.dumps({"batchSize": batch, "precision": precision, "epochs": 1}))
    command = [cli, "train", "--data", pack, "--split", "none", "--config", str(config), "--json"]
    command += ["--out", str(pathlib.Path(folder, "weights.safetensors"))]
    environment = dict(os.environ, OMP_NUM_THREADS=str(threads))
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return json.loads(done.stdout)["spotsPerSecond"]


def packed_section(cli, folder):
    section, pack = str(pathlib.Path(folder, "section")), str(pathlib.Path(folder, "section.pack"))
    subprocess.run([cli, "demo", section, "--seed", "1"], check=True, capture_output=True)
    command = [cli, "pack", "--data", section, "--out", pack, "--genes", str(GENES), "--split", "none"]
    subprocess.run(command, check=True, capture_output=True)
    return pack


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--batch", type=int, default=96)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    rates = {"eager float32": [], "ours float32": [], "ours auto": []}
    eager = EagerTraining(options.batch)
    eager.rate()  # the first step also allocates
    with tempfile.TemporaryDirectory() as folder:
        pack = packed_section(options.cli, folder)
        for _ in range(options.rounds):
            rates["eager float32"].append(eager.rate())
            for precision in ("float32", "auto"):
                rates["ours " + precision].append(
                    our_rate(options.cli, pack, folder, precision, options.batch, options.threads)
                )
    medians = {name: statistics.median(values) for name, values in rates.items()}
    report = {
        "batch": options.batch,
        "threads": options.threads,
        "torch": torch.__version__,
        "spotsPerSecond": medians,
        "all": rates,
        "ratios": {name: medians[name] / medians["eager float32"] for name in ("ours float32", "ours auto")},
    }
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
