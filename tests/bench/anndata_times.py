#!/usr/bin/env python3
"""Seconds that python3-anndata takes to open an .h5ad, to give the first gene's values, and to save it again: JSON.

Usage: anndata_times.py FILE OUT
"""

import json
import sys
import time

import anndata


times = {}


def clocked(name, work):
    """What it gives; its seconds by the clock and of processor time go to `times`."""
    start, cpu = time.perf_counter(), time.process_time()
    result = work()
    times[f"{name}Seconds"] = time.perf_counter() - start
    times[f"{name}CpuSeconds"] = time.process_time() - cpu
    return result


def main():
    file, out = sys.argv[1:]
    data = clocked("open", lambda: anndata.read_h5ad(file))
    clocked("firstGene", lambda: data.X[:, 0].toarray())
    clocked("savePlain", lambda: data.write_h5ad(out))
    clocked("saveGzip", lambda: data.write_h5ad(out, compression="gzip"))
    print(json.dumps(times))


main()
