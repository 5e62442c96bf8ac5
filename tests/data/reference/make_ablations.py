"""Writes the reference vectors of the ablated M2OSTs: python3 make_ablations.py (needs numpy).

Another implementation than model/m2ost, in numpy and double precision, of what model/config/ablation.h says. Tensors and
inputs come from the same integer hash as those of every reference vector file.
"""

import json
import math
import pathlib

import numpy as np

LEVELS, CHANNELS, LAYERS, SIZE, PATCH, EMBEDDING, HIDDEN, CHANNEL_HIDDEN, GENES = (0, 1, 2), 64, 2, 32, 16, 48, 16, 24, 5
HEAD, BATCH, SEED = 64, 2, "ablations"
ORDER = ["without-dpe", "unified-attention", "without-ctmm", "without-ccmm"]
WIDTH = CHANNELS * len(LEVELS)
TOKENS = (SIZE // PATCH) ** 2
MASK = (1 << 64) - 1


def hashed(name, count):
    h = 0xCBF29CE484222325
    for byte in f"{SEED}:{name}".encode():
        h = (h ^ byte) * 0x100000001B3 & MASK
    values = []
    for i in range(count):
        z = h + (i + 1) * 0x9E3779B97F4A7C15 & MASK
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
        z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
        values.append(((z ^ z >> 31) >> 40) / 2.0**24)
    return np.array(values)


def weight(name, shape):
    u = hashed(name, math.prod(shape))
    if len(shape) > 1:
        fan = math.prod(shape) / shape[0] if shape[0] > 1 else shape[-1]
        u = (2 * u - 1) * math.sqrt(3 / fan)
    else:
        u = 0.8 + 0.4 * u if name.endswith("weight") else (u - 0.5) * 0.1
    return u.astype(np.float32).astype(np.float64).reshape(shape)


class Network:
    """Makes a tensor when it is first used, and so lists those that it has."""

    def __init__(self, ablation):
        self.step = ORDER.index(ablation)
        self.tensors = {}

    def take(self, name, shape):
        if name not in self.tensors:
            self.tensors[name] = weight(name, shape)
        return self.tensors[name]

    def linear(self, x, name, out, bias=True):
        y = x @ self.take(name + ".weight", (out, x.shape[-1])).T
        return y + self.take(name + ".bias", (out,)) if bias else y

    def norm(self, x, name):
        mean, variance = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
        gamma, beta = self.take(name + ".weight", x.shape[-1:]), self.take(name + ".bias", x.shape[-1:])
        return (x - mean) / np.sqrt(variance + 1e-5) * gamma + beta

    @staticmethod
    def gelu(x):
        return x * 0.5 * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))

    @staticmethod
    def attention(q, k, v):
        out = np.empty_like(q)
        for first in range(0, q.shape[-1], HEAD):
            h = slice(first, first + HEAD)
            scores = np.exp(q[..., h] @ k[..., h].transpose(0, 2, 1) / math.sqrt(HEAD))
            out[..., h] = scores / scores.sum(-1, keepdims=True) @ v[..., h]
        return out

    def embed(self, image, level):
        name, rows = f"to_patch_embedding{level + 1}", []
        for row in range(0, SIZE, PATCH):
            for column in range(0, SIZE, PATCH):
                patch = image[:, :, row : row + PATCH, column : column + PATCH]
                rows.append(patch.transpose(0, 2, 3, 1).reshape(BATCH, -1))
        x = self.norm(np.stack(rows, 1), name + ".1")
        x = self.linear(self.gelu(self.linear(x, name + ".2", EMBEDDING)), name + ".4", CHANNELS)
        cls = np.broadcast_to(self.take("cls_token", (1, 1, CHANNELS)), (BATCH, 1, CHANNELS))
        x = np.concatenate([cls, self.norm(x, name + ".5")], 1)
        return x + self.take(f"pos_embedding{level + 1}", (1, TOKENS + 1, CHANNELS))

    def token_mlp(self, x, name):
        hidden = self.gelu(self.linear(self.norm(x, name + ".mlp.0"), name + ".mlp.1", CHANNEL_HIDDEN))
        return x + self.linear(hidden, name + ".mlp.4", WIDTH)

    def within_levels(self, tokens, name):
        for i, level in enumerate(LEVELS):
            x = tokens[i]
            qkv = self.linear(x, f"{name}.0.to_qkv{level + 1}", 3 * CHANNELS, bias=False)
            x = x + self.linear(self.attention(*np.split(qkv, 3, -1)), f"{name}.0.to_out{level + 1}.0", CHANNELS)
            mlp = f"{name}.1.split_mlp"
            hidden = self.gelu(self.linear(self.norm(x, mlp + ".0"), mlp + ".1", HIDDEN))
            tokens[i] = x + self.gelu(self.linear(hidden, mlp + ".4", CHANNELS))
        return tokens

    def unified(self, tokens, name):
        x = np.concatenate(tokens, -1)
        qkv = self.linear(self.norm(x, name + ".0.attn_norm"), name + ".0.to_qkv", 3 * WIDTH, bias=False)
        x = x + self.linear(self.attention(*np.split(qkv, 3, -1)), name + ".0.to_out.0", WIDTH)
        return np.split(self.token_mlp(x, name + ".1"), len(LEVELS), -1)

    def across_levels(self, tokens, name):
        normed = [self.norm(x, name + ".2.norm") for x in tokens]
        q, k, v = (
            [self.linear(x, f"{name}.2.to_{part}{n}", CHANNELS, bias=False) for x, n in zip(normed, LEVELS)]
            for part in "qkv"
        )
        mixed = []
        for i, level in enumerate(LEVELS):
            seen = [self.attention(q[i], k[j], v[j]) for j in range(len(LEVELS)) if j != i]
            mixed.append(self.linear(np.concatenate(seen, -1), f"{name}.2.to_out{level}.0", CHANNELS))
        return mixed

    def channel_scales(self, tokens, name):
        means = np.concatenate([x.mean(1) for x in tokens], -1)
        hidden = self.gelu(self.linear(self.norm(means, name + ".3.net.0"), name + ".3.net.1", CHANNEL_HIDDEN))
        scales = 1 / (1 + np.exp(-self.linear(hidden, name + ".3.net.4", WIDTH)))
        return [x * (1 + s[:, None]) for x, s in zip(tokens, np.split(scales, len(LEVELS), -1))]

    def layer(self, tokens, name):
        tokens = self.within_levels(tokens, name) if self.step < 1 else self.unified(tokens, name)
        if self.step < 2:
            tokens = self.across_levels(tokens, name)
        if self.step < 3:
            return self.channel_scales(tokens, name)
        return np.split(self.token_mlp(np.concatenate(tokens, -1), name + ".3"), len(LEVELS), -1)

    def __call__(self, images):
        tokens = [self.embed(image, level) for image, level in zip(images, LEVELS)]
        for n in range(LAYERS):
            tokens = self.layer(tokens, f"transformer.layers.{n}")
        cls = np.concatenate([self.norm(x[:, 0], "transformer.norm") for x in tokens], -1)
        return self.linear(cls, "mlp_head", GENES)


def main():
    shape = (BATCH, 3, SIZE, SIZE)
    images = [hashed(f"level{n}", math.prod(shape)).astype(np.float32).astype(float).reshape(shape) for n in LEVELS]
    for ablation in ORDER:
        network = Network(ablation)
        expression = network(images)
        content = {
            "method": "m2ost",
            "seed": SEED,
            "note": f"M2OST, {ablation}; made by make_ablations.py",
            "inputs": {f"level{n}": shape for n in LEVELS},
            "outputs": {"expression": {"shape": expression.shape, "values": [float(f"{v:.9g}") for v in expression.flat]}},
            "tensors": [[name, tensor.shape] for name, tensor in sorted(network.tensors.items())],
        }
        file = pathlib.Path(__file__).with_name(f"m2ost-{ablation}.json")
        file.write_text(json.dumps(content) + "\n")


if __name__ == "__main__":
    main()
