"""Makes the .pth fixtures beside this file with the standard library alone: pickle for the pickles, zipfile for the
archives. The layout is that of torch.save since PyTorch 1.6; of legacy-… the one before. Run it here to make them
again; make_torch.py makes the like with PyTorch itself."""

import argparse
import collections
import io
import os
import pickle
import struct
import sys
import types
import zipfile


def module(name):
    made = types.ModuleType(name)
    sys.modules[name] = made
    return made


def stub(home, name):
    """A callable that pickles as the global home.name."""
    def function(*arguments):
        raise RuntimeError("never called")
    function.__module__, function.__qualname__, function.__name__ = home.__name__, name, name
    setattr(home, name, function)
    return function


torch, utils = module("torch"), module("torch._utils")
storage_types = {name: stub(torch, name) for name in
                 ("FloatStorage", "HalfStorage", "BFloat16Storage", "DoubleStorage", "LongStorage")}
rebuild, rebuild_parameter = stub(utils, "_rebuild_tensor_v2"), stub(utils, "_rebuild_parameter")
module("numpy")
multiarray = module("numpy.core.multiarray")
sys.modules["numpy"].core = module("numpy.core")
sys.modules["numpy.core"].multiarray = multiarray
scalar, numpy_dtype = stub(multiarray, "scalar"), stub(sys.modules["numpy"], "dtype")
codes = {"FloatStorage": "f", "HalfStorage": "e", "DoubleStorage": "d", "LongStorage": "q"}


class Storage:
    def __init__(self, kind, values):
        self.kind, self.values, self.key = kind, values, None

    def data(self):
        if self.kind == "BFloat16Storage":
            return b"".join(struct.pack("<f", v)[2:] for v in self.values)
        return struct.pack(f"<{len(self.values)}{codes[self.kind]}", *self.values)


class Tensor:
    def __init__(self, storage, shape, strides=None, offset=0):
        if strides is None:
            strides, step = [], 1
            for extent in reversed(shape):
                strides.insert(0, step)
                step *= extent
        self.arguments = (storage, offset, tuple(shape), tuple(strides), False, collections.OrderedDict())

    def __reduce__(self):
        return rebuild, self.arguments


class Parameter:
    def __init__(self, tensor):
        self.tensor = tensor

    def __reduce__(self):
        return rebuild_parameter, (self.tensor, True, collections.OrderedDict())


class Pickler(pickle.Pickler):
    def __init__(self, file, protocol, legacy=False):
        super().__init__(file, protocol)
        self.storages, self.legacy = [], legacy

    def persistent_id(self, thing):
        if not isinstance(thing, Storage):
            return None
        if thing.key is None:
            thing.key = str(len(self.storages))
            self.storages.append(thing)
        whole = ("storage", storage_types[thing.kind], thing.key, "cpu", len(thing.values))
        return whole + (None,) if self.legacy else whole


def save(name, thing, protocol=2, compression=zipfile.ZIP_STORED, extra=()):
    buffer = io.BytesIO()
    pickler = Pickler(buffer, protocol)
    pickler.dump(thing)
    with zipfile.ZipFile(name, "w", compression) as archive:
        def add(entry, data):
            archive.writestr(zipfile.ZipInfo(f"archive/{entry}"), data, compression)
        add("data.pkl", buffer.getvalue())
        for storage in pickler.storages:
            add(f"data/{storage.key}", storage.data())
        for entry, data in extra:
            add(entry, data)
        add("version", b"3\n")


def save_legacy(name, thing, protocol=2, little_endian=True):
    """As torch.save wrote before 1.6: pickles one after another, then each storage's length and numbers."""
    with open(name, "wb") as file:
        for part in (0x1950a86a20f9469cfc6c, 1001, {"protocol_version": 1001, "little_endian": little_endian,
                                                    "type_sizes": {"short": 2, "int": 4, "long": 4}}):
            pickle.dump(part, file, protocol)
        pickler = Pickler(file, protocol, legacy=True)
        pickler.dump(thing)
        pickle.dump([storage.key for storage in pickler.storages], file, protocol)
        for storage in pickler.storages:
            file.write(struct.pack("<q", len(storage.values)) + storage.data())


class Scalar:
    """As numpy pickles a number that it keeps."""
    def __init__(self, value):
        self.value = value

    def __reduce__(self):
        return scalar, (numpy_dtype, struct.pack("<d", self.value))


def checkpoint():
    """What a training program saves: the state dict among other things."""
    defaults = collections.defaultdict(dict)
    defaults[0]["exp_avg"] = Tensor(Storage("FloatStorage", [1]), (1,))
    state = {"model." + name.removeprefix("module."): tensor for name, tensor in kinds().items()}
    return {"args": argparse.Namespace(lr=1e-4), "best": Scalar(0.5), "state_dict": state,
            "optimizer": {"state": defaults, "param_groups": [{"lr": 1e-4, "params": [0]}]}, "epoch": 3}


