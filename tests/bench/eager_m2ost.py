"""M2OST in plain eager PyTorch, written from the paper's description as a user without Transcope would write it.

Weights come from a .safetensors file, or, as inputs do, from the integer hash of the reference vectors, so that any
implementation has the same.
"""

import json
import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

LEVELS, CHANNELS, HEADS, LAYERS, PATCH, EMBEDDING, SIZE = (0, 1, 2), 192, 3, 4, 16, 576, 224


def hashed(seed, name, count):
    """u in [0, 1) for elements 0 … count-1: splitmix64 over FNV-1a of the name."""
    h = 0xCBF29CE484222325
    for byte in f"{seed}:{name}".encode():
        h = ((h ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    with np.errstate(over="ignore"):
        z = np.uint64(h) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return (z >> np.uint64(40)).astype(np.float64) / 2.0**24


def hashed_weight(seed, name, shape):
    u = hashed(seed, name, math.prod(shape))
    if len(shape) > 1:
        fan = math.prod(shape) / shape[0] if shape[0] > 1 else shape[-1]
        values = (2 * u - 1) * math.sqrt(3 / fan)
    elif name.endswith("weight"):
        values = 0.8 + 0.4 * u
    else:
        values = (u - 0.5) * 0.1
    return torch.from_numpy(values.astype(np.float32).reshape(shape))


def hashed_input(seed, name, shape):
    return torch.from_numpy(hashed(seed, name, math.prod(shape)).astype(np.float32).reshape(shape))


def load_safetensors(path):
    """Tensors by name, as float32, and the file's metadata (strings)."""
    data = pathlib.Path(path).read_bytes()
    body = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:body])
    metadata = header.pop("__metadata__", {})
    types = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = torch.frombuffer(bytearray(data[body + begin : body + end]), dtype=types[entry["dtype"]])
        tensors[name] = values.reshape(entry["shape"]).float()
    return tensors, metadata


class EagerM2ost:
    """weights: tensors by their published names; all of one dtype."""

    def __init__(self, weights):
        self.w = weights

    def linear(self, x, name):
        return F.linear(x, self.w[name + ".weight"], self.w.get(name + ".bias"))

    def norm(self, x, name):
        weight = self.w[name + ".weight"]
        return F.layer_norm(x, weight.shape, weight, self.w[name + ".bias"])

    def embed_patches(self, image, k):
        p = PATCH >> k
        b, _, h, w = image.shape
        x = image.reshape(b, 3, h // p, p, w // p, p).permute(0, 2, 4, 3, 5, 1).reshape(b, -1, 3 * p * p)
        name = f"to_patch_embedding{k + 1}"
        x = F.gelu(self.linear(self.norm(x, name + ".1"), name + ".2"))
        return self.norm(self.linear(x, name + ".4"), name + ".5")

    def embed(self, image, level):
        tokens = [self.w["cls_token"].expand(image.shape[0], 1, CHANNELS)]
        for k in range(level, -1, -1):
            side = SIZE >> k
            first = (SIZE - side) // 2
            tokens.append(self.embed_patches(image[:, :, first : first + side, first : first + side], k))
        return torch.cat(tokens, 1) + self.w[f"pos_embedding{level + 1}"]

    @staticmethod
    def attention(q, k, v):
        def split(x):
            return x.view(x.shape[0], x.shape[1], HEADS, -1).transpose(1, 2)

        q, k, v = split(q), split(k), split(v)
        scores = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1]), -1)
        return (scores @ v).transpose(1, 2).reshape(q.shape[0], q.shape[2], CHANNELS)

    def layer(self, tokens, name):
        for i, level in enumerate(LEVELS):
            x = tokens[i]
            q, k, v = self.linear(x, f"{name}.0.to_qkv{level + 1}").chunk(3, -1)
            x = x + self.linear(self.attention(q, k, v), f"{name}.0.to_out{level + 1}.0")
            hidden = F.gelu(self.linear(self.norm(x, f"{name}.1.split_mlp.0"), f"{name}.1.split_mlp.1"))
            tokens[i] = x + F.gelu(self.linear(hidden, f"{name}.1.split_mlp.4"))
        normed = [self.norm(x, f"{name}.2.norm") for x in tokens]
        q, k, v = (
            [self.linear(x, f"{name}.2.to_{part}{level}") for x, level in zip(normed, LEVELS)] for part in "qkv"
        )
        for i, level in enumerate(LEVELS):
            seen = [self.attention(q[i], k[j], v[j]) for j in range(len(LEVELS)) if j != i]
            tokens[i] = self.linear(torch.cat(seen, -1), f"{name}.2.to_out{level}.0")
        means = torch.cat([x.mean(1) for x in tokens], -1)
        hidden = F.gelu(self.linear(self.norm(means, f"{name}.3.net.0"), f"{name}.3.net.1"))
        scales = torch.sigmoid(self.linear(hidden, f"{name}.3.net.4")).chunk(len(LEVELS), -1)
        return [x * (1 + s.unsqueeze(1)) for x, s in zip(tokens, scales)]

    def __call__(self, images):
        tokens = [self.embed(image, level) for image, level in zip(images, LEVELS)]
        for n in range(LAYERS):
            tokens = self.layer(tokens, f"transformer.layers.{n}")
        return self.linear(torch.cat([self.norm(x[:, 0], "transformer.norm") for x in tokens], -1), "mlp_head")
