#!/usr/bin/env python3
"""How well weights tell what is unlike their training: a Markdown table on standard output.

Usage: outside.py TRANSCOPE_CLI WEIGHTS WORK NAME=SLIDE,SPOTS… [--inside NAME]
SPOTS: a file of spots, a pitch as `predict --grid` takes it, or `glass:FILE`: places, at most 160, of a lattice of 300 px
that lie more than 1,000 px from every spot of the file and 500 px within the slide. Sessions are kept in WORK, so that the same command again
predicts only what is missing. WEIGHTS must say what their training looked like (`describe-training`).

AUC: how often a spot of the set lies farther from the training than one that belongs to it; 0.5: not told apart, 1: always.
Against the training: its own spots, each measured from the sections of other folds. `outside` is a spot's percentile
among exactly these, so that this AUC is its mean. Against --inside: a set that is like the training but was not in it.
Beyond 99 %: share of the spots that the viewer counts as far; 1 % of spots like the training are.
"""

import argparse
import csv
import json
import math
import pathlib
import subprocess
import sys

LAYER = "likeness to the training"


def glass(cli, slide, file, out):
    """A table of places where there is no tissue, if the file has all spots that lie on some."""
    def ask(*words):
        return json.loads(subprocess.run([cli, "info", *words, "--json"], check=True, stdout=subprocess.PIPE).stdout)
    level, spots = ask(slide)["levels"][0], ask("--spots", file)["spots"]
    places = [(x, y) for y in range(500, level["height"] - 500, 300) for x in range(500, level["width"] - 500, 300)
              if min(math.hypot(x - s["x"], y - s["y"]) for s in spots) > 1000]
    places = places[:: -(-len(places) // 160)]
    out.write_text("id,pxl_col_in_fullres,pxl_row_in_fullres\n" + "".join(f"{x}x{y},{x},{y}\n" for x, y in places))
    return out


def percentiles(cli, weights, work, name, slide, spots):
    """Column `outside` of every spot of the set."""
    session, table = work / f"{name}.transcope", work / f"{name}.csv"
    if spots.startswith("glass:"):
        spots = glass(cli, slide, spots.removeprefix("glass:"), work / f"{name}-places.csv")
    where = ["--spots", spots] if pathlib.Path(spots).exists() else ["--grid", spots]
    predict = [cli, "predict", slide, "--weights", weights, *where, "--out", session, "--json"]
    answer = json.loads(subprocess.run(predict, check=True, stdout=subprocess.PIPE).stdout)
    for warning in answer["warnings"]:
        print(f"{name}: {warning['text']}", file=sys.stderr)
    subprocess.run([cli, "export", session, "--layer", f"M2OST: {LAYER}", "--out", table], check=True,
                   stdout=subprocess.DEVNULL)
    with open(table, newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return [float(row["outside"]) for row in rows]


def auc(far, near):
    """Share of the pairs in which far's is larger; equal ones count half (Mann and Whitney)."""
    wins = sum(1.0 if f > n else 0.5 if f == n else 0.0 for f in far for n in near)
    return wins / (len(far) * len(near))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cli")
    parser.add_argument("weights")
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("sets", nargs="+", metavar="NAME=SLIDE,SPOTS")
    parser.add_argument("--inside", help="name of the set that is like the training")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    found = {}
    for one in options.sets:
        name, files = one.split("=", 1)
        found[name] = percentiles(options.cli, options.weights, options.work, name, *files.rsplit(",", 1))
    print("| set | spots | beyond 99 % | AUC against the training |"
          + (f" against {options.inside} |" if options.inside else ""))
    print("| --- | ---: | ---: | ---: |" + (" ---: |" if options.inside else ""))
    for name, values in found.items():
        beyond = 100 * sum(v > 99 for v in values) / len(values)
        line = f"| {name} | {len(values)} | {beyond:.1f} % | {sum(values) / len(values) / 100:.3f} |"
        if options.inside:
            line += " |" if name == options.inside else f" {auc(values, found[options.inside]):.3f} |"
        print(line)


main()
