"""Writes what torch.save makes of one state dict, in every form, into the folder named, and prints the files' names; prints
nothing where there is no PyTorch. Element i of each tensor is i."""

import argparse
import collections
import sys

try:
    import torch
except ImportError:
    sys.exit()


def state(prefix):
    return collections.OrderedDict(
        (prefix + name, torch.arange(count, dtype=kind).reshape(shape))
        for name, count, shape, kind in (("weight", 6, (2, 3), torch.float32), ("bias", 2, (2,), torch.float64),
                                         ("norm.num_batches_tracked", 1, (), torch.int64)))


def forms():
    for prefix in ("", "module.", "_orig_mod.", "model.", "module.net."):
        yield f"prefix-{prefix}pth", state(prefix), {}
    for protocol in (2, 3, 4, 5):
        for zipped in (True, False):
            yield (f"{'zip' if zipped else 'legacy'}-{protocol}.pth", state(""),
                   {"pickle_protocol": protocol, "_use_new_zipfile_serialization": zipped})
    network = torch.nn.Linear(3, 2)
    network.load_state_dict({name: tensor for name, tensor in state("").items() if "norm" not in name})
    yield "parameters.pth", dict(network.double().named_parameters()), {}
    optimiser = torch.optim.Adam(network.float().parameters())
    network(torch.ones(1, 3)).sum().backward()
    optimiser.step()
    for key in ("state_dict", "model_state_dict", "model", "net", "teacher"):
        yield (f"checkpoint-{key}.pth",
               {"epoch": 3, "args": argparse.Namespace(lr=1e-4), "optimizer": optimiser.state_dict(), key: state("module.")},
               {})


for name, thing, options in forms():
    torch.save(thing, f"{sys.argv[1]}/{name}", **options)
    print(name)
