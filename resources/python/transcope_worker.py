"""Turns a Python function into a worker of Transcope (the standard library and numpy; Python 3.7 or later).

    from transcope_worker import serve

    def predict(patches):          # per spot, per level: uint8 array [patch_px, patch_px, 3]
        return [[level.mean() for level in spot] for spot in patches]

    serve(predict, genes=["ACTB", "CD3E"], name="brightness", version="1", downsamples=[1, 4])

Put this file beside yours and start yours through Transcope:
    transcope-cli predict slide.svs --worker "python3 brightness.py" --grid 200 --out out.transcope
or choose it in the viewer, panel Prediction, "…" beside the weights. Transcope cuts the patches and stores the
rows; a run that stops, for whatever reason, goes on where it was. The protocol: docs/worker-protocol.md.
"""

import base64
import hashlib
import json
import os
import signal
import sys
import traceback

import numpy as np

PROTOCOL = 3
LARGEST_MESSAGE = 64 << 20


def serve(predict, genes, name, version, patch_px=224, downsamples=(1, 2, 4), um_per_px=None,
          normalisation="cpm-selected", batch=32, device="cpu", precision="float32", trained_on="", split="",
          held_out=None, files=()):
    """Answers Transcope until it closes the connection. Load the model before you call this.

    predict(patches): patches is a list over spots of lists over levels of uint8 arrays
        [patch_px, patch_px, 3], RGB; returns one row of len(genes) finite floats per spot, log-normalised
        as `normalisation` says. A row must depend on its own spot alone.
    genes: symbols, or pairs (symbol, Ensembl id).
    name, version: what the layer is called and known by; give a new version to a changed model.
    patch_px, downsamples: level i covers patch_px * downsamples[i] px at um_per_px around the spot, resampled
        to patch_px. um_per_px None: px of the slide's full resolution, whatever their size.
    normalisation: "cpm-selected", "cpm-all", "log1p", "pearson-residuals" or "none" (docs/evaluation.md).
    batch: spots per call. device, precision: what it runs on, for the record.
    trained_on, split: in words. held_out: per gene its correlation on held-out data (None where unknown).
    files: the model's files. They, the script that was started, name and version make the hash by which a
        run goes on in its layer: where it differs, a new layer begins.

    What predict prints goes to standard error; what it raises ends the run with its message.
    """
    if sys.stdin.isatty():
        sys.exit('This is a worker: let Transcope start it, as --worker "python3 %s"' % sys.argv[0])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is Transcope's, which finishes the batch in hand
    pairs = [(gene, "") if isinstance(gene, str) else tuple(gene) for gene in genes]
    if not pairs or len(set(pairs)) < len(pairs):
        raise ValueError("genes must be a list of different genes, at least one")
    if held_out is not None and len(held_out) != len(pairs):
        raise ValueError("held_out must be one number per gene")
    info = {
        "method": name, "title": name, "kind": "patch", "genes": pairs, "sizePx": int(patch_px),
        "downsamples": [float(d) for d in downsamples], "umPerPx": um_per_px, "normalisation": normalisation,
        "device": device, "precision": precision, "precisionReason": "the worker's own",
        "weightsName": "%s %s" % (name, version), "weightsHash": _hash(name, version, files),
        "trainedOn": trained_on, "split": split, "preferredBatch": int(batch),
        "heldOutScore": _packed(() if held_out is None else [np.nan if h is None else h for h in held_out]),
    }
    _Worker(predict, info).run()


class _Refusal(Exception):
    """An error that the other side is told. kind: docs/worker-protocol.md."""

    def __init__(self, kind, message, what_to_do, code=-32000):
        super().__init__(message)
        self.answer = {"code": code, "message": message, "data": {"kind": kind, "whatToDo": what_to_do}}


