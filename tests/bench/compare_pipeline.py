#!/usr/bin/env python3
"""A whole section with python_pipeline.py and with `transcope-cli predict`, alternating: seconds by the clock from
start to finished file, and how near the two sets of predictions are. JSON.

Usage: compare_pipeline.py TRANSCOPE_CLI PICTURE SELECTION_TSV WEIGHTS WORK_FOLDER [--rounds 3] [--threads N]
The picture's import into a pyramid, which is done once per picture, is in `firstTime` and not in `again`. Both cut
level-0 px as they are (the paper's way); ours chooses its precision. The pyramid's levels are means of 2 × 2 px stored
as JPEG where PIL reduces the picture itself, so small differences are expected.
"""

import argparse
import csv
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

import numpy as np

from eager_m2ost import load_safetensors

HERE = pathlib.Path(__file__).resolve().parent


def run_python(options, out):
    command = [sys.executable, HERE / "python_pipeline.py", options.picture, options.spots, options.weights, out]
    command += ["--threads", str(options.threads)]
    start = time.perf_counter()
    report = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return {"wall": time.perf_counter() - start, **report["seconds"]}


def run_transcope(options, um_per_px, cache, out):
    out.unlink(missing_ok=True)
    command = [options.cli, "--json", "predict", options.picture, "--spots", options.spots, "--out", out]
    command += ["--weights", options.weights, "--um-per-px", str(um_per_px), "--threads", str(options.threads)]
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    start = time.perf_counter()
    done = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    report = json.loads(done.stdout)
    return {"wall": wall, "run": report["seconds"], "precision": report["precision"]}


def read_table(path):
    """Ids and [spots, genes] of a table that `predict` wrote: a line of provenance, then columns."""
    with open(path) as file:
        next(file)
        header, *rows = csv.reader(file)
    first = header.index("array_col") + 1
    return [row[0] for row in rows], np.array([row[first:] for row in rows], dtype=np.float64)


def agreement(python_file, table):
    """How near the two predictions are, over the spots that both have."""
    theirs = np.load(python_file)
    row_of = {spot: row for spot, row in zip(theirs["ids"], theirs["rows"])}
    ids, ours = read_table(table)
    other = np.array([row_of[spot] for spot in ids])
    pearson = [float(np.corrcoef(a, b)[0, 1]) for a, b in zip(ours, other)]
    difference = np.abs(ours - other) / np.ptp(other, axis=0)
    return {
        "spots": len(ids),
        "pearsonPerSpot": {"least": min(pearson), "median": statistics.median(pearson)},
        "differenceOverGeneRange": {
            "median": float(np.median(difference)),
            "p99": float(np.percentile(difference, 99)),
            "largest": float(difference.max()),
        },
    }


def medians(rounds):
    return {key: statistics.median(r[key] for r in rounds) for key in rounds[0] if key != "precision"}


def main():
    parser = argparse.ArgumentParser()
    for name in ("cli", "picture", "spots", "weights"):
        parser.add_argument(name)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    patches = json.loads(load_safetensors(options.weights)[1]["patches"])
    um_per_px = patches.get("umPerPx") or 1.0  # the weights' own scale: then px are taken as they are
    cache, table, rows = options.work / "cache", options.work / "ours.csv", options.work / "python.npz"

    python, first_time, again = [], [], []
    for _ in range(options.rounds):
        python.append(run_python(options, rows))
        shutil.rmtree(cache, ignore_errors=True)
        first_time.append(run_transcope(options, um_per_px, cache, table))
        again.append(run_transcope(options, um_per_px, cache, table))
    report = {
        "rounds": options.rounds,
        "precision": again[-1]["precision"],
        "python": medians(python),
        "firstTime": medians(first_time),
        "again": medians(again),
        "agreement": agreement(rows, table),
    }
    for key in ("firstTime", "again"):
        report[key]["timesAsFast"] = report["python"]["wall"] / report[key]["wall"]
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
