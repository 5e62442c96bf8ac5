#!/usr/bin/env python3
"""Seconds that python3-anndata takes to open an .h5ad, to give the first gene's values, and to save it again: JSON.

Usage: anndata_times.py FILE OUT
"""

import json
import sys
import time

import anndata


def seconds(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def main():
    file, out = sys.argv[1:]
    times = {}
    times["openSeconds"], data = seconds(lambda: anndata.read_h5ad(file))
    times["firstGeneSeconds"], _ = seconds(lambda: data.X[:, 0].toarray())
    times["savePlainSeconds"], _ = seconds(lambda: data.write_h5ad(out))
    times["saveGzipSeconds"], _ = seconds(lambda: data.write_h5ad(out, compression="gzip"))
    print(json.dumps(times))


main()
