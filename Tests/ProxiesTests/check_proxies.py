"""Computes the 13 zero-cost proxies of NAS-Bench-201 cells with PyTorch, beside which the program's own are checked.

usage: check_proxies.py dump FILE.json...          proxies of dumped weights and batches, as JSON, one line each;
                                                   compared with those in the file, where it has any
       check_proxies.py cell ARCH...               proxies of new weights, as JSON, one line each
       check_proxies.py table TABLE.csv            rank correlation with a table of NAS-Bench-Suite-Zero
       check_proxies.py write FOLDER ARCH...       dumps of networks with their proxies
       check_proxies.py time ARCH                  seconds for all 13
       check_proxies.py race PROGRAM ARCH...       seconds a cell for all 13, turn about with the program 'proxies'
Options stand in `arguments` below. Ends with 1 where a dumped proxy differs by more than --tolerance.

A dump is NAME.json, {"arch", "cells", "channels", "classes", "image", "batch", "labels", "proxies",
"tensors": [{"name", "shape", "offset"}]}, and NAME.bin, little-endian Float32, with offsets counted in values.
Tensors are named as in exported networks: "cells.0.layers.2.op.1.weight". "input" is the batch; zen has its own
"zen.input" and "zen.noise", and its own weights "zen.stem.0.weight" and so on. The proxies of a dump are computed in
double precision: grasp of a whole network in single precision differs by a thousandth between two layouts of memory.
"""
import argparse
import csv
import json
import math
import multiprocessing
import pathlib
import statistics
import subprocess
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

from proxy_network import Network, default_weights, gaussian_weights
from zero_cost_proxies import FAILED, PROXIES, proxies


def numbers(seed, *which):
    """A stream of its own for each use, so that one draws nothing from another."""
    return torch.Generator().manual_seed(int(np.random.SeedSequence([seed, *which]).generate_state(1)[0]))


def octaves(shape, generator):
    """Noise with as much in each octave, as photographs have: Gaussian noise of 1, 2, 4... pixels a side, up to half
    the image's, drawn out bilinearly from corner to corner and added; half as much of each colour's own as of grey.
    All of the batch together has mean 0 and variance 1.
    """
    images, colours, side, _ = shape
    x, coarse = torch.zeros(shape), 1
    while coarse < side:
        for weight, channels in ((1, 1), (0.5, colours)):
            noise = torch.randn((images, channels, coarse, coarse), generator=generator)
            x = x + weight * F.interpolate(noise, size=(side, side), mode="bilinear", align_corners=True)
        coarse *= 2
    return (x - x.mean()) / x.std()


def drawn(arch, options):
    """A network with its weights and batch; the batch is the same for every cell."""
    network = Network(arch, options.cells, options.channels, options.classes, options.image)
    shape = (options.batch, 3, options.image, options.image)
    batch = numbers(options.seed, 0)
    x, labels = torch.randn(shape, generator=batch), torch.randint(options.classes, shape[:1], generator=batch)
    if options.input == "octaves":
        x = octaves(shape, numbers(options.seed, 4))
    noise = numbers(options.seed, 1)
    zen_x, zen_noise = torch.randn(shape, generator=noise), torch.randn(shape, generator=noise)
    weights = default_weights(network, numbers(options.seed, 2))
    return network, weights, x, labels, gaussian_weights(network, numbers(options.seed, 3)), zen_x, zen_noise


def in_double(network, weights, x, labels, zen_weights, zen_x, zen_noise):
    def wide(tensors):
        return {name: tensor.double() for name, tensor in tensors.items()}
    return network, wide(weights), x.double(), labels, wide(zen_weights), zen_x.double(), zen_noise.double()


def write_dump(path, network, weights, x, labels, zen_weights, zen_x, zen_noise):
    tensors = {"input": x} | weights | {"zen.input": zen_x, "zen.noise": zen_noise}
    tensors |= {f"zen.{name}": weight for name, weight in zen_weights.items()}
    listed, values, offset = [], [], 0
    for name, tensor in tensors.items():
        listed.append({"name": name, "shape": list(tensor.shape), "offset": offset})
        values.append(tensor.numpy().astype("<f4").ravel())
        offset += tensor.numel()
    arch = "+".join("|" + "|".join(f"{name}~{source}" for name, source in node) + "|" for node in network.nodes)
    found = proxies(*in_double(network, weights, x, labels, zen_weights, zen_x, zen_noise))
    record = {"arch": arch, "cells": network.cells, "channels": network.channels, "classes": network.classes,
              "image": network.image, "batch": len(labels), "labels": labels.tolist(), "tensors": listed,
              "proxies": found}
    np.concatenate(values).tofile(path.with_suffix(".bin"))
    path.with_suffix(".json").write_text(json.dumps(record, indent=1) + "\n")


