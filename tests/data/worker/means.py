"""A worker for tests: the mean of every colour at every level. means.py [WHAT AFTER [VERSION]]: after so many
calls WHAT happens: raise, shape, nan, exit or slow; hang and refuse happen before it serves."""
import sys
import time

import numpy as np

from transcope_worker import serve

WHAT, AFTER, VERSION = (sys.argv[1:] + ["", "0", "1"][len(sys.argv) - 1:])[:3]
calls = 0


def predict(patches):
    global calls
    calls += 1
    print("call", calls, flush=True)  # as libraries do
    for spot in patches:
        assert [(level.shape, level.dtype, level.flags.writeable) for level in spot] == \
            [((32, 32, 3), np.uint8, True)] * 3
    rows = np.array([[level[..., colour].mean() for level in spot for colour in range(3)] for spot in patches])
    if calls > int(AFTER):
        if WHAT == "raise":
            raise ValueError("there is no tissue")
        if WHAT == "shape":
            return rows[:, 1:]
        if WHAT == "nan":
            rows[-1, 4] = np.nan
        if WHAT == "exit":
            sys.exit("the licence ran out")
        if WHAT == "slow":
            time.sleep(0.4)
    return rows


if WHAT == "hang":
    time.sleep(600)
serve(predict, genes=[] if WHAT == "refuse" else ["%s%d" % (c, i) for i in range(3) for c in "RGB"],
      name="Means", version=VERSION, patch_px=32, downsamples=[1, 2, 4], batch=4)
