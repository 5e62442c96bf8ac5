#!/usr/bin/env python3
"""Writes an .h5ad as large as a whole-transcriptome section, piece by piece, so that it needs little memory itself.

    make_h5ad.py 100000 18000 36000000 big.h5ad          # spots, genes, entries; csr, float32 counts, int32 indices
    make_h5ad.py 100000 18000 36000000 big.h5ad --gzip   # as adata.write(compression="gzip") does

Every spot has as many entries as every other, at genes drawn one from each of as many equal ranges.
"""

import argparse

import h5py
import numpy as np

SPOTS_AT_ONCE = 2000
PITCH_PX = 20


def encode(item, encoding, version):
    item.attrs["encoding-type"] = encoding
    item.attrs["encoding-version"] = version
    return item


def write_frame(file, name, index):
    frame = encode(file.create_group(name), "dataframe", "0.2.0")
    frame.attrs["_index"] = "_index"
    frame.attrs["column-order"] = np.array([], dtype=h5py.string_dtype())
    encode(frame.create_dataset("_index", data=index, dtype=h5py.string_dtype()), "string-array", "0.2.0")


def write_entries(group, spots, genes, per_spot, compression):
    total = spots * per_spot
    data = group.create_dataset("data", (total,), np.float32, compression=compression)
    indices = group.create_dataset("indices", (total,), np.int32, compression=compression)
    group.create_dataset("indptr", data=np.arange(spots + 1, dtype=np.int64) * per_spot)
    random = np.random.default_rng(1)
    bounds = np.linspace(0, genes, per_spot + 1).astype(np.int32)
    for first in range(0, spots, SPOTS_AT_ONCE):
        count = min(SPOTS_AT_ONCE, spots - first)
        drawn = random.integers(bounds[:-1], bounds[1:], (count, per_spot), dtype=np.int32)
        # Mostly ones, now and then more than a byte holds.
        values = random.geometric(0.6, (count, per_spot)).astype(np.float32)
        values[0, 0] = 300
        part = slice(first * per_spot, (first + count) * per_spot)
        indices[part] = drawn.ravel()
        data[part] = values.ravel()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("spots", type=int)
    parser.add_argument("genes", type=int)
    parser.add_argument("entries", type=int)
    parser.add_argument("out")
    parser.add_argument("--gzip", action="store_true")
    args = parser.parse_args()
    side = int(np.ceil(np.sqrt(args.spots)))
    places = np.arange(args.spots)
    with h5py.File(args.out, "w") as file:
        encode(file, "anndata", "0.1.0")
        matrix = encode(file.create_group("X"), "csr_matrix", "0.1.0")
        matrix.attrs["shape"] = np.array([args.spots, args.genes])
        write_entries(matrix, args.spots, args.genes, args.entries // args.spots, "gzip" if args.gzip else None)
        write_frame(file, "obs", [f"s_{i % side:05d}_{i // side:05d}-1" for i in range(args.spots)])
        write_frame(file, "var", [f"GENE{i}" for i in range(args.genes)])
        obsm = encode(file.create_group("obsm"), "dict", "0.1.0")
        spatial = np.stack([places % side, places // side], axis=1) * float(PITCH_PX)
        encode(obsm.create_dataset("spatial", data=spatial), "array", "0.2.0")
        for name in ("uns", "layers", "obsp", "varm", "varp"):
            encode(file.create_group(name), "dict", "0.1.0")


if __name__ == "__main__":
    main()
