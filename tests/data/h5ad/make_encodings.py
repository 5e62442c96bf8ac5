#!/usr/bin/python3
"""Writes the files of tst_foreignspots: four spots of two genes, encoded as different programs do."""
import sys

import h5py
import numpy as np

TEXT = h5py.string_dtype()
IDS = ["AAA-1", "CCC-1", "GGG-1", "TTT-1"]
COUNTS = np.array([[1, 2], [3, 4], [5, 6], [7, 8]], np.float32)
PLACES = np.array([[100, 200], [200, 200], [100, 300], [200, 300]], float)


def texts(group, name, values, **options):
    return group.create_dataset(name, data=np.array(values, object), dtype=TEXT, **options)


def frame(file, name, index):
    group = file.create_group(name)
    group.attrs["encoding-type"] = "dataframe"
    group.attrs["_index"] = "_index"
    texts(group, "_index", index)
    return group


def begin(name):
    file = h5py.File(f"{sys.path[0]}/{name}.h5ad", "w", libver="latest")
    frame(file, "obs", IDS)
    frame(file, "var", ["DDX5", "ACTB"])
    file["X"] = COUNTS
    file["obsm/spatial"] = PLACES
    return file


# The last of four spots is not in tissue, in every encoding.
with begin("tissue_categories") as f:
    group = f.create_group("obs/in_tissue")
    group.attrs["encoding-type"] = "categorical"
    texts(group, "categories", ["1", "0"])  # codes are not what they stand for
    group["codes"] = np.array([0, 0, 0, 1], np.int8)
with begin("tissue_07") as f:  # anndata 0.7, SeuratDisk
    texts(f.create_group("obs/__categories"), "in_tissue", ["True", "False"])
    f["obs/in_tissue"] = np.array([0, 0, 0, 1], np.int8)
with begin("tissue_nullable") as f:
    group = f.create_group("obs/in_tissue")
    group.attrs["encoding-type"] = "nullable-boolean"
    group["values"] = np.array([True, True, True, False])
    group["mask"] = np.zeros(4, bool)
with begin("tissue_factor") as f:  # h5Seurat
    texts(f.create_group("obs/in_tissue"), "levels", ["0", "1"])
    f["obs/in_tissue/values"] = np.array([2, 2, 2, 1])
with begin("tissue_texts") as f:
    texts(f["obs"], "in_tissue", ["TRUE", "TRUE", "TRUE", "FALSE"])
with begin("tissue_unknown") as f:
    group = f.create_group("obs/in_tissue")
    group.attrs["encoding-type"] = "awkward-array"
    group["parts"] = np.zeros(3)

with begin("lzf") as f:
    for name, data in (("X", COUNTS), ("obsm/spatial", PLACES)):
        del f[name]
        f.create_dataset(name, data=np.tile(data, 1), compression="lzf", chunks=data.shape)
with begin("no_x") as f:
    f["layers/counts"] = COUNTS
    del f["X"]
with begin("null_x") as f:
    f["raw/X"] = COUNTS
    frame(f["raw"], "var", ["DDX5", "ACTB"])
    del f["X"]
    f.create_dataset("X", data=h5py.Empty("f4")).attrs["encoding-type"] = "null"
with begin("places_in_frame") as f:
    del f["obsm/spatial"]
    group = frame(f, "obsm/spatial", IDS)
    group.attrs.create("column-order", ["pxl_row_in_fullres", "pxl_col_in_fullres"], dtype=TEXT)
    group["pxl_row_in_fullres"] = PLACES[:, 1]
    group["pxl_col_in_fullres"] = PLACES[:, 0]
with begin("places_in_obs") as f:
    del f["obsm"]
    f["obs/imagerow"] = PLACES[:, 1]
    f["obs/imagecol"] = PLACES[:, 0]
with begin("no_place") as f:
    f["obsm/spatial"][2, 1] = np.nan
with begin("gene_twice") as f:
    del f["var/_index"]
    texts(f["var"], "_index", ["DDX5", "DDX5"])
with begin("two_sections") as f:
    texts(f["obs"], "sample", ["s1", "s1", "s2", "s2"])
    for name, diameter in (("s1", 40.0), ("s2", 60.0)):
        f[f"uns/spatial/{name}/scalefactors/spot_diameter_fullres"] = diameter
with begin("rows_and_columns") as f:
    del f["obsm/spatial"]
    group = frame(f, "obsm/spatial", IDS)
    group.attrs.create("column-order", ["row", "col"], dtype=TEXT)
    group["row"] = PLACES[:, 1]
    group["col"] = PLACES[:, 0]
with begin("turned_places") as f:  # R's first axis is the last here
    del f["obsm/spatial"]
    f["obsm/spatial"] = np.array([[100, 200, 100, 200, 300, 400], [200, 200, 300, 300, 200, 200]], float)
    for name in ("obs", "X"):
        del f[name]
    frame(f, "obs", IDS + ["ACA-1", "GTG-1"])
    f["X"] = np.concatenate([COUNTS, COUNTS[:2]])
with begin("two_batches") as f:  # joined; the second lies over the first
    texts(f["obs"], "batch", ["0", "0", "1", "1"])
    f["obsm/spatial"][:] = [[100, 200], [200, 200], [110, 210], [210, 210]]
with begin("one_section_of_two_batches") as f:
    texts(f["obs"], "batch", ["0", "0", "1", "1"])