def kinds():
    """Every storage type, a view with an offset, a transposed view, a scalar, an empty tensor, a parameter."""
    shared = Storage("FloatStorage", [0, 1, 2, 3, 4, 5, 6, 7])
    state = collections.OrderedDict()
    state["module.float"] = Tensor(shared, (2, 4))
    state["module.offset"] = Tensor(shared, (2, 2), offset=4)
    state["module.transposed"] = Tensor(shared, (4, 2), (1, 4))
    state["half"] = Tensor(Storage("HalfStorage", [1.5, -2]), (2,))
    state["bfloat16"] = Tensor(Storage("BFloat16Storage", [1.5, -2]), (2,))
    state["double"] = Tensor(Storage("DoubleStorage", [0.1]), ())
    state["empty"] = Tensor(Storage("FloatStorage", []), (0, 3))
    state["parameter"] = Parameter(Tensor(Storage("FloatStorage", [9]), (1,)))
    state["num_batches_tracked"] = Tensor(Storage("LongStorage", [3]), ())
    state["epoch"] = 12
    state._metadata = collections.OrderedDict(version=1)
    return state


def tiny_m2ost():
    """An M2OST of levels {0, 1}: 8-px images, 4-px patches, 64 channels, 1 layer, 2 genes, as a published file has
    it: names behind "module.", the unused norm there. Element i of a tensor is (i mod 5 - 2) / 8."""
    c, genes, mlp, hidden = 64, 2, 4, 4
    shapes = {"pos_embedding1": (1, 5, c), "pos_embedding2": (1, 9, c), "cls_token": (1, 1, c)}

    def norm(name, width):
        shapes[name + ".weight"] = shapes[name + ".bias"] = (width,)

    def linear(name, into, out):
        shapes[name + ".weight"], shapes[name + ".bias"] = (out, into), (out,)
    for k, embedding in ((0, 8), (1, 4)):
        pixels, name = 3 * (4 >> k) ** 2, f"to_patch_embedding{k + 1}"
        norm(name + ".1", pixels)
        linear(name + ".2", pixels, embedding)
        linear(name + ".4", embedding, c)
        norm(name + ".5", c)
    layer = "transformer.layers.0."
    norm(layer + "0.norm", 3 * c)
    for level in (1, 2):
        shapes[f"{layer}0.to_qkv{level}.weight"] = (3 * c, c)
        linear(f"{layer}0.to_out{level}.0", c, c)
    norm(layer + "1.split_mlp.0", c)
    linear(layer + "1.split_mlp.1", c, mlp)
    linear(layer + "1.split_mlp.4", mlp, c)
    norm(layer + "2.norm", c)
    for level in (0, 1):
        for part in "qkv":
            shapes[f"{layer}2.to_{part}{level}.weight"] = (c, c)
        linear(f"{layer}2.to_out{level}.0", c, c)
    norm(layer + "3.net.0", 2 * c)
    linear(layer + "3.net.1", 2 * c, hidden)
    linear(layer + "3.net.4", hidden, 2 * c)
    norm("transformer.norm", c)
    linear("mlp_head", 2 * c, genes)
    state = collections.OrderedDict()
    for name, shape in shapes.items():
        count = 1
        for extent in shape:
            count *= extent
        state["module." + name] = Tensor(Storage("HalfStorage", [(i % 5 - 2) / 8 for i in range(count)]), shape)
    return state


class Malicious:
    """Unpickled with Python, this would make a file named transcope-was-here."""
    def __reduce__(self):
        return os.system, ("touch transcope-was-here",)


def bad_views():
    return {"bad-beyond": Tensor(Storage("FloatStorage", [1, 2]), (3,)),
            "bad-offset": Tensor(Storage("FloatStorage", [1, 2]), (1,), offset=2),
            "bad-stride": Tensor(Storage("FloatStorage", [1, 2]), (2,), (2,)),
            "bad-expanded": Tensor(Storage("FloatStorage", [1]), (1 << 40,), (0,)),
            "bad-overflow": Tensor(Storage("FloatStorage", [1]), (1 << 62, 1 << 62), (1 << 62, 1 << 62))}


os.chdir(os.path.dirname(os.path.abspath(__file__)))
save("kinds.pth", kinds())
save("kinds-protocol4.pth", {"epoch": 3, "state_dict": kinds()}, protocol=4)
for protocol in (3, 5):
    save(f"kinds-protocol{protocol}.pth", kinds(), protocol=protocol)
save("checkpoint.pth", checkpoint())
save_legacy("legacy-kinds.pth", kinds())
save_legacy("legacy-protocol5.pth", {"net": kinds()}, protocol=5)
save_legacy("bad-legacy-big-endian.pth", kinds(), little_endian=False)
with open("bad-pickle.pth", "wb") as plain:
    pickle.dump({"x": 1}, plain, 2)
with open("legacy-kinds.pth", "rb") as whole, open("bad-legacy-cut.pth", "wb") as cut:
    cut.write(whole.read()[:-1])
save("m2ost-tiny.pth", tiny_m2ost())
save("bad-malicious.pth", collections.OrderedDict(weight=Malicious()))
save("bad-whole-model.pth", types.SimpleNamespace(a=1))
save("bad-no-tensors.pth", {"epoch": 3})
save("bad-compressed.pth", kinds(), compression=zipfile.ZIP_DEFLATED)
save("bad-big-endian.pth", kinds(), extra=[("byteorder", b"big")])
bomb = Storage("FloatStorage", range(500))
save("bad-bomb.pth", {f"x{i}": Tensor(bomb, (500,)) for i in range(40)})
save("odd-stride.pth", {"x": Tensor(Storage("FloatStorage", [1, 2]), (2, 1), (1, (1 << 63) - 1))})
for name, tensor in bad_views().items():
    save(name + ".pth", {"x": tensor})