def read_dump(path):
    record = json.loads(path.read_text())
    values = np.fromfile(path.with_suffix(".bin"), dtype="<f4")
    tensors = {}
    for entry in record["tensors"]:
        end = entry["offset"] + math.prod(entry["shape"])
        assert end <= len(values), f"{path}: {entry['name']} ends at {end} of {len(values)} values"
        tensors[entry["name"]] = torch.from_numpy(values[entry["offset"]:end].reshape(entry["shape"]).copy())
    network = Network(record["arch"], record["cells"], record["channels"], record["classes"], record["image"])
    wanted = network.shapes() | {"classifier.bias": (network.classes,)}

    def weights(prefix):
        for name, shape in wanted.items():
            assert tuple(tensors[prefix + name].shape) == shape, f"{path}: {prefix}{name}, {shape} expected"
        return {name: tensors[prefix + name] for name in wanted}

    labels = torch.tensor(record["labels"])
    return record, (network, weights(""), tensors["input"], labels, weights("zen."), tensors["zen.input"],
                    tensors["zen.noise"])


def compare(path, options):
    """The proxies of a dump, in double precision; whether all that it holds are near."""
    record, inputs = read_dump(path)
    found = proxies(*in_double(*inputs))
    wrong = [f"{name} {said}, {found[name]} expected" for name, said in record.get("proxies", {}).items()
             if abs(said - found[name]) > options.tolerance * max(abs(found[name]), 1e-6)]
    print(json.dumps({"file": path.name, "proxies": found, "wrong": wrong}), flush=True)
    return not wrong


def correlate(options):
    """Spearman's correlation of each proxy with the table's, over random cells all of whose values it knows."""
    from scipy.stats import spearmanr

    with open(options.what[0]) as file:
        rows = [row for row in csv.DictReader(file)
                if all(row[name] and float(row[name]) > FAILED for name in PROXIES)]
    order = np.random.default_rng(options.seed).permutation(len(rows))[:options.count]
    found, said, start = [], [], time.time()
    for done, row in enumerate(rows[i] for i in order):
        found.append(proxies(*drawn(row["arch"], options)))
        said.append({name: float(row[name]) for name in PROXIES})
        if options.keep:
            with open(options.keep, "a") as file:
                file.write(json.dumps({"index": int(row["index"]), "proxies": found[-1]}) + "\n")
        if (done + 1) % 50 == 0 or done + 1 == len(order):
            each = {name: round(float(spearmanr([v[name] for v in found], [v[name] for v in said]).statistic), 3)
                    for name in PROXIES}
            print(json.dumps({"cells": done + 1, "seconds": round((time.time() - start) / (done + 1), 2)} | each),
                  flush=True)


def measure(options):
    """Wall time of all 13 as a careful user has them: one pass forward for all that can share it, in either layout."""
    network, weights, x, labels, *rest = drawn(options.what[0], options)
    for threads in options.threads:
        torch.set_num_threads(threads)
        for layout in (torch.contiguous_format, torch.channels_last):
            def laid(tensors):
                return {name: tensor.contiguous(memory_format=layout) if tensor.dim() == 4 else tensor
                        for name, tensor in tensors.items()}
            zen_weights, *batches = laid(rest[0]), *(tensor.contiguous(memory_format=layout) for tensor in rest[1:])
            inputs = (network, laid(weights), x.contiguous(memory_format=layout), labels, zen_weights, *batches)
            proxies(*inputs)
            seconds = []
            for _ in range(options.repeats):
                start = time.perf_counter()
                proxies(*inputs)
                seconds.append(time.perf_counter() - start)
            print(json.dumps({"threads": threads, "layout": str(layout), "median": round(statistics.median(seconds), 3),
                              "least": round(min(seconds), 3), "most": round(max(seconds), 3),
                              "torch": torch.__version__}), flush=True)


