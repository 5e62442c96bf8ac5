#!/usr/bin/env python3
"""A whole section as a Python user without Transcope would predict it: each spot's patches cropped out of the picture
and reduced with PIL, batches of 96, eager PyTorch in float32; one process.

Usage: python_pipeline.py PICTURE SELECTION_TSV WEIGHTS OUT_NPZ [--filter bilinear] [--threads N]
Patches are level-0 px as they are, as the paper cuts them; --filter box reduces them as pyramids are made. Prints where
the time went as JSON.
"""

import time

START = time.perf_counter()

import argparse
import csv
import json
import os

import numpy as np
import torch
from PIL import Image

from eager_m2ost import LEVELS, SIZE, EagerM2ost, load_safetensors

BATCH = 96


def read_spots(path):
    """Ids as "XxY" and centres in px of the selected spots of an original-ST table."""
    with open(path) as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["selected"] == "1"]
    return [f"{row['x']}x{row['y']}" for row in rows], [(float(row["pixel_x"]), float(row["pixel_y"])) for row in rows]


def crop(picture, centre, level, resampling):
    """[3, 224, 224] float32, 0 … 1."""
    side = SIZE << level
    left, top = (round(value - side / 2) for value in centre)
    patch = picture.crop((left, top, left + side, top + side))  # black outside
    if level > 0:
        patch = patch.resize((SIZE, SIZE), resampling)
    return np.asarray(patch, dtype=np.float32).transpose(2, 0, 1) / 255


def batch(picture, centres, level, resampling):
    return torch.from_numpy(np.stack([crop(picture, centre, level, resampling) for centre in centres]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("picture")
    parser.add_argument("spots")
    parser.add_argument("weights")
    parser.add_argument("out")
    parser.add_argument("--filter", choices=["bilinear", "box"], default="bilinear")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()
    resampling = {"bilinear": Image.BILINEAR, "box": Image.BOX}[options.filter]
    torch.set_num_threads(options.threads)
    Image.MAX_IMAGE_PIXELS = None  # sections are large

    seconds = {"startUp": time.perf_counter() - START, "open": 0.0, "patches": 0.0, "model": 0.0}

    def timed(what, work):
        start = time.perf_counter()
        result = work()
        seconds[what] += time.perf_counter() - start
        return result

    model = EagerM2ost(timed("open", lambda: load_safetensors(options.weights))[0])
    picture = timed("open", lambda: Image.open(options.picture).convert("RGB"))
    ids, centres = read_spots(options.spots)
    rows = []
    for first in range(0, len(ids), BATCH):
        part = centres[first : first + BATCH]
        images = timed("patches", lambda: [batch(picture, part, level, resampling) for level in LEVELS])
        with torch.no_grad():
            rows.append(timed("model", lambda: model(images).numpy()))
    np.savez(options.out, ids=ids, rows=np.concatenate(rows))
    seconds["total"] = time.perf_counter() - START
    print(json.dumps({"spots": len(ids), "seconds": seconds}))


if __name__ == "__main__":
    main()