class _Worker:
    def __init__(self, predict, info):
        self._predict = predict
        self._info = info
        self._answers = {"initialize": self._initialize, "loadWeights": self._load_weights,
                         "predictPatches": self._predict_patches, "shutdown": lambda params: None}

    def run(self):
        # The protocol's streams are taken away from everybody else: a print would break a message.
        self._input, self._output = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
        with open(os.devnull, "rb") as nothing:
            os.dup2(nothing.fileno(), 0)
        os.dup2(2, 1)
        try:
            while True:
                request = self._read()
                if request is None:
                    return
                if "id" in request:  # what has none (cancel) wants no answer, and comes too late here
                    self._write(dict(self._answer(request), jsonrpc="2.0", id=request["id"]))
                if request["method"] == "shutdown":
                    return
        except BrokenPipeError:  # Transcope is gone
            os._exit(1)

    def _read(self):
        length = None
        while True:
            line = self._input.readline(4096)
            if not line:
                return None
            if line == b"\r\n":
                break
            key, _, value = line.partition(b":")
            if key.strip().lower() == b"content-length":
                length = int(value)
        if length is None or not 0 <= length <= LARGEST_MESSAGE:
            raise ValueError("a message without a usable Content-Length")
        body = self._input.read(length)
        return json.loads(body) if len(body) == length else None

    def _write(self, message):
        body = json.dumps(message).encode()
        self._output.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._output.flush()

    def _answer(self, request):
        try:
            answer = self._answers.get(request["method"])
            if answer is None:
                raise _Refusal("Unsupported", "This worker does not know the request " + request["method"],
                               "Use the transcope_worker.py of your Transcope", -32601)
            return {"result": answer(request.get("params", {}))}
        except _Refusal as refusal:
            return {"error": refusal.answer}
        except Exception as error:
            traceback.print_exc()
            where = traceback.extract_tb(error.__traceback__)[-1]
            text = "%s: %s: %s (%s, line %d)" % (self._info["method"], type(error).__name__, error,
                                                 os.path.basename(where.filename), where.lineno)
            return {"error": _Refusal("ModelFailure", text, "Mend the worker's function").answer}

    def _initialize(self, params):
        if params["protocol"] != PROTOCOL:
            raise _Refusal("Unsupported", "Transcope speaks protocol %s, transcope_worker.py %d"
                           % (params["protocol"], PROTOCOL), "Use the transcope_worker.py of your Transcope")
        return {"protocol": PROTOCOL, "version": self._info["weightsName"], "wantsPatches": True}

    def _load_weights(self, params):
        for what in ("device", "precision"):
            if params[what] not in ("auto", self._info[what]):
                raise _Refusal("InvalidArgument", "%s runs with %s %s, not %s" % (
                    self._info["method"], what, self._info[what], params[what]), "Leave the %s out" % what)
        return self._info

    def _predict_patches(self, params):
        count, size = params["count"], params["sizePx"]
        levels = [np.frombuffer(bytearray(base64.b64decode(level)), np.uint8).reshape(count, size, size, 3)
                  for level in params["levels"]]
        result = self._predict([[level[spot] for level in levels] for spot in range(count)])
        rows = np.ascontiguousarray(np.asarray(result, np.float32))
        genes = self._info["genes"]
        if rows.shape != (count, len(genes)):
            raise _Refusal("ModelFailure", "%s returned an array of shape %s for %d spots and %d genes" % (
                self._info["method"], list(rows.shape), count, len(genes)),
                "Let the function return one row per spot with one number per gene")
        bad = np.argwhere(~np.isfinite(rows))
        if len(bad):
            spot, gene = bad[0]
            raise _Refusal("ModelFailure", "%s returned %s for gene %s" % (
                self._info["method"], rows[spot, gene], genes[gene][0] or genes[gene][1]),
                "Let the function return finite numbers")
        return {"rows": _packed(rows)}


def _packed(values):
    """Base64 of little-endian float32."""
    return base64.b64encode(np.asarray(values, "<f4").tobytes()).decode()


def _hash(name, version, files):
    digest = hashlib.sha256(("%s\n%s\n" % (name, version)).encode())
    for file in [sys.argv[0]] + list(files):
        with open(file, "rb") as content:
            for block in iter(lambda: content.read(1 << 20), b""):
                digest.update(block)
    return digest.hexdigest()
