#!/usr/bin/env python3
"""Plain eager PyTorch against the native engine, alternating in one run: medians and ratios as JSON.

Usage: compare_pytorch.py BENCH_KERNELS [--rounds 5] [--batches 32 96] [--precisions float32 bfloat16] [--threads N]
BENCH_KERNELS is the built program bin/bench/bench_kernels. Needs installer/packages-bench.txt. On a machine that
others use too, take --threads 1 and the ratio by processor time: idle threads of both spin, and it is the steady one.
What a processor without AVX-512 gives: ONEDNN_MAX_CPU_ISA=AVX2 ATEN_CPU_CAPABILITY=avx2 OPENBLAS_CORETYPE=Haswell for
PyTorch and TRANSCOPE_ISA=avx2 for ours; the report says what was really used.
"""

import argparse
import ctypes
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

import numpy as np
import torch

from eager_m2ost import EagerM2ost, hashed_input, hashed_weight

REFERENCE = pathlib.Path(__file__).resolve().parent.parent / "data/reference/m2ost.json"


def check(model, reference):
    """The eager model is right: the reference vectors' expression, relative to its largest value."""
    images = [hashed_input(reference["seed"], f"level{i}", (2, 3, 224, 224)) for i in range(3)]
    out = model(images).numpy()
    expected = np.array(reference["outputs"]["expression"]["values"]).reshape(2, -1)
    error = np.abs(out - expected).max() / np.abs(expected).max()
    if error > 1e-4:
        sys.exit(f"the eager model is off by {error:.2g} of the largest output")
    return float(error)


def eager_rate(model, images):
    """Spots per second by the clock and by the processor."""
    start, cpu_start = time.perf_counter(), time.process_time()
    with torch.no_grad():
        model(images)
    spots = images[0].shape[0]
    return spots / (time.perf_counter() - start), spots / (time.process_time() - cpu_start)


def native_rate(program, precision, batch, threads):
    arguments = [program, "--no-products", "--repeats", "1", "--precision", precision]
    arguments += ["--batch", str(batch), "--threads", str(threads)]
    report = json.loads(subprocess.run(arguments, check=True, capture_output=True, text=True).stdout)
    if not report:
        return None
    return report[0]["batches"][0]["spotsPerSecond"], report[0]["batches"][0]["spotsPerCpuSecond"]


def native_isa(program):
    command = [program, "--no-products", "--repeats", "1", "--batch", "1"]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)[-1]["isa"]


def libraries():
    """What decides PyTorch's rate: its BLAS, the processor that OpenBLAS takes this one for, ATen's instruction set."""
    words = pathlib.Path("/proc/self/maps").read_text().split()
    blas = sorted({word for word in words if "blas" in word and ".so" in word})
    report = {"blas": [pathlib.Path(path).name for path in blas]}
    for path in blas:
        if "openblas" in path:
            core = getattr(ctypes.CDLL(path), "openblas_get_corename", None)
            if core:
                core.restype = ctypes.c_char_p
                report["openblasCore"] = core().decode()
    capability = re.search(r"CPU capability usage: (\S+)", torch.__config__.show())
    report["atenCapability"] = capability.group(1) if capability else "unknown"
    return report


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--batches", type=int, nargs="+", default=[32, 96])
    parser.add_argument("--precisions", nargs="+", default=["float32", "bfloat16"])
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--reference", default=REFERENCE)
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    reference = json.loads(pathlib.Path(options.reference).read_text())
    weights = {name: hashed_weight(reference["seed"], name, shape) for name, shape in reference["tensors"]}
    models = {
        "float32": EagerM2ost(weights),
        "bfloat16": EagerM2ost({name: tensor.bfloat16() for name, tensor in weights.items()}),
    }
    pairs = [("float32", "float32"), ("bfloat16", "float32"), ("bfloat16", "bfloat16")]
    pairs = [pair for pair in pairs if set(pair) <= set(options.precisions)]
    with torch.no_grad():
        error = check(models["float32"], reference)
    images = [torch.rand(max(options.batches), 3, 224, 224) for _ in range(3)]

    rates = {}
    for _ in range(options.rounds):
        for batch in options.batches:
            for precision in options.precisions:
                model = models[precision]
                dtype = torch.float32 if precision == "float32" else torch.bfloat16
                rate = eager_rate(model, [image[:batch].to(dtype) for image in images])
                rates.setdefault(("eager", precision, batch), []).append(rate)
                rate = native_rate(options.program, precision, batch, options.threads)
                if rate:
                    rates.setdefault(("native", precision, batch), []).append(rate)

    def median(values):
        return statistics.median(rate for rate, _ in values)

    def best(values):
        return max(rate for rate, _ in values)

    def by_cpu(values):
        return statistics.median(rate for _, rate in values)

    table = [
        {
            "what": who,
            "precision": precision,
            "batch": batch,
            "spotsPerSecond": median(r),
            "bestSpotsPerSecond": best(r),
            "spotsPerCpuSecond": by_cpu(r),
        }
        for (who, precision, batch), r in rates.items()
    ]

    def ratio(mine, theirs, batch, pick):
        a, b = rates.get(("native", mine, batch)), rates.get(("eager", theirs, batch))
        return pick(a) / pick(b) if a and b else None

    ratios = [
        {
            "native": mine,
            "eager": theirs,
            "batch": batch,
            "median": ratio(mine, theirs, batch, median),
            "best": ratio(mine, theirs, batch, best),
            "byCpuTime": ratio(mine, theirs, batch, by_cpu),
        }
        for batch in options.batches
        for mine, theirs in pairs
    ]
    print(
        json.dumps(
            {
                "torch": torch.__version__,
                "threads": torch.get_num_threads(),
                **libraries(),
                "nativeIsa": native_isa(options.program),
                "eagerRelativeError": error,
                "rates": table,
                "ratios": ratios,
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