def fastest_layout(inputs):
    """What `measure` finds to be the faster layout for convolutions."""
    def laid(tensor):
        return tensor.contiguous(memory_format=torch.channels_last) if tensor.dim() == 4 else tensor
    return [
        {name: laid(tensor) for name, tensor in each.items()} if isinstance(each, dict)
        else laid(each) if isinstance(each, torch.Tensor) else each
        for each in inputs
    ]


def one_thread():
    torch.set_num_threads(1)


def timed(arch, options):
    return proxies(*fastest_layout(drawn(arch, options)))


def race(options):
    """Wall time a cell on as many processors as --threads says, turn about: PyTorch a cell at a time with that many
    threads, PyTorch with as many processes of one thread each, and the program, its start included. The same cells,
    batch and network; weights are drawn in all three.
    """
    program, *archs = options.what
    threads = options.threads[0]
    lines = "".join(json.dumps({"cell": arch}) + "\n" for arch in archs).encode()
    rows = []
    with multiprocessing.get_context("spawn").Pool(threads, one_thread) as pool:
        jobs = [(arch, options) for arch in archs]
        pool.starmap(timed, jobs, chunksize=1)
        for repeat in range(options.repeats):
            torch.set_num_threads(threads)
            start = time.perf_counter()
            for arch in archs:
                timed(arch, options)
            by_threads = time.perf_counter() - start
            start = time.perf_counter()
            pool.starmap(timed, jobs, chunksize=1)
            by_processes = time.perf_counter() - start
            start = time.perf_counter()
            child = subprocess.Popen([program, "--threads", str(threads)], stdin=subprocess.PIPE,
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            child.stdin.write(lines)
            child.stdin.close()
            status = child.wait()
            ours = time.perf_counter() - start
            if status:
                sys.exit(f"{program} ended with {status}")
            rows.append([seconds / len(archs) for seconds in (by_threads, by_processes, ours)])
            print(json.dumps({"repeat": repeat, "seconds": [round(seconds, 3) for seconds in rows[-1]]}), flush=True)
    columns = list(zip(*rows))
    for name, column in zip(("torch, threads", "torch, processes", "program"), columns):
        ratios = [theirs / ours for theirs, ours in zip(column, columns[2])]
        print(json.dumps({"what": name, "cells": len(archs), "processors": threads, "torch": torch.__version__,
                          "seconds_a_cell": round(statistics.median(column), 3), "least": round(min(column), 3),
                          "most": round(max(column), 3), "times_the_program": round(statistics.median(ratios), 2),
                          "ratio_least": round(min(ratios), 2), "ratio_most": round(max(ratios), 2)}))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=("dump", "cell", "table", "write", "time", "race"))
    parser.add_argument("what", nargs="+")
    parser.add_argument("--cells", type=int, default=5, help="cells a stage")
    parser.add_argument("--channels", type=int, default=16)
    parser.add_argument("--classes", type=int, default=10)
    parser.add_argument("--image", type=int, default=32)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--input", choices=("noise", "octaves"), default="noise")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300, help="cells to correlate with a table")
    parser.add_argument("--keep", help="file that the computed proxies are added to, a JSON line each")
    parser.add_argument("--tolerance", type=float, default=1e-4, help="relative")
    parser.add_argument("--threads", type=int, nargs="+", default=[1])
    parser.add_argument("--repeats", type=int, default=7)
    return parser.parse_intermixed_args()


def main():
    options = arguments()
    torch.set_num_threads(options.threads[0])
    if options.task == "dump":
        near = [compare(pathlib.Path(path), options) for path in options.what]
        sys.exit(0 if all(near) else 1)
    elif options.task == "cell":
        for arch in options.what:
            print(json.dumps(proxies(*drawn(arch, options))), flush=True)
    elif options.task == "table":
        correlate(options)
    elif options.task == "write":
        folder = pathlib.Path(options.what[0])
        folder.mkdir(parents=True, exist_ok=True)
        for number, arch in enumerate(options.what[1:]):
            write_dump(folder / f"cell{number}", *drawn(arch, options))
    elif options.task == "race":
        race(options)
    else:
        measure(options)


if __name__ == "__main__":
    main()
